// Pages of the manual and of Tests/Spec as cases: a workspace named in a comment, a query in a fence,
// and the fence after it that says what to expect.

import Foundation

/// What a page says of a query, or of a command line.
struct SpecCase: Sendable, CustomStringConvertible {
  /// What the fence after a query holds.
  enum Expectation: String, CaseIterable {
    /// The answer as a table, or as the query asks to be shown.
    case result
    /// The diagnostics.
    case error
    /// The explanation.
    case explain
    /// The answer as JSON.
    case json
    /// What a check of the inline workspace above lists.
    case problems
    /// A command line and what it prints.
    case console
    /// Nothing: it must merely succeed.
    case nothing
  }

  /// Where the query is asked.
  struct Setting: Sendable {
    /// A workspace by its folder, or `inline`.
    var name: String
    var today: String
    var me: String?
    /// For `inline`: the text of the workspace's file.
    var text: String?
    /// The line of the comment, counted from 1.
    var line: Int
  }

  /// The page, from the root of the repository.
  let page: String
  /// The heading it stands under.
  let heading: String
  /// The line of the fence with the query, or of the console block, counted from 1.
  let line: Int
  let setting: Setting?
  /// The query; of a console block the command lines.
  let query: String
  let expectation: Expectation
  /// What is expected, without the last line break.
  let expected: String
  /// The lines of the expectation between its fences, counted from 0.
  let expectedLines: Range<Int>

  var description: String {
    "\(page):\(line) \(heading)\(expectation == .result ? "" : " (\(expectation))")"
  }
}

/// A page cut into cases.
struct SpecPage {
  let path: String
  private(set) var lines: [String]
  private(set) var cases: [SpecCase] = []

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    read()
  }

  /// Every executed page of the repository.
  static func all() -> [SpecPage] {
    let folders = ["Sources/Grove/Grove.docc", "Tests/Spec", "examples"]
    let readme = page("README.md").map { [$0] } ?? []
    return readme + folders.flatMap { pages(in: $0) }.sorted { $0.path < $1.path }
  }

  private static func page(_ path: String) -> SpecPage? {
    let url = SpecPlace.root.appendingPathComponent(path)
    return (try? String(contentsOf: url, encoding: .utf8)).map { SpecPage(path: path, text: $0) }
  }

  private static func pages(in folder: String) -> [SpecPage] {
    let root = SpecPlace.root.appendingPathComponent(folder)
    guard let walker = FileManager.default.enumerator(atPath: root.path) else { return [] }
    return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.compactMap {
      page("\(folder)/\($0)")
    }
  }

  /// A fenced block: its word, and the lines between the fences.
  private struct Fence {
    let word: String
    let line: Int
    let body: Range<Int>
  }

  private mutating func read() {
    var heading = ""
    var setting: SpecCase.Setting?
    var query: Fence?
    var isAnswered = false
    var index = 0
    func text(_ fence: Fence) -> String { lines[fence.body].joined(separator: "\n") }
    func close() {
      // A query that nothing is expected of must merely succeed.
      guard let fence = query, !isAnswered else { return }
      cases.append(
        SpecCase(
          page: path, heading: heading, line: fence.line + 1, setting: setting, query: text(fence),
          expectation: .nothing, expected: "", expectedLines: 0..<0))
    }
    while index < lines.count {
      let line = lines[index]
      if let found = Self.setting(line, index) {
        close()
        query = nil
        setting = found
      } else if line.hasPrefix("#") {
        close()
        query = nil
        heading = String(line.drop { $0 == "#" || $0 == " " })
      } else if line.hasPrefix("```") {
        let end = lines[(index + 1)...].firstIndex { $0.hasPrefix("```") } ?? lines.count
        let word = line.dropFirst(3).trimmingCharacters(in: .whitespaces)
        let fence = Fence(word: word, line: index, body: (index + 1)..<end)
        index = end
        if word == "grove" {
          close()
          query = fence
          isAnswered = false
        } else if word == "yaml" {
          if setting?.name == "inline", setting?.text == nil { setting?.text = text(fence) }
        } else if word == "console" || word == "problems" {
          cases.append(
            SpecCase(
              page: path, heading: heading, line: fence.line + 1, setting: setting,
              query: text(fence), expectation: word == "console" ? .console : .problems,
              expected: text(fence), expectedLines: fence.body))
        } else if let expectation = SpecCase.Expectation(rawValue: word), let asked = query {
          isAnswered = true
          cases.append(
            SpecCase(
              page: path, heading: heading, line: asked.line + 1, setting: setting,
              query: text(asked), expectation: expectation, expected: text(fence),
              expectedLines: fence.body))
        }
      } else if !line.allSatisfy(\.isWhitespace) {
        // Words between a query and a fence part them.
        close()
        query = nil
      }
      index += 1
    }
    close()
  }

  /// `<!-- workspace: retail, today: 2026-05-15, me: ana -->`.
  private static func setting(_ line: String, _ index: Int) -> SpecCase.Setting? {
    let pattern =
      #/<!-- workspace: ([\w.-]+), today: (\d{4}-\d{2}-\d{2})(?:, me: ([\w.-]+))? -->/#
    guard let match = line.wholeMatch(of: pattern) else { return nil }
    return SpecCase.Setting(
      name: String(match.1), today: String(match.2), me: match.3.map(String.init), line: index + 1)
  }

  /// The page with every expectation as the runner finds it.
  func updated(_ run: (SpecCase) -> String?) -> String {
    var lines = lines
    for found in cases.reversed() where found.expectation != .nothing {
      guard let text = run(found) else { continue }
      lines.replaceSubrange(
        found.expectedLines,
        with: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
    return lines.joined(separator: "\n")
  }
}

/// Places in the repository.
enum SpecPlace {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of a workspace by its name.
  static func workspace(_ name: String) -> String? {
    ["examples/\(name)", "Tests/Spec/workspaces/\(name)"].first { path in
      FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }
  }
}
