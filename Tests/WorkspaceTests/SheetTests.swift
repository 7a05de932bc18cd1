// Sheets: cells, headers, delimiters, kinds, own columns; the reader against a naive one.

import Grove
import GroveWorkspace
import TestKit
import Testing

@Suite("CSV and TSV") struct SheetTests {
  @Test("a file a kind loads with its references and numbers")
  func plainFiles() throws {
    let workspace = try load([
      "objectives.csv": "id,title,owner,cycle\nO1,Grow,P1,2026-Q2\n",
      "key_results.csv":
        "id,objective,title,owner,start,target,current,unit,weight\nK1,O1,Sign,P1,10,50,20.5,h,2\n",
      "check_ins.csv": "goal,date,value,confidence,note\nK1,2026-04-14,15,0.6,fine\n",
      "people.csv": "id,name\nP1,Ana\n",
      "cycles.csv": "id,start,end\n2026-Q2,2026-04-01,2026-06-30\n",
    ])
    #expect(workspace.places == [])
    #expect(workspace.references("objectives", "K1") == ["O1"])
    #expect(workspace.references("owners", "K1") == ["P1"])
    #expect(workspace.value("baseline", "K1") == .number(10))
    #expect(workspace.value("target", "K1") == .number(50))
    #expect(workspace.value("current", "K1") == .number(20.5))
    #expect(workspace.value("weight", "K1") == .number(2))
    #expect(
      workspace.values("date", .checkIns) == [.date(try #require(CivilDate(iso: "2026-04-14")))])
    #expect(workspace.values("value", .checkIns) == [.number(15)])
    #expect(workspace.loadStatistics.rows == 5)
  }

  @Test("quotes keep delimiters, line breaks and doubled quotes")
  func quotes() throws {
    let text = "id,title\nO1,\"a, \"\"b\"\"\nc\"\nO2, \"d\" \n"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.values("title", .objectives) == [.text("a, \"b\"\nc"), .text("d")])
    #expect(
      workspace.graph.nodes(id: "O2").first.flatMap { workspace.graph.source(of: $0)?.line } == 4)
  }

  @Test(
    "line ends of every sort and a byte order mark change nothing",
    arguments: ["\n", "\r\n", "\r"])
  func lineEnds(_ end: String) throws {
    let text = "\u{FEFF}id,title\(end)O1,Grow\(end)\(end)O2,Cut"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.ids(.objectives) == ["O1", "O2"])
    #expect(workspace.values("title", .objectives) == [.text("Grow"), .text("Cut")])
  }

  @Test(
    "the delimiter is the one that the header uses",
    arguments: [
      ("objectives.csv", ";"), ("objectives.csv", "|"), ("objectives.csv", "\t"),
      ("objectives.tsv", "\t"),
    ])
  func delimiters(_ name: String, _ delimiter: String) throws {
    let text = "id\(delimiter)title\(delimiter)weight\nO1\(delimiter)a, b\(delimiter)2\n"
    let workspace = try load([name: text])
    #expect(workspace.value("title", "O1") == .text("a, b"))
    #expect(workspace.value("weight", "O1") == .number(2))
  }

  @Test("headers of other tools are read by their aliases")
  func aliases() throws {
    let text = """
      Key,Key Result,Parent Objective,Owner Email,Start Value,Target Value,currentValue,Due Date
      K1,Sign,O1,ana@x.example,1,5,2,2026-06-30
      """
    let workspace = try load([
      "KeyResults.csv": text, "objectives.csv": "id,title\nO1,Grow\n",
      "people.csv": "id,name,email\nana,Ana,ana@x.example\n",
    ])
    #expect(workspace.value("title", "K1") == .text("Sign"))
    #expect(workspace.value("baseline", "K1") == .number(1))
    #expect(workspace.value("current", "K1") == .number(2))
    #expect(workspace.references("objectives", "K1") == ["O1"])
  }

  @Test("a kind column parts a sheet of several kinds")
  func kindColumn() throws {
    let text = """
      Type,Id,Title,Parent
      Objective,O1,Grow,
      Key Result,K1,Sign,O1
      Kpi,M1,Churn,
      Epic,E1,No such thing,O1
      """
    let workspace = try load(["okrs.csv": text])
    #expect(workspace.ids(.objectives) == ["O1"])
    #expect(workspace.ids(.keyResults) == ["K1"])
    #expect(workspace.ids(.kpis) == ["M1"])
    #expect(workspace.references("objectives", "K1") == ["O1"])
    #expect(workspace.places.contains("okrs.csv:5:1 GRV0410"))
  }

  @Test("an unknown column becomes a field whose type is that of all its cells")
  func customColumns() throws {
    let text = """
      id,title,priority,region,ready,share,since,code
      O1,a,1,EMEA,yes,20%,2026-01-01,007
      O2,b,2.5,,no,5%,2026-01-02,008
      """
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.places == [])
    #expect(workspace.values("priority", .objectives) == [.number(1), .number(2.5)])
    #expect(workspace.values("region", .objectives) == [.text("EMEA"), .missing])
    #expect(workspace.values("ready", .objectives) == [.flag(true), .flag(false)])
    #expect(workspace.value("share", "O1") == .ratio(0.2))
    #expect(workspace.value("since", "O1") == .date(try #require(CivilDate(iso: "2026-01-01"))))
    #expect(workspace.value("code", "O1") == .text("007"))
  }

  @Test("a header one slip away from a known name says so")
  func nearMiss() throws {
    let workspace = try load(["objectives.csv": "id,title,ownr\nO1,a,x\n"])
    #expect(workspace.places == ["objectives.csv:1:10 GRV0424"])
    #expect(workspace.problems.first?.help == "did you mean `owner`?")
    #expect(workspace.value("ownr", "O1") == .text("x"))
  }

  @Test("lists part at semicolons, and at commas between words")
  func lists() throws {
    let text =
      "id,title,owner,tags,supports\nO1,a,ana;ben,\"x, y\",\nO2,b,\"Ana Silva, Ben\",\"big, bold plan\",O1:0.5\n"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.references("owners", "O1").count == 2)
    #expect(workspace.references("owners", "O2").count == 2)
    #expect(workspace.value("tags", "O1") == .list([.text("x"), .text("y")]))
    #expect(workspace.value("tags", "O2") == .list([.text("big, bold plan")]))
    #expect(workspace.values("weight", .links) == [.number(0.5)])
  }

  @Test("a title above the header is passed over")
  func titleRow() throws {
    let text = "Our goals 2026,,\n,,\nid,title,owner\nO1,Grow,ana\n"
    let workspace = try load(["objectives.csv": text])
    #expect(workspace.ids(.objectives) == ["O1"])
    #expect(workspace.places == ["objectives.csv:1 GRV0425"])
  }

  @Test("an untidy sheet is explained column by column")
  func untidySheet() throws {
    let path = Fixtures.path("untidy/okrs-q2.csv")
    let workspace = try Workspace.load(path: path)
    #expect(workspace.places.prefix(2) == ["okrs-q2.csv:1 GRV0425", "okrs-q2.csv:3 GRV0410"])
    #expect(
      workspace.problems.dropFirst(2).map(\.message) == [
        "'Objective' would be read as `objectives`", "'Who' is no field that is known",
        "'% done' would be read as `stated_progress`", "'Deadline' would be read as `due`",
        "'RAG' would be read as `status`",
      ])
  }

  @Test("the reader agrees with a naive one on any text", arguments: 0..<40)
  func naiveReader(_ seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let length = Int.random(in: 0..<160, using: &generator)
      // Quotes come in pairs round cells here; what is done with lone ones is tested by example.
      var text = ""
      while text.utf8.count < length {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: text += ","
        case 1: text += "\n"
        case 2: text += "\r\n"
        case 3:
          let inner = (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
            ["a", "\"\"", ",", "\n", "\r", "é"].randomElement(using: &generator) ?? ""
          }
          let isStart = text.isEmpty || text.hasSuffix(",") || text.hasSuffix("\n")
          text += isStart ? "\"\(inner.joined())\"," : "q"
        default: text += ["x", "yz", " ", "1.5"].randomElement(using: &generator) ?? ""
        }
      }
      let rows = DelimitedText.rows(
        of: Array(text.utf8), delimiter: 0x2C, columnCount: 6,
        batchRows: Int.random(in: 1..<5, using: &generator))
      #expect(
        rows == NaiveSheet.rows(of: text, columnCount: 6), "seed \(seed): \(text.debugDescription)")
    }
  }
}

/// The rules of the reader once more, a character at a time.
enum NaiveSheet {
  static func rows(of text: String, columnCount: Int) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    func trimmed(_ text: String) -> String {
      let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n"]
      let all = Array(text.unicodeScalars)
      let start = all.firstIndex { !blanks.contains($0) } ?? all.count
      let end = all.lastIndex { !blanks.contains($0) }.map { $0 + 1 } ?? start
      return String(String.UnicodeScalarView(all[start..<max(start, end)]))
    }
    func endCell() {
      row.append(trimmed(cell))
      cell = ""
      wasQuoted = false
    }
    func endRow() {
      endCell()
      if row.contains(where: { !$0.isEmpty }) {
        rows.append((0..<columnCount).map { $0 < row.count ? row[$0] : "" })
      }
      row = []
    }
    while index < scalars.count {
      let scalar = scalars[index]
      if isQuoted {
        if scalar == "\"", index + 1 < scalars.count, scalars[index + 1] == "\"" {
          cell.unicodeScalars.append(scalar)
          index += 1
        } else if scalar == "\"" {
          isQuoted = false
          wasQuoted = true
        } else {
          cell.unicodeScalars.append(scalar)
        }
      } else if scalar == "\"", !wasQuoted, trimmed(cell).isEmpty {
        isQuoted = true
        cell = ""
      } else if scalar == "," {
        endCell()
      } else if scalar == "\n" || scalar == "\r" {
        endRow()
        if scalar == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" { index += 1 }
      } else {
        cell.unicodeScalars.append(scalar)
      }
      index += 1
    }
    endRow()
    return rows
  }
}

/// Files that tests share.
enum Fixtures {
  static func path(_ name: String) -> String {
    let here = #filePath
    let folder = here.lastIndex(of: "/").map { here[..<$0] } ?? ""
    return "\(folder)/Fixtures/\(name)"
  }
}
