// A loaded workspace with a session over it: what every command that answers works on.

import Grove
import GroveRender
import GroveWorkspace

struct Workbench {
  let graph: GoalGraph
  /// What was odd about the files.
  let problems: [Problem]
  /// `7 problems: 3 rows left out, 4 cells kept as text`.
  let problemSummary: String
  /// The path as it was asked for, for messages and for loading again.
  let path: String
  /// The commit that the files are of; nil for the files as they are.
  let commit: GitCommit?
  let today: CivilDate
  /// The day the workspace is looked at, when that is another.
  let asOf: CivilDate?
  let me: String?
  /// Set when the folder holds no goals: the graph is empty then.
  let emptiness: WorkspaceError?
  let session: Session

  /// Loads a workspace, as it is or as it was in a commit. A folder without goals is a failure unless
  /// `allowsEmpty`. Without a `today` the day is that of the commit, else the environment's.
  init(
    path: String, at revision: String? = nil, today: CivilDate?, me: String?, limits: Limits,
    allowsEmpty: Bool = false,
    in environment: CommandEnvironment
  ) throws(CommandFailure) {
    let old = try revision.map { revision throws(CommandFailure) in
      try GitRepository(workspace: path, in: environment).state(revision)
    }
    let line = LoadingLine(in: environment)
    defer { line?.clear() }
    do {
      let workspace: Workspace
      if let files = old?.files {
        workspace = try Workspace.load(files: files, name: environment.absolute(path).lastPart)
      } else {
        workspace = try Workspace.load(
          path: environment.absolute(path), onProgress: line.map { line in { line.show($0) } })
      }
      graph = workspace.graph
      problems = workspace.problems
      problemSummary = workspace.counts.summary
      emptiness = nil
    } catch {
      guard allowsEmpty, error.cause == .noGoalFiles else {
        throw .unreadable("\(path): \(error.message); \(error.help)".visibleControls())
      }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      graph = GraphBuilder(name: name).build().graph
      problems = []
      problemSummary = "no problems"
      emptiness = error
    }
    self.path = path
    commit = old?.commit
    self.today = today ?? old?.commit.day ?? environment.today
    asOf = nil
    self.me = me
    session = Session(graph: graph, today: self.today, me: me, limits: limits)
    if let me { try Self.checkPerson(me, in: graph) }
  }

  private init(
    _ other: Workbench, today: CivilDate, asOf: CivilDate?, me: String?
  ) throws(CommandFailure) {
    graph = other.graph
    problems = other.problems
    problemSummary = other.problemSummary
    path = other.path
    commit = other.commit
    emptiness = other.emptiness
    self.today = today
    self.asOf = asOf
    self.me = me
    session = Session(
      graph: graph, today: today, asOf: asOf, me: me, limits: other.session.limits)
    if let me { try Self.checkPerson(me, in: graph) }
  }

  /// The same files with another day or person.
  func with(today: CivilDate? = nil, me: String? = nil) throws(CommandFailure) -> Workbench {
    try Workbench(self, today: today ?? self.today, asOf: asOf, me: me ?? self.me)
  }

  /// The same files looked at on another day, in the words of the language: `2026-05-01`,
  /// `last friday`, `end of last month`; `now` is the day at hand again.
  func lookedAt(_ day: String) throws(CommandFailure) -> Workbench {
    if day == "now" { return try Workbench(self, today: today, asOf: nil, me: me) }
    let plain = Session(graph: graph, today: today, me: me)
    guard case .value(.date(let date), _)? = (try? plain.run(day))?.last else {
      throw .usage(
        "a day to look at is written `2026-05-01`, `last friday` or `end of last month`; "
          + "found `\(day.visibleControls())`")
    }
    return try Workbench(self, today: today, asOf: date, me: me)
  }

  /// Which state of the files it is: `main (1a2b3c4d5e, Fri 15 May 2026)` or `the files`.
  var state: String {
    commit.map { "\($0.revision) (\($0.short), \(DayText.full($0.day)))" } ?? "the files"
  }

  private static func checkPerson(_ id: String, in graph: GoalGraph) throws(CommandFailure) {
    let found = graph.nodes(id: id)
    if found.contains(where: { $0.table == .people }) { return }
    let people = graph.nodes(.people).map { graph.id(of: $0) }
    throw .usage(
      "this workspace has no person `\(id.visibleControls())`" + didYouMean(id, in: people))
  }
}

extension Workbench {
  /// Opens what the options name: `-w`, else the nearest workspace upwards from a program's folder,
  /// else from this directory, else this directory. What runs in it is limited unless it is a person
  /// who types.
  static func open(
    _ options: SharedOptions, program folder: String? = nil, allowsEmpty: Bool = false,
    isInteractive: Bool = false,
    in environment: CommandEnvironment
  ) throws(CommandFailure) -> Workbench {
    let path =
      options.workspace ?? folder.flatMap { WorkspaceLocator.nearest(from: $0) }
      ?? WorkspaceLocator.nearest(from: environment.currentDirectory)
      ?? environment.currentDirectory
    var bench = try Workbench(
      path: path, at: options.at,
      today: options.today == nil ? nil : try options.today(in: environment), me: options.me,
      limits: try options.limits(isInteractive: isInteractive), allowsEmpty: allowsEmpty,
      in: environment)
    if let day = options.asOf { bench = try bench.lookedAt(day) }
    if options.strict, !bench.problems.isEmpty {
      for problem in bench.problems {
        environment.complain(problem.description.visibleControls())
      }
      throw CommandFailure(
        status: .checkFailed, message: "grove: \(bench.problemSummary) (--strict)")
    }
    return bench
  }
}

extension Workbench {
  /// The folder of the workspace: of one that is a single file, the folder it stands in.
  func folder(in environment: CommandEnvironment) -> String {
    let place = environment.absolute(path)
    guard SystemFiles.kind(of: place) == .file, let slash = place.lastIndex(of: "/") else {
      return place
    }
    return slash == place.startIndex ? "/" : String(place[..<slash])
  }

  /// What leads from the current directory to the files of the workspace, for programs that look for
  /// them there: empty, or a folder with `/` at its end.
  func filePrefix(in environment: CommandEnvironment) -> String {
    let folder = folder(in: environment)
    let here = environment.currentDirectory
    if SystemFiles.isSameFile(folder, here) { return "" }
    let inside = here.hasSuffix("/") ? here : here + "/"
    return (folder.hasPrefix(inside) ? String(folder.dropFirst(inside.count)) : folder) + "/"
  }

  /// Whether a path is one that the workspace was read from.
  func isSource(_ place: String, in environment: CommandEnvironment) -> Bool {
    let root = folder(in: environment)
    return graph.sources.contains { SystemFiles.isSameFile("\(root)/\($0)", place) }
      || ["workspace.yaml", "workspace.yml"].contains {
        SystemFiles.isSameFile("\(root)/\($0)", place)
      }
  }
}

extension String {
  /// The last part of a path.
  fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? self }
}

extension Workbench {
  /// The files that a program may use: those below its own folder, or for one that lies in none
  /// those of the workspace.
  func programFiles(for source: SourceText, in environment: CommandEnvironment) -> ProgramFiles {
    let root = folder(in: environment)
    let place = environment.absolute(source.name)
    var own = root
    if SystemFiles.kind(of: place) == .file, let slash = place.lastIndex(of: "/") {
      own = String(place[..<slash])
    }
    return .inWorkspace(root, folder: own)
  }
}
