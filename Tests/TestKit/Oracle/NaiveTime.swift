// Days and periods that a query writes out, as the language page defines them.

import Grove
import GroveSyntax

extension NaiveEngine {
  func literal(_ literal: Literal) throws -> Value {
    let today = graph.today
    switch literal {
    case .number(let number): return .number(number.value)
    case .ratio(let number): return .ratio(graph.rounded(number.value / 100))
    case .points(let number): return .points(graph.rounded(number.value / 100))
    case .duration(let number, let unit): return .duration(length(Int(number.value), unit))
    case .ago(let number, let unit):
      let length = length(-Int(number.value), unit)
      return date(today.adding(months: Int(length.months))?.adding(days: Int(length.days)))
    case .date(let date):
      return self.date(CivilDate(year: date.year, month: date.month, day: date.day))
    case .weekday(let weekday, let isLast):
      let wanted = (Weekday.allCases.firstIndex(of: weekday) ?? 0) + 1
      for back in (isLast ? 1 : 0)...7 {
        if let day = today.adding(days: -back), day.weekday == wanted { return .date(day) }
      }
      return .missing
    case .today: return .date(today)
    case .yesterday: return date(today.adding(days: -1))
    case .tomorrow: return date(today.adding(days: 1))
    case .yes: return .flag(true)
    case .no: return .flag(false)
    case .missing: return .missing
    case .period(let period): return try self.period(literal: period)
    }
  }

  private func date(_ day: CivilDate?) -> Value { day.map { .date($0) } ?? .missing }

  private func length(_ count: Int, _ unit: DurationUnit) -> CalendarDuration {
    let count = Int32(clamping: count)
    return switch unit {
    case .day: CalendarDuration(days: count)
    case .week: CalendarDuration(days: 7 * count)
    case .month: CalendarDuration(months: count)
    case .quarter: CalendarDuration(months: 3 * count)
    case .year: CalendarDuration(months: 12 * count)
    }
  }

  private func period(literal: PeriodLiteral) throws -> Value {
    let calendar = NaiveCalendar(graph.world.policies.fiscal)
    let today = graph.today
    let year = calendar.year(of: today)
    func some(_ period: Period?) -> Value { period.map { .period($0) } ?? .missing }
    /// The one cycle of a name, else the period.
    func named(_ name: String, _ period: Period?) -> Value {
      let cycle = graph.nodes(.cycles).first { graph.field("name", $0) == .text(name) }
      return cycle.map { .node($0) } ?? some(period)
    }
    switch literal.form {
    case .month(let year, let month):
      let start = CivilDate(year: year, month: month, day: 1)
      return some(
        start.flatMap { start in start.adding(months: 1).flatMap { Period(start: start, end: $0) } }
      )
    case .isoWeek(let year, let week):
      guard let fourth = CivilDate(year: year, month: 1, day: 4),
        let monday = fourth.adding(days: 1 - fourth.weekday + 7 * (week - 1)),
        let end = monday.adding(days: 7)
      else { return .missing }
      return some(Period(start: monday, end: end))
    case .quarter(let quarter, let given):
      let of = given ?? year
      return named("Q\(quarter) \(of)", calendar.months(3, from: 3 * (quarter - 1), ofYear: of))
    case .half(let half, let given):
      let of = given ?? year
      return named("H\(half) \(of)", calendar.months(6, from: 6 * (half - 1), ofYear: of))
    case .year(let of): return named("FY\(of)", calendar.months(12, from: 0, ofYear: of))
    case .relative(let direction, .cycle): return try cycle(direction)
    case .relative(let direction, let unit):
      let count = direction == .this ? 0 : direction == .last ? -1 : 1
      return some(calendar.period(unit, around: today, by: count))
    case .run(let direction, let count, let unit):
      guard unit != .cycle else { throw NaiveTrouble.unsupported("several cycles") }
      let isLast = direction == .last
      guard let first = calendar.period(unit, around: today, by: isLast ? -count : 1),
        let last = calendar.period(unit, around: today, by: isLast ? -1 : count)
      else { return .missing }
      return some(Period(start: first.start, end: last.end))
    case .past(let count, let unit):
      let length = length(count, unit)
      guard let end = today.adding(days: 1),
        let start = end.adding(months: -Int(length.months))?.adding(days: -Int(length.days))
      else { return .missing }
      return some(Period(start: start, end: end))
    case .coming(let count, let unit):
      let length = length(count, unit)
      return some(
        today.adding(months: Int(length.months))?.adding(days: Int(length.days))
          .flatMap { Period(start: today, end: $0) })
    }
  }

  /// The shortest cycle that holds today, or its neighbour of the same kind.
  private func cycle(_ direction: PeriodLiteral.Direction) throws -> Value {
    let dated = graph.nodes(.cycles).compactMap { node in
      period(.node(node)).map { (node: node, days: $0) }
    }
    let current = dated.filter { $0.days.contains(graph.today) }
    guard let shortest = current.min(by: { $0.days.dayCount < $1.days.dayCount }) else {
      throw NaiveTrouble.unsupported("no current cycle")
    }
    if direction == .this { return .node(shortest.node) }
    let kind = graph.field("kind", shortest.node)
    let alike = dated.filter { graph.field("kind", $0.node) == kind }
      .enumerated()
      .sorted { ($0.element.days.start, $0.offset) < ($1.element.days.start, $1.offset) }
      .map(\.element)
    let place = alike.firstIndex { $0.node == shortest.node } ?? 0
    let wanted = direction == .last ? place - 1 : place + 1
    guard alike.indices.contains(wanted) else { throw NaiveTrouble.unsupported("no such cycle") }
    return .node(alike[wanted].node)
  }
}
