// Recorded changes of goals' fields: reads their values as the fields' types, sorts them by goal and
// day, completes what one says of the next, and compares the newest with the goal's own cell.

extension GraphAssembly {
  /// One change on its way into the table.
  private struct Change {
    let row: Int
    let goal: Int32
    let date: Int32
    /// The day it was recorded, its own day when none is given.
    let recorded: Int32
    /// An index into `fields`.
    let field: Int
    var old: Value
    var new: Value
  }

  /// A field that changes, in goals of one kind or several alike.
  fileprivate struct ChangingField {
    /// The name as changes show it.
    let name: String
    let definition: FieldDefinition
  }

  // MARK: References

  /// Turns the ids that changes of owners, teams, cycles and other references give into rows.
  mutating func resolveChanges(_ names: inout NameIndex) {
    let fields = builder.rows[.changes]?.fields ?? [:]
    guard let goals = resolved[.changes]?["goal"], let codes = fields["goal"]?.int32s else {
      return
    }
    var known: [ReferenceText: Int32] = [:]
    for (row, code) in codes.enumerated() where code >= 0 && goals.first[Int(code)] >= 0 {
      guard let field = fields["field"]?.value(row).asText,
        let definition = definition(field, ofGoal: Int(goals.first[Int(code)]))?.definition,
        let target = Self.referenceTarget(definition.type)
      else { continue }
      for name in ["old", "new"] {
        guard let value = fields[name]?.value(row), !value.isMissing else { continue }
        var nodes: [Value] = []
        for text in value.texts {
          let key = ReferenceText(text: text, target: target)
          let found =
            known[key] ?? self.row(
              of: Reference(text: text, kind: .changes, field: name, target: target),
              firstUse: row, &names, 1) ?? -1
          known[key] = found
          let table = builder.schema.definition(target).table
          if found >= 0 { nodes.append(.node(Node(table: table, row: found))) }
        }
        builder.rows[.changes]?.fields[name]?.set(row, value: Self.unwrapped(nodes))
      }
    }
  }

  private struct ReferenceText: Hashable {
    let text: String
    let target: Kind
  }

  private static func referenceTarget(_ type: ValueType) -> Kind? {
    switch type {
    case .node(let kind), .list(.node(let kind)): kind
    default: nil
    }
  }

  /// One node by itself, several as a list.
  private static func unwrapped(_ nodes: [Value]) -> Value {
    nodes.count > 1 ? .list(nodes) : nodes.first ?? .missing
  }

  /// What a change's field means for a goal: several owners, teams or objectives go by the name of
  /// one. Nil for a field that no file can give.
  private func definition(_ field: String, ofGoal goal: Int) -> ChangingField? {
    let kind = segments(of: .goals).first { goal < $0.first + $0.count }?.kind ?? .goals
    let kindDefinition = builder.schema.definition(kind)
    let name =
      ["owners": "owner", "teams": "team", "objectives": "objective"][field] ?? field
    guard let definition = kindDefinition.field(GraphHistory.stored(name)), definition.isStored,
      definition.access != .id
    else { return nil }
    return ChangingField(name: name, definition: definition)
  }

  // MARK: Sorting

  /// Where each goal's changes start in their table, and the end.
  mutating func sortChanges() -> [Int32] {
    let goalCount = rowCount(of: .goals)
    guard rowCount(of: .changes) > 0 else {
      return [Int32](repeating: 0, count: goalCount + 1)
    }
    var fields: [ChangingField] = []
    var changes = readChanges(&fields)
    changes.sort {
      ($0.goal, $0.date, $0.recorded, $0.row) < ($1.goal, $1.date, $1.recorded, $1.row)
    }
    complete(&changes, fields)
    makeChangeTable(changes, fields)
    return RowLists(grouping: changes.map(\.goal), count: goalCount).offsets
  }

  private mutating func readChanges(_ fields: inout [ChangingField]) -> [Change] {
    let table = columns[Int(TableID.changes.rawValue)]
    let goals = nodes("goal", .changes)
    let dates = days("date", .changes)
    let recorded = days("recorded", .changes)
    let missing = CivilDate.missingDayNumber
    var places: [ChangingField.Key: Int] = [:]
    var changes: [Change] = []
    for row in goals.indices {
      let word = table["field"]?.value(row, type: .text).asText ?? ""
      guard goals[row] >= 0, dates[row] != missing, !word.isEmpty else {
        // A goal that is named but not there has been reported already.
        if goals[row] >= 0 || !namesAbsentGoal(.changes, row) {
          let lacks = goals[row] < 0 ? "goal" : dates[row] == missing ? "date" : "field"
          report(
            .incompleteChange, .changes, row, field: lacks, "this change has no \(lacks)",
            action: "it is left out")
        }
        continue
      }
      guard let field = definition(word, ofGoal: Int(goals[row])) else {
        report(
          .incompleteChange, .changes, row, field: "field", text: word,
          "the goal has no field `\(word)` that files give", action: "the change is left out")
        continue
      }
      let key = field.key
      let place = places[key] ?? fields.count
      if place == fields.count {
        places[key] = place
        fields.append(field)
      }
      changes.append(
        Change(
          row: row, goal: goals[row], date: dates[row],
          recorded: recorded[row] == missing ? dates[row] : recorded[row], field: place,
          old: typed("old", row, field), new: typed("new", row, field)))
    }
    return changes
  }

  /// A value of a change in the type of its field; missing, with a problem, when it is of another.
  private mutating func typed(_ name: String, _ row: Int, _ field: ChangingField) -> Value {
    let column = columns[Int(TableID.changes.rawValue)][name]
    guard let value = column?.value(row, type: .any), !value.isMissing else { return .missing }
    if let fitting = Self.fitting(value, field.definition) { return fitting }
    report(
      .wrongType, .changes, row, field: name, text: value.asText ?? "",
      "the value does not fit the field `\(field.name)`", action: "it is left out")
    return .missing
  }

  /// The value in the type of a field; nil when it is of another.
  static func fitting(_ value: Value, _ field: FieldDefinition) -> Value? {
    switch (field.type, value) {
    case (.number, _): value.asNumber.map { .number($0) }
    case (.ratio, _): value.asNumber.map { .ratio($0) }
    case (.points, _): value.asNumber.map { .points($0) }
    case (.text, .text(let text)):
      .text(field.closedSet.flatMap { word(text, of: $0) } ?? text)
    case (.list(.text), .text): .list([value])
    case (.date, .date), (.flag, .flag), (.duration, .duration), (.list(.text), .list),
      (.node, .node), (.list(.node), .node), (.list(.node), .list), (.record, .record),
      (.list(.record), .list):
      value
    default: nil
    }
  }

  // MARK: Completing

  /// What a change does not say, its neighbours do: the value before it is the one after the change
  /// before, the newest value that of the goal's own cell. A cell that the files leave empty takes
  /// the newest change's value; where both are given and differ, the cell stands.
  private mutating func complete(_ changes: inout [Change], _ fields: [ChangingField]) {
    var lastOfField = [Int](repeating: -1, count: fields.count)
    var filled = [[CellEdit]](repeating: [], count: fields.count)
    var goal: Int32 = -1
    var first = 0
    for place in changes.indices {
      if changes[place].goal != goal {
        settle(first..<place, &changes, lastOfField, fields, &filled)
        goal = changes[place].goal
        first = place
      }
      let field = changes[place].field
      let before = lastOfField[field]
      if before >= first {
        if changes[place].old.isMissing { changes[place].old = changes[before].new }
        if changes[before].new.isMissing { changes[before].new = changes[place].old }
      }
      lastOfField[field] = place
    }
    settle(first..<changes.count, &changes, lastOfField, fields, &filled)
    for (field, edits) in zip(fields, filled) where !edits.isEmpty {
      setCells(of: field.definition, edits)
    }
  }

  /// Compares the newest changes of one goal with its cells.
  private mutating func settle(
    _ places: Range<Int>, _ changes: inout [Change], _ lastOfField: [Int],
    _ fields: [ChangingField], _ filled: inout [[CellEdit]]
  ) {
    for place in places where lastOfField[changes[place].field] == place {
      let (goal, new) = (changes[place].goal, changes[place].new)
      let definition = fields[changes[place].field].definition
      let column = columns[Int(TableID.goals.rawValue)][definition.name]
      let cell = Self.plain(column?.value(Int(goal), type: definition.type) ?? .missing)
      if cell.isMissing {
        if !new.isMissing { filled[changes[place].field].append(CellEdit(row: goal, value: new)) }
      } else if new.isMissing {
        changes[place].new = cell
      } else if Self.plain(new) != cell {
        report(
          .changeDisagrees, .changes, changes[place].row, field: fields[changes[place].field].name,
          "the newest change gives `\(fields[changes[place].field].name)` another value than the "
            + "goal has", action: "the goal's own value is kept")
      }
    }
  }

  /// A list of one node as the node.
  private static func plain(_ value: Value) -> Value {
    if case .list(let values) = value, values.count == 1, case .node? = values.first {
      return values[0]
    }
    return value
  }

  private mutating func setCells(of field: FieldDefinition, _ edits: [CellEdit]) {
    let place = Int(TableID.goals.rawValue)
    let column =
      columns[place][field.name]
      ?? .missing(field, count: rowCount(of: .goals), schema: builder.schema)
    columns[place][field.name] = column.setting(edits)
    EffectiveFields.fillFirsts(&columns[place])
  }

  // MARK: Packing

  private mutating func makeChangeTable(_ changes: [Change], _ fields: [ChangingField]) {
    let place = Int(TableID.changes.rawValue)
    let order = changes.map { Int32(clamping: $0.row) }
    for name in columns[place].keys.sorted() where !["field", "old", "new"].contains(name) {
      columns[place][name] = columns[place][name]?.reordered(order)
    }
    let words = Set(fields.map(\.name)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let codes = fields.map { field in Int32(clamping: words.firstIndex(of: field.name) ?? 0) }
    columns[place]["field"] = .code(codes: changes.map { codes[$0.field] }, words: words)
    columns[place]["old"] = .values(changes.map { Self.plain($0.old) })
    columns[place]["new"] = .values(changes.map { Self.plain($0.new) })
    rowOrders[.changes] = order
  }
}

extension GraphAssembly.ChangingField {
  /// Fields of the same name and type are one, whatever the kinds of their goals.
  fileprivate struct Key: Hashable {
    let name: String
    let type: ValueType
  }

  fileprivate var key: Key { Key(name: name, type: definition.type) }
}
