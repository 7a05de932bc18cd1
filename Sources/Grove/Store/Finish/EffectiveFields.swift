// What rows take from others: cycles their dates from their labels where the files give none, key
// results cycle, teams and dates from their objective, all goals their dates from their cycle; and
// what a key result's own numbers tell: its direction.

extension GraphAssembly {
  // MARK: Cycles

  /// The days of a cycle of the builder, before its column is packed; nil without both days.
  func cyclePeriod(_ row: Int) -> Period? {
    let fields = builder.rows[.cycles]?.fields ?? [:]
    guard case .date(let start)? = fields["start"]?.value(row),
      case .date(let end)? = fields["end"]?.value(row)
    else { return nil }
    return Period(first: start, last: end)
  }

  /// Dates cycles that have none by their label, and reports what has no dates then.
  mutating func dateCycles() {
    let count = rowCount(of: .cycles)
    guard count > 0 else { return }
    var starts = days("start", .cycles)
    var ends = days("end", .cycles)
    let missing = CivilDate.missingDayNumber
    for row in 0..<count {
      let id = ids[Int(TableID.cycles.rawValue)][row]
      if starts[row] == missing, ends[row] == missing {
        let name = columns[Int(TableID.cycles.rawValue)]["name"]?.value(row, type: .text).asText
        let fiscal = builder.policies.fiscal
        let period =
          name.flatMap { fiscal.period(labelled: $0) } ?? fiscal.period(labelled: id)
        if let period, let last = period.lastDay {
          starts[row] = period.start.dayNumber
          ends[row] = last.dayNumber
        } else {
          report(
            .cycleWithoutDates, .cycles, row, text: id,
            "the cycle \(id) has no start and end, and its name is no period of the calendar",
            action: "it is kept without dates, and no question about days finds it")
        }
      } else if starts[row] != missing, ends[row] != missing, ends[row] < starts[row] {
        report(
          .endBeforeStart, .cycles, row, text: id, "the cycle \(id) ends before it starts",
          action: "its dates are left out")
        starts[row] = missing
        ends[row] = missing
      }
    }
    columns[Int(TableID.cycles.rawValue)]["start"] = .day(starts)
    columns[Int(TableID.cycles.rawValue)]["end"] = .day(ends)
  }

  // MARK: Goals

  mutating func fillEffectiveFields() {
    let count = rowCount(of: .goals)
    let place = Int(TableID.goals.rawValue)
    let objective = nodes("objective", .goals)
    var cycle = nodes("cycle", .goals)
    let ownCycle = cycle
    for goal in 0..<count where cycle[goal] < 0 && objective[goal] >= 0 {
      cycle[goal] = cycle[Int(objective[goal])]
    }
    if cycle.contains(where: { $0 >= 0 }) {
      columns[place]["cycle"] = .node(rows: cycle, table: .cycles)
    }
    inheritTeams(objective)

    var starts = days("start", .goals)
    var dues = days("due", .goals)
    let cycleStarts = days("start", .cycles)
    let cycleEnds = days("end", .cycles)
    let missing = CivilDate.missingDayNumber
    let usesCycles = cycle.contains { $0 >= 0 }
    // Objectives come before the key results that take their dates from them.
    for goal in 0..<count {
      if starts[goal] != missing, dues[goal] != missing, dues[goal] < starts[goal] {
        report(
          .endBeforeStart, .goals, goal, field: "due", text: day(dues[goal]),
          "it is due before it starts", action: "kept; its expected progress is missing")
      }
      if ownCycle[goal] < 0, objective[goal] >= 0 {
        if starts[goal] == missing { starts[goal] = starts[Int(objective[goal])] }
        if dues[goal] == missing { dues[goal] = dues[Int(objective[goal])] }
      }
      if cycle[goal] >= 0 {
        if starts[goal] == missing { starts[goal] = cycleStarts[Int(cycle[goal])] }
        if dues[goal] == missing { dues[goal] = cycleEnds[Int(cycle[goal])] }
      }
    }
    if usesCycles, let objectives = segments(of: .goals).first(where: { $0.kind == .objectives }) {
      for goal in objectives.first..<(objectives.first + objectives.count)
      where cycle[goal] < 0 && dues[goal] == missing {
        report(
          .noCycle, .goals, goal, field: "cycle",
          "this objective is in no cycle and has no due day",
          action: "kept; no question about a cycle or period finds it")
      }
    }
    if starts.contains(where: { $0 != missing }) { columns[place]["start"] = .day(starts) }
    if dues.contains(where: { $0 != missing }) { columns[place]["due"] = .day(dues) }
  }

  /// Gives key results with a target and no direction the one from baseline to target. Those that
  /// go by milestones have none to tell from numbers.
  mutating func fillDirections() {
    let place = Int(TableID.goals.rawValue)
    guard case .number(let targets)? = columns[place]["target"],
      let rows = segments(of: .goals).first(where: { $0.kind == .keyResults })
    else { return }
    var codes: [Int32]
    let words: [String]
    switch columns[place].removeValue(forKey: "direction") {
    case .code(let given, let spelled)?: (codes, words) = (given, spelled)
    case nil: (codes, words) = ([Int32](repeating: -1, count: targets.count), [])
    case let other?: return columns[place]["direction"] = other
    }
    var baselines: [Double]?
    if case .number(let numbers)? = columns[place]["baseline"] { baselines = numbers }
    var milestones: [Value]?
    if case .values(let cells)? = columns[place]["milestones"] { milestones = cells }
    // Until both words have their places among the others, they follow them.
    let inferred: [Direction] = [.increase, .decrease]
    var used = [false, false]
    for row in rows.first..<(rows.first + rows.count)
    where codes[row] < 0 && !targets[row].isNaN && milestones?[row].isMissing != false {
      let direction = Direction.inferred(baseline: baselines?[row] ?? .nan, target: targets[row])
      let choice = direction == .increase ? 0 : 1
      used[choice] = true
      codes[row] = Int32(clamping: words.count + choice)
    }
    let spelled = words + inferred.map(\.rawValue)
    let sorted = Set(words + zip(inferred, used).filter(\.1).map(\.0.rawValue))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let codeOfWord = Dictionary(
      zip(sorted, 0..<Int32(sorted.count)), uniquingKeysWith: { first, _ in first })
    let map = spelled.map { codeOfWord[$0] ?? -1 }
    guard !sorted.isEmpty else { return }
    for row in codes.indices where codes[row] >= 0 { codes[row] = map[Int(codes[row])] }
    columns[place]["direction"] = .code(codes: codes, words: sorted)
  }

  private mutating func inheritTeams(_ objective: [Int32]) {
    let place = Int(TableID.goals.rawValue)
    var first = nodes("team", .goals)
    switch columns[place]["teams"] {
    case .nodes(let lists, let table)?:
      var builder = RowListBuilder()
      for goal in 0..<lists.count {
        let takes = lists[goal].isEmpty && objective[goal] >= 0
        builder.append(lists[takes ? Int(objective[goal]) : goal])
      }
      let lists = builder.lists
      columns[place]["teams"] = .nodes(lists: lists, table: table)
      columns[place]["team"] = .node(
        rows: (0..<lists.count).map { lists[$0].first ?? -1 }, table: table)
    case .node(_, let table)?:
      for goal in first.indices where first[goal] < 0 && objective[goal] >= 0 {
        first[goal] = first[Int(objective[goal])]
      }
      columns[place]["team"] = .node(rows: first, table: table)
      columns[place]["teams"] = columns[place]["team"]
    default: break
    }
  }

  // MARK: Columns as arrays

  /// The days of a column, all missing when there is none.
  func days(_ field: String, _ table: TableID) -> [Int32] {
    if case .day(let days)? = columns[Int(table.rawValue)][field] { return days }
    return [Int32](repeating: CivilDate.missingDayNumber, count: rowCount(of: table))
  }

  /// The rows a column refers to, all missing when there is none.
  func nodes(_ field: String, _ table: TableID) -> [Int32] {
    if case .node(let rows, _)? = columns[Int(table.rawValue)][field] { return rows }
    return [Int32](repeating: -1, count: rowCount(of: table))
  }

  private func day(_ cell: Int32) -> String { CivilDate(cell: cell)?.description ?? "" }
}
