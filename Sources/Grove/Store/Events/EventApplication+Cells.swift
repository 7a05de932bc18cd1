// Reads the values of events as the types of their fields, and what follows when a field is set: the
// cell, the change that is recorded, the links of objectives.

import GroveSyntax

/// A cell of the goals table.
struct GoalCell: Hashable {
  /// The name of its column.
  let field: String
  let row: Int32
}

/// One recorded change of a cell.
struct RecordedStep {
  /// The row that tells of it: of the table of changes before, or one that an event adds.
  enum Row {
    case known(Int)
    case new(Int)
  }

  let row: Row
  let date: Int32
  let recorded: Int32
  var old: Value
  let new: Value
}

extension EventApplication {
  // MARK: Fields

  /// The stored field of a goal that a name means; one owner, team or objective by the name of
  /// several.
  func field(_ name: String, of goal: EventGoal) throws(GraphEventError) -> FieldDefinition {
    let definition = base.schema.definition(goal.kind)
    guard let field = definition.field(GraphHistory.stored(name)), field.isStored,
      field.access != .id
    else {
      throw failure(
        .incompleteChange, field: name, "\(definition.plural) have no field `\(name)` to be given")
    }
    return field
  }

  /// A value in the type of a field of a kind without ids.
  mutating func cell(
    _ value: Value, of name: String, _ kind: Kind
  ) throws(GraphEventError) -> Value {
    guard let field = base.schema.definition(kind).field(name) else { return .missing }
    return try cell(value, of: field)
  }

  /// A value in the type of a field.
  mutating func cell(
    _ value: Value, of field: FieldDefinition
  ) throws(GraphEventError) -> Value {
    guard !value.isNothing else { return .missing }
    textBytes += value.texts.reduce(0) { $0 + $1.utf8.count }
    switch field.type {
    case .node(let kind): return try rows(value, of: field, kind, isOne: true)
    case .list(.node(let kind)): return try rows(value, of: field, kind, isOne: false)
    default: break
    }
    guard value.isPlainData, let fitting = GraphAssembly.fitting(value, field),
      fitting.asNumber?.isFinite != false
    else {
      throw failure(
        .wrongType, field: field.name, "the value does not fit the field `\(field.name)`")
    }
    if case .list(.text) = field.type, case .list(let members) = fitting,
      members.contains(where: { $0.asText == nil })
    {
      throw failure(.wrongType, field: field.name, "`\(field.name)` holds a list of texts")
    }
    if let words = field.closedSet, let word = fitting.asText, !words.contains(word) {
      let hint = NearestName.find(word, in: words).map { "\($0)?" } ?? words.joined(separator: ", ")
      throw failure(
        .wordOutsideSet, field: field.name, "`\(field.name)` has no word \(word): \(hint)")
    }
    return fitting
  }

  private func rows(
    _ value: Value, of field: FieldDefinition, _ target: Kind, isOne: Bool
  ) throws(GraphEventError) -> Value {
    let texts = value.texts
    var isText = false
    switch value {
    case .text: isText = true
    case .list(let members): isText = members.count == texts.count && (!isOne || texts.count == 1)
    default: break
    }
    guard isText else {
      throw failure(
        .wrongType, field: field.name, "`\(field.name)` takes ids, as text")
    }
    var nodes: [Value] = []
    for text in texts {
      let node = Value.node(try row(text, target, field: field.name))
      if !nodes.contains(node) { nodes.append(node) }
    }
    return nodes.count > 1 ? .list(nodes) : nodes.first ?? .missing
  }

  private func row(
    _ text: String, _ target: Kind, field: String
  ) throws(GraphEventError) -> Node {
    let definition = base.schema.definition(target)
    let found: (node: Node, kind: Kind)?
    if definition.table == .goals {
      found = find(text, upTo: event - 1).map { ($0.node, $0.kind) }
    } else {
      found = base.table(definition.table).row(id: text).map {
        (Node(table: definition.table, row: $0), target)
      }
    }
    if let found {
      guard found.kind == target || target == .goals else {
        let plural = base.schema.definition(found.kind).plural
        throw failure(
          .wrongKind, field: field,
          "\(text) is one of the \(plural), not of the \(definition.plural)")
      }
      return found.node
    }
    let named =
      definition.table == .goals ? [] : base.nodes(titled: text, kinds: [target])
    guard let first = named.first else {
      throw failure(
        .danglingReference, field: field, "none of the \(definition.plural) has the id \(text)")
    }
    guard named.count == 1 else {
      throw failure(
        .ambiguousReference, field: field, "several \(definition.plural) are called \(text)")
    }
    return first
  }

  // MARK: Setting

  /// Sets a cell, whatever was recorded of it.
  mutating func set(_ field: FieldDefinition, of goal: EventGoal, to value: Value) {
    let row = goal.node.row
    edits[field.name, default: []].append(CellEdit(row: row, value: value))
    latest[GoalCell(field: field.name, row: row)] = value
    if field.name == "objectives" { setObjectives(of: row, to: value.rows(in: .goals)) }
  }

  /// Records a change among those of its cell, and sets the cell when it is the newest. What one
  /// change does not say, its neighbours do, as in files: the value before the next is this one's.
  mutating func change(
    _ field: FieldDefinition, of goal: EventGoal, to value: Value, on date: CivilDate,
    recorded: CivilDate, _ cells: inout [String: Value]
  ) {
    let cell = GoalCell(field: field.name, row: goal.node.row)
    var course = courses[cell] ?? recordedCourse(of: field.name, goal)
    let key = (date.dayNumber, recorded.dayNumber)
    let place = course.lastIndex { ($0.date, $0.recorded) <= key }.map { $0 + 1 } ?? 0
    let old: Value
    var new = value
    if place == course.count {
      old =
        latest[cell]
        ?? remake.column(field.name, .goals)?.value(Int(cell.row), type: field.type).unwrapped
        ?? .missing
      set(field, of: goal, to: new)
    } else {
      old = place > 0 ? course[place - 1].new : course[place].old
      if new.isMissing { new = course[place].old }
      if course[place].old.isMissing {
        course[place].old = new
        setOld(new, of: course[place].row)
      }
    }
    let step = RecordedStep(
      row: .new(newRows[.changes]?.count ?? 0), date: key.0, recorded: key.1, old: old, new: new)
    course.insert(step, at: place)
    courses[cell] = course
    cells["field"] = .text(Self.one[field.name] ?? field.name)
    cells["old"] = old
    cells["new"] = new
  }

  private mutating func setOld(_ value: Value, of row: RecordedStep.Row) {
    switch row {
    case .known(let row):
      oldEdits.append(CellEdit(row: Int32(clamping: row), value: value))
    case .new(let row):
      newRows[.changes]?[row].cells["old"] = value
    }
  }

  /// Changes of several owners, teams or objectives go by the name of one.
  private static let one = ["owners": "owner", "teams": "team", "objectives": "objective"]

  private func recordedCourse(of field: String, _ goal: EventGoal) -> [RecordedStep] {
    guard let before = goal.before, let track = base.history.track(field) else { return [] }
    // The goals of a track ascend.
    var low = 0
    var high = track.goals.count
    while low < high {
      let middle = (low + high) / 2
      if Int(track.goals[middle]) < before { low = middle + 1 } else { high = middle }
    }
    guard low < track.goals.count, Int(track.goals[low]) == before,
      let dates = base.table(.changes).days("date"),
      case .values(let old)? = remake.column("old", .changes),
      case .values(let new)? = remake.column("new", .changes)
    else { return [] }
    let recorded = base.table(.changes).days("recorded")
    return track.changes[Int(track.offsets[low])..<Int(track.offsets[low + 1])].map { change in
      let row = Int(change)
      let entered = recorded.map { $0[row] } ?? CivilDate.missingDayNumber
      return RecordedStep(
        row: .known(row), date: dates[row],
        recorded: entered == CivilDate.missingDayNumber ? dates[row] : entered, old: old[row],
        new: new[row])
    }
  }
}

extension Value {
  /// A list of one row as the row.
  var unwrapped: Value {
    if case .list(let values) = self, values.count == 1, case .node? = values.first {
      return values[0]
    }
    return self
  }

  /// How deep lists and records may lie inside each other in a cell.
  private static let maximumDepth = 64

  /// Whether it is made of plain values: it names no row of a graph, and is not nested too deep.
  var isPlainData: Bool {
    var open: [(value: Value, depth: Int)] = [(self, 0)]
    while let (value, depth) = open.popLast() {
      guard depth <= Self.maximumDepth else { return false }
      switch value {
      case .node: return false
      case .list(let values): open.append(contentsOf: values.map { ($0, depth + 1) })
      case .record(let record):
        open.append(contentsOf: record.fields.map { ($0.value, depth + 1) })
      default: break
      }
    }
    return true
  }
}
