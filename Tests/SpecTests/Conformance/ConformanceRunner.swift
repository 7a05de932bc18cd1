// Asks the query of a conformance case and writes down what is found in the sections of the suite.

import Foundation
import Grove
import GroveWorkspace

/// A workspace of the suite, loaded.
struct ConformanceWorkspace: Sendable {
  let graph: GoalGraph
  /// The codes of the problems, each once, in order.
  let problems: [String]
  /// The codes that the workspace's first comment names.
  let expected: [String]

  init(text: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("grove-conformance-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, part) in SpecRunner.files(text) {
      try part.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let workspace = try Workspace.load(path: folder.path)
    graph = workspace.graph
    problems = Set(workspace.problems.map(\.code.id)).sorted()
    let first = text.split(separator: "\n").first { $0.hasPrefix("# problems: ") }
    expected = (first ?? "").dropFirst("# problems: ".count).split(separator: " ").map(String.init)
  }
}

enum ConformanceRunner {
  static let files = ConformanceFile.all()
  static let cases = files.flatMap(\.cases)

  /// Every workspace by its text, each loaded once.
  static let workspaces: [String: ConformanceWorkspace] = {
    var found: [String: ConformanceWorkspace] = [:]
    for text in Set(cases.map(\.setting.workspace)) {
      found[text] = try? ConformanceWorkspace(text: text)
    }
    return found
  }()

  /// The sections that are compared as tables.
  static let tables: Set<String> = ["rows", "totals"]

  static func session(for found: ConformanceCase) throws -> Session {
    guard let workspace = workspaces[found.setting.workspace] else {
      throw SpecTrouble("the workspace cannot be loaded")
    }
    guard let today = CivilDate(iso: found.setting.today) else {
      throw SpecTrouble("`today` is no day: `\(found.setting.today)`")
    }
    let me = found.setting.me
    return Session(
      graph: workspace.graph, today: today, me: me.isEmpty ? nil : me,
      limits: found.setting.profile.isEmpty ? .standard : .untrusted)
  }

  /// The sections of the case as they should be.
  static func run(_ found: ConformanceCase) throws -> [ConformanceSection] {
    let session = try session(for: found)
    let source = SourceText(found.query)
    var sections = [ConformanceSection(key: "query", text: found.query)]
    func add(_ key: String, _ text: String) {
      sections.append(ConformanceSection(key: key, text: text))
    }
    if let canonical = canonical(source), canonical != found.query { add("canonical", canonical) }
    let wanted = Set(found.sections.map(\.key))
    do throws(QueryFailure) {
      let results = try session.run(source)
      if wanted.contains("expansion") { add("expansion", expansion(of: source, session)) }
      for section in answer(results.last, of: session, wanted) { sections.append(section) }
    } catch {
      for diagnostic in error.diagnostics {
        let start = diagnostic.range.start
        let place = "\(source.line(of: start)):\(source.column(of: start))"
        add("error", "\(diagnostic.code.id) \(place) \(diagnostic.message)")
        if let help = diagnostic.help { add("help", help) }
      }
    }
    return sections
  }

  private static func canonical(_ source: SourceText) -> String? {
    guard var text = Formatter.format(source).text else { return nil }
    while text.last == "\n" { text.removeLast() }
    return text
  }

  static func answer(
    _ result: StatementResult?, of session: Session, _ wanted: Set<String>
  ) -> [ConformanceSection] {
    let writer = ConformanceText(graph: session.graph)
    var sections: [ConformanceSection] = []
    func add(_ key: String, _ text: String) {
      sections.append(ConformanceSection(key: key, text: text))
    }
    switch result {
    case .table(let table):
      if wanted.contains("understood") { add("understood", table.understood) }
      add("rows", writer.table(table))
      if let totals = table.totals { add("totals", writer.line(totals)) }
      if table.skippedMissing > 0 { add("skipped", String(table.skippedMissing)) }
      if wanted.contains("emptied"), let empty = table.emptyAnswer {
        add("emptied", empty.removedBy ?? "")
      }
      if wanted.contains("note") { for note in table.notes { add("note", note) } }
    case .value(let value, _): add("value", writer.cell(value))
    case .why(let answer):
      add("value", writer.cell(answer.value))
      if wanted.contains("verdict") { add("verdict", answer.verdict) }
    case .explanation(let explanation): add("steps", writer.steps(explanation))
    case .card(let card, _): add("card", "@" + session.graph.id(of: card.node))
    case .text, .heading, .report, .promise, .failure, .remark, nil: add("value", "")
    }
    return sections
  }

  /// The answer of the case's core form, which must be that of the case.
  static func expanded(_ found: ConformanceCase) throws -> [ConformanceSection] {
    let session = try session(for: found)
    let core = expansion(of: SourceText(found.query), session)
    return answer(try session.run(core).last, of: session, [])
  }

  private static func expansion(of source: SourceText, _ session: Session) -> String {
    (session.expansions(of: source).last ?? nil) ?? ""
  }
}
