// The way from a builder's rows to a graph, step by step; each step stands in a file beside.
// Order matters: ids before references, references before columns, columns before what is
// inherited, linked and sorted.

extension GraphBuilder {
  /// The graph, and what was wrong with its data, in the order of the files. Nothing in the data
  /// can stop it: what does not fit is left out and told. O(rows) in time and memory.
  ///
  /// Problems name the row's place: see `GoalGraph.place(of:)`.
  public consuming func build() -> (graph: GoalGraph, problems: [GraphProblem]) {
    var assembly = GraphAssembly(consume self)
    return assembly.run()
  }
}

/// The state while a graph is put together.
struct GraphAssembly {
  var builder: GraphBuilder
  var ids = [IDTable](repeating: IDTable(), count: TableID.allCases.count)
  var resolved: [Kind: [String: ResolvedReferences]] = [:]
  var columns = [[String: Column]](repeating: [:], count: TableID.allCases.count)
  var problems = ProblemList()
  /// Where each kind's rows start in its table. Only kinds with a table of their own grow later.
  private var firstRows: [Kind: Int] = [:]
  /// Kinds whose rows came from files, before names in references added to them.
  let listedKinds: Set<Kind>

  init(_ builder: consuming GraphBuilder) {
    listedKinds = Set(builder.rows.filter { $0.value.count > 0 }.keys)
    for problem in builder.problems { problems.add(problem) }
    let known = Set(builder.schema.kinds.map(\.kind))
    for kind in builder.rows.keys.sorted() where !known.contains(kind) {
      let place = builder.place(RowHandle(kind: kind, row: 0))
      problems.add(
        GraphProblem(
          code: .wrongKind, source: place.source, line: place.line, field: nil, text: "",
          message: "the schema has lost the kind of \(builder.rows[kind]?.count ?? 0) rows",
          action: "the rows are left out"))
    }
    for table in TableID.allCases {
      var first = 0
      for definition in builder.schema.kinds
      where definition.table == table && definition.kind != .goals {
        firstRows[definition.kind] = first
        first += builder.rows[definition.kind]?.count ?? 0
      }
    }
    self.builder = builder
  }

  mutating func run() -> (graph: GoalGraph, problems: [GraphProblem]) {
    for table in TableID.allCases where table.hasIDs { makeIDs(of: table) }
    let firstNamed = TableID.allCases.map { rowCount(of: $0) }
    resolveReferences()
    for table in TableID.allCases { assembleColumns(of: table) }
    dateCycles()
    let changeOffsets = sortChanges()
    let ownFields = fillEffectiveFields()
    let links = assembleLinks()
    let checkInOffsets = sortCheckIns()
    let goalsInOrder = goalsInOrder()
    let ranges = segments(of: .goals).map {
      ($0.kind, Int32($0.first)..<Int32($0.first + $0.count))
    }
    var tables: [Table] = []
    for table in TableID.allCases { tables.append(makeTable(table)) }
    let history = GraphHistory(
      changes: tables[Int(TableID.changes.rawValue)], changeOffsets: changeOffsets,
      links: tables[Int(TableID.links.rawValue)], ownFields: ownFields, linkKinds: links.kinds,
      linksOfObjectives: links.ofObjectives, firstNamed: firstNamed)
    let graph = GoalGraph(
      name: builder.name, schema: builder.schema, policies: builder.policies,
      sources: builder.sources, tables: tables, ranges: ranges, links: links.index,
      absentLinks: links.absent, checkInOffsets: checkInOffsets, goalsInOrder: goalsInOrder,
      history: history)
    return (graph, problems.inOrder)
  }

  /// The number that the next row of an id already taken is tried with.
  var numberedIDs: [String: Int] = [:]
  /// By kind, the check-ins and changes that name a goal which is not there: each name has been
  /// reported.
  var absentGoals: [Kind: Set<Int32>] = [:]

  func namesAbsentGoal(_ kind: Kind, _ row: Int) -> Bool {
    absentGoals[kind]?.contains(Int32(clamping: row)) ?? false
  }

  // MARK: Where rows are

  /// A kind's rows in its table.
  struct Segment {
    let kind: Kind
    let first: Int
    let count: Int
  }

  /// The kinds of a table in the order of their rows.
  func segments(of table: TableID) -> [Segment] {
    var first = 0
    return builder.schema.kinds.filter { $0.table == table && $0.kind != .goals }.map {
      let count = builder.rows[$0.kind]?.count ?? 0
      defer { first += count }
      return Segment(kind: $0.kind, first: first, count: count)
    }
  }

  func rowCount(of table: TableID) -> Int {
    segments(of: table).reduce(0) { $0 + $1.count }
  }

  /// The table's first row of a kind.
  func firstRow(of kind: Kind) -> Int {
    firstRows[kind] ?? 0
  }

  /// The file and line of a row of a table.
  func place(_ table: TableID, _ row: Int) -> (source: Int32, line: Int32) {
    for segment in segments(of: table) where row < segment.first + segment.count {
      return builder.place(RowHandle(kind: segment.kind, row: row - segment.first))
    }
    return (-1, 0)
  }

  mutating func report(
    _ code: DiagnosticCode, _ table: TableID, _ row: Int, field: String? = nil, text: String = "",
    _ message: String, action: String
  ) {
    let place = place(table, row)
    problems.add(
      GraphProblem(
        code: code, source: place.source, line: place.line, field: field, text: text,
        message: message, action: action))
  }

  // MARK: Packing

  /// Packs a table. The places of its rows are taken out of the builder, which has them no longer.
  private mutating func makeTable(_ table: TableID) -> Table {
    var places = RowPlaces()
    for kind in segments(of: table).map(\.kind) {
      guard let rows = builder.rows.removeValue(forKey: kind) else { continue }
      places.append(rows.places)
    }
    places.releaseSlack()
    if let order = rowOrders.removeValue(forKey: table) { places = places.reordered(order) }
    return Table(
      ids: table.hasIDs ? ids[Int(table.rawValue)].index : nil,
      columns: columns[Int(table.rawValue)], places: places)
  }

  /// For tables whose rows were sorted or added to: the builder's row of each row, -1 for none.
  var rowOrders: [TableID: [Int32]] = [:]

  /// All goals of the four kinds by file and line; each kind's rows mostly are in that order
  /// already, so the kinds are merged.
  private func goalsInOrder() -> [Int32] {
    let runs = segments(of: .goals).filter { $0.kind <= .initiatives && $0.count > 0 }
    let keys = runs.map { run -> [Int64] in
      guard let rows = builder.rows[run.kind] else { return [] }
      return (0..<run.count).map { row in
        let place = rows.places[row]
        return Int64(place.source) << 32 | Int64(place.line)
      }
    }
    let isSorted = keys.allSatisfy { zip($0, $0.dropFirst()).allSatisfy { $0 <= $1 } }
    guard isSorted else {
      let all = keys.flatMap { $0 }
      return all.indices.sorted { (all[$0], $0) < (all[$1], $1) }.map { Int32($0) }
    }
    var next = [Int](repeating: 0, count: runs.count)
    var order: [Int32] = []
    order.reserveCapacity(keys.reduce(0) { $0 + $1.count })
    while true {
      var best: Int?
      for run in runs.indices where next[run] < runs[run].count {
        if let found = best, keys[found][next[found]] <= keys[run][next[run]] { continue }
        best = run
      }
      guard let best else { return order }
      order.append(Int32(runs[best].first + next[best]))
      next[best] += 1
    }
  }
}

/// Problems as they are found; of one sort only so many are kept, and the rest is counted.
struct ProblemList {
  private static let keptOfASort = 1000
  private var kept: [GraphProblem] = []
  private var counts: [DiagnosticCode: Int] = [:]

  mutating func add(_ problem: GraphProblem) {
    counts[problem.code, default: 0] += 1
    if counts[problem.code, default: 0] <= Self.keptOfASort { kept.append(problem) }
  }

  /// The problems by file and line, those of no file first; then what was only counted.
  var inOrder: [GraphProblem] {
    let sorted = kept.indices.sorted {
      (kept[$0].source, kept[$0].line, $0) < (kept[$1].source, kept[$1].line, $1)
    }
    let more = DiagnosticCode.graphProblems.compactMap { code -> GraphProblem? in
      let rest = counts[code, default: 0] - Self.keptOfASort
      guard rest > 0 else { return nil }
      return GraphProblem(
        code: code, source: -1, line: 0, field: nil, text: "",
        message: "\(rest) more of the sort: \(code.title)", action: "not listed one by one")
    }
    return sorted.map { kept[$0] } + more
  }
}
