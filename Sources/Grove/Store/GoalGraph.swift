// The goal graph: immutable tables of rows, shared by any number of threads.
// Loaders make it through GraphBuilder; numbers that are computed stand in Execute/Measures.

import Synchronization

/// A loaded goal graph. Nothing in it changes; look-ups that are costly are made once, on demand.
public final class GoalGraph: Sendable {
  /// The workspace's name.
  public let name: String
  /// The kinds and fields it has.
  public let schema: Schema
  /// The rules its numbers follow.
  public let policies: Policies
  /// The paths of its files, as messages show them.
  public let sources: [String]

  /// Links between goals, both ways.
  package let links: LinkIndex
  /// Where each goal's check-ins start in their table, and the end: they are sorted by goal.
  package let checkInOffsets: [Int32]
  /// All goals of the four kinds in workspace order: by file, then line.
  package let goalsInOrder: [Int32]
  /// What its files tell of other days; a view has that of the graph it is a view of.
  package let history: GraphHistory
  let tables: [Table]
  /// All changes, when they are asked for: see ChangeFeed.
  private let feed: (table: Table, offsets: [Int32])?
  let ranges: [(kind: Kind, rows: Range<Int32>)]
  /// By row of the links table, 1 for a link that is not there; nil when all are.
  let absentLinks: [UInt8]?
  /// What it has of its own as a view of another graph; nil for one that was loaded.
  let view: ViewTraits?
  private let onDemand = Mutex(OnDemand())

  private struct OnDemand {
    var inverses: [String: RowLists] = [:]
    var folded: [String: TextColumn] = [:]
    var unreferring: [String: [Int32]] = [:]
    var idRanks: [TableID: [Int32]] = [:]
    var absent: [TableID: [UInt8]?] = [:]
  }

  init(
    name: String, schema: Schema, policies: Policies, sources: [String], tables: [Table],
    ranges: [(kind: Kind, rows: Range<Int32>)], links: LinkIndex, absentLinks: [UInt8]?,
    checkInOffsets: [Int32], goalsInOrder: [Int32], history: GraphHistory, view: ViewTraits? = nil,
    feed: (table: Table, offsets: [Int32])? = nil
  ) {
    self.name = name
    self.schema = schema
    self.policies = policies
    self.sources = sources
    self.tables = tables
    self.ranges = ranges
    self.links = links
    self.absentLinks = absentLinks
    self.history = history
    self.view = view
    self.checkInOffsets = checkInOffsets
    self.goalsInOrder = goalsInOrder
    self.feed = feed
  }

  /// The same graph with a feed of changes in the place of those that the files record. Not to be
  /// looked at from elsewhere: views replay what is recorded.
  func showing(_ feed: (table: Table, offsets: [Int32])) -> GoalGraph {
    GoalGraph(
      name: name, schema: schema, policies: policies, sources: sources, tables: tables,
      ranges: ranges, links: links, absentLinks: absentLinks, checkInOffsets: checkInOffsets,
      goalsInOrder: goalsInOrder, history: history, view: view, feed: feed)
  }

  /// Where each goal's changes start in their table, and the end.
  var changeOffsets: [Int32] { feed?.offsets ?? history.changeOffsets }

  /// Takes what another graph has made on demand of tables that are the same in both.
  func takeOver(from other: GoalGraph, except changed: Set<TableID>) {
    let made = other.onDemand.withLock { $0 }
    func isSame(_ key: String) -> Bool {
      !changed.contains { key.hasPrefix("\($0.rawValue).") }
    }
    onDemand.withLock {
      $0.inverses = made.inverses.filter { isSame($0.key) }
      $0.folded = made.folded.filter { isSame($0.key) }
      $0.unreferring = made.unreferring.filter { isSame($0.key) }
      $0.idRanks = made.idRanks
    }
  }

  /// The table of that name.
  package func table(_ table: TableID) -> Table {
    if table == .changes, let feed { return feed.table }
    return tables[Int(table.rawValue)]
  }

  /// The rows of a kind in their table; `goals` are the rows of all four kinds.
  package func rows(of kind: Kind) -> Range<Int32> {
    if kind == .goals {
      return 0..<(ranges.last { $0.kind <= .initiatives }?.rows.upperBound ?? 0)
    }
    if let range = ranges.first(where: { $0.kind == kind }) { return range.rows }
    guard !kind.isOwn else { return 0..<0 }
    return 0..<Int32(table(schema.definition(kind).table).rowCount)
  }

  /// A goal's check-ins as rows of their table, oldest first.
  package func checkIns(of goal: Int) -> Range<Int> {
    Int(checkInOffsets[goal])..<Int(checkInOffsets[goal + 1])
  }

  /// Which rows of a table are not there, such as goals that came to be after the day of a view: 1
  /// for one that is not, by row; nil when all are there. Made at the first call.
  package func absent(_ table: TableID) -> [UInt8]? {
    switch table {
    case .goals: return view?.absentGoals
    case .links: return absentLinks
    case .teams, .people, .cycles: return nil
    case .checkIns, .changes:
      guard let view else { return nil }
      if let made = onDemand.withLock({ $0.absent[table] }) { return made }
      let made = view.absentRecords(self.table(table))
      onDemand.withLock { $0.absent[table] = .some(made) }
      return made
    }
  }

  /// How many rows of a kind there are.
  public func count(_ kind: Kind) -> Int {
    let rows = rows(of: kind)
    guard let absent = absent(schema.definition(kind).table) else { return rows.count }
    return rows.count { absent[Int($0)] == 0 }
  }

  /// The nodes of a kind in workspace order.
  public func nodes(_ kind: Kind) -> [Node] {
    let table = schema.definition(kind).table
    let absent = absent(table)
    let rows = kind == .goals ? goalsInOrder : Array(rows(of: kind))
    return rows.compactMap {
      absent?[Int($0)] == 1 ? nil : Node(table: table, row: $0)
    }
  }

  // MARK: One row

  /// The kind of a row.
  public func kind(of node: Node) -> Kind {
    switch node.table {
    case .goals: ranges.first { $0.rows.contains(node.row) }?.kind ?? .goals
    case .checkIns: .checkIns
    case .teams: .teams
    case .people: .people
    case .cycles: .cycles
    case .links: .links
    case .changes: .changes
    }
  }

  /// The row's id; empty when its kind has none and none was given.
  public func id(of node: Node) -> String {
    has(node) ? table(node.table).ids?[Int(node.row)] ?? "" : ""
  }

  /// The row's title or name, else its id.
  public func name(of node: Node) -> String {
    let field = schema.definition(kind(of: node)).nameField
    if case .text(let name) = value(field, of: node) { return name }
    return id(of: node)
  }

  /// The file and line the row comes from, nil when it comes from none.
  public func source(of node: Node) -> (file: String, line: Int)? {
    guard has(node), let place = table(node.table).source(Int(node.row)),
      sources.indices.contains(place.source)
    else { return nil }
    return (sources[place.source], place.line)
  }

  /// The file and line that a row's value of a field stands on: of a sheet the row's. What one line of
  /// a file tells in several fields stands there for all of them.
  package func source(of field: String, _ node: Node) -> (file: String, line: Int)? {
    guard has(node), !isSetInCode(field, of: node) else { return nil }
    let rows = table(node.table)
    let names = [field, FieldLines.teller[field] ?? field]
    let own = source(of: node)
    for name in names {
      if let place = rows.source(of: name, Int(node.row)), sources.indices.contains(place.source),
        own?.line != place.line
      {
        return (sources[place.source], place.line)
      }
    }
    return own
  }

  /// Whether a row's value of a field is one that `applying(_:)` set.
  package func isSetInCode(_ field: String, of node: Node) -> Bool {
    guard has(node) else { return false }
    // `owner` and `owners` are one field under two names.
    let other = FieldLines.teller[field].flatMap { FieldLines.teller[$0] == field ? $0 : nil }
    return [field, other ?? field].contains {
      table(node.table).isSetInCode($0, Int(node.row))
    }
  }

  /// A stored field of a row: what the files say, with effective fields filled in. Computed fields,
  /// unknown ones and rows of another graph are missing.
  public func value(_ field: String, of node: Node) -> Value {
    let kind = kind(of: node)
    guard has(node), let definition = schema.definition(kind).field(field) else {
      return .missing
    }
    switch definition.access {
    case .id:
      let id = id(of: node)
      return id.isEmpty ? .missing : .text(id)
    case .kind:
      return .text(schema.definition(kind).singular)
    case .source:
      return source(of: node).map { .text("\($0.file):\($0.line)") } ?? .missing
    case .column, .measure:
      guard let column = table(node.table).column(field) else { return .missing }
      return column.value(Int(node.row), type: definition.type)
    }
  }

  private func has(_ node: Node) -> Bool {
    node.row >= 0 && Int(node.row) < table(node.table).rowCount
  }

}

// MARK: - Finding rows

extension GoalGraph {
  /// The rows of exactly that id, at most one a table. O(1).
  public func nodes(id: String) -> [Node] {
    TableID.allCases.compactMap { table in
      self.table(table).row(id: id).map { Node(table: table, row: $0) }
    }
  }

  /// The rows of those kinds whose title or name is all of `title`, without case and accents, in
  /// workspace order. O(text).
  public func nodes(titled title: String, kinds: [Kind]) -> [Node] {
    let wanted = TextFolding.fold(Array(title.utf8)[...])
    guard !wanted.isEmpty else { return [] }
    var found: [Node] = []
    for kind in kinds {
      let definition = schema.definition(kind)
      guard let texts = foldedTexts(definition.nameField, of: definition.table) else { continue }
      for row in rows(of: kind) where texts.range(Int(row)).count == wanted.count {
        if texts.pool[texts.range(Int(row))].elementsEqual(wanted) {
          let node = Node(table: definition.table, row: row)
          if !found.contains(node) { found.append(node) }
        }
      }
    }
    return found
  }

  /// The texts of a column without case and accents; nil when the column holds no text.
  /// Made at the first call.
  package func foldedTexts(_ field: String, of table: TableID) -> TextColumn? {
    let key = "\(table.rawValue).\(field)"
    if let origin = origin(of: key, in: table) { return origin.foldedTexts(field, of: table) }
    if let made = onDemand.withLock({ $0.folded[key] }) { return made }
    let folded: TextColumn
    switch self.table(table).column(field) {
    case .text(let texts): folded = TextFolding.fold(texts)
    case .code(let codes, let words):
      folded = TextFolding.fold(TextColumn(codes.map { $0 < 0 ? "" : words[Int($0)] }))
    default: return nil
    }
    onDemand.withLock { $0.folded[key] = folded }
    return folded
  }

  /// The place of each row of a table when they are sorted by id, by code point. Made at the first
  /// call; O(rows log rows).
  package func idRanks(of table: TableID) -> [Int32] {
    if let view { return view.origin.idRanks(of: table) }
    if let made = onDemand.withLock({ $0.idRanks[table] }) { return made }
    let rows = self.table(table)
    var ranks = [Int32](repeating: 0, count: rows.rowCount)
    let ids = (0..<rows.rowCount).map { Array((rows.ids?[$0] ?? "").utf8) }
    let order = ids.indices.sorted { left, right in
      ids[left].lexicographicallyPrecedes(ids[right]) || (ids[left] == ids[right] && left < right)
    }
    for (rank, row) in order.enumerated() { ranks[row] = Int32(truncatingIfNeeded: rank) }
    onDemand.withLock { $0.idRanks[table] = ranks }
    return ranks
  }

  /// The graph this is a view of, where a column is the same in both. The changes that a feed shows
  /// are not those of the graph.
  private func origin(of column: String, in table: TableID) -> GoalGraph? {
    guard let view, !view.changedColumns.contains(column), table != .changes || feed == nil else {
      return nil
    }
    return view.origin
  }

  /// The rows of a table that are there and whose reference field names nothing, in row order. Made
  /// at the first call.
  package func rows(without field: String, of table: TableID) -> [Int32] {
    let key = "\(table.rawValue).\(field)"
    let absent = absent(table)
    if absent == nil, let origin = origin(of: key, in: table) {
      return origin.rows(without: field, of: table)
    }
    if let made = onDemand.withLock({ $0.unreferring[key] }) { return made }
    var rows: [Int32]
    switch self.table(table).column(field) {
    case .node(let cells, _):
      rows = cells.indices.lazy.filter { cells[$0] < 0 }.map { Int32(truncatingIfNeeded: $0) }
    case .nodes(let lists, _):
      rows = (0..<lists.count).lazy.filter { lists[$0].isEmpty }
        .map { Int32(truncatingIfNeeded: $0) }
    default: rows = (0..<self.table(table).rowCount).map { Int32(truncatingIfNeeded: $0) }
    }
    if let absent { rows.removeAll { absent[Int($0)] == 1 } }
    let made = rows
    onDemand.withLock { $0.unreferring[key] = made }
    return made
  }

  /// For each row of the target table, the rows of `table` that are there and whose reference field
  /// names it, in row order; nil when the field holds no references. Made at the first call.
  package func inverse(_ field: String, of table: TableID) -> RowLists? {
    let key = "\(table.rawValue).\(field)"
    let absent = absent(table)
    if absent == nil, let origin = origin(of: key, in: table) {
      return origin.inverse(field, of: table)
    }
    if let made = onDemand.withLock({ $0.inverses[key] }) { return made }
    var lists: RowLists
    switch self.table(table).column(field) {
    case .node(let rows, let target):
      lists = RowLists(grouping: rows, count: self.table(target).rowCount)
    case .nodes(let forward, let target):
      let places = RowLists(grouping: forward.rows, count: self.table(target).rowCount)
      var rowOfPlace = [Int32](repeating: 0, count: forward.rows.count)
      for row in 0..<forward.count {
        for place in forward.range(row) { rowOfPlace[place] = Int32(row) }
      }
      lists = RowLists(
        offsets: places.offsets, rows: places.rows.map { rowOfPlace[Int($0)] })
    default: return nil
    }
    if let absent { lists = lists.removing { absent[Int($0)] == 1 } }
    let made = lists
    onDemand.withLock { $0.inverses[key] = made }
    return made
  }
}
