// Aggregates over lists and rows, with missing values and without any.

import Grove
import TestKit
import Testing

@Suite("Aggregates") struct AggregateTests {
  private func fold(
    _ aggregate: Aggregate, _ values: [Value], _ others: Value? = nil
  ) throws -> Value {
    let fixture = PlanFixture()
    var parts = [fixture.constant(.list(values))]
    if let others { parts.append(fixture.constant(others)) }
    return try fixture.value(fixture.add(.aggregateList(aggregate, parts)))
  }

  @Test("of no values: count 0, any no, all yes, distinct empty, every other one missing")
  func noValues() throws {
    let special: [Aggregate: Value] = [
      .count: .number(0), .any: .flag(false), .all: .flag(true), .distinct: .list([]),
    ]
    for aggregate in Aggregate.allCases {
      let others: Value? =
        aggregate == .wavg ? .list([]) : aggregate == .percentile ? .ratio(0.5) : nil
      #expect(try fold(aggregate, [], others) == special[aggregate] ?? .missing, "\(aggregate)")
    }
  }

  @Test("a list that is missing counts as one without members")
  func missingList() throws {
    let fixture = PlanFixture()
    let count = fixture.add(.aggregateList(.count, [fixture.constant(.missing)]))
    let sum = fixture.add(.aggregateList(.sum, [fixture.constant(.missing)]))
    #expect(try fixture.value(count) == .number(0))
    #expect(try fixture.value(sum) == .missing)
  }

  @Test("missing values are skipped")
  func missingIsSkipped() throws {
    let values: [Value] = [.missing, .number(4), .number(1), .missing, .number(4)]
    #expect(try fold(.sum, values) == .number(9))
    #expect(try fold(.avg, values) == .number(3))
    #expect(try fold(.min, values) == .number(1))
    #expect(try fold(.max, values) == .number(4))
    #expect(try fold(.first, values) == .number(4))
    #expect(try fold(.last, [.number(2), .missing]) == .number(2))
    #expect(try fold(.median, values) == .number(4))
    #expect(try fold(.distinct, values) == .list([.number(4), .number(1)]))
    #expect(try fold(.count, values) == .number(5))
    #expect(
      try fold(.share, [.flag(true), .missing, .flag(false), .flag(true)]) == .ratio(0.666666667))
  }

  @Test("any and all have three values")
  func anyAndAll() throws {
    #expect(try fold(.any, [.flag(false), .missing]) == .missing)
    #expect(try fold(.any, [.missing, .flag(true)]) == .flag(true))
    #expect(try fold(.all, [.flag(true), .missing]) == .missing)
    #expect(try fold(.all, [.missing, .flag(false)]) == .flag(false))
  }

  @Test("a weighted mean skips pairs with a missing half, and needs a weight")
  func weightedMean() throws {
    let values: [Value] = [.ratio(0.5), .missing, .ratio(1), .ratio(0)]
    let weights: [Value] = [.number(1), .number(9), .number(3), .missing]
    #expect(try fold(.wavg, values, .list(weights)) == .ratio(0.875))
    #expect(try fold(.wavg, [.ratio(1)], .list([.number(0)])) == .missing)
  }

  @Test("a percentile lies between the closest ranks, the median is the one at 50 %")
  func percentiles() throws {
    let values = [4, 1, 3, 2].map { Value.number($0) }
    #expect(try fold(.percentile, values, .ratio(0.9)) == .number(3.7))
    #expect(try fold(.percentile, values, .ratio(0)) == .number(1))
    #expect(try fold(.percentile, values, .ratio(1)) == .number(4))
    #expect(try fold(.percentile, values, .ratio(1.1)) == .missing)
    #expect(try fold(.median, values) == .number(2.5))
  }

  @Test("a standard deviation divides by n - 1 and needs two values; of ratios it is points")
  func deviation() throws {
    let values = [2, 4, 4, 4, 5, 5, 7, 9].map { Value.number($0) }
    #expect(try fold(.stddev, values) == .number(2.138089935))
    #expect(try fold(.stddev, [.number(1)]) == .missing)
    #expect(try fold(.stddev, [.ratio(0.1), .ratio(0.3)]) == .points(0.141421356))
  }

  @Test("durations sum by months and days, and average in whole days")
  func durations() throws {
    let values: [Value] = [
      .duration(CalendarDuration(days: 2)), .duration(CalendarDuration(months: 1, days: 3)),
    ]
    #expect(try fold(.sum, values) == .duration(CalendarDuration(months: 1, days: 5)))
    #expect(try fold(.avg, values) == .duration(CalendarDuration(days: 18)))
  }

  @Test("a sum beyond the largest number is a failure with its code")
  func overflow() throws {
    do {
      _ = try fold(.sum, [.number(1.7e308), .number(1.7e308)])
      Issue.record("no failure")
    } catch RunFailure.runTime(let diagnostic) {
      #expect(diagnostic.code == .numberTooLarge)
    }
  }

  @Test("groups stand in order of first appearance with missing last, and aggregate their rows")
  func groups() throws {
    let graph = GraphFixture().person("ana").person("ben")
      .keyResult("K1", from: 0, to: 10, now: 5)
      .keyResult("K2", from: 0, to: 10, now: 1, owner: "ben")
      .keyResult("K3", from: 0, to: 10, owner: "ana")
      .keyResult("K4", from: 0, to: 10, now: 3, owner: "ben").graph()
    let fixture = PlanFixture()
    let owner = fixture.field("owner")
    let query = fixture.query(
      .kind(.keyResults),
      [
        .group(fixture.columns(owner)),
        .summarize(
          fixture.columns(
            fixture.add(.aggregateRows(.count, [])),
            fixture.add(.aggregateRows(.avg, [fixture.field("progress")])))),
      ], show: [fixture.column(0), fixture.column(1), fixture.column(2)])
    func person(_ id: String) -> Value { graph.nodes(id: id).first.map { .node($0) } ?? .missing }
    #expect(try fixture.executor(graph).run(query).skippedInAggregates == 1)
    #expect(
      try fixture.cells(query, graph) == [
        [person("ben"), .number(2), .ratio(0.2)], [person("ana"), .number(1), .missing],
        [.missing, .number(1), .ratio(0.5)],
      ])
  }

  @Test("without groups there is one row, even of no rows")
  func noGroups() throws {
    let fixture = PlanFixture()
    let query = fixture.query(
      .kind(.keyResults),
      [.summarize(fixture.columns(fixture.add(.aggregateRows(.count, []))))],
      show: [fixture.column(0)])
    #expect(try fixture.cells(query, GraphFixture().graph()) == [[.number(0)]])
  }

  @Test("beside the rows an aggregate is that of the table, or of the row's group")
  func besideRows() throws {
    let graph = GraphFixture().person("ana").person("ben")
      .keyResult("K1", owner: "ana", weight: 1).keyResult("K2", owner: "ben", weight: 2)
      .keyResult("K3", owner: "ana", weight: 3).graph()
    let fixture = PlanFixture()
    let sum = fixture.add(.aggregateRows(.sum, [fixture.field("weight")]))
    let running = fixture.add(.cumulative(fixture.field("weight")))
    let whole = fixture.query(.kind(.keyResults), show: [sum, running])
    #expect(
      try fixture.cells(whole, graph) == [
        [.number(6), .number(1)], [.number(6), .number(3)], [.number(6), .number(6)],
      ])
    let grouped = fixture.query(
      .kind(.keyResults), [.group(fixture.columns(fixture.field("owner")))], show: [sum, running])
    let answer = try fixture.executor(graph).run(grouped)
    #expect(
      answer.cells == [
        [.number(4), .number(1)], [.number(4), .number(4)], [.number(2), .number(2)],
      ])
    #expect(answer.groups?.map(\.rows) == [0..<2, 2..<3])
  }
}
