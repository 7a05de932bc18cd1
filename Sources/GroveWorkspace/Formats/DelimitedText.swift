// Rows of delimited text without a workspace round them, for tests and fuzzers.

/// Splits delimited text into cells exactly as the loader does.
package enum DelimitedText {
  /// The rows of a text, each with `columnCount` cells; what a row has beyond that is left out.
  package static func rows(
    of bytes: [UInt8], delimiter: UInt8, columnCount: Int, batchRows: Int = 7
  ) -> [[String]] {
    var bytes = bytes
    var reader = DelimitedReader(delimiter: delimiter)
    let batch = RecordBatch(columnCount: columnCount, capacity: max(1, batchRows))
    var rows: [[String]] = []
    repeat {
      bytes.withUnsafeMutableBufferPointer { reader.read($0, into: batch) }
      let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: "", source: -1)
      for row in 0..<batch.rowCount {
        rows.append((0..<columnCount).map { page.text(column: $0, row: row) })
      }
    } while batch.rowCount > 0
    return rows
  }
}
