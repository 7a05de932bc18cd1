// Charts, grids and graphs, whole: what is drawn, at which width, and in ASCII.

import Grove
import GroveRender
import Testing

@Suite("Drawings") struct DrawingTests {
  private typealias Column = QueryResult.Column

  private func text(
    _ columns: [Column], _ rows: [[Value]], _ shape: RenderShape, width: Int? = 60,
    unicode: Bool = true
  ) -> String {
    Made.text(
      Made.result(columns, rows, shape: shape), "table",
      RenderOptions(width: width, unicode: unicode, echo: false))
  }

  private let teams: [Column] = [
    Column(name: "team", type: .text), Column(name: "status", type: .text),
    Column(name: "n", type: .number),
  ]

  @Test("two keys are a grid with a row and a column for each value, and what is absent is blank")
  func matrix() {
    let rows: [[Value]] = [
      [.text("Sales"), .text("done"), .number(2)], [.text("Sales"), .text("at risk"), .number(1)],
      [.text("Growth"), .text("at risk"), .number(30)],
    ]
    #expect(
      text(teams, rows, .matrix) == """
        team   │ done │ at risk
        ───────┼──────┼─────────
        Sales  │   2  │    1
        Growth │      │    30

        """)
    #expect(
      text(teams, rows, .matrix, unicode: false) == """
        team   | done | at risk
        -------+------+---------
        Sales  |   2  |    1
        Growth |      |    30

        """)
  }

  @Test("keys alone are marked, and a cell met twice says so")
  func marks() {
    let rows: [[Value]] = [
      [.text("a"), .text("x")], [.text("b"), .text("y")], [.text("a"), .text("x")],
    ]
    #expect(
      text(Array(teams.prefix(2)), rows, .matrix, unicode: false) == """
        team | x | y
        -----+---+---
        a    | x |
        b    |   | x
        1 cell met more than one row and shows the last

        """)
  }

  @Test("names across that have no room become numbers, and then columns are left out")
  func narrow() {
    let columns =
      [Column(name: "team", type: .text)]
      + ["first of all", "second to none", "third"].map { Column(name: $0, type: .number) }
    let rows: [[Value]] = [[.text("Sales"), .number(1), .number(2), .number(3)]]
    #expect(
      text(columns, rows, .matrix, width: 24) == """
        team  │ 1 │ 2 │ 3
        ──────┼───┼───┼───
        Sales │ 1 │ 2 │ 3
        1 first of all
        2 second to none
        3 third

        """)
    #expect(text(columns, rows, .matrix, width: 14).hasSuffix("choose with `| show`\n"))
  }

  @Test("a heatmap shades ratios from nothing to all, and other numbers from least to greatest")
  func heatmap() {
    let columns = [
      Column(name: "team", type: .text), Column(name: "a", type: .ratio),
      Column(name: "b", type: .ratio),
    ]
    let rows: [[Value]] = [
      [.text("x"), .ratio(0), .ratio(1)], [.text("y"), .ratio(0.3), .missing],
    ]
    #expect(
      text(columns, rows, .heatmap) == """
        team │    a   │    b
        ─────┼────────┼─────────
        x    │ ░░ 0%  │ ██ 100%
        y    │ ▒▒ 30% │
        ░░ from 0% · ▒▒ from 25% · ▓▓ from 50% · ██ from 75%

        """)
    let numbers = [Column(name: "team", type: .text), Column(name: "a", type: .number)]
    let plain = text(
      numbers, [[.text("x"), .number(10)], [.text("y"), .number(50)]], .heatmap, unicode: false)
    #expect(plain.contains(".. 10") && plain.contains("## 50"))
    #expect(plain.hasSuffix(".. from 10 | -- from 20 | ++ from 30 | ## from 40\n"))
  }

  @Test("a timeline puts all rows on one scale, with today in it")
  func timeline() {
    let columns = [
      Column(name: "title", type: .text), Column(name: "from", type: .date),
      Column(name: "to", type: .date),
    ]
    func day(_ iso: String) -> Value { CivilDate(iso: iso).map { .date($0) } ?? .missing }
    let rows: [[Value]] = [
      [.text("A"), day("2026-05-01"), day("2026-05-10")],
      [.text("B"), day("2026-05-11"), day("2026-05-20")],
      [.text("C"), .missing, .missing],
    ]
    #expect(
      text(columns, rows, .timeline, width: 23) == """
           May 2026
        A  ██████████····│·····
        B  ··········████▓█████
        C  ··············│·····

        """)
    #expect(
      text(columns, rows, .timeline, width: 23, unicode: false).contains("B  ..........====+====="))
  }

  @Test("a line runs from the least to the greatest value, a mark a row")
  func line() {
    let columns = [Column(name: "week", type: .text), Column(name: "n", type: .number)]
    let rows: [[Value]] = [
      [.text("w1"), .number(0)], [.text("w2"), .missing], [.text("w3"), .number(9)],
    ]
    #expect(
      text(columns, rows, .line, width: 24, unicode: false) == """
          9 |                 *
            |               ..
            |             ..
            |            .
            |          ..
        4.5 |        ..
            |      ..
            |     .
            |   ..
            | ..
          0 |*
            +------------------
             w1      w2       w3

        """)
  }

  @Test("a text beside the numbers makes a line of each of its values")
  func lines() {
    let columns = [
      Column(name: "day", type: .date), Column(name: "team", type: .text),
      Column(name: "mean", type: .ratio),
    ]
    let rows: [[Value]] = [
      [.date(Made.today), .text("Sales"), .ratio(0.5)],
      [.date(Made.today), .text("Growth"), .ratio(1)],
    ]
    let drawn = text(columns, rows, .line)
    #expect(drawn.contains("100% ┤○") && drawn.contains("┤●"))
    #expect(drawn.hasSuffix("● Sales  ○ Growth\n"))
  }

  @Test("a shape without what it needs is a table that says so")
  func nothingToDraw() {
    let rows: [[Value]] = [[.text("Sales"), .text("done"), .missing]]
    let columns = Array(teams.prefix(1))
    for shape in [RenderShape.line, .matrix, .heatmap, .timeline] {
      let drawn = text(columns, [[rows[0][0]]], shape)
      #expect(drawn.hasPrefix("team\nSales\n"), "\(shape)")
      #expect(drawn.hasSuffix("shown as a table\n"), "\(shape)")
    }
  }

  @Test("nothing is drawn of an empty answer but the reason")
  func empty() {
    for shape in RenderShape.allCases where shape != .dot && shape != .mermaid {
      #expect(text(teams, [], shape) == "no rows\n", "\(shape)")
    }
    #expect(text(teams, [], .mermaid) == "flowchart BT\n%% no rows\n")
  }
}

@Suite("Graphs") struct GraphDrawingTests {
  private let graph: GoalGraph = {
    var builder = GraphBuilder(name: "graph")
    let source = builder.addSource("goals.yaml")
    for (id, title) in [("A", "Say \"hi\" \\ <b>; #1"), ("B", "Line\nbreak"), ("C", "Other")] {
      let row = builder.addRow(kind: .objectives, source: source, line: 1)
      builder.set("id", row, .text(id))
      builder.set("title", row, .text(title))
    }
    for (child, parent, kind, weight) in [
      ("B", "A", "supports", 0.5), ("C", "A", "aligns", nil), ("A", "C", "blocks", nil),
    ] as [(String, String, String, Double?)] {
      builder.addLink(
        child: .id(child), parent: .id(parent), kind: kind, weight: weight, source: source, line: 1)
    }
    return builder.build().graph
  }()

  private func text(_ query: String, echo: Bool = false) throws -> String {
    let session = Session(graph: graph, today: Made.today)
    guard case .table(let result)? = try session.run(query).first else { return "" }
    return Made.text(result, "table", RenderOptions(width: 20, echo: echo))
  }

  @Test("Graphviz: boxes, arrows from child to parent, quotes and backslashes escaped")
  func dot() throws {
    #expect(
      try text("objectives | show title, status = \"at risk\" | render dot") == """
        digraph grove {
          rankdir=BT;
          node [shape=box, style=rounded];
          n0 [label="A\\nSay \\"hi\\" \\\\ <b>; #1", color="#ed6c02"];
          n1 [label="B\\nLine␊break", color="#ed6c02"];
          n2 [label="C\\nOther", color="#ed6c02"];
          n0 -> n2 [label="blocks", style=dashed];
          n1 -> n0 [label="0.5"];
          n2 -> n0 [label="aligns", style=dashed];
        }

        """)
  }

  @Test("Mermaid: what has a meaning there is written as an entity, links outside are left out")
  func mermaid() throws {
    #expect(
      try text("objectives where id != \"C\" | show id | render mermaid", echo: true) == """
        %% objectives, where id != "C", as of Fri 15 May 2026 | show id | render mermaid · 2 rows
        flowchart BT
          n0["A<br/>Say #quot;hi#quot; \\ #lt;b#gt;#59; #35;1"]
          n1["B<br/>Line␊break"]
          n1 -->|"0.5"| n0

        """)
  }
}
