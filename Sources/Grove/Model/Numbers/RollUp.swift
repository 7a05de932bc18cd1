// The progress of an objective from that of its children: a weighted mean of clamped values.
// Which children count is for Execute/Measures, which knows links and states.

/// A roll-up under way: add each contributing child, then read `progress`.
///
/// sum(w * clamp(p, 0, 1)) / sum(w), the weighted mean of okr-tracker and ServiceNow with the
/// clamping of Perdoo. Weight 0 shows alignment and does not count (GitLab); a weight below 0
/// counts as 0, one that is missing as 1. A child without progress counts as 0, is skipped with
/// its weight, or makes the whole missing, by the policy.
public struct RollUp: Sendable {
  private let missing: MissingInRollUp
  private var sum = 0.0
  private var weights = 0.0
  private var isMissing = false

  /// A roll-up without children yet.
  public init(missing: MissingInRollUp) {
    self.missing = missing
  }

  /// Adds a child.
  @inline(__always)
  public mutating func add(progress: Double, weight: Double) {
    let weight = weight.isNaN ? 1 : max(weight, 0)
    guard weight > 0 else { return }
    if progress.isNaN {
      switch missing {
      case .zero: weights += weight
      case .skip: break
      case .missing: isMissing = true
      }
    } else {
      weights += weight
      sum += weight * Ratio.clamped(progress)
    }
  }

  /// The mean so far; missing (NaN) without a child that counts.
  public var progress: Double {
    isMissing ? .nan : Ratio.of(sum, weights)
  }
}
