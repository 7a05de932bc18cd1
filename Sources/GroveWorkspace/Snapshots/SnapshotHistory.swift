// Compares the exports of one sheet, from the newest back: what differs becomes changes, check-ins,
// first days and dropped goals. Goals are read from the newest export they stand in; what the texts
// of a change mean is the work of RecordInterpreter+Changes.

import Grove

/// What the exports of a sheet tell so far. Only the last seen cells of each goal are held, so the
/// number of exports does not matter for memory.
final class SnapshotHistory {
  /// A cell as it stands in an export; empty for no value.
  private struct Cell {
    var text: String
    let export: Int
    let line: Int32
  }

  private struct Export {
    let file: String
    let source: Int32
    let day: CivilDate
    /// Whether every row could be read, so that a goal not in it was not there.
    var isComplete = true
    var hasRows = false
  }

  private struct Goal {
    let row: RowHandle
    let givesCreated: Bool
    /// The export it was last seen in, the oldest so far.
    var export: Int
    var line: Int32
    /// By use, its cell in the oldest export so far that has such a column.
    var cells: [Cell?]
  }

  private struct Row {
    let goal: Int
    let isFirstSeen: Bool
    let line: Int32
    var cells: [Cell?]
  }

  /// The exports that hold goals, newest first, and the one being read.
  private var exports: [Export] = []
  private var goals: [Goal] = []
  private var placeOfKey: [String: Int] = [:]
  private var uses: [FieldUse] = []
  private var placeOfUse: [FieldUse: Int] = [:]

  // Of the export being read.
  private var rows: [Row] = []
  private var keys: Set<String> = []
  private var numbers: [String: Int] = [:]
  private var largest: [Int: Double] = [:]
  private var isRefused = false

  private var current: Int { exports.count - 1 }

  /// Starts an export; they come from the newest to the oldest.
  func begin(_ export: SnapshotFile) {
    exports.append(Export(file: export.file.path, source: export.source, day: export.day))
    rows = []
    keys = []
    numbers = [:]
    largest = [:]
    isRefused = false
  }

  /// Says that rows of the export could not be read, so that nothing follows from their absence.
  func missRows() {
    exports[current].isComplete = false
  }

  // MARK: Rows

  /// Reads a page of the export: goals met for the first time go to the builder.
  func read(
    _ page: RecordPage, _ plan: inout ColumnPlan, _ interpreter: inout RecordInterpreter
  ) {
    let definition = interpreter.vocabulary.schema.definition(plan.kind)
    guard definition.table == .goals else {
      refuse(page, &plan, &interpreter)
      return
    }
    exports[current].hasRows = true
    for spare in plan.spares { page.batch.moveCells(from: spare.column, to: spare.first) }
    measure(page, &plan, interpreter)
    var firstSeen: [(row: Int, key: String)] = []
    for row in 0..<page.rowCount {
      let key = key(page, plan, row, definition)
      if key.isEmpty, current > 0 {
        interpreter.log.add(.rowWithoutName(page.place(column: 0, row: row)))
      } else if let goal = key.isEmpty ? nil : placeOfKey[key] {
        let cells = cells(page, plan, row, interpreter, isFirstSeen: false)
        rows.append(
          Row(goal: goal, isFirstSeen: false, line: page.batch.lines[row], cells: cells))
      } else {
        firstSeen.append((row, key))
      }
    }
    guard !firstSeen.isEmpty else { return }
    let selected = RecordPage(
      bytes: page.bytes, batch: page.batch.selecting(firstSeen.map(\.row)), tree: nil,
      file: page.file, source: page.source)
    let batch = interpreter.interpret(selected, plan: &plan)
    for (offset, (row, key)) in firstSeen.enumerated() where !key.isEmpty {
      let cells = cells(page, plan, row, interpreter, isFirstSeen: true)
      let line = page.batch.lines[row]
      placeOfKey[key] = goals.count
      rows.append(Row(goal: goals.count, isFirstSeen: true, line: line, cells: cells))
      goals.append(
        Goal(
          row: batch.handle(offset), givesCreated: !text(.stored("created"), cells).isEmpty,
          export: current, line: line, cells: []))
    }
  }

  /// Rows that are no goals have no changes: they are read from the newest export alone.
  private func refuse(
    _ page: RecordPage, _ plan: inout ColumnPlan, _ interpreter: inout RecordInterpreter
  ) {
    if current > 0 {
      if !isRefused {
        interpreter.log.add(
          .exportOfOthers(
            page.file, kind: interpreter.vocabulary.schema.definition(plan.kind).plural))
      }
      isRefused = true
    } else if plan.kind == .changes {
      interpreter.readChanges(page, plan, in: [:])
    } else {
      _ = interpreter.interpret(page, plan: &plan)
    }
    if current == 0 { exports[current].hasRows = true }
  }

  /// A row's id, or the one its title would get; numbered as ids are when another row has it.
  private func key(
    _ page: RecordPage, _ plan: ColumnPlan, _ row: Int, _ definition: KindDefinition
  ) -> String {
    func text(_ field: String) -> String {
      plan.column(.stored(field)).map { page.text(column: $0, row: row) } ?? ""
    }
    var key = text("id")
    if key.isEmpty {
      key = MadeID.word(of: text(definition.nameField))
      let parent = RecordInterpreter.items(of: text("objectives"), commas: .betweenWords).first
      if let parent, !key.isEmpty { key = "\(parent)-\(key)" }
    }
    if key.isEmpty || keys.insert(key).inserted { return key }
    // Counting on from the last row of that id keeps many equal ids linear.
    var number = numbers[key, default: 2]
    while !keys.insert("\(key)-\(number)").inserted { number += 1 }
    numbers[key] = number + 1
    return "\(key)-\(number)"
  }

  /// Notes the largest numbers of columns that are out of 1, 10 or 100, for all rows of the page.
  private func measure(
    _ page: RecordPage, _ plan: inout ColumnPlan, _ interpreter: RecordInterpreter
  ) {
    for field in Self.scaled {
      guard let column = plan.column(.stored(field)) else { continue }
      let values = interpreter.plainNumbers(column, page).values
      let found = values.reduce(plan.largest[column] ?? 0) { abs($1) > $0 ? abs($1) : $0 }
      plan.largest[column] = found
      largest[place(of: .stored(field))] = found
    }
  }

  private static let scaled = ["confidence", "stated_progress"]

  // MARK: Cells

  private func place(of use: FieldUse) -> Int {
    if let place = placeOfUse[use] { return place }
    placeOfUse[use] = uses.count
    uses.append(use)
    return uses.count - 1
  }

  /// A row's cells by use. A word under `status` stands where it means something, as a state or as
  /// the owner's word.
  private func cells(
    _ page: RecordPage, _ plan: ColumnPlan, _ row: Int, _ interpreter: RecordInterpreter,
    isFirstSeen: Bool
  ) -> [Cell?] {
    var cells: [Cell?] = []
    func set(_ use: FieldUse, _ text: String) {
      let place = place(of: use)
      while cells.count <= place { cells.append(nil) }
      // A column of its own goes before a word under `status`.
      if text.isEmpty, cells[place]?.text.isEmpty == false { return }
      cells[place] = Cell(text: text, export: current, line: page.batch.lines[row])
    }
    for (column, use) in plan.uses.enumerated() {
      var text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { text = "" }
      switch use {
      case .ignored, .bands: break
      case .stored("id"), .stored("updated"): break
      case .custom where plan.spares.contains(where: { $0.column == column }): break
      case .status:
        let word = interpreter.statusWord(text, plan.kind)
        // Of a goal that is read from here its cell is told already.
        if word == nil, !text.isEmpty, !isFirstSeen {
          interpreter.log.add(
            .notAnEntry(
              page.place(column: column, row: row), key: "status", text: text,
              expected: "one of \(Status.names.joined(separator: ", "))"))
        }
        set(.stored("state"), word?.field == "state" ? word?.word ?? "" : "")
        set(.stored("stated_status"), word?.field == "stated_status" ? word?.word ?? "" : "")
      case .stored("state"):
        set(use, interpreter.statusWord(text, plan.kind).map(\.word) ?? text)
      default: set(use, text)
      }
    }
    return cells
  }

  /// Writes the numbers of columns that may be out of 1, 10 or 100 as percentages, so that they
  /// mean the same in every export.
  private func writeScales(_ cells: inout [Cell?]) {
    for field in Self.scaled {
      guard let place = placeOfUse[.stored(field)], cells.indices.contains(place),
        let text = cells[place]?.text, let number = NumberText(text),
        number.isPercent || number.unit.isEmpty, !number.isFactor
      else { continue }
      let scale = RecordInterpreter.scale(of: field, largest: largest[place] ?? 0)
      let percent = number.isPercent ? number.value : number.value * 100 / scale
      cells[place]?.text = "\((percent * 1e9).rounded() / 1e9)%"
    }
  }

  // MARK: Comparing

  /// Compares the export with the one after it.
  func end(_ interpreter: inout RecordInterpreter) {
    guard exports[current].hasRows else {
      exports.removeLast()
      return
    }
    for var row in rows {
      writeScales(&row.cells)
      while row.cells.count < uses.count { row.cells.append(nil) }
      let place = row.goal
      while goals[place].cells.count < uses.count { goals[place].cells.append(nil) }
      if row.isFirstSeen {
        drop(goals[place], state(row.cells), &interpreter)
      } else {
        compare(goals[place], with: row, &interpreter)
      }
      for (use, cell) in row.cells.enumerated() where cell != nil { goals[place].cells[use] = cell }
      goals[place].export = current
      goals[place].line = row.line
    }
    rows = []
  }

  /// What no older export changes any more: first check-ins, and the days goals were entered.
  func finish(_ interpreter: inout RecordInterpreter) {
    for goal in goals {
      addCheckIn(goal, &interpreter)
      let isNew = exports.indices.contains { $0 > goal.export && exports[$0].isComplete }
      if isNew, !goal.givesCreated {
        interpreter.builder.set("created", goal.row, .date(exports[goal.export].day))
      }
    }
  }

  private static let ofCheckIn: [FieldUse] = [
    .measure(.current), .stored("confidence"), .stored("stated_status"),
  ]

  /// The changes between an older row and what was seen of the goal after it.
  private func compare(_ goal: Goal, with row: Row, _ interpreter: inout RecordInterpreter) {
    let gap = firstExport(without: goal.export, current)
    let isDropped = gap != nil && !Self.isFinal(state(row.cells))
    var hasNews = false
    for (place, use) in uses.enumerated() {
      guard let newer = goal.cells[place], let older = row.cells[place], newer.text != older.text
      else { continue }
      switch use {
      case .stored("created"): break
      case .stored("state") where isDropped: break
      case .measure(.current)
      where NumberText(newer.text) != nil
        && NumberText(newer.text)?.value == NumberText(older.text)?.value:
        break
      case _ where Self.ofCheckIn.contains(use):
        hasNews = hasNews || newer.export == goal.export
      case .links(let kind, let isReversed):
        let (old, new) = (Self.linked(older.text), Self.linked(newer.text))
        add(
          isReversed ? "blockers" : kind, goal, newer, old.filter { !new.contains($0) },
          new.filter { !old.contains($0) }, &interpreter)
      default:
        add(use.fieldName, goal, newer, [older.text], [newer.text], &interpreter)
      }
    }
    if hasNews { addCheckIn(goal, &interpreter) }
    guard let gap, isDropped else { return }
    let gone = Cell(text: "dropped", export: gap, line: 1)
    let back = Cell(text: "", export: goal.export, line: goal.line)
    add("state", goal, gone, [state(row.cells)], ["dropped"], &interpreter)
    let state = state(goal.cells)
    add(
      "state", goal, back, ["dropped"], [state.isEmpty ? "active" : state], &interpreter)
  }

  /// A goal that stands in no newer export is dropped from the day of the first without it, unless
  /// its life had ended before.
  private func drop(_ goal: Goal, _ state: String, _ interpreter: inout RecordInterpreter) {
    guard let gap = firstExport(without: -1, current), !Self.isFinal(state) else { return }
    interpreter.builder.set("state", goal.row, .text("dropped"))
    let cell = Cell(text: "dropped", export: gap, line: 1)
    add("state", goal, cell, [state], ["dropped"], &interpreter)
  }

  /// The first in time of the complete exports between two.
  private func firstExport(without newer: Int, _ older: Int) -> Int? {
    ((newer + 1)..<older).last { exports[$0].isComplete }
  }

  private func state(_ cells: [Cell?]) -> String { text(.stored("state"), cells) }

  private func text(_ use: FieldUse, _ cells: [Cell?]) -> String {
    placeOfUse[use].flatMap { cells.indices.contains($0) ? cells[$0]?.text : nil } ?? ""
  }

  private static func isFinal(_ state: String) -> Bool {
    ["closed", "cancelled", "dropped", "deferred", "archived"].contains(state)
  }

  private static func linked(_ text: String) -> [String] {
    RecordInterpreter.items(of: text, commas: .betweenWords).map {
      RecordInterpreter.weighted($0).name
    }
  }

  // MARK: What follows

  /// A change on the day of the export that shows it.
  private func add(
    _ field: String, _ goal: Goal, _ cell: Cell, _ old: [String], _ new: [String],
    _ interpreter: inout RecordInterpreter
  ) {
    let export = exports[cell.export]
    let place = Place(file: export.file, line: Int(cell.line))
    func waiting(_ texts: [String]) -> WaitingChange.Cell? {
      let texts = texts.filter { !$0.isEmpty }
      return texts.isEmpty ? nil : WaitingChange.Cell(texts: texts, place: place)
    }
    let (old, new) = (waiting(old), waiting(new))
    guard old != nil || new != nil else { return }
    interpreter.waitingChanges.append(
      WaitingChange(
        goal: .row(goal.row), date: export.day, recorded: nil, author: "", field: field, old: old,
        new: new, source: export.source, place: place, isObserved: true))
  }

  /// A check-in of what the goal was last seen with, on the day of that export.
  private func addCheckIn(_ goal: Goal, _ interpreter: inout RecordInterpreter) {
    let export = exports[goal.export]
    let place = Place(file: export.file, line: Int(goal.line))
    var values: [(field: String, value: Value)] = []
    for use in Self.ofCheckIn {
      guard let index = placeOfUse[use], goal.cells.indices.contains(index),
        let seen = goal.cells[index], !seen.text.isEmpty, seen.export == goal.export
      else { continue }
      let cell = WaitingChange.Cell(texts: [seen.text], place: place)
      switch use {
      case .stored("confidence"): values.append(("confidence", interpreter.confidence(cell)))
      case .stored: values.append(("stated_status", interpreter.statedStatus(cell)))
      default: values.append(("value", interpreter.value(cell)))
      }
    }
    guard values.contains(where: { !$0.value.isMissing }) else { return }
    let row = interpreter.builder.addRow(
      kind: .checkIns, source: export.source, line: goal.line)
    interpreter.builder.setReference("goal", row, to: goal.row)
    interpreter.builder.set("date", row, .date(export.day))
    for (field, value) in values { interpreter.builder.set(field, row, value) }
  }
}
