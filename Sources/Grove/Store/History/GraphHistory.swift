// What the files tell of other days than the last: changes of goals' fields in order, and what is
// needed to work a view out anew. Views are made in GraphView.

/// The days a loaded graph knows of.
package struct GraphHistory: Sendable {
  /// The changes of one field, goal by goal.
  struct Track: Sendable {
    /// The field, under the name its column has (`owners` for one owner, too).
    let field: String
    /// The goals it changed in, ascending.
    var goals: [Int32] = []
    /// Where each goal's changes start in `changes`, and the end.
    var offsets: [Int32] = [0]
    /// Rows of the changes table, by goal, then day, then the day recorded.
    var changes: [Int32] = []
  }

  /// Where each goal's changes start in their table, and the end: they are sorted by goal and day.
  let changeOffsets: [Int32]
  /// The changes by field, the fields in order.
  let tracks: [Track]
  /// By goal, which effective fields are its own: see EffectiveFields.
  let ownFields: [UInt8]
  /// By row of the links table, the kind as an index into the schema's.
  let linkKinds: [UInt8]
  /// By row of the links table, 1 when only the child's objectives tell of the link.
  let linksOfObjectives: [UInt8]
  /// By table, its first row that no file lists: people, teams and cycles that are only named by
  /// others stand behind the others.
  let firstNamed: [Int]
  /// The last day on which something takes effect that is not of check-ins; Int32.min when nothing
  /// does.
  let lastDay: Int32

  init(
    changes: Table, changeOffsets: [Int32], links: Table, ownFields: [UInt8], linkKinds: [UInt8],
    linksOfObjectives: [UInt8], firstNamed: [Int]
  ) {
    self.changeOffsets = changeOffsets
    self.ownFields = ownFields
    self.linkKinds = linkKinds
    self.linksOfObjectives = linksOfObjectives
    self.firstNamed = firstNamed
    tracks = Self.tracks(changes)
    let days = [changes.days("date"), links.days("added"), links.days("removed")]
    lastDay = days.reduce(.min) { max($0, $1?.max() ?? .min) }
  }

  private static func tracks(_ changes: Table) -> [Track] {
    guard case .code(let codes, let words)? = changes.column("field"),
      case .node(let goals, _)? = changes.column("goal")
    else { return [] }
    var tracks = words.map { Track(field: stored($0)) }
    for row in codes.indices {
      let field = Int(codes[row])
      if tracks[field].goals.last == goals[row] {
        tracks[field].offsets.removeLast()
      } else {
        tracks[field].goals.append(goals[row])
      }
      tracks[field].changes.append(Int32(clamping: row))
      tracks[field].offsets.append(Int32(clamping: tracks[field].changes.count))
    }
    return tracks
  }

  /// The column that holds a field's cells: those of one owner, team or objective are those of
  /// several.
  static func stored(_ field: String) -> String {
    switch field {
    case "owner": "owners"
    case "team": "teams"
    case "objective": "objectives"
    default: field
    }
  }

  /// The track of a field; nil when it never changed.
  func track(_ field: String) -> Track? {
    let name = Self.stored(field)
    return tracks.first { $0.field == name }
  }
}

extension Table {
  /// The days of a column; nil when it holds none.
  func days(_ field: String) -> [Int32]? {
    if case .day(let days)? = column(field) { days } else { nil }
  }

  /// The rows a column refers to; nil when it holds none.
  func nodes(_ field: String) -> [Int32]? {
    if case .node(let rows, _)? = column(field) { rows } else { nil }
  }
}

extension GoalGraph {
  /// A goal's recorded changes as rows of their table, oldest first.
  package func changes(of goal: Int) -> Range<Int> {
    let offsets = changeOffsets
    guard goal >= 0, goal + 1 < offsets.count else { return 0..<0 }
    return Int(offsets[goal])..<Int(offsets[goal + 1])
  }

  /// Whether the files give a goal the field itself, where it may be taken from elsewhere.
  package func isOwn(_ field: String, of goal: Int) -> Bool {
    guard history.ownFields.indices.contains(goal) else { return true }
    return EffectiveFields.isOwn(field, history.ownFields[goal])
  }

  /// Whether the files tell of earlier values of a field: by a recorded change of it in a goal of
  /// the kind, or by check-ins. Computed fields follow from others and have a history if those do.
  package func hasHistory(of field: String, kind: Kind) -> Bool {
    let definition = schema.definition(kind)
    if case .measure? = definition.field(field)?.access { return true }
    guard definition.table == .goals, let track = history.track(field) else { return false }
    let rows = rows(of: kind)
    return track.goals.contains { rows.contains($0) }
  }

  /// The first day the files tell of: of a check-in, a change, a goal's entry or its start. Nil
  /// when they tell of none. O(rows).
  package var firstDay: CivilDate? {
    var first = Int32.max
    for days in toldDays {
      for day in days where day != CivilDate.missingDayNumber { first = min(first, day) }
    }
    return first == .max ? nil : CivilDate(cell: first)
  }

  /// Whether the files tell of that day or one before it. O(1) for most graphs: it ends at the first
  /// such day.
  package func tells(ofDaysUntil last: CivilDate) -> Bool {
    toldDays.contains { days in
      days.contains { $0 != CivilDate.missingDayNumber && $0 <= last.dayNumber }
    }
  }

  /// The columns of days on which something happened.
  private var toldDays: [[Int32]] {
    [
      (TableID.checkIns, "date"), (.changes, "date"), (.goals, "created"), (.goals, "start"),
    ].map { table, field in self.table(table).days(field) ?? [] }
  }
}
