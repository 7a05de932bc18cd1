// `sort by` and `top`. Every key becomes a column of numbers whose plain order is the wanted one, with
// missing last, so that comparing rows is comparing numbers.

/// The keys of rows by position, column after column: the smaller come first, and no key is NaN.
private struct OrderKeys {
  let rowCount: Int
  private var cells: [Double] = []

  init(rowCount: Int) { self.rowCount = rowCount }

  /// The keys that are compared first; the only ones when there is one column.
  var first: ArraySlice<Double> { cells.prefix(rowCount) }
  var hasOneColumn: Bool { cells.count == rowCount }

  /// Adds a column, which is compared where those before it are equal.
  mutating func append(_ column: [Double]) { cells += column }

  /// Whether a row comes before another; of equal ones the earlier.
  @inline(__always)
  func isBefore(_ a: Int32, _ b: Int32) -> Bool {
    for start in stride(from: 0, to: cells.count, by: max(rowCount, 1)) {
      let (left, right) = (cells[start + Int(a)], cells[start + Int(b)])
      if left != right { return left < right }
    }
    return a < b
  }
}

extension RunContext {
  /// The positions of rows in order of the keys; equal ones keep their order.
  func order(_ rows: RowSet, _ keys: [OrderKey]) throws(RunFailure) -> [Int32] {
    let keys = try orderKeys(rows, keys)
    try budget.charge(bytes: rows.count * 16)
    if keys.hasOneColumn {
      // The usual case: sorted together with their positions.
      var pairs = keys.first.enumerated().map {
        (key: $1, position: Int32(truncatingIfNeeded: $0))
      }
      try budget.sort(&pairs) { $0.key < $1.key || ($0.key == $1.key && $0.position < $1.position) }
      return pairs.map(\.position)
    }
    var positions = (0..<rows.count).map { Int32(truncatingIfNeeded: $0) }
    try budget.sort(&positions) { keys.isBefore($0, $1) }
    return positions
  }

  /// The first rows in order of the keys, within each group when grouped: the same as sorting and
  /// taking, but a heap of the rows to be kept makes it O(rows x log count).
  func top(_ rows: RowSet, _ count: Int, _ keys: [OrderKey]) throws(RunFailure) -> RowSet {
    if rows.grouping != nil || count >= rows.count / 4 {
      return rows.keeping(.list(try order(rows, keys))).taking(count)
    }
    guard count > 0 else { return rows.keeping(.none) }
    let keys = try orderKeys(rows, keys)
    // The worst of those kept is at the root; a row that comes after it is passed over, most by
    // their first key alone.
    var heap: [Int32] = []
    heap.reserveCapacity(count)
    let first = keys.first
    for position in 0..<Int32(truncatingIfNeeded: rows.count) {
      if heap.count == count {
        let worst = heap[0]
        if !first.isEmpty, first[Int(position)] > first[Int(worst)] { continue }
        guard keys.isBefore(position, worst) else { continue }
      }
      push(position, count, &heap, keys)
    }
    try budget.sort(&heap) { keys.isBefore($0, $1) }
    return rows.keeping(.list(heap))
  }

  private func push(_ row: Int32, _ count: Int, _ heap: inout [Int32], _ keys: OrderKeys) {
    if heap.count < count {
      heap.append(row)
      var place = heap.count - 1
      while place > 0 {
        let parent = (place - 1) / 2
        guard keys.isBefore(heap[parent], heap[place]) else { break }
        heap.swapAt(parent, place)
        place = parent
      }
      return
    }
    heap[0] = row
    var place = 0
    while true {
      var worst = place
      for child in (2 * place + 1)...(2 * place + 2) where child < heap.count {
        if keys.isBefore(heap[worst], heap[child]) { worst = child }
      }
      if worst == place { return }
      heap.swapAt(worst, place)
      place = worst
    }
  }

  private func orderKeys(_ rows: RowSet, _ keys: [OrderKey]) throws(RunFailure) -> OrderKeys {
    var made = OrderKeys(rowCount: rows.count)
    for key in keys {
      let vector = try evaluateAll(key.expression, rows)
      if case .constant = vector { continue }
      made.append(try orderColumn(vector, rows.count, isDescending: key.descending))
    }
    return made
  }

  /// A table of no more rows is ranked as a whole at the first sort by it, and kept so.
  private static let smallTable = 16_384

  /// Missing is infinite, and last in both directions.
  @_optimize(speed)
  private func orderColumn(
    _ vector: Vector, _ count: Int, isDescending: Bool
  ) throws(RunFailure) -> [Double] {
    let sign: Double = isDescending ? -1 : 1
    func keys(of ranks: [Int32]) -> [Double] {
      ranks.map { $0 == .max ? .infinity : sign * Double($0) }
    }
    switch vector {
    case .numbers(let cells, _):
      return cells.map { $0.isNaN ? .infinity : sign * $0 }
    case .days(let days):
      return days.map { $0 == CivilDate.missingDayNumber ? .infinity : sign * Double($0) }
    case .flags(let flags):
      return flags.map { $0 > 1 ? .infinity : sign * Double($0) }
    case .codes(let codes, let words):
      let ranks = try ranks(words.count) { ValueOrder(text: words[$0], words[$1]) }
      return keys(of: codes.map { $0 < 0 ? .max : ranks[Int($0)] })
    case .nodes(let rows, let table)
    where graph.table(table).rowCount <= rows.count * 4 + Self.smallTable:
      let ranks = graph.idRanks(of: table)
      return keys(of: rows.map { $0 < 0 ? .max : ranks[Int($0)] })
    case .nodes(let rows, let table):
      let distinct = Array(Set(rows.filter { $0 >= 0 })).sorted()
      let ids = distinct.map { graph.id(of: Node(table: table, row: $0)) }
      let ranks = try ranks(ids.count) { ValueOrder(text: ids[$0], ids[$1]) }
      var rankOfRow = [Int32](repeating: .max, count: (distinct.last.map { Int($0) } ?? -1) + 1)
      for (place, row) in distinct.enumerated() { rankOfRow[Int(row)] = ranks[place] }
      return keys(of: rows.map { $0 < 0 ? .max : rankOfRow[Int($0)] })
    case .texts(let column, let rows):
      return keys(of: try textRanks(column, rows))
    case .values, .constant:
      let values = vector.values(count)
      let graph = graph
      let ranks = try ranks(count) { place, other in
        ValueOrder(values[place], values[other], nodesBy: { graph.id(of: $0) })
      }
      return keys(of: ranks.enumerated().map { values[$0].isMissing ? .max : $1 })
    }
  }

  /// The ranks of texts by code point, missing last. Eight bytes are compared as one number first.
  private func textRanks(
    _ column: TextColumn, _ rows: [Int32]
  ) throws(RunFailure) -> [Int32] {
    let pool = column.pool
    let keys = rows.map { row in
      column.range(Int(row)).prefix(8).enumerated().reduce(UInt64(0)) {
        $0 | UInt64(pool[$1.element]) << UInt64(56 - 8 * $1.offset)
      }
    }
    func order(_ a: Int, _ b: Int) -> ValueOrder {
      if keys[a] != keys[b] { return ValueOrder(of: keys[a], keys[b]) }
      let left = column.range(Int(rows[a]))
      let right = column.range(Int(rows[b]))
      var place = min(8, left.count, right.count)
      let shared = min(left.count, right.count)
      while place < shared {
        let (x, y) = (pool[left.lowerBound + place], pool[right.lowerBound + place])
        if x != y { return ValueOrder(of: x, y) }
        place += 1
      }
      return ValueOrder(of: left.count, right.count)
    }
    return try ranks(rows.count, order).enumerated().map { place, rank in
      column.isMissing(Int(rows[place])) ? .max : rank
    }
  }

  /// The rank of each of `count` things; equal ones have the same.
  private func ranks(
    _ count: Int, _ order: (Int, Int) -> ValueOrder
  ) throws(RunFailure) -> [Int32] {
    var sorted = Array(0..<count)
    try budget.sort(&sorted) { order($0, $1) == .orderedAscending }
    var ranks = [Int32](repeating: 0, count: count)
    var rank: Int32 = 0
    for (place, index) in sorted.enumerated() {
      if place > 0, order(sorted[place - 1], index) != .same { rank += 1 }
      ranks[index] = rank
    }
    return ranks
  }
}
