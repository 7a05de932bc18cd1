// The feed of changes: what the files record, what check-ins said anew, links that came and went, and
// the days on which a computed status or health became another.

/// Makes the feed of a graph as seen on a day.
///
/// Statuses are compared day by day through views, from the first day anything is known to the day at
/// hand: O(days x goals), charged to the budget.
struct ChangeFeed {
  let cache: ViewCache
  let budget: Budget
  private let graph: GoalGraph
  private let today: Int32
  private var rows: [Row] = []

  private struct Row {
    var goal: Int32
    var date: Int32
    var recorded: Int32
    var field: String
    var old: Value
    var new: Value
    var author: Int32
    var source: (source: Int32, line: Int32)
    /// The order in which things of one day are told.
    var rank: Int
  }

  init(cache: ViewCache, budget: Budget) {
    self.cache = cache
    self.budget = budget
    graph = cache.graph
    today = cache.base.viewpoint.today.dayNumber
  }

  /// The table of the feed, by goal, then day, and where each goal's rows start in it.
  mutating func make() throws(RunFailure) -> (table: Table, offsets: [Int32]) {
    try addRecorded()
    try addCheckIns()
    try addLinks()
    try addCrossings()
    let order = rows.indices.sorted { left, right in
      let (a, b) = (rows[left], rows[right])
      if a.goal != b.goal { return a.goal < b.goal }
      if a.date != b.date { return a.date < b.date }
      return (a.rank, left) < (b.rank, right)
    }
    rows = order.map { rows[$0] }
    return (
      table(), RowLists(grouping: rows.map(\.goal), count: graph.table(.goals).rowCount).offsets
    )
  }

  private mutating func add(
    _ goal: Int32, _ date: Int32, _ field: String, _ old: Value, _ new: Value, rank: Int,
    recorded: Int32 = CivilDate.missingDayNumber, author: Int32 = -1, of row: Int? = nil,
    in table: TableID = .changes
  ) throws(RunFailure) {
    try budget.charge(bytes: MemoryLayout<Row>.stride)
    let place = row.flatMap { graph.table(table).source($0) }
    rows.append(
      Row(
        goal: goal, date: date, recorded: recorded, field: field, old: old, new: new,
        author: author,
        source: (Int32(clamping: place?.source ?? -1), Int32(clamping: place?.line ?? 0)),
        rank: rank))
  }

  // MARK: What the files tell

  private mutating func addRecorded() throws(RunFailure) {
    let table = graph.table(.changes)
    try budget.charge(ticks: table.rowCount)
    guard let goals = table.nodes("goal"), let dates = table.days("date") else { return }
    for row in 0..<table.rowCount where goals[row] >= 0 && dates[row] <= today {
      func value(_ field: String) -> Value {
        table.column(field)?.value(row, type: .any) ?? .missing
      }
      guard case .text(let field) = value("field") else { continue }
      try add(
        goals[row], dates[row], field, value("old"), value("new"), rank: 0,
        recorded: table.days("recorded")?[row] ?? CivilDate.missingDayNumber,
        author: table.nodes("author")?[row] ?? -1, of: row)
    }
  }

  /// New values, confidences and words of owners, each beside the one before it.
  private mutating func addCheckIns() throws(RunFailure) {
    let table = graph.table(.checkIns)
    try budget.charge(ticks: table.rowCount)
    guard let dates = table.days("date") else { return }
    let kpis = graph.rows(of: .kpis)
    let recorded = table.days("recorded")
    let authors = table.nodes("author")
    let facts: [(field: String, type: ValueType)] = [
      ("value", .number), ("confidence", .ratio), ("stated_status", .text),
    ]
    for goal in 0..<Int32(clamping: graph.table(.goals).rowCount) {
      let checkIns = graph.checkIns(of: Int(goal))
      for (rank, fact) in facts.enumerated() {
        guard let column = table.column(fact.field) else { continue }
        var before = Value.missing
        let name = fact.field == "value" ? (kpis.contains(goal) ? "value" : "current") : fact.field
        for row in checkIns where dates[row] <= today {
          let value = column.value(row, type: fact.type)
          if value.isMissing || value == before { continue }
          try add(
            goal, dates[row], name, before, value, rank: 1 + rank,
            recorded: recorded?[row] ?? CivilDate.missingDayNumber,
            author: authors?[row] ?? -1, of: row, in: .checkIns)
          before = value
        }
      }
    }
  }

  /// Links with days: a parent that came, and one that went.
  private mutating func addLinks() throws(RunFailure) {
    let table = graph.table(.links)
    try budget.charge(ticks: table.rowCount)
    guard let children = table.nodes("child"), let parents = table.nodes("parent") else { return }
    let missing = CivilDate.missingDayNumber
    for row in 0..<table.rowCount where children[row] >= 0 && parents[row] >= 0 {
      let parent = Value.node(Node(table: .goals, row: parents[row]))
      if let day = table.days("added")?[row], day != missing, day <= today {
        try add(children[row], day, "parents", .missing, parent, rank: 5, of: row, in: .links)
      }
      if let day = table.days("removed")?[row], day != missing, day <= today {
        try add(children[row], day, "parents", parent, .missing, rank: 5, of: row, in: .links)
      }
    }
  }

  // MARK: What follows

  /// The days on which a status, or the health of a KPI, is another than the day before.
  private mutating func addCrossings() throws(RunFailure) {
    guard let first = graph.firstDay?.dayNumber, first < today else { return }
    var before: (statuses: [UInt8], healths: [UInt8])?
    for day in first...today {
      guard let date = CivilDate(cell: day) else { continue }
      try budget.charge(ticks: graph.count(.goals) + graph.count(.checkIns))
      var viewpoint = cache.base.viewpoint
      viewpoint.today = date
      viewpoint.isPast = date < cache.today
      let measures = cache.known(viewpoint) ?? cache.make(viewpoint, keeping: false)
      let now = (measures.codes(.status), measures.codes(.health))
      if let before {
        try addCrossings(Measure.status, before.statuses, now.0, day)
        try addCrossings(Measure.health, before.healths, now.1, day)
      }
      before = now
    }
  }

  private mutating func addCrossings(
    _ measure: Measure, _ before: [UInt8], _ now: [UInt8], _ day: Int32
  ) throws(RunFailure) {
    let words = measure.words
    let unknown = words.firstIndex(of: "unknown").map { UInt8($0) } ?? 255
    let name = measure == .health ? "health" : "status"
    for goal in now.indices where goal < before.count && now[goal] != before[goal] {
      let (old, new) = (before[goal], now[goal])
      guard old != unknown, new != unknown, Int(old) < words.count, Int(new) < words.count
      else { continue }
      try add(
        Int32(clamping: goal), day, name, .text(words[Int(old)]), .text(words[Int(new)]), rank: 6)
    }
  }

  // MARK: The table

  private func table() -> Table {
    let words = Set(rows.map(\.field)).sorted()
    var codeOf: [String: Int32] = [:]
    for (code, word) in words.enumerated() { codeOf[word] = Int32(clamping: code) }
    var places = RowPlaces()
    for row in rows { places.append(source: row.source.source, line: row.source.line) }
    return Table(
      ids: nil,
      columns: [
        "goal": .node(rows: rows.map(\.goal), table: .goals),
        "date": .day(rows.map(\.date)),
        "recorded": .day(rows.map(\.recorded)),
        "field": .code(codes: rows.map { codeOf[$0.field] ?? -1 }, words: words),
        "old": .values(rows.map(\.old)), "new": .values(rows.map(\.new)),
        "author": .node(rows: rows.map(\.author), table: .people),
      ], places: places)
  }
}

extension Measure {
  /// Whether the feed tells of its changes: those that check-ins give, and crossings.
  var isInFeed: Bool {
    switch self {
    case .current, .confidence, .statedStatus, .status, .health: true
    default: false
    }
  }
}

extension ProgramPlan {
  /// Whether it asks for changes.
  var asksForChanges: Bool {
    queries.contains { if case .kind(.changes) = $0.source { true } else { false } }
      || expressions.contains {
        if case .related(_, let relation) = $0.form { relation.name == "changes" } else { false }
      }
  }
}
