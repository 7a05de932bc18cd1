// The programs that a workspace keeps, found by name or path, and the values given for their
// parameters.

import Grove
import GroveRender
import GroveWorkspace

/// The saved programs of a workspace, as commands name them.
struct SavedPrograms {
  private let environment: CommandEnvironment
  private let folder: String
  private let prefix: String

  init(of bench: Workbench, in environment: CommandEnvironment) {
    self.environment = environment
    folder = bench.folder(in: environment)
    prefix = bench.filePrefix(in: environment)
  }

  /// All of them, reports first.
  var all: [SavedQuery] {
    let listed = SavedQueries.list(in: folder)
    let folders = ["reports", "checks", "queries"]
    return folders.flatMap { folder in listed.filter { $0.path.hasPrefix(folder + "/") } }
  }

  /// The text of a program named by its path, or by its name in the workspace; `-` is standard
  /// input.
  func source(of name: String) throws(CommandFailure) -> SourceText {
    if name == "-" { return ProgramText.fromStandardInput(environment) }
    switch SystemFiles.kind(of: environment.absolute(name)) {
    case .file, .other: return try ProgramText.fromFile(name, environment)
    case .none, .directory: break
    }
    let all = all
    let named = all.filter { [$0.name, $0.path, $0.path.droppingEnding].contains(name) }
    if let one = named.first {
      guard named.count == 1 else {
        let paths = named.map(\.path).joined(separator: " and ")
        throw .usage("`\(name.visibleControls())` is \(paths): name one by its path")
      }
      return try ProgramText.fromFile(prefix + one.path, environment)
    }
    let shown = name.visibleControls()
    if name.contains("/") || name.hasSuffix(".grove") {
      throw .unreadable("\(shown) cannot be read: no such file")
    }
    let near = didYouMean(name, in: all.map(\.name))
    throw .unreadable(
      "there is no report, check or query `\(shown)`"
        + (near.isEmpty ? ": `grove reports` lists them" : near))
  }

  /// The folder of the first program that is named by a path, where its workspace is looked for.
  static func folder(of programs: [String], in environment: CommandEnvironment) -> String? {
    for program in programs where program.contains("/") {
      let place = environment.absolute(program)
      guard SystemFiles.kind(of: place) == .file, let slash = place.lastIndex(of: "/") else {
        continue
      }
      return slash == place.startIndex ? "/" : String(place[..<slash])
    }
    return nil
  }
}

extension String {
  /// A program's path without `.grove`.
  fileprivate var droppingEnding: String {
    hasSuffix(".grove") ? String(dropLast(".grove".count)) : self
  }
}

/// The values given for parameters on the command line: `floor=40%`.
struct ProgramArguments {
  /// Names without `$`, and values as they were written, in order.
  let given: [(name: String, text: String)]

  init(_ words: [String], command: String = "--param") throws(CommandFailure) {
    var given: [(name: String, text: String)] = []
    for word in words {
      guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
        throw .usage(
          "\(command) takes name=value, such as floor=40%, found `\(word.visibleControls())`")
      }
      let name = word[..<sign].drop { $0 == "$" }
      if given.contains(where: { $0.name == name }) {
        throw .usage("\(command) gives `\(String(name).visibleControls())` twice")
      }
      given.append((String(name), String(word[word.index(after: sign)...])))
    }
    self.given = given
  }

  /// The values for a program's parameters.
  func values(for program: PreparedProgram) throws(QueryFailure) -> [String: Value] {
    var values: [String: Value] = [:]
    for (name, text) in given { values[name] = try program.value(of: text, for: name) }
    return values
  }
}
