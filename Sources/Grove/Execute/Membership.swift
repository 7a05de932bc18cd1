// Conditions that ask whether a row is among those tied to some targets: `under`, `supported by`,
// `owned by`, `of`, `reporting to`. The rows that fulfil one are found from the targets, once, at the
// cost of what is reached, and rows are then looked up.

/// The rows of a table for which a condition holds.
struct Membership {
  /// The rows for which it holds, in order.
  let rows: [Int32]
  /// The rows for which nothing is known, 1 by table row; empty when there are none.
  let unknown: [UInt8]
  /// The answer for all rows alike, when a target is missing.
  let always: UInt8?
  /// 1 by table row where it holds; empty when few rows do.
  private let bits: [UInt8]

  /// Rows in any order; one may be given twice.
  init(rows: [Int32], unknown: [UInt8] = [], tableCount: Int) {
    self.unknown = unknown
    always = nil
    if rows.count > tableCount / 64 {
      var bits = [UInt8](repeating: 0, count: tableCount)
      for row in rows { bits[Int(row)] = 1 }
      self.bits = bits
      self.rows = Kernels.places(of: 1, in: bits)
    } else {
      bits = []
      var last: Int32 = -1
      self.rows = rows.sorted().filter { row in
        defer { last = row }
        return row != last
      }
    }
  }

  init(always flag: UInt8) {
    rows = []
    unknown = []
    always = flag
    bits = []
  }

  /// Yes, no or missing for a row.
  func flag(_ row: Int) -> UInt8 {
    if let always { return always }
    if contains(row) { return 1 }
    return unknown.isEmpty ? 0 : unknown[row] << 1
  }

  /// Yes, no or missing for rows, in order.
  func flags(_ rows: RowNumbers) -> [UInt8] {
    if let always { return [UInt8](repeating: always, count: rows.count) }
    if bits.isEmpty || !unknown.isEmpty { return (0..<rows.count).map { flag(rows[$0]) } }
    return bits.gather(rows)
  }

  private func contains(_ row: Int) -> Bool {
    if !bits.isEmpty { return bits[row] == 1 }
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if Int(rows[middle]) < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && Int(rows[low]) == row
  }
}

extension RunContext {
  /// The targets of a condition of membership; nil for any other form.
  func membershipTargets(_ id: ExpressionID) -> ExpressionID? {
    switch plan[id].form {
    case .reaches(_, let targets, _), .ownedBy(let targets), .belongsTo(let targets),
      .reportsTo(let targets, _):
      targets
    default: nil
    }
  }

  /// The rows of a table that fulfil a condition of membership in these targets.
  func membership(
    _ id: ExpressionID, in table: TableID, _ targets: Value
  ) throws(RunFailure) -> Membership {
    if case .missing = targets { return Membership(always: 2) }
    let nodes = nodeRows(targets)
    let count = graph.table(table).rowCount
    switch plan[id].form {
    case .reaches(let reach, _, let depth):
      guard table == .goals else { return Membership(always: 0) }
      let direction: LinkDirection = reach == .under ? .down : .up
      let rows = try walk(from: nodes[.goals] ?? [], direction, depth: depth)
      return Membership(rows: rows, tableCount: count)
    case .reportsTo(_, let depth):
      guard table == .people else { return Membership(always: 0) }
      return Membership(
        rows: try reports(to: nodes[.people] ?? [], depth: depth), tableCount: count)
    case .ownedBy:
      var builder = MembershipBuilder()
      try addOwned(by: nodes[.people] ?? [], in: table, &builder)
      return builder.membership(tableCount: count)
    case .belongsTo:
      var builder = MembershipBuilder()
      for target in TableID.allCases {
        guard let rows = nodes[target] else { continue }
        try addBelonging(to: target, rows, in: table, &builder)
      }
      return builder.membership(tableCount: count)
    default: return Membership(always: 2)
    }
  }

  /// The people below some managers; a manager is among them only when he reports to one.
  private func reports(to managers: [Int32], depth: Int?) throws(RunFailure) -> [Int32] {
    guard let lists = graph.inverse("manager", of: .people) else { return [] }
    var first: [Int32] = []
    var seen: Set<Int32> = []
    for manager in managers {
      try budget.charge(ticks: lists[Int(manager)].count)
      for person in lists[Int(manager)] where seen.insert(person).inserted { first.append(person) }
    }
    return try closure(of: first, through: "manager", in: .people, depth: depth.map { $0 - 1 })
  }

  // MARK: Owners

  private func addOwned(
    by people: [Int32], in table: TableID, _ builder: inout MembershipBuilder
  ) throws(RunFailure) {
    guard table == .goals, !people.isEmpty else { return }
    let lists = ownedGoals()
    for person in people where Int(person) < lists.count {
      try budget.charge(ticks: lists[Int(person)].count)
      builder.rows.append(contentsOf: lists[Int(person)])
    }
    builder.addUnknown(unknownRows["owners"] ?? [])
  }

  /// Goals by owner: a key result without one counts as its first objective's.
  private func ownedGoals() -> RowLists {
    if let known = goalsOfOwner { return known }
    let table = graph.table(.goals)
    let owners = lists(table.column("owners") ?? table.column("owner"), count: table.rowCount)
    let objectives = lists(
      table.column("objectives") ?? table.column("objective"), count: table.rowCount)
    let keyResults = graph.rows(of: .keyResults)
    var people: [Int32] = []
    var goals: [Int32] = []
    var unknown = [UInt8](repeating: 0, count: table.rowCount)
    for row in 0..<table.rowCount {
      var list = owners[row]
      if list.isEmpty, keyResults.contains(Int32(truncatingIfNeeded: row)),
        let objective = objectives[row].first
      {
        list = owners[Int(objective)]
      }
      if list.isEmpty { unknown[row] = 1 }
      for person in list {
        people.append(person)
        goals.append(Int32(truncatingIfNeeded: row))
      }
    }
    let places = RowLists(grouping: people, count: graph.table(.people).rowCount)
    let made = RowLists(offsets: places.offsets, rows: places.rows.map { goals[Int($0)] })
    goalsOfOwner = made
    unknownRows["owners"] = unknown
    return made
  }

  private func lists(_ column: Column?, count: Int) -> RowLists {
    switch column {
    case .node(let rows, _): RowLists(single: rows)
    case .nodes(let lists, _): lists
    default: RowLists(offsets: [Int32](repeating: 0, count: count + 1), rows: [])
    }
  }

  // MARK: Belonging

  /// What belongs to rows of the table `target`: to a team with its sub-teams, to a cycle with its
  /// sub-cycles, to a goal, to a person.
  private func addBelonging(
    to target: TableID, _ rows: [Int32], in table: TableID, _ builder: inout MembershipBuilder
  ) throws(RunFailure) {
    switch (table, target) {
    case (.goals, .people):
      try addOwned(by: rows, in: table, &builder)
    case (.goals, .teams):
      let teams = try closure(of: rows, through: "parent", in: .teams)
      try addReferring("teams", to: teams, in: table, &builder)
    case (.goals, .cycles):
      let cycles = try closure(of: rows, through: "parent", in: .cycles)
      try addReferring("cycle", to: cycles, in: table, &builder)
    case (.goals, .goals):
      builder.rows.append(contentsOf: try walk(from: rows, .down, depth: 1))
    case (.checkIns, .goals):
      try addCheckIns(of: rows, &builder)
    case (.checkIns, .people):
      try addReferring("author", to: rows, in: table, &builder)
    case (.checkIns, .teams), (.checkIns, .cycles):
      var goals = MembershipBuilder()
      try addBelonging(to: target, rows, in: .goals, &goals)
      try addCheckIns(of: goals.rows, &builder)
      builder.addUnknown(checkInsOfUnknown(goals.unknown))
    case (.links, .goals):
      try addReferring("child", to: rows, in: table, &builder)
      try addReferring("parent", to: rows, in: table, &builder)
    case (.changes, .goals):
      try addReferring("goal", to: rows, in: table, &builder)
    case (.people, .teams):
      let teams = try closure(of: rows, through: "parent", in: .teams)
      try addReferring("team", to: teams, in: table, &builder)
    case (.people, .people):
      try addReferring("team", to: teams(of: rows), in: table, &builder)
    case (.teams, .teams):
      // The teams below, not the team itself.
      var below = try closure(of: rows, through: "parent", in: .teams)
      below.removeFirst(rows.count)
      builder.rows.append(contentsOf: below)
    case (.teams, .people):
      builder.rows.append(contentsOf: teams(of: rows))
    case (.cycles, .cycles):
      var below = try closure(of: rows, through: "parent", in: .cycles)
      below.removeFirst(rows.count)
      builder.rows.append(contentsOf: below)
    default: break
    }
  }

  private func teams(of people: [Int32]) -> [Int32] {
    guard case .node(let teams, _) = graph.table(.people).column("team") else { return [] }
    return people.map { teams[Int($0)] }.filter { $0 >= 0 }
  }

  private func addCheckIns(
    of goals: [Int32], _ builder: inout MembershipBuilder
  ) throws(RunFailure) {
    for goal in goals {
      let rows = presentCheckIns(of: Int(goal))
      try budget.charge(ticks: rows.count)
      builder.rows.append(contentsOf: rows)
    }
  }

  /// The check-ins of goals of which nothing is known.
  private func checkInsOfUnknown(_ goals: [UInt8]) -> [UInt8] {
    guard goals.contains(1) else { return [] }
    var unknown = [UInt8](repeating: 0, count: graph.table(.checkIns).rowCount)
    for goal in goals.indices where goals[goal] == 1 {
      for row in graph.checkIns(of: goal) { unknown[row] = 1 }
    }
    return unknown
  }

  /// Adds the rows whose reference field names one of `targets`; rows that name none are unknown.
  private func addReferring(
    _ field: String, to targets: [Int32], in table: TableID, _ builder: inout MembershipBuilder
  ) throws(RunFailure) {
    // A field of several nodes is stored under the name of its first where no row has more.
    let single = field == "teams" ? "team" : field
    let name = graph.table(table).column(field) == nil ? single : field
    builder.addUnknown(rowsWithout(name, in: table))
    guard let lists = graph.inverse(name, of: table) else { return }
    for target in targets where Int(target) < lists.count {
      try budget.charge(ticks: lists[Int(target)].count)
      builder.rows.append(contentsOf: lists[Int(target)])
    }
  }

  private func rowsWithout(_ field: String, in table: TableID) -> [UInt8] {
    let key = "\(table.rawValue).\(field)"
    if let known = unknownRows[key] { return known }
    let made: [UInt8]
    switch graph.table(table).column(field) {
    case .node(let rows, _): made = rows.map { $0 < 0 ? 1 : 0 }
    case .nodes(let lists, _): made = (0..<lists.count).map { lists.range($0).isEmpty ? 1 : 0 }
    default: made = [UInt8](repeating: 1, count: graph.table(table).rowCount)
    }
    unknownRows[key] = made
    return made
  }
}

/// Collects the rows of a membership.
private struct MembershipBuilder {
  var rows: [Int32] = []
  var unknown: [UInt8] = []

  mutating func addUnknown(_ more: [UInt8]) {
    if unknown.isEmpty {
      unknown = more
    } else if !more.isEmpty {
      for row in unknown.indices { unknown[row] |= more[row] }
    }
  }

  func membership(tableCount: Int) -> Membership {
    Membership(
      rows: rows, unknown: unknown.contains(1) ? unknown : [], tableCount: tableCount)
  }
}
