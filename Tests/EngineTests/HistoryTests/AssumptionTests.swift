// What if: cells taken to hold other values, and what follows from them.

import Grove
import TestKit
import Testing

@Suite struct AssumptionTests {
  private let graph = GraphFixture()
    .person("ana").person("ben")
    .cycle("Q2", from: "2026-04-01", through: "2026-06-30")
    .objective("O", cycle: "Q2", owner: "ana")
    .keyResult("K", of: "O", from: 0, to: 10, now: 2)
    .keyResult("L", of: "O", from: 0, to: 10, now: 4)
    .kpi("P", target: 10, now: 5)
    .graph()

  private func value(_ field: String, of id: String, when assumed: [(String, String, Value)])
    throws -> Value
  {
    var viewpoint = Viewpoint(today: .on("2026-05-15"))
    for (id, field, value) in assumed {
      let node = try #require(graph.nodes(id: id).first)
      viewpoint.assumptions.append(Assumption(node: node, field: field, value: value))
    }
    return graph.value(field, of: id, from: viewpoint)
  }

  @Test("an assumed number takes the place of the computed one, and flows on")
  func computed() throws {
    #expect(try value("progress", of: "O", when: []) == .ratio(0.3))
    #expect(try value("progress", of: "O", when: [("K", "progress", .ratio(0.8))]) == .ratio(0.6))
    #expect(try value("current", of: "K", when: [("K", "progress", .ratio(0.8))]) == .number(2))
    #expect(try value("progress", of: "O", when: [("K", "current", .number(6))]) == .ratio(0.5))
    #expect(try value("progress", of: "O", when: [("O", "progress", .ratio(1))]) == .ratio(1))
    #expect(try value("done", of: "O", when: [("O", "status", .text("done"))]) == .flag(true))
    #expect(try value("health", of: "P", when: [("P", "value", .number(10))]) == .text("green"))
    #expect(try value("actual", of: "P", when: [("P", "value", .number(10))]) == .number(10))
    #expect(
      try value(
        "progress", of: "O",
        when: [("K", "current", .number(6)), ("K", "current", .number(8))]) == .ratio(0.6))
  }

  @Test("an assumed cell changes what the files say, and what others take from it")
  func stored() throws {
    #expect(try value("progress", of: "K", when: [("K", "target", .number(4))]) == .ratio(0.5))
    #expect(try value("progress", of: "O", when: [("K", "weight", .number(0))]) == .ratio(0.4))
    #expect(
      try value("due", of: "K", when: [("O", "due", .date(.on("2026-09-30")))])
        == .date(.on("2026-09-30")))
    #expect(
      try value("due", of: "K", when: [("Q2", "end", .date(.on("2026-09-30")))])
        == .date(.on("2026-09-30")))
    #expect(try value("open", of: "K", when: [("K", "state", .text("closed"))]) == .flag(false))
    let ben = try #require(graph.nodes(id: "ben").first)
    #expect(try value("owner", of: "O", when: [("O", "owner", .node(ben))]) == .node(ben))
    #expect(try value("unowned", of: "O", when: [("O", "owner", .missing)]) == .flag(true))
  }

  @Test("what says which row it is, and what follows from others, cannot be assumed")
  func fixedFields() {
    let definition = graph.schema.definition(.keyResults)
    let fields = ["id", "kind", "source", "open", "overdue", "behind", "created", "objective"]
    for name in fields {
      #expect(definition.field(name).map(Viewpoint.canAssume) == false, "\(name)")
    }
    for name in ["current", "progress", "owner", "due", "state", "weight", "status", "target"] {
      #expect(definition.field(name).map(Viewpoint.canAssume) == true, "\(name)")
    }
  }
}
