// Which way a goal's value is meant to go. The words are those of the field `direction`.

/// How a key result's or KPI's value is judged.
public enum Direction: String, CaseIterable, Sendable {
  /// From the baseline up to the target.
  case increase
  /// From the baseline down to the target.
  case decrease
  /// Kept at the target or above.
  case atLeast = "at_least"
  /// Kept at the target or below.
  case atMost = "at_most"
  /// Kept from the low to the high bound.
  case between
  /// By steps reached.
  case milestones
  /// Done or not.
  case yesNo = "yes_no"
  /// Measured for the first time.
  case baseline

  /// Whether a value is to be kept where it is, instead of moved.
  public var keepsValue: Bool { self == .atLeast || self == .atMost || self == .between }

  /// Whether a value moves from a baseline to a target.
  public var movesValue: Bool { self == .increase || self == .decrease }

  /// The direction that a baseline and a target tell when none is given: down when the target is
  /// the lower one, else up.
  public static func inferred(baseline: Double, target: Double) -> Direction {
    target < baseline ? .decrease : .increase
  }
}
