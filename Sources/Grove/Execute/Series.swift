// Series: the values of an expression on each of a goal's check-in days, from the newest back.
// Numbers judged by their goal's own direction and bands.

extension RunContext {
  /// The answer for each row; missing for rows without check-ins up to the view's day.
  ///
  /// All rows with a check-in on a day are asked at once, in a view of that day, and only as far back
  /// as the answer is open: O(check-in days x goals).
  func series(
    _ id: ExpressionID, _ question: SeriesQuestion, _ base: ExpressionID, _ rows: RowSet
  ) throws(RunFailure) -> Vector {
    if let known = upToDate(rows).dayByDay[id] { return known }
    guard rows.table == .goals, case .day(let dates)? = graph.table(.checkIns).column("date") else {
      return .constant(.missing)
    }
    try budget.charge(bytes: rows.count * MemoryLayout<Value>.stride * 3)
    var answers = SeriesAnswers(question, count: rows.count)
    let positions = try checkInDays(rows, dates)
    for day in positions.keys.sorted(by: >) {
      let open = (positions[day] ?? []).filter { answers.isOpen($0) }
      guard !open.isEmpty, let date = CivilDate(cell: day) else { continue }
      let values = try self.values(base, on: date, rows, open)
      for (place, position) in open.enumerated() { answers.add(values.value(place), at: position) }
    }
    let made = Vector.values(answers.values)
    rows.dayByDay[id] = made
    return made
  }

  /// By day, the positions of the rows whose goal has a check-in on it, up to the view's day.
  private func checkInDays(
    _ rows: RowSet, _ dates: [Int32]
  ) throws(RunFailure) -> [Int32: [Int32]] {
    let absent = graph.absent(.checkIns)
    let today = viewpoint.today.dayNumber
    var positions: [Int32: [Int32]] = [:]
    for position in 0..<rows.count {
      let checkIns = graph.checkIns(of: rows.rows[position])
      try budget.charge(ticks: checkIns.count)
      var last = Int32.min
      for row in checkIns where dates[row] <= today && dates[row] != last && absent?[row] != 1 {
        last = dates[row]
        positions[last, default: []].append(Int32(truncatingIfNeeded: position))
      }
    }
    return positions
  }

  /// A number judged by the goal it belongs to: whether a change leads towards the target, and the
  /// band of a KPI that a value lies in. Missing where the goal says nothing of it.
  func judged(_ judgement: Judgement, _ value: Value, _ node: Node?) -> Value {
    guard let node, node.table == .goals, has(node), let number = value.plainNumber else {
      return .missing
    }
    let goal = Int(node.row)
    let isKPI = graph.kind(of: node) == .kpis
    if judgement == .band {
      guard isKPI else { return .missing }
      var bands = bounds.kpi(goal)
      bands.greenFrom = measures.stored("green_from")[goal]
      bands.amberFrom = measures.stored("amber_from")[goal]
      return bands.health(number).map { .text($0.rawValue) } ?? .missing
    }
    let isUp: Bool
    switch isKPI ? bounds.kpi(goal).direction : bounds.direction(goal) {
    case .increase, .atLeast: isUp = true
    case .decrease, .atMost: isUp = false
    case .between, .milestones, .yesNo, .baseline: return .missing
    }
    let isBetter = isUp ? number > 0 : number < 0
    let isWorse = isUp ? number < 0 : number > 0
    return .flag(judgement == .better ? isBetter : isWorse)
  }
}

/// What is known of each row's series so far, from the newest day back.
private struct SeriesAnswers {
  private let question: SeriesQuestion
  private(set) var values: [Value]
  private var newer: [Value]
  private var steps: [Int]
  private var isDecided: [Bool]

  init(_ question: SeriesQuestion, count: Int) {
    self.question = question
    values = Array(repeating: .missing, count: count)
    newer = values
    steps = Array(repeating: 0, count: count)
    isDecided = Array(repeating: false, count: count)
  }

  func isOpen(_ position: Int32) -> Bool { !isDecided[Int(position)] }

  /// Takes the value of the next older day.
  mutating func add(_ value: Value, at position: Int32) {
    let place = Int(position)
    defer {
      newer[place] = value
      steps[place] += 1
    }
    switch question {
    case .previous:
      guard steps[place] > 0 else { return }
      values[place] = value
      isDecided[place] = true
    case .streak:
      switch value {
      case .flag(true): values[place] = .number(Double(steps[place] + 1))
      case .flag(false):
        if steps[place] == 0 { values[place] = .number(0) }
        isDecided[place] = true
      default: isDecided[place] = true
      }
    case .falling(let times), .rising(let times):
      guard steps[place] > 0 else { return }
      guard let here = newer[place].plainNumber, let before = value.plainNumber else {
        values[place] = .missing
        isDecided[place] = true
        return
      }
      let goes = question == .falling(times) ? here < before : here > before
      values[place] = goes ? (steps[place] == times ? .flag(true) : .missing) : .flag(false)
      isDecided[place] = !goes || steps[place] == times
    }
  }
}

extension Value {
  /// The number of a number, ratio or points.
  fileprivate var plainNumber: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }
}
