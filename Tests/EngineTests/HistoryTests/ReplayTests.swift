// Views against the plainest replay: random changes, links and check-ins, asked from random days.

import Grove
import TestKit
import Testing

@Suite struct ReplayTests {
  private struct Event {
    let goal: Int
    let field: String
    let day: Int32
    let recorded: Int32
    let old: Value
    let new: Value
  }

  private let first = CivilDate.on("2026-01-01").dayNumber
  private let goals = 12

  @Test("what a view holds is what a replay of all events gives", arguments: 0..<60)
  func replay(seed: Int) throws {
    var dice = SeededGenerator(seed: UInt64(seed))
    let events = events(&dice)
    let graph = graph(events)
    for _ in 0..<12 {
      var viewpoint = Viewpoint(today: day(&dice))
      viewpoint.isPast = Bool.random(using: &dice)
      if Bool.random(using: &dice) { viewpoint.knownOn = day(&dice) }
      let seen = graph.seen(from: viewpoint)
      for goal in 0..<goals {
        for field in ["target", "state", "owner", "objective", "due"] {
          let node = Node(table: .goals, row: Int32(goal))
          guard graph.schema.definition(graph.kind(of: node)).field(field) != nil else { continue }
          let expected = value(field, of: goal, events, viewpoint, graph)
          #expect(
            seen.value(field, of: node) == expected, "\(field) of \(goal) from \(viewpoint)")
        }
      }
      checkInverses(seen)
      checkLinks(seen)
    }
  }

  // MARK: Worlds

  private func day(_ dice: inout SeededGenerator) -> CivilDate {
    CivilDate(dayNumber: first + Int32.random(in: 0..<40, using: &dice))
  }

  /// Events of a field follow one another: the value after one is the value before the next.
  private func events(_ dice: inout SeededGenerator) -> [Event] {
    var events: [Event] = []
    for goal in 0..<goals {
      let fields =
        goal < 4 ? ["state", "owner", "due"] : ["target", "state", "owner", "objective", "due"]
      for field in fields where Int.random(in: 0..<3, using: &dice) > 0 {
        var before = value(of: field, &dice)
        var days = (0..<Int.random(in: 1...4, using: &dice)).map { _ in day(&dice).dayNumber }
        days.sort()
        for day in Set(days).sorted() {
          let after = value(of: field, &dice)
          let late = Int32.random(in: 0..<12, using: &dice)
          events.append(
            Event(
              goal: goal, field: field, day: day, recorded: day + max(0, late - 6), old: before,
              new: after))
          before = after
        }
      }
    }
    return events
  }

  private func value(of field: String, _ dice: inout SeededGenerator) -> Value {
    switch field {
    case "target": .number(Double(Int.random(in: 1...9, using: &dice)))
    case "state": .text(["active", "draft", "closed"][Int.random(in: 0..<3, using: &dice)])
    case "owner": .text(["ana", "ben", "eva"][Int.random(in: 0..<3, using: &dice)])
    case "objective": .text("G\(Int.random(in: 0..<4, using: &dice))")
    default: .date(day(&dice))
    }
  }

  /// Goals 0 to 3 are objectives, the others key results.
  private func graph(_ events: [Event]) -> GoalGraph {
    var fixture = GraphFixture().person("ana").person("ben").person("eva")
    for goal in 0..<goals {
      fixture = fixture.row(goal < 4 ? .objectives : .keyResults, id: "G\(goal)")
      for field in ["target", "state", "owner", "objective", "due"] {
        if let last = events.last(where: { $0.goal == goal && $0.field == field }) {
          fixture = fixture.with(field, last.new)
        }
      }
    }
    for event in events.reversed() {
      fixture = fixture.change(
        "G\(event.goal)", on: CivilDate(dayNumber: event.day).description, event.field,
        from: event.old, to: event.new,
        recorded: CivilDate(dayNumber: event.recorded).description)
    }
    return fixture.graph()
  }

  // MARK: The plainest reading

  private func value(
    _ field: String, of goal: Int, _ events: [Event], _ viewpoint: Viewpoint, _ graph: GoalGraph
  ) -> Value {
    let own = written(field, of: goal, events, viewpoint)
    switch (field, own) {
    case ("due", .missing) where goal >= 4:
      // Taken from the objective.
      guard case .text(let id) = written("objective", of: goal, events, viewpoint),
        let objective = Int(id.dropFirst())
      else { return .missing }
      return written("due", of: objective, events, viewpoint)
    case ("owner", .text(let id)), ("objective", .text(let id)):
      return graph.nodes(id: id).first.map { .node($0) } ?? .missing
    default:
      return own
    }
  }

  private func written(
    _ field: String, of goal: Int, _ events: [Event], _ viewpoint: Viewpoint
  ) -> Value {
    let all = events.filter { $0.goal == goal && $0.field == field }
    let counting = all.filter {
      $0.day <= viewpoint.today.dayNumber
        && $0.recorded <= viewpoint.knownOn?.dayNumber ?? Int32.max
    }
    return counting.last?.new ?? all.first?.old ?? .missing
  }

  // MARK: What must fit together

  private func checkInverses(_ graph: GoalGraph) {
    for field in ["owner", "objective"] {
      guard let lists = graph.inverse(field, of: .goals) else { continue }
      for target in 0..<lists.count {
        let pointing = graph.nodes(.goals).filter {
          if case .node(let node) = graph.value(field, of: $0) {
            Int(node.row) == target
          } else {
            false
          }
        }
        #expect(Array(lists[target]).sorted() == pointing.map(\.row).sorted())
      }
    }
  }

  private func checkLinks(_ graph: GoalGraph) {
    let pairs = graph.nodes(.goals).compactMap { node -> [Int32]? in
      guard case .node(let objective) = graph.value("objective", of: node) else { return nil }
      return [node.row, objective.row]
    }
    let listed = graph.nodes(.links).compactMap { link -> [Int32]? in
      guard case .node(let child) = graph.value("child", of: link),
        case .node(let parent) = graph.value("parent", of: link)
      else { return nil }
      return [child.row, parent.row]
    }
    #expect(Set(pairs) == Set(listed))
    var walked: Set<[Int32]> = []
    for goal in 0..<goals {
      for place in graph.links.up.range(goal) {
        walked.insert([Int32(goal), graph.links.up.goals[place]])
      }
    }
    #expect(walked == Set(pairs))
    let places = Dictionary(
      zip(graph.links.bottomUp, 0...), uniquingKeysWith: { first, _ in first })
    for pair in pairs { #expect((places[pair[0]] ?? 0) < (places[pair[1]] ?? 0)) }
  }
}
