// Changes in files: histories of goals, files of changes, and what becomes of them.

import Grove
import GroveWorkspace
import TestKit
import Testing

@Suite struct HistoryTests {
  private func changes(_ workspace: Workspace) -> [[String]] {
    let graph = workspace.graph
    return graph.nodes(.changes).map { change in
      ["goal", "date", "recorded", "field", "old", "new", "author"].map { field in
        describe(graph.value(field, of: change), graph)
      }
    }
  }

  private func describe(_ value: Value, _ graph: GoalGraph) -> String {
    switch value {
    case .missing: "-"
    case .text(let text): text
    case .number(let number): "\(number)"
    case .ratio(let number): "\(number)"
    case .date(let day): day.description
    case .node(let node): graph.id(of: node)
    case .list(let values): values.map { describe($0, graph) }.joined(separator: "+")
    default: "?"
    }
  }

  @Test("a goal's history holds changes by field, or fields by name with what they became")
  func nested() throws {
    let workspace = try load([
      "goals.yaml": """
      objectives:
        - id: O1
          owner: ben
          key_results:
            - id: K1
              from: 0
              to: 80%
              due: 2026-06-30
              weight: 2
              history:
                - {on: 2026-04-20, recorded: 2026-04-21, field: target, from: 98%, to: 80%, by: ana}
                - {on: 2026-05-01, deadline: 2026-06-30, weight: 2}
          history:
            2026-05-02: {owner: [ana, ben]}
            2026-05-03: {owner: "@ben", by: ana}
      """
    ])
    #expect(workspace.problems.map(\.description) == [])
    #expect(
      changes(workspace) == [
        ["O1", "2026-05-02", "-", "owner", "-", "ana+ben", "-"],
        ["O1", "2026-05-03", "-", "owner", "ana+ben", "ben", "ana"],
        ["K1", "2026-04-20", "2026-04-21", "target", "98.0", "80.0", "ana"],
        ["K1", "2026-05-01", "-", "due", "-", "2026-06-30", "-"],
        ["K1", "2026-05-01", "-", "weight", "-", "2.0", "-"],
      ])
  }

  @Test("values, confidences, statuses and notes in a history are check-ins")
  func checkIns() throws {
    let workspace = try load([
      "goals.yaml": """
      key_results:
        - id: K1
          to: 10
          history:
            - {on: 2026-04-20, value: 4, confidence: 0.6, note: fine, by: ana, target: 10}
            - {on: 2026-04-27, field: confidence, to: 7}
            - {on: 2026-04-28, field: status, to: red}
            - {on: 2026-04-29, field: state, to: active}
            - {on: 2026-04-30, field: status, to: active}
        - id: K2
          to: 10
          history: {2026-04-20: 3, 2026-04-21: 5}
      """
    ])
    #expect(workspace.problems.map(\.description) == [])
    #expect(
      workspace.values("value", .checkIns) == [
        .number(4), .missing, .missing, .number(3), .number(5),
      ])
    #expect(
      workspace.values("confidence", .checkIns) == [
        .ratio(0.6), .ratio(0.7), .missing, .missing, .missing,
      ])
    #expect(workspace.values("stated_status", .checkIns)[2] == .text("off track"))
    #expect(workspace.values("note", .checkIns)[0] == .text("fine"))
    #expect(changes(workspace).map { $0[3] } == ["target", "state", "state"])
  }

  @Test("a file of changes may come before the goals, with the names people give its columns")
  func files() throws {
    let workspace = try load([
      "changes.csv": """
      goal,on,recorded_at,field,from,to,changed by
      K1,2026-04-02,2026-04-03,Target Value,$2.5M,$3M,ana
      K1,2026-04-02,,region,north,south,
      P1,2026-04-05,,value,,12,ben
      K1,2026-04-06,,Objective,O1,O2,
      """,
      "goals.yaml": """
      objectives: [{id: O1}, {id: O2}]
      key_results: [{id: K1, objective: O2, to: $3M, region: south}]
      kpis: [{id: P1}]
      """,
      "more.ndjson": """
      {"kind": "change", "goal": "K1", "date": "2026-04-09", "field": "owners", "new": ["ana", "ben"]}
      """,
    ])
    #expect(workspace.problems.map(\.description) == [])
    #expect(
      changes(workspace) == [
        ["K1", "2026-04-02", "-", "region", "north", "south", "-"],
        ["K1", "2026-04-02", "2026-04-03", "target", "2500000.0", "3000000.0", "ana"],
        ["K1", "2026-04-06", "-", "objective", "O1", "O2", "-"],
        ["K1", "2026-04-09", "-", "owner", "-", "ana+ben", "-"],
      ])
    #expect(workspace.values("value", .checkIns) == [.number(12)])
    #expect(workspace.references("owners", "K1") == ["ana", "ben"])
  }

  @Test("changed parents become links with days, cut and added again")
  func parents() throws {
    let workspace = try load([
      "goals.yaml": """
      objectives:
        - {id: C1}
        - {id: C2}
        - id: O1
          supports: C1
          history:
            - {on: 2026-05-01, field: parent, from: C2, to: C1}
            - {on: 2026-03-01, field: supports, from: C1, to: C2}
      """
    ])
    #expect(workspace.problems.map(\.description) == [])
    let graph = workspace.graph
    func parents(_ day: String) -> [String] {
      let seen = graph.seen(from: Viewpoint(today: .on(day)))
      return seen.nodes(.links).map { describe(seen.value("parent", of: $0), graph) }
    }
    #expect(parents("2026-02-28") == ["C1"])
    #expect(parents("2026-03-01") == ["C2"])
    #expect(parents("2026-05-01") == ["C1"])
  }

  @Test("a value that does not fit is told, and the rest is read")
  func dirt() throws {
    let workspace = try load([
      "goals.yaml": """
      key_results:
        - id: K1
          to: 10
          history:
            - {on: 2026-04-20, field: target, from: much, to: 10}
            - {on: soon, target: 10}
            - {on: 2026-04-21, colour: red}
            - {on: 2026-04-22}
            - {on: 2026-04-23, field: state, to: sleeping, why: holidays}
      changes:
        - {goal: K9, on: 2026-04-20, field: target, to: 4}
        - {on: 2026-04-20, field: target, to: 4}
      """
    ])
    #expect(
      workspace.problems.map(\.description) == [
        "goals.yaml:5:47 GRV0417 `target` is 'much', not a number: left out",
        "goals.yaml:6 GRV0447 this change has no date: it is left out",
        "goals.yaml:6:14 GRV0417 `date` is 'soon', not a date: left out",
        "goals.yaml:7 GRV0447 the goal has no field `colour` that files give: "
          + "the change is left out",
        "goals.yaml:8:9 GRV0417 an entry without a field stands where a change, such as "
          + "{on: 2026-05-01, target: 80} was expected: left out",
        "goals.yaml:9:44 GRV0417 `state` is 'sleeping', not one of draft, active, closed, "
          + "cancelled, dropped, deferred, archived: left out",
        "goals.yaml:9:59 GRV0424 'why' means nothing here: left out",
        "goals.yaml:11 GRV0431 none of the goals has the id K9: the reference is left out",
        "goals.yaml:12 GRV0447 this change has no goal: it is left out",
      ])
    #expect(changes(workspace).count == 2)
  }
}
