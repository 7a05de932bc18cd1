// Text of a column: one pool of UTF-8 and where each row's text ends in it. No object a row.

/// A text a row. The empty text is missing.
package struct TextColumn: Sendable {
  /// The bytes of all rows, one after the other.
  package let pool: [UInt8]
  /// Where each row starts in the pool, and the pool's end: one more than there are rows.
  package let offsets: [Int32]

  package init(pool: [UInt8], offsets: [Int32]) {
    self.pool = pool
    self.offsets = offsets
  }

  /// A column of so many missing texts.
  init(missing count: Int) {
    self.init(pool: [], offsets: [Int32](repeating: 0, count: count + 1))
  }

  init(_ texts: [String]) {
    var builder = TextBuilder()
    for text in texts { builder.append(text) }
    self = builder.column
  }

  /// How many rows there are.
  package var count: Int { offsets.count - 1 }

  /// The bytes of a row's text, as a range of the pool.
  package func range(_ row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row + 1])
  }

  /// The text of a row; bytes that are no UTF-8 show as U+FFFD.
  package subscript(row: Int) -> String {
    String(decoding: pool[range(row)], as: UTF8.self)
  }

  /// Whether the row has no text.
  package func isMissing(_ row: Int) -> Bool { offsets[row] == offsets[row + 1] }

  /// The rows in another order; a row that `order` does not name is left out.
  func reordered(_ order: [Int32]) -> TextColumn {
    var builder = TextBuilder()
    builder.reserve(rows: order.count, bytes: pool.count)
    pool.withUnsafeBytes { bytes in
      for row in order {
        builder.append(UnsafeRawBufferPointer(rebasing: bytes[range(Int(row))]))
      }
    }
    return builder.column
  }
}

/// Collects the texts of a column in row order; a text may be replaced later.
struct TextBuilder: Sendable {
  private var pool: [UInt8] = []
  private var offsets: [Int32] = [0]
  private var replaced: [Int: String] = [:]
  /// Texts left out because the pool would pass 2 GiB.
  private(set) var overflowCount = 0

  var count: Int { offsets.count - 1 }

  mutating func reserve(rows: Int, bytes: Int) {
    pool.reserveCapacity(bytes)
    offsets.reserveCapacity(rows + 1)
  }

  mutating func append(_ text: UnsafeRawBufferPointer) {
    if pool.count + text.count <= Int(Int32.max) {
      pool.append(contentsOf: text)
    } else {
      overflowCount += 1
    }
    offsets.append(Int32(pool.count))
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds missing texts until there are `count` rows.
  mutating func pad(to count: Int) {
    while self.count < count { offsets.append(Int32(pool.count)) }
  }

  /// Adds all rows of a column.
  mutating func append(_ column: TextColumn) {
    guard pool.count + column.pool.count <= Int(Int32.max) else {
      for row in 0..<column.count { append(column[row]) }
      return
    }
    let shift = Int32(pool.count)
    pool.append(contentsOf: column.pool)
    offsets.append(contentsOf: column.offsets.lazy.dropFirst().map { $0 + shift })
  }

  /// Adds all rows of another builder.
  mutating func append(_ other: TextBuilder) {
    append(
      other.replaced.isEmpty ? TextColumn(pool: other.pool, offsets: other.offsets) : other.column)
  }

  /// The bytes of all texts so far.
  var byteCount: Int { pool.count }

  mutating func set(_ row: Int, _ text: String) {
    pad(to: row)
    if row == count { append(text) } else { replaced[row] = text }
  }

  subscript(row: Int) -> String {
    guard row < count else { return "" }
    return replaced[row]
      ?? String(decoding: pool[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self)
  }

  /// The column, in arrays without slack.
  var column: TextColumn {
    if replaced.isEmpty {
      return TextColumn(pool: pool.withoutSlack, offsets: offsets.withoutSlack)
    }
    return TextColumn((0..<count).map { self[$0] })
  }
}

extension Array {
  /// The same elements in an array that holds room for no more, or this one when little is spare.
  var withoutSlack: [Element] {
    capacity - count <= count / 8 + 8
      ? self
      : [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        initialized = buffer.initialize(fromContentsOf: self)
      }
  }
}
