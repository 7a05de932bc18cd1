// How many rows each step of a query leaves, for explanations: found in one run, modifier by
// modifier.

/// The rows after a step.
package struct StepCount: Sendable {
  /// How many there are.
  package let rows: Int
  /// How many groups they are in; nil while there are none.
  package let groups: Int?
  /// How many rows the step dropped because what it asked about was missing.
  package var skippedMissing = 0
}

/// The rows after each step of a query.
package struct StepCounts: Sendable {
  /// Those at the source.
  package fileprivate(set) var source: StepCount
  /// Those after each operator; of a filter after each of its conditions.
  fileprivate var operators: [[StepCount]] = []

  /// The rows after a condition of a filter.
  package func conjunct(_ index: Int, of place: Int) -> StepCount? {
    guard operators.indices.contains(place), operators[place].indices.contains(index) else {
      return nil
    }
    return operators[place][index]
  }

  /// The rows after some operators, and what they dropped; without operators those after `end`.
  package func after(_ range: Range<Int>, upTo end: Int) -> StepCount? {
    let last =
      end == 0 ? source : operators.indices.contains(end - 1) ? operators[end - 1].last : nil
    guard var count = last else { return nil }
    count.skippedMissing = operators[range.clamped(to: operators.indices)].joined()
      .reduce(0) { $0 + $1.skippedMissing }
    return count
  }
}

extension Executor {
  /// Counts the rows after each step of a query.
  /// - Throws: as ``run(_:)``.
  package func stepCounts(of id: QueryID) throws(RunFailure) -> StepCounts {
    let report = QueryReport(keepsRows: true)
    let here = Frame(rows: .none(), position: 0)
    _ = try context.rows(of: id, here, report: report)
    guard let source = report.rowSets.first else {
      return StepCounts(source: StepCount(rows: 0, groups: nil))
    }
    var counts = StepCounts(source: StepCount(source))
    for (place, step) in context.plan[id].operators.enumerated()
    where report.rowSets.indices.contains(place + 1) {
      let (before, after) = (report.rowSets[place], report.rowSets[place + 1])
      counts.operators.append(
        try context.seeing(report.context ?? context) { context throws(RunFailure) in
          try context.inside(here) { () throws(RunFailure) in
            try self.counts(of: step, before, after, in: context)
          }
        })
    }
    return counts
  }

  private func counts(
    of step: Operator, _ before: RowSet, _ after: RowSet, in context: RunContext
  ) throws(RunFailure) -> [StepCount] {
    var counts: [StepCount] = []
    var left = before
    switch step {
    case .filter(let conjuncts):
      for conjunct in conjuncts {
        let report = QueryReport()
        try context.budget.charge(ticks: left.count)
        left = try context.filter(left, [conjunct], report)
        counts.append(StepCount(left, skippedMissing: report.skippedMissing))
      }
    case .filterGroups(let conjuncts):
      let report = QueryReport()
      _ = try context.filterGroups(before, conjuncts, report)
      counts.append(StepCount(after, skippedMissing: report.skippedMissing))
    default:
      counts.append(StepCount(after))
    }
    return counts
  }
}

extension StepCount {
  fileprivate init(_ rows: RowSet, skippedMissing: Int = 0) {
    self.init(
      rows: rows.count, groups: rows.grouping.map(\.count), skippedMissing: skippedMissing)
  }
}
