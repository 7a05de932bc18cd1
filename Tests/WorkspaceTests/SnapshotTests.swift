// Dated exports of one sheet: what their differences become.

import Grove
import GroveWorkspace
import TestKit
import Testing

@Suite struct SnapshotTests {
  private static let settings = "snapshots: key-results-{date}.csv\n"

  private func load(_ exports: [String: String], settings: String = settings) throws -> Workspace {
    var files = exports
    files["workspace.yaml"] = settings
    return try Workspace.load(
      files: files.sorted { $0.key < $1.key }.map {
        WorkspaceFile(path: $0.key, bytes: Array($0.value.utf8))
      }, name: "test")
  }

  private func describe(_ value: Value, _ graph: GoalGraph) -> String {
    switch value {
    case .missing: "-"
    case .text(let text): text
    case .number(let number), .ratio(let number): "\(number)"
    case .date(let day): day.description
    case .node(let node): graph.id(of: node)
    case .list(let values): values.map { describe($0, graph) }.joined(separator: "+")
    case .record(let record): record["reached"] == .flag(true) ? "reached" : "open"
    default: "?"
    }
  }

  private func rows(_ workspace: Workspace, _ kind: Kind, _ fields: String) -> [String] {
    let graph = workspace.graph
    return graph.nodes(kind).map { row in
      fields.split(separator: " ").map { describe(graph.value(String($0), of: row), graph) }
        .joined(separator: " ")
    }
  }

  private func changes(_ workspace: Workspace) -> [String] {
    rows(workspace, .changes, "goal date field old new")
  }

  private func checkIns(_ workspace: Workspace) -> [String] {
    rows(workspace, .checkIns, "goal date value confidence stated_status")
  }

  @Test("differences are changes of the later export's day, values are check-ins")
  func differences() throws {
    let workspace = try load([
      "key-results-2026-04-01.csv": """
      id,title,owner,target,due,weight,value,confidence,region
      K1,Visitors,ana,100,2026-06-30,1,20,7,north
      K2,Orders,ana,$2.5M,,2,5,1,north
      """,
      "key-results-20260501.csv": """
      id,title,owner,target,due,weight,value,confidence,region
      K2,Orders,ana,2500000,2026-06-30,2,5,1,north
      K1,Visitors,ben,80,2026-06-30,3,30,6,south
      """,
      "key-results-2026_05_12.csv": """
      id,title,owner,target,due,weight,value,confidence,region
      K1,Visitors,ben,80,2026-06-30,3,40,60%,south
      K2,Orders,ana,2500000,,2,5,10%,north
      """,
    ])
    #expect(workspace.problems.map(\.description) == [])
    #expect(workspace.ids(.keyResults) == ["K1", "K2"])
    #expect(workspace.value("target", "K1") == .number(80))
    #expect(workspace.value("current", "K1") == .number(40))
    #expect(
      changes(workspace) == [
        "K1 2026-05-01 owner ana ben", "K1 2026-05-01 target 100.0 80.0",
        "K1 2026-05-01 weight 1.0 3.0", "K1 2026-05-01 region north south",
        "K2 2026-05-01 due - 2026-06-30", "K2 2026-05-12 due 2026-06-30 -",
      ])
    #expect(
      checkIns(workspace) == [
        "K1 2026-04-01 20.0 0.7 -", "K1 2026-05-01 30.0 0.6 -", "K1 2026-05-12 40.0 0.6 -",
        "K2 2026-04-01 5.0 0.1 -",
      ])
    #expect(
      rows(workspace, .changes, "source").filter { $0 == "key-results-20260501.csv:3" }.count == 4)
  }

  @Test("a goal is entered with its first export and dropped with the first without it")
  func comingAndGoing() throws {
    let workspace = try load([
      "key-results-2026-04-01.csv": "id,to,value,status\nK1,10,1,on track\nK2,10,2,closed\nK5,9,1,",
      "key-results-2026-05-01.csv": "id,to,value,status\nK3,10,3,\nK4,10,4,red\n",
      "key-results-2026-05-12.csv":
        "id,to,value,status,created\nK4,10,4,on hold,2026-04-20\nK5,9,1,,\n",
    ])
    #expect(workspace.ids(.keyResults) == ["K4", "K5", "K3", "K1", "K2"])
    #expect(
      rows(workspace, .keyResults, "id state created") == [
        "K4 deferred 2026-04-20", "K5 active -", "K3 dropped 2026-05-01", "K1 dropped -",
        "K2 closed -",
      ])
    #expect(
      changes(workspace) == [
        "K4 2026-05-12 state - deferred", "K5 2026-05-01 state - dropped",
        "K5 2026-05-12 state dropped active",
        "K3 2026-05-12 state - dropped", "K1 2026-05-01 state - dropped",
      ])
    #expect(rows(workspace, .keyResults, "source")[3] == "key-results-2026-04-01.csv:2")
  }

  @Test("rows without ids pair by title within their objective, parents by their sets")
  func pairing() throws {
    let settings = """
      snapshots: ["exports/{date}/goals.csv"]
      """
    let workspace = try load(
      [
        "exports/2026-04-01/goals.csv": """
        kind,id,title,parent,milestones
        objective,O1,Grow,,
        objective,O2,Thrive,O1,
        key result,,Visitors a day!,O1,a: open; b: open
        """,
        "exports/2026-05-01/goals.csv": """
        kind,id,title,parent,milestones
        objective,O1,Grow,,
        key result,,visitors a day,O1,a: done; b: open
        objective,O2,Thrive,,
        """,
      ], settings: settings)
    #expect(workspace.problems.map(\.description) == [])
    #expect(workspace.ids(.keyResults) == ["O1-visitors-a-day"])
    #expect(
      changes(workspace) == [
        "O1-visitors-a-day 2026-05-01 title Visitors a day! visitors a day",
        "O1-visitors-a-day 2026-05-01 milestones open+open reached+open",
      ])
    func links(_ day: String) -> [String] {
      let seen = workspace.graph.seen(from: Viewpoint(today: .on(day)))
      return seen.nodes(.links).map { seen.id(of: $0) }
    }
    #expect(links("2026-04-30").count == 2)
    #expect(links("2026-05-01").count == 1)
  }

  @Test("a column that an export lacks says nothing, and neither does a row that cannot be read")
  func gaps() throws {
    let workspace = try load([
      "key-results-2026-04-01.csv": "id,to,owner\nK1,10,ana\nK2,10,ana\n",
      "key-results-2026-04-08.csv": "id,to\nK1,10\nK2,10,what,is,this\n",
      "key-results-2026-04-15.csv": "id,to,owner\nK1,10,ben\nK2,10,ana\n",
    ])
    #expect(workspace.places == ["key-results-2026-04-08.csv:3 GRV0411"])
    #expect(changes(workspace) == ["K1 2026-04-15 owner ana ben"])
  }

  @Test("names without a day, days that stand twice and rows of other kinds are told")
  func dirt() throws {
    let workspace = try load(
      [
        "key-results-2026-04-01.csv": "id,to,status\nK1,10,whatever\n,10,\n",
        "key-results-20260401.csv": "id,to\nK1,20\n",
        "key-results-2026-05-01.csv": "id,to,status\nK1,10,red\n",
        "key-results-2026-06.csv": "id,to\nK1,40\n",
        "key-results-final.csv": "id,to\nK1,30\n",
        "people-2026-04-01.csv": "id,name\nana,Ana\n",
        "people-2026-05-01.csv": "id,name\nben,Ben\n",
      ],
      settings: """
        snapshots: [key-results-*.csv, "../k-{date}.csv", "key-results-{date}.csv", "people-{date}.csv"]
        """)
    #expect(
      workspace.problems.map(\.description) == [
        "workspace.yaml:1:13 GRV0427 `snapshots` cannot be 'key-results-*.csv': setting left out",
        "workspace.yaml:1:32 GRV0427 `snapshots` cannot be '../k-{date}.csv': setting left out",
        "key-results-2026-04-01.csv:2:7 GRV0417 `status` is 'whatever', not one of "
          + "done, on track, at risk, off track, not started, unknown: left out",
        "key-results-2026-04-01.csv:3 GRV0449 this row has neither an id nor a title, so that it "
          + "cannot be compared: row left out",
        "key-results-2026-06.csv GRV0449 this export has no day in its name: '2026-06' is none: "
          + "file left out",
        "key-results-20260401.csv GRV0449 'key-results-2026-04-01.csv' is an export of the same "
          + "day: file left out",
        "key-results-final.csv GRV0449 this export has no day in its name: 'final' is none: "
          + "file left out",
        "people-2026-04-01.csv GRV0449 people have no history that exports could tell: "
          + "only the newest export of them is read",
      ])
    #expect(workspace.value("target", "K1") == .number(10))
    #expect(workspace.ids(.people) == ["ben"])
  }
}
