// What `+ - * / mod` mean: one table of types, which the checker and the executor both read, and the
// arithmetic of single values. Loops over columns stand in Execute.

/// An operator of arithmetic.
package enum Arithmetic: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "mod"
}

extension Arithmetic {
  /// The type of `left op right`, nil when the operator does not apply.
  ///
  /// A type that is known only at run time gives `any`, and one that is always missing `missing`.
  /// Ratio minus ratio is points; ratio times number is a plain number (half of 200 is 100).
  package func resultType(_ left: ValueType, _ right: ValueType) -> ValueType? {
    if left == .missing || right == .missing { return .missing }
    if left == .any || right == .any { return .any }
    return Self.table[Operands(operation: self, left: left, right: right)]
  }

  /// Every row of the table, for the manual: the operator, both operands, the result.
  package static let rules: [(Arithmetic, ValueType, ValueType, ValueType)] = [
    (.add, .number, .number, .number),
    (.add, .ratio, .ratio, .ratio),
    (.add, .ratio, .points, .ratio),
    (.add, .points, .ratio, .ratio),
    (.add, .points, .points, .points),
    (.add, .duration, .duration, .duration),
    (.add, .date, .duration, .date),
    (.add, .duration, .date, .date),
    (.add, .period, .duration, .period),
    (.add, .duration, .period, .period),

    (.subtract, .number, .number, .number),
    (.subtract, .ratio, .ratio, .points),
    (.subtract, .ratio, .points, .ratio),
    (.subtract, .points, .points, .points),
    (.subtract, .duration, .duration, .duration),
    (.subtract, .date, .date, .duration),
    (.subtract, .date, .duration, .date),
    (.subtract, .period, .duration, .period),

    (.multiply, .number, .number, .number),
    (.multiply, .ratio, .number, .number),
    (.multiply, .number, .ratio, .number),
    (.multiply, .ratio, .ratio, .ratio),
    (.multiply, .points, .number, .points),
    (.multiply, .number, .points, .points),
    (.multiply, .points, .ratio, .points),
    (.multiply, .ratio, .points, .points),
    (.multiply, .duration, .number, .duration),
    (.multiply, .number, .duration, .duration),
    (.multiply, .duration, .ratio, .duration),
    (.multiply, .ratio, .duration, .duration),

    (.divide, .number, .number, .number),
    (.divide, .number, .ratio, .number),
    (.divide, .ratio, .number, .ratio),
    (.divide, .ratio, .ratio, .number),
    (.divide, .points, .number, .points),
    (.divide, .points, .points, .number),
    (.divide, .duration, .number, .duration),
    (.divide, .duration, .duration, .number),

    (.modulo, .number, .number, .number),
  ]

  private struct Operands: Hashable {
    let operation: Arithmetic
    let left: ValueType
    let right: ValueType
  }

  private static let table: [Operands: ValueType] = Dictionary(
    rules.map { (Operands(operation: $0.0, left: $0.1, right: $0.2), $0.3) },
    uniquingKeysWith: { first, _ in first })
}

extension Arithmetic {
  /// `left op right` for single values.
  ///
  /// Missing when an operand is missing, when dividing by zero and for `mod` of zero, and when the
  /// operator does not apply to the types. `mod` has the sign of the divisor: `-1 mod 7` is 6. Ratios
  /// and points are rounded to nine decimals. A duration times a fraction that is no whole number of
  /// months is counted in whole days.
  /// - Throws: when the result is too large a number or outside the years 1 to 9999.
  package func apply(_ left: Value, _ right: Value) throws(FunctionFailure) -> Value {
    switch (left, right) {
    case (.number(let a), .number(let b)): return try number(a, b)
    case (.ratio(let a), .ratio(let b)):
      switch self {
      case .add, .multiply: return try share(a, b)
      case .subtract: return try difference(a, b)
      case .divide: return try number(a, b)
      case .modulo: return .missing
      }
    case (.ratio(let a), .points(let b)):
      switch self {
      case .add, .subtract: return try share(a, b)
      case .multiply: return try difference(a, b)
      case .divide, .modulo: return .missing
      }
    case (.points(let a), .ratio(let b)):
      switch self {
      case .add: return try share(a, b)
      case .multiply: return try difference(a, b)
      case .subtract, .divide, .modulo: return .missing
      }
    case (.points(let a), .points(let b)):
      switch self {
      case .add, .subtract: return try difference(a, b)
      case .divide: return try number(a, b)
      case .multiply, .modulo: return .missing
      }
    case (.ratio(let a), .number(let b)):
      switch self {
      case .multiply: return try number(a, b)
      case .divide: return try share(a, b)
      case .add, .subtract, .modulo: return .missing
      }
    case (.number(let a), .ratio(let b)):
      return self == .multiply || self == .divide ? try number(a, b) : .missing
    case (.points(let a), .number(let b)):
      return self == .multiply || self == .divide ? try difference(a, b) : .missing
    case (.number(let a), .points(let b)):
      return self == .multiply ? try difference(a, b) : .missing
    default:
      return try applyToTime(left, right)
    }
  }

  /// The bare operation on doubles, NaN for missing: what columns compute.
  @inline(__always)
  package func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: b == 0 ? .nan : a / b
    case .modulo: b == 0 ? .nan : Self.remainder(a, b)
    }
  }

  private static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  private func number(_ a: Double, _ b: Double) throws(FunctionFailure) -> Value {
    let result = self(a, b)
    if result.isNaN { return .missing }
    guard result.isFinite else { throw .numberTooLarge }
    return .number(result)
  }

  private func share(_ a: Double, _ b: Double) throws(FunctionFailure) -> Value {
    guard case .number(let result) = try number(a, b) else { return .missing }
    return .ratio(Ratio.rounded(result))
  }

  private func difference(_ a: Double, _ b: Double) throws(FunctionFailure) -> Value {
    guard case .number(let result) = try number(a, b) else { return .missing }
    return .points(Ratio.rounded(result))
  }
}
