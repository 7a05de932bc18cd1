// Elapsed time, gaps, rates and statuses of whole columns. The rules stand in Model/Numbers.

extension MeasureCache {
  /// `Pace.elapsed` of every goal with dates.
  func elapsed() -> [Double] {
    let starts = storedDays("start")
    let dues = storedDays("due")
    let today = viewpoint.today.dayNumber
    return starts.indices.map {
      Pace.elapsed(start: starts[$0], due: dues[$0], today: today)
    }
  }

  /// `Pace.expected` of every goal with dates: the share of its time that is over, or of a key result
  /// with phases the line through them.
  func expectedProgress() -> [Double] {
    var expected = numbers(.elapsed)
    guard case .values(let cells)? = graph.table(.goals).column("phases") else { return expected }
    let starts = storedDays("start")
    let dues = storedDays("due")
    let bounds = Bounds(self)
    for goal in goals(.keyResults) {
      let direction = bounds.direction(goal)
      guard case .list(let records) = cells[goal], direction.movesValue else { continue }
      let phases = records.compactMap { record -> (day: Int32, progress: Double)? in
        guard case .record(let fields) = record, case .date(let day)? = fields["by"],
          let target = fields["target"]?.asNumber
        else { return nil }
        let progress = Progress.moving(
          baseline: bounds.baseline[goal], target: bounds.target[goal], current: target,
          decreases: direction == .decrease)
        return progress.isNaN ? nil : (day.dayNumber, progress)
      }
      expected[goal] = Pace.expected(
        start: starts[goal], due: dues[goal], today: viewpoint.today.dayNumber, phases: phases)
    }
    return expected
  }

  /// `Pace.gap` of every goal that has progress.
  func gaps() -> [Double] {
    let progress = numbers(.progress)
    let expected = numbers(.expected)
    return progress.indices.map { Pace.gap(expected: expected[$0], progress: progress[$0]) }
  }

  /// `Pace.neededRate` of key results that move a value.
  func neededRates() -> [Double] {
    let current = numbers(.current)
    let dues = storedDays("due")
    let bounds = Bounds(self)
    return movingKeyResults(bounds) { goal, direction in
      Pace.neededRate(
        target: bounds.target[goal], current: current[goal], decreases: direction == .decrease,
        due: dues[goal], today: viewpoint.today.dayNumber)
    }
  }

  /// `Pace.actualRate` of key results that move a value; an increase without a baseline began at 0.
  func actualRates() -> [Double] {
    let current = numbers(.current)
    let starts = storedDays("start")
    let dues = storedDays("due")
    let bounds = Bounds(self)
    return movingKeyResults(bounds) { goal, direction in
      let baseline = bounds.baseline[goal]
      return Pace.actualRate(
        baseline: baseline.isNaN && direction == .increase ? 0 : baseline,
        current: current[goal], start: starts[goal], due: dues[goal],
        today: viewpoint.today.dayNumber)
    }
  }

  private func movingKeyResults(
    _ bounds: Bounds, _ rate: (Int, Direction) -> Double
  ) -> [Double] {
    var rates = missingNumbers()
    for goal in goals(.keyResults) {
      let direction = bounds.direction(goal)
      if direction.movesValue { rates[goal] = rate(goal, direction) }
    }
    return rates
  }

  // MARK: Status

  /// The status of objectives and key results by a policy; missing for other kinds. A key result
  /// that keeps a value is done only once its last day is over.
  package func statuses(by policy: StatusPolicy) -> [UInt8] {
    var statuses = [UInt8](repeating: 255, count: goalCount)
    let progress = numbers(.progress)
    let expected = numbers(.expected)
    let dues = storedDays("due")
    let isCommitted = flags(.committed)
    let awaits = awaitingValues()
    let bounds = Bounds(self)
    let closed = mapped("state") { $0 == "closed" }
    for goal in Array(goals(.objectives)) + Array(goals(.keyResults)) {
      let isKept = goals(.keyResults).contains(goal) && bounds.direction(goal).keepsValue
      let isOver =
        closed[goal] == true
        || (dues[goal] != CivilDate.missingDayNumber && dues[goal] < viewpoint.today.dayNumber)
      let evidence = StatusPolicy.Evidence(
        progress: progress[goal], expected: expected[goal], awaitsValue: awaits[goal],
        isCommitted: isCommitted[goal] == 1, canBeDone: !isKept || isOver)
      statuses[goal] = policy.status(evidence).rawValue
    }
    if graph.policies.statusRollUp == .worst { takeWorst(&statuses) }
    return statuses
  }

  /// Gives each objective the worst status among its children that count; one without children, or
  /// in a loop of links, keeps what its own progress tells.
  private func takeWorst(_ statuses: inout [UInt8]) {
    let contributions = Contributions(self)
    for goal in graph.links.bottomUp where contributions.isObjective(Int(goal)) {
      guard !graph.links.isCircular(Int(goal)) else { continue }
      var worst: Status?
      contributions.forEachChild(of: Int(goal)) { child, weight in
        guard weight.isNaN || weight > 0, let status = Status(rawValue: statuses[child]) else {
          return
        }
        if worst.map({ status.severity > $0.severity }) ?? true { worst = status }
      }
      if let worst { statuses[Int(goal)] = worst.rawValue }
    }
  }

  /// A condition on the status; missing where it is unknown, and where there is none.
  func statusFlags(_ condition: (Status) -> Bool) -> [UInt8] {
    codes(.status).map { code in
      guard let status = Status(rawValue: code), status != .unknown else { return 2 }
      return condition(status) ? 1 : 0
    }
  }

  /// Whether a goal's first value is still to come: of a key result that has neither value nor
  /// progress, of an objective whose contributing children all wait for theirs.
  private func awaitingValues() -> [Bool] {
    let progress = numbers(.progress)
    let current = numbers(.current)
    var awaits = [Bool](repeating: false, count: goalCount)
    for goal in goals(.keyResults) {
      awaits[goal] = current[goal].isNaN && progress[goal].isNaN
    }
    let contributions = Contributions(self)
    let stated = stored("stated_progress")
    for goal in graph.links.bottomUp where contributions.isObjective(Int(goal)) {
      let goal = Int(goal)
      guard !graph.links.isCircular(goal), stated[goal].isNaN else { continue }
      var children = 0
      var waiting = 0
      contributions.forEachChild(of: goal) { child, _ in
        children += 1
        if awaits[child] { waiting += 1 }
      }
      awaits[goal] = children > 0 && waiting == children
    }
    return awaits
  }
}

extension Status {
  /// How bad it is among others: unknown says nothing.
  fileprivate var severity: Int {
    switch self {
    case .unknown: 0
    case .done: 1
    case .onTrack: 2
    case .notStarted: 3
    case .atRisk: 4
    case .offTrack: 5
    }
  }
}
