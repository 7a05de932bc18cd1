// Progress of a single key result, by direction. The roll-up of objectives stands in RollUp,
// the choice between values of several check-ins in Execute/Measures.

/// Progress formulas. A ratio, not clamped: 0.5 is half way, below 0 is worse than the baseline.
/// A missing number is NaN in what goes in and what comes out.
public enum Progress {
  /// Progress from baseline to target: (current - baseline) / (target - baseline), as Viva Goals,
  /// ServiceNow and okr-tracker compute it. Without a baseline an increase starts from 0 and a
  /// decrease is missing; a target equal to the baseline is missing.
  @inline(__always)
  public static func moving(
    baseline: Double, target: Double, current: Double, decreases: Bool
  ) -> Double {
    let from = baseline.isNaN && !decreases ? 0 : baseline
    return Ratio.of(current - from, target - from)
  }

  /// Whether a value that is to be kept is where it should be; nil when value or bounds are
  /// missing. A value on the bound is. `at_least` and `at_most` take the bound that fits when
  /// there is no target. Other directions: nil.
  public static func holds(
    _ value: Double, _ direction: Direction, target: Double, low: Double, high: Double
  ) -> Bool? {
    guard !value.isNaN else { return nil }
    switch direction {
    case .atLeast:
      let bound = target.isNaN ? low : target
      return bound.isNaN ? nil : value >= bound
    case .atMost:
      let bound = target.isNaN ? high : target
      return bound.isNaN ? nil : value <= bound
    case .between:
      if low.isNaN && high.isNaN { return nil }
      return (low.isNaN || value >= low) && (high.isNaN || value <= high)
    case .increase, .decrease, .milestones, .yesNo, .baseline:
      return nil
    }
  }

  /// Progress of a value to be kept by its distance from the target, as Profit.co counts control
  /// KPIs: at most 2 - c/t (target 0: 1 when c <= 0, else 0), at least c/t (target 0: 1 when
  /// c >= 0, else 0). Other directions: missing.
  public static func distance(_ value: Double, _ direction: Direction, target: Double) -> Double {
    switch direction {
    case .atLeast: attainment(value, target: target, lessIsBetter: false)
    case .atMost: attainment(value, target: target, lessIsBetter: true)
    default: .nan
    }
  }

  /// A value against its target: 1 is on target. More is better: c/t; less is better: 2 - c/t;
  /// with a target of 0: 1 on the right side of it, else 0 (Camms). Written as 1 plus or minus the
  /// relative distance, which keeps its meaning for targets below 0.
  public static func attainment(_ value: Double, target: Double, lessIsBetter: Bool) -> Double {
    guard !value.isNaN, !target.isNaN else { return .nan }
    if target == 0 { return (lessIsBetter ? value <= 0 : value >= 0) ? 1 : 0 }
    let distance = (value - target) / target.magnitude
    return Ratio.rounded(lessIsBetter ? 1 - distance : 1 + distance)
  }

  /// Progress by steps: the share of the weights that are reached. A step without a weight counts
  /// 1, one with a weight below 0 nothing. No steps, or weights of 0 in all: missing.
  public static func milestones(_ steps: [(weight: Double, isReached: Bool)]) -> Double {
    var reached = 0.0
    var total = 0.0
    for step in steps {
      let weight = step.weight.isNaN ? 1 : max(step.weight, 0)
      total += weight
      if step.isReached { reached += weight }
    }
    return Ratio.of(reached, total)
  }

  /// Where a value stands between baseline and stretch: from 0.3 of the way commit, from 0.7
  /// target, from 1.0 stretch, else fail, as puzzle/okr marks its metric key results. Without a
  /// baseline the way begins at 0. Nil when the value or the stretch value is missing, or the way
  /// has no length.
  public static func zone(_ value: Double, baseline: Double, stretch: Double) -> Zone? {
    let share = moving(
      baseline: baseline, target: stretch, current: value, decreases: false)
    guard !share.isNaN else { return nil }
    return share >= 1 ? .stretch : share >= 0.7 ? .target : share >= 0.3 ? .commit : .fail
  }
}
