// Cells of a file as places in its bytes, so that a column of text costs no string a cell.

/// A column of cells: where each one lies in a buffer of UTF-8. An empty cell is missing.
package struct CellSpans: Sendable {
  /// The bytes that the cells lie in.
  package let bytes: [UInt8]
  /// Where each cell starts.
  package let starts: [Int32]
  /// How many bytes each cell has.
  package let lengths: [Int32]

  /// Cells in `bytes`. One that does not lie in them counts as empty.
  package init(bytes: [UInt8], starts: [Int32], lengths: [Int32]) {
    self.bytes = bytes
    self.starts = starts
    self.lengths = lengths
  }

  /// Cells holding these texts.
  package init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var starts: [Int32] = []
    var lengths: [Int32] = []
    for text in texts {
      let start = Int32(clamping: bytes.count)
      bytes.append(contentsOf: text.utf8)
      starts.append(start)
      lengths.append(Int32(clamping: bytes.count) - start)
    }
    self.init(bytes: bytes, starts: starts, lengths: lengths)
  }

  /// How many cells there are.
  package var count: Int { min(starts.count, lengths.count) }

  /// Calls `body` for the first `limit` cells in order; those beyond the last are empty.
  @inline(__always)
  func forEach(limit: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let present = min(count, limit)
    bytes.withUnsafeBytes { buffer in
      for index in 0..<present {
        let start = Int(starts[index])
        let length = Int(lengths[index])
        if start >= 0, length > 0, start <= buffer.count - length {
          body(UnsafeRawBufferPointer(rebasing: buffer[start..<(start + length)]))
        } else {
          body(UnsafeRawBufferPointer(rebasing: buffer[0..<0]))
        }
      }
      for _ in present..<max(limit, present) {
        body(UnsafeRawBufferPointer(rebasing: buffer[0..<0]))
      }
    }
  }
}
