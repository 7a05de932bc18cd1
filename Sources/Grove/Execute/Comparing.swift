// What `=`, `<`, `before`, `in` and their kin mean for single values: yes (1), no (0) or missing (2).
// The truth table of dates and periods stands here; loops over columns stand in Kernels.

/// Comparisons of values, with the graph at hand: cycles compare by their dates.
struct Comparer {
  let graph: GoalGraph

  /// A run of days `[start, end)`, by day number.
  struct Span {
    let start: Int32
    let end: Int32
    let isDay: Bool

    init(_ day: CivilDate) {
      start = day.dayNumber
      end = day.dayNumber + 1
      isDay = true
    }

    init(_ period: Period) {
      start = period.start.dayNumber
      end = period.end.dayNumber
      isDay = false
    }

    /// Whether all of it lies in `other`.
    func isIn(_ other: Span) -> Bool { other.start <= start && end <= other.end }

    /// The truth table of the language: `self` against `other`.
    func holds(_ comparison: Comparison, _ other: Span) -> Bool {
      switch comparison {
      case .before: end <= other.start
      case .after: start >= other.end
      case .since: start >= other.start
      case .until: end <= other.end
      case .notEqual: !holds(.equal, other)
      case .equal:
        if isDay == other.isDay {
          start == other.start && end == other.end
        } else {
          isDay ? isIn(other) : other.isIn(self)
        }
      }
    }
  }

  /// `left op right`.
  func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> UInt8 {
    switch (left, right) {
    case (.missing, _), (_, .missing): return 2
    case (.number(let a), .number(let b)), (.ratio(let a), .ratio(let b)),
      (.points(let a), .points(let b)):
      return UInt8(flag: comparison.holds(a, b))
    case (.text(let a), .text(let b)):
      return UInt8(flag: comparison.holds(ValueOrder(text: a, b)))
    case (.flag(let a), .flag(let b)): return UInt8(flag: comparison.holds(a ? 1 : 0, b ? 1 : 0))
    case (.duration(let a), .duration(let b)):
      return UInt8(flag: comparison.holds(a.approximateDays, b.approximateDays))
    case (.node(let a), .node(let b)) where comparison == .equal: return UInt8(flag: a == b)
    case (.node(let a), .node(let b)) where comparison == .notEqual: return UInt8(flag: a != b)
    case (.list(let a), .list(let b)): return lists(comparison, a, b)
    case (.record, .record):
      return UInt8(flag: comparison.holds(ValueOrder(left, right)))
    default: break
    }
    if left.isTime, right.isTime {
      if comparison == .equal || comparison == .notEqual, left.isDate != right.isDate {
        // A day equals a period when it lies in it, and is in a cycle when it is in a sub-cycle.
        let inside = left.isDate ? isIn(left, right) : isIn(right, left)
        return comparison == .equal ? inside : Self.not(inside)
      }
      guard let a = span(left), let b = span(right) else { return 2 }
      return UInt8(flag: a.holds(comparison, b))
    }
    if let a = left.anyNumber, let b = right.anyNumber {
      return UInt8(flag: comparison.holds(a, b))
    }
    switch comparison {
    case .equal: return 0
    case .notEqual: return 1
    case .before, .after, .since, .until: return 2
    }
  }

  private func lists(_ comparison: Comparison, _ left: [Value], _ right: [Value]) -> UInt8 {
    guard comparison == .equal || comparison == .notEqual else {
      return UInt8(flag: comparison.holds(ValueOrder(.list(left), .list(right))))
    }
    var same: UInt8 = left.count == right.count ? 1 : 0
    if same == 1 {
      for (a, b) in zip(left, right) { same = Self.and(same, compare(.equal, a, b)) }
    }
    return comparison == .equal ? same : Self.not(same)
  }

  /// `left in right`: in any period or cycle of a list, or equal to any other member.
  func isIn(_ left: Value, _ right: Value) -> UInt8 {
    switch right {
    case .missing: return 2
    case .list(let members):
      var found: UInt8 = 0
      for member in members {
        found = Self.or(found, isInOne(left, member))
        if found == 1 { return 1 }
      }
      return found
    default: return isInOne(left, right)
    }
  }

  private func isInOne(_ left: Value, _ right: Value) -> UInt8 {
    switch (left, right) {
    case (.missing, _), (_, .missing): return 2
    case (_, .period(let period)) where left.isTime:
      guard let inner = span(left) else { return 2 }
      return UInt8(flag: inner.isIn(Span(period)))
    case (_, .date(let day)) where left.isTime:
      // Unlike `=`, which also asks whether the day lies in the period.
      guard let inner = span(left) else { return 2 }
      return UInt8(flag: inner.isIn(Span(day)))
    case (.node(let a), .node(let b)) where a.table == .cycles && b.table == .cycles:
      return UInt8(flag: subCycles(of: b).contains(a.row))
    case (_, .node(let cycle)) where left.isTime && cycle.table == .cycles:
      guard let inner = span(left) else { return 2 }
      var isKnown = false
      for row in subCycles(of: cycle) {
        guard let outer = span(.node(Node(table: .cycles, row: row))) else { continue }
        isKnown = true
        if inner.isIn(outer) { return 1 }
      }
      return isKnown ? 0 : 2
    default: return compare(.equal, left, right)
    }
  }

  /// A cycle with its sub-cycles, the cycle first.
  func subCycles(of cycle: Node) -> [Int32] {
    var rows = [cycle.row]
    guard let children = graph.inverse("parent", of: .cycles) else { return rows }
    var next = 0
    while next < rows.count {
      let row = Int(rows[next])
      next += 1
      guard (0..<children.count).contains(row) else { continue }
      for child in children[row] where !rows.contains(child) { rows.append(child) }
    }
    return rows
  }

  /// The days of a date, a period or a cycle; nil for a cycle without dates and for other values.
  func span(_ value: Value) -> Span? {
    switch value {
    case .date(let day): return Span(day)
    case .period(let period): return Span(period)
    case .node(let node): return period(of: node).map { Span($0) }
    default: return nil
    }
  }

  /// The days of a cycle; nil without dates and for other nodes.
  func period(of node: Node) -> Period? {
    guard node.table == .cycles, case .date(let first) = graph.value("start", of: node),
      case .date(let last) = graph.value("end", of: node)
    else { return nil }
    return Period(first: first, last: last)
  }

  // MARK: Three values

  @inline(__always)
  static func not(_ flag: UInt8) -> UInt8 { flag > 1 ? 2 : flag ^ 1 }

  /// No wins, then missing.
  @inline(__always)
  static func and(_ a: UInt8, _ b: UInt8) -> UInt8 { a == 0 || b == 0 ? 0 : max(a, b) }

  /// Yes wins, then missing.
  @inline(__always)
  static func or(_ a: UInt8, _ b: UInt8) -> UInt8 { a == 1 || b == 1 ? 1 : max(a, b) }
}

extension Comparison {
  /// Whether it holds for two numbers.
  @inline(__always)
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .before: a < b
    case .until: a <= b
    case .after: a > b
    case .since: a >= b
    }
  }

  /// Whether it holds for two values in that order.
  func holds(_ order: ValueOrder) -> Bool { holds(Double(order.rawValue), 0) }

  /// The same with the operands turned round.
  var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .before: .after
    case .after: .before
    case .until: .since
    case .since: .until
    }
  }
}

extension Value {
  fileprivate var isDate: Bool {
    if case .date = self { return true }
    return false
  }

  /// A date, a period, or a cycle, which stands for its dates.
  fileprivate var isTime: Bool {
    switch self {
    case .date, .period: true
    case .node(let node): node.table == .cycles
    default: false
    }
  }

  fileprivate var anyNumber: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }
}
