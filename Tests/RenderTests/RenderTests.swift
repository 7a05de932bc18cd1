// Answers made by hand, so that rendering is tested without an engine.

import Grove
import GroveRender
import Testing

enum Made {
  static let today = CivilDate(dayNumber: 20_588)  // Fri 15 May 2026

  /// A graph with two people and one objective, for the nodes in cells.
  static let graph: GoalGraph = {
    var builder = GraphBuilder(name: "retail")
    let source = builder.addSource("goals/sales.yaml")
    for (id, name) in [("ana", "Ana S."), ("dana", "Dana")] {
      let person = builder.addRow(kind: .people, source: source, line: 1)
      builder.set("id", person, .text(id))
      builder.set("name", person, .text(name))
    }
    let objective = builder.addRow(kind: .objectives, source: source, line: 4)
    builder.set("id", objective, .text("O2"))
    builder.set("title", objective, .text("Grow revenue"))
    return builder.build().graph
  }()

  static func person(_ id: String) -> Value {
    graph.nodes(id: id).first.map { .node($0) } ?? .missing
  }

  static func result(
    _ columns: [QueryResult.Column], _ rows: [[Value]], groups: [QueryResult.Group]? = nil,
    groupKeys: [String] = [], totals: [Value]? = nil, skipped: Int = 0, notes: [String] = [],
    empty: QueryResult.EmptyAnswer? = nil, shape: RenderShape = .table, parents: [Int?] = []
  ) -> QueryResult {
    QueryResult(
      graph: graph, query: "key results below 50%", expansion: "from key_results",
      today: today, understood: "key results, progress below 50%, as of Fri 15 May 2026",
      columns: columns, cells: rows, groups: groups, groupKeys: groupKeys, totals: totals,
      skippedMissing: skipped, notes: notes, emptyAnswer: empty, shape: shape,
      treeParents: parents)
  }

  static let columns: [QueryResult.Column] = [
    .init(name: "id", type: .text), .init(name: "title", type: .text),
    .init(name: "owner", type: .node(.people)), .init(name: "progress", type: .ratio),
    .init(name: "status", type: .text),
  ]

  static let rows: [[Value]] = [
    [.text("KR-4"), .text("Sign 40 accounts"), person("ana"), .ratio(0.25), .text("off track")],
    [.text("KR-9"), .text("Cut churn to 2%"), person("dana"), .ratio(0.364), .text("at risk")],
    [.text("KR-12"), .text("Open a shop in 東京"), .missing, .missing, .text("unknown")],
  ]

  static func text(
    _ result: QueryResult, _ format: String = "table", _ options: RenderOptions = RenderOptions()
  ) -> String {
    var output = ByteOutput()
    ResultFormats.named(format)?.write(result, options: options, to: &output)
    return output.text
  }
}
