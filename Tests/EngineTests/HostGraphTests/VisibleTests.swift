// The graph without its hidden goals against the graph that never had them.

import Grove
import TestKit
import Testing

@Suite("A graph seen in part") struct VisibleTests {
  @Test("is the graph that never had the hidden goals, whatever is asked", arguments: 0..<4)
  func equality(part: UInt64) {
    var asked = 0
    for seed in stride(from: part, to: 32, by: 4) {
      var dice = Dice(seed: seed &* 7_919 &+ 17)
      var world = RandomWorld.make(seed: seed)
      world.addHistory(&dice)
      let share = dice.pick([10, 30, 60, 100], else: 30)
      let hidden = Set(world.goals.map(\.id).filter { _ in dice.chance(share) })
      let whole = world.graph()
      let seen = whole.view { !hidden.contains(whole.id(of: $0)) }
      let rest = world.without(hidden).graph()
      if let difference = seen.difference(from: rest) {
        Issue.record("seed \(seed), hidden \(hidden.sorted()): \(difference)\n\(world.description)")
        return
      }
      for _ in 0..<3 {
        var viewpoint = Viewpoint(today: world.day(&dice))
        viewpoint.isPast = true
        if dice.chance(30) { viewpoint.knownOn = world.day(&dice) }
        let (one, other) = (seen.seen(from: viewpoint), rest.seen(from: viewpoint))
        if let difference = one.difference(from: other) {
          Issue.record("seed \(seed) from \(viewpoint.today): \(difference)\n\(world.description)")
        }
      }
      let sessions = [seen, rest].map { Session(graph: $0, today: world.today) }
      var maker = QueryMaker(world, seed: seed &* 1_000_003)
      // Where a person was named first may be in a hidden row: views do not tell.
      for text in (0..<12).map({ _ in maker.query().text }) + Self.questions(of: world)
      where !text.contains("source") {
        asked += 1
        let answers = sessions.map { $0.everything(text) }
        if answers[0] != answers[1] {
          Issue.record(
            "seed \(seed), hidden \(hidden.sorted()): \(text)\n\(answers[0])\n---\n\(answers[1])")
        }
      }
    }
    #expect(asked > 100)
  }

  @Test("completes, explains words, guesses and estimates as if hidden goals were not there")
  func assistance() {
    var compared = 0
    for seed in 100..<112 as Range<UInt64> {
      var dice = Dice(seed: seed &* 7_919 &+ 17)
      let world = RandomWorld.make(seed: seed)
      let hidden = Set(world.goals.map(\.id).filter { _ in dice.chance(40) })
      let whole = world.graph()
      let sessions = [
        whole.view { !hidden.contains(whole.id(of: $0)) }, world.without(hidden).graph(),
      ].map { Session(graph: $0, today: world.today) }
      var texts = ["goals under @", "@", "goals tagged \"", "goals where title = \"", "why @"]
      for goal in world.goals.prefix(12) {
        texts += ["goals under @\(goal.id)", "@\(goal.id.dropLast())", "@\(goal.id)x"]
        guard case .text(let title)? = goal.fields["title"] else { continue }
        texts += ["@\"\(title)\"", "@\"\(title.dropLast())\"", "goals named \"\(title)"]
      }
      for text in texts {
        let source = SourceText(text)
        let words = sessions.map { session in
          let assistant = Assistant(session)
          let end = source.bytes.count
          let estimate = try? session.prepare(source).estimate()
          return [
            "\(assistant.completions(in: source, at: end))",
            "\(assistant.hover(in: source, at: max(0, end - 1)).map { "\($0)" } ?? "")",
            "\(session.diagnose(source))", estimate.map { "\($0)" } ?? "",
          ]
        }
        compared += 1
        #expect(words[0] == words[1], "seed \(seed), hidden \(hidden.sorted()): \(text)")
      }
    }
    #expect(compared > 300)
  }

  /// Questions that name a goal, hidden or not.
  private static func questions(of world: World) -> [String] {
    let ids = world.goals.prefix(3).map(\.id)
    return ids.flatMap { id in
      [
        "@\(id)", "why @\(id)", "goals under @\(id)", "count(goals)", "changes of @\(id)",
        "explain goals with parents @\(id)",
      ]
    } + ["changes during last year", "goals as of yesterday", "check-ins", "links", "people"]
  }

  @Test("hides nothing when nothing is to be hidden, and everything when all is")
  func ends() {
    let graph = GraphFixture().objective("O1").keyResult("K1", of: "O1").person("ana").graph()
    #expect(graph.view { _ in true } === graph)
    let empty = graph.view { _ in false }
    #expect(empty.count(.goals) == 0)
    #expect(empty.count(.links) == 0)
    #expect(empty.count(.people) == 1)
    #expect(empty.sources == ["fixture"])
  }

  @Test("keeps people whom something seen names, and hides those who are hidden themselves")
  func people() {
    let graph = GraphFixture().person("ana").objective("O1", owner: "ana")
      .objective("O2", owner: "Ben Only Named").objective("O3", owner: "Eva Only Named").graph()
    let seen = graph.view { graph.id(of: $0) != "O2" }
    #expect(seen.nodes(.people).map { seen.name(of: $0) } == ["ana", "Eva Only Named"])
    #expect(seen.nodes(.people).map { seen.source(of: $0)?.line } == [1, nil])
    let other = graph.view(visible: { _ in true }, others: { graph.id(of: $0) != "ana" })
    #expect(
      other.nodes(.people).map { other.name(of: $0) } == ["Ben Only Named", "Eva Only Named"])
    #expect(other.value("owner", of: other.nodes(id: "O1")[0]) == .missing)
  }

  @Test("rolls up what is seen, and takes dates from what is seen")
  func numbers() {
    let graph = GraphFixture().cycle("Q2", from: "2026-04-01", through: "2026-06-30")
      .objective("O1", cycle: "Q2").keyResult("K1", of: "O1", from: 0, to: 10, now: 10)
      .keyResult("K2", of: "O1", from: 0, to: 10, now: 0).graph()
    #expect(graph.value("progress", of: "O1", on: "2026-05-15") == .ratio(0.5))
    let one = graph.view { graph.id(of: $0) != "K2" }
    #expect(one.value("progress", of: "O1", on: "2026-05-15") == .ratio(1))
    let other = graph.view { graph.id(of: $0) != "O1" }
    #expect(graph.value("due", of: "K1", on: "2026-05-15") == .date(.on("2026-06-30")))
    #expect(other.value("due", of: "K1", on: "2026-05-15") == .missing)
  }

  @Test("a view of a view hides what either hides, and looks from where the graph was looked at")
  func twice() {
    let graph = GraphFixture().objective("A").objective("B").objective("C")
      .change("A", on: "2026-05-01", "title", from: .text("Old"), to: .text("A")).graph()
    let first = graph.view { graph.id(of: $0) != "A" }
    let second = first.view { first.id(of: $0) != "B" }
    #expect(second.nodes(.goals).map { second.id(of: $0) } == ["C"])
    let past = Session(graph: graph, today: .on("2026-05-15"), asOf: .on("2026-04-01")).graph
    let seen = past.view { past.id(of: $0) != "B" }
    #expect(seen.nodes(.goals).map { seen.name(of: $0) } == ["Old", "C"])
  }

  @Test("tags, units and files of hidden goals alone are gone, and words keep their order")
  func words() {
    var builder = GraphBuilder(name: "firm")
    let secret = builder.addObjective(
      id: "S1", title: "Sell the firm", at: RowPlace(source: "board.yaml", line: 3))
    builder.set("tags", secret, .list([.text("merger"), .text("core")]))
    let open = builder.addObjective(
      id: "O1", title: "Grow", at: RowPlace(source: "sales.yaml", line: 1))
    builder.set("tags", open, .list([.text("core"), .text("growth")]))
    let graph = builder.build().graph
    let seen = graph.view { graph.id(of: $0) != "S1" }
    #expect(seen.sources == ["sales.yaml"])
    let node = seen.nodes(.objectives)[0]
    #expect(seen.source(of: node)?.file == "sales.yaml")
    #expect(seen.value("tags", of: node) == .list([.text("core"), .text("growth")]))
    guard case .codes(_, let words)? = seen.table(.goals).column("tags") else {
      Issue.record("tags are no words")
      return
    }
    #expect(words == ["core", "growth"])
  }
}
