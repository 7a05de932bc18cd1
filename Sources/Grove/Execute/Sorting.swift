// `sort by` and `top`. Every key becomes a column of numbers whose plain order is the wanted one, with
// missing last, so that comparing rows is comparing numbers.

/// A key by position: the smaller comes first.
private enum OrderColumn {
  case doubles([Double])
  case ranks([Int32])

  @inline(__always)
  func compare(_ a: Int, _ b: Int) -> Int {
    switch self {
    case .doubles(let cells): cells[a] < cells[b] ? -1 : cells[a] > cells[b] ? 1 : 0
    case .ranks(let cells): cells[a] < cells[b] ? -1 : cells[a] > cells[b] ? 1 : 0
    }
  }
}

extension RunContext {
  /// The positions of rows in order of the keys; equal ones keep their order.
  func order(_ rows: RowSet, _ keys: [OrderKey]) throws(RunFailure) -> [Int32] {
    let columns = try orderColumns(rows, keys)
    try budget.charge(bytes: rows.count * 16)
    if columns.count == 1, case .doubles(let cells) = columns[0] {
      // One number a row, the usual case: sorted together with their positions.
      var pairs = cells.enumerated().map { (key: $1, position: Int32(truncatingIfNeeded: $0)) }
      try budget.sort(&pairs) { $0.key < $1.key || ($0.key == $1.key && $0.position < $1.position) }
      return pairs.map(\.position)
    }
    var positions = (0..<rows.count).map { Int32(truncatingIfNeeded: $0) }
    try budget.sort(&positions) { isBefore(Int($0), Int($1), columns) }
    return positions
  }

  /// The first rows in order of the keys, within each group when grouped: the same as sorting and
  /// taking, but a heap of the rows to be kept makes it O(rows x log count).
  func top(_ rows: RowSet, _ count: Int, _ keys: [OrderKey]) throws(RunFailure) -> RowSet {
    if rows.grouping != nil || count >= rows.count / 4 {
      return rows.keeping(.list(try order(rows, keys))).taking(count)
    }
    guard count > 0 else { return rows.keeping(.none) }
    let columns = try orderColumns(rows, keys)
    // The worst of those kept is at the root; a row that comes after it is passed over.
    var heap: [Int32] = []
    heap.reserveCapacity(count)
    if columns.count == 1, case .doubles(let cells) = columns[0] {
      for position in 0..<rows.count {
        // A later row with an equal key comes after: only a smaller key gets in.
        if heap.count == count, cells[position] >= cells[Int(heap[0])] { continue }
        push(position, count, &heap, columns)
      }
    } else {
      for position in 0..<rows.count {
        if heap.count == count, !isBefore(position, Int(heap[0]), columns) { continue }
        push(position, count, &heap, columns)
      }
    }
    try budget.sort(&heap) { isBefore(Int($0), Int($1), columns) }
    return rows.keeping(.list(heap))
  }

  private func push(_ position: Int, _ count: Int, _ heap: inout [Int32], _ columns: [OrderColumn])
  {
    let row = Int32(truncatingIfNeeded: position)
    if heap.count < count {
      heap.append(row)
      var place = heap.count - 1
      while place > 0 {
        let parent = (place - 1) / 2
        guard isBefore(Int(heap[parent]), Int(heap[place]), columns) else { break }
        heap.swapAt(parent, place)
        place = parent
      }
      return
    }
    heap[0] = row
    var place = 0
    while true {
      var worst = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if isBefore(Int(heap[worst]), Int(heap[child]), columns) { worst = child }
      }
      if worst == place { return }
      heap.swapAt(worst, place)
      place = worst
    }
  }

  @inline(__always)
  private func isBefore(_ a: Int, _ b: Int, _ columns: [OrderColumn]) -> Bool {
    for column in columns {
      let order = column.compare(a, b)
      if order != 0 { return order < 0 }
    }
    return a < b
  }

  private func orderColumns(
    _ rows: RowSet, _ keys: [OrderKey]
  ) throws(RunFailure) -> [OrderColumn] {
    var columns: [OrderColumn] = []
    for key in keys {
      let vector = try evaluateAll(key.expression, rows)
      if case .constant = vector { continue }
      columns.append(try orderColumn(vector, rows.count, isDescending: key.descending))
    }
    return columns
  }

  /// A table of no more rows is ranked as a whole at the first sort by it, and kept so.
  private static let smallTable = 16_384

  private func orderColumn(
    _ vector: Vector, _ count: Int, isDescending: Bool
  ) throws(RunFailure) -> OrderColumn {
    switch vector {
    case .numbers(let cells, _):
      return .doubles(cells.map { $0.isNaN ? .infinity : isDescending ? -$0 : $0 })
    case .days(let days):
      return .ranks(days.map { $0 == .min ? .max : isDescending ? -$0 : $0 })
    case .flags(let flags):
      return .ranks(flags.map { $0 > 1 ? .max : isDescending ? 1 - Int32($0) : Int32($0) })
    case .codes(let codes, let words):
      let ranks = try ranks(words.count) { ValueOrder(text: words[$0], words[$1]) }
      return .ranks(turned(codes.map { $0 < 0 ? .max : ranks[Int($0)] }, isDescending))
    case .nodes(let rows, let table)
    where graph.table(table).rowCount <= rows.count * 4 + Self.smallTable:
      let ranks = graph.idRanks(of: table)
      return .ranks(turned(rows.map { $0 < 0 ? .max : ranks[Int($0)] }, isDescending))
    case .nodes(let rows, let table):
      let distinct = Array(Set(rows.filter { $0 >= 0 })).sorted()
      let ids = distinct.map { graph.id(of: Node(table: table, row: $0)) }
      let ranks = try ranks(ids.count) { ValueOrder(text: ids[$0], ids[$1]) }
      var rankOfRow = [Int32](repeating: .max, count: (distinct.last.map { Int($0) } ?? -1) + 1)
      for (place, row) in distinct.enumerated() { rankOfRow[Int(row)] = ranks[place] }
      return .ranks(turned(rows.map { $0 < 0 ? .max : rankOfRow[Int($0)] }, isDescending))
    case .texts(let column, let rows):
      return .ranks(turned(try textRanks(column, rows), isDescending))
    case .values, .constant:
      let values = vector.values(count)
      let graph = graph
      let ranks = try ranks(count) { place, other in
        ValueOrder(values[place], values[other], nodesBy: { graph.id(of: $0) })
      }
      let known = ranks.enumerated().map { values[$0].isMissing ? .max : $1 }
      return .ranks(turned(known, isDescending))
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

  private func turned(_ ranks: [Int32], _ isDescending: Bool) -> [Int32] {
    isDescending ? ranks.map { $0 == .max ? .max : -$0 } : ranks
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
