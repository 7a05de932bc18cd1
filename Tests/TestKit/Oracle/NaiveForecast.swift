// Where values are heading, by the textbook's sums over all check-ins.

import Grove

extension NaiveGraph {
  /// The check-ins of the goal's own time that have a value, as days and values.
  private func points(_ node: Node) -> (points: [(day: Double, value: Double)], due: Double)? {
    guard [Kind.keyResults, .kpis].contains(kind(node)), let due = day("due", node) else {
      return nil
    }
    let start = day("start", node)
    let points = history(node).compactMap { checkIn -> (day: Double, value: Double)? in
      guard let date = day("date", checkIn), let value = plain("value", checkIn), date <= due,
        start.map({ $0 <= date }) ?? true
      else { return nil }
      return (Double(date.days(since: .on("2026-01-01"))), value)
    }
    return (points, Double(due.days(since: .on("2026-01-01"))))
  }

  func forecast(_ name: String, _ node: Node) -> Value {
    guard let (points, due) = points(node), Set(points.map(\.day)).count >= 2 else {
      return .missing
    }
    let n = Double(points.count)
    let (sumX, sumY) = (points.reduce(0) { $0 + $1.day }, points.reduce(0) { $0 + $1.value })
    let sumXX = points.reduce(0) { $0 + $1.day * $1.day }
    let sumXY = points.reduce(0) { $0 + $1.day * $1.value }
    let slope = (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX)
    let intercept = (sumY - slope * sumX) / n
    let value = intercept + slope * due
    if name == "forecast" { return .number(rounded(value)) }
    guard points.count > 2, points.count - 2 <= Self.quantiles.count else { return .missing }
    let squares = points.reduce(0) { sum, point in
      let error = point.value - intercept - slope * point.day
      return sum + error * error
    }
    let mean = sumX / n
    let spread = points.reduce(0) { $0 + ($1.day - mean) * ($1.day - mean) }
    let width =
      Self.quantiles[points.count - 3] * (squares / (n - 2)).squareRoot()
      * (1 + 1 / n + (due - mean) * (due - mean) / spread).squareRoot()
    return .number(rounded(name == "forecast_low" ? value - width : value + width))
  }

  /// Student's t for 80 %, by degrees of freedom from 1.
  private static let quantiles = [
    3.077684, 1.885618, 1.637744, 1.533206, 1.475884, 1.439756, 1.414924, 1.396815, 1.383029,
    1.372184, 1.36343, 1.356217,
  ]

  /// The progress at the forecast, and whether it comes of one.
  func forecastProgress(_ node: Node) -> (progress: Double?, isForeseen: Bool)? {
    if kind(node) == .keyResults {
      guard case .number(let foreseen) = forecast("forecast", node) else { return nil }
      switch direction(node) {
      case "increase", "decrease":
        let isUp = direction(node) == "increase"
        guard let target = plain("target", node),
          let baseline = plain("baseline", node) ?? (isUp ? 0 : nil),
          let progress = ratio(foreseen - baseline, target - baseline)
        else { return nil }
        return (progress, true)
      case "yes_no": return (foreseen >= 1 ? 1 : 0, true)
      case "baseline": return (1, true)
      case "milestones": return nil
      default: return holds(foreseen, node).map { ($0 ? 1 : 0, true) }
      }
    }
    guard kind(node) == .objectives, !isCircular(node) else { return nil }
    let children = contributors(node).map { (forecastProgress($0.node), $0) }
    guard children.contains(where: { $0.0 != nil }) else { return nil }
    let progresses = children.map { foreseen, child in
      (foreseen == nil ? progress(child.node) : foreseen?.progress, child.weight)
    }
    return (rolledUp(progresses), true)
  }
}
