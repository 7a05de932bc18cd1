// Freshness of goals, expected and made check-ins, and what is computed for check-ins themselves.

/// How often each goal is to be checked in, and over which days.
struct Rhythm {
  private let cadences: [Cadence?]
  private let usual: Cadence
  private let starts: [Int32]
  private let dues: [Int32]
  private let today: Int32

  /// A goal's own cadence goes before a KPI's frequency; objectives, key results and KPIs without
  /// either take the workspace's, other kinds have none.
  init(_ measures: MeasureCache) {
    var own: [Cadence?] = measures.mapped("frequency") { Cadence(frequency: $0) }
    if case .values(let cells)? = measures.graph.table(.goals).column("cadence") {
      for (goal, cell) in cells.enumerated() {
        if case .duration(let duration) = cell { own[goal] = Cadence(duration) }
      }
    }
    let others = measures.goals(.kpis).upperBound..<measures.goalCount
    for goal in others where own[goal] == nil { own[goal] = .irregular }
    cadences = own
    usual = .every(CalendarDuration(days: measures.graph.policies.defaultCadenceDays))
    starts = measures.storedDays("start")
    dues = measures.storedDays("due")
    today = measures.viewpoint.today.dayNumber
  }

  func cadence(_ goal: Int) -> Cadence { cadences[goal] ?? usual }

  func start(_ goal: Int) -> Int32 { starts[goal] }

  /// The goal's check-in intervals that are over today; nil without a start or a rhythm.
  func intervals(_ goal: Int) -> CheckInIntervals? {
    guard let start = CivilDate(cell: starts[goal]), cadence(goal) != .irregular else {
      return nil
    }
    let due = dues[goal]
    let last = due == CivilDate.missingDayNumber ? today : min(due, today)
    return cadence(goal).intervals(from: start, through: CivilDate(dayNumber: last))
  }
}

extension MeasureCache {
  /// Whether an open goal's newest check-in, or its start when it has none, lies further back than
  /// its cadence and the grace allow. An objective's check-ins are its own and those of what it
  /// rolls up. Closed and draft goals and irregular ones are never stale; missing without a
  /// check-in and a start.
  func stale() -> [UInt8] {
    let missing = CivilDate.missingDayNumber
    let newest = newestCheckInDays()
    let open = flags(.open)
    let rhythm = Rhythm(self)
    let grace = graph.policies.graceDays
    return (0..<goalCount).map { goal in
      guard open[goal] == 1, rhythm.cadence(goal) != .irregular else { return 0 }
      let since = newest[goal] == missing ? rhythm.start(goal) : newest[goal]
      guard let day = CivilDate(cell: since) else { return 2 }
      guard let fresh = rhythm.cadence(goal).freshUntil(day, graceDays: grace) else { return 0 }
      return viewpoint.today > fresh ? 1 : 0
    }
  }

  /// The day of each goal's newest check-in, of objectives with those of what they roll up.
  private func newestCheckInDays() -> [Int32] {
    let dates = storedDays("date", .checkIns)
    var newest = rows(.lastCheckIn).map {
      $0 < 0 ? CivilDate.missingDayNumber : dates[Int($0)]
    }
    let contributions = Contributions(self)
    let objectives = graph.links.bottomUp.filter { contributions.isObjective(Int($0)) }
    guard !graph.links.circular.isEmpty else {
      for goal in objectives {
        contributions.forEachChild(of: Int(goal)) { child, _ in
          newest[Int(goal)] = max(newest[Int(goal)], newest[child])
        }
      }
      return newest
    }
    // In a loop no goal comes last, so days are handed up newest first: the first to arrive stays.
    var children: [Int32] = []
    var parents: [Int32] = []
    for goal in objectives {
      contributions.forEachChild(of: Int(goal)) { child, _ in
        children.append(Int32(truncatingIfNeeded: child))
        parents.append(goal)
      }
    }
    let places = RowLists(grouping: children, count: goalCount)
    var isSettled = [Bool](repeating: false, count: goalCount)
    for start in newest.indices.sorted(by: { newest[$0] > newest[$1] }) where !isSettled[start] {
      isSettled[start] = true
      var reached = [start]
      while let goal = reached.popLast() {
        newest[goal] = newest[start]
        for place in places[goal] {
          let parent = Int(parents[Int(place)])
          guard !isSettled[parent] else { continue }
          isSettled[parent] = true
          reached.append(parent)
        }
      }
    }
    return newest
  }

  /// How many intervals of its cadence have ended since a goal's start, up to its last day, and how
  /// many of them have a check-in, so that two in a week do not make up for a week without
  /// (Profit.co counts a missed week as failed). Missing without a start or a rhythm.
  func checkInCounts() -> (expected: [Double], made: [Double]) {
    let dates = storedDays("date", .checkIns)
    let rhythm = Rhythm(self)
    let unknown = unknownCheckIns
    var expected = missingNumbers()
    var made = missingNumbers()
    for goal in 0..<goalCount {
      guard let intervals = rhythm.intervals(goal) else { continue }
      expected[goal] = Double(intervals.count)
      var count = 0
      var last = -1
      for row in graph.checkIns(of: goal) {
        guard unknown?[row] != 1, let interval = intervals.interval(of: dates[row]),
          interval != last
        else { continue }
        count += 1
        last = interval
      }
      made[goal] = Double(count)
    }
    return (expected, made)
  }

  // MARK: Check-ins

  /// The check-in of the same goal before each, of those that are known.
  func previousCheckIns() -> [Int32] {
    let goals = storedRows("goal", .checkIns)
    let unknown = unknownCheckIns
    var last = -1
    return goals.indices.map { row in
      let previous = last >= 0 && goals[last] == goals[row] ? Int32(last) : -1
      if unknown?[row] != 1 { last = row }
      return previous
    }
  }

  /// Whether each check-in's value is where its goal is to be kept; for a KPI on the right side of
  /// its target.
  func checkInsInBand() -> [UInt8] {
    let goals = storedRows("goal", .checkIns)
    let values = stored("value", .checkIns)
    let bounds = Bounds(self)
    let kpis = self.goals(.kpis)
    return goals.indices.map { row in
      let goal = Int(goals[row])
      let holds =
        kpis.contains(goal)
        ? bounds.kpi(goal).holds(values[row]) : bounds.holds(values[row], goal)
      return holds.map { $0 ? 1 : 0 } ?? 2
    }
  }

  /// Days from the day a check-in speaks of to the day it was entered; 0 when only one is known.
  func daysLate() -> [Double] {
    let dates = storedDays("date", .checkIns)
    let recorded = storedDays("recorded", .checkIns)
    return dates.indices.map {
      recorded[$0] == CivilDate.missingDayNumber ? 0 : Double(recorded[$0]) - Double(dates[$0])
    }
  }
}
