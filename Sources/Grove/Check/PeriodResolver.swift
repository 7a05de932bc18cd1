// Periods and days of the language as values: fiscal calendar, the workspace's cycles, and today.

/// Turns literals of time into dates, periods and cycles.
struct PeriodResolver {
  let graph: GoalGraph
  let today: CivilDate
  private var calendar: FiscalCalendar { graph.policies.fiscal }
  private let cycles: [Cycle]

  /// A cycle as the resolver needs it.
  struct Cycle {
    let node: Node
    let id: String
    let name: String
    let kind: String
    let dates: Period?
  }

  /// What a literal of time turned out to be.
  enum Resolved {
    case period(Period)
    case cycle(Node)
    case failure(Diagnostic)
  }

  init(graph: GoalGraph, today: CivilDate) {
    self.graph = graph
    self.today = today
    cycles = graph.rows(of: .cycles).map { row in
      let node = Node(table: .cycles, row: row)
      var kind = ""
      if case .text(let text) = graph.value("kind", of: node) { kind = text }
      return Cycle(
        node: node, id: graph.id(of: node), name: graph.name(of: node), kind: kind,
        dates: graph.dates(ofCycle: row))
    }
  }

  // MARK: Periods

  func resolve(_ literal: PeriodLiteral, at range: SourceRange) -> Resolved {
    switch literal.form {
    case .month(let year, let month):
      return named(literal.spelling, calendar.month(month, year: year), range)
    case .isoWeek(let year, let week):
      return named(literal.spelling, calendar.isoWeek(week, year: year), range)
    case .quarter(let quarter, let year):
      let period = calendar.quarter(quarter, fiscalYear: year ?? calendar.fiscalYear(of: today))
      return named(literal.spelling, period, range)
    case .half(let half, let year):
      let period = calendar.half(half, fiscalYear: year ?? calendar.fiscalYear(of: today))
      return named(literal.spelling, period, range)
    case .year(let year):
      return named(literal.spelling, calendar.year(year), range)
    case .relative(let direction, .cycle):
      return neighbour(direction == .this ? 0 : direction == .last ? -1 : 1, literal, range)
    case .relative(let direction, let unit):
      let count = direction == .this ? 0 : direction == .last ? -1 : 1
      return period(calendar.offset(unit.inCalendar, from: today, by: count), literal, range)
    case .run(let direction, let count, .cycle):
      return run(direction, count, literal, range)
    case .run(let direction, let count, let unit):
      let isLast = direction == .last
      let first = calendar.offset(unit.inCalendar, from: today, by: isLast ? -count : 1)
      let last = calendar.offset(unit.inCalendar, from: today, by: isLast ? -1 : count)
      guard let first, let last else { return period(nil, literal, range) }
      return period(Period(start: first.start, end: last.end), literal, range)
    case .past(let count, let unit):
      let end = today.adding(days: 1)
      let start = end.flatMap { $0.adding(unit.duration(-count)) }
      return period(
        start.flatMap { start in end.flatMap { Period(start: start, end: $0) } },
        literal, range)
    case .coming(let count, let unit):
      let end = today.adding(unit.duration(count))
      return period(end.flatMap { Period(start: today, end: $0) }, literal, range)
    }
  }

  private func period(
    _ period: Period?, _ literal: PeriodLiteral, _ range: SourceRange
  ) -> Resolved {
    if let period { return .period(period) }
    return .failure(
      .noSuchPeriod(
        "`\(literal.spelling)` is no period of the calendar",
        help: "years run from 1 to 9999, weeks to 52 or 53", at: range))
  }

  /// The cycle that a label names, else the period of the fiscal calendar.
  private func named(
    _ spelling: String, _ period: Period?, _ range: SourceRange
  ) -> Resolved {
    guard let period else {
      return .failure(
        .noSuchPeriod(
          "`\(spelling)` is no period of the calendar",
          help: "weeks run to 52 or 53, years from 1 to 9999", at: range))
    }
    let matches = cycles.filter { isNamed($0, spelling: spelling, period) }
    if matches.count > 1 {
      return .failure(.ambiguousPeriod(spelling, cycles: matches.map(\.id), at: range))
    }
    if let cycle = matches.first { return .cycle(cycle.node) }
    return .period(period)
  }

  /// Whether a cycle's id or name is the label of a period, or is the very word with dates in the
  /// fiscal year of the period.
  private func isNamed(_ cycle: Cycle, spelling: String, _ period: Period) -> Bool {
    for label in [cycle.id, cycle.name] {
      if calendar.period(labelled: label) == period { return true }
      if label.lowercased() == spelling.lowercased() {
        guard let dates = cycle.dates else { return true }
        return calendar.fiscalYear(of: dates.start) == calendar.fiscalYear(of: period.start)
      }
    }
    return false
  }

  // MARK: Cycles around today

  /// The shortest cycle that holds today.
  func currentCycle(_ text: String, at range: SourceRange) -> Result<Cycle, Diagnostic> {
    let current = cycles.filter { $0.dates?.contains(today) == true }
    guard let least = current.compactMap({ $0.dates?.dayCount }).min() else {
      return .failure(
        .noSuchPeriod(
          "no cycle of this workspace holds \(today)",
          help: "use a period of the calendar: `this quarter`, `Q2`", at: range))
    }
    let shortest = current.filter { $0.dates?.dayCount == least }
    if shortest.count > 1 {
      return .failure(.ambiguousPeriod(text, cycles: shortest.map(\.id), at: range))
    }
    guard let only = shortest.first else {
      return .failure(
        .noSuchPeriod("no cycle holds \(today)", help: "use `this quarter`", at: range))
    }
    return .success(only)
  }

  /// The current cycle, or its neighbour of the same kind.
  private func neighbour(
    _ distance: Int, _ literal: PeriodLiteral, _ range: SourceRange
  ) -> Resolved {
    switch currentCycle(literal.spelling, at: range) {
    case .failure(let diagnostic): return .failure(diagnostic)
    case .success(let current):
      let line = siblings(of: current)
      guard let place = line.firstIndex(where: { $0.node == current.node }),
        line.indices.contains(place + distance)
      else {
        return .failure(
          .noSuchPeriod(
            "there is no cycle \(distance < 0 ? "before" : "after") \(current.name)",
            help: "use a period of the calendar: `last quarter`", at: range))
      }
      return .cycle(line[place + distance].node)
    }
  }

  /// Several cycles before or after the current one, as one period.
  private func run(
    _ direction: PeriodLiteral.Direction, _ count: Int, _ literal: PeriodLiteral,
    _ range: SourceRange
  ) -> Resolved {
    let sign = direction == .last ? -1 : 1
    let count = min(count, 1_000_000)
    guard case .cycle(let near) = neighbour(sign, literal, range),
      case .cycle(let far) = neighbour(sign * count, literal, range),
      let nearDates = cycles.first(where: { $0.node == near })?.dates,
      let farDates = cycles.first(where: { $0.node == far })?.dates
    else {
      return .failure(
        .noSuchPeriod(
          "there are not \(count) cycles \(sign < 0 ? "before" : "after") the current one",
          help: "use a period of the calendar: `last 3 months`", at: range))
    }
    return period(
      Period(
        start: min(nearDates.start, farDates.start), end: max(nearDates.end, farDates.end)),
      literal, range)
  }

  /// Cycles of the same kind in order of time: of the same declared kind, else of about the same
  /// length (a quarter has 90 to 92 days).
  private func siblings(of cycle: Cycle) -> [Cycle] {
    guard let dates = cycle.dates else { return [cycle] }
    let alike = cycles.filter { other in
      guard let otherDates = other.dates, other.kind == cycle.kind else { return false }
      return !cycle.kind.isEmpty || abs(otherDates.dayCount - dates.dayCount) * 8 <= dates.dayCount
    }
    return alike.enumerated().sorted { left, right in
      let leftStart = left.element.dates?.start ?? .earliest
      let rightStart = right.element.dates?.start ?? .earliest
      return leftStart == rightStart ? left.offset < right.offset : leftStart < rightStart
    }.map(\.element)
  }

  // MARK: Days

  /// The day of a literal, nil when it lies outside the calendar.
  func day(of literal: Literal) -> CivilDate? {
    switch literal {
    case .date(let date): CivilDate(year: date.year, month: date.month, day: date.day)
    case .today: today
    case .yesterday: today.adding(days: -1)
    case .tomorrow: today.adding(days: 1)
    case .ago(let number, let unit):
      Int(exactly: number.value).flatMap { today.adding(unit.duration(-$0)) }
    case .weekday(let weekday, let isLast):
      self.weekday(weekday, isLast: isLast)
    default: nil
    }
  }

  /// The latest such day not after today; with `isLast` before today.
  private func weekday(_ weekday: Weekday, isLast: Bool) -> CivilDate? {
    guard let place = Weekday.allCases.firstIndex(of: weekday) else { return nil }
    let back = (today.weekday - 1 - place + 7) % 7
    return today.adding(days: back == 0 && isLast ? -7 : -back)
  }
}

extension DurationUnit {
  /// So many of the unit, as a length of time.
  func duration(_ count: Int) -> CalendarDuration {
    let count = Int32(clamping: min(max(count, -4_000_000), 4_000_000))
    return switch self {
    case .day: CalendarDuration(days: count)
    case .week: CalendarDuration(days: count * 7)
    case .month: CalendarDuration(months: count)
    case .quarter: CalendarDuration(months: count * 3)
    case .year: CalendarDuration(months: count * 12)
    }
  }
}

extension PeriodUnit {
  /// The calendar's unit; cycles have none and never come here.
  fileprivate var inCalendar: CalendarUnit {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter, .cycle: .quarter
    case .half: .half
    case .year: .year
    }
  }
}
