// CSV and TSV: bytes to rows of cells by RFC 4180, read kindly. Quotes are undone in place in the
// buffer, so a cell is always a piece of the file. What the header means is SheetFormat's business.

/// Reads rows of delimited text.
///
/// Quoted cells may hold delimiters, line breaks and doubled quotes; rows end in LF, CRLF or CR;
/// rows without any text are skipped; blanks round a cell are not part of it. Beyond RFC 4180: a
/// quote inside a bare cell is a letter, blanks may stand before an opening quote, and text after a
/// closing quote belongs to the cell.
struct DelimitedReader {
  /// Something odd that the caller reports.
  struct Oddity: Hashable {
    enum Kind: Hashable {
      /// The row has this many cells, fewer than the header; the last ones are missing.
      case short(cells: Int)
      /// The row has this many cells, more than the header, and the surplus is not blank.
      case long(cells: Int)
      /// A quote is opened and never closed, or not within `longestCell`, or on a later line in the
      /// middle of a text; read as a letter.
      case unclosedQuote
      /// Text stands after a closing quote.
      case textAfterQuote
      /// Too many quotes are never closed; reading stopped.
      case gaveUp
    }
    let kind: Kind
    let row: Int
    let line: Int
    let offset: Int
  }

  /// The longest quoted cell; a quote still open after it was not meant as one.
  static let longestCell = 1 << 20
  /// How many quotes may turn out to be letters before the file is given up.
  static let mostUnclosedQuotes = 64

  /// The file's bytes, lent for one call of `read` and empty outside it. Offsets come from
  /// `MarkScanner` and are below `bytes.count`.
  private var bytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private let delimiter: UInt8
  private(set) var position: Int
  private(set) var line: Int
  private(set) var oddities: [Oddity] = []
  private var unclosedQuotes = 0

  init(delimiter: UInt8, from start: Int = 0, line: Int = 1) {
    self.delimiter = delimiter
    position = start
    self.line = line
  }

  /// Fills the batch with the next rows. No rows are left when its `rowCount` is 0 afterwards. The
  /// bytes are the same ones in every call, as the call before left them.
  mutating func read(_ lent: UnsafeMutableBufferPointer<UInt8>, into batch: RecordBatch) {
    bytes = lent
    defer { bytes = UnsafeMutableBufferPointer(start: nil, count: 0) }
    batch.rowCount = 0
    oddities.removeAll(keepingCapacity: true)
    if batch.rowStarts.count != batch.capacity {
      batch.rowStarts = Array(repeating: 0, count: batch.capacity)
    }
    guard let base = bytes.baseAddress else { return }
    var marks = MarkScanner(
      base: UnsafePointer(base), count: bytes.count, delimiter: delimiter, from: position)
    while batch.rowCount < batch.capacity, position < bytes.count {
      readRow(&marks, into: batch)
    }
  }

  private mutating func readRow(_ marks: inout MarkScanner, into batch: RecordBatch) {
    let row = batch.rowCount
    let rowStart = position
    let rowLine = line
    var cellStart = position
    var column = 0
    var surplus = false
    var hasContent = false
    while true {
      var mark = marks.next()
      var cell: (start: Int, end: Int)?
      if mark < bytes.count, bytes[mark] == 0x22 {
        guard isBlank(from: cellStart, to: mark) else { continue }
        cell = readQuoted(from: mark, &marks, row: row, end: &mark)
        if cell == nil { continue }
      }
      let trimmed = trim(cell?.start ?? cellStart, cell?.end ?? mark)
      if column < batch.columnCount {
        let index = column * batch.capacity + row
        batch.starts[index] = Int32(truncatingIfNeeded: trimmed.start)
        batch.lengths[index] = Int32(truncatingIfNeeded: trimmed.end - trimmed.start)
      } else if trimmed.end > trimmed.start {
        surplus = true
      }
      if trimmed.end > trimmed.start { hasContent = true }
      column += 1
      if mark < bytes.count, bytes[mark] == delimiter {
        cellStart = mark + 1
        continue
      }
      finishLine(at: mark, &marks)
      if !hasContent { return }
      break
    }
    for missing in min(column, batch.columnCount)..<batch.columnCount {
      batch.lengths[missing * batch.capacity + row] = 0
    }
    if column < batch.columnCount {
      note(.short(cells: column), row: row, line: rowLine, offset: rowStart)
    } else if surplus {
      note(.long(cells: column), row: row, line: rowLine, offset: rowStart)
    }
    batch.lines[row] = Int32(truncatingIfNeeded: rowLine)
    batch.rowStarts[row] = Int32(truncatingIfNeeded: rowStart)
    batch.rowCount += 1
  }

  /// Moves past a line end at `mark`; at the end of the file there is none.
  private mutating func finishLine(at mark: Int, _ marks: inout MarkScanner) {
    position = mark
    guard mark < bytes.count else { return }
    position = mark + 1
    line += 1
    if bytes[mark] == 0x0D, position < bytes.count, bytes[position] == 0x0A {
      position += 1
      _ = marks.next()
    }
  }

  /// Reads a quoted cell that opens at `open`, and sets `end` to the delimiter or line end after
  /// it. Missing when the quote is a letter after all; the scanner then stands behind it.
  private mutating func readQuoted(
    from open: Int, _ marks: inout MarkScanner, row: Int, end: inout Int
  ) -> (start: Int, end: Int)? {
    let openLine = line
    var isDoubled = false
    var close = -1
    while close < 0 {
      let mark = marks.next()
      guard mark < bytes.count, mark - open <= Self.longestCell else {
        return takeAsLetter(open, line: openLine, row: row, &marks)
      }
      switch bytes[mark] {
      case 0x22:
        if mark + 1 < bytes.count, bytes[mark + 1] == 0x22 {
          isDoubled = true
          _ = marks.next()
        } else {
          close = mark
        }
      case 0x0A: line += 1
      case 0x0D where mark + 1 >= bytes.count || bytes[mark + 1] != 0x0A: line += 1
      default: break
      }
    }
    end = marks.next()
    while end < bytes.count, bytes[end] == 0x22 { end = marks.next() }
    if !isBlank(from: close + 1, to: end) {
      // Text after a quote that closes on a later line: more likely the first was never meant to
      // open.
      if line != openLine { return takeAsLetter(open, line: openLine, row: row, &marks) }
      note(.textAfterQuote, row: row, line: line, offset: close + 1)
      return (open + 1, undouble(from: open + 1, close: close, to: end))
    }
    guard isDoubled else { return (open + 1, close) }
    return (open + 1, undouble(from: open + 1, close: close, to: close))
  }

  /// Goes back to a quote that closes nothing, to read it as a letter.
  private mutating func takeAsLetter(
    _ open: Int, line openLine: Int, row: Int, _ marks: inout MarkScanner
  ) -> (start: Int, end: Int)? {
    line = openLine
    unclosedQuotes += 1
    if unclosedQuotes > Self.mostUnclosedQuotes {
      note(.gaveUp, row: row, line: openLine, offset: open)
      marks.seek(to: bytes.count)
    } else {
      note(.unclosedQuote, row: row, line: openLine, offset: open)
      marks.seek(to: open + 1)
    }
    return nil
  }

  /// Takes the doubled quotes before `close` and the closing quote itself out in place, and returns
  /// the cell's new end. The freed bytes become blanks, so line counts over the buffer stay right.
  private func undouble(from start: Int, close: Int, to end: Int) -> Int {
    var write = start
    var read = start
    while read < end {
      if read == close {
        read += 1
        continue
      }
      if read < close, bytes[read] == 0x22 { read += 1 }
      bytes[write] = bytes[read]
      write += 1
      read += 1
    }
    for index in write..<max(write, end) { bytes[index] = 0x20 }
    return write
  }

  @inline(__always)
  private func trim(_ start: Int, _ end: Int) -> (start: Int, end: Int) {
    guard start < end else { return (start, start) }
    if bytes[start] > 0x20, bytes[end - 1] > 0x20 { return (start, end) }
    var first = start
    var last = end
    while first < last, bytes[first].isBlank { first += 1 }
    while last > first, bytes[last - 1].isBlank { last -= 1 }
    return (first, last)
  }

  private func isBlank(from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      if !bytes[index].isBlank { return false }
      index += 1
    }
    return true
  }

  private mutating func note(_ kind: Oddity.Kind, row: Int, line: Int, offset: Int) {
    oddities.append(Oddity(kind: kind, row: row, line: line, offset: offset))
  }
}
