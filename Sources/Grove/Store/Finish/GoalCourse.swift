// What stands behind goals' days while a graph is put together: cycles take dates from their labels
// where the files give none, goals take theirs from others, and what does not fit is reported.

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

  /// Fills what goals take from others. By goal, which of those fields are its own.
  mutating func fillEffectiveFields() -> [UInt8] {
    let place = Int(TableID.goals.rawValue)
    reportBackwardDates()
    let keyResults = segments(of: .goals).first { $0.kind == .keyResults }
    var fields = EffectiveFields(
      columns: columns[place], count: rowCount(of: .goals),
      keyResults: keyResults.map { $0.first..<($0.first + $0.count) } ?? 0..<0,
      cycleStarts: days("start", .cycles), cycleEnds: days("end", .cycles))
    // Held once, so that the columns are filled in place.
    columns[place] = [:]
    let own = fields.fill()
    columns[place] = fields.columns
    reportGoalsOutsideCycles()
    return own
  }

  private mutating func reportBackwardDates() {
    let starts = days("start", .goals)
    let dues = days("due", .goals)
    let missing = CivilDate.missingDayNumber
    for goal in starts.indices
    where starts[goal] != missing && dues[goal] != missing && dues[goal] < starts[goal] {
      report(
        .endBeforeStart, .goals, goal, field: "due", text: day(dues[goal]),
        "it is due before it starts", action: "kept; its expected progress is missing")
    }
  }

  private mutating func reportGoalsOutsideCycles() {
    let cycle = nodes("cycle", .goals)
    let dues = days("due", .goals)
    guard cycle.contains(where: { $0 >= 0 }),
      let objectives = segments(of: .goals).first(where: { $0.kind == .objectives })
    else { return }
    for goal in objectives.first..<(objectives.first + objectives.count)
    where cycle[goal] < 0 && dues[goal] == CivilDate.missingDayNumber {
      report(
        .noCycle, .goals, goal, field: "cycle",
        "this objective is in no cycle and has no due day",
        action: "kept; no question about a cycle or period finds it")
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
