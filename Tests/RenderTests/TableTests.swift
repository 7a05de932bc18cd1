// Tables as people read them: columns, widths, echo and footer.

import Grove
import GroveRender
import Testing

@Suite("Tables") struct TableTests {
  @Test("a table on a terminal: echo, aligned columns, numbers at the right, a dash for missing")
  func wholeTable() {
    let result = Made.result(Made.columns, Made.rows, skipped: 3)
    #expect(
      Made.text(result, "table", RenderOptions(width: 90)) == """
        key results, progress below 50%, as of Fri 15 May…  3 rows, 3 without a value (or missing)
        id     title                owner   progress  status
        KR-4   Sign 40 accounts     Ana S.       25%  off track
        KR-9   Cut churn to 2%      Dana       36.4%  at risk
        KR-12  Open a shop in 東京  –              –  unknown

        """)
  }

  @Test("in a pipe the echo is not cut, and no-echo leaves it out")
  func pipe() {
    let result = Made.result([.init(name: "n", type: .number)], [[.number(3)]])
    #expect(
      Made.text(result) == """
        key results, progress below 50%, as of Fri 15 May 2026 · 1 row
        n
        3

        """)
    #expect(Made.text(result, "table", RenderOptions(echo: false)) == "n\n3\n")
  }

  @Test("rows are numbered for $1 and $2 when asked, and pages keep their numbers")
  func numbers() {
    let options = RenderOptions(width: 60, echo: false, numbersRows: true, rows: 1..<2)
    #expect(
      Made.text(Made.result(Made.columns, Made.rows), "table", options) == """
           id    title            owner  progress  status
        2  KR-9  Cut churn to 2%  Dana      36.4%  at risk
        … 1 more: .more

        """)
  }

  @Test("a narrow terminal cuts titles first, then leaves columns out and says so")
  func narrow() {
    let options = RenderOptions(width: 32, echo: false)
    #expect(
      Made.text(Made.result(Made.columns, Made.rows), "table", options) == """
        id     title     owner
        KR-4   Sign 40…  Ana S.
        KR-9   Cut chu…  Dana
        KR-12  Open a …  –
        too narrow for the columns progress, status: choose with `| show`

        """)
  }

  @Test("groups stand under their key, totals below a line")
  func groups() {
    let columns = [Made.columns[0], Made.columns[3]]
    let rows: [[Value]] = [
      [.text("KR-4"), .ratio(0.25)], [.text("KR-9"), .ratio(0.5)], [.text("KR-1"), .missing],
    ]
    let groups = [
      QueryResult.Group(keys: [Made.person("ana")], rows: 0..<2),
      QueryResult.Group(keys: [.missing], rows: 2..<3),
    ]
    let result = Made.result(
      columns, rows, groups: groups, groupKeys: ["owner"], totals: [.missing, .ratio(0.375)])
    #expect(
      Made.text(result, "table", RenderOptions(echo: false)) == """
          id     progress
        owner Ana S. (2 rows)
          KR-4        25%
          KR-9        50%
        owner – (1 row)
          KR-1          –
          ─────  ────────
          total     37.5%

        """)
  }

  @Test("bars, sparklines, percentages, days, money and exact numbers have their formats")
  func formats() {
    let columns: [QueryResult.Column] = [
      .init(name: "a", type: .ratio, format: .bar),
      .init(name: "b", type: .list(.number), format: .sparkline),
      .init(name: "c", type: .number, format: .percent),
      .init(name: "d", type: .date, format: .relative),
      .init(name: "e", type: .date, format: .date),
      .init(name: "f", type: .number, unit: "$", format: .money),
      .init(name: "g", type: .number, format: .text),
      .init(name: "h", type: .points), .init(name: "i", type: .flag),
    ]
    let row: [Value] = [
      .ratio(0.36), .list([.number(1), .number(2), .missing, .number(8)]), .number(0.125),
      .date(CivilDate(dayNumber: 20_582)), .date(Made.today), .number(1_234_567.5),
      .number(0.1 + 0.2), .points(0.272), .flag(true),
    ]
    let text = Made.text(Made.result(columns, [row]), "table", RenderOptions(echo: false))
    #expect(
      text.split(separator: "\n").last == """
        [####......]  36%  ▁▂ █  12.5%  6 days ago  Fri 15 May 2026  $1,234,567.50  \
        0.30000000000000004  27.2 points  yes
        """)
  }

  @Test("control characters, line breaks and turned text in data become visible")
  func controls() {
    let result = Made.result(
      [.init(name: "title", type: .text)],
      [[.text("a\u{1B}[31m\nb")], [.text("x\u{202E}y")]])
    #expect(
      Made.text(result, "table", RenderOptions(echo: false)) == """
        title
        a␛[31m␊b
        x<U+202E>y

        """)
    #expect(
      Made.text(result, "table", RenderOptions(unicode: false, echo: false)) == """
        title
        a^[[31m^Jb
        x<U+202E>y

        """)
  }

  @Test("status words are coloured when colour is on, and only then")
  func colour() {
    let result = Made.result(
      [.init(name: "status", type: .text)], [[.text("off track")], [.text("on track")]])
    #expect(
      Made.text(result, "table", RenderOptions(color: true, echo: false))
        == "\u{1B}[2mstatus\u{1B}[0m\n\u{1B}[31moff track\u{1B}[0m\n\u{1B}[32mon track\u{1B}[0m\n")
  }

  @Test("an empty answer says which modifier removed the last rows and what to try")
  func empty() {
    let result = Made.result(
      Made.columns, [],
      empty: .init(
        removedBy: "in May 2026", rowsBefore: 41, hints: ["due then: 12 (`due during May 2026`)"]))
    #expect(
      Made.text(result, "table", RenderOptions(echo: false)) == """
        no rows: `in May 2026` removed the last 41 rows
        due then: 12 (`due during May 2026`)

        """)
  }
}

@Suite("Lists, trees and bars") struct ShapeTests {
  @Test("a tree draws its branches before the title")
  func tree() {
    let columns = [Made.columns[0], Made.columns[1]]
    let rows: [[Value]] = [
      [.text("C1"), .text("Win")], [.text("O1"), .text("Grow")], [.text("K1"), .text("Sell")],
      [.text("O2"), .text("Keep")],
    ]
    let result = Made.result(columns, rows, shape: .tree, parents: [nil, 0, 1, 0])
    #expect(
      Made.text(result, "table", RenderOptions(echo: false)) == """
        id  title
        C1  Win
        O1  ├─ Grow
        K1  │  └─ Sell
        O2  └─ Keep

        """)
  }

  @Test("a list puts the names first and leaves missing values out")
  func list() {
    let result = Made.result(Made.columns, Made.rows, shape: .list)
    #expect(
      Made.text(result, "table", RenderOptions(echo: false)) == """
        • KR-4  Sign 40 accounts · owner Ana S. · progress 25% · status off track
        • KR-9  Cut churn to 2% · owner Dana · progress 36.4% · status at risk
        • KR-12  Open a shop in 東京 · status unknown

        """)
  }

  @Test("bars of shares are as long as their part of the whole, and a missing one has none")
  func bars() {
    let result = Made.result(
      [.init(name: "team", type: .text), .init(name: "mean", type: .ratio)],
      [
        [.text("Sales"), .ratio(0.5)], [.text("Ops"), .ratio(0.25)], [.text("Lab"), .missing],
      ], shape: .bars)
    #expect(
      Made.text(result, "table", RenderOptions(width: 30, echo: false)) == """
        Sales  █████████           50%
        Ops    █████               25%
        Lab                          –

        """)
  }

  @Test("numbers below zero run to the left of the axis")
  func negativeBars() {
    let result = Made.result(
      [.init(name: "team", type: .text), .init(name: "gap", type: .number)],
      [[.text("A"), .number(10)], [.text("B"), .number(-10)]], shape: .bars)
    #expect(
      Made.text(result, "table", RenderOptions(width: 26, unicode: false, echo: false)) == """
        A           #########   10
        B  #########           -10

        """)
  }
}
