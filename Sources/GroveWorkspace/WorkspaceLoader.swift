// One load from start to end: settings, files in order, each through its format to the interpreter,
// then the graph. The formats and the interpreter know nothing of folders.

import Grove

/// Loads one workspace.
struct WorkspaceLoader {
  private let path: String
  private let root: String
  private let limits: LoadLimits
  private let log = ProblemLog()
  private let meter: LoadMeter
  /// The one file to load; missing for a folder.
  private let single: FoundFile?
  /// The workspace's settings, when it has any.
  private let settingsFile: FoundFile?
  /// The files, of a workspace that is not on the disk.
  private let given: [WorkspaceFile]?
  private var statistics = LoadStatistics()

  init(path: String, limits: LoadLimits, meter: LoadMeter) throws(WorkspaceError) {
    self.path = path
    self.meter = meter
    self.limits = limits
    guard !path.isEmpty, !path.utf8.contains(0) else { throw .notFound(path) }
    let real = FileSystem.realPath(path)
    guard let item = FileSystem.item(at: real) else { throw .notFound(path) }
    switch item {
    case .folder:
      root = real
      single = nil
    case .file(let byteCount):
      let slash = real.lastIndex(of: "/") ?? real.startIndex
      let name = String(real[slash...].drop { $0 == "/" })
      root = slash == real.startIndex ? "/" : String(real[..<slash])
      if name == "workspace.yaml" || name == "workspace.yml" {
        single = nil
      } else {
        guard FileFormat(path: name) != nil else { throw .notAWorkspace(path) }
        single = FoundFile(path: name, location: real, byteCount: byteCount)
      }
    case .symbolicLink, .other: throw .notAWorkspace(path)
    }
    given = nil
    settingsFile = WorkspaceLocator.settingsFile(in: root).map {
      let name = $0.split(separator: "/").last.map(String.init) ?? $0
      return FoundFile(path: name, location: $0, byteCount: 0)
    }
  }

  init(files: [WorkspaceFile], name: String, limits: LoadLimits) {
    path = name
    root = name
    self.limits = limits
    meter = LoadMeter(nil)
    single = nil
    given = files
    settingsFile = files.first { FileFinder.isSettings($0.path) }.map {
      FoundFile(path: $0.path, location: $0.path, byteCount: $0.bytes.count, bytes: $0.bytes)
    }
  }

  mutating func load() throws(WorkspaceError) -> Workspace {
    let settings = readSettings()
    let files = try files(settings)
    let name =
      settings.name ?? single.map { FileName.stem($0.path) }
      ?? root.split(separator: "/").last.map(String.init) ?? "workspace"
    var interpreter = RecordInterpreter(
      builder: GraphBuilder(name: name, schema: settings.schema, policies: settings.policies),
      dates: DateText(fiscal: settings.policies.fiscal, order: settings.dateOrder), log: log)
    meter.expect(totalBytes: files.reduce(0) { $0 + $1.byteCount })
    let sources = files.map { interpreter.builder.addSource($0.path) }
    let snapshots = SnapshotFiles(
      files, sources: sources, patterns: settings.snapshots, dates: interpreter.dates, log: log)
    for (place, file) in files.enumerated() {
      if let exports = snapshots.series[place] {
        read(exports, settings, &interpreter)
      } else if !snapshots.isExport[place] {
        read(file, sources[place], settings, &interpreter)
      }
    }
    log.beginFile("")
    interpreter.settleChanges()
    interpreter.settlePlans()
    log.endFile()
    meter.end(rows: statistics.rows)
    let paths = files.map(\.path)
    let (graph, found) = interpreter.releaseBuilder().build()
    for problem in found { log.add(Self.problem(problem, paths)) }
    statistics.nodes = [
      Kind.objectives, .keyResults, .kpis, .initiatives, .checkIns, .teams, .people, .cycles,
      .links, .changes,
    ].reduce(0) { $0 + graph.count($1) }
    statistics.nodes += graph.schema.ownKinds.reduce(0) { $0 + graph.count($1.kind) }
    return Workspace(
      graph: graph, problems: log.inOrder(of: paths), counts: log.counts, files: paths,
      name: name, root: root, loadStatistics: statistics)
  }

  private func files(_ settings: WorkspaceSettings) throws(WorkspaceError) -> [FoundFile] {
    if let single { return [single] }
    let finder = FileFinder(root: root, limits: limits, log: log, ignored: settings.ignored)
    if let given {
      let files = finder.files(among: given)
      if files.isEmpty, settingsFile == nil { throw .noGoalFiles(path) }
      return files
    }
    if FileSystem.names(in: root) == nil {
      throw .notReadable(path, reason: "the folder cannot be listed")
    }
    let files = finder.files()
    if files.isEmpty, settingsFile == nil, log.problems.isEmpty { throw .noGoalFiles(path) }
    return files
  }

  private func readSettings() -> WorkspaceSettings {
    guard let settingsFile else { return WorkspaceSettings() }
    let file = settingsFile.path
    log.beginFile(file)
    defer { log.endFile() }
    switch FileReader.read(settingsFile) {
    case .failure(let failure):
      log.add(.unreadable(file, reason: failure.reason))
      return WorkspaceSettings()
    case .success(let bytes):
      let source = SourceBytes(bytes)
      report(source, file)
      guard source.encoding != .binary, source.encoding != .empty else {
        return WorkspaceSettings()
      }
      let tree = TreeFormats.yaml(source.bytes, file: file, log: log)
      var reader = SettingsReader(tree: tree, file: file, log: log)
      return reader.read()
    }
  }

  /// Reads the exports of one sheet, given by day.
  private mutating func read(
    _ exports: [SnapshotFile], _ settings: WorkspaceSettings,
    _ interpreter: inout RecordInterpreter
  ) {
    let history = SnapshotHistory()
    for export in exports.reversed() {
      history.begin(export)
      read(export.file, export.source, settings, &interpreter, in: history)
      history.end(&interpreter)
    }
    history.finish(&interpreter)
  }

  /// Reads one file; in a history, as an export of it.
  private mutating func read(
    _ file: FoundFile, _ source: Int32, _ settings: WorkspaceSettings,
    _ interpreter: inout RecordInterpreter, in history: SnapshotHistory? = nil
  ) {
    log.beginFile(file.path)
    meter.begin(file.path, bytes: file.byteCount)
    guard file.byteCount <= limits.fileBytes else {
      log.add(.tooLarge(file.path, limit: limits.fileBytes))
      return
    }
    guard var text = readText(file) else { return }
    let rule = settings.rule(for: file.path)
    let vocabulary = interpreter.vocabulary
    let kind =
      rule?.kind.flatMap { vocabulary.kind(named: $0) }
      ?? FileName.kind(of: file.path, vocabulary: vocabulary)
    let mapping = rule?.columns ?? [:]
    let holdsPlans =
      kind == nil && (rule?.kind == FileName.plans || FileName.namesPlans(file.path))
    let tree: SourceTree
    switch FileFormat(path: file.path) {
    case .csv, .tsv:
      let loader = SheetLoader(
        file: file.path, source: source, kind: holdsPlans ? .kpis : kind, mapping: mapping,
        isTabbed: FileFormat(path: file.path) == .tsv, meter: meter, history: history,
        holdsPlans: holdsPlans)
      statistics.rows += loader.load(&text, into: &interpreter)
      return
    case .yaml: tree = TreeFormats.yaml(text, file: file.path, log: log)
    case .json: tree = TreeFormats.json(text, file: file.path, log: log)
    case .ndjson: tree = TreeFormats.ndjson(text, file: file.path, log: log)
    case nil: return
    }
    let loader = OutlineLoader(
      tree: tree, file: file.path, source: source, kind: kind, mapping: mapping)
    statistics.rows += loader.load(into: &interpreter)
  }

  /// A file's text as UTF-8; missing, with a problem, when there is none.
  private mutating func readText(_ file: FoundFile) -> [UInt8]? {
    switch FileReader.read(file) {
    case .failure(let failure):
      log.add(.unreadable(file.path, reason: failure.reason))
      return nil
    case .success(let bytes):
      statistics.bytes += bytes.count
      // The file may have grown since its size was asked.
      guard bytes.count <= limits.fileBytes else {
        log.add(.tooLarge(file.path, limit: limits.fileBytes))
        return nil
      }
      let source = SourceBytes(bytes)
      report(source, file.path)
      return source.encoding == .binary || source.encoding == .empty ? nil : source.bytes
    }
  }

  private func report(_ source: SourceBytes, _ file: String) {
    switch source.encoding {
    case .utf8: break
    case .latin1(let line): log.add(.notUTF8(Place(file: file, line: line)))
    case .utf16: log.add(.utf16(Place(file: file)))
    case .binary: log.add(.binary(file))
    case .empty: log.add(.empty(file))
    }
    for line in source.nulLines { log.add(.nul(Place(file: file, line: line))) }
  }

  /// A problem that the builder found between rows, with its file's path.
  private static func problem(_ found: GraphProblem, _ paths: [String]) -> Problem {
    let source = Int(found.source)
    let action: Problem.Action
    switch found.code {
    case .incompleteCheckIn, .incompleteChange, .noID: action = .rowLeftOut
    case _ where ByteSearch.occurs("left out", in: found.action): action = .cellLeftOut
    default: action = .noted
    }
    return Problem(
      found.code, file: paths.indices.contains(source) ? paths[source] : "",
      line: found.line > 0 ? Int(found.line) : nil, message: found.message, action: action,
      done: found.action)
  }
}
