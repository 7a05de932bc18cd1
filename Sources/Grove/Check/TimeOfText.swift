// Days and periods that the text of a query tells by itself: literals, ends of periods, ranges, a
// period a year back. Used for words only; what runs is checked and planned like everything else.

/// Finds the values of expressions of time that depend on nothing but the day they are asked.
struct TimeOfText {
  let graph: GoalGraph
  let periods: PeriodResolver

  /// A date, a period (of a cycle its days) or a duration; nil for anything that a run must tell.
  func value(of expression: Expression) -> Value? {
    let expression = expression.unwrapped
    switch expression.form {
    case .literal(.period(let literal)):
      switch periods.resolve(literal, at: expression.range) {
      case .period(let period): return .period(period)
      case .cycle(let node): return graph.dates(ofCycle: node.row).map { .period($0) }
      case .failure: return nil
      }
    case .literal(.duration(let number, let unit)):
      return Int(exactly: number.value).map { .duration(unit.duration($0)) }
    case .literal(let literal):
      return periods.day(of: literal).map { .date($0) }
    case .moment(let moment, let period):
      guard let days = days(of: period) else { return nil }
      return (moment == .start ? days.start : days.lastDay).map { .date($0) }
    case .range(let start, let end):
      guard let first = days(of: start)?.start else { return nil }
      switch end {
      case .date: return Period(first: first, last: periods.today).map { .period($0) }
      case .moment(let moment):
        return days(of: moment).flatMap { Period(start: first, end: $0.start) }.map { .period($0) }
      }
    case .sum(let first, let terms):
      return terms.reduce(value(of: first)) { sum, term in
        guard let sum, let more = value(of: term.operand) else { return nil }
        let operation: Arithmetic = term.sign == .plus ? .add : .subtract
        return try? operation.apply(sum, more)
      }
    default:
      return nil
    }
  }

  private func days(of expression: Expression) -> Period? {
    switch value(of: expression) {
    case .period(let period): period
    case .date(let day): Period(day: day)
    default: nil
    }
  }
}
