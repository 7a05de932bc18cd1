// Rows of one kind on their way from a format's reader to the interpreter: a run of cells that
// every format fills alike and that is used again for the next rows. It knows nothing of fields.

/// Up to `capacity` rows of cells, column by column.
///
/// A cell is a piece of the file's bytes (for YAML, of the text gathered from it). A missing or
/// empty cell has length 0. Formats that nest also say which node of the tree a cell came from, so
/// that lists and mappings in a cell, and the places of cells, can be found again.
final class RecordBatch {
  let columnCount: Int
  let capacity: Int
  var rowCount = 0

  /// Where each cell starts; cell (column, row) is at `column * capacity + row`.
  let starts: UnsafeMutablePointer<Int32>
  /// How many bytes each cell has.
  let lengths: UnsafeMutablePointer<Int32>
  /// The tree node of each cell, -1 without one; empty for sheets.
  var nodes: [Int32] = []
  /// The line each row starts on.
  var lines: [Int32]
  /// The byte each row starts at; empty for trees.
  var rowStarts: [Int32] = []

  /// Makes an empty batch. The pointers stay owned by the batch and hold
  /// `max(1, columnCount) * capacity` cells each; every access below is checked against that.
  init(columnCount: Int, capacity: Int) {
    self.columnCount = columnCount
    self.capacity = capacity
    let count = Swift.max(1, columnCount) * capacity
    starts = .allocate(capacity: count)
    starts.initialize(repeating: 0, count: count)
    lengths = .allocate(capacity: count)
    lengths.initialize(repeating: 0, count: count)
    lines = Array(repeating: 0, count: capacity)
  }

  deinit {
    starts.deallocate()
    lengths.deallocate()
  }

  func cell(column: Int, row: Int) -> ByteRange {
    guard column >= 0, column < columnCount, row >= 0, row < capacity else { return .missing }
    let index = column * capacity + row
    return ByteRange(start: starts[index], length: lengths[index])
  }

  func setCell(column: Int, row: Int, to range: ByteRange) {
    guard column >= 0, column < columnCount, row >= 0, row < capacity else { return }
    let index = column * capacity + row
    starts[index] = range.start
    lengths[index] = range.length
  }

  /// The tree node of a cell, missing for sheets and empty cells.
  func node(column: Int, row: Int) -> Int32? {
    let index = column * capacity + row
    guard index >= 0, index < nodes.count, nodes[index] >= 0 else { return nil }
    return nodes[index]
  }

  /// Takes the tree node of a cell away, once it has been read.
  func clearNode(column: Int, row: Int) {
    let index = column * capacity + row
    if nodes.indices.contains(index) { nodes[index] = -1 }
  }

  /// Moves the cells of one column to another, in the rows where the other has none.
  func moveCells(from: Int, to: Int) {
    for row in 0..<rowCount
    where cell(column: to, row: row).length == 0 && node(column: to, row: row) == nil {
      setCell(column: to, row: row, to: cell(column: from, row: row))
      setCell(column: from, row: row, to: .missing)
      let (source, target) = (from * capacity + row, to * capacity + row)
      guard nodes.indices.contains(source), nodes.indices.contains(target) else { continue }
      nodes[target] = nodes[source]
      nodes[source] = -1
    }
  }

  /// A batch of some of the rows, in their order.
  func selecting(_ rows: [Int]) -> RecordBatch {
    let result = RecordBatch(columnCount: columnCount, capacity: Swift.max(1, rows.count))
    result.rowCount = rows.count
    result.rowStarts = rowStarts.isEmpty ? [] : Array(repeating: 0, count: result.capacity)
    for (to, from) in rows.enumerated() where from >= 0 && from < rowCount {
      result.lines[to] = lines[from]
      if !rowStarts.isEmpty { result.rowStarts[to] = rowStarts[from] }
      for column in 0..<columnCount {
        result.setCell(column: column, row: to, to: cell(column: column, row: from))
      }
    }
    return result
  }

  /// Takes rows out, keeping the order of the rest. `rows` are ascending.
  func remove(rows: [Int]) {
    guard !rows.isEmpty else { return }
    var kept: [Int] = []
    kept.reserveCapacity(rowCount)
    var next = rows.makeIterator()
    var removed = next.next()
    for row in 0..<rowCount {
      if row == removed { removed = next.next() } else { kept.append(row) }
    }
    for (to, from) in kept.enumerated() where to != from {
      lines[to] = lines[from]
      if !rowStarts.isEmpty { rowStarts[to] = rowStarts[from] }
      for column in 0..<columnCount {
        let base = column * capacity
        starts[base + to] = starts[base + from]
        lengths[base + to] = lengths[base + from]
        if !nodes.isEmpty { nodes[base + to] = nodes[base + from] }
      }
    }
    rowCount = kept.count
  }
}
