// Counting the rows of a kind that fulfil plain conditions, again and again, without allocating: the
// columns that the conditions read are laid side by side once, and a count is a few loops over them.

/// What counts the rows of one query. Made once, used by one thread at a time.
final class CountKernel {
  /// One step of the conditions, in postfix order: those with cells push flags, the others combine
  /// the flags on top. 0 is no, 1 yes, 2 missing.
  private enum Step {
    case numbers([Double], Comparison, bound: Double)
    case days([Int32], Comparison, Comparer.Span)
    /// A flag by index; the last of the table stands for what is missing.
    case lookup([Int32], table: [UInt8])
    case flags([UInt8])
    case always(UInt8)
    case not
    case and
    case or
  }

  private var steps: [Step] = []
  let rowCount: Int
  /// Flags of one chunk for each condition that waits to be combined.
  private var waiting: [UInt8]

  /// Rows are looked at so many at a time, so that the flags stay in the cache.
  private static let chunk = 2_048
  /// How deeply conditions may nest.
  private static let depthLimit = 16

  /// A kernel for a query that filters a kind by plain conditions and, at most, counts what is left;
  /// nil for any other.
  /// - Throws: when an operand of a condition cannot be computed or takes too much memory.
  init?(_ query: QueryPlan, _ context: RunContext) throws(RunFailure) {
    guard case .kind(let kind) = query.source, query.view == nil else { return nil }
    var conditions: [ExpressionID] = []
    for (place, step) in query.operators.enumerated() {
      switch step {
      case .filter(let conjuncts): conditions += conjuncts.map(\.condition)
      // What only orders or shows fields leaves the number as it is, and cannot fail.
      case .sort(let keys) where keys.allSatisfy { context.plan[$0.expression].isField }: break
      case .project(let columns) where columns.allSatisfy { context.plan[$0.expression].isField }:
        break
      case .summarize where place == query.operators.count - 1 && query.isCount(context.plan): break
      default: return nil
      }
    }
    let rows = context.allRows(of: kind)
    rowCount = rows.count
    waiting = []
    var compiler = Compiler(context: context, rows: rows)
    for (place, condition) in conditions.enumerated() {
      guard try compiler.add(condition, depth: 0) else { return nil }
      if place > 0 { compiler.steps.append(.and) }
    }
    steps = compiler.steps
    try context.budget.charge(bytes: Self.chunk * (compiler.mostWaiting + 1))
    waiting = [UInt8](repeating: 0, count: Self.chunk * (compiler.mostWaiting + 1))
  }

  /// Chunks between two looks at the clock: 8,192 rows.
  private static let chunksPerLook = 4

  /// How many rows fulfil the conditions. O(rows), allocates nothing.
  /// - Throws: when it is cancelled or its time is over.
  @_optimize(speed)
  func count(_ cancellation: Cancellation?) throws(RunFailure) -> Int {
    if cancellation?.isDue == true { throw .limit(.deadline) }
    guard !steps.isEmpty else { return rowCount }
    var count = 0
    var start = 0
    while start < rowCount {
      if let cancellation {
        if cancellation.isCancelled { throw .cancelled }
        let chunks = start / Self.chunk
        if chunks > 0, chunks % Self.chunksPerLook == 0, cancellation.isDue {
          throw .limit(.deadline)
        }
      }
      let size = min(Self.chunk, rowCount - start)
      count += waiting.withUnsafeMutableBufferPointer { buffer in
        run(start..<start + size, buffer)
        var yes = 0
        for flag in buffer[0..<size] { yes += Int(flag & 1) }
        return yes
      }
      start += size
    }
    return count
  }

  /// Leaves the flags of the rows in the first chunk of the buffer.
  @_optimize(speed)
  private func run(_ rows: Range<Int>, _ buffer: UnsafeMutableBufferPointer<UInt8>) {
    var depth = 0
    let size = rows.count
    // The compiler counted how many flags wait at most, so that `depth` stays inside the buffer.
    func flags(_ level: Int) -> UnsafeMutableBufferPointer<UInt8> {
      UnsafeMutableBufferPointer(rebasing: buffer[level * Self.chunk..<level * Self.chunk + size])
    }
    for step in steps {
      switch step {
      case .numbers(let cells, let comparison, let bound):
        cells.withUnsafeBufferPointer {
          Kernels.compare(
            comparison, UnsafeBufferPointer(rebasing: $0[rows]), bound, into: flags(depth))
        }
        depth += 1
      case .days(let cells, let comparison, let span):
        cells.withUnsafeBufferPointer {
          Kernels.compare(
            comparison, UnsafeBufferPointer(rebasing: $0[rows]), span, into: flags(depth))
        }
        depth += 1
      case .lookup(let cells, let table):
        let made = flags(depth)
        for place in 0..<size { made[place] = table[Int(cells[rows.lowerBound + place])] }
        depth += 1
      case .flags(let cells):
        let made = flags(depth)
        for place in 0..<size { made[place] = cells[rows.lowerBound + place] }
        depth += 1
      case .always(let flag):
        flags(depth).update(repeating: flag)
        depth += 1
      case .not:
        let top = flags(depth - 1)
        for place in 0..<size { top[place] = Comparer.not(top[place]) }
      case .and:
        let (left, right) = (flags(depth - 2), flags(depth - 1))
        for place in 0..<size { left[place] = Comparer.and(left[place], right[place]) }
        depth -= 1
      case .or:
        let (left, right) = (flags(depth - 2), flags(depth - 1))
        for place in 0..<size { left[place] = Comparer.or(left[place], right[place]) }
        depth -= 1
      }
    }
  }

  // MARK: Making the steps

  private struct Compiler {
    let context: RunContext
    let rows: RowSet
    var steps: [Step] = []
    /// How many flags wait at the place at hand, and at most.
    private var waiting = 0
    private(set) var mostWaiting = 0

    init(context: RunContext, rows: RowSet) {
      self.context = context
      self.rows = rows
    }

    private mutating func push(_ step: Step) {
      steps.append(step)
      waiting += 1
      mostWaiting = max(mostWaiting, waiting)
    }

    private mutating func combine(_ step: Step, _ parts: [ExpressionID], depth: Int)
      throws(RunFailure) -> Bool
    {
      for (place, part) in parts.enumerated() {
        guard try add(part, depth: depth + 1) else { return false }
        guard place > 0 else { continue }
        steps.append(step)
        waiting -= 1
      }
      return !parts.isEmpty
    }

    /// Adds the steps of a condition; false when it is not a plain one.
    mutating func add(_ id: ExpressionID, depth: Int) throws(RunFailure) -> Bool {
      guard depth < CountKernel.depthLimit else { return false }
      let plan = context.plan
      if plan[id].reach < 0 {
        push(.always(UInt8(flag: try operand(id))))
        return true
      }
      switch plan[id].form {
      case .and(let parts): return try combine(.and, parts, depth: depth)
      case .or(let parts): return try combine(.or, parts, depth: depth)
      case .not(let part):
        guard try add(part, depth: depth + 1) else { return false }
        steps.append(.not)
        return true
      case .field(let field, frame: 0):
        guard case .flags(let cells)? = column(field) else { return false }
        return try push(cells) { .flags($0) }
      case .compare(let comparison, let left, let right):
        if plan[right].reach < 0 { return try compare(comparison, left, try operand(right)) }
        if plan[left].reach < 0 {
          return try compare(comparison.mirrored, right, try operand(left))
        }
        return false
      case .isIn(let left, let right) where plan[right].reach < 0:
        let comparer = context.comparer
        let target = try operand(right)
        return try ask(left) { comparer.isIn($0, target) }
      case .filedIn(let target) where plan[target].reach < 0:
        return try filed(in: try operand(target))
      case .isMissing(let base): return try presence(base, ifMissing: 1)
      case .isPresent(let base): return try presence(base, ifMissing: 0)
      default: return false
      }
    }

    /// The value of an expression that reads no row.
    private func operand(_ id: ExpressionID) throws(RunFailure) -> Value {
      try context.value(id, Frame(rows: .none(), position: 0))
    }

    private func column(_ field: FieldReference) -> FieldColumn? {
      let definition = context.graph.schema.definition(field.kind)
      return definition.table == rows.table ? context.column(field) : nil
    }

    private func column(_ id: ExpressionID) -> FieldColumn? {
      guard case .field(let field, frame: 0) = context.plan[id].form else { return nil }
      return column(field)
    }

    /// Pushes cells in the order of the rows.
    private mutating func push<Cell>(
      _ cells: [Cell], _ step: ([Cell]) -> Step
    ) throws(RunFailure) -> Bool {
      try context.budget.charge(bytes: rows.count * MemoryLayout<Cell>.stride)
      push(step(cells.gather(rows.rows)))
      return true
    }

    private mutating func compare(
      _ comparison: Comparison, _ left: ExpressionID, _ right: Value
    ) throws(RunFailure) -> Bool {
      let comparer = context.comparer
      switch (column(left), right) {
      case (_?, .missing):
        push(.always(2))
        return true
      case (.numbers(let cells, _)?, _):
        guard let bound = right.double else { return false }
        return try push(cells) { .numbers($0, comparison, bound: bound) }
      case (.days(let cells)?, .date(let day)):
        return try push(cells) { .days($0, comparison, Comparer.Span(day)) }
      case (.days(let cells)?, .period(let period)):
        return try push(cells) { .days($0, comparison, Comparer.Span(period)) }
      default: return try ask(left) { comparer.compare(comparison, $0, right) }
      }
    }

    /// A question about a word or a node, asked once for each there is.
    private mutating func ask(
      _ id: ExpressionID, _ answer: (Value) -> UInt8
    ) throws(RunFailure) -> Bool {
      switch column(id) {
      case .codes(let codes, let words)?:
        return try lookup(codes, words.map { answer(.text($0)) } + [answer(.missing)])
      case .nodes(let nodes, let table)?:
        let answers = (0..<context.graph.table(table).rowCount).map {
          answer(.node(Node(table: table, row: Int32(truncatingIfNeeded: $0))))
        }
        return try lookup(nodes, answers + [answer(.missing)])
      default: return false
      }
    }

    private mutating func lookup(_ cells: [Int32], _ table: [UInt8]) throws(RunFailure) -> Bool {
      let last = Int32(truncatingIfNeeded: table.count - 1)
      return try push(cells) { cells in
        .lookup(cells.map { $0 < 0 || $0 > last ? last : $0 }, table: table)
      }
    }

    private mutating func presence(
      _ base: ExpressionID, ifMissing: UInt8
    ) throws(RunFailure) -> Bool {
      guard let column = column(base) else { return false }
      try context.budget.charge(bytes: rows.count)
      let otherwise = 1 - ifMissing
      let flags: [UInt8]
      switch column.vector(rows.rows, context.graph) {
      case .numbers(let cells, _): flags = cells.map { $0.isNaN ? ifMissing : otherwise }
      case .days(let cells):
        flags = cells.map { $0 == CivilDate.missingDayNumber ? ifMissing : otherwise }
      case .flags(let cells): flags = cells.map { $0 > 1 ? ifMissing : otherwise }
      case .codes(let cells, _), .nodes(let cells, _):
        flags = cells.map { $0 < 0 ? ifMissing : otherwise }
      default: return false
      }
      push(.flags(flags))
      return true
    }

    /// The cycle decides, without one the due day.
    private mutating func filed(in target: Value) throws(RunFailure) -> Bool {
      let graph = context.graph
      guard rows.table == .goals,
        case .node(let cycles, .cycles)? = graph.table(.goals).column("cycle")
      else { return false }
      let comparer = context.comparer
      var table = (0..<graph.table(.cycles).rowCount).map { row in
        comparer.isIn(
          .node(Node(table: .cycles, row: Int32(truncatingIfNeeded: row))), target)
      }
      // The three answers of those without a cycle stand behind those of the cycles.
      let first = table.count
      table += [0, 1, 2]
      var due: [Int32] = []
      if case .day(let days)? = graph.table(.goals).column("due") { due = days }
      try context.budget.charge(bytes: rows.count * MemoryLayout<Int32>.stride)
      let cells = (0..<rows.count).map { place in
        let row = rows.rows[place]
        if cycles[row] >= 0 { return cycles[row] }
        let day = due.indices.contains(row) ? CivilDate(cell: due[row]) : nil
        let answer = comparer.isIn(day.map { .date($0) } ?? .missing, target)
        return Int32(truncatingIfNeeded: first + Int(answer))
      }
      push(.lookup(cells, table: table))
      return true
    }
  }
}

extension PlanExpression {
  /// Whether it is a field of the row.
  fileprivate var isField: Bool {
    if case .field(_, frame: 0) = form { true } else { false }
  }
}

extension QueryPlan {
  /// Whether its answer is the number of rows before its last operator, and nothing else.
  func isCount(_ plan: ProgramPlan) -> Bool {
    guard case .summarize(let columns)? = operators.last, columns.count == 1,
      let only = columns.first, case .aggregateRows(.count, let of) = plan[only.expression].form,
      of.isEmpty
    else { return false }
    return !operators.contains { if case .group = $0 { true } else { false } }
  }
}
