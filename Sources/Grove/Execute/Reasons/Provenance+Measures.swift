// The reason of each computed field, by measure.

extension Provenance {
  /// The reason of a computed field with the value it has.
  func reason(
    _ measure: Measure, _ field: String, _ value: Value, of node: Node, depth: Int
  ) throws(RunFailure) -> Reason {
    func made(
      _ words: String, _ others: [Reason] = [], from fields: [String] = []
    ) throws(RunFailure) -> Reason {
      let parts = others + (try parts(fields, of: node, depth: depth))
      return Reason(
        field, value, words, source: parts.isEmpty ? graph.place(of: node) : nil, parts: parts)
    }
    let goal = Int(node.row)
    switch measure {
    case .progress: return try progress(of: node, field, value, depth: depth)
    case .current: return try current(of: node, field, value, depth: depth)
    case .confidence: return newest("confidence", of: node, field, value)
    case .statedStatus: return newest("stated_status", of: node, field, value)
    case .elapsed: return try made(elapsedWords(goal), from: ["start", "due"])
    case .expected: return try expected(of: node, field, value, depth: depth)
    case .gap:
      return try made(
        "expected \(number(.expected, goal, percent)) - progress \(number(.progress, goal, percent))",
        from: ["expected", "progress"])
    case .behind, .ahead: return try made(paceWords(goal), from: ["expected", "progress"])
    case .score: return try made("progress from 0 to 1", from: ["progress"])
    case .progressIsStated:
      return try made(value == .flag(true) ? "no progress can be computed" : "", from: ["progress"])
    case .neededRate: return try made(neededWords(goal), from: ["current", "target", "due"])
    case .actualRate: return try made(actualWords(goal), from: ["current", "baseline", "start"])
    case .forecast: return try made(forecastWords(goal), try forecastParts(node, depth: depth))
    case .forecastLow, .forecastHigh: return try made(bandWords(goal), from: ["forecast"])
    case .forecastProgress:
      return contributions.isObjective(goal)
        ? try made(
          forecastProgressWords(goal), try children(of: goal, measure, .ratio, depth: depth))
        : try made(forecastProgressWords(goal), from: ["forecast", "baseline", "target"])
    case .trend:
      return try made(trendWords(value), try checkIns(of: goal, with: "value", depth: depth))
    case .plan: return try made(planWords(node))
    case .status: return try status(of: node, field, value, depth: depth)
    case .done, .started:
      let judged = try status(of: node, field, value, depth: depth)
      guard let word = status(goal) else { return judged }
      let joint = judged.words.hasPrefix("by ") ? " " : ", "
      let words =
        word == .notStarted ? judged.words : "it is \(word.name)\(joint)\(judged.words)"
      return Reason(field, value, words, source: judged.source, parts: judged.parts)
    case .attainment: return try made(attainmentWords(goal), from: ["value", bound(of: node)])
    case .health: return try made(healthWords(goal), from: ["value", bound(of: node)])
    case .holding:
      return try made(
        holdingWords(goal),
        from: graph.kind(of: node) == .kpis ? ["value", bound(of: node)] : ["current", "target"])
    case .zone: return try made(zoneWords(goal), from: ["current", "baseline", "stretch"])
    case .open: return try made(stateWords(node), from: ["state"])
    case .overdue: return try made(overdueWords(node), from: ["due", "state"])
    case .draft, .cancelled: return try made(stateWords(node), from: ["state"])
    case .committed, .aspirational:
      return try made(givenWords("commitment", node), from: ["commitment"])
    case .stale: return try stale(of: node, field, value, depth: depth)
    case .checkInsExpected: return try made(rhythmWords(goal), from: ["start"])
    case .checkInsMade:
      let first = Rhythm(measures).start(goal)
      return try made(
        rhythmWords(goal), try checkIns(of: goal, with: "date", from: first, depth: depth))
    case .lastCheckIn:
      guard case .node(let checkIn) = value else { return try made("") }
      return Reason(field, value, named(checkIn: checkIn), source: graph.place(of: checkIn))
    case .previous, .inBand, .daysLate: return try made(checkInWords(measure, node))
    case .unowned: return try made(ownerWords(node), from: ["owner"])
    case .unaligned: return try alignment(of: node, field, value, depth: depth)
    case .unsupported: return try support(of: node, field, value, depth: depth)
    case .crossCycle: return try cyclesAbove(of: node, field, value, depth: depth)
    case .overloaded: return try load(of: node, field, value, depth: depth)
    case .circular: return try loop(of: node, field, value)
    case .depth, .root: return try routeUp(of: node, field, value)
    case .carried, .first: return try made(carriedWords(node))
    case .isCurrent: return try made(currentCycleWords(node))
    }
  }

  /// A number of a goal in words.
  func number(_ measure: Measure, _ goal: Int, _ words: (Double) -> String) -> String {
    let cells = measures.numbers(measure)
    return cells.indices.contains(goal) ? words(cells[goal]) : "missing"
  }

  /// A goal's status, nil when it has none.
  func status(_ goal: Int) -> Status? {
    let codes = measures.codes(.status)
    return codes.indices.contains(goal) ? Status(rawValue: codes[goal]) : nil
  }
}
