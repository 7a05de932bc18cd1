// Progress of key results from their own values, then of objectives from what supports them,
// children before parents, over the links.

extension MeasureCache {
  /// Progress of key results and objectives, not clamped. Where none can be computed, the owner's
  /// stated progress; objectives in a loop of links have none.
  func progress() -> [Double] {
    var progress = computedProgress()
    let stated = stored("stated_progress")
    for goal in goals(.keyResults) where progress[goal].isNaN { progress[goal] = stated[goal] }
    let assumed = assumedNumbers(.progress)
    for (goal, value) in assumed where progress.indices.contains(goal) { progress[goal] = value }
    let contributions = Contributions(self)
    for goal in graph.links.bottomUp where contributions.isObjective(Int(goal)) {
      let goal = Int(goal)
      if !assumed.isEmpty, assumed[goal] != nil { continue }
      guard !graph.links.isCircular(goal) else { continue }
      var rollUp = RollUp(missing: graph.policies.missingInRollUp)
      contributions.forEachChild(of: goal) { child, weight in
        rollUp.add(progress: progress[child], weight: weight)
      }
      progress[goal] = rollUp.progress
      if progress[goal].isNaN { progress[goal] = stated[goal] }
    }
    return progress
  }

  /// Whether progress is only the owner's word; missing where there is no progress.
  func progressIsStated() -> [UInt8] {
    let progress = numbers(.progress)
    let computed = computedProgress()
    let contributions = Contributions(self)
    let assumed = assumedNumbers(.progress)
    return (0..<goalCount).map { goal in
      if progress[goal].isNaN { return 2 }
      if !assumed.isEmpty, assumed[goal] != nil { return 0 }
      guard contributions.isObjective(goal) else { return computed[goal].isNaN ? 1 : 0 }
      var rollUp = RollUp(missing: graph.policies.missingInRollUp)
      contributions.forEachChild(of: goal) { rollUp.add(progress: progress[$0], weight: $1) }
      return rollUp.progress.isNaN ? 1 : 0
    }
  }

  /// Progress of key results from their values alone.
  func computedProgress() -> [Double] {
    var progress = missingNumbers()
    let current = numbers(.current)
    let bounds = Bounds(self)
    let steps = milestones()
    var history: MaintainedHistory?
    for goal in goals(.keyResults) {
      if let steps = steps[goal], bounds.directions[goal] ?? .milestones == .milestones {
        progress[goal] = Progress.milestones(steps)
        continue
      }
      let value = current[goal]
      let direction = bounds.direction(goal)
      switch direction {
      case .increase, .decrease:
        progress[goal] = Progress.moving(
          baseline: bounds.baseline[goal], target: bounds.target[goal], current: value,
          decreases: direction == .decrease)
      case .atLeast, .atMost, .between:
        let known = history ?? MaintainedHistory(self, bounds)
        history = known
        progress[goal] = known.progress(goal, current: value, policy: graph.policies.maintain)
      case .yesNo:
        progress[goal] = value.isNaN ? .nan : value >= 1 ? 1 : 0
      case .baseline:
        progress[goal] = value.isNaN ? .nan : 1
      case .milestones:
        break
      }
    }
    return progress
  }

  /// The steps of key results that have any: reached is yes, or a day that has come.
  private func milestones() -> [Int: [(weight: Double, isReached: Bool)]] {
    guard case .values(let cells)? = graph.table(.goals).column("milestones") else { return [:] }
    var steps: [Int: [(weight: Double, isReached: Bool)]] = [:]
    for goal in goals(.keyResults) {
      guard case .list(let records) = cells[goal] else { continue }
      steps[goal] = records.compactMap { record in
        guard case .record(let step) = record else { return nil }
        var weight = Double.nan
        if case .number(let number)? = step["weight"] { weight = number }
        switch step["reached"] {
        case .flag(let isReached)?: return (weight, isReached)
        case .date(let day)?: return (weight, day <= viewpoint.today)
        default: return (weight, false)
        }
      }
    }
    return steps
  }
}

/// Which children count in an objective's progress, and with what weight.
struct Contributions {
  /// What a child is to a roll-up; 0 when it never counts.
  private var roles: [UInt8]
  private let weights: [Double]
  private let rollUps: [RollUpSource?]
  private let usual: RollUpSource
  private let links: LinkIndex
  private static let keyResult: UInt8 = 1
  private static let objective: UInt8 = 2

  /// Goals in these states are not part of any roll-up.
  static let leftOut: Set = ["draft", "cancelled", "dropped", "archived", "deferred"]

  private let objectives: Range<Int>

  init(_ measures: MeasureCache) {
    roles = [UInt8](repeating: 0, count: measures.goalCount)
    let leftOut = measures.mapped("state") { Self.leftOut.contains($0) }
    objectives = measures.goals(.objectives)
    for goal in objectives where leftOut[goal] != true { roles[goal] = Self.objective }
    for goal in measures.goals(.keyResults) where leftOut[goal] != true {
      roles[goal] = Self.keyResult
    }
    weights = measures.stored("weight")
    rollUps = measures.mapped("rollup") { RollUpSource(rawValue: $0) }
    usual = measures.graph.policies.rollUp
    links = measures.graph.links
  }

  func isObjective(_ goal: Int) -> Bool { objectives.contains(goal) }

  /// Whether a goal is of a kind and in a state that roll-ups look at.
  func hasProgress(_ goal: Int) -> Bool { roles[goal] != 0 }

  /// Calls `body` for each child that counts: key results, child objectives or both, as the
  /// objective or the workspace says; by key results alone when it has any that counts, else by its
  /// child objectives. The link's weight goes before the child's.
  func forEachChild(of goal: Int, _ body: (_ child: Int, _ weight: Double) -> Void) {
    let places = links.down.range(goal)
    if places.isEmpty { return }
    let source = rollUps[goal] ?? usual
    var wanted =
      source == .both
      ? Self.keyResult | Self.objective
      : source == .children ? Self.objective : Self.keyResult
    if source == .keyResults, !places.contains(where: { counts($0, wanted) }) {
      wanted = Self.objective
    }
    for place in places where counts(place, wanted) {
      let child = Int(links.down.goals[place])
      let own = links.down.weights.isEmpty ? Double.nan : links.down.weights[place]
      body(child, own.isNaN ? weights[child] : own)
    }
  }

  private func counts(_ place: Int, _ wanted: UInt8) -> Bool {
    roles[Int(links.down.goals[place])] & wanted != 0
      && links.carriesProgress[Int(links.down.kinds[place])]
  }
}

/// The history of key results that are to keep a value, for the policies that look back.
struct MaintainedHistory {
  private let measures: MeasureCache
  private let bounds: Bounds
  private let values: [Double]
  private let dates: [Int32]
  private let last: [Int32]
  private let rhythm: Rhythm

  init(_ measures: MeasureCache, _ bounds: Bounds) {
    self.measures = measures
    self.bounds = bounds
    values = measures.stored("value", .checkIns)
    dates = measures.storedDays("date", .checkIns)
    last = measures.rows(.lastCheckIn)
    rhythm = Rhythm(measures)
  }

  /// Progress by the policy; without check-ins all of them look at the current value.
  func progress(_ goal: Int, current: Double, policy: MaintainPolicy) -> Double {
    let direction = bounds.direction(goal)
    switch policy {
    case .latest:
      return mark(current, goal)
    case .distance:
      let distance = Progress.distance(current, direction, target: bounds.target[goal])
      return distance.isNaN ? mark(current, goal) : distance
    case .worst:
      let known = history(goal)
      guard !known.isEmpty else { return mark(current, goal) }
      return known.contains { bounds.holds($0, goal) == false } ? 0 : mark(current, goal)
    case .mean:
      let known = history(goal)
      guard !known.isEmpty else { return mark(current, goal) }
      return mark(Ratio.of(known.reduce(0, +), Double(known.count)), goal)
    case .share:
      guard let intervals = rhythm.intervals(goal), intervals.count > 0 else {
        return mark(current, goal)
      }
      // Of several check-ins in an interval the last one counts.
      var held: [Int: Bool] = [:]
      for row in measures.graph.checkIns(of: goal) {
        guard let interval = intervals.interval(of: dates[row]),
          let holds = bounds.holds(values[row], goal)
        else { continue }
        held[interval] = holds
      }
      let heldCount = held.reduce(0) { $0 + ($1.value ? 1 : 0) }
      return Ratio.of(Double(heldCount), Double(intervals.count))
    }
  }

  private func history(_ goal: Int) -> [Double] {
    guard last[goal] >= 0 else { return [] }
    return values[measures.graph.checkIns(of: goal).lowerBound...Int(last[goal])].filter {
      !$0.isNaN
    }
  }

  private func mark(_ value: Double, _ goal: Int) -> Double {
    switch bounds.holds(value, goal) {
    case true?: 1
    case false?: 0
    case nil: .nan
    }
  }
}
