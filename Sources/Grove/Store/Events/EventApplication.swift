// Puts events into a graph: makes room for new goals, reads the events one after the other into cells
// and rows, then sets and inserts them all at once. Values and links are read in the files beside.

import GroveSyntax

/// Events on their way into a graph.
struct EventApplication {
  let base: GoalGraph
  var remake: GraphRemake
  /// The place of the event that is read.
  private(set) var event = 0
  /// Cells of goals to be set, by the name of their column; the last of a cell wins.
  var edits: [String: [CellEdit]] = [:]
  /// The newest values of those cells.
  var latest: [GoalCell: Value] = [:]
  /// The changes of cells that events set on a day, oldest first.
  var courses: [GoalCell: [RecordedStep]] = [:]
  /// Rows that come into tables sorted by goal and day.
  var newRows: [TableID: [NewRow]] = [:]
  /// Values before, of changes that the graph knew of without one.
  var oldEdits: [CellEdit] = []
  var newLinks = NewLinks()
  /// The bytes of all texts that were read.
  var textBytes = 0
  private var added: [String: AddedGoal] = [:]

  init(_ base: GoalGraph) {
    self.base = base
    remake = GraphRemake(base)
  }

  mutating func apply(_ events: [GraphEvent]) throws(GraphEventError) -> GoalGraph {
    if events.contains(where: Self.touchesEffectiveFields) { remake.takeWritten() }
    try makeRoom(for: events)
    for (place, event) in events.enumerated() {
      self.event = place
      try read(event)
    }
    try checkSizes(events.count)
    for name in edits.keys.sorted() { remake.set(name, .goals, edits[name] ?? []) }
    remake.set("old", .changes, oldEdits)
    insertRows()
    let areLinksTouched = insertLinks()
    remake.fillEffectiveFields()
    guard areLinksTouched || !added.isEmpty else { return remake.finish(links: nil) }
    let (index, loops) = remake.linkIndex()
    try checkLoops(loops)
    return remake.finish(links: index)
  }

  func failure(
    _ code: DiagnosticCode, field: String? = nil, _ message: String
  ) -> GraphEventError {
    GraphEventError(event: event, code: code, field: field, message: message)
  }

  // MARK: Events

  private mutating func read(_ event: GraphEvent) throws(GraphEventError) {
    switch event {
    case .checkIn(
      let id, let date, let value, let confidence, let status, let note, let author,
      let recorded):
      let goal = try goal(id)
      var cells: [String: Value] = ["goal": .node(goal.node), "date": .date(date)]
      let given: [(String, Value)] = [
        ("value", value.map { .number($0) } ?? .missing),
        ("confidence", confidence.map { .ratio($0) } ?? .missing),
        ("stated_status", status.map { .text($0) } ?? .missing),
        ("note", note.map { .text($0) } ?? .missing),
        ("author", author.map { .text($0) } ?? .missing),
        ("recorded", recorded.map { .date($0) } ?? .missing),
      ]
      for (name, value) in given where !value.isMissing {
        cells[name] = try cell(value, of: name, .checkIns)
      }
      insert(cells, of: goal, date: date, recorded: nil, into: .checkIns)
    case .set(let id, let name, let value, let date, let author, let recorded):
      let goal = try goal(id)
      let field = try field(name, of: goal)
      let new = try cell(value, of: field)
      guard let date else {
        guard field.name != "objectives" else {
          throw failure(
            .incompleteChange, field: name, "an objective changes on a day: the date is missing")
        }
        return set(field, of: goal, to: new)
      }
      var cells: [String: Value] = ["goal": .node(goal.node), "date": .date(date)]
      if let author { cells["author"] = try cell(.text(author), of: "author", .changes) }
      if let recorded { cells["recorded"] = .date(recorded) }
      change(field, of: goal, to: new, on: date, recorded: recorded ?? date, &cells)
      insert(cells, of: goal, date: date, recorded: recorded ?? date, into: .changes)
    case .add(_, let id, let fields):
      let goal = try goal(id, includingThis: true)
      for name in fields.keys.sorted() {
        let field = try field(name, of: goal)
        let value = try cell(fields[name] ?? .missing, of: field)
        if !value.isMissing { set(field, of: goal, to: value) }
      }
    case .link(let child, let parent, let kind, let weight, let date):
      try link(from: goal(child), to: goal(parent), kind: kind, weight: weight, on: date)
    case .unlink(let child, let parent, let kind, let date):
      try unlink(from: goal(child), to: goal(parent), kind: kind, on: date)
    }
  }

  private static func touchesEffectiveFields(_ event: GraphEvent) -> Bool {
    switch event {
    case .add: true
    case .set(_, let field, _, _, _, _):
      EffectiveFields.inputs.contains(GraphHistory.stored(field))
    case .checkIn, .link, .unlink: false
    }
  }

  /// What is counted in 32 bits has room for 2 GiB of text a column, and for so many rows.
  private mutating func checkSizes(_ count: Int) throws(GraphEventError) {
    for table in TableID.allCases {
      guard base.table(table).rowCount + count < GraphBuilder.maximumRows else {
        throw failure(.tooManyRowsInFile, "there are more than \(GraphBuilder.maximumRows) rows")
      }
      for name in remake.columns[Int(table.rawValue)].keys.sorted() {
        guard case .text(let texts)? = remake.column(name, table) else { continue }
        if texts.pool.count + textBytes > Int(Int32.max) {
          throw failure(.tooMuchText, field: name, "the texts of `\(name)` have more than 2 GiB")
        }
      }
    }
  }

  // MARK: Goals

  private struct AddedGoal {
    let event: Int
    let kind: Kind
    var row: Int32 = -1
  }

  /// Adds a row for each new goal, at the end of its kind.
  private mutating func makeRoom(for events: [GraphEvent]) throws(GraphEventError) {
    var new: [(kind: Kind, id: String)] = []
    for (place, event) in events.enumerated() {
      guard case .add(let kind, let id, _) = event else { continue }
      self.event = place
      guard base.ranges.contains(where: { $0.kind == kind }) else {
        throw failure(.wrongKind, "only goals can be added, of a kind that the graph has")
      }
      guard !id.isEmpty else { throw failure(.noID, field: "id", "a new goal needs an id") }
      guard added[id] == nil, base.table(.goals).row(id: id) == nil else {
        throw failure(.duplicateID, field: "id", "another goal has the id \(id) already")
      }
      textBytes += id.utf8.count
      added[id] = AddedGoal(event: place, kind: kind)
      new.append((kind, id))
    }
    guard !new.isEmpty else { return }
    let order = new.indices.sorted { (new[$0].kind, $0) < (new[$1].kind, $1) }
    let move = RowMove(
      of: base.table(.goals).rowCount,
      inserting: order.map { index in
        Int(base.ranges.first { $0.kind == new[index].kind }?.rows.upperBound ?? 0)
      })
    for (index, row) in zip(order, move.newRows) {
      remake.newGoalIDs.append(new[index].id)
      remake.newGoalKinds.append(new[index].kind)
      added[new[index].id]?.row = Int32(clamping: row)
    }
    remake.newGoalsInOrder = new.compactMap { added[$0.id]?.row }
    remake.move([.goals: move])
  }

  /// A goal of the graph or of an event before.
  func goal(_ id: String, includingThis: Bool = false) throws(GraphEventError) -> EventGoal {
    if let goal = find(id, upTo: includingThis ? event : event - 1) { return goal }
    throw failure(.danglingReference, "none of the goals has the id \(id)")
  }

  /// The goal of an id, those among them that events up to one have added.
  func find(_ id: String, upTo last: Int) -> EventGoal? {
    if let row = base.table(.goals).row(id: id) {
      let node = Node(table: .goals, row: row)
      guard let moved = node.moved(remake.places) else { return nil }
      return EventGoal(node: moved, kind: base.kind(of: node), before: Int(row))
    }
    guard let goal = added[id], goal.event <= last else { return nil }
    return EventGoal(node: Node(table: .goals, row: goal.row), kind: goal.kind, before: nil)
  }

  // MARK: Rows

  /// A row on its way into a table.
  struct NewRow {
    /// The row of the base before which it stands.
    let place: Int
    let goal: Int32
    let date: Int32
    let recorded: Int32
    var cells: [String: Value]
  }

  /// Adds a row to a table that is sorted by goal and day, behind those of the same day.
  private mutating func insert(
    _ cells: [String: Value], of goal: EventGoal, date: CivilDate, recorded: CivilDate?,
    into table: TableID
  ) {
    let offsets = table == .checkIns ? base.checkInOffsets : base.history.changeOffsets
    let end = base.ranges.first { $0.kind == goal.kind }?.rows.upperBound ?? 0
    let first = goal.before ?? Int(end)
    var place = Int(offsets[goal.before.map { $0 + 1 } ?? Int(end)])
    let dates = base.table(table).days("date") ?? []
    let entered = base.table(table).days("recorded")
    func isLater(_ row: Int) -> Bool {
      guard let recorded, dates[row] == date.dayNumber else { return dates[row] > date.dayNumber }
      let day = entered.map { $0[row] } ?? CivilDate.missingDayNumber
      return (day == CivilDate.missingDayNumber ? dates[row] : day) > recorded.dayNumber
    }
    while place > Int(offsets[first]), isLater(place - 1) { place -= 1 }
    newRows[table, default: []].append(
      NewRow(
        place: place, goal: goal.node.row, date: date.dayNumber,
        recorded: recorded?.dayNumber ?? 0, cells: cells))
  }

  private mutating func insertRows() {
    for table in TableID.allCases {
      guard let rows = newRows[table] else { continue }
      let order = rows.indices.sorted {
        (rows[$0].place, rows[$0].goal, rows[$0].date, rows[$0].recorded, $0)
          < (rows[$1].place, rows[$1].goal, rows[$1].date, rows[$1].recorded, $1)
      }
      remake.insert(order.map { rows[$0].cells }, at: order.map { rows[$0].place }, into: table)
    }
  }
}

/// A goal that an event names.
struct EventGoal {
  /// Where it is then.
  let node: Node
  let kind: Kind
  /// Its row in the base; nil for one that an event added.
  let before: Int?
}

extension GraphRemake {
  /// Puts rows before others of a table, which ascend.
  mutating func insert(_ rows: [[String: Value]], at places: [Int], into table: TableID) {
    var names: Set<String> = []
    for row in rows { names.formUnion(row.keys) }
    var cells: [String: [Value]] = [:]
    for name in names { cells[name] = rows.map { $0[name] ?? .missing } }
    move(
      [table: RowMove(of: base.table(table).rowCount, inserting: places)], new: [table: cells])
  }
}
