// A graph on its way to another one with other rows or cells: moves rows and what refers to them,
// works out again what goals take from each other, and packs the result. What to keep, add and set
// is decided by GoalGraph+Visible and by the events.

/// A graph being made of another. What does not differ is shared.
struct GraphRemake {
  let base: GoalGraph
  /// The columns of each table so far, by name.
  private(set) var columns: [[String: Column]]
  /// By table, how its rows moved; nil: they did not.
  private(set) var moves = [RowMove?](repeating: nil, count: TableID.allCases.count)
  private(set) var places = RowPlacesByTable(repeating: nil, count: TableID.allCases.count)
  /// The ids and kinds of new goals, in the order of their rows, and the order they came in.
  var newGoalIDs: [String] = []
  var newGoalKinds: [Kind] = []
  var newGoalsInOrder: [Int32] = []
  /// By row of the links table, as in GraphHistory and GoalGraph.
  var linkKinds: [UInt8]
  var linksOfObjectives: [UInt8]
  var absentLinks: [UInt8]
  /// Whether nothing may tell of rows that are gone: files from which no row comes, and the places
  /// where people, teams and cycles were named first.
  var forgetsPlaces = false
  private var ownFields: [UInt8]
  /// Whether the goals' columns hold what was written only, without what is taken from elsewhere.
  private var isWritten = false
  private var changedTables: Set<TableID> = []
  /// The rows of the goals' cells that were set, by field.
  private var cellsSet: [String: Set<Int32>] = [:]

  init(_ base: GoalGraph) {
    self.base = base
    columns = base.tables.map(\.columns)
    linkKinds = base.history.linkKinds
    linksOfObjectives = base.history.linksOfObjectives
    absentLinks = base.absentLinks ?? base.history.linkKinds.map { _ in 0 }
    ownFields = base.history.ownFields
  }

  func column(_ name: String, _ table: TableID) -> Column? {
    columns[Int(table.rawValue)][name]
  }

  func rowCount(_ table: TableID) -> Int {
    moves[Int(table.rawValue)]?.count ?? base.table(table).rowCount
  }

  // MARK: Rows

  /// Moves rows of tables, once each; what refers to them follows. `new`: the cells of new rows by
  /// table and column.
  mutating func move(_ made: [TableID: RowMove], new: [TableID: [String: [Value]]] = [:]) {
    var latest = RowPlacesByTable(repeating: nil, count: TableID.allCases.count)
    for table in TableID.allCases {
      guard let move = made[table] else { continue }
      moves[Int(table.rawValue)] = move
      // Nothing refers to the rows of the other tables.
      if table.hasIDs { latest[Int(table.rawValue)] = move.places }
    }
    for (table, places) in latest.enumerated() where places != nil { self.places[table] = places }
    for table in TableID.allCases {
      let move = made[table]
      let cells = new[table] ?? [:]
      guard move != nil || latest.contains(where: { $0 != nil }) else { continue }
      changedTables.insert(table)
      for name in Set(columns[Int(table.rawValue)].keys).union(cells.keys).sorted() {
        let column =
          column(name, table)
          ?? missing(name, table, count: base.table(table).rowCount)
        columns[Int(table.rawValue)][name] = column.moved(
          by: move, to: latest, new: cells[name] ?? [])
      }
    }
    guard let move = made[.goals] else { return }
    if !ownFields.isEmpty {
      ownFields = move.moved(ownFields, new: move.newRows.map { _ in 0 })
    }
  }

  /// A column that no row has had a cell of.
  private func missing(_ name: String, _ table: TableID, count: Int) -> Column {
    let repeats = table == .changes && name == "field" || table == .links && name == "kind"
    guard !repeats,
      let field = base.schema.kinds.lazy.filter({ $0.table == table })
        .compactMap({ $0.field(name) }).first
    else { return .code(codes: [Int32](repeating: -1, count: count), words: []) }
    return .missing(field, count: count, schema: base.schema)
  }

  // MARK: Cells

  /// Sets cells of a column.
  mutating func set(_ name: String, _ table: TableID, _ edits: [CellEdit]) {
    guard !edits.isEmpty else { return }
    changedTables.insert(table)
    let before = column(name, table) ?? missing(name, table, count: rowCount(table))
    columns[Int(table.rawValue)][name] = before.setting(edits)
    if table == .goals { cellsSet[name, default: []].formUnion(edits.map(\.row)) }
  }

  /// Puts a column in the place of another.
  mutating func replace(_ name: String, _ table: TableID, with column: Column) {
    changedTables.insert(table)
    columns[Int(table.rawValue)][name] = column
  }

  /// Takes away from the goals' columns what was taken from elsewhere, once; before rows move.
  mutating func takeWritten() {
    guard !isWritten else { return }
    isWritten = true
    changedTables.insert(.goals)
    var fields = effectiveFields()
    fields.keep(ownFields)
    columns[Int(TableID.goals.rawValue)] = fields.columns
  }

  /// Gives goals again what they take from elsewhere, if their cells were touched.
  mutating func fillEffectiveFields() {
    guard changedTables.contains(.goals) else { return }
    EffectiveFields.fillFirsts(&columns[Int(TableID.goals.rawValue)])
    guard isWritten else { return }
    var fields = effectiveFields()
    columns[Int(TableID.goals.rawValue)] = [:]
    ownFields = fields.fill()
    columns[Int(TableID.goals.rawValue)] = fields.columns
  }

  private func effectiveFields() -> EffectiveFields {
    func days(_ name: String) -> [Int32] {
      if case .day(let days)? = column(name, .cycles) { return days }
      return [Int32](repeating: CivilDate.missingDayNumber, count: rowCount(.cycles))
    }
    let keyResults = ranges().first { $0.kind == .keyResults }?.rows ?? 0..<0
    return EffectiveFields(
      columns: columns[Int(TableID.goals.rawValue)], count: rowCount(.goals),
      keyResults: Int(keyResults.lowerBound)..<Int(keyResults.upperBound),
      cycleStarts: days("start"), cycleEnds: days("end"))
  }

  // MARK: Packing

  /// The links as they are then, with the loops they make.
  func linkIndex() -> (index: LinkIndex, loops: [[Int32]]) {
    var list = LinkList(
      children: rows("child", .links), parents: rows("parent", .links), kinds: linkKinds)
    if case .number(let weights)? = column("weight", .links) {
      list.weights = weights
    } else {
      list.weights = [Double](repeating: .nan, count: linkKinds.count)
    }
    return LinkIndex.build(
      list.without(absentLinks), goalCount: rowCount(.goals), linkKinds: base.schema.linkKinds)
  }

  private func rows(_ name: String, _ table: TableID) -> [Int32] {
    if case .node(let rows, _)? = column(name, table) { return rows }
    return [Int32](repeating: -1, count: rowCount(table))
  }

  /// The graph. `links`: nil when they are those of the base.
  func finish(links: LinkIndex?) -> GoalGraph {
    var sources = base.sources
    var tables = TableID.allCases.map { table in
      changedTables.contains(table)
        ? base.table(table).moved(
          by: moves[Int(table.rawValue)], newIDs: table == .goals ? newGoalIDs : [],
          columns: columns[Int(table.rawValue)])
        : base.table(table)
    }
    let goals = Int(TableID.goals.rawValue)
    if !cellsSet.isEmpty { tables[goals] = tables[goals].setInCode(cellsSet) }
    let firstNamed = firstNamed()
    if forgetsPlaces {
      tables = zip(tables, firstNamed).map { $0.withoutPlaces(from: $1) }
      sources = Self.dropUnusedSources(sources, &tables)
    }
    func offsets(_ table: TableID) -> [Int32] {
      Self.offsets(rows("goal", table), count: rowCount(.goals))
    }
    let isHistorySame = changedTables.isDisjoint(with: [.goals, .changes, .links])
    let history =
      isHistorySame
      ? base.history
      : GraphHistory(
        changes: tables[Int(TableID.changes.rawValue)], changeOffsets: offsets(.changes),
        links: tables[Int(TableID.links.rawValue)], ownFields: ownFields, linkKinds: linkKinds,
        linksOfObjectives: linksOfObjectives, firstNamed: firstNamed)
    let graph = GoalGraph(
      name: base.name, schema: base.schema, policies: base.policies, sources: sources,
      tables: tables, ranges: ranges(), links: links ?? base.links,
      absentLinks: absentLinks.contains(1) ? absentLinks : nil,
      checkInOffsets: changedTables.contains(.checkIns) ? offsets(.checkIns) : base.checkInOffsets,
      goalsInOrder: goalsInOrder(), history: history)
    if places.allSatisfy({ $0 == nil }) { graph.takeOver(from: base, except: changedTables) }
    return graph
  }

  /// Where the rows of each goal start in a table that is sorted by goal, and the end.
  private static func offsets(_ goals: [Int32], count: Int) -> [Int32] {
    var offsets = [Int32](repeating: 0, count: count + 1)
    for goal in goals where goal >= 0 { offsets[Int(goal) + 1] += 1 }
    for goal in 0..<count { offsets[goal + 1] += offsets[goal] }
    return offsets
  }

  /// The rows of each kind of goal. New goals stand at the end of their kind.
  private func ranges() -> [(kind: Kind, rows: Range<Int32>)] {
    guard let places = places[Int(TableID.goals.rawValue)] else { return base.ranges }
    var first: Int32 = 0
    return base.ranges.map { kind, rows in
      let kept = rows.count { places[Int($0)] >= 0 }
      let count = Int32(clamping: kept + newGoalKinds.count { $0 == kind })
      defer { first += count }
      return (kind, first..<(first + count))
    }
  }

  private func goalsInOrder() -> [Int32] {
    guard let places = places[Int(TableID.goals.rawValue)] else { return base.goalsInOrder }
    let end = ranges().last { $0.kind <= .initiatives }?.rows.upperBound ?? 0
    return base.goalsInOrder.map { places[Int($0)] }.filter { $0 >= 0 }
      + newGoalsInOrder.filter { $0 < end }
  }

  /// The first row of each table with ids that was only named by others; of another, its end.
  private func firstNamed() -> [Int] {
    TableID.allCases.map { table in
      guard [.teams, .people, .cycles].contains(table) else { return rowCount(table) }
      let first = base.history.firstNamed[Int(table.rawValue)]
      guard let places = places[Int(table.rawValue)] else { return first }
      return places.prefix(first).count { $0 >= 0 }
    }
  }

  /// The files that rows come from.
  private static func dropUnusedSources(_ sources: [String], _ tables: inout [Table]) -> [String] {
    var isUsed = sources.map { _ in false }
    for table in tables { table.markSources(in: &isUsed) }
    let numbers = RowMove(keeping: isUsed).places
    tables = tables.map { $0.renumbered(numbers) }
    return zip(sources, isUsed).filter(\.1).map(\.0)
  }
}
