// Running a query: its source, then its operators in the order they are written. What each operator
// does to rows stands in the files beside, one a family.

/// What a query's steps report besides their rows. Only the outermost query keeps one.
final class QueryReport {
  /// Rows dropped because a condition came out missing.
  var skippedMissing = 0
  /// The condition that removed the last rows, and how many stood before it.
  var removedBy: (conjunct: Conjunct, rowsBefore: Int)?
  /// How many rows there were at the source, and after each operator.
  var rowCounts: [Int] = []
  /// Whether a totals row was asked for.
  var hasTotal = false
  /// Whether the rows themselves are kept, and those at the source and after each operator.
  let keepsRows: Bool
  private(set) var rowSets: [RowSet] = []
  /// The context that ran it: that of the query's view.
  private(set) var context: RunContext?

  init(keepsRows: Bool = false) {
    self.keepsRows = keepsRows
  }

  func note(_ rows: RowSet, in context: RunContext) {
    rowCounts.append(rows.count)
    guard keepsRows else { return }
    rowSets.append(rows)
    self.context = context
  }
}

extension RunContext {
  /// The rows of a query, in the order of their groups. One that reads no row outside runs once.
  ///
  /// `here` is the row outside, as seen from `outside` when not from here. Rows of a view are marked
  /// as seen from there.
  func rows(
    of id: QueryID, _ here: Frame, outside: RunContext? = nil, report: QueryReport? = nil
  ) throws(RunFailure) -> RowSet {
    if report == nil, let known = queryRows[id] {
      if !variables.haveChanged(id, since: known.changeCount) { return known.thing }
      queryRows[id] = nil
      forget(known)
    }
    let query = plan[id]
    let mark = bytesMark
    let made = try nested { () throws(RunFailure) in
      guard let view = query.view else {
        return try run(query, here, outside: outside ?? self, report)
      }
      guard let other = try context(for: view, here) else {
        throw .viewWithoutDay(at: plan[view.asOf ?? view.knownOn ?? ExpressionID(0)].range)
      }
      let rows = try seeing(other) { other throws(RunFailure) in
        try other.run(query, here, outside: outside ?? self, report)
      }
      return other === self || rows.seenFrom != nil ? rows : rows.seen(from: .one(other))
    }
    if query.reach < 0 {
      if let before = queryRows[id] { forget(before) }
      queryRows[id] = keep(made, since: mark)
    }
    return made
  }

  private func run(
    _ query: QueryPlan, _ here: Frame, outside: RunContext, _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    let source = try rows(from: query.source, here, report)
    if case .one(let other)? = source.seenFrom {
      let rows = try seeing(other) { other throws(RunFailure) in
        try other.run(query, source.seen(by: other), here, outside: outside, report)
      }
      return rows.seen(from: .one(other))
    }
    return try run(query, source, here, outside: outside, report)
  }

  private func run(
    _ query: QueryPlan, _ source: RowSet, _ here: Frame, outside: RunContext,
    _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    try inside(here, of: outside) { () throws(RunFailure) in
      try run(query, source, report).inGroupOrder()
    }
  }

  /// The value of a query in an expression: its nodes, the cells of its one column, or records.
  func queryValue(_ id: QueryID, _ here: Frame) throws(RunFailure) -> Value {
    let query = plan[id]
    let held = budget.bytes
    let rows = try rows(of: id, here)
    try budget.charge(ticks: rows.count)
    try budget.check(listLength: rows.count)
    let values: [Value]
    if query.givesNodes || query.output.isEmpty {
      values = (0..<rows.count).map { rows.node($0).map { .node($0) } ?? .missing }
    } else {
      let columns = try inside(here) { () throws(RunFailure) in try output(query, rows) }
      values =
        columns.count == 1
        ? columns[0].values(rows.count)
        : (0..<rows.count).map { row in
          .record(
            Record(
              zip(query.output, columns).map {
                Record.Field(name: $0.name, value: $1.value(row))
              }))
        }
      try budget.check(.list(values))
    }
    if query.reach >= 0 { budget.release(toBytes: held) }
    try budget.charge(bytes: values.count * MemoryLayout<Value>.stride)
    return .list(values)
  }

  /// The columns of a query's answer over its last rows; the frame outside is already set.
  func output(_ query: QueryPlan, _ rows: RowSet) throws(RunFailure) -> [Vector] {
    var columns: [Vector] = []
    for column in query.output { columns.append(try evaluateAll(column.expression, rows)) }
    return columns
  }

  private func rows(
    from source: RowSource, _ here: Frame, _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    switch source {
    case .kind(let kind): return allRows(of: kind)
    case .nodes(let id): return try nodes(id, here)
    case .values(let id):
      let value = try value(id, here)
      guard case .list(let members) = value else {
        let members = value.isMissing ? [] : [value]
        return RowSet(table: nil, rows: .none, count: members.count, columns: [.values(members)])
      }
      return RowSet(table: nil, rows: .none, count: members.count, columns: [.values(members)])
    case .query(let id):
      return try rows(of: id, here).with(grouping: nil)
    case .paths(let paths): return try self.paths(paths, here)
    case .over(let over):
      return try rows(over: over, here, report)
    }
  }

  /// The rows of a kind, in workspace order.
  func allRows(of kind: Kind) -> RowSet {
    let rows = graph.rows(of: kind)
    let range = Int(rows.lowerBound)..<Int(rows.upperBound)
    let table = graph.schema.definition(kind).table
    if let absent = graph.absent(table) { return allRows(of: kind, in: range, without: absent) }
    guard kind == .goals, !isGoalOrderPlain else {
      return RowSet(table: table, rows: .range(range))
    }
    return RowSet(
      table: table, rows: .list(graph.goalsInOrder), count: graph.goalsInOrder.count,
      positionOfRow: positionOfGoal)
  }

  /// All rows of a kind that are there, where some are not.
  private func allRows(of kind: Kind, in range: Range<Int>, without absent: [UInt8]) -> RowSet {
    let table = graph.schema.definition(kind).table
    let rows =
      kind == .goals
      ? graph.goalsInOrder.filter { absent[Int($0)] == 0 }
      : range.lazy.filter { absent[$0] == 0 }.map { Int32(truncatingIfNeeded: $0) }
    return RowSet(table: table, rows: .list(rows))
  }

  private func nodes(_ id: ExpressionID, _ here: Frame) throws(RunFailure) -> RowSet {
    // The relation of a row is the usual source of a nested query: no value a node is made for it.
    if case .related(let base, let reference) = plan[id].form,
      case .row(let number) = plan[base].form, let relation = relation(reference)
    {
      guard let node = frame(number, from: here)?.node, node.table == relation.source, has(node)
      else { return RowSet(table: relation.target, rows: .none) }
      return RowSet(table: relation.target, rows: .list(try related(Int(node.row), relation)))
    }
    let value = try value(id, here)
    var rows: [Int32] = []
    var seen: Set<Int32> = []
    var table: TableID?
    func add(_ node: Node) {
      guard has(node), table == nil || table == node.table else { return }
      table = node.table
      if seen.insert(node.row).inserted { rows.append(node.row) }
    }
    switch value {
    case .node(let node): add(node)
    case .list(let members):
      for case .node(let node) in members { add(node) }
    default: break
    }
    return RowSet(table: table ?? .goals, rows: .list(rows))
  }

  private func run(
    _ query: QueryPlan, _ source: RowSet, _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    var rows = source
    report?.note(rows, in: self)
    for step in query.operators {
      let before = rows
      try budget.charge(ticks: tickCount(step, rows))
      rows = try apply(step, rows, report)
      try budget.charge(bytes: rows.count * rows.bytesPerRow)
      report?.note(rows, in: self)
      if before.count > 0, rows.count == 0, let report {
        if case .filter(let conjuncts) = step {
          report.removedBy = try lastRemover(conjuncts, of: before)
        }
        remarks.emptyReason = reasonForNone(after: step, before.count)
      }
    }
    return rows
  }

  /// A row a step looks at is a tick; a filter by membership looks at the rows it reaches, whose
  /// edges are charged there.
  private func tickCount(_ step: Operator, _ rows: RowSet) -> Int {
    guard case .filter(let conjuncts) = step,
      conjuncts.contains(where: { membershipTargets($0.condition).map { !readsRow($0) } ?? false })
    else { return rows.count }
    return 0
  }

  private func apply(
    _ step: Operator, _ rows: RowSet, _ report: QueryReport?
  ) throws(RunFailure) -> RowSet {
    switch step {
    case .filter(let conjuncts): return try filter(rows, conjuncts, report)
    case .filterGroups(let conjuncts): return try filterGroups(rows, conjuncts, report)
    case .sort(let keys): return rows.keeping(.list(try order(rows, keys)))
    case .sortGroups(let keys):
      return rows.keepingGroups(try order(rows.asGroups(), keys))
    case .top(let limit, let keys):
      return try top(rows, count(limit), keys)
    case .take(let limit): return rows.taking(try count(limit))
    case .skip(let limit): return rows.skipping(try count(limit))
    case .last(let limit): return rows.takingLast(try count(limit))
    case .takeGroups(let limit):
      let groups = rows.groupCount
      return rows.keepingGroups(range: 0..<min(try count(limit), groups))
    case .skipGroups(let limit):
      let groups = rows.groupCount
      return rows.keepingGroups(range: min(try count(limit), groups)..<groups)
    case .lastGroups(let limit):
      let groups = rows.groupCount
      return rows.keepingGroups(range: (groups - min(try count(limit), groups))..<groups)
    case .extend(let columns):
      var rows = rows
      for column in columns {
        rows = rows.with(columns: rows.columns + [try evaluateAll(column.expression, rows)])
      }
      return rows
    case .project(let columns):
      return rows.with(columns: try make(columns, rows), replacingAll: true)
    case .keep(let places):
      return rows.with(
        columns: places.filter { rows.columns.indices.contains($0) }.map {
          rows.columns[$0]
        })
    case .group(let keys): return try group(rows, try make(keys, rows))
    case .summarize(let columns):
      let groups = rows.asGroups()
      let made = try make(columns, groups)
      return RowSet(
        table: nil, rows: .none, count: groups.count, columns: groups.columns + made)
    case .distinct: return try rows.distinct(budget)
    case .total:
      report?.hasTotal = true
      return rows
    case .walk(let walk): return try walked(rows, walk)
    case .combine(let combine): return try combined(rows, combine)
    case .join(let join): return try joined(rows, join)
    case .pairs: return try paired(rows)
    case .pivot(let pivot): return try pivoted(rows, pivot)
    case .compare(let pairing): return try pair(rows, pairing)
    }
  }

  private func make(_ columns: [PlanColumn], _ rows: RowSet) throws(RunFailure) -> [Vector] {
    var made: [Vector] = []
    for column in columns { made.append(try evaluateAll(column.expression, rows)) }
    return made
  }

  /// The number that `take` and its kin are given, evaluated outside the query's rows.
  private func count(_ id: ExpressionID) throws(RunFailure) -> Int {
    // The rows outside stand one frame further in than for the query's own expressions.
    let value = try outside { context, here throws(RunFailure) in try context.value(id, here) }
    guard case .number(let number) = value, let whole = Int(exactly: number), whole >= 0 else {
      let found = (try? ValueText.describe(value, functions)) ?? "another value"
      throw .notACount(value.isMissing ? "missing" : found, at: plan[id].range)
    }
    return whole
  }
}
