// What follows from a goal's state and dates alone, and which cycles are current.

extension MeasureCache {
  /// Whether a goal is still to be worked on: its state is active or not given. Draft goals are not
  /// begun, deferred ones put off; closed, cancelled, dropped and archived ones are over. A goal
  /// that has reached its target is open until someone closes it.
  func open() -> [UInt8] {
    mapped("state") { $0 == "active" ? UInt8(1) : 0 }.map { $0 ?? 1 }
  }

  /// Whether a goal is open and its last day is over. An open goal without a last day is missing,
  /// one that is not open is not overdue.
  func overdue() -> [UInt8] {
    let open = flags(.open)
    let dues = storedDays("due")
    let today = viewpoint.today.dayNumber
    return open.indices.map { goal in
      if open[goal] != 1 { return 0 }
      if dues[goal] == CivilDate.missingDayNumber { return 2 }
      return dues[goal] < today ? 1 : 0
    }
  }

  /// Whether today lies in each cycle, both ends included, and the cycle is not closed; missing
  /// without both days.
  func currentCycles() -> [UInt8] {
    let starts = storedDays("start", .cycles)
    let ends = storedDays("end", .cycles)
    let closed = storedDays("closed", .cycles)
    let today = viewpoint.today.dayNumber
    let missing = CivilDate.missingDayNumber
    return starts.indices.map { cycle in
      if starts[cycle] == missing || ends[cycle] == missing { return 2 }
      let isClosed = closed[cycle] != missing && closed[cycle] <= today
      return starts[cycle] <= today && today <= ends[cycle] && !isClosed ? 1 : 0
    }
  }
}
