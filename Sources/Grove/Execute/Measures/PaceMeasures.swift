// Elapsed time, gaps, rates and statuses of whole columns. The rules stand in Model/Numbers.

extension MeasureCache {
  /// `Pace.elapsed` of every goal with dates; expected progress is the same straight line.
  func elapsed() -> [Double] {
    let starts = storedDays("start")
    let dues = storedDays("due")
    let today = viewpoint.today.dayNumber
    return starts.indices.map {
      Pace.elapsed(start: starts[$0], due: dues[$0], today: today)
    }
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
    return statuses
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
