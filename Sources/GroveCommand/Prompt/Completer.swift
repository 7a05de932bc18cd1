// What Tab offers: for questions what the engine's assistant knows, for lines that begin with a dot
// the commands of the prompt.

import Grove
import GroveRender
import GroveWorkspace

struct Completer {
  let bench: Workbench
  private let environment: CommandEnvironment
  private var graph: GoalGraph { bench.graph }
  private static let mostCandidates = 400

  init(bench: Workbench, in environment: CommandEnvironment) {
    self.bench = bench
    self.environment = environment
  }

  /// The candidates for what stands before the cursor, a byte offset into the line. `begun` is what
  /// the statement has on the lines before.
  func completion(of line: String, cursor: Int, begun: String? = nil) -> EditorCompletion {
    let head = String(decoding: line.utf8.prefix(max(0, cursor)), as: UTF8.self)
    if begun == nil, head.hasPrefix(".") { return metaCompletion(head) }
    let before = begun.map { $0 + "\n" } ?? ""
    let source = SourceText(before + head)
    let found = Assistant(bench.session).completions(in: source, at: source.bytes.count)
    return EditorCompletion(
      start: max(0, found.range.start - before.utf8.count),
      candidates: found.candidates.map { candidate in
        let note = candidate.note.visibleControls()
        return EditorCompletion.Candidate(
          candidate.text, note: candidate.role == .node ? DisplayWidth.cut(note, to: 60) : note,
          closing: candidate.isOpen ? nil : " ")
      })
  }

  // MARK: - Commands of the prompt

  private func metaCompletion(_ head: String) -> EditorCompletion {
    guard let space = head.firstIndex(of: " ") else {
      let names = MetaCommand.all.filter { $0.name.hasPrefix(head.lowercased()) }
      return EditorCompletion(
        start: 0, candidates: names.map { .init($0.name, note: $0.meaning) })
    }
    let argument = head[head.index(after: space)...].drop { $0 == " " }
    let choices: [String] =
      switch head[..<space] {
      case ".fields": graph.schema.kinds.map(\.plural)
      case ".format": ResultFormats.all.map(\.name)
      case ".help": WordCatalogue.entries.flatMap(\.words) + graph.schema.kinds.map(\.plural)
      case ".card", ".tree": graph.ids(limit: Self.mostCandidates)
      case ".columns": graph.schema.definition(.goals).fields.map(\.name) + ["default"]
      case ".echo": EchoChoice.allCases.map(\.rawValue)
      case ".timing": ["on", "off"]
      case ".last": ResultFormats.all.map { "as " + $0.name }
      case ".me": graph.nodes(.people).map { graph.id(of: $0) }
      case ".problems": graph.sources
      case ".run", ".save": SavedPrograms(of: bench, in: environment).all.map(\.name)
      default: []
      }
    let wanted = argument.lowercased()
    return EditorCompletion(
      start: head.utf8.count - argument.utf8.count,
      candidates: choices.filter { $0.lowercased().hasPrefix(wanted) }.map { .init($0) })
  }
}

extension EditorCompletion {
  /// The same with notes cut so that a candidate takes one line.
  func fitting(_ width: Int) -> EditorCompletion {
    let widest = candidates.map { DisplayWidth.of($0.text) }.max() ?? 0
    let room = max(0, width - widest - 3)
    return EditorCompletion(
      start: start,
      candidates: candidates.map {
        Candidate($0.text, note: DisplayWidth.cut($0.note, to: room), closing: $0.closing)
      })
  }
}
