// How far a goal should be by now, and how fast it must go on. Days come in as day numbers.

/// Formulas of time. Missing is NaN for numbers and Int32.min for days.
public enum Pace {
  /// The share of a goal's time that is over on a day: 0 on the first day and before, 1 on the last
  /// and after, straight between, as Viva Goals draws it. A goal of one day is over on that day.
  /// Missing without both days, and when the last comes first.
  @inline(__always)
  public static func elapsed(start: Int32, due: Int32, today: Int32) -> Double {
    let missing = CivilDate.missingDayNumber
    guard start != missing, due != missing, start <= due else { return .nan }
    if today >= due { return 1 }
    if today <= start { return 0 }
    return Ratio.of(Double(today) - Double(start), Double(due) - Double(start))
  }

  /// The progress a goal should have on a day: from 0 on its first day through what is to be reached
  /// by the days of its phases to 1 on the last, straight between. Phases on other days than those
  /// between first and last say nothing; without any it is `elapsed`.
  public static func expected(
    start: Int32, due: Int32, today: Int32, phases: [(day: Int32, progress: Double)]
  ) -> Double {
    let plain = elapsed(start: start, due: due, today: today)
    guard plain > 0, plain < 1 else { return plain }
    var before = (day: start, progress: 0.0)
    var after = (day: due, progress: 1.0)
    for phase in phases where phase.day > start && phase.day < due {
      // Of several on one day the last counts.
      if phase.day <= today, phase.day >= before.day { before = phase }
      if phase.day > today, phase.day <= after.day { after = phase }
    }
    let share = Ratio.of(Double(today) - Double(before.day), Double(after.day) - Double(before.day))
    return Ratio.rounded(before.progress + share * (after.progress - before.progress))
  }

  /// Expected less actual progress, in points: above 0 is behind, below 0 ahead.
  @inline(__always)
  public static func gap(expected: Double, progress: Double) -> Double {
    Ratio.rounded(expected - progress)
  }

  /// The change a week, in the value's unit, from the baseline on the first day to the value on
  /// `today`, or on the last day when that is over. Missing on the first day and before.
  public static func actualRate(
    baseline: Double, current: Double, start: Int32, due: Int32, today: Int32
  ) -> Double {
    let missing = CivilDate.missingDayNumber
    guard start != missing else { return .nan }
    let end = due == missing ? today : min(today, due)
    guard end > start else { return .nan }
    return Ratio.rounded((current - baseline) / ((Double(end) - Double(start)) / 7))
  }

  /// The change a week, in the value's unit, that brings the value to its target on the last day:
  /// below 0 when it has to fall, 0 when the target is reached or passed. Missing from the last day
  /// on, as no time is left.
  public static func neededRate(
    target: Double, current: Double, decreases: Bool, due: Int32, today: Int32
  ) -> Double {
    guard due != CivilDate.missingDayNumber, due > today else { return .nan }
    let rest = target - current
    if decreases ? rest >= 0 : rest <= 0 { return 0 }
    return Ratio.rounded(rest / ((Double(due) - Double(today)) / 7))
  }
}
