// The health of a KPI: which band its value lies in.

/// A KPI's bands and target; NaN is missing.
public struct KPIBands: Sendable {
  /// Which way is better.
  public var direction: Direction
  /// The target.
  public var target: Double
  /// The lower bound of a value to be kept between two.
  public var low: Double
  /// The upper bound of a value to be kept between two.
  public var high: Double
  /// Where green begins.
  public var greenFrom: Double
  /// Where amber begins.
  public var amberFrom: Double

  /// Bands; what is not given is missing.
  public init(
    direction: Direction = .increase, target: Double = .nan, low: Double = .nan,
    high: Double = .nan, greenFrom: Double = .nan, amberFrom: Double = .nan
  ) {
    self.direction = direction
    self.target = target
    self.low = low
    self.high = high
    self.greenFrom = greenFrom
    self.amberFrom = amberFrom
  }

  /// Whether a lower value is the better one.
  public var lessIsBetter: Bool { direction == .decrease || direction == .atMost }

  /// The share of amber in the target when no band is given: ServiceNow's 75 %.
  public static let amberAttainment = 0.75

  /// The value against the target (`Progress.attainment`); between two bounds 1, and outside them
  /// against the nearer one. Missing without value or target.
  public func attainment(_ value: Double) -> Double {
    guard direction == .between else {
      return Progress.attainment(value, target: target, lessIsBetter: lessIsBetter)
    }
    if !low.isNaN, value < low {
      return Progress.attainment(value, target: low, lessIsBetter: false)
    }
    if !high.isNaN, value > high {
      return Progress.attainment(value, target: high, lessIsBetter: true)
    }
    return value.isNaN || (low.isNaN && high.isNaN) ? .nan : 1
  }

  /// The band of a value; one on a boundary takes the better band. Green begins at `greenFrom`,
  /// else at the target; amber at `amberFrom`, else at 75 % attainment. With `amberFrom` alone all
  /// from there on is green. Nil without a value, or with neither target nor bands.
  public func health(_ value: Double) -> Health? {
    guard !value.isNaN else { return nil }
    if direction == .between {
      let attainment = attainment(value)
      guard !attainment.isNaN else { return nil }
      return attainment >= 1 ? .green : attainment >= Self.amberAttainment ? .amber : .red
    }
    let green = greenFrom.isNaN ? (target.isNaN ? amberFrom : target) : greenFrom
    guard !green.isNaN else { return nil }
    if reaches(value, green) { return .green }
    if !amberFrom.isNaN { return reaches(value, amberFrom) ? .amber : .red }
    let attainment = Progress.attainment(value, target: green, lessIsBetter: lessIsBetter)
    return attainment >= Self.amberAttainment ? .amber : .red
  }

  /// Whether the value is on the right side of its target, or within its bounds; nil when it cannot
  /// be told.
  public func holds(_ value: Double) -> Bool? {
    if direction == .between {
      return Progress.holds(value, .between, target: target, low: low, high: high)
    }
    guard !value.isNaN, !target.isNaN else { return nil }
    return reaches(value, target)
  }

  private func reaches(_ value: Double, _ bound: Double) -> Bool {
    lessIsBetter ? value <= bound : value >= bound
  }
}
