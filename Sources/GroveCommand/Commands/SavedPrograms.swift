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

  /// `line 3: ...`, the first mistake of a program; nil when it fits the workspace.
  func firstMistake(in program: SavedQuery, on bench: Workbench) -> String? {
    let source = program.source.named(prefix + program.path)
    var session = bench.session
    session.files = bench.programFiles(for: source, in: environment)
    guard let first = session.diagnose(source).first else { return nil }
    return "line \(source.line(of: first.range.start)): \(first.message)"
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
