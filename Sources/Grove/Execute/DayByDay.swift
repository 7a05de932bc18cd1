// Conditions asked day by day: `ever M during P`, `days_when`. Each day is a view that is dropped
// after use; all rows are asked about a day at once.

extension RunContext {
  /// For each row: on how many days of the window the condition held, or (not `counted`) whether on
  /// any. Missing where the condition was missing on every day, and where the window is missing.
  func held(
    _ id: ExpressionID, _ condition: ExpressionID, _ window: DayWindow, counted: Bool,
    _ rows: RowSet
  ) throws(RunFailure) -> Vector {
    if let known = upToDate(rows).dayByDay[id] { return known }
    let here = Frame(rows: rows, position: 0)
    try budget.charge(bytes: rows.count * 16)
    var answers = HeldDays(count: max(rows.count, 1))
    guard let days = days(window.word, try value(window.moment, here)) else {
      return .constant(.missing)
    }
    for day in days {
      let open = counted ? answers.all : answers.undecided
      if open.isEmpty { break }
      let flags = try flags(condition, on: day, rows, open)
      answers.add(flags, at: open)
    }
    let made = answers.vector(counted: counted)
    rows.dayByDay[id] = made
    return made
  }

  /// A condition at some positions as it was on a day.
  private func flags(
    _ condition: ExpressionID, on day: CivilDate, _ rows: RowSet, _ positions: [Int32]
  ) throws(RunFailure) -> [UInt8] {
    try values(condition, on: day, rows, positions).flags(positions.count)
  }

  /// The values of an expression at some positions as they were on a day.
  func values(
    _ id: ExpressionID, on day: CivilDate, _ rows: RowSet, _ positions: [Int32]
  ) throws(RunFailure) -> Vector {
    var viewpoint = viewpoint
    viewpoint.today = day
    let other = try views.context(viewpoint, keeping: false, from: self)
    return try seeing(other, taken: true) { other throws(RunFailure) in
      if rows.count == 0 {
        return .constant(try other.value(id, Frame(rows: .none(), position: 0)))
      }
      return try other.evaluateAll(id, rows.keeping(.list(positions)).apart)
    }
  }

  /// The days of a window that have come, from the first day anything is known of; nil when its
  /// moment is missing.
  private func days(_ word: DayWindow.Word, _ moment: Value) -> [CivilDate]? {
    var (first, last) = (graph.firstDay ?? viewpoint.today, viewpoint.today)
    guard case .date(let start) = startOf(moment), case .date(let end) = endOf(moment) else {
      return nil
    }
    switch word {
    case .since: first = max(first, start)
    case .until: last = min(last, end)
    case .during:
      first = max(first, start)
      last = min(last, end)
    case .after: first = max(first, end.adding(days: 1) ?? end)
    case .before:
      guard let before = start.adding(days: -1) else { return [] }
      last = min(last, before)
    }
    guard first <= last else { return [] }
    return (first.dayNumber...last.dayNumber).compactMap { CivilDate(cell: $0) }
  }
}

/// What has been found of each row so far.
private struct HeldDays {
  private var counts: [Int32]
  private var isKnown: [Bool]
  let all: [Int32]

  init(count: Int) {
    counts = [Int32](repeating: 0, count: count)
    isKnown = [Bool](repeating: false, count: count)
    all = (0..<count).map { Int32(truncatingIfNeeded: $0) }
  }

  /// The rows for which it has not held yet.
  var undecided: [Int32] { all.filter { counts[Int($0)] == 0 } }

  mutating func add(_ flags: [UInt8], at positions: [Int32]) {
    for (place, position) in positions.enumerated() where flags[place] < 2 {
      isKnown[Int(position)] = true
      if flags[place] == 1 { counts[Int(position)] += 1 }
    }
  }

  func vector(counted: Bool) -> Vector {
    if counted {
      return .numbers(
        counts.indices.map { isKnown[$0] ? Double(counts[$0]) : .nan }, .number)
    }
    return .flags(counts.indices.map { isKnown[$0] ? counts[$0] > 0 ? 1 : 0 : 2 })
  }
}
