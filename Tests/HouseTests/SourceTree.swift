// The files of the repository as the house tests see them: paths, lines, and Swift code without its
// comments and texts. What is asked of them stands in the files beside.

import Foundation

/// A text file of the repository.
struct ProjectFile {
  /// Its path from the root.
  let path: String
  let text: String

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// The folders it lies in, outermost first.
  var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
}

/// The repository.
enum SourceTree {
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What the top level holds, made files left out.
  static let topLevel: [String] =
    names(in: root).filter { !isMade($0) }

  /// Every text file that is kept, by path.
  static let files: [ProjectFile] = collect("").sorted { $0.path < $1.path }

  private static let codeByPath: [String: [String]] = Dictionary(
    files.filter(\.isSwift).map { ($0.path, SwiftCode($0.text).lines) },
    uniquingKeysWith: { first, _ in first })

  /// The lines of a Swift file's code; read once, as several tests ask for them.
  static func code(of file: ProjectFile) -> [String] { codeByPath[file.path] ?? [] }

  static let swiftSources = files.filter { $0.isSwift && $0.path.hasPrefix("Sources/") }

  /// What tools make and version control leaves out.
  static func isMade(_ name: String) -> Bool {
    name.hasPrefix(".build")
      || [".git", ".swiftpm", "Package.resolved", ".DS_Store"].contains(name)
      || name.hasSuffix(".xcodeproj")
  }

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private static func collect(_ folder: String) -> [ProjectFile] {
    var found: [ProjectFile] = []
    for name in names(in: root.appendingPathComponent(folder)) where !isMade(name) {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let url = root.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
        continue
      }
      if isFolder.boolValue {
        found += collect(path)
      } else if let data = try? Data(contentsOf: url), data.count < 4_000_000,
        let text = String(data: data, encoding: .utf8)
      {
        found.append(ProjectFile(path: path, text: text))
      }
    }
    return found
  }
}

/// Swift code with comments and texts blanked out, line breaks kept.
struct SwiftCode {
  let lines: [String]

  init(_ text: String) {
    var code: [UInt8] = []
    let bytes = Array(text.utf8)
    var place = 0
    var commentDepth = 0
    /// Open texts: their closing delimiter, and the depth of brackets of an interpolation inside.
    var texts: [(close: [UInt8], brackets: Int)] = []
    /// The first byte is compared first: nearly always it settles the matter, and this runs for
    /// every byte of the sources.
    func starts(_ word: [UInt8]) -> Bool {
      bytes[place] == word[0] && bytes[place...].starts(with: word)
    }
    let lineComment = Array("//".utf8)
    let commentStart = Array("/*".utf8)
    let commentEnd = Array("*/".utf8)
    let backslash = UInt8(ascii: "\\")
    let quote = UInt8(ascii: "\"")
    let hash = UInt8(ascii: "#")
    func blank(_ count: Int) {
      for byte in bytes[place..<min(place + count, bytes.count)] {
        code.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
      }
      place += count
    }
    while place < bytes.count {
      if commentDepth > 0 {
        if starts(commentEnd) {
          commentDepth -= 1
          blank(2)
        } else if starts(commentStart) {
          commentDepth += 1
          blank(2)
        } else {
          blank(1)
        }
      } else if let open = texts.last, open.brackets == 0 {
        guard bytes[place] == quote || bytes[place] == backslash else {
          blank(1)
          continue
        }
        let escape = [backslash] + open.close.drop { $0 == quote }
        if starts(open.close) {
          texts.removeLast()
          blank(open.close.count)
        } else if starts(escape + [UInt8(ascii: "(")]) {
          texts[texts.count - 1].brackets = 1
          blank(escape.count + 1)
        } else if starts(escape) {
          blank(escape.count + 1)
        } else {
          blank(1)
        }
      } else if starts(lineComment) {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { blank(1) }
      } else if starts(commentStart) {
        commentDepth = 1
        blank(2)
      } else if bytes[place] == quote || bytes[place] == hash,
        let opening = Self.opening(bytes, place)
      {
        texts.append((opening.close, 0))
        blank(opening.length)
      } else {
        if !texts.isEmpty {
          if bytes[place] == UInt8(ascii: "(") { texts[texts.count - 1].brackets += 1 }
          if bytes[place] == UInt8(ascii: ")") { texts[texts.count - 1].brackets -= 1 }
        }
        code.append(bytes[place])
        place += 1
      }
    }
    lines = String(decoding: code, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The delimiter of a text that opens at a place.
  private static func opening(_ bytes: [UInt8], _ place: Int) -> (length: Int, close: [UInt8])? {
    var hashes = 0
    while place + hashes < bytes.count, bytes[place + hashes] == UInt8(ascii: "#") { hashes += 1 }
    let quote = UInt8(ascii: "\"")
    guard place + hashes < bytes.count, bytes[place + hashes] == quote else { return nil }
    let three = [quote, quote, quote]
    let quotes = bytes[(place + hashes)...].starts(with: three) ? three : [quote]
    return (
      hashes + quotes.count, quotes + [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    )
  }
}
