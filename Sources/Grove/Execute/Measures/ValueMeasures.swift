// What a goal's newest check-ins say, and what follows from one value: attainment, health, zone.

extension MeasureCache {
  /// The newest check-in of each goal dated today or before, and known of.
  func lastCheckIns() -> [Int32] {
    let dates = storedDays("date", .checkIns)
    let today = viewpoint.today.dayNumber
    let unknown = unknownCheckIns
    return (0..<goalCount).map { goal in
      let rows = graph.checkIns(of: goal)
      return rows.last { dates[$0] <= today && unknown?[$0] != 1 }.map { Int32($0) } ?? -1
    }
  }

  /// By row, 1 for a check-in that was not known of, wherever it stands among others; nil when all
  /// dated up to today are known. What such a one says is missing in the graph already.
  var unknownCheckIns: [UInt8]? {
    viewpoint.knownOn == nil ? nil : graph.absent(.checkIns)
  }

  /// Calls `body` for each goal that has check-ins up to today, with their rows, oldest first.
  func forEachHistory(_ body: (_ goal: Int, _ rows: Range<Int>) -> Void) {
    let last = rows(.lastCheckIn)
    for goal in 0..<goalCount where last[goal] >= 0 {
      body(goal, graph.checkIns(of: goal).lowerBound..<(Int(last[goal]) + 1))
    }
  }

  /// The value of each key result and KPI: of its newest check-in that has one, else from the file.
  /// A value in the file with its own day (`updated`) yields to check-ins after that day only.
  /// A KPI whose aggregate is sum or mean takes all values of its cycle so far, or of the fiscal
  /// year when it has none.
  func currentValues() -> [Double] {
    var current = stored("current")
    let values = stored("value")
    for goal in current.indices where current[goal].isNaN { current[goal] = values[goal] }
    let updated = storedDays("updated")
    let cells = stored("value", .checkIns)
    let dates = storedDays("date", .checkIns)
    forEachHistory { goal, rows in
      guard let newest = rows.last(where: { !cells[$0].isNaN }) else { return }
      let isNewer =
        current[goal].isNaN || updated[goal] == CivilDate.missingDayNumber
        || dates[newest] > updated[goal]
      if isNewer { current[goal] = cells[newest] }
    }
    aggregate(&current, cells, dates)
    return current
  }

  private func aggregate(_ current: inout [Double], _ cells: [Double], _ dates: [Int32]) {
    let windows = AggregateWindows(self)
    for goal in goals(.kpis) {
      guard let isSum = windows.isSum(goal) else { continue }
      let from = windows.start(goal)
      var sum = 0.0
      var count = 0.0
      for row in graph.checkIns(of: goal)
      where dates[row] >= from && dates[row] <= viewpoint.today.dayNumber && !cells[row].isNaN {
        sum += cells[row]
        count += 1
      }
      if count > 0 { current[goal] = isSum ? Ratio.rounded(sum) : Ratio.of(sum, count) }
    }
  }

  /// The confidence of the newest check-in that has one, else from the file.
  func newestConfidences() -> [Double] {
    var confidences = stored("confidence")
    let cells = stored("confidence", .checkIns)
    forEachHistory { goal, rows in
      if let newest = rows.last(where: { !cells[$0].isNaN }) { confidences[goal] = cells[newest] }
    }
    return confidences
  }

  /// The owner's word of the newest check-in that has one, else from the file.
  func newestStatedStatuses() -> [UInt8] {
    var statuses = mapped("stated_status") { Status(name: $0) }
    let cells = mapped("stated_status", .checkIns) { Status(name: $0) }
    forEachHistory { goal, rows in
      if let newest = rows.last(where: { cells[$0] != nil }) { statuses[goal] = cells[newest] }
    }
    return statuses.map { $0?.rawValue ?? 255 }
  }

  // MARK: KPIs

  /// `KPIBands.attainment` of each KPI.
  func attainments() -> [Double] {
    var attainments = missingNumbers()
    let current = numbers(.current)
    forEachKPI { attainments[$0] = $1.attainment(current[$0]) }
    return attainments
  }

  /// `KPIBands.health` of each KPI.
  func healths() -> [UInt8] {
    var healths = [UInt8](repeating: 255, count: goalCount)
    let current = numbers(.current)
    forEachKPI { goal, bands in
      let place = bands.health(current[goal]).flatMap(Health.allCases.firstIndex)
      healths[goal] = place.flatMap { UInt8(exactly: $0) } ?? 255
    }
    return healths
  }

  /// Whether the value is where it should be: of a KPI on the right side of its target, of a key
  /// result that is to be kept within its bound.
  func holding() -> [UInt8] {
    var holding = [UInt8](repeating: 2, count: goalCount)
    let current = numbers(.current)
    let bounds = Bounds(self)
    for goal in goals(.keyResults) {
      if let holds = bounds.holds(current[goal], goal) { holding[goal] = holds ? 1 : 0 }
    }
    forEachKPI { goal, bands in
      if let holds = bands.holds(current[goal]) { holding[goal] = holds ? 1 : 0 }
    }
    return holding
  }

  private func forEachKPI(_ body: (Int, KPIBands) -> Void) {
    let bounds = Bounds(self)
    let green = stored("green_from")
    let amber = stored("amber_from")
    let plans = numbers(.plan)
    for goal in goals(.kpis) {
      var bands = bounds.kpi(goal)
      if bands.target.isNaN, bands.direction != .between { bands.target = plans[goal] }
      bands.greenFrom = green[goal]
      bands.amberFrom = amber[goal]
      body(goal, bands)
    }
  }

  /// `Progress.zone` of each key result.
  func zones() -> [UInt8] {
    var zones = [UInt8](repeating: 255, count: goalCount)
    let current = numbers(.current)
    let baseline = stored("baseline")
    let stretch = stored("stretch")
    for goal in goals(.keyResults) {
      let zone = Progress.zone(
        current[goal], baseline: baseline[goal], stretch: stretch[goal])
      let place = zone.flatMap(Zone.allCases.firstIndex).flatMap { UInt8(exactly: $0) }
      zones[goal] = place ?? 255
    }
    return zones
  }
}

/// Directions and bounds of goals, as arrays by row.
struct Bounds {
  let directions: [Direction?]
  let target: [Double]
  let low: [Double]
  let high: [Double]
  let baseline: [Double]

  init(_ measures: MeasureCache) {
    directions = measures.mapped("direction") { Direction(rawValue: $0) }
    target = measures.stored("target")
    low = measures.stored("low")
    high = measures.stored("high")
    baseline = measures.stored("baseline")
  }

  /// The direction of a key result: as given; else `between` when it has bounds and no target; else
  /// from baseline to target.
  func direction(_ goal: Int) -> Direction {
    if let direction = directions[goal] { return direction }
    if target[goal].isNaN, !low[goal].isNaN || !high[goal].isNaN { return .between }
    return .inferred(baseline: baseline[goal], target: target[goal])
  }

  /// The target and bounds of a KPI, of which more is better unless it says otherwise.
  func kpi(_ goal: Int) -> KPIBands {
    let isRange = target[goal].isNaN && !(low[goal].isNaN && high[goal].isNaN)
    return KPIBands(
      direction: directions[goal] ?? (isRange ? .between : .increase), target: target[goal],
      low: low[goal], high: high[goal])
  }

  /// Whether a value is where the key result is to be kept; nil when it is not of that sort.
  func holds(_ value: Double, _ goal: Int) -> Bool? {
    Progress.holds(
      value, direction(goal), target: target[goal], low: low[goal], high: high[goal])
  }
}
