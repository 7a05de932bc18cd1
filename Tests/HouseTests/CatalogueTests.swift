// The catalogue of diagnostics: every code once, in order, in the range of its phase, and shown by
// a test, a specification or a page of the manual.

import Foundation
import Testing

@Suite("House: the catalogue of diagnostics") struct CatalogueTests {
  private struct Entry {
    let code: String
    let title: String
    let file: ProjectFile
  }

  private static let entries: [Entry] = SourceTree.swiftSources.flatMap { file in
    file.text.matches(of: #/DiagnosticCode\(\s*"(GRV\d{4})",\s*"([^"]*)"/#).map {
      Entry(code: String($0.1), title: String($0.2), file: file)
    }
  }

  @Test("there are codes")
  func some() {
    #expect(Self.entries.count > 30)
  }

  @Test("a code and a title are declared once")
  func unique() {
    let codes = Dictionary(grouping: Self.entries, by: \.code).filter { $0.value.count > 1 }
    let titles = Dictionary(grouping: Self.entries, by: \.title).filter { $0.value.count > 1 }
    #expect(codes.keys.sorted() == [])
    #expect(titles.keys.sorted() == [])
  }

  @Test("each file declares its codes in rising order")
  func order() {
    let files = Dictionary(grouping: Self.entries, by: \.file.path)
    let wrong = files.filter { $0.value.map(\.code) != $0.value.map(\.code).sorted() }
    #expect(wrong.keys.sorted() == [])
  }

  /// The folders that may declare the codes of a hundred.
  private static let phases: [String: [String]] = [
    "01": ["Sources/GroveSyntax/"],
    "02": ["Sources/Grove/Check/"],
    "03": ["Sources/Grove/Execute/", "Sources/Grove/API/", "Sources/Grove/Functions/"],
    "04": ["Sources/GroveWorkspace/", "Sources/Grove/Store/"],
    "05": ["Sources/Grove/Check/", "Sources/GroveCommand/"],
    "06": ["Sources/Grove/", "Sources/GroveSyntax/"],
    "07": ["Sources/GroveCommand/"],
  ]

  @Test("a code is declared by the phase its number names")
  func phase() {
    let wrong = Self.entries.filter { entry in
      let hundred = String(entry.code.dropFirst(3).prefix(2))
      return !(Self.phases[hundred] ?? []).contains { entry.file.path.hasPrefix($0) }
    }
    #expect(wrong.map { "\($0.code) in \($0.file.path)" } == [])
  }

  @Test("a title is a phrase without a full stop")
  func titles() {
    #expect(Self.entries.filter { $0.title.hasSuffix(".") || $0.title.isEmpty }.map(\.code) == [])
  }

  /// Codes that no small text or workspace can reach, with what it would take.
  private static let outOfReach = [
    "GRV0304": "a function that the checker lets through and the executor does not have",
    "GRV0613": "a plan nested deeper than the parser lets a text be",
    "GRV0445": "a column of 2 GiB of text",
    "GRV0446": "two thousand million rows",
  ]

  @Test("every code is shown by a test, a specification or the manual")
  func shown() {
    let places = SourceTree.files.filter { file in
      (file.path.hasPrefix("Tests/") && !file.path.hasPrefix("Tests/HouseTests/"))
        || file.path.contains(".docc/")
    }
    let declarations = SourceTree.swiftSources.flatMap { file in
      file.text.matches(of: #/static let (\w+)\s*=\s*DiagnosticCode\(\s*"(GRV\d{4})"/#)
        .map { (code: String($0.2), property: ".\($0.1)") }
    }
    // A test in Swift names the code by its property, a page by its number.
    let properties = Dictionary(declarations.map { ($0.code, $0.property) }) { first, _ in first }
    let unshown = Self.entries.filter { entry in
      if Self.outOfReach[entry.code] != nil { return false }
      let names = [entry.code, properties[entry.code]].compactMap { $0 }
      return !places.contains { file in names.contains { file.text.contains($0) } }
    }
    #expect(unshown.map { "\($0.code) \($0.title)" } == [])
  }

  // MARK: The manual

  private static let pages = [
    "Language/Errors.md", "Workspaces/ProblemCatalogue.md", "Workspaces/Git.md",
  ]

  /// What the manual says of each code: the title of its heading, and what stands below it.
  private static let sections: [String: (title: String, body: String)] = {
    var found: [String: (title: String, body: String)] = [:]
    for file in SourceTree.files where pages.contains(where: file.path.hasSuffix) {
      var code: String?
      for line in file.lines {
        if let match = line.wholeMatch(of: #/#+ (GRV\d{4}): (.*)/#) {
          code = String(match.1)
          found[String(match.1)] = (String(match.2), "")
        } else if line.hasPrefix("#"), !line.hasPrefix("# ") || code == nil {
          code = nil
        } else if let code {
          found[code]?.body += line + "\n"
        }
      }
    }
    return found
  }()

  /// Codes whose entry has no executed example, with what a page cannot hold.
  private static let withoutExample: [String: String] = [
    "GRV0401": "a file without permissions", "GRV0402": "bytes that are not UTF-8",
    "GRV0403": "bytes that are no text", "GRV0406": "a file of 1 GiB", "GRV0407": "a link",
    "GRV0408": "a pipe", "GRV0409": "100,000 files", "GRV0421": "64 levels",
    "GRV0423": "NUL bytes", "GRV0428": "a thousand problems", "GRV0429": "a link",
    "GRV0601": "a text of 1 MiB", "GRV0602": "200 brackets", "GRV0603": "100,000 parts",
    "GRV0610": "a host that sets limits", "GRV0611": "a host that sets limits",
    "GRV0612": "a host that sets limits", "GRV0614": "somebody who cancels",
    "GRV0308": "a host with functions", "GRV0309": "a host with functions",
    "GRV0310": "a remark of a run", "GRV0248": "values from outside",
    "GRV0604": "48 definitions inside each other",
    "GRV0502": "a host that takes questions only", "GRV0615": "200 calls",
    "GRV0616": "128 levels", "GRV0617": "a text of 16 MiB", "GRV0618": "10 million members",
    "GRV0619": "a host that sets limits", "GRV0620": "a host that sets a time",
    "GRV0701": "a machine without git", "GRV0702": "a folder in no repository",
    "GRV0703": "a repository", "GRV0704": "a repository",
  ]

  @Test("every code has an entry in the manual with its title, a cure and an executed example")
  func manual() {
    var wrong: [String] = []
    for entry in Self.entries {
      guard let (title, body) = Self.sections[entry.code] else {
        wrong.append("\(entry.code) has no entry")
        continue
      }
      if title != entry.title { wrong.append("\(entry.code) is called `\(title)`") }
      let first = body.split(separator: "\n").first ?? ""
      if first.isEmpty || first.hasPrefix("```") || first.hasPrefix("<!--") {
        wrong.append("\(entry.code) has no cure")
      }
      let isShown = body.contains(#/```(?:error|problems|console)\n[^`]*?GRV/#)
      let isExcused =
        Self.outOfReach[entry.code] != nil || Self.withoutExample[entry.code] != nil
      if isShown == isExcused { wrong.append("\(entry.code): \(isShown ? "an" : "no") example") }
      if isShown, !body.contains(entry.code) { wrong.append("\(entry.code) shows another code") }
    }
    #expect(wrong == [])
    #expect(Set(Self.sections.keys).subtracting(Self.entries.map(\.code)) == [])
  }
}
