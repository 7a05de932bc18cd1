// The table of operand types, and the arithmetic of single values.

import Grove
import Testing

@Suite("Arithmetic") struct ArithmeticTests {
  private let samples: [ValueType: Value] = [
    .number: .number(3), .ratio: .ratio(0.5), .points: .points(0.1),
    .duration: .duration(CalendarDuration(days: 14)),
    .date: .date(CivilDate(dayNumber: 20_000)),
    .period: .period(Period(day: CivilDate(dayNumber: 20_000))),
  ]

  @Test("every row of the table computes what it says, and nothing else computes")
  func tableAgreesWithValues() throws {
    for operation in Arithmetic.allCases {
      for (left, leftValue) in samples {
        for (right, rightValue) in samples {
          let promised = operation.resultType(left, right) ?? .missing
          let made = try operation.apply(leftValue, rightValue)
          #expect(type(of: made) == promised, "\(left) \(operation.rawValue) \(right)")
        }
      }
    }
  }

  @Test("ratios are rounded to nine decimals when they are made")
  func ratiosAreRounded() throws {
    #expect(try Arithmetic.subtract.apply(.ratio(0.3), .ratio(0.1)) == .points(0.2))
    #expect(try Arithmetic.divide.apply(.ratio(1), .number(3)) == .ratio(0.333333333))
  }

  @Test("division by zero and mod of zero are missing; mod has the sign of the divisor")
  func zeroDivisors() throws {
    #expect(try Arithmetic.divide.apply(.number(1), .number(0)) == .missing)
    #expect(try Arithmetic.modulo.apply(.number(1), .number(0)) == .missing)
    #expect(try Arithmetic.modulo.apply(.number(-1), .number(7)) == .number(6))
    #expect(try Arithmetic.modulo.apply(.number(1), .number(-7)) == .number(-6))
    #expect(try Arithmetic.modulo.apply(.number(-7), .number(7)) == .number(0))
  }

  @Test("a number beyond the largest and a day beyond the calendar are failures")
  func failures() throws {
    #expect(throws: FunctionFailure.numberTooLarge) {
      try Arithmetic.multiply.apply(.number(1e300), .number(1e300))
    }
    #expect(throws: FunctionFailure.dateOutOfRange) {
      try Arithmetic.add.apply(.date(.latest), .duration(CalendarDuration(days: 1)))
    }
  }

  @Test("a quarter less a year is a quarter, and a run of days keeps its days")
  func periodsKeepTheirUnit() throws {
    let quarter = try #require(FiscalCalendar.calendarYear.quarter(1, fiscalYear: 2025))
    let earlier = try #require(FiscalCalendar.calendarYear.quarter(1, fiscalYear: 2024))
    let year = Value.duration(CalendarDuration(months: 12))
    #expect(try Arithmetic.subtract.apply(.period(quarter), year) == .period(earlier))
    let day = try #require(CivilDate(year: 2026, month: 1, day: 10))
    let lastDay = try #require(day.adding(days: 9))
    let run = try #require(Period(first: day, last: lastDay))
    let moved = try Arithmetic.add.apply(.period(run), .duration(CalendarDuration(months: 1)))
    guard case .period(let period) = moved else { Issue.record("no period"); return }
    #expect(period.start.description == "2026-02-10" && period.dayCount == 10)
  }

  private func type(of value: Value) -> ValueType {
    switch value {
    case .number: .number
    case .ratio: .ratio
    case .points: .points
    case .duration: .duration
    case .date: .date
    case .period: .period
    default: .missing
    }
  }
}
