// The one order of values: what sorting, `min`, `max` and `sorted` use. Comparisons of the language
// (`<`, `before`) stand in Comparison, since dates and periods compare by another rule there.

/// How one value stands to another in the total order of values.
///
/// Text by code point, no before yes, periods by start then end, durations by their mean length,
/// lists and records by element, then the shorter first. Values of different types by their type, in
/// the order of `Value`'s cases, missing last.
package enum ValueOrder: Int8, Hashable, Sendable {
  case orderedAscending = -1
  case same = 0
  case orderedDescending = 1

  /// Compares two values; nodes by `key`.
  package init(_ left: Value, _ right: Value, nodesBy key: @escaping (Node) -> String) {
    self = Self.compare(left, right, key, depth: 0)
  }

  /// Compares two values; nodes by their place in the graph.
  package init(_ left: Value, _ right: Value) {
    self = Self.compare(left, right, nil, depth: 0)
  }

  init<T: Comparable>(of left: T, _ right: T) {
    self = left < right ? .orderedAscending : left > right ? .orderedDescending : .same
  }

  /// Compares text by code point, which is the order of its UTF-8 bytes.
  package init(text left: String, _ right: String) {
    if left.utf8.elementsEqual(right.utf8) {
      self = .same
    } else {
      self =
        left.utf8.lexicographicallyPrecedes(right.utf8) ? .orderedAscending : .orderedDescending
    }
  }

  /// Lists nested deeper than this count as the same: programs cannot write them.
  private static let depthLimit = 200

  private static func compare(
    _ left: Value, _ right: Value, _ key: ((Node) -> String)?, depth: Int
  ) -> ValueOrder {
    switch (left, right) {
    case (.missing, .missing): return .same
    case (.flag(let a), .flag(let b)): return ValueOrder(of: a ? 1 : 0, b ? 1 : 0)
    case (.number(let a), .number(let b)), (.ratio(let a), .ratio(let b)),
      (.points(let a), .points(let b)):
      return ValueOrder(of: a, b)
    case (.duration(let a), .duration(let b)): return ValueOrder(of: a, b)
    case (.date(let a), .date(let b)): return ValueOrder(of: a, b)
    case (.period(let a), .period(let b)): return ValueOrder(of: a, b)
    case (.text(let a), .text(let b)): return ValueOrder(text: a, b)
    case (.node(let a), .node(let b)):
      guard let key, a != b else { return ValueOrder(of: a, b) }
      let byKey = ValueOrder(text: key(a), key(b))
      return byKey == .same ? ValueOrder(of: a, b) : byKey
    case (.list(let a), .list(let b)):
      return lists(a, b, key, depth: depth)
    case (.record(let a), .record(let b)):
      return lists(
        a.fields.flatMap { [.text($0.name), $0.value] },
        b.fields.flatMap { [.text($0.name), $0.value] }, key, depth: depth)
    default: return ValueOrder(of: left.rank, right.rank)
    }
  }

  private static func lists(
    _ left: [Value], _ right: [Value], _ key: ((Node) -> String)?, depth: Int
  ) -> ValueOrder {
    guard depth < depthLimit else { return .same }
    for (a, b) in zip(left, right) {
      let order = compare(a, b, key, depth: depth + 1)
      if order != .same { return order }
    }
    return ValueOrder(of: left.count, right.count)
  }
}

extension Value {
  /// The place of its case, missing last.
  fileprivate var rank: Int {
    switch self {
    case .flag: 0
    case .number: 1
    case .ratio: 2
    case .points: 3
    case .duration: 4
    case .date: 5
    case .period: 6
    case .text: 7
    case .node: 8
    case .list: 9
    case .record: 10
    case .missing: 11
    }
  }
}
