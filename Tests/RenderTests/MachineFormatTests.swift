// CSV, TSV, JSON, NDJSON and Markdown: exact bytes for machines.

import Grove
import GroveRender
import Testing

@Suite("Machine formats") struct MachineFormatTests {
  private let columns: [QueryResult.Column] = [
    .init(name: "id", type: .text), .init(name: "owner", type: .node(.people)),
    .init(name: "progress", type: .ratio), .init(name: "due", type: .date),
    .init(name: "open", type: .flag), .init(name: "tags", type: .list(.text)),
  ]
  private let rows: [[Value]] = [
    [
      .text("say \"hi\", all"), Made.person("ana"), .ratio(0.5), .date(Made.today), .flag(true),
      .list([.text("a"), .text("b")]),
    ],
    [.text("=1+1"), .missing, .missing, .missing, .missing, .missing],
  ]

  @Test("CSV quotes what needs it, writes exact values and leaves missing cells empty")
  func csv() {
    #expect(
      Made.text(Made.result(columns, rows), "csv") == """
        id,owner,progress,due,open,tags\r
        "say ""hi"", all",ana,0.5,2026-05-15,yes,a; b\r
        =1+1,,,,,\r

        """)
  }

  @Test("guarded CSV disarms formulas but not negative numbers")
  func guardedCSV() {
    let result = Made.result(
      [.init(name: "a", type: .text), .init(name: "b", type: .number)],
      [[.text("=1+1"), .number(-3)]])
    #expect(
      Made.text(result, "csv", RenderOptions(guardsFormulas: true)) == "a,b\r\n'=1+1,-3\r\n")
  }

  @Test("TSV escapes tabs and line breaks")
  func tsv() {
    let result = Made.result(
      [.init(name: "a", type: .text), .init(name: "b", type: .number)],
      [[.text("x\ty\nz\\"), .number(1.5)]])
    #expect(Made.text(result, "tsv") == "a\tb\nx\\ty\\nz\\\\\t1.5\n")
  }

  @Test("JSON carries the query, its day, typed columns, rows and counts")
  func json() {
    let result = Made.result(columns, rows, skipped: 2)
    #expect(
      Made.text(result, "json") == """
        {"query": "key results below 50%",
         "today": "2026-05-15",
         "columns": [{"name": "id", "type": "text"}, {"name": "owner", "type": "person"}, \
        {"name": "progress", "type": "ratio"}, {"name": "due", "type": "date"}, \
        {"name": "open", "type": "yes/no"}, {"name": "tags", "type": "list of text"}],
         "rows": [
          {"id": "say \\"hi\\", all", "owner": "ana", "progress": 0.5, "due": "2026-05-15", \
        "open": true, "tags": ["a", "b"]},
          {"id": "=1+1", "owner": null, "progress": null, "due": null, "open": null, "tags": null}
         ],
         "row_count": 2,
         "skipped_missing": 2}

        """)
  }

  @Test("an empty answer is still whole JSON")
  func emptyJSON() {
    let text = Made.text(Made.result([.init(name: "n", type: .number)], []), "json")
    #expect(text.contains("\"rows\": [],\n \"row_count\": 0,"))
  }

  @Test("periods, durations, records and control characters in NDJSON")
  func ndjson() throws {
    let period = try #require(Period(start: Made.today, end: CivilDate(dayNumber: 20_600)))
    let result = Made.result(
      [
        .init(name: "p", type: .period), .init(name: "d", type: .duration),
        .init(name: "r", type: .record), .init(name: "t", type: .text),
      ],
      [
        [
          .period(period), .duration(CalendarDuration(months: 3)),
          .record(Record([.init(name: "n", value: .number(1e21))])), .text("\u{1}é"),
        ]
      ])
    #expect(
      Made.text(result, "ndjson") == """
        {"p": {"start": "2026-05-15", "end": "2026-05-27"}, "d": "P3M", "r": {"n": 1e+21}, \
        "t": "\\u0001é"}

        """)
  }

  @Test("the keys of groups become columns in machine formats")
  func groupKeys() {
    let result = Made.result(
      [.init(name: "id", type: .text)], [[.text("A")], [.text("B")]],
      groups: [.init(keys: [.text("Sales")], rows: 0..<1), .init(keys: [.missing], rows: 1..<2)],
      groupKeys: ["team"])
    #expect(Made.text(result, "csv") == "team,id\r\nSales,A\r\n,B\r\n")
  }

  @Test("Markdown escapes what would end a cell")
  func markdown() {
    let result = Made.result(
      [.init(name: "title", type: .text), .init(name: "progress", type: .ratio)],
      [[.text("a | b"), .ratio(0.5)]], totals: [.missing, .ratio(0.5)])
    #expect(
      Made.text(result, "markdown") == """
        | title | progress |
        | --- | --: |
        | a \\| b | 50% |
        | | **50%** |

        """)
  }

  @Test("a plain value is one line for people and one row for machines")
  func plainValue() {
    let answer = PlainAnswer(
      value: .number(4), query: "count(key results)", graph: Made.graph, today: Made.today)
    var text = ByteOutput()
    ResultFormats.table.write(answer, options: RenderOptions(), to: &text)
    #expect(text.text == "4\n")
    var json = ByteOutput()
    ResultFormats.json.write(answer, options: RenderOptions(), to: &json)
    #expect(json.text.contains("\"rows\": [\n  {\"value\": 4}\n ],\n \"row_count\": 1,"))
  }

  @Test("large answers are handed on in pieces that join to the same bytes")
  func streaming() {
    let rows = (0..<20_000).map { [Value.number(Double($0))] }
    let result = Made.result([.init(name: "n", type: .number)], rows)
    var pieces: [[UInt8]] = []
    var output = ByteOutput { pieces.append($0) }
    ResultFormats.named("csv")?.write(result, options: RenderOptions(), to: &output)
    output.flush()
    #expect(pieces.count > 1)
    #expect(String(decoding: pieces.joined(), as: UTF8.self) == Made.text(result, "csv"))
  }
}
