// What a workspace may decide where tools and firms differ. Each choice has a name and a default.

/// The named rules a workspace computes its numbers by.
public struct Policies: Hashable, Sendable {
  /// The rule that gives a goal its status.
  public var status: StatusPolicy
  /// What a roll-up does with a child that has no progress.
  public var missingInRollUp: MissingInRollUp
  /// What gives an objective its status.
  public var statusRollUp: StatusRollUp
  /// What an objective rolls up when it does not say so itself.
  public var rollUp: RollUpSource
  /// Days between check-ins of a goal that names no cadence of its own.
  public var defaultCadenceDays: Int32
  /// Days a check-in may be late before the goal counts as stale.
  public var graceDays: Int32
  /// How maintain-type key results turn values into progress.
  public var maintain: MaintainPolicy
  /// How many open goals a person can own before they count as overloaded.
  public var overload: Int
  /// The fiscal calendar.
  public var fiscal: FiscalCalendar

  /// The defaults: `gap` status, missing counts as zero, weekly check-ins without grace.
  public static let standard = Policies()

  /// Policies; a number of days below its least is raised to it (cadence 1, grace 0),
  /// and so is an overload below 0.
  public init(
    status: StatusPolicy = .gap, statusRollUp: StatusRollUp = .progress,
    missingInRollUp: MissingInRollUp = .zero,
    rollUp: RollUpSource = .keyResults, defaultCadenceDays: Int32 = 7, graceDays: Int32 = 0,
    maintain: MaintainPolicy = .latest, overload: Int = 5,
    fiscal: FiscalCalendar = .calendarYear
  ) {
    self.status = status
    self.statusRollUp = statusRollUp
    self.missingInRollUp = missingInRollUp
    self.rollUp = rollUp
    self.defaultCadenceDays = max(defaultCadenceDays, 1)
    self.graceDays = max(graceDays, 0)
    self.maintain = maintain
    self.overload = max(overload, 0)
    self.fiscal = fiscal
  }
}

/// What a roll-up does with a contributing child whose progress is missing.
public enum MissingInRollUp: String, CaseIterable, Sendable {
  /// It counts as 0, so that a goal nobody measures pulls its parent down.
  case zero
  /// It is left out with its weight.
  case skip
  /// The parent's progress is missing, too.
  case missing
}

/// What gives an objective its status.
public enum StatusRollUp: String, CaseIterable, Sendable {
  /// Its own progress, by the status policy.
  case progress
  /// The worst status among the children that count in its progress: off track, at risk, not
  /// started, on track, done. Unknown ones are left aside; without any other it is unknown.
  case worst
}

/// Which children an objective rolls up.
public enum RollUpSource: String, CaseIterable, Sendable {
  /// Its key results; when it has none, its child objectives.
  case keyResults = "key_results"
  /// Its key results and child objectives side by side.
  case both
  /// Its child objectives only.
  case children
}

/// How an `at_least`, `at_most` or `between` key result turns its values into progress.
public enum MaintainPolicy: String, CaseIterable, Sendable {
  /// 1 when the latest value holds, else 0.
  case latest
  /// The share of expected check-ins that held; one that was missed did not hold.
  case share
  /// 1 when the worst value so far holds, else 0.
  case worst
  /// 1 when the mean of the values so far holds, else 0.
  case mean
  /// The distance to the target; `between` has none and uses `latest`.
  case distance
}

/// The rule that places a goal on the status scale.
public enum StatusPolicy: String, CaseIterable, Sendable {
  /// By the gap to the expected progress: on track at 0, at risk to 25 points.
  case gap
  /// By progress over expected progress: on track from 70 %, at risk from 50 %.
  case ratio
  /// By achievement alone: on track from 90 %, at risk from 75 %.
  case scorecard
  /// By the score rounded to a tenth: on track from 0.7, at risk from 0.4.
  case google
}
