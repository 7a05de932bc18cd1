// The loops over columns and the plain evaluator give the same answers: random plans over random
// graphs of several batches, each from a named seed.

import Grove
import TestKit
import Testing

@Suite("Evaluators agree") struct EvaluatorAgreementTests {
  @Test("on shown columns, filters, sorts and groups of random plans", arguments: 1...5)
  func randomPlans(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let graph = Self.graph(&random)
    for _ in 0..<6 {
      var maker = PlanMaker(random: random, graph: graph)
      let query = maker.query()
      random = maker.random
      let fast = try maker.fixture.executor(graph).run(query)
      let plain = try maker.fixture.executor(graph, isPlain: true).run(query)
      #expect(fast.nodes == plain.nodes)
      #expect(fast.cells == plain.cells)
      #expect(fast.skippedMissing == plain.skippedMissing)
      #expect(fast.groups?.map(\.keys) == plain.groups?.map(\.keys))
    }
  }

  /// 2,500 key results, which is more than a batch, with about a fifth of every field missing.
  private static func graph(_ random: inout SeededGenerator) -> GoalGraph {
    func some<T>(_ value: T, _ random: inout SeededGenerator) -> T? {
      Int.random(in: 0..<5, using: &random) == 0 ? nil : value
    }
    var fixture = GraphFixture()
      .cycle("Y", from: "2026-01-01", through: "2026-12-31")
      .cycle("Q1", from: "2026-01-01", through: "2026-03-31", in: "Y")
      .cycle("Q2", from: "2026-04-01", through: "2026-06-30", in: "Y").cycle("none")
      .person("p0").person("p1", manager: "p0").person("p2", manager: "p1")
      .objective("O0", owner: "p0").objective("O1").supporting("O0")
    for place in 0..<2500 {
      fixture = fixture.keyResult(
        "K\(place)", ["Grow élan", "Ship v2", "Cut churn"].randomElement(using: &random),
        of: some("O\(Int.random(in: 0...1, using: &random))", &random),
        from: some(Double(Int.random(in: 0...5, using: &random)), &random),
        to: some(Double(Int.random(in: 3...9, using: &random)), &random),
        now: some(Double(Int.random(in: 0...9, using: &random)), &random),
        cycle: some(["Y", "Q1", "Q2", "none"].randomElement(using: &random) ?? "Y", &random),
        owner: some("p\(Int.random(in: 0...2, using: &random))", &random),
        due: some("2026-0\(Int.random(in: 1...9, using: &random))-15", &random),
        weight: some(Double(Int.random(in: 0...3, using: &random)), &random)
      )
      .with(
        "tags", [Value.missing, .list([.text("a"), .text("b")]), .list([.text("c")])][place % 3])
    }
    return fixture.graph()
  }
}

/// Makes random expressions of a wanted type.
private struct PlanMaker {
  var random: SeededGenerator
  let graph: GoalGraph
  let fixture = PlanFixture()

  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  func node(_ id: String) -> Value { graph.nodes(id: id).first.map { .node($0) } ?? .missing }

  mutating func query() -> QueryID {
    var steps: [Operator] = []
    if pick(2) == 0 { steps.append(fixture.filter(flag(3), flag(2))) }
    let key = OrderKey(expression: any(2), descending: pick(2) == 0)
    switch pick(5) {
    case 0: steps.append(.sort([key, OrderKey(expression: any(1), descending: false)]))
    case 1: steps.append(.top(fixture.number(Double(pick(30))), [key]))
    case 2:
      let keys = fixture.columns(any(1), any(1))
      steps.append(.group(Array(keys.prefix(1 + pick(2)))))
      steps.append(
        .summarize(
          fixture.columns(
            fold(.count, flag(2)), fold(.sum, number(2)), fold(.avg, ratio()),
            fold(.min, day()), fold(.max, number(2)), fold(.share, flag(2)),
            fold(.any, flag(1)), fold(.all, flag(1)), fold(.median, number(1)),
            fold(.first, any(1)), fold(.distinct, flag(1)))))
      return fixture.query(.kind(.keyResults), steps, show: (0..<12).map { fixture.column($0) })
    case 3: steps.append(.group(fixture.columns(any(1))))
    default: break
    }
    let shown = [
      number(3), ratio(), day(), flag(4), any(3), fold(.sum, number(1)),
      fixture.add(.cumulative(number(1))),
    ]
    return fixture.query(.kind(.keyResults), steps, show: shown)
  }

  func fold(_ aggregate: Aggregate, _ id: ExpressionID) -> ExpressionID {
    fixture.add(.aggregateRows(aggregate, [id]))
  }

  mutating func any(_ depth: Int) -> ExpressionID {
    switch pick(7) {
    case 0: number(depth)
    case 1: ratio()
    case 2: day()
    case 3: flag(depth)
    case 4: fixture.field("title")
    case 5: fixture.field("cycle")
    default: fixture.field("owner")
    }
  }

  mutating func number(_ depth: Int) -> ExpressionID {
    if depth == 0 || pick(4) == 0 {
      let fields = ["current", "weight", "baseline", "target"]
      return pick(5) == 0
        ? fixture.number(Double(pick(4))) : fixture.field(fields[pick(fields.count)])
    }
    switch pick(5) {
    case 0: return fixture.add(.negate(number(depth - 1)))
    case 1: return fixture.add(.coalesce([number(depth - 1), number(depth - 1)]))
    case 2:
      return fixture.add(
        .conditional(flag(depth - 1), then: number(depth - 1), otherwise: number(depth - 1)))
    case 3: return fixture.add(.call("abs", [number(depth - 1)]))
    default:
      let operation = Arithmetic.allCases[pick(Arithmetic.allCases.count)]
      return fixture.add(.arithmetic(operation, number(depth - 1), number(depth - 1)))
    }
  }

  mutating func ratio() -> ExpressionID {
    switch pick(3) {
    case 0: fixture.ratio(Double(pick(10)) / 10)
    case 1: fixture.add(.arithmetic(.divide, fixture.field("progress"), number(1)))
    default: fixture.field("progress")
    }
  }

  mutating func day() -> ExpressionID {
    switch pick(3) {
    case 0: fixture.day("2026-0\(1 + pick(9))-15")
    case 1: fixture.member(fixture.field("cycle"), "start", .cycles)
    default: fixture.field("due")
    }
  }

  mutating func flag(_ depth: Int) -> ExpressionID {
    let comparisons: [Comparison] = [.equal, .notEqual, .before, .until, .after, .since]
    let comparison = comparisons[pick(6)]
    if depth > 0, pick(2) == 0 {
      switch pick(3) {
      case 0: return fixture.add(.not(flag(depth - 1)))
      case 1: return fixture.add(.and([flag(depth - 1), flag(depth - 1)]))
      default: return fixture.add(.or([flag(depth - 1), flag(depth - 1)]))
      }
    }
    switch pick(14) {
    case 12:
      return fixture.add(
        .textTest(.contains, fixture.field("tags"), fixture.text(pick(2) == 0 ? "a" : "c")))
    case 13:
      let name = fixture.member(fixture.field("owner"), "name", .people)
      return pick(2) == 0
        ? fixture.add(.textTest(.endsWith, name, fixture.text("1")))
        : fixture.compare(name, comparison, fixture.text("p1"))
    case 0: return fixture.compare(number(1), comparison, number(1))
    case 1: return fixture.compare(ratio(), comparison, ratio())
    case 2: return fixture.compare(day(), comparison, day())
    case 3: return fixture.compare(day(), comparison, fixture.constant(period()))
    case 4:
      return fixture.compare(
        fixture.field("owner"), pick(2) == 0 ? .equal : .notEqual, fixture.constant(node("p1")))
    case 5:
      return fixture.add(.isIn(fixture.field("cycle"), fixture.constant(target())))
    case 6: return fixture.add(.filedIn(fixture.constant(target())))
    case 7:
      let conditions: [TextCondition] = [.contains, .startsWith, .endsWith, .matches]
      let texts = ["", "gr", "ELAN", "*v?", "2", "churn"].map { Value.text($0) }
      let pattern = pick(3) == 0 ? Value.list([texts[pick(6)], texts[pick(6)]]) : texts[pick(6)]
      return fixture.add(
        .textTest(conditions[pick(4)], fixture.field("title"), fixture.constant(pattern)))
    case 8: return fixture.add(.ownedBy(fixture.constant(node("p\(pick(3))"))))
    case 9: return fixture.add(.reaches(.under, targets: fixture.constant(node("O0")), depth: nil))
    case 10:
      let owners = Value.list([node("p0"), pick(2) == 0 ? .missing : node("p2")])
      return fixture.add(.isIn(fixture.field("owner"), fixture.constant(owners)))
    default: return fixture.add(pick(2) == 0 ? .isMissing(any(1)) : .isPresent(any(1)))
    }
  }

  mutating func target() -> Value {
    switch pick(4) {
    case 0: node("Q1")
    case 1: node("Y")
    case 2: period()
    default: .list([node("none"), period()])
    }
  }

  mutating func period() -> Value {
    let start = 1 + pick(6)
    return Period(start: .on("2026-0\(start)-01"), end: .on("2026-0\(start + 1 + pick(3))-01"))
      .map { .period($0) } ?? .missing
  }
}
