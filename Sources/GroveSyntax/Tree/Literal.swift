// Values written out. Notation is kept, so that a formatter gives back what was written.

/// A number with the way it was written.
public struct NumberLiteral: TreePart {
  /// The value, suffix applied: 1500 for `1.5k`. Always finite.
  public var value: Double
  /// How it is written, without unit or sign.
  public var spelling: String

  /// Takes a number with its spelling.
  public init(_ value: Double, spelling: String) {
    self.value = value
    self.spelling = spelling
  }

  /// A whole number, spelled with digits only.
  public init(_ value: Int) {
    self.init(Double(value), spelling: String(value))
  }
}

/// A calendar date that exists.
public struct DateLiteral: TreePart {
  /// The year, 0 to 9999.
  public var year: Int
  /// The month, 1 to 12.
  public var month: Int
  /// The day of the month, from 1.
  public var day: Int

  /// Takes a date the lexer has checked.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

/// A period with the way it was written.
public struct PeriodLiteral: TreePart {
  /// What the period is.
  public enum Form: TreePart {
    /// `2026-05`, `May 2026`.
    case month(year: Int, month: Int)
    /// `2026-W14`.
    case isoWeek(year: Int, week: Int)
    /// `Q2`, `Q2 2026`, `2026-Q2`, `Q2 FY26`; fiscal, the year four digits.
    case quarter(Int, year: Int?)
    /// `H1`, `H1 2026`; fiscal.
    case half(Int, year: Int?)
    /// `FY26`, `year 2026`; the year four digits.
    case year(Int)
    /// `this quarter`, `last cycle`.
    case relative(Direction, PeriodUnit)
    /// `last 3 months`, `next 2 quarters`; the count at least 1. Never `this`.
    case run(Direction, Int, PeriodUnit)
    /// `past 14 days`.
    case past(Int, DurationUnit)
    /// `coming 2 weeks`.
    case coming(Int, DurationUnit)
  }

  /// Which side of now.
  public enum Direction: String, TreePart {
    /// The current one.
    case this
    /// Before it.
    case last
    /// After it.
    case next
  }

  /// What the period is.
  public var form: Form
  /// How it is written, in the case the formatter uses.
  public var spelling: String

  /// Takes a period with its spelling.
  public init(_ form: Form, spelling: String) {
    self.form = form
    self.spelling = spelling
  }
}

/// A value written out.
public enum Literal: TreePart {
  /// `50`, `1.5k`.
  case number(NumberLiteral)
  /// `50%`: the number is 50.
  case ratio(NumberLiteral)
  /// `10 points`: the number is 10.
  case points(NumberLiteral)
  /// `14 days`.
  case duration(NumberLiteral, DurationUnit)
  /// `14 days ago`.
  case ago(NumberLiteral, DurationUnit)
  /// `2026-05-15`.
  case date(DateLiteral)
  /// `monday`; with `isLast`, `last monday`.
  case weekday(Weekday, isLast: Bool)
  /// A period.
  case period(PeriodLiteral)
  /// The words of days and truth, and the value that is not there.
  case today, yesterday, tomorrow, yes, no, missing
}

extension DateLiteral {
  /// `2026-05-01`.
  public var spelling: String {
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
