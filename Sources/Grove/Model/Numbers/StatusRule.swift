// The four named policies that place a goal on the status scale. Tools differ widely here, so the
// workspace chooses; what the owner says is kept apart, as the stated status.

extension StatusPolicy {
  /// What a status is judged by.
  public struct Evidence: Sendable {
    /// Progress, not clamped; NaN is missing.
    public var progress: Double
    /// Expected progress; NaN is missing.
    public var expected: Double
    /// Whether a first value is still to come: its own, or any of its contributing children's.
    public var awaitsValue: Bool
    /// Whether all of it is promised.
    public var isCommitted: Bool
    /// Whether progress 1 already means done: not for a value still to be kept.
    public var canBeDone: Bool

    /// What a status is judged by.
    public init(
      progress: Double, expected: Double, awaitsValue: Bool, isCommitted: Bool = false,
      canBeDone: Bool = true
    ) {
      self.progress = progress
      self.expected = expected
      self.awaitsValue = awaitsValue
      self.isCommitted = isCommitted
      self.canBeDone = canBeDone
    }
  }

  /// The status of a goal.
  ///
  /// Under every policy a goal without any value is `not started`, one whose progress is missing
  /// otherwise `unknown`, and one with progress 1 or more `done`. Then:
  /// - `gap` (Viva Goals' defaults): expected less actual progress 0 or below is on track, to 25
  ///   points at risk, beyond off track.
  /// - `ratio` (Tability): actual over expected progress from 0.7 is on track, from 0.5 at risk,
  ///   below off track; with nothing expected yet, on track.
  /// - `scorecard` (ServiceNow): progress from 0.9 is on track, from 0.75 at risk, below off track.
  /// - `google` (Google's playbook): the score, which is progress rounded to a tenth, from 0.7 is
  ///   on track, from 0.4 at risk, below off track; a committed goal is on track at 1.0 only.
  ///
  /// A value on a boundary takes the better status. `gap` and `ratio` without expected progress
  /// give `unknown`.
  public func status(_ evidence: Evidence) -> Status {
    let progress = evidence.progress
    if evidence.awaitsValue { return .notStarted }
    if progress.isNaN { return .unknown }
    if progress >= 1 { return evidence.canBeDone ? .done : .onTrack }
    switch self {
    case .gap:
      let gap = Pace.gap(expected: evidence.expected, progress: progress)
      return grade(-gap, good: 0, fair: -0.25)
    case .ratio:
      let share = evidence.expected == 0 ? 1 : Ratio.of(progress, evidence.expected)
      return grade(share, good: 0.7, fair: 0.5)
    case .scorecard:
      return grade(progress, good: 0.9, fair: 0.75)
    case .google:
      let score = (Ratio.clamped(progress) * 10).rounded() / 10
      return grade(score, good: evidence.isCommitted ? 1 : 0.7, fair: 0.4)
    }
  }

  private func grade(_ mark: Double, good: Double, fair: Double) -> Status {
    mark.isNaN ? .unknown : mark >= good ? .onTrack : mark >= fair ? .atRisk : .offTrack
  }
}
