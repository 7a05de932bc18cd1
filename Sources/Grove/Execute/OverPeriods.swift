// `over weeks in P`: the same question at the end of each bucket of a period. A bucket that has not
// begun is left out; the one at hand is asked as of the view's day.

extension RunContext {
  /// The rows of every bucket, one bucket after the other, each seen from its last day. What the
  /// buckets dropped for missing values is added up in the report.
  func rows(
    over plan: OverPlan, _ here: Frame, _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    let buckets = try buckets(plan, here)
    if buckets.isEmpty, outer.isEmpty {
      remarks.emptyReason = "no \(plan.unit.rawValue) of that time has begun by \(viewpoint.today)"
    }
    var parts: [RowSet] = []
    var contexts: [RunContext] = []
    for bucket in buckets {
      var viewpoint = viewpoint
      viewpoint.today = bucket.lastDay
      let other = try views.context(viewpoint, keeping: true, from: self)
      let dropped = report.map { _ in QueryReport() }
      let rows = try seeing(other) { other throws(RunFailure) in
        try other.rows(of: plan.query, here, outside: self, report: dropped)
      }
      report?.skippedMissing += dropped?.skippedMissing ?? 0
      try budget.charge(bytes: rows.count * (rows.bytesPerRow + 16))
      parts.append(rows)
      contexts.append(other)
    }
    return joined(parts, contexts, buckets)
  }

  private func joined(
    _ parts: [RowSet], _ contexts: [RunContext], _ buckets: [Bucket]
  ) -> RowSet {
    let table = parts.lazy.compactMap(\.table).first
    let count = parts.reduce(0) { $0 + $1.count }
    var rows: [Int32] = []
    var numbers: [Int32] = []
    var periods: [Value] = []
    let width = parts.map(\.columns.count).max() ?? 0
    var columns = (0..<width).map { _ in VectorBuilder(capacity: count) }
    for (place, part) in parts.enumerated() where part.count > 0 {
      if table != nil { rows += part.rows.array }
      numbers += [Int32](repeating: Int32(truncatingIfNeeded: place), count: part.count)
      periods += [Value](repeating: .period(buckets[place].period), count: part.count)
      for column in part.columns.indices {
        columns[column].append(part.columns[column], count: part.count)
      }
    }
    return RowSet(
      table: table, rows: table == nil ? .none : .list(rows), count: count,
      columns: [.values(periods)] + columns.map(\.vector), seenFrom: .each(numbers, contexts))
  }

  /// A bucket and the day it is asked about: its last one, unless the whole period or the view's day
  /// ends before.
  private struct Bucket {
    let period: Period
    let lastDay: CivilDate
  }

  /// The buckets of the period that have begun, in order.
  private func buckets(_ plan: OverPlan, _ here: Frame) throws(RunFailure) -> [Bucket] {
    let moment = try value(plan.period, here)
    guard case .date(let first) = startOf(moment), case .date(let end) = endOf(moment) else {
      return []
    }
    let last = min(end, viewpoint.today)
    guard first <= last else { return [] }
    var periods: [Period] = []
    if let unit = plan.unit.calendarUnit {
      var day = first
      while day <= last, let bucket = graph.policies.fiscal.containing(unit, day) {
        try budget.charge(ticks: 1)
        periods.append(bucket)
        day = bucket.end
      }
    } else {
      periods = cycles(from: first, to: last)
    }
    return periods.map { Bucket(period: $0, lastDay: min($0.lastDay ?? last, last)) }
  }

  /// The shortest cycles that begin in a period, in order of their days.
  private func cycles(from first: CivilDate, to last: CivilDate) -> [Period] {
    let periods = graph.rows(of: .cycles).compactMap { graph.dates(ofCycle: $0) }
      .filter { $0.start >= first && $0.start <= last }
    guard let shortest = periods.map({ $0.end.days(since: $0.start) }).min() else { return [] }
    // Cycles of one length class: quarters differ by a few days.
    let bound = shortest + shortest / 4
    var buckets: [Period] = []
    for period in periods.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) })
    where period.end.days(since: period.start) <= bound && !buckets.contains(period) {
      buckets.append(period)
    }
    return buckets
  }
}

extension PeriodUnit {
  /// The unit of the calendar; nil for cycles.
  fileprivate var calendarUnit: CalendarUnit? {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .half: .half
    case .year: .year
    case .cycle: nil
    }
  }
}
