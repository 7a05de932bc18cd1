// What is promised is explained: every public declaration has a comment of its own.

import Foundation
import Testing

@Suite("House: documentation") struct DocumentationTests {
  @Test("every public declaration says what it is")
  func documented() {
    let declaration =
      #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*public\s+(?:[a-z]+(?:\(set\))?\s+)*?(?:func|var|let|struct|enum|class|init|subscript|protocol|typealias|actor|case)\b/#
    var silent: [String] = []
    for file in SourceTree.swiftSources where file.text.contains("public ") {
      let lines = file.lines
      for (index, line) in lines.enumerated() where line.contains("public ") {
        guard line.firstMatch(of: declaration) != nil, !line.contains("import ") else {
          continue
        }
        // Attributes may stand between.
        let above = lines[..<index].last { !$0.drop { $0 == " " }.hasPrefix("@") } ?? ""
        if !above.drop(while: { $0 == " " }).hasPrefix("///") {
          silent.append("\(file.path):\(index + 1)")
        }
      }
    }
    #expect(silent == [])
  }
}
