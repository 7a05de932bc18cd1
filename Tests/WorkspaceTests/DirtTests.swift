// What the issue calls bad input: the exact problem of each, and that nothing else is lost.

import Grove
import GroveWorkspace
import Testing

@Suite("Dirt in files") struct DirtTests {
  private static let people = "id,name\nana,Ana\n"

  @Test("prose, half dates and unknown words are kept as text at their place")
  func cells() throws {
    let text = """
      id,title,due,weight,state,confidence
      O1,Grow,TBD,heavy,actve,high
      O2,Cut,30/6/26,2,active,0.5
      """
    let workspace = try load(["objectives.csv": text])
    #expect(
      workspace.places.prefix(5) == [
        "objectives.csv:2:9 GRV0413", "objectives.csv:2:13 GRV0412", "objectives.csv:2:19 GRV0440",
        "objectives.csv:2:25 GRV0412", "objectives.csv:3:8 GRV0413",
      ])
    #expect(
      workspace.problems.first?.description
        == "objectives.csv:2:9 GRV0413 'TBD' is not a date: kept as text")
    #expect(workspace.problems[2].help == "did you mean `active`?")
    #expect(workspace.value("due_text", "O1") == .text("TBD"))
    #expect(workspace.value("due_text", "O2") == .text("30/6/26"))
    #expect(workspace.value("weight_text", "O1") == .text("heavy"))
    #expect(workspace.value("state_text", "O1") == .text("actve"))
    #expect(workspace.value("weight", "O2") == .number(2))
    #expect(workspace.counts.cellsKeptAsText == 5)
    #expect(workspace.counts.summary.contains("5 cells kept as text"))
  }

  @Test("a dash and n/a are no values, not problems")
  func missingMarks() throws {
    let workspace = try load(["objectives.csv": "id,title,due,weight\nO1,a,-,n/a\n"])
    #expect(workspace.value("due", "O1") == .missing)
    #expect(workspace.value("weight", "O1") == .missing)
    #expect(!workspace.places.contains { $0.hasSuffix("GRV0412") || $0.hasSuffix("GRV0413") })
  }

  @Test("a short row keeps its cells, a shifted one is left out, and both are told")
  func ragged() throws {
    let text = "id,title,weight\nO1,Grow\nO2,Cut, the cost,2\nO3,Hold,3\nO4,Win,4,,\n"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.places.prefix(2) == ["objectives.csv:2 GRV0411", "objectives.csv:3 GRV0411"])
    #expect(workspace.ids(.objectives) == ["O1", "O3", "O4"])
    #expect(workspace.counts.rowsLeftOut == 1)
  }

  @Test("a quote that never closes is a letter, and the rest loads")
  func unclosedQuote() throws {
    let text = "id,title\nO1,\"Grow\nO2,Cut\nO3,\"a\"b\n"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.places.contains("objectives.csv:2:4 GRV0419"))
    #expect(workspace.places.contains("objectives.csv:4:7 GRV0419"))
    #expect(
      workspace.values("title", .objectives) == [.text("\"Grow"), .text("Cut"), .text("ab")])
  }

  @Test("a file in Latin-1 is read, and its first such line told")
  func latin1() throws {
    let workspace = try load(
      "objectives.csv",
      Array("id,title\nO1,Gr".utf8) + [0xFC] + Array("n\nO2,".utf8) + [0x80, 0x0A])
    #expect(workspace.places.first == "objectives.csv:2 GRV0402")
    #expect(workspace.problems.first?.message == "not UTF-8, read as Latin-1")
    #expect(workspace.values("title", .objectives) == [.text("Grün"), .text("€")])
  }

  @Test("a file in UTF-16 is read")
  func utf16() throws {
    let bytes = "id,title\nO1,Grün\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let workspace = try load("objectives.csv", [0xFF, 0xFE] + bytes)
    #expect(workspace.places.first == "objectives.csv GRV0402")
    #expect(workspace.value("title", "O1") == .text("Grün"))
  }

  @Test("a binary file is left out, NUL bytes far down are blanks")
  func binary() throws {
    let folder = try TemporaryWorkspace(["objectives.csv": "id,title\nO1,Grow\n"])
    try folder.write("key_results.csv", [0x50, 0x4B, 3, 4, 0, 0, 1])
    var long = Array("id,title\n".utf8)
    for index in 0..<1000 { long += Array("T\(index),Team \(index)\n".utf8) }
    long += Array("T1000,a".utf8) + [0] + Array("b\n".utf8)
    try folder.write("teams.csv", long)
    let workspace = try folder.load()
    #expect(workspace.places.prefix(2) == ["key_results.csv GRV0403", "teams.csv:1002 GRV0423"])
    #expect(workspace.value("name", "T1000") == .text("a b"))
    #expect(workspace.ids(.objectives) == ["O1"])
    #expect(workspace.counts.filesLeftOut == 1)
  }

  @Test("an empty file and a bare header are told")
  func empty() throws {
    let workspace = try load([
      "kpis.csv": "", "teams.yaml": " \n", "objectives.csv": "id,title\n",
      "people.csv": Self.people,
    ])
    #expect(
      workspace.places == ["kpis.csv GRV0404", "objectives.csv:2 GRV0404", "teams.yaml GRV0404"])
    #expect(workspace.graph.count(.people) == 1)
  }

  @Test("a truncated JSON file keeps what was complete")
  func truncatedJSON() throws {
    let text = """
      {"objectives": [
        {"id": "O1", "title": "Grow"},
        {"id": "O2", "title": "Cut", "key_results": [
          {"id": "K1", "title": "Costs"},
          {"id": "K2", "title": "Wa
      """
    let workspace = try load(["goals.json": text])
    #expect(workspace.places.prefix(2) == ["goals.json:5:5 GRV0405", "goals.json:5:30 GRV0405"])
    #expect(workspace.ids(.objectives) == ["O1", "O2"])
    #expect(workspace.ids(.keyResults) == ["K1"])
  }

  @Test("a broken line of NDJSON is left out alone")
  func brokenLine() throws {
    let text =
      "{\"id\": \"O1\", \"title\": \"a\"}\n{\"id\": \"O2\", \"title\"\n{\"id\": \"O3\", \"title\": \"c\"}\n"
    let workspace = try load(["objectives.ndjson": text])
    #expect(workspace.places.first == "objectives.ndjson:3:1 GRV0405")
    #expect(workspace.ids(.objectives).contains("O1"))
  }

  @Test("broken YAML keeps what came before and says where")
  func brokenYAML() throws {
    let text = """
      objectives:
        - id: O1
          title: Grow
        - id: O2
          title: Cut: the cost
      """
    let workspace = try load(["goals.yaml": text])
    #expect(workspace.places == ["goals.yaml:4:5 GRV0405", "goals.yaml:5:15 GRV0405"])
    #expect(workspace.problems.last?.help == "put quotes round a text that holds `: `")
    #expect(workspace.ids(.objectives) == ["O1"])
  }

  @Test("duplicate keys, ids and loops are told, and nothing else is lost")
  func duplicates() throws {
    let text = """
      objectives:
        - id: O1
          title: Grow
          title: Shrink
          cycle: Q2 2026
          supports: O2
        - {id: O2, title: Cut, supports: O1}
        - {id: O2, title: Cut again, cycle: Q2 2026}
      """
    let workspace = try load(["goals.yaml": text])
    let found = workspace.places
    #expect(found.contains("goals.yaml:4:5 GRV0420"))
    #expect(found.contains { $0.hasSuffix("GRV0430") })
    #expect(found.contains { $0.hasSuffix("GRV0435") })
    #expect(found.contains("goals.yaml:7 GRV0442"))
    #expect(workspace.graph.count(.objectives) == 3)
    #expect(workspace.value("title", "O1") == .text("Grow"))
  }

  @Test("a dangling parent is told with its line")
  func dangling() throws {
    let workspace = try load([
      "objectives.csv": "id,title,cycle\nO1,a,Q2 2026\n",
      "key_results.csv": "id,title,objective\nK1,b,O1\nK2,c,O9\n",
    ])
    #expect(workspace.places == ["key_results.csv:3 GRV0431"])
    #expect(workspace.ids(.keyResults) == ["K1", "K2"])
  }

  @Test("problems beyond a thousand of a file are counted, not listed")
  func manyProblems() throws {
    let rows = (0..<1500).map { "O\($0),a,x\($0)" }.joined(separator: "\n")
    let workspace = try load(["objectives.csv": "id,title,weight\n\(rows)\n"])
    let ofFile = workspace.problems.filter { $0.code == .notANumber }
    #expect(ofFile.count == 1000)
    #expect(
      workspace.problems.contains { $0.code == .notListed && $0.message.hasPrefix("500 more") })
    #expect(workspace.counts.cellsKeptAsText == 1500)
  }
}
