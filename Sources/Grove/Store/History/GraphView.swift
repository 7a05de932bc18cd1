// Makes the graph as it looks from a viewpoint: replays changes, leaves out what was not there or not
// known, sets what is assumed, and works out again what follows from all that. Columns in which
// nothing differs are shared.

/// A view of a loaded graph while it is made.
struct GraphView {
  private let base: GoalGraph
  private let viewpoint: Viewpoint
  /// The columns of each table, by name.
  private var columns: [[String: Column]]
  private var changed: Set<String> = []
  /// Whether the goals' columns hold what was written only, without what is taken from elsewhere.
  private var isWritten = false
  private var absentGoals: [UInt8]?

  init(_ base: GoalGraph, _ viewpoint: Viewpoint) {
    self.base = base
    self.viewpoint = viewpoint
    columns = base.tables.map(\.columns)
  }

  mutating func make() -> GoalGraph {
    findAbsentGoals()
    let isKnown = replayChanges()
    forgetUndated(isKnown)
    setAssumptions()
    forgetAbsentGoals()
    fillEffectiveFields()
    forgetUnknownCheckIns()
    let links = links()
    let tables = zip(base.tables, columns).map { $0.with($1) }
    return GoalGraph(
      name: base.name, schema: base.schema, policies: base.policies, sources: base.sources,
      tables: tables, ranges: base.ranges, links: links.index, absentLinks: links.absent,
      checkInOffsets: base.checkInOffsets, goalsInOrder: base.goalsInOrder,
      history: base.history,
      view: ViewTraits(
        origin: base, viewpoint: viewpoint, changedColumns: changed, absentGoals: absentGoals))
  }

  // MARK: Cells

  private func column(_ name: String, _ table: TableID = .goals) -> Column? {
    columns[Int(table.rawValue)][name]
  }

  private mutating func replace(
    _ name: String, _ table: TableID = .goals, with column: Column?
  ) {
    columns[Int(table.rawValue)][name] = column
    changed.insert("\(table.rawValue).\(name)")
    if table == .goals, let one = Self.one[name] { changed.insert("\(table.rawValue).\(one)") }
  }

  /// Fields of several nodes, and those that hold the first of them.
  private static let one = ["owners": "owner", "teams": "team", "objectives": "objective"]

  /// Sets cells of a field, under the name of its column.
  private mutating func set(_ field: FieldDefinition, _ table: TableID, _ edits: [CellEdit]) {
    guard !edits.isEmpty else { return }
    let inputs = table == .goals ? EffectiveFields.inputs : ["start", "end"]
    if table == .goals || table == .cycles, inputs.contains(field.name) { takeWritten() }
    let name = field.name
    let rows = base.table(table).rowCount
    let before = column(name, table) ?? .missing(field, count: rows, schema: base.schema)
    replace(name, table, with: before.setting(edits))
    if table == .goals, Self.one[name] != nil {
      EffectiveFields.fillFirsts(&columns[Int(table.rawValue)])
    }
  }

  /// Takes away from the goals' columns what was taken from elsewhere, once.
  private mutating func takeWritten() {
    guard !isWritten else { return }
    isWritten = true
    var fields = effectiveFields()
    fields.keep(base.history.ownFields)
    columns[Int(TableID.goals.rawValue)] = fields.columns
  }

  private mutating func fillEffectiveFields() {
    guard isWritten else { return }
    var fields = effectiveFields()
    columns[Int(TableID.goals.rawValue)] = [:]
    _ = fields.fill()
    columns[Int(TableID.goals.rawValue)] = fields.columns
    for name in ["cycle", "teams", "team", "start", "due", "direction"] {
      changed.insert("\(TableID.goals.rawValue).\(name)")
    }
  }

  private func effectiveFields() -> EffectiveFields {
    let keyResults = base.rows(of: .keyResults)
    func days(_ name: String) -> [Int32] {
      if case .day(let days)? = column(name, .cycles) { return days }
      return [Int32](
        repeating: CivilDate.missingDayNumber, count: base.table(.cycles).rowCount)
    }
    return EffectiveFields(
      columns: columns[Int(TableID.goals.rawValue)], count: base.table(.goals).rowCount,
      keyResults: Int(keyResults.lowerBound)..<Int(keyResults.upperBound),
      cycleStarts: days("start"), cycleEnds: days("end"))
  }

  // MARK: What was not there

  private mutating func findAbsentGoals() {
    guard viewpoint.isPast || viewpoint.knownOn != nil,
      let created = base.table(.goals).days("created")
    else { return }
    let last = min(
      viewpoint.isPast ? viewpoint.today.dayNumber : .max, viewpoint.knownOn?.dayNumber ?? .max)
    if created.contains(where: { $0 > last }) {
      absentGoals = created.map { $0 > last ? 1 : 0 }
    }
  }

  /// Nothing refers to a goal that is not there.
  private mutating func forgetAbsentGoals() {
    guard let absent = absentGoals else { return }
    func isAbsent(_ row: Int32) -> Bool { row >= 0 && absent[Int(row)] == 1 }
    let goals = columns[Int(TableID.goals.rawValue)]
    for name in goals.keys.sorted() {
      switch goals[name] {
      case .node(let rows, .goals)? where rows.contains(where: isAbsent):
        if EffectiveFields.inputs.contains(name) { takeWritten() }
        replace(
          name, with: .node(rows: rows.map { isAbsent($0) ? -1 : $0 }, table: .goals))
      case .nodes(let lists, .goals)? where lists.rows.contains(where: isAbsent):
        if EffectiveFields.inputs.contains(name) { takeWritten() }
        replace(name, with: .nodes(lists: lists.removing(isAbsent), table: .goals))
      default: break
      }
    }
    // Of several objectives the first that is there counts.
    if changed.contains("\(TableID.goals.rawValue).objectives") {
      EffectiveFields.fillFirsts(&columns[Int(TableID.goals.rawValue)])
    }
  }

  // MARK: Changes

  /// Sets fields to what they were by the changes that had happened and were known. By field that
  /// tells of a value, the goals that such a change tells it of.
  private mutating func replayChanges() -> [String: Set<Int32>] {
    let table = base.table(.changes)
    guard let dates = table.days("date"), case .values(let old)? = table.column("old"),
      case .values(let new)? = table.column("new")
    else { return [:] }
    let recorded = table.days("recorded")
    let today = viewpoint.today.dayNumber
    let lastKnown = viewpoint.knownOn?.dayNumber ?? .max
    var isKnown: [String: Set<Int32>] = [:]
    for track in base.history.tracks {
      let tellsOfValue = Self.undated.contains(track.field) || track.field == "milestones"
      var edits: [CellEdit] = []
      for (place, goal) in track.goals.enumerated() {
        let range = Int(track.offsets[place])..<Int(track.offsets[place + 1])
        var last: Int?
        var isComplete = true
        for index in range {
          let row = Int(track.changes[index])
          let entered = recorded.map { $0[row] } ?? CivilDate.missingDayNumber
          let day = entered == CivilDate.missingDayNumber ? dates[row] : entered
          if dates[row] <= today, day <= lastKnown { last = row } else { isComplete = false }
        }
        if last != nil, tellsOfValue { isKnown[track.field, default: []].insert(goal) }
        if isComplete { continue }
        let first = Int(track.changes[range.lowerBound])
        edits.append(CellEdit(row: goal, value: last.map { new[$0] } ?? old[first]))
      }
      if let first = edits.first, let field = definition(track.field, .goals, first.row) {
        set(field, .goals, edits)
      }
    }
    return isKnown
  }

  /// A field by the name of its column, of the kind that a row is of.
  private func definition(
    _ name: String, _ table: TableID, _ row: Int32
  ) -> FieldDefinition? {
    base.schema.definition(base.kind(of: Node(table: table, row: row))).field(name)
  }

  // MARK: What was not known

  private static let undated = [
    "current", "value", "confidence", "stated_status", "stated_progress", "stated_score",
  ]

  /// What the files say of a goal's value without a day is not known in a view of an earlier day,
  /// unless the goal was last updated by then or a change tells of it.
  private mutating func forgetUndated(_ isKnown: [String: Set<Int32>]) {
    var last = viewpoint.isPast ? viewpoint.today.dayNumber : Int32.max
    if let known = viewpoint.knownOn, viewpoint.isPast || known < viewpoint.today {
      last = min(last, known.dayNumber)
    }
    guard last < .max else { return }
    let updated = base.table(.goals).days("updated")
    func isDated(_ row: Int) -> Bool {
      guard let day = updated?[row] else { return false }
      return day != CivilDate.missingDayNumber && day <= last
    }
    for name in Self.undated {
      guard let column = column(name) else { continue }
      let known = isKnown[name] ?? []
      if updated == nil, known.isEmpty {
        replace(name, with: nil)
      } else {
        replace(name, with: column.blanking { !isDated($0) && !known.contains(Int32($0)) })
      }
    }
    guard case .values(var cells)? = column("milestones") else { return }
    let known = isKnown["milestones"] ?? []
    for row in cells.indices where !isDated(row) && !known.contains(Int32(row)) {
      cells[row] = Self.withoutUndatedSteps(cells[row])
    }
    replace("milestones", with: .values(cells))
  }

  /// Steps of which it is only said that they are reached are not, for all that is known.
  private static func withoutUndatedSteps(_ steps: Value) -> Value {
    guard case .list(let records) = steps else { return steps }
    return .list(
      records.map { record in
        guard case .record(var step) = record, step["reached"] == .flag(true) else { return record }
        step["reached"] = .flag(false)
        return .record(step)
      })
  }

  /// Check-ins that were not known of keep their place, and say nothing.
  private mutating func forgetUnknownCheckIns() {
    guard viewpoint.knownOn != nil else { return }
    let traits = ViewTraits(
      origin: base, viewpoint: viewpoint, changedColumns: [], absentGoals: absentGoals)
    guard let absent = traits.absentRecords(base.table(.checkIns)) else { return }
    for name in ["value", "confidence", "stated_status"] {
      guard let column = column(name, .checkIns) else { continue }
      replace(name, .checkIns, with: column.blanking { absent[$0] == 1 })
    }
  }

  // MARK: What is assumed

  private mutating func setAssumptions() {
    for assumption in viewpoint.assumptions {
      let node = assumption.node
      let kind = base.schema.definition(base.kind(of: node))
      let stored = node.table == .goals ? GraphHistory.stored(assumption.field) : assumption.field
      guard node.row >= 0, Int(node.row) < base.table(node.table).rowCount,
        let field = kind.field(stored), field.access == .column
      else { continue }
      set(field, node.table, [CellEdit(row: node.row, value: assumption.value)])
    }
  }

  // MARK: Links

  /// The links that are there, and which rows of their table are not.
  private func links() -> (index: LinkIndex, absent: [UInt8]?) {
    let table = base.table(.links)
    guard let children = table.nodes("child"), let parents = table.nodes("parent") else {
      return (base.links, base.absentLinks)
    }
    let absent = absentLinks(table, children, parents)
    let before = base.absentLinks ?? [UInt8](repeating: 0, count: absent.count)
    if absent == before { return (base.links, base.absentLinks) }
    var list = LinkList(children: children, parents: parents, kinds: base.history.linkKinds)
    if case .number(let weights)? = table.column("weight") {
      list.weights = weights
    } else {
      list.weights = [Double](repeating: .nan, count: absent.count)
    }
    let areFewer = zip(absent, before).allSatisfy { $0 >= $1 }
    let (index, _) = LinkIndex.build(
      list.without(absent), goalCount: base.table(.goals).rowCount,
      linkKinds: base.schema.linkKinds, order: areFewer ? base.links : nil)
    return (index, absent.contains(1) ? absent : nil)
  }

  private func absentLinks(
    _ table: Table, _ children: [Int32], _ parents: [Int32]
  ) -> [UInt8] {
    let missing = CivilDate.missingDayNumber
    let today = viewpoint.today.dayNumber
    let last = min(today, viewpoint.knownOn?.dayNumber ?? .max)
    let added = table.days("added")
    let removed = table.days("removed")
    let ofObjectives = base.history.linksOfObjectives
    // What the objectives tell of is looked up only where they may differ.
    let mayDiffer = changed.contains("\(TableID.goals.rawValue).objectives")
    let objectives = mayDiffer ? column("objectives") : nil
    var absent = [UInt8](repeating: 0, count: children.count)
    for link in absent.indices {
      let (child, parent) = (children[link], parents[link])
      var isThere = true
      if let goals = absentGoals, goals[Int(child)] == 1 || goals[Int(parent)] == 1 {
        isThere = false
      }
      if let day = added?[link], day != missing, day > last { isThere = false }
      if let day = removed?[link], day != missing, day <= last { isThere = false }
      if ofObjectives[link] == 1 {
        switch objectives {
        case .node(let rows, _)?: isThere = isThere && rows[Int(child)] == parent
        case .nodes(let lists, _)?: isThere = isThere && lists[Int(child)].contains(parent)
        default:
          // As in the base, where only links that once were are absent without a day.
          let isUncut = removed.map { $0[link] == missing } ?? true
          if isUncut, base.absentLinks?[link] == 1 { isThere = false }
        }
      }
      absent[link] = isThere ? 0 : 1
    }
    return absent
  }
}
