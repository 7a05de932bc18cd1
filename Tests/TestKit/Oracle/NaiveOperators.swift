// What operators mean for two values: the truth table of days and periods, order, membership, text
// tests and arithmetic.

import Grove
import GroveSyntax

extension NaiveEngine {
  // MARK: Comparisons

  /// The days of a date, a period or a cycle.
  func period(_ value: Value) -> Period? {
    switch value {
    case .date(let day): return Period(day: day)
    case .period(let period): return period
    case .node(let node) where node.table == .cycles:
      guard let start = graph.day("start", node), let end = graph.day("end", node) else {
        return nil
      }
      return Period(first: start, last: end)
    default: return nil
    }
  }

  func firstDay(_ value: Value) -> CivilDate? { period(value)?.start }

  private func span(_ value: Value) -> NaiveSpan? {
    guard let period = period(value) else { return nil }
    var isDay = false
    if case .date = value { isDay = true }
    return NaiveSpan(
      first: Int(period.start.dayNumber), end: Int(period.end.dayNumber), isDay: isDay)
  }

  private func isCycle(_ value: Value) -> Bool {
    if case .node(let node) = value { node.table == .cycles } else { false }
  }

  private func isTime(_ value: Value) -> Bool {
    switch value {
    case .date, .period: true
    default: isCycle(value)
    }
  }

  func test(_ comparator: Comparator, _ left: Value, _ right: Value) -> Bool? {
    switch comparator {
    case .in: return isIn(left, right)
    case .contains, .startsWith, .endsWith, .matches: return textTest(comparator, left, right)
    default: return compare(comparator, left, right)
    }
  }

  func compare(_ comparator: Comparator, _ left: Value, _ right: Value) -> Bool? {
    if left.isMissing || right.isMissing { return nil }
    if case .node(let a) = left, case .node(let b) = right,
      [.equal, .notEqual].contains(comparator)
    {
      return (a == b) == (comparator == .equal)
    }
    if isTime(left), isTime(right) {
      if [.equal, .notEqual].contains(comparator), isCycle(left) || isCycle(right) {
        var isDay = false
        if case .date = left { isDay = true }
        let isOtherDay: Bool = if case .date = right { true } else { false }
        if isDay != isOtherDay {
          let inside = isDay ? isIn(left, right) : isIn(right, left)
          return comparator == .equal ? inside : inside.map { !$0 }
        }
      }
      guard let a = span(left), let b = span(right) else { return nil }
      return a.holds(comparator, b)
    }
    if case .list(let a) = left, case .list(let b) = right {
      guard a.count == b.count else { return comparator == .notEqual }
      let same = all(zip(a, b).map { compare(.equal, $0, $1) })
      return comparator == .equal ? same : same.map { !$0 }
    }
    guard let order = order(left, right) else { return nil }
    switch comparator {
    case .equal: return order == 0
    case .notEqual: return order != 0
    case .less, .before: return order < 0
    case .lessOrEqual, .until: return order <= 0
    case .greater, .after: return order > 0
    case .greaterOrEqual, .since: return order >= 0
    default: return nil
    }
  }

  /// -1, 0 or 1 for two values of one type; nil for others.
  func order(_ left: Value, _ right: Value) -> Int? {
    func sign<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }
    if let a = graph.number(left), let b = graph.number(right) { return sign(a, b) }
    switch (left, right) {
    case (.flag(let a), .flag(let b)): return sign(a ? 1 : 0, b ? 1 : 0)
    case (.text(let a), .text(let b)):
      return a.unicodeScalars.elementsEqual(b.unicodeScalars)
        ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
    case (.duration(let a), .duration(let b)): return sign(a.approximateDays, b.approximateDays)
    case (.date(let a), .date(let b)): return sign(a, b)
    case (.period(let a), .period(let b)):
      return a.start == b.start ? sign(a.end, b.end) : sign(a.start, b.start)
    case (.node(let a), .node(let b)):
      // Things are in the order of their ids.
      return order(graph.field("id", a), graph.field("id", b))
    case (.list(let a), .list(let b)):
      for (x, y) in zip(a, b) {
        let order =
          x.isMissing || y.isMissing
          ? sign(x.isMissing ? 1 : 0, y.isMissing ? 1 : 0) : order(x, y) ?? 0
        if order != 0 { return order }
      }
      return sign(a.count, b.count)
    default: return nil
    }
  }

  func isIn(_ left: Value, _ right: Value) -> Bool? {
    switch right {
    case .missing: return nil
    case .list(let members): return any(members.map { isInOne(left, $0) })
    default: return isInOne(left, right)
    }
  }

  private func isInOne(_ left: Value, _ right: Value) -> Bool? {
    if left.isMissing || right.isMissing { return nil }
    if case .node(let cycle) = right, cycle.table == .cycles, isTime(left) {
      let cycles = graph.withDescendants(cycle)
      if case .node(let node) = left { return cycles.contains(node) }
      guard let inner = span(left) else { return nil }
      let outer = cycles.compactMap { span(.node($0)) }
      return outer.isEmpty ? nil : outer.contains { inner.holds(.in, $0) }
    }
    if isTime(left), isTime(right) {
      guard let inner = span(left), let outer = span(right) else { return nil }
      return inner.holds(.in, outer)
    }
    return compare(.equal, left, right)
  }

  private func textTest(_ comparator: Comparator, _ left: Value, _ right: Value) -> Bool? {
    if case .list(let patterns) = right {
      return any(patterns.map { textTest(comparator, left, $0) })
    }
    if case .list(let members) = left, comparator == .contains {
      if right.isMissing { return nil }
      return any(
        members.map { member in
          guard case .text(let word) = member, case .text(let wanted) = right else {
            return compare(.equal, member, right)
          }
          return Self.folded(word) == Self.folded(wanted)
        })
    }
    guard case .text(let text) = left, case .text(let pattern) = right else { return nil }
    let (a, b) = (Array(Self.folded(text)), Array(Self.folded(pattern)))
    switch comparator {
    case .contains:
      return a.count >= b.count && (0...(a.count - b.count)).contains { a[$0...].starts(with: b) }
    case .startsWith: return a.starts(with: b)
    case .endsWith: return a.reversed().starts(with: b.reversed())
    default: return Self.glob(b[...], a[...])
    }
  }

  /// Without case, and without the accents that the generated titles have.
  private static func folded(_ text: String) -> String {
    let plain: [Character: Character] = ["é": "e", "ü": "u", "ã": "a", "ç": "c"]
    return String(text.lowercased().map { plain[$0] ?? $0 })
  }

  private static func glob(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool
  {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return glob(pattern.dropFirst(), text) || (!text.isEmpty && glob(pattern, text.dropFirst()))
    }
    guard let letter = text.first, first == "?" || first == letter else { return false }
    return glob(pattern.dropFirst(), text.dropFirst())
  }

  // MARK: Arithmetic

  func arithmetic(_ sign: String, _ left: Value, _ right: Value) -> Value {
    if left.isMissing || right.isMissing { return .missing }
    func apply(_ a: Double, _ b: Double) -> Double? {
      switch sign {
      case "+": a + b
      case "-": a - b
      case "*": a * b
      case "/": b == 0 ? nil : a / b
      default: b == 0 ? nil : a - b * (a / b).rounded(.down)
      }
    }
    func rounded(_ make: (Double) -> Value, _ a: Double, _ b: Double) -> Value {
      apply(a, b).map { make(graph.rounded($0)) } ?? .missing
    }
    func plain(_ a: Double, _ b: Double) -> Value { apply(a, b).map { .number($0) } ?? .missing }
    switch (sign, left, right) {
    case (_, .number(let a), .number(let b)): return plain(a, b)
    case ("-", .ratio(let a), .ratio(let b)): return rounded(Value.points, a, b)
    case ("/", .ratio(let a), .ratio(let b)), ("/", .points(let a), .points(let b)):
      return plain(a, b)
    case (_, .ratio(let a), .ratio(let b)): return rounded(Value.ratio, a, b)
    case ("+", .ratio(let a), .points(let b)), ("-", .ratio(let a), .points(let b)),
      ("+", .points(let a), .ratio(let b)):
      return rounded(Value.ratio, a, b)
    case (_, .points(let a), .points(let b)): return rounded(Value.points, a, b)
    case ("/", .ratio(let a), .number(let b)): return rounded(Value.ratio, a, b)
    case ("*", .ratio(let a), .number(let b)), ("*", .number(let a), .ratio(let b)):
      return plain(a, b)
    case (_, .points(let a), .number(let b)), ("*", .number(let a), .points(let b)):
      return rounded(Value.points, a, b)
    case ("-", .date(let a), .date(let b)):
      return .duration(CalendarDuration(days: Int32(a.days(since: b))))
    case ("+", .date(let day), .duration(let length)): return moved(day, length, 1)
    case ("-", .date(let day), .duration(let length)): return moved(day, length, -1)
    case ("+", .duration(let a), .duration(let b)):
      return .duration(CalendarDuration(months: a.months + b.months, days: a.days + b.days))
    case ("-", .duration(let a), .duration(let b)):
      return .duration(CalendarDuration(months: a.months - b.months, days: a.days - b.days))
    default: return .missing
    }
  }

  private func moved(_ day: CivilDate, _ length: CalendarDuration, _ sign: Int) -> Value {
    day.adding(months: sign * Int(length.months))?.adding(days: sign * Int(length.days))
      .map { .date($0) } ?? .missing
  }
}
