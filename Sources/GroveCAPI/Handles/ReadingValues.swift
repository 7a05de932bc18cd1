// Values as callers want them: a number, a day, yes or no.

import CGrove
import Grove

/// Puts a value where the caller wants it, when it is of the type that is wanted.
///
/// - Throws: `GROVE_MISUSE` without a place, `GROVE_TYPE` when `reading` gives nothing.
func put<Wanted>(
  _ value: Value, _ place: UnsafeMutablePointer<Wanted>?, _ what: String,
  _ reading: (Value) throws(Failure) -> Wanted?
) throws(Failure) -> grove_code {
  guard let place else { throw Failure(GROVE_MISUSE, "there is nowhere to put the value") }
  if value.isMissing { return GROVE_MISSING }
  guard let wanted = try reading(value) else {
    throw Failure(GROVE_TYPE, "the value is no \(what)")
  }
  place.pointee = wanted
  return GROVE_OK
}

extension Value {
  /// Yes or no.
  var yesOrNo: Bool? { if case .flag(let flag) = self { flag } else { nil } }

  /// A number, a ratio or points.
  var plainNumber: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }

  /// A day.
  var calendarDay: grove_date? { if case .date(let day) = self { grove_date(day) } else { nil } }
}
