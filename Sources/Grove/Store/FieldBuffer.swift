// The cells of one field of one kind while a graph is being built. Bulk setters append whole
// batches; one-cell setters may come in any order; cells never set are missing.

/// Cells of one field, growing with the rows of its kind.
struct FieldBuffer: Sendable {
  /// How the cells are held.
  enum Storage {
    case numbers, days, flags
    /// Texts that repeat, by code.
    case words
    case texts
    /// Ids of other rows, by code; several of a row are one word, parted by `separator`.
    case references
    /// Lists of words; held as `references` are.
    case lists
    case values
  }

  /// Parts the ids or words of one cell (ASCII's unit separator, which no file writes by hand).
  static let separator: UInt8 = 0x1F

  let storage: Storage
  /// The type of the field.
  let type: ValueType
  /// How many rows there will be in all, as far as is known; 0 when nothing is.
  private let expectedRows: Int
  private(set) var numbers: [Double] = []
  /// Days, or codes of `words`.
  private(set) var int32s: [Int32] = []
  private(set) var flags: [UInt8] = []
  private(set) var texts = TextBuilder()
  private(set) var words = ByteInterner()
  private(set) var values: [Int: Value] = [:]

  init(_ storage: Storage, type: ValueType, expectedRows: Int = 0) {
    self.storage = storage
    self.type = type
    self.expectedRows = expectedRows
  }

  // MARK: Bulk

  mutating func set(_ batch: RowBatch, numbers cells: [Double]) {
    Self.write(cells, at: batch, into: &numbers, missing: .nan, expecting: expectedRows)
    // One marker for missing: an infinite number, from a file or an overflow, is none either.
    for row in batch.first..<(batch.first + batch.count) where !numbers[row].isFinite {
      numbers[row] = .nan
    }
  }

  mutating func set(_ batch: RowBatch, days cells: [Int32]) {
    Self.write(
      cells, at: batch, into: &int32s, missing: CivilDate.missingDayNumber, expecting: expectedRows)
    for row in batch.first..<(batch.first + batch.count) {
      int32s[row] = CivilDate(cell: int32s[row])?.dayNumber ?? CivilDate.missingDayNumber
    }
  }

  mutating func set(_ batch: RowBatch, flags cells: [UInt8]) {
    Self.write(cells, at: batch, into: &flags, missing: 2, expecting: expectedRows)
  }

  mutating func set(_ batch: RowBatch, cells: CellSpans, separator: UInt8?) {
    if storage == .texts {
      texts.pad(to: batch.first)
      if texts.count == batch.first {
        cells.forEach(limit: batch.count) { texts.append($0) }
      } else {
        var row = batch.first
        cells.forEach(limit: batch.count) {
          if !$0.isEmpty { texts.set(row, String(decoding: $0, as: UTF8.self)) }
          row += 1
        }
      }
      if batch.first == 0, texts.count > 0, expectedRows > texts.count {
        let mean = texts.byteCount / texts.count + 1
        texts.reserve(rows: expectedRows, bytes: min(expectedRows * mean, 1 << 28))
      }
      return
    }
    var codes: [Int32] = []
    codes.reserveCapacity(batch.count)
    cells.forEach(limit: batch.count) { cell in
      if let separator, cell.contains(separator) {
        let parts = cell.split(separator: separator).map { Self.trimmed(Array($0)) }
        let joined = Array(parts.filter { !$0.isEmpty }.joined(separator: [Self.separator]))
        codes.append(joined.withUnsafeBytes { words.intern($0) })
      } else {
        codes.append(words.intern(cell))
      }
    }
    Self.write(codes, at: batch, into: &int32s, missing: -1, expecting: expectedRows)
  }

  // MARK: One cell

  mutating func set(_ row: Int, number: Double) {
    Self.writeOne(
      number.isFinite ? number : .nan, at: row, into: &numbers, missing: .nan,
      expecting: expectedRows)
  }

  mutating func set(_ row: Int, day: Int32) {
    Self.writeOne(
      day, at: row, into: &int32s, missing: CivilDate.missingDayNumber, expecting: expectedRows)
  }

  mutating func set(_ row: Int, flag: Bool) {
    Self.writeOne(
      flag ? 1 : 0, at: row, into: &flags, missing: 2, expecting: expectedRows)
  }

  mutating func set(_ row: Int, text: String) {
    if storage == .texts {
      texts.set(row, text)
    } else {
      Self.writeOne(
        words.intern(text), at: row, into: &int32s, missing: -1, expecting: expectedRows)
    }
  }

  mutating func set(_ row: Int, parts: [String]) {
    if parts.count == 1 {
      return Self.writeOne(
        words.intern(parts[0]), at: row, into: &int32s, missing: -1, expecting: expectedRows)
    }
    let joined = Array(
      parts.filter { !$0.isEmpty }.map { Array($0.utf8) }.joined(separator: [Self.separator]))
    let code = joined.withUnsafeBytes { words.intern($0) }
    Self.writeOne(
      code, at: row, into: &int32s, missing: -1, expecting: expectedRows)
  }

  mutating func set(_ row: Int, value: Value) {
    values[row] = value.isMissing ? nil : value
  }

  // MARK: Reading back

  /// The code of a row's word, -1 when missing.
  func code(_ row: Int) -> Int32 { row < int32s.count ? int32s[row] : -1 }

  /// The cell as a value; ids and lists as text.
  func value(_ row: Int) -> Value {
    switch storage {
    case .numbers:
      return row < numbers.count && !numbers[row].isNaN ? .number(numbers[row]) : .missing
    case .days:
      return row < int32s.count
        ? CivilDate(cell: int32s[row]).map { .date($0) } ?? .missing : .missing
    case .flags:
      return row < flags.count && flags[row] < 2 ? .flag(flags[row] == 1) : .missing
    case .words, .references, .lists:
      return code(row) < 0 ? .missing : .text(words.word(code(row)))
    case .texts:
      return texts[row].isEmpty ? .missing : .text(texts[row])
    case .values:
      return values[row] ?? .missing
    }
  }

  /// The parts of a joined word.
  func parts(_ code: Int32) -> [String] {
    let range = Int(words.offsets[Int(code)])..<Int(words.offsets[Int(code) + 1])
    return words.pool[range].split(separator: Self.separator).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func writeOne<Cell>(
    _ cell: Cell, at row: Int, into column: inout [Cell], missing: Cell, expecting expectedRows: Int
  ) {
    if row < column.count {
      column[row] = cell
    } else {
      if column.isEmpty { column.reserveCapacity(max(expectedRows, row + 1)) }
      while column.count < row { column.append(missing) }
      column.append(cell)
    }
  }

  /// Gives back the words, once nobody asks for them any more; the codes stay.
  mutating func releaseWords() { words = ByteInterner() }

  private static func write<Cell>(
    _ cells: [Cell], at batch: RowBatch, into column: inout [Cell], missing: Cell,
    expecting expectedRows: Int
  ) {
    let padding = batch.count - cells.count
    if padding > 0 {
      write(
        cells + repeatElement(missing, count: padding), at: batch.first, into: &column,
        missing: missing, expecting: expectedRows)
    } else {
      write(
        padding < 0 ? Array(cells.prefix(batch.count)) : cells, at: batch.first, into: &column,
        missing: missing, expecting: expectedRows)
    }
  }

  private static func write<Cell>(
    _ cells: [Cell], at first: Int, into column: inout [Cell], missing: Cell,
    expecting expectedRows: Int
  ) {
    if column.isEmpty { column.reserveCapacity(max(expectedRows, first + cells.count)) }
    if column.count < first {
      column.append(contentsOf: repeatElement(missing, count: first - column.count))
    }
    if column.count == first {
      column.append(contentsOf: cells)
    } else {
      for (index, cell) in cells.enumerated() {
        if first + index < column.count {
          column[first + index] = cell
        } else {
          column.append(cell)
        }
      }
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let head = bytes.drop(while: isSpace)
    guard let last = head.lastIndex(where: { !isSpace($0) }) else { return [] }
    return head[...last]
  }
}
