// Cycle labels that people write, such as `Q2 2026` or `FY26-Q1`, as periods of the fiscal calendar.
// Used only where the files give a cycle no dates; any other label has no dates.

extension FiscalCalendar {
  /// The period a label names: `Q2 2026`, `2026-Q2`, `2026 Q2`, `Q2 FY26`, `FY26-Q2`, `H1 2026`,
  /// `FY26`, `2026`, `2026-05`, `2026-W14`; letters in any case. Anything else is nil.
  public func period(labelled label: String) -> Period? {
    let parts = label.split { $0 == " " || $0 == "-" || $0 == "_" }.map { $0.uppercased() }
    switch parts.count {
    case 1:
      return Self.year(parts[0]).flatMap { year($0) }
    case 2:
      if let year = Self.year(parts[0]) { return part(parts[1], of: year) }
      return Self.year(parts[1]).flatMap { part(parts[0], of: $0) }
    default:
      return nil
    }
  }

  private func part(_ name: String, of year: Int) -> Period? {
    guard let letter = name.first else { return nil }
    let digits = name.dropFirst()
    switch letter {
    case "Q" where digits.count == 1:
      return Int(digits).flatMap { quarter($0, fiscalYear: year) }
    case "H" where digits.count == 1:
      return Int(digits).flatMap { half($0, fiscalYear: year) }
    case "W" where digits.count <= 2:
      return Int(digits).flatMap { isoWeek($0, year: year) }
    default:
      return name.count == 2 ? Int(name).flatMap { month($0, year: year) } : nil
    }
  }

  /// A year as `2026`, `FY2026` or `FY26` (which is 2026).
  private static func year(_ text: String) -> Int? {
    let isFiscal = text.hasPrefix("FY")
    let digits = isFiscal ? text.dropFirst(2) : Substring(text)
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits) else {
      return nil
    }
    if digits.count == 4 { return number }
    return isFiscal && digits.count == 2 ? 2000 + number : nil
  }
}
