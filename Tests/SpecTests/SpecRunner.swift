// Runs the cases of pages through the command line, in process, as a terminal of 100 columns without
// colour would show them.

import Foundation
import Grove
import GroveCommand

/// What a command line printed.
struct SpecOutput {
  var status: ExitStatus = .ok
  var output = ""
  var errors = ""
  /// Both in the order they were written.
  var all = ""
}

/// Why a case could not be run.
struct SpecTrouble: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

enum SpecRunner {
  /// What the page should hold, or why there is nothing to put there.
  static func run(_ spec: SpecCase) throws -> String {
    if spec.expectation == .console { return try console(spec) }
    guard let setting = spec.setting else {
      throw SpecTrouble("no workspace: put `<!-- workspace: NAME, today: DATE -->` above")
    }
    return try withWorkspace(setting) { path in
      let me = setting.me.map { ["--me", $0] } ?? []
      let shared = ["-w", path, "--today", setting.today] + me
      switch spec.expectation {
      case .result, .nothing: return try succeed(["ask"] + shared + [spec.query])
      case .json: return try succeed(["ask"] + shared + ["--format", "json", spec.query])
      case .explain: return try succeed(["explain"] + shared + [spec.query])
      case .error:
        let found = run(["ask"] + shared + [spec.query])
        guard found.status != .ok else { throw SpecTrouble("expected an error, found an answer") }
        return trimmed(found.errors)
      case .problems:
        return trimmed(run(["check", "-w", path]).all)
      case .console: return try console(spec)
      }
    }
  }

  private static func succeed(_ arguments: [String]) throws -> String {
    let found = run(arguments)
    // A broken promise is an answer, too.
    guard [.ok, .checkFailed].contains(found.status) else {
      throw SpecTrouble(trimmed(found.errors))
    }
    return trimmed(found.output)
  }

  /// Runs a command line, the words after `grove`.
  static func run(_ arguments: [String]) -> SpecOutput {
    let found = Captured()
    var environment = CommandEnvironment(
      variables: ["NO_COLOR": "1"], currentDirectory: SpecPlace.root.path,
      today: CivilDate(iso: "2026-05-15") ?? CivilDate(dayNumber: 0),
      write: { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        found.value.output += text
        found.value.all += text
      },
      writeError: { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        found.value.errors += text
        found.value.all += text
      })
    environment.outputIsTerminal = true
    environment.columns = { 100 }
    found.value.status = GroveCommand.run(arguments, in: environment)
    return found.value
  }

  private final class Captured { var value = SpecOutput() }

  /// Without line breaks at the end; those of CSV, which are two signs, as pages have them.
  private static func trimmed(_ text: String) -> String {
    var text = text.replacing("\r\n", with: "\n")
    while text.last == "\n" { text.removeLast() }
    return text
  }

  // MARK: Workspaces

  private static func withWorkspace(
    _ setting: SpecCase.Setting, _ body: (String) throws -> String
  ) throws -> String {
    guard setting.name == "inline" else {
      guard let path = SpecPlace.workspace(setting.name) else {
        throw SpecTrouble("there is no workspace \(setting.name)")
      }
      return try body(path)
    }
    guard let text = setting.text else {
      throw SpecTrouble("line \(setting.line): `inline` needs a yaml block with the workspace")
    }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("grove-spec-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, part) in files(text) {
      try part.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    // The folder has another name in every run.
    return try body(folder.path).replacing(folder.path + "/", with: "")
      .replacing(folder.path, with: "inline").replacing(folder.lastPathComponent, with: "inline")
  }

  /// The files of an inline workspace: a line `# workspace.yaml` opens one of that name.
  static func files(_ text: String) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = [("goals.yaml", "")]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = line.wholeMatch(of: #/# ([\w-]+\.(?:yaml|csv|json|ndjson))/#) {
        files.append((String(match.1), ""))
      } else {
        files[files.count - 1].text += line + "\n"
      }
    }
    return files.filter { !$0.text.allSatisfy(\.isWhitespace) }
  }

  // MARK: Command lines

  /// The block with every command line followed by what it prints.
  private static func console(_ spec: SpecCase) throws -> String {
    var parts: [String] = []
    for line in spec.query.split(separator: "\n") where line.hasPrefix("$ ") {
      let words = try shellWords(line.dropFirst(2))
      guard words.first == "grove" else { throw SpecTrouble("expected `$ grove ...`: \(line)") }
      let printed = trimmed(run(Array(words.dropFirst())).all)
      parts.append(printed.isEmpty ? String(line) : "\(line)\n\(printed)")
    }
    guard !parts.isEmpty else { throw SpecTrouble("a console block opens with `$ grove ...`") }
    return parts.joined(separator: "\n")
  }

  /// A command line cut as a shell cuts it: blanks part words, quotes hold them together.
  private static func shellWords(_ line: Substring) throws -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for letter in line {
      if let open = quote {
        if letter == open { quote = nil } else { word = (word ?? "") + String(letter) }
      } else if letter == "'" || letter == "\"" {
        quote = letter
        word = word ?? ""
      } else if letter == " " {
        if let done = word { words.append(done) }
        word = nil
      } else if "|<>;&$`\\".contains(letter) {
        throw SpecTrouble("`\(letter)` outside quotes is for a shell, and there is none")
      } else {
        word = (word ?? "") + String(letter)
      }
    }
    if quote != nil { throw SpecTrouble("a quote is not closed") }
    if let done = word { words.append(done) }
    return words
  }
}
