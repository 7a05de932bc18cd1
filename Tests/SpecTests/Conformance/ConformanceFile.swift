// Reads the files of grammar/conformance: settings, and cases of named sections. What the sections
// must hold is the runner's business.

import Foundation

/// The workspace, the day and the person that cases are asked with.
struct ConformanceSetting: Hashable, Sendable {
  /// The text of the workspace's files, as `grammar/conformance/README.md` describes it.
  var workspace = ""
  var today = ""
  var me = ""
  /// The limits: empty for the standard profile.
  var profile = ""
}

/// A named part of a case, in the order of the file.
struct ConformanceSection: Hashable, Sendable {
  let key: String
  /// Without the line break at its end.
  let text: String
}

/// One case: a query and everything that is said of it.
struct ConformanceCase: Sendable, CustomStringConvertible {
  /// From the root of the repository.
  let path: String
  /// The line of the title, counted from 1.
  let line: Int
  let title: String
  var setting: ConformanceSetting
  var sections: [ConformanceSection] = []
  /// The lines of the sections, counted from 0, without the settings before them.
  var body: Range<Int>

  var query: String { self["query"] ?? "" }

  subscript(key: String) -> String? { sections.first { $0.key == key }?.text }

  var description: String { "\(path):\(line) \(title)" }
}

/// A file of cases.
struct ConformanceFile: Sendable {
  let path: String
  let lines: [String]
  private(set) var cases: [ConformanceCase] = []
  /// What could not be read, with its line.
  private(set) var troubles: [String] = []
  private var setting = ConformanceSetting()

  static let folder = "grammar/conformance"
  private static let settings: Set<String> = ["workspace", "today", "me", "profile"]

  /// Every file of the suite, in the order of their names.
  static func all() -> [ConformanceFile] {
    let url = SpecPlace.root.appendingPathComponent(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
      let text = try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
      return text.map { ConformanceFile(path: "\(folder)/\(name)", text: $0) }
    }
  }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 0
    while index < lines.count { read(&index) }
  }

  private mutating func read(_ index: inout Int) {
    let line = lines[index]
    let start = index
    index += 1
    if line.isEmpty || line.hasPrefix("#") { return }
    if line.hasPrefix("== ") {
      cases.append(
        ConformanceCase(
          path: path, line: start + 1, title: String(line.dropFirst(3)), setting: setting,
          body: index..<index))
      return
    }
    guard let match = line.wholeMatch(of: #/([a-z]+):(?: (.*))?/#) else {
      troubles.append("\(path):\(start + 1): expected `key: text`, found `\(line)`")
      return
    }
    let key = String(match.1)
    let text = match.2.map(String.init) ?? block(&index)
    if Self.settings.contains(key) {
      set(key, text, at: start)
      return
    }
    guard !cases.isEmpty else {
      troubles.append("\(path):\(start + 1): `\(key)` stands before the first case")
      return
    }
    let last = cases.count - 1
    if cases[last].sections.isEmpty { cases[last].body = start..<start }
    cases[last].sections.append(ConformanceSection(key: key, text: text))
    cases[last].body = cases[last].body.lowerBound..<index
  }

  /// The indented lines that follow, without their indent.
  private mutating func block(_ index: inout Int) -> String {
    var found: [String] = []
    var end = index
    while end < lines.count, lines[end].isEmpty || lines[end].hasPrefix("  ") {
      found.append(String(lines[end].dropFirst(2)))
      end += 1
      if !lines[end - 1].isEmpty { index = end }
    }
    while found.last?.isEmpty == true { found.removeLast() }
    return found.joined(separator: "\n")
  }

  /// Within a case a setting holds for the case, before the first one for all of them.
  private mutating func set(_ key: String, _ text: String, at line: Int) {
    var setting = cases.last?.setting ?? setting
    switch key {
    case "workspace":
      setting.workspace = text.contains("\n") ? text : Self.workspace(text) ?? ""
      if setting.workspace.isEmpty {
        troubles.append("\(path):\(line + 1): there is no workspace \(text)")
      }
    case "today": setting.today = text
    case "me": setting.me = text
    default:
      setting.profile = text
      if text != "untrusted" { troubles.append("\(path):\(line + 1): there is no profile \(text)") }
    }
    if cases.isEmpty {
      self.setting = setting
    } else {
      cases[cases.count - 1].setting = setting
    }
  }

  private static func workspace(_ name: String) -> String? {
    let url = SpecPlace.root.appendingPathComponent("\(folder)/workspaces/\(name).yaml")
    return try? String(contentsOf: url, encoding: .utf8)
  }

  /// The file with the sections of every case as they were found.
  func updated(_ found: (ConformanceCase) -> [ConformanceSection]?) -> String {
    var lines = lines
    for old in cases.reversed() {
      guard let sections = found(old) else { continue }
      lines.replaceSubrange(old.body, with: sections.flatMap(\.lines))
    }
    return lines.joined(separator: "\n")
  }
}

extension ConformanceSection {
  /// The section as it stands in a file.
  var lines: [String] {
    // One line stands beside the key, but a table below it, so that its head is the first row.
    if !text.contains("\n"), key != "rows" { return [text.isEmpty ? "\(key):" : "\(key): \(text)"] }
    return ["\(key):"]
      + text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.isEmpty ? "" : "  \($0)"
      }
  }
}
