// Changes of goals' fields, from `history` of a goal and from files of changes. What a value means
// depends on the goal's kind and on fields that later files may bring, so changes wait until all
// files are read. Newest values become check-ins, changed parents become links with days.

import Grove

/// A change as it stands in a file.
struct WaitingChange {
  /// A value as it stands: one text, or the items of a list.
  struct Cell {
    let texts: [String]
    let place: Place
  }

  /// The goal, nil when none is named.
  var goal: GoalReference?
  let date: CivilDate?
  let recorded: CivilDate?
  let author: String
  /// The field by the name the file has for it, normalised.
  let field: String
  let old: Cell?
  let new: Cell?
  let source: Int32
  let place: Place
  /// Whether it was found by comparing two exports: then two spellings of one value are no change.
  var isObserved = false
}

extension RecordInterpreter {
  /// Reads a page of changes. `goals` are those that rows stand in, by row.
  mutating func readChanges(_ page: RecordPage, _ plan: ColumnPlan, in goals: [Int: RowHandle]) {
    for spare in plan.spares { page.batch.moveCells(from: spare.column, to: spare.first) }
    reportUnknown(page, plan)
    let columns = ["goal", "date", "recorded", "author", "field", "old", "new"].map {
      plan.column(.stored($0))
    }
    for row in 0..<page.rowCount {
      func text(_ place: Int) -> String {
        columns[place].map { page.text(column: $0, row: row) } ?? ""
      }
      let name = Self.bare(text(0))
      let goal = name.isEmpty ? goals[row].map { GoalReference.row($0) } : .id(name)
      waitingChanges.append(
        WaitingChange(
          goal: goal, date: day(columns[1], page, row), recorded: day(columns[2], page, row),
          author: Self.bare(text(3)), field: FieldNames.normalized(text(4)),
          old: cell(columns[5], page, row), new: cell(columns[6], page, row),
          source: page.source, place: Place(file: page.file, line: Int(page.batch.lines[row]))))
    }
  }

  /// Tells of columns that mean nothing for a change, once each.
  private func reportUnknown(_ page: RecordPage, _ plan: ColumnPlan) {
    for (column, use) in plan.uses.enumerated() {
      guard case .custom(let name) = use, !["kind", "type"].contains(name),
        !plan.spares.contains(where: { $0.column == column }),
        let row = (0..<page.rowCount).first(where: {
          page.batch.cell(column: column, row: $0).length > 0
            || page.structure(column: column, row: $0) != nil
        })
      else { continue }
      log.add(.unknownEntry(page.place(column: column, row: row), key: name))
    }
  }

  private func day(_ column: Int?, _ page: RecordPage, _ row: Int) -> CivilDate? {
    guard let column else { return nil }
    let text = page.text(column: column, row: row)
    if text.isEmpty || RecordPage.isMissingMark(text) { return nil }
    if let day = dates.day(text, edge: .first) { return day }
    log.add(
      .notAnEntry(
        page.place(column: column, row: row), key: "date", text: text, expected: "a date"))
    return nil
  }

  private func cell(_ column: Int?, _ page: RecordPage, _ row: Int) -> WaitingChange.Cell? {
    guard let column else { return nil }
    let place = page.place(column: column, row: row)
    if page.structure(column: column, row: row) != nil {
      let items = items(column, page, row, commas: .never)
      return items.isEmpty ? nil : WaitingChange.Cell(texts: items, place: place)
    }
    let text = page.text(column: column, row: row)
    if text.isEmpty || RecordPage.isMissingMark(text) { return nil }
    return WaitingChange.Cell(texts: [text], place: place)
  }

  // MARK: When all files are read

  /// Hands the changes to the builder.
  mutating func settleChanges() {
    let changes = waitingChanges
    waitingChanges = []
    guard !changes.isEmpty else { return }
    var ids: Set<String> = []
    for case .id(let id)? in changes.map(\.goal) { ids.insert(id) }
    let kinds = builder.kinds(ofGoals: ids)
    var links: [(change: WaitingChange, kind: String, isReversed: Bool)] = []
    for change in changes {
      var kind: Kind?
      switch change.goal {
      case .row(let row)?: kind = row.kind
      case .id(let id)?: kind = kinds[id]
      case nil: break
      }
      switch use(of: change.field, kind) {
      case .links(let link, let isReversed)?: links.append((change, link, isReversed))
      case .measure(.current)?: addCheckIn(change, "value", self.value)
      case .stored("confidence")?: addCheckIn(change, "confidence", confidence)
      case .stored("stated_status")?: addCheckIn(change, "stated_status", statedStatus)
      case .status?:
        if isState(change.new ?? change.old) {
          add(change, .stored("state"), kind)
        } else {
          addCheckIn(change, "stated_status", statedStatus)
        }
      case let use: add(change, use, kind)
      }
    }
    addLinks(links)
  }

  /// What a field's name means for goals of a kind; where the kind is not known, for the first kind
  /// of goals that has such a field.
  private func use(of name: String, _ kind: Kind?) -> FieldUse? {
    let kinds = kind.map { [$0] } ?? [.keyResults] + builder.schema.goalKinds
    for kind in kinds {
      let definition = builder.schema.definition(kind)
      if let use = FieldNames.known(name, for: definition, links: builder.schema.linkKinds) {
        return use
      }
    }
    return nil
  }

  private mutating func addRow(_ kind: Kind, _ change: WaitingChange) -> RowHandle {
    let row = builder.addRow(
      kind: kind, source: change.source, line: Int32(clamping: change.place.line ?? 0))
    switch change.goal {
    case .id(let id)?: builder.set("goal", row, .text(id))
    case .row(let goal)?: builder.setReference("goal", row, to: goal)
    case nil: break
    }
    if let date = change.date { builder.set("date", row, .date(date)) }
    if let recorded = change.recorded { builder.set("recorded", row, .date(recorded)) }
    if !change.author.isEmpty { builder.set("author", row, .text(change.author)) }
    return row
  }

  private mutating func add(_ change: WaitingChange, _ use: FieldUse?, _ kind: Kind?) {
    let reader = ChangeValueReader(dates: dates, log: log)
    let field = reader.field(of: use, change) ?? change.field
    let kinds = kind.map { [$0] } ?? [.keyResults] + builder.schema.goalKinds
    let definition = kinds.lazy.compactMap { [schema = builder.schema] in
      schema.definition($0).field(field)
    }.first
    func value(_ cell: WaitingChange.Cell?) -> Value {
      guard let cell, let definition else { return .missing }
      if use == .milestones { return .list(milestones(of: cell.texts[0], cell.place)) }
      return reader.value(cell, definition, use)
    }
    let (old, new) = (value(change.old), value(change.new))
    if change.isObserved, definition != nil, old == new { return }
    let row = addRow(.changes, change)
    builder.set("field", row, .text(field))
    builder.set("old", row, old)
    builder.set("new", row, new)
  }

  // MARK: Check-ins

  private mutating func addCheckIn(
    _ change: WaitingChange, _ field: String, _ read: (WaitingChange.Cell) -> Value
  ) {
    let row = addRow(.checkIns, change)
    if let new = change.new { builder.set(field, row, read(new)) }
  }

  func value(_ cell: WaitingChange.Cell) -> Value {
    let text = cell.texts[0]
    if let isDone = TargetText.doneWords[text.lowercased()] { return .number(isDone ? 1 : 0) }
    if let number = NumberText(text), !number.isFactor { return .number(number.value) }
    log.add(.notAnEntry(cell.place, key: "value", text: text, expected: "a number"))
    return .missing
  }

  func confidence(_ cell: WaitingChange.Cell) -> Value {
    if let number = NumberText(cell.texts[0]), number.unit.isEmpty || number.isPercent {
      let scale = number.isPercent || number.value > 10 ? 100.0 : number.value > 1 ? 10 : 1
      return .ratio(number.value / scale)
    }
    log.add(
      .notAnEntry(cell.place, key: "confidence", text: cell.texts[0], expected: "a number"))
    return .missing
  }

  func statedStatus(_ cell: WaitingChange.Cell) -> Value {
    let words = Status.names
    if let place = ClosedWords.index(of: cell.texts[0], in: words, field: "stated_status") {
      return .text(words[place])
    }
    log.add(
      .notAnEntry(
        cell.place, key: "status", text: cell.texts[0],
        expected: "one of \(words.joined(separator: ", "))"))
    return .missing
  }

  /// Whether a word is one of the states themselves, such as `closed`.
  private func isState(_ cell: WaitingChange.Cell?) -> Bool {
    guard let text = cell?.texts.first,
      let states = builder.schema.definition(.objectives).field("state")?.closedSet
    else { return false }
    return states.contains { ClosedWords.folded($0) == ClosedWords.folded(text) }
  }

  // MARK: Links

  private struct LinkEnds: Hashable {
    let child: GoalReference
    let parent: GoalReference
    let kind: String
  }

  /// Changes of parents, in the order of their days: a link ends on the day it is changed away from
  /// and begins on the day it is changed to.
  private mutating func addLinks(
    _ changes: [(change: WaitingChange, kind: String, isReversed: Bool)]
  ) {
    let order = changes.indices.sorted {
      (changes[$0].change.date ?? .earliest, $0) < (changes[$1].change.date ?? .earliest, $1)
    }
    var open: [LinkEnds: RowHandle] = [:]
    for (change, kind, isReversed) in order.map({ changes[$0] }) {
      guard let goal = change.goal, let date = change.date else {
        // Told as any change that lacks its goal or day.
        add(change, nil, nil)
        continue
      }
      func ends(_ name: String) -> LinkEnds {
        isReversed
          ? LinkEnds(child: .id(name), parent: goal, kind: kind)
          : LinkEnds(child: goal, parent: .id(name), kind: kind)
      }
      for name in change.old?.names ?? [] {
        let ends = ends(name)
        let link = open.removeValue(forKey: ends) ?? addLink(ends, change)
        builder.set("removed", link, .date(date))
      }
      for name in change.new?.names ?? [] {
        let ends = ends(name)
        let link = addLink(ends, change)
        builder.set("added", link, .date(date))
        open[ends] = link
      }
    }
  }

  private mutating func addLink(_ ends: LinkEnds, _ change: WaitingChange) -> RowHandle {
    builder.addLink(
      child: ends.child, parent: ends.parent, kind: ends.kind, source: change.source,
      line: Int32(clamping: change.place.line ?? 0))
  }
}

extension WaitingChange.Cell {
  /// The ids and names it holds: the items of a list, or of a text between semicolons, and between
  /// commas where no item has a blank.
  var names: [String] {
    guard texts.count == 1 else { return texts.map(RecordInterpreter.bare) }
    return RecordInterpreter.items(of: texts[0], commas: .betweenWords)
  }

  /// The names of people, which commas part, too.
  var people: [String] {
    guard texts.count == 1 else { return texts.map(RecordInterpreter.bare) }
    return RecordInterpreter.items(of: texts[0], commas: .always)
  }
}

/// Reads the values of changes by the type of their field.
private struct ChangeValueReader {
  let dates: DateText
  let log: ProblemLog

  /// The field of the schema that a use fills; nil where nothing is known of the name.
  func field(of use: FieldUse?, _ change: WaitingChange) -> String? {
    switch use {
    case .stored(let name)?: name
    case .measure(.keep)?: "target"
    case .measure(let role)?: role.rawValue
    case .startOrBaseline?:
      dates.day(change.new?.texts[0] ?? change.old?.texts[0] ?? "", edge: .first) == nil
        ? "baseline" : "start"
    case .milestones?: "milestones"
    case .bands?, .status?, .links?, .custom?, .ignored?, nil: nil
    }
  }

  /// A value in the type of its field; missing, with a problem, when it cannot be read so.
  func value(
    _ cell: WaitingChange.Cell, _ field: FieldDefinition, _ use: FieldUse?
  ) -> Value {
    let text = cell.texts[0]
    let (value, expected) = read(cell, text, field, use)
    if let value { return value }
    log.add(.notAnEntry(cell.place, key: field.name, text: text, expected: expected))
    return .missing
  }

  private func read(
    _ cell: WaitingChange.Cell, _ text: String, _ field: FieldDefinition, _ use: FieldUse?
  ) -> (value: Value?, expected: String) {
    switch field.type {
    case .number:
      var isMeasure = use == .startOrBaseline
      if case .measure? = use { isMeasure = true }
      return (isMeasure ? measure(text) : number(text), "a number")
    case .ratio, .points:
      return (number(text, field.name == "stated_progress" ? 100 : 1), "a number")
    case .date:
      let isEnd = ["due", "closed", "left"].contains(field.name)
      return (dates.day(text, edge: isEnd ? .last : .first).map { .date($0) }, "a date")
    case .flag:
      let isYes = ["yes", "true", "y", "1", "x"].contains(text.lowercased())
      let isNo = ["no", "false", "n", "0"].contains(text.lowercased())
      return (isYes || isNo ? .flag(isYes) : nil, "yes or no")
    case .duration:
      return (DateText.duration(text).map { .duration($0) }, "a length of time")
    case .text:
      guard let words = field.closedSet else { return (.text(text), "a text") }
      let place = ClosedWords.index(of: text, in: words, field: field.name)
      return (place.map { .text(words[$0]) }, "one of \(words.joined(separator: ", "))")
    case .node(let kind), .list(.node(let kind)):
      let names = kind == .people ? cell.people : cell.names
      return (.list(names.map { .text($0) }), "an id")
    case .list(.text):
      return (.list(cell.names.map { .text($0) }), "words")
    default:
      return (nil, "a value that a change can have")
    }
  }

  /// A plain number; percentages are ratios, and so are numbers out of `whole` above 2.
  private func number(_ text: String, _ whole: Double = 1) -> Value? {
    guard let number = NumberText(text), number.isPercent || number.unit.isEmpty, !number.isFactor
    else { return nil }
    if number.isPercent { return .number(number.value / 100) }
    return .number(number.value > 2 ? number.value / whole : number.value)
  }

  /// A number a goal is judged by, with its unit as people write it.
  private func measure(_ text: String) -> Value? {
    switch TargetText(text) {
    case .number(let number), .atMost(let number), .atLeast(let number): .number(number.value)
    case .done(let isDone): .number(isDone ? 1 : 0)
    case .band, .relative, .factor, .baseline, nil: nil
    }
  }
}
