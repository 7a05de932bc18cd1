// The file and line that each row of a table comes from, and of its cells those on other lines. Rows
// of one file mostly stand on consecutive lines, so places are kept as runs of them; a row of a sheet
// has one line, so cells are noted for nested files only.

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

  /// Cells of one field on other lines than their rows.
  private struct CellLines: Sendable {
    /// The rows as they were collected, ascending, and the line of each one's cell.
    var rows: [Int32] = []
    var lines: [Int32] = []
  }

  /// By field.
  private var cells: [String: CellLines] = [:]

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

  /// Notes the lines of the cells of a field from a row on, where they are not the rows' own; 0: not
  /// known. Each field's rows in ascending order, others are not noted; not after `reordered`.
  mutating func setLines(_ lines: some Sequence<Int32>, of field: String, from first: Int) {
    var noted = cells.removeValue(forKey: field) ?? CellLines()
    for (row, line) in zip(first..<max(first, collected), lines)
    where line > 0 && self[row].line != line {
      let row = Int32(clamping: row)
      guard noted.rows.last.map({ $0 < row }) ?? true else { continue }
      noted.rows.append(row)
      noted.lines.append(line)
    }
    if !noted.rows.isEmpty { cells[field] = noted }
  }

  /// The line of a row's cell; nil when it stands where the row does. O(log cells).
  func line(of field: String, row: Int) -> Int32? {
    guard let cells = cells[field], row >= 0, row < count else { return nil }
    let row = order.isEmpty ? Int32(clamping: row) : order[row]
    var low = 0
    var high = cells.rows.count
    while low < high {
      let middle = (low + high) / 2
      if cells.rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < cells.rows.count && cells.rows[low] == row ? cells.lines[low] : nil
  }

  /// What stands in the place of a line for a cell that no file gives any longer.
  private static let inCode: Int32 = -1

  /// Notes that the cells of a field in these rows were set in code.
  mutating func setInCode(_ rows: Set<Int32>, of field: String) {
    let before = cells[field] ?? CellLines()
    var lines = Dictionary(zip(before.rows, before.lines), uniquingKeysWith: { $1 })
    for row in rows where row >= 0 && Int(row) < count {
      let collected = order.isEmpty ? row : order[Int(row)]
      if collected >= 0 { lines[collected] = Self.inCode }
    }
    let sorted = lines.sorted { $0.key < $1.key }
    cells[field] = CellLines(rows: sorted.map(\.key), lines: sorted.map(\.value))
  }

  /// Whether a row's cell was set in code. O(log cells).
  func isSetInCode(_ field: String, row: Int) -> Bool {
    line(of: field, row: row) == Self.inCode
  }

  /// Adds the rows of another table's part. Not after `reordered`.
  mutating func append(_ other: RowPlaces) {
    let first = collected
    guard other.order.isEmpty else {
      for row in 0..<other.count {
        let place = other[row]
        append(source: place.source, line: place.line)
      }
      for field in other.cells.keys {
        let lines = (0..<other.count).map { other.line(of: field, row: $0) ?? 0 }
        setLines(lines, of: field, from: first)
      }
      return
    }
    for (field, noted) in other.cells {
      cells[field, default: CellLines()].rows += noted.rows.map {
        Int32(clamping: first + Int($0))
      }
      cells[field]?.lines += noted.lines
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
    var result = self
    result.order = order
    guard cells.isEmpty else { return result }
    result = RowPlaces()
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
  mutating func releaseSlack() {
    runs = runs.withoutSlack
    cells = cells.mapValues {
      CellLines(rows: $0.rows.withoutSlack, lines: $0.lines.withoutSlack)
    }
  }
}
