// Where goals are heading: the line through this cycle's check-ins on the goal's last day, the
// progress that would be, and the values so far. The formula stands in Model/Numbers/Forecast.

extension MeasureCache {
  /// What each key result and KPI will end on, of the check-ins with a value from its first day up to
  /// today, or to its last day when that is over; without a first day of all. Missing without a last
  /// day, and without values on two days.
  func forecasts() -> (value: [Double], low: [Double], high: [Double]) {
    var (value, low, high) = (missingNumbers(), missingNumbers(), missingNumbers())
    let cells = stored("value", .checkIns)
    let dates = storedDays("date", .checkIns)
    let starts = storedDays("start")
    let dues = storedDays("due")
    let measured = goals(.keyResults).lowerBound..<goals(.kpis).upperBound
    forEachHistory { goal, rows in
      guard measured.contains(goal), dues[goal] != CivilDate.missingDayNumber else { return }
      let within = rows.filter {
        !cells[$0].isNaN && dates[$0] >= starts[goal] && dates[$0] <= dues[goal]
      }
      let forecast = Forecast(
        days: within.map { dates[$0] }, values: within.map { cells[$0] }, on: dues[goal])
      value[goal] = forecast?.value ?? .nan
      low[goal] = forecast?.low ?? .nan
      high[goal] = forecast?.high ?? .nan
    }
    return (value, low, high)
  }

  /// The progress of each key result at its forecast, and of each objective by its roll-up, in which
  /// a child without a forecast counts with the progress it has.
  func forecastProgress() -> [Double] {
    let current = numbers(.progress)
    var progress = missingNumbers()
    var isForeseen = [Bool](repeating: false, count: goalCount)
    let foreseen = numbers(.forecast)
    let bounds = Bounds(self)
    for goal in goals(.keyResults) where !foreseen[goal].isNaN {
      let direction = bounds.direction(goal)
      switch direction {
      case .increase, .decrease:
        progress[goal] = Progress.moving(
          baseline: bounds.baseline[goal], target: bounds.target[goal], current: foreseen[goal],
          decreases: direction == .decrease)
      case .atLeast, .atMost, .between:
        progress[goal] = bounds.holds(foreseen[goal], goal).map { $0 ? 1 : 0 } ?? .nan
      case .yesNo: progress[goal] = foreseen[goal] >= 1 ? 1 : 0
      case .baseline: progress[goal] = 1
      case .milestones: break
      }
      isForeseen[goal] = !progress[goal].isNaN
    }
    let contributions = Contributions(self)
    for goal in graph.links.bottomUp where contributions.isObjective(Int(goal)) {
      let goal = Int(goal)
      guard !graph.links.isCircular(goal) else { continue }
      var rollUp = RollUp(missing: graph.policies.missingInRollUp)
      contributions.forEachChild(of: goal) { child, weight in
        let own = isForeseen[child] ? progress[child] : current[child]
        if isForeseen[child] { isForeseen[goal] = true }
        rollUp.add(progress: own, weight: weight)
      }
      if isForeseen[goal] { progress[goal] = rollUp.progress }
    }
    return progress
  }

  /// The values of each goal's check-ins up to today, oldest first; missing when there are none.
  func trends() -> [Value] {
    var trends = [Value](repeating: .missing, count: goalCount)
    let cells = stored("value", .checkIns)
    forEachHistory { goal, rows in
      let values = rows.lazy.filter { !cells[$0].isNaN }.map { Value.number(cells[$0]) }
      if !values.isEmpty { trends[goal] = .list(Array(values)) }
    }
    return trends
  }

  // MARK: Plans

  /// The value planned for now of each KPI: of its planned periods the one that holds today, of
  /// several the shortest; one that adds up or averages takes all that began in its cycle (else the
  /// fiscal year) so far. Without such a period the one value that the files give.
  func plans() -> [Double] {
    var plans = stored("plan")
    guard case .values(let cells)? = graph.table(.goals).column("plans") else { return plans }
    let windows = AggregateWindows(self)
    let today = viewpoint.today
    for goal in goals(.kpis) {
      guard case .list(let records) = cells[goal] else { continue }
      let planned = records.compactMap { record -> (period: Period, value: Double)? in
        guard case .record(let fields) = record, case .period(let period)? = fields["period"],
          let value = fields["value"]?.asNumber
        else { return nil }
        return (period, value)
      }
      if let isSum = windows.isSum(goal) {
        let from = windows.start(goal)
        let begun = planned.filter { $0.period.start.dayNumber >= from && $0.period.start <= today }
        guard !begun.isEmpty else { continue }
        let sum = begun.reduce(0) { $0 + $1.value }
        plans[goal] = isSum ? Ratio.rounded(sum) : Ratio.of(sum, Double(begun.count))
      } else {
        let held = planned.filter { $0.period.contains(today) }
        let shortest = held.min { $0.period.dayCount < $1.period.dayCount }
        if let shortest { plans[goal] = shortest.value }
      }
    }
    return plans
  }
}

/// Which KPIs add up or average their values, and from which day on.
struct AggregateWindows {
  private let sums: [Bool?]
  private let cycles: [Int32]
  private let cycleStarts: [Int32]
  private let yearStart: Int32

  init(_ measures: MeasureCache) {
    sums = measures.mapped("aggregate") { $0 == "sum" ? true : $0 == "mean" ? false : nil }
    cycles = measures.storedRows("cycle")
    cycleStarts = measures.storedDays("start", .cycles)
    let year = measures.graph.policies.fiscal.containing(.year, measures.viewpoint.today)
    yearStart = year?.start.dayNumber ?? Int32.min
  }

  /// Whether the KPI's values add up; nil for one that goes by its newest value.
  func isSum(_ goal: Int) -> Bool? { sums[goal] }

  /// The first day whose values count: of its cycle, or of the fiscal year when it has none.
  func start(_ goal: Int) -> Int32 {
    let cycleStart = cycles[goal] < 0 ? Int32.min : cycleStarts[Int(cycles[goal])]
    return cycleStart == CivilDate.missingDayNumber ? yearStart : cycleStart
  }
}
