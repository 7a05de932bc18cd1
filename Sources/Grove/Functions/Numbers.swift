// Functions of numbers. Sums and means are aggregates.

extension FunctionDefinition {
  static let numbers: [FunctionDefinition] = [
    FunctionDefinition(
      "abs", .numbers, [Parameter("value", .quantity)], .sameAs(0),
      "The value without its sign.", example: "key results | top 5 by abs(gap)"
    ) { arguments, _ throws(FunctionFailure) in
      if case .duration(let length) = arguments.first ?? .missing {
        if length.approximateDays >= 0 { return .duration(length) }
        guard let negated = length.negated else { throw .numberTooLarge }
        return .duration(negated)
      }
      return arguments.mapNumber { abs($0) }
    },
    FunctionDefinition(
      "round", .numbers,
      [Parameter("value", .quantity), Parameter("decimals", .value(.number), optional: true)],
      .sameAs(0),
      "The nearest number with so many decimals (0 when not given), halves away from zero. A ratio "
        + "counts in percent: `round(33.4%)` is 33%.",
      example: "key results | show title, round(progress)"
    ) { arguments, _ throws(FunctionFailure) in
      guard let decimals = arguments.wholeNumber(at: 1, default: 0), (-15...15).contains(decimals)
      else { return .missing }
      return arguments.mapNumber { rounded($0, decimals) }
    },
    FunctionDefinition(
      "floor", .numbers, [Parameter("value", .quantity)], .sameAs(0),
      "The greatest whole number that is not above the value; of a ratio, in percent.",
      example: "initiatives | show title, floor(effort)"
    ) { arguments, _ throws(FunctionFailure) in arguments.mapNumber { $0.rounded(.down) } },
    FunctionDefinition(
      "ceil", .numbers, [Parameter("value", .quantity)], .sameAs(0),
      "The least whole number that is not below the value; of a ratio, in percent.",
      example: "initiatives | show title, ceil(effort / 5)"
    ) { arguments, _ throws(FunctionFailure) in arguments.mapNumber { $0.rounded(.up) } },
    FunctionDefinition(
      "sqrt", .numbers, [Parameter("value", .value(.number))], .always(.number),
      "The square root.", missing: "When the value is missing or negative.",
      example: "kpis | show title, sqrt(value)"
    ) { arguments, _ throws(FunctionFailure) in
      guard case .number(let value) = arguments.first ?? .missing, value >= 0 else {
        return .missing
      }
      return .number(value.squareRoot())
    },
    FunctionDefinition(
      "clamp", .numbers,
      [Parameter("value", .ordered), Parameter("low", .ordered), Parameter("high", .ordered)],
      .sameAs(0), "The value, moved to the nearest bound when it lies outside.",
      missing: "When an argument is missing, and when low is above high.",
      example: "key results | show title, clamp(progress, 0%, 100%)"
    ) { arguments, _ throws(FunctionFailure) in
      guard arguments.count == 3, !arguments.contains(.missing),
        ValueOrder(arguments[1], arguments[2]) != .orderedDescending
      else { return .missing }
      if ValueOrder(arguments[0], arguments[1]) == .orderedAscending { return arguments[1] }
      if ValueOrder(arguments[0], arguments[2]) == .orderedDescending { return arguments[2] }
      return arguments[0]
    },
  ]

  /// Rounds halves away from zero at so many decimals. A number too large to have them stays.
  private static func rounded(_ value: Double, _ decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<abs(decimals) { scale *= 10 }
    let scaled = decimals < 0 ? value / scale : value * scale
    guard scaled.magnitude < 9e15 else { return value }
    let whole = scaled.rounded(.toNearestOrAwayFromZero)
    return decimals < 0 ? whole * scale : whole / scale
  }
}

extension [Value] {
  /// Applies `change` to the number in the first argument; to ratios and points in percent. Other
  /// types, a duration among them, are missing but for its days.
  func mapNumber(_ change: (Double) -> Double) -> Value {
    switch first ?? .missing {
    case .number(let value): .number(change(value))
    case .ratio(let value): .ratio(Ratio.rounded(change(inPercent(value)) / 100))
    case .points(let value): .points(Ratio.rounded(change(inPercent(value)) / 100))
    case .duration(let length):
      CalendarDuration(roundingDays: change(length.approximateDays)).map { .duration($0) }
        ?? .missing
    default: .missing
    }
  }

  /// 0.29 is 29 and not 28.999999999999996.
  private func inPercent(_ value: Double) -> Double {
    Ratio.rounded(value * 100)
  }

  /// The whole number at a position; nil when there is another value.
  func wholeNumber(at position: Int, default fallback: Int? = nil) -> Int? {
    guard indices.contains(position) else { return fallback }
    guard case .number(let value) = self[position] else { return nil }
    return Int(exactly: value)
  }

  /// The text at a position; nil when there is another value.
  func text(at position: Int) -> String? {
    guard indices.contains(position), case .text(let text) = self[position] else { return nil }
    return text
  }

  /// The list at a position; nil when there is another value.
  func list(at position: Int) -> [Value]? {
    guard indices.contains(position), case .list(let members) = self[position] else { return nil }
    return members
  }
}
