// Why a goal is open, overdue or stale, a cycle current, and check-ins expected.

extension Provenance {
  // MARK: State and days

  /// `its state is closed`.
  func stateWords(_ node: Node) -> String {
    let state = graph.value("state", of: node)
    return state.isMissing
      ? "its state is not given, which means active" : "its state is \(say(state))"
  }

  func givenWords(_ field: String, _ node: Node) -> String {
    let value = graph.value(field, of: node)
    return "its \(field) is \(value.isMissing ? "not given" : say(value))"
  }

  func overdueWords(_ node: Node) -> String {
    let goal = Int(node.row)
    guard measures.flags(.open)[goal] == 1 else { return "it is not open: \(stateWords(node))" }
    guard let due = day("due", goal) else { return "it has no due day" }
    let late = today.days(since: due)
    let when =
      late > 0
      ? "\(days(late)) ago" : late == 0 ? "today, which counts" : "in \(days(-late))"
    return "open, and due on \(Understanding.date(due)), \(when)"
  }

  func currentCycleWords(_ node: Node) -> String {
    guard let days = graph.dates(ofCycle: node.row) else { return "it has no dates" }
    if case .date(let closed) = graph.value("closed", of: node), closed <= today {
      return "it was closed on \(Understanding.date(closed))"
    }
    let sense = days.contains(today) ? "is" : "is not"
    return "today \(sense) in \(Understanding.words(days))"
  }

  // MARK: Freshness

  /// The newest check-in, own or of what it rolls up, and the last day on which it is fresh.
  func stale(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let goal = Int(node.row)
    let rhythm = Rhythm(measures)
    func plain(_ words: String) -> Reason {
      Reason(field, value, words, source: graph.place(of: node))
    }
    guard measures.flags(.open)[goal] == 1 else {
      return plain("it is not open: \(stateWords(node))")
    }
    guard case .every(let cadence) = rhythm.cadence(goal) else {
      return plain("it is checked in without a rhythm")
    }
    let newest = try newestCheckIn(of: goal)
    let since = newest.map { $0.day } ?? CivilDate(cell: rhythm.start(goal))
    guard let since else { return plain("neither a check-in nor a first day") }
    let grace = graph.policies.graceDays
    let allowed = "\(cadence)" + (grace > 0 ? " and \(days(Int(grace))) of grace" : "")
    let age = today.days(since: since)
    let what = newest == nil ? "no check-in since its start" : "last check-in"
    let words =
      "\(what) on \(Understanding.date(since)), \(days(age)) ago; fresh for \(allowed)"
    var parts: [Reason] = []
    if depth > 0, let newest {
      parts.append(
        Reason(
          "last_check_in", .date(newest.day), origin: ownerOfCheckIn(newest.checkIn, not: node),
          source: graph.place(of: newest.checkIn)))
    }
    if depth > 0, case .duration = graph.value("cadence", of: node) {
      parts.append(try reason("cadence", of: node, depth: 0))
    }
    return Reason(
      field, value, words, source: parts.isEmpty ? graph.place(of: node) : nil, parts: parts)
  }

  private func ownerOfCheckIn(_ checkIn: Node, not node: Node) -> String {
    guard let goal = self.node("goal", of: checkIn), goal != node else { return "" }
    return "of \(graph.id(of: goal))"
  }

  /// The newest check-in of a goal and of all that its progress comes from.
  private func newestCheckIn(
    of goal: Int
  ) throws(RunFailure) -> (day: CivilDate, checkIn: Node)? {
    var newest: (day: CivilDate, checkIn: Node)?
    var seen: Set<Int> = [goal]
    var waiting = [goal]
    let last = measures.rows(.lastCheckIn)
    while let next = waiting.popLast() {
      try budget.charge(ticks: 1 + graph.links.down.range(next).count)
      if last[next] >= 0 {
        let checkIn = Node(table: .checkIns, row: last[next])
        if case .date(let day) = graph.value("date", of: checkIn),
          newest.map({ $0.day < day }) ?? true
        {
          newest = (day, checkIn)
        }
      }
      guard contributions.isObjective(next) else { continue }
      contributions.forEachChild(of: next) { child, _ in
        if seen.insert(child).inserted { waiting.append(child) }
      }
    }
    return newest
  }

  func rhythmWords(_ goal: Int) -> String {
    let rhythm = Rhythm(measures)
    guard case .every(let cadence) = rhythm.cadence(goal) else {
      return "it is checked in without a rhythm"
    }
    guard let start = CivilDate(cell: rhythm.start(goal)) else { return "no first day" }
    let count = rhythm.intervals(goal)?.count ?? 0
    return "\(count) intervals of \(cadence) are over since \(Understanding.date(start))"
  }
}
