// YAML, JSON and NDJSON: nesting, ties, aliases, depth.

import Grove
import GroveWorkspace
import Testing

@Suite("YAML and JSON") struct NestedFileTests {
  private static let yaml = """
    objectives:
      - id: O1
        title: Become the most visited site
        owner: ana
        cycle: Q2 2026
        supports: [C1, {to: C2, weight: 0.5}]
        tags: [web, growth]
        key_results:
          - id: KR1
            title: Daily page views
            from: 120k
            to: 500k
            now: 220k
            check_ins:
              - {on: 2026-04-14, value: 150k, confidence: 0.6, note: campaign started}
              - {on: 2026-04-21, value: 170k}
          - title: Bounce rate stays under 40%
            keep: "<= 40%"
          - title: Launch the new home page
            milestones: {design: done, build: 2026-05-20, launch: open}
      - {id: C1, title: Grow, cycle: Q2 2026}
      - {id: C2, title: Last, cycle: Q2 2026}
    """

  @Test("a nested file gives rows, ties, weights and lists")
  func nested() throws {
    let workspace = try load(["goals.yaml": Self.yaml])
    #expect(workspace.places == [])
    #expect(workspace.ids(.objectives) == ["O1", "C1", "C2"])
    #expect(workspace.graph.count(.keyResults) == 3)
    #expect(workspace.references("objectives", "KR1") == ["O1"])
    #expect(workspace.value("baseline", "KR1") == .number(120_000))
    #expect(workspace.values("value", .checkIns) == [.number(150_000), .number(170_000)])
    #expect(workspace.values("note", .checkIns) == [.text("campaign started"), .missing])
    #expect(workspace.value("tags", "O1") == .list([.text("web"), .text("growth")]))
    #expect(
      workspace.values("direction", .keyResults) == [
        .text("increase"), .text("at_most"), .text("milestones"),
      ])
    #expect(workspace.values("unit", .keyResults)[1] == .text("%"))
    let weights = workspace.graph.nodes(.links).map { workspace.graph.value("weight", of: $0) }
    #expect(weights.filter { $0 == .number(0.5) }.count == 1)
    #expect(
      workspace.graph.nodes(id: "KR1").first.flatMap { workspace.graph.source(of: $0)?.line } == 9)
  }

  @Test("milestones keep name, and what reached them")
  func milestones() throws {
    let workspace = try load(["goals.yaml": Self.yaml])
    let day = try #require(CivilDate(iso: "2026-05-20"))
    func step(_ name: String, _ reached: Value) -> Value {
      .record(
        Record([.init(name: "name", value: .text(name)), .init(name: "reached", value: reached)]))
    }
    #expect(
      workspace.values("milestones", .keyResults)[2]
        == .list([
          step("design", .flag(true)), step("build", .date(day)), step("launch", .flag(false)),
        ]))
  }

  @Test("the same goals in JSON are the same graph")
  func json() throws {
    let text = """
      {"objectives": [{"id": "O1", "title": "Gr\\u00fcn \\ud83d\\ude00 \\"x\\"", "cycle": "Q2 2026",
        "key_results": [{"id": "K1", "title": "a", "from": 1, "to": 2.5e1, "now": null,
          "check_ins": [{"on": "2026-04-14", "value": 3}]}]}]}
      """
    let workspace = try load(["goals.json": text])
    #expect(workspace.places == [])
    #expect(workspace.value("title", "O1") == .text("Grün 😀 \"x\""))
    #expect(workspace.value("target", "K1") == .number(25))
    #expect(workspace.value("current", "K1") == .missing)
    #expect(workspace.values("value", .checkIns) == [.number(3)])
  }

  @Test("NDJSON rows are of the kind the file is named after, or say theirs")
  func ndjson() throws {
    let workspace = try load([
      "check_ins.ndjson":
        "{\"goal\": \"K1\", \"date\": \"2026-04-14\", \"value\": \"18%\", \"confidence\": 6}\n",
      "rows.jsonl":
        "{\"kind\": \"objective\", \"id\": \"O1\", \"title\": \"a\", \"cycle\": \"Q2 2026\"}\n\n{\"type\": \"Key Result\", \"id\": \"K1\", \"title\": \"b\", \"objective\": \"O1\"}\n",
    ])
    #expect(workspace.places == [])
    #expect(workspace.values("value", .checkIns) == [.number(18)])
    #expect(workspace.values("confidence", .checkIns) == [.ratio(0.6)])
    #expect(workspace.references("objectives", "K1") == ["O1"])
  }

  @Test("records may be keyed by id, and check-ins by day")
  func keyed() throws {
    let text = """
      objectives:
        O1: {title: Grow, cycle: Q2 2026}
        O2: Cut
      kpis:
        - id: M1
          title: Churn
          bands: {green: "<= 2", amber: 4}
          values:
            2026-03-31: 5
            2026-04-30: {value: 4, note: better}
      people: [ana, Ben Okafor]
      """
    let workspace = try load(["goals.yaml": text])
    #expect(workspace.places == ["goals.yaml:3 GRV0442"])
    #expect(workspace.value("title", "O2") == .text("Cut"))
    #expect(workspace.values("value", .checkIns) == [.number(5), .number(4)])
    #expect(workspace.value("green_from", "M1") == .number(2))
    #expect(workspace.value("amber_from", "M1") == .number(4))
    #expect(workspace.value("direction", "M1") == .text("at_most"))
    #expect(workspace.values("name", .people) == [.text("ana"), .text("Ben Okafor")])
  }

  @Test("several documents, anchors and merge keys are read")
  func anchors() throws {
    let text = """
      defaults: &all {cycle: Q2 2026, owner: ana}
      objectives:
        - {<<: *all, id: O1, title: a}
        - {<<: *all, id: O2, title: b, owner: ben}
      ---
      objectives:
        - {id: O3, title: c, cycle: Q2 2026}
      """
    let workspace = try load(["goals.yaml": text])
    #expect(workspace.places == ["goals.yaml:1:1 GRV0424"])
    #expect(workspace.ids(.objectives) == ["O1", "O2", "O3"])
    #expect(workspace.references("owners", "O1") == ["ana"])
    #expect(workspace.references("owners", "O2") == ["ben"])
  }

  @Test("links of the workspace's own and blockers are links")
  func links() throws {
    let workspace = try load([
      "workspace.yaml":
        "kinds:\n  risk: {plural: risks}\nlinks:\n  threatens: {carries: nothing}\n",
      "goals.yaml": """
      objectives: [{id: O1, title: a, cycle: Q2 2026}]
      initiatives: [{id: I1, title: b}, {id: I2, title: c, blockers: [I1]}]
      risks: [{id: R1, title: d, threatens: [O1]}]
      """,
    ])
    #expect(workspace.places == [])
    #expect(workspace.values("kind", .links) == [.text("blocks"), .text("threatens")])
    let blocks = workspace.graph.nodes(.links).first
    #expect(
      blocks.map { workspace.graph.value("child", of: $0) }
        == workspace.graph.nodes(id: "I1").first.map { .node($0) })
  }

  @Test("a list where a value belongs, and a misspelt kind, are told")
  func wrongShapes() throws {
    let text = """
      objectivs: []
      objectives:
        - {id: O1, title: [a, b], due: {x: 1}, cycle: Q2 2026}
      """
    let workspace = try load(["goals.yaml": text])
    #expect(
      workspace.places == [
        "goals.yaml:1:1 GRV0424", "goals.yaml:3:21 GRV0417", "goals.yaml:3:34 GRV0417",
      ])
    #expect(workspace.problems.first?.help == "did you mean `objectives`?")
  }

  @Test("aliases cannot explode")
  func aliasBomb() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<12 {
      let inner = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(inner)]\n"
    }
    let workspace = try load([
      "goals.yaml": text + "objectives: [{id: O1, title: a, due: 2026-06-30}]\n"
    ])
    #expect(workspace.problems.contains { $0.code == .badAlias })
    #expect(workspace.ids(.objectives) == ["O1"])
  }

  @Test("an alias of what stands round it is left out")
  func selfAlias() throws {
    let workspace = try load([
      "objectives.yaml": "- &a {id: O1, title: x, due: 2026-06-30, tags: [*a]}\n"
    ])
    #expect(workspace.places == ["objectives.yaml:1:49 GRV0422"])
    #expect(workspace.ids(.objectives) == ["O1"])
  }

  @Test("deep nesting is cut off, in every format", arguments: ["goals.yaml", "goals.json"])
  func deep(_ name: String) throws {
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    let text =
      "{\"objectives\": [{\"id\": \"O1\", \"title\": \"a\", \"due\": \"2026-06-30\", \"tags\": \(deep)}]}"
    let workspace = try load([name: text])
    #expect(workspace.problems.contains { $0.code == .nestedTooDeep || $0.code == .brokenFile })
  }

  @Test("rows of one list may name the same thing by different keys")
  func keysOfOneUse() throws {
    let workspace = try load([
      "goals.yaml": """
      people: [{id: ana, name: Ana}, {id: ben, name: Ben}]
      objectives:
        - {id: O1, title: a, owner: ana, due: 2026-06-30}
        - {id: O2, title: b, owners: [ana, ben], due: 2026-06-30}
        - {id: O3, title: c, owner: ben, due: 2026-06-30}
      key_results:
        - {id: K1, title: d, objective: O1, from: 12, to: 5}
        - {id: K2, title: e, objective: O1, target: 20..30}
        - {id: K3, title: f, objective: O1, keep: "<= 4"}
      """
    ])
    #expect(workspace.problems.isEmpty)
    let owners = workspace.values("owner", .objectives).map { value in
      if case .node(let person) = value { workspace.graph.id(of: person) } else { "nobody" }
    }
    #expect(owners == ["ana", "ana", "ben"])
    #expect(
      workspace.values("target", .keyResults) == [.number(5), .missing, .number(4)])
    #expect(workspace.value("high", "K2") == .number(30))
    #expect(workspace.value("direction", "K2") == .text("between"))
    #expect(workspace.value("direction", "K3") == .text("at_most"))
  }
}
