// Walks a tree from YAML or JSON and lays its records out as flat tables, one a kind, with a tie
// from each nested record to the one round it: key results under objectives, check-ins under key
// results.

import Grove

/// The records of one tree.
struct RecordOutline {
  /// A record of the outline: its table and its row there.
  struct Row: Hashable {
    let table: Int
    let row: Int
  }

  /// Rows of one kind with the keys they use as columns.
  struct Table {
    let kind: Kind
    let table: TableID
    var header: [String] = []
    var headerPlaces: [Place] = []
    var lines: [Int32] = []
    /// Cells in the order of rows: row, column, node.
    var cells: [(row: Int32, column: Int32, node: Int32)] = []
    /// What each key means in this table, by the key's number.
    var plans: [KeyPlan?] = []
  }

  /// What a key means in the records of a table.
  struct KeyPlan {
    let nested: Kind?
    let isField: Bool
    /// Whether it may state the record's kind.
    let isKind: Bool
    /// Its column, once it has one.
    var column: Int32 = -1
  }

  private struct Entry {
    let key: Int
    let value: Int
    /// The number of the key.
    let number: Int
  }

  /// How a nested record belongs to the one round it.
  enum Tie: Hashable {
    /// The nested row's field names the outer row.
    case reference(String)
    /// The nested row is the child of a link to the outer row.
    case link(String)
  }

  let vocabulary: Vocabulary
  let tree: SourceTree
  let file: String
  let log: ProblemLog
  private var schema: Schema { vocabulary.schema }
  private var keys = KeyTable()
  /// The record each key was last seen in, by the key's number.
  private var seenIn: [Int] = []
  /// Whether a key may state a record's kind, by the key's number.
  private var statesKind: [Bool] = []
  private var records = 0
  private var knownTies: [Int: Tie?] = [:]
  private(set) var tables: [Table] = []
  private(set) var ties: [(child: Row, parent: Row, tie: Tie)] = []
  /// Rows named by id under another: child id, parent, kind of link, line.
  private(set) var namedChildren: [(id: String, parent: Row, kind: String, line: Int32)] = []

  init(vocabulary: Vocabulary, tree: SourceTree, file: String, log: ProblemLog) {
    self.vocabulary = vocabulary
    self.tree = tree
    self.file = file
    self.log = log
  }

  // MARK: Documents

  /// Reads all documents. `kind` is what the file's name says of rows that do not say it
  /// themselves.
  mutating func read(kind: Kind?) {
    for root in tree.roots {
      switch tree.node(root).form {
      case .missing: break
      case .scalar where tree.isMissing(root): break
      case .scalar:
        log.add(.wrongShape(place(root), found: "a text", expected: "a list of goals"))
      case .list: readRecords(root, kind, under: nil, depth: 0)
      case .mapping: readTop(root, kind)
      }
    }
  }

  /// A document that is one record, or that names kinds: `objectives: [...]`.
  private mutating func readTop(_ root: Int, _ fileKind: Kind?) {
    let entries = entries(of: root)
    let names = entries.map { FieldNames.normalized(keys.names[$0.number]) }
    let kinds = names.map { vocabulary.kind(plural: $0) }
    let isRecord = names.contains("title") || names.contains("id")
    if isRecord || kinds.allSatisfy({ $0 == nil }) {
      let hasKeyResults = kinds.contains { $0 == .keyResults }
      readRecord(root, fileKind ?? (hasKeyResults ? .objectives : nil), under: nil, depth: 0)
      return
    }
    for (index, entry) in entries.enumerated() {
      if let kind = kinds[index] {
        readRecords(entry.value, kind, under: nil, depth: 0)
      } else if !["version", "schema", "workspace"].contains(names[index]) {
        let known = schema.kinds.map(\.coreName)
        log.add(
          .unknownKey(
            place(entry.key), name: tree.string(entry.key),
            nearest: NearestName.find(names[index], in: known)))
      }
    }
  }

  // MARK: Records

  /// Reads what stands under a kind: a list of records, one record, or records by their ids.
  private mutating func readRecords(_ index: Int, _ kind: Kind?, under outer: Row?, depth: Int) {
    switch tree.node(index).form {
    case .missing: break
    case .list:
      for item in tree.children(of: index) {
        readItem(item, kind, under: outer, depth: depth)
      }
    case .mapping:
      let entries = entries(of: index)
      let names = entries.map { FieldNames.normalized(keys.names[$0.number]) }
      if kind == .checkIns, !names.contains("value"), !names.contains("date"), !names.contains("on")
      {
        readDatedValues(entries, under: outer)
      } else if kind == .changes, let outer, !names.contains("date"), !names.contains("on") {
        readDatedChanges(entries, under: outer)
      } else if names.contains(where: { ["id", "title", "name", "goal"].contains($0) }) {
        readItem(index, kind, under: outer, depth: depth)
      } else {
        for entry in entries { readKeyed(entry, kind, under: outer, depth: depth) }
      }
    case .scalar where tree.isMissing(index): break
    case .scalar: readItem(index, kind, under: outer, depth: depth)
    }
  }

  private mutating func readItem(_ item: Int, _ kind: Kind?, under outer: Row?, depth: Int) {
    switch tree.node(item).form {
    case .mapping: readRecord(item, kind, under: outer, depth: depth)
    case .scalar where !tree.isMissing(item): readName(item, kind, under: outer)
    case .missing, .scalar: break
    case .list: log.add(.wrongShape(place(item), found: "a list", expected: "one entry"))
    }
  }

  /// A record written as a text. Below another it is the id of a row that stands elsewhere, unless
  /// it has a blank and so is a title; on its own it is a name.
  private mutating func readName(_ item: Int, _ kind: Kind?, under outer: Row?) {
    guard let kind else {
      log.add(.unknownRowKind(place(item), text: "", nearest: nil))
      return
    }
    let text = tree.string(item)
    let definition = schema.definition(kind)
    let isGoal = definition.table == .goals
    if let outer, !text.contains(" ") {
      if isGoal, case .link(let link)? = tie(kind, in: outer) {
        namedChildren.append((text, outer, link, tree.node(item).line))
      } else if isGoal, tables[outer.table].kind == .objectives {
        namedChildren.append((text, outer, "measures", tree.node(item).line))
      } else {
        log.add(.wrongShape(place(item), found: "an id", expected: "an entry of its own"))
      }
      return
    }
    guard ![.checkIns, .links, .changes].contains(definition.table) else {
      log.add(.wrongShape(place(item), found: "a text", expected: "a mapping"))
      return
    }
    let row = addRow(kind, at: item, under: outer)
    let hasNoBlank = !text.contains(" ")
    setCell(row, key: hasNoBlank && definition.table != .goals ? "id" : definition.nameField, item)
    if hasNoBlank, definition.table != .goals { setCell(row, key: definition.nameField, item) }
  }

  /// An entry of records by id: `O1: {title: ...}` or `O1: Title`.
  private mutating func readKeyed(
    _ entry: Entry, _ kind: Kind?, under outer: Row?, depth: Int
  ) {
    switch tree.node(entry.value).form {
    case .mapping:
      readRecord(entry.value, kind, under: outer, depth: depth, id: entry.key)
    case .scalar:
      guard let kind else {
        log.add(.unknownRowKind(place(entry.key), text: "", nearest: nil))
        return
      }
      let row = addRow(kind, at: entry.key, under: outer)
      setCell(row, key: "id", entry.key)
      setCell(row, key: schema.definition(kind).nameField, entry.value)
    case .list, .missing:
      log.add(.wrongShape(place(entry.value), found: "a list", expected: "one entry"))
    }
  }

  /// Check-ins as `{2026-04-14: 150k, 2026-04-21: {value: 160k, note: ...}}`.
  private mutating func readDatedValues(_ entries: [Entry], under outer: Row?) {
    for entry in entries {
      let row = addRow(.checkIns, at: entry.key, under: outer)
      setCell(row, key: "date", entry.key)
      if tree.node(entry.value).form == .mapping {
        for inner in self.entries(of: entry.value) {
          setCell(row, key: keys.names[inner.number], inner.value)
        }
      } else {
        setCell(row, key: "value", entry.value)
      }
    }
  }

  /// A goal's history as `{2026-04-14: 150k, 2026-05-01: {owner: ben}}`.
  private mutating func readDatedChanges(_ entries: [Entry], under outer: Row) {
    for entry in entries {
      if tree.node(entry.value).form == .mapping {
        readHistory(self.entries(of: entry.value), at: entry.key, on: entry.key, under: outer)
      } else {
        readDatedValues([entry], under: outer)
      }
    }
  }

  /// What is told beside a change, and what makes a history's entry a check-in.
  private static let besideChange: Set = [
    "on", "date", "day", "recorded", "recorded_on", "by", "author", "who",
  ]
  private static let ofCheckIn: Set = [
    "value", "now", "current", "actual", "confidence", "status", "stated_status", "rag", "note",
    "notes", "comment",
  ]

  /// One entry of a goal's history: `{on: 2026-04-20, field: target, from: 100, to: 80}`, or fields
  /// by their names with what they became, `{on: 2026-05-01, owner: ben}`; a value, a confidence and
  /// a note are a check-in.
  private mutating func readHistory(
    _ entries: [Entry], at index: Int, on day: Int? = nil, under outer: Row
  ) {
    let names = entries.map { FieldNames.normalized(keys.names[$0.number]) }
    if names.contains("field") {
      let row = addRow(.changes, at: index, under: outer)
      if let day { setCell(row, key: "date", day) }
      for entry in entries { setCell(row, plan(entry.number, row.table), entry) }
      return
    }
    var rows: [Row] = []
    let isCheckIn = names.contains { Self.ofCheckIn.contains($0) }
    if isCheckIn { rows.append(addRow(.checkIns, at: index, under: outer)) }
    for (entry, name) in zip(entries, names) {
      if Self.besideChange.contains(name) { continue }
      if Self.ofCheckIn.contains(name) {
        setCell(rows[0], key: name, entry.value)
      } else {
        let row = addRow(.changes, at: entry.key, under: outer)
        setCell(row, key: "field", entry.key)
        setCell(row, key: "new", entry.value)
        rows.append(row)
      }
    }
    if rows.isEmpty {
      log.add(
        .wrongShape(
          place(index), found: "an entry without a field",
          expected: "a change, such as {on: 2026-05-01, target: 80}"))
    }
    for row in rows {
      if let day { setCell(row, key: "date", day) }
      for (entry, name) in zip(entries, names) where Self.besideChange.contains(name) {
        setCell(row, key: name, entry.value)
      }
    }
  }

  private mutating func readRecord(
    _ index: Int, _ kind: Kind?, under outer: Row?, depth: Int, id: Int? = nil
  ) {
    // The tree is at most SourceTree.deepest levels deep; this says so once more where it recurses.
    guard depth < SourceTree.deepest else { return }
    let entries = entries(of: index)
    if kind == .changes, let outer {
      readHistory(entries, at: index, under: outer)
      return
    }
    guard let kind = statedKind(entries, kind) else {
      let stated = entries.first { statesKind[$0.number] }
      let text = stated.map { tree.string($0.value) } ?? ""
      log.add(
        .unknownRowKind(
          place(index), text: text,
          nearest: NearestName.find(text, in: schema.kinds.map(\.singular))))
      return
    }
    let row = addRow(kind, at: index, under: outer)
    if let id { setCell(row, key: "id", id) }
    var inner: [(value: Int, kind: Kind)] = []
    for entry in entries {
      let plan = plan(entry.number, row.table)
      if plan.isKind, vocabulary.kind(named: tree.string(entry.value)) != nil { continue }
      if let nested = plan.nested, !plan.isField || holdsMappings(entry.value) {
        inner.append((entry.value, nested))
      } else {
        setCell(row, plan, entry)
      }
    }
    // Nested records come after the record round them, in the order of the text.
    for (value, nested) in inner { readRecords(value, nested, under: row, depth: depth + 1) }
  }

  private static func isKindKey(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "kind" || name == "type"
  }

  /// What a key means in a table's records.
  private mutating func plan(_ number: Int, _ table: Int) -> KeyPlan {
    while tables[table].plans.count <= number { tables[table].plans.append(nil) }
    if let known = tables[table].plans[number] { return known }
    let use = vocabulary.keyUse(of: keys.names[number], in: tables[table].kind)
    let plan = KeyPlan(
      nested: use.nested, isField: use.isField,
      isKind: tables[table].table == .goals && Self.isKindKey(keys.names[number]))
    tables[table].plans[number] = plan
    return plan
  }

  /// The kind a record states itself, else what stands round it says.
  private func statedKind(_ entries: [Entry], _ kind: Kind?) -> Kind? {
    if let kind, let table = tables.first(where: { $0.kind == kind }), table.table != .goals {
      return kind
    }
    if let kind, schema.definition(kind).table != .goals { return kind }
    for entry in entries where statesKind[entry.number] {
      if let stated = vocabulary.kind(named: tree.string(entry.value)) { return stated }
    }
    return kind
  }

  private func holdsMappings(_ index: Int) -> Bool {
    switch tree.node(index).form {
    case .mapping: true
    case .list: tree.children(of: index).contains { tree.node($0).form == .mapping }
    case .scalar, .missing: false
    }
  }

  /// The entries of a record with those merged in by `<<`; a key that stands twice counts once.
  private mutating func entries(of index: Int) -> [Entry] {
    records += 1
    var result: [Entry] = []
    gather(index, record: records, depth: 0, &result)
    return result
  }

  private mutating func gather(
    _ index: Int, record: Int, depth: Int, _ result: inout [Entry]
  ) {
    let node = tree.node(index)
    guard node.form == .mapping, depth < SourceTree.deepest else { return }
    var merged: [Int] = []
    let end = index + Int(node.size)
    var key = index + 1
    while key < end {
      let keyNode = tree.node(key)
      let value = key + Int(max(1, keyNode.size))
      if value >= end { break }
      let number = keys.number(of: keyNode.range, in: tree.text)
      while seenIn.count <= number {
        statesKind.append(Self.isKindKey(keys.names[seenIn.count]))
        seenIn.append(0)
      }
      if keys.names[number] == "<<", !keyNode.isQuoted {
        merged += tree.node(value).form == .list ? tree.children(of: value) : [value]
      } else if seenIn[number] != record {
        seenIn[number] = record
        result.append(Entry(key: key, value: value, number: number))
      } else if depth == 0 {
        log.add(.duplicateKey(place(key), key: keys.names[number]))
      }
      key = value + Int(max(1, tree.node(value).size))
    }
    for index in merged { gather(index, record: record, depth: depth + 1, &result) }
  }

  // MARK: Rows and cells

  private mutating func addRow(_ kind: Kind, at index: Int, under outer: Row?) -> Row {
    let table: Int
    if let known = tables.firstIndex(where: { $0.kind == kind }) {
      table = known
    } else {
      tables.append(Table(kind: kind, table: schema.definition(kind).table))
      table = tables.count - 1
    }
    tables[table].lines.append(tree.node(index).line)
    let row = Row(table: table, row: tables[table].lines.count - 1)
    if let outer {
      if let tie = tie(kind, in: outer) {
        ties.append((row, outer, tie))
      } else {
        let definition = schema.definition(kind)
        log.add(
          .wrongPlace(
            place(index), singular: definition.singular,
            outer: schema.definition(tables[outer.table].kind).singular))
      }
    }
    return row
  }

  /// Sets a cell by the name of a field, for records that are not written out as mappings.
  private mutating func setCell(_ row: Row, key: String, _ node: Int) {
    let number = keys.number(
      of: ByteRange(start: 0, length: Int32(clamping: key.utf8.count)), in: Array(key.utf8))
    setCell(row, plan(number, row.table), Entry(key: node, value: node, number: number))
  }

  private mutating func setCell(_ row: Row, _ plan: KeyPlan, _ entry: Entry) {
    var column = plan.column
    if column < 0 {
      column = Int32(clamping: tables[row.table].header.count)
      tables[row.table].header.append(keys.names[entry.number])
      tables[row.table].headerPlaces.append(place(entry.key))
      tables[row.table].plans[entry.number]?.column = column
    }
    tables[row.table].cells.append(
      (Int32(clamping: row.row), column, Int32(clamping: entry.value)))
  }

  /// How rows of a kind belong to a row they are nested in; missing when they cannot.
  private mutating func tie(_ kind: Kind, in outer: Row) -> Tie? {
    let key = Int(kind.index) << 8 | outer.table
    if let known = knownTies[key] { return known }
    let tie = tie(kind, inKind: tables[outer.table].kind)
    knownTies[key] = .some(tie)
    return tie
  }

  private func tie(_ kind: Kind, inKind outerKind: Kind) -> Tie? {
    switch (schema.definition(kind).table, schema.definition(outerKind).table) {
    case (.checkIns, .goals), (.changes, .goals): return .reference("goal")
    case (.goals, .goals):
      if kind == .keyResults, outerKind == .objectives { return .reference("objectives") }
      return .link(kind == .kpis && outerKind == .objectives ? "covers" : Schema.defaultLinkKind)
    case (.goals, .teams): return .reference("teams")
    case (.goals, .people): return .reference("owners")
    case (.goals, .cycles): return .reference("cycle")
    case (.teams, .teams), (.cycles, .cycles): return .reference("parent")
    case (.people, .teams): return .reference("team")
    case (.people, .people): return .reference("manager")
    default: return nil
    }
  }

  private func place(_ index: Int) -> Place {
    let node = tree.node(index)
    return Place(file: file, line: Int(node.line), column: Int(node.column))
  }
}
