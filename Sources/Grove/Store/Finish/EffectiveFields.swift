// What goals take from others: key results cycle, teams and dates from their objective, all goals
// their dates from their cycle; and what a key result's own numbers tell: its direction. Used when a
// graph is put together, and again for every view of it in which one of these differs.

/// The columns of the goals table on their way from what is written to what is meant.
struct EffectiveFields {
  /// The fields that a goal may take from elsewhere, as bits of `own`.
  private static let cycle: UInt8 = 1
  private static let teams: UInt8 = 2
  private static let start: UInt8 = 4
  private static let due: UInt8 = 8
  private static let direction: UInt8 = 16

  /// Whether bits of `own` tell that a field is the goal's own; fields that are never taken are.
  static func isOwn(_ field: String, _ own: UInt8) -> Bool {
    switch field {
    case "cycle": own & cycle != 0
    case "team", "teams": own & teams != 0
    case "start": own & start != 0
    case "due": own & due != 0
    case "direction": own & direction != 0
    default: true
    }
  }

  /// The fields that what is taken, and from where, depends on.
  static let inputs: Set = [
    "cycle", "teams", "start", "due", "direction", "objectives", "baseline", "target", "milestones",
  ]

  /// The columns of the goals table.
  var columns: [String: Column]
  let count: Int
  /// The rows of key results.
  let keyResults: Range<Int>
  /// The cycles' first and last days.
  let cycleStarts: [Int32]
  let cycleEnds: [Int32]

  /// Fills the columns. Returns by goal which of the fields were its own, so that what was written
  /// can be told from what was taken.
  mutating func fill() -> [UInt8] {
    var own = [UInt8](repeating: 0, count: count)
    let objective = nodes("objective")
    fillCycles(objective, &own)
    fillTeams(objective, &own)
    fillDates(objective, &own)
    fillDirections(&own)
    return own
  }

  /// Takes away what was taken from elsewhere: the columns as they were before `fill`.
  mutating func keep(_ own: [UInt8]) {
    func isOther(_ field: UInt8) -> (Int) -> Bool { { own[$0] & field == 0 } }
    for (name, field) in [
      ("cycle", Self.cycle), ("teams", Self.teams), ("team", Self.teams), ("start", Self.start),
      ("due", Self.due), ("direction", Self.direction),
    ] {
      columns[name] = columns[name]?.blanking(isOther(field))
    }
  }

  /// Gives the fields of one node what those of several hold first.
  static func fillFirsts(_ columns: inout [String: Column]) {
    for (one, several) in [("owner", "owners"), ("team", "teams"), ("objective", "objectives")] {
      switch columns[several] {
      case .nodes(let lists, let target)?:
        let first = (0..<lists.count).map { lists[$0].first ?? -1 }
        columns[one] = .node(rows: first, table: target)
      case let column?: columns[one] = column
      case nil: break
      }
    }
  }

  // MARK: Steps

  private mutating func fillCycles(_ objective: [Int32], _ own: inout [UInt8]) {
    guard columns["cycle"] != nil else { return }
    var cycle = nodes("cycle")
    for goal in 0..<count {
      if cycle[goal] >= 0 {
        own[goal] |= Self.cycle
      } else if objective[goal] >= 0 {
        cycle[goal] = cycle[Int(objective[goal])]
      }
    }
    columns["cycle"] = .node(rows: cycle, table: .cycles)
  }

  private mutating func fillTeams(_ objective: [Int32], _ own: inout [UInt8]) {
    switch columns["teams"] {
    case .nodes(let lists, let table)?:
      var builder = RowListBuilder()
      for goal in 0..<lists.count {
        if !lists[goal].isEmpty { own[goal] |= Self.teams }
        let takes = lists[goal].isEmpty && objective[goal] >= 0
        builder.append(lists[takes ? Int(objective[goal]) : goal])
      }
      let lists = builder.lists
      columns["teams"] = .nodes(lists: lists, table: table)
      columns["team"] = .node(
        rows: (0..<lists.count).map { lists[$0].first ?? -1 }, table: table)
    case .node(var first, let table)?:
      for goal in first.indices {
        if first[goal] >= 0 {
          own[goal] |= Self.teams
        } else if objective[goal] >= 0 {
          first[goal] = first[Int(objective[goal])]
        }
      }
      columns["team"] = .node(rows: first, table: table)
      columns["teams"] = columns["team"]
    default: break
    }
  }

  private mutating func fillDates(_ objective: [Int32], _ own: inout [UInt8]) {
    var starts = days("start")
    var dues = days("due")
    let cycle = nodes("cycle")
    let missing = CivilDate.missingDayNumber
    // Objectives come before the key results that take their dates from them.
    for goal in 0..<count {
      if starts[goal] != missing { own[goal] |= Self.start }
      if dues[goal] != missing { own[goal] |= Self.due }
      if own[goal] & Self.cycle == 0, objective[goal] >= 0 {
        if starts[goal] == missing { starts[goal] = starts[Int(objective[goal])] }
        if dues[goal] == missing { dues[goal] = dues[Int(objective[goal])] }
      }
      if cycle[goal] >= 0 {
        if starts[goal] == missing { starts[goal] = cycleStarts[Int(cycle[goal])] }
        if dues[goal] == missing { dues[goal] = cycleEnds[Int(cycle[goal])] }
      }
    }
    columns["start"] = starts.contains { $0 != missing } ? .day(starts) : nil
    columns["due"] = dues.contains { $0 != missing } ? .day(dues) : nil
  }

  /// Gives key results with a target and no direction the one from baseline to target. Those that
  /// go by milestones have none to tell from numbers.
  private mutating func fillDirections(_ own: inout [UInt8]) {
    var codes: [Int32]
    let words: [String]
    switch columns["direction"] {
    case .code(let given, let spelled)?: (codes, words) = (given, spelled)
    case nil: (codes, words) = ([Int32](repeating: -1, count: count), [])
    case .some: return
    }
    for goal in codes.indices where codes[goal] >= 0 { own[goal] |= Self.direction }
    guard case .number(let targets)? = columns["target"], !keyResults.isEmpty else { return }
    var baselines: [Double]?
    if case .number(let numbers)? = columns["baseline"] { baselines = numbers }
    var milestones: [Value]?
    if case .values(let cells)? = columns["milestones"] { milestones = cells }
    columns["direction"] = nil
    // Until both words have their places among the others, they follow them.
    let inferred: [Direction] = [.increase, .decrease]
    var used = [false, false]
    for row in keyResults
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
    columns["direction"] = .code(codes: codes, words: sorted)
  }

  // MARK: Columns as arrays

  private func days(_ field: String) -> [Int32] {
    if case .day(let days)? = columns[field] { return days }
    return [Int32](repeating: CivilDate.missingDayNumber, count: count)
  }

  private func nodes(_ field: String) -> [Int32] {
    if case .node(let rows, _)? = columns[field] { return rows }
    return [Int32](repeating: -1, count: count)
  }
}
