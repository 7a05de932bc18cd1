// Where a newest value, confidence or owner's word comes from, and how a value stands to its bounds.

extension Provenance {
  /// The newest value: of a check-in, of the file, or of all check-ins of a KPI's cycle.
  func current(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    if case .text(let aggregate) = graph.value("aggregate", of: node),
      aggregate == "sum" || aggregate == "mean", node.table == .goals,
      graph.kind(of: node) == .kpis, checkIn(with: "value", of: node, at: nil) != nil
    {
      let first = AggregateWindows(measures).start(Int(node.row))
      let parts = try checkIns(of: Int(node.row), with: "value", from: first, depth: depth)
      return Reason(
        field, value, "the \(aggregate) of its values in its cycle so far",
        source: parts.isEmpty ? graph.place(of: node) : nil, parts: parts)
    }
    if let checkIn = checkIn(with: "value", of: node, at: value) {
      return Reason(
        field, value, origin: named(checkIn: checkIn), source: graph.place(of: "value", checkIn))
    }
    if value.isMissing {
      return Reason(field, value, "no value yet", source: graph.place(of: node))
    }
    var words = ""
    if case .date(let day) = graph.value("updated", of: node) {
      words = "as of \(Understanding.date(day))"
    }
    let isSet = graph.isSetInCode(field, of: node)
    return Reason(
      field, value, words, origin: graph.origin(of: field, node),
      source: isSet ? nil : graph.place(of: "value", node))
  }

  /// A field of the newest check-in that has it, else of the goal's own row.
  func newest(_ cell: String, of node: Node, _ field: String, _ value: Value) -> Reason {
    guard let checkIn = checkIn(with: cell, of: node, at: value) else {
      return Reason(
        field, value, origin: graph.origin(of: cell, node), source: graph.place(of: cell, node))
    }
    return Reason(
      field, value, origin: named(checkIn: checkIn), source: graph.place(of: cell, checkIn))
  }

  /// The newest check-in up to today with a cell, if that cell is `value` (nil: whatever it is).
  private func checkIn(with cell: String, of node: Node, at value: Value?) -> Node? {
    guard node.table == .goals else { return nil }
    for row in graph.checkIns(of: Int(node.row)).reversed() {
      let checkIn = Node(table: .checkIns, row: Int32(truncatingIfNeeded: row))
      guard case .date(let day) = graph.value("date", of: checkIn), day <= today else { continue }
      if let knownOn = measures.viewpoint.knownOn,
        case .date(let recorded) = graph.value("recorded", of: checkIn), recorded > knownOn
      {
        continue
      }
      let found = graph.value(cell, of: checkIn)
      if found.isMissing { continue }
      return value == nil || isSame(found, value ?? .missing) ? checkIn : nil
    }
    return nil
  }

  private func isSame(_ first: Value, _ second: Value) -> Bool {
    switch (first, second) {
    case (.number(let a), .number(let b)), (.ratio(let a), .ratio(let b)): a == b
    default: first == second
    }
  }

  // MARK: Bounds

  /// What a KPI is judged by: without a target its plan is.
  private func bands(_ goal: Int) -> KPIBands {
    var bands = bounds.kpi(goal)
    if bands.target.isNaN, bands.direction != .between, measures.goals(.kpis).contains(goal) {
      bands.target = measures.numbers(.plan)[goal]
    }
    return bands
  }

  /// The field that holds what a KPI is judged by.
  func bound(of node: Node) -> String {
    let goal = Int(node.row)
    return bounds.target[goal].isNaN && !bands(goal).target.isNaN ? "plan" : "target"
  }

  /// `1.8 is at most 2`.
  func holdingWords(_ goal: Int) -> String {
    let value = measures.numbers(.current)[goal]
    if value.isNaN { return "no value yet" }
    let isKPI = measures.goals(.kpis).contains(goal)
    let kpi = bands(goal)
    let direction = isKPI ? kpi.direction : bounds.direction(goal)
    let (low, high) = (bounds.low[goal], bounds.high[goal])
    let target = isKPI ? kpi.target : bounds.target[goal]
    switch direction {
    case .between:
      let within = "between \(low.isNaN ? "-" : say(low)) and \(high.isNaN ? "-" : say(high))"
      return "\(say(value)) is \(measures.flags(.holding)[goal] == 1 ? "" : "not ")\(within)"
    case .atLeast, .increase:
      let bound = target.isNaN ? low : target
      if bound.isNaN { return "no target" }
      return "\(say(value)) is \(value >= bound ? "at least" : "below") \(say(bound))"
    case .atMost, .decrease:
      let bound = target.isNaN ? high : target
      if bound.isNaN { return "no target" }
      return "\(say(value)) is \(value <= bound ? "at most" : "above") \(say(bound))"
    case .milestones, .yesNo, .baseline: return "it keeps no value"
    }
  }

  func attainmentWords(_ goal: Int) -> String {
    let value = measures.numbers(.current)[goal]
    let bands = bands(goal)
    if value.isNaN { return "no value yet" }
    if bands.direction == .between { return holdingWords(goal) }
    if bands.target.isNaN { return "no target" }
    if bands.target == 0 { return holdingWords(goal) }
    let share = "\(say(value)) / \(say(bands.target))"
    return bands.lessIsBetter ? "2 - \(share)" : share
  }

  func healthWords(_ goal: Int) -> String {
    let value = measures.numbers(.current)[goal]
    let bands = bands(goal)
    if value.isNaN { return "no value yet" }
    if bands.direction == .between { return holdingWords(goal) }
    let node = Node(table: .goals, row: Int32(truncatingIfNeeded: goal))
    var limits: [String] = []
    if case .number(let green) = graph.value("green_from", of: node) {
      limits.append("green from \(say(green))")
    } else if !bands.target.isNaN {
      let name = bounds.target[goal].isNaN ? "plan" : "target"
      limits.append("green from the \(name) \(say(bands.target))")
    }
    if case .number(let amber) = graph.value("amber_from", of: node) {
      limits.append("amber from \(say(amber))")
    } else if !limits.isEmpty {
      limits.append("amber from \(percent(KPIBands.amberAttainment)) of it")
    }
    if limits.isEmpty { return "neither target nor bands" }
    return "value \(say(value)), \(limits.joined(separator: ", "))"
  }

  func zoneWords(_ goal: Int) -> String {
    let node = Node(table: .goals, row: Int32(truncatingIfNeeded: goal))
    guard case .number(let stretch) = graph.value("stretch", of: node) else {
      return "no stretch value"
    }
    let value = measures.numbers(.current)[goal]
    if value.isNaN { return "no value yet" }
    let from = bounds.baseline[goal].isNaN ? 0 : bounds.baseline[goal]
    let share = Ratio.of(value - from, stretch - from)
    return "\(percent(share)) of the way from \(say(from)) to the stretch value \(say(stretch)); "
      + "commit from 30%, target from 70%"
  }

  func checkInWords(_ measure: Measure, _ node: Node) -> String {
    switch measure {
    case .daysLate:
      return "from \(say(graph.value("date", of: node))) to the day it was entered, "
        + say(graph.value("recorded", of: node))
    case .inBand:
      return "its value is \(say(graph.value("value", of: node)))"
    default: return "the check-in before it"
    }
  }
}
