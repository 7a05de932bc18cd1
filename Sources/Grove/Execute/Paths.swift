// `paths from A to B` as rows, and what is said when some were left out or there are none.

extension RunContext {
  /// The rows of a path query: the goals on each path, and its length in links.
  func paths(_ plan: PathPlan, _ here: Frame) throws(RunFailure) -> RowSet {
    let (starts, ends) = (
      try goals(of: try value(plan.from, here)), try goals(of: try value(plan.to, here))
    )
    var search = try PathSearch(from: starts, to: ends, in: self)
    var (paths, lengths): ([Value], [Double]) = ([], [])
    try search.run(
      depth: plan.depth, limit: PathSearch.maximumPaths, goals: PathSearch.maximumGoals,
      budget: budget
    ) { path in
      paths.append(.list(path.map { .node(Node(table: .goals, row: $0)) }))
      lengths.append(Double(path.count - 1))
    }
    try budget.charge(
      bytes: lengths.reduce(0) { $0 + (Int($1) + 2) * MemoryLayout<Value>.stride })
    remarks.searches[search.ending, default: 0] += 1
    if paths.isEmpty, outer.isEmpty {
      remarks.emptyReason = try whyNone(starts, ends, depth: plan.depth)
    }
    return RowSet(
      table: nil, rows: .none, count: paths.count,
      columns: [.values(paths), .numbers(lengths, .number)])
  }

  private func goals(of value: Value) throws(RunFailure) -> [Int32] {
    nodeRows(value)[.goals] ?? []
  }

  /// Why there is no path.
  private func whyNone(
    _ starts: [Int32], _ ends: [Int32], depth: Int?
  ) throws(RunFailure) -> String {
    let (from, to) = (named(starts), named(ends))
    guard let from, let to else {
      return "there is no goal to \(from == nil ? "start from" : "lead up to")"
    }
    if starts == ends, starts.count == 1 {
      return try isReached(from: starts, to: ends)
        ? "no goal comes twice on a path, and \(from) supports itself in a loop: see `circular goals`"
        : "a path leads up from one goal to another, and \(from) is both"
    }
    if depth != nil, try isReached(from: starts, to: ends) {
      return "all paths from \(from) up to \(to) are longer"
    }
    if try isReached(from: ends, to: starts) {
      return "nothing leads up from \(from) to \(to), but from \(to) up to \(from): "
        + "turn the two round"
    }
    return "nothing leads up from \(from) to \(to)"
  }

  private func isReached(from starts: [Int32], to ends: [Int32]) throws(RunFailure) -> Bool {
    let wanted = Set(ends)
    return try walk(from: starts, .up, depth: nil).contains { wanted.contains($0) }
  }

  /// The ids of a few goals; nil when there are none.
  private func named(_ goals: [Int32]) -> String? {
    guard let first = goals.first else { return nil }
    let id = graph.id(of: Node(table: .goals, row: first))
    return goals.count == 1 ? id : "\(id) and \(goals.count - 1) more"
  }
}

extension RunContext {
  /// Why a step left nothing of so many rows; nil where a condition says it better.
  func reasonForNone(after step: Operator, _ count: Int) -> String? {
    let rows = count == 1 ? "the one row" : "the \(count) rows"
    switch step {
    case .walk(let walk):
      if case .links(let direction, nil) = walk.step {
        return "no link leads \(direction.rawValue) from \(rows) before it"
      }
      return "\(rows) before it lead\(count == 1 ? "s" : "") nowhere by this link"
    case .combine(let combine) where combine.operation == .intersect:
      return "`intersect` found none of \(rows) on the other side"
    case .combine(let combine) where combine.operation == .except:
      return "`except` found \(count == 1 ? rows : "all of " + rows) on the other side"
    case .join: return "`join` found no key that both sides have"
    case .pairs: return "one row makes no pair"
    default: return nil
    }
  }
}

/// What a run has to say beside its rows.
struct RunRemarks {
  /// How many searches for paths ended in which way.
  var searches: [PathSearch.Ending: Int] = [:]
  /// Whether a count of routes stopped at the most it counts to.
  var hasCappedRoutes = false
  /// Why the source of the outermost query has no rows.
  var emptyReason: String?
  /// The earliest day that was looked from, before today, and where it is written.
  var earliest: (day: CivilDate, range: SourceRange)?
  /// Goals that add nothing to one above them, the first few, as seen from where they were asked.
  var uncounted: [(goal: Int32, above: Int32, context: RunContext)] = []

  /// So many goals are explained; of more the footer counts the missing.
  static let maximumExplained = 3

  mutating func addUncounted(_ goal: Int32, _ above: Int32, in context: RunContext) {
    guard uncounted.count <= Self.maximumExplained,
      !uncounted.contains(where: { ($0.goal, $0.above) == (goal, above) })
    else { return }
    uncounted.append((goal, above, context))
  }
}

extension RunContext {
  /// The remarks of a run as sentences.
  func notes() -> [String] {
    var notes: [String] = []
    let total = remarks.searches.reduce(0) { $0 + $1.value }
    let most = PathSearch.maximumPaths.grouped
    if let count = remarks.searches[.enough] {
      notes.append(
        total == 1
          ? "the first \(most) paths, shortest first; there are more: narrow them with `to depth N`"
          : "\(count) of \(total) searches for paths stopped at \(most) paths")
    }
    if let count = remarks.searches[.full] {
      let goals = PathSearch.maximumGoals.grouped
      notes.append(
        total == 1
          ? "the shortest paths, \(goals) goals on them in all; there are more: narrow them with "
            + "`to depth N`"
          : "\(count) of \(total) searches for paths stopped at \(goals) goals on them")
    }
    if let count = remarks.searches[.tired] {
      let steps = PathSearch.maximumSteps.grouped
      notes.append(
        total == 1
          ? "stopped after \(steps) links: there may be more paths; narrow them with `to depth N`"
          : "\(count) of \(total) searches for paths stopped after \(steps) links")
    }
    if remarks.hasCappedRoutes {
      notes.append("routes are counted up to \(most): there are more where it says so")
    }
    if remarks.uncounted.count <= RunRemarks.maximumExplained {
      notes += remarks.uncounted.map { $0.context.whyUncounted($0.goal, in: $0.above) }
    }
    if let day = earlyDay() { notes.append(day) }
    return notes
  }

  /// What is to be said of a day before all that the files tell of.
  func earlyDay() -> String? {
    var days = [remarks.earliest?.day].compactMap { $0 }
    if viewpoint.isPast { days.append(viewpoint.today) }
    guard let day = days.min(), !graph.tells(ofDaysUntil: day), let first = graph.firstDay else {
      return nil
    }
    return "nothing is known of days before \(first), when the files begin"
  }
}

extension Int {
  /// With commas between thousands: `1,000`.
  fileprivate var grouped: String {
    var text = ""
    for (place, digit) in String(self).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }
}
