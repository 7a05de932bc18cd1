// One batch of cells together with the bytes they lie in: what the interpreter reads. It finds
// texts, places and the columns in the shape the builder takes.

import Grove

/// Rows of one kind, with the bytes and (for nested files) the tree they come from.
struct RecordPage {
  /// The text that cells are pieces of.
  let bytes: [UInt8]
  let batch: RecordBatch
  /// The tree of a nested file; missing for sheets.
  let tree: SourceTree?
  /// The file, as problems name it.
  let file: String
  /// The file, as the builder knows it.
  let source: Int32

  var rowCount: Int { batch.rowCount }

  func text(column: Int, row: Int) -> String {
    let range = batch.cell(column: column, row: row)
    let start = max(0, min(Int(range.start), bytes.count))
    let end = max(start, min(start + Int(range.length), bytes.count))
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The list or mapping in a cell.
  func structure(column: Int, row: Int) -> Int? {
    guard let tree, let index = batch.node(column: column, row: row) else { return nil }
    let form = tree.node(Int(index)).form
    return form == .list || form == .mapping ? Int(index) : nil
  }

  /// Where a cell stands.
  func place(column: Int, row: Int) -> Place {
    if let tree, let index = batch.node(column: column, row: row) {
      let node = tree.node(Int(index))
      return Place(file: file, line: Int(node.line), column: Int(node.column))
    }
    let rowLine = Int(batch.lines[row])
    guard !batch.rowStarts.isEmpty else { return Place(file: file, line: rowLine) }
    let cell = batch.cell(column: column, row: row)
    let found = bytes.withUnsafeBufferPointer {
      GroveWorkspace.place(
        ofByte: Int(cell.start), in: $0, rowStart: Int(batch.rowStarts[row]), rowLine: rowLine)
    }
    return Place(file: file, line: found.0, column: found.1)
  }

  /// A column's cells as the builder takes them.
  func spans(column: Int) -> CellSpans {
    let offset = column * batch.capacity
    return CellSpans(
      bytes: bytes,
      starts: Array(UnsafeBufferPointer(start: batch.starts + offset, count: rowCount)),
      lengths: Array(UnsafeBufferPointer(start: batch.lengths + offset, count: rowCount)))
  }

  /// Runs `body` on the bytes of every cell of a column that is not empty.
  @inline(__always)
  func forEachCell(
    column: Int, _ body: (FileBytes, _ row: Int, _ start: Int, _ length: Int) -> Void
  ) {
    // The batch owns `capacity` cells a column, and rowCount never exceeds that.
    let starts = batch.starts + column * batch.capacity
    let lengths = batch.lengths + column * batch.capacity
    bytes.withUnsafeBufferPointer { buffer in
      for row in 0..<rowCount where lengths[row] > 0 {
        body(buffer, row, Int(starts[row]), Int(lengths[row]))
      }
    }
  }

  /// Whether a text stands for no value where a number or a date is expected.
  static func isMissingMark(_ text: String) -> Bool {
    ["-", "–", "—", "n/a", "N/A", "NA", "#N/A", "na", "null"].contains(text)
  }
}

/// Cells gathered one by one, for columns that cannot be taken as pieces of the file.
struct CellScratch {
  private var bytes: [UInt8] = []
  private var starts: [Int32] = []
  private var lengths: [Int32] = []

  /// Parts the items of a list cell; the builder's own choice, which no file writes by hand.
  static let separator: UInt8 = 0x1F

  mutating func append(_ cell: some Sequence<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: cell)
    starts.append(Int32(clamping: start))
    lengths.append(Int32(clamping: bytes.count - start))
  }

  /// Adds a list cell.
  mutating func append(items: [String]) {
    append(items.map { Array($0.utf8) }.joined(separator: [Self.separator]))
  }

  var spans: CellSpans { CellSpans(bytes: bytes, starts: starts, lengths: lengths) }
}
