// The file and line that each row of a table comes from. Rows of one file mostly stand on
// consecutive lines, so places are kept as runs of them.

/// Where rows come from, by row.
struct RowPlaces: Sendable {
  /// Rows on consecutive lines of a file, up to the first row of the next run.
  private struct Run: Sendable {
    let firstRow: Int32
    /// The file, -1: of none; then the line means nothing.
    let source: Int32
    let line: Int32
  }

  private var runs: [Run] = []
  private var collected = 0
  /// By row, the place of its run in which it was collected, -1 for a row that comes from no file;
  /// empty when rows stand in the order they were collected in.
  private var order: [Int32] = []

  /// How many rows there are.
  var count: Int { order.isEmpty ? collected : order.count }

  /// Adds a row; `source` -1: of no file. Not after `reordered`.
  mutating func append(source: Int32, line: Int32) {
    if runs.last.map({ !continues($0, source, line) }) ?? true {
      runs.append(Run(firstRow: Int32(clamping: collected), source: source, line: line))
    }
    collected += 1
  }

  /// Adds rows of one file.
  mutating func append(source: Int32, lines: some Sequence<Int32>) {
    for line in lines { append(source: source, line: line) }
  }

  /// Adds the rows of another table's part. Not after `reordered`.
  mutating func append(_ other: RowPlaces) {
    guard other.order.isEmpty else {
      for row in 0..<other.count {
        let place = other[row]
        append(source: place.source, line: place.line)
      }
      return
    }
    for (index, run) in other.runs.enumerated() {
      append(source: run.source, line: run.line)
      let end = index + 1 < other.runs.count ? Int(other.runs[index + 1].firstRow) : other.collected
      collected += end - Int(run.firstRow) - 1
    }
  }

  private func continues(_ run: Run, _ source: Int32, _ line: Int32) -> Bool {
    guard run.source == source else { return false }
    return source < 0 || Int(run.line) + collected - Int(run.firstRow) == Int(line)
  }

  /// The file and line of a row; -1 and 0 when it comes from no file. O(log runs).
  subscript(row: Int) -> (source: Int32, line: Int32) {
    guard order.isEmpty else { return order[row] < 0 ? (-1, 0) : place(Int(order[row])) }
    return place(row)
  }

  private func place(_ row: Int) -> (source: Int32, line: Int32) {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(runs[middle].firstRow) <= row { low = middle } else { high = middle }
    }
    guard row < collected, low < runs.count, runs[low].source >= 0 else { return (-1, 0) }
    return (runs[low].source, Int32(clamping: Int(runs[low].line) + row - Int(runs[low].firstRow)))
  }

  /// The rows in another order, given by where each stood before; -1: a row of no file.
  func reordered(_ order: [Int32]) -> RowPlaces {
    var result = RowPlaces()
    for row in order {
      let place = row < 0 ? (-1, 0) : self[Int(row)]
      result.append(source: place.0, line: place.1)
      // A run takes three times the room of a number: in a scattered order, the numbers are kept.
      guard result.runs.count * 3 <= order.count + 64 else {
        result = self
        result.order = order
        return result
      }
    }
    result.releaseSlack()
    return result
  }

  /// The rows of another graph; new ones come from no file.
  func moved(by move: RowMove) -> RowPlaces {
    let before = order.isEmpty ? (0..<collected).map { Int32(clamping: $0) } : order
    var result = self
    result.order = move.moved(before, new: move.newRows.map { _ in -1 })
    // Without a row there is no order to tell from the one of collection.
    return result.order.isEmpty ? RowPlaces() : result
  }

  /// The same rows, those from one on of no file.
  func forgotten(from first: Int) -> RowPlaces {
    var result = self
    result.order = (0..<count).map { row in
      row >= first ? -1 : order.isEmpty ? Int32(clamping: row) : order[row]
    }
    return result
  }

  /// The same rows with files under other numbers; -1: of none.
  func renumbered(_ sources: [Int32]) -> RowPlaces {
    var result = self
    result.runs = runs.map {
      let source = $0.source < 0 ? -1 : sources[Int($0.source)]
      return Run(firstRow: $0.firstRow, source: source, line: $0.line)
    }
    return result
  }

  /// Gives back the memory kept for more rows.
  mutating func releaseSlack() { runs = runs.withoutSlack }
}
