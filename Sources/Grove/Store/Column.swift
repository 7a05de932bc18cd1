// Columns of a table: one array a field, one machine word a cell, and one marker for missing each.
// A missing number is NaN (no number is NaN or infinite otherwise), a missing day Int32.min, a
// missing row or code -1, a missing flag 2, a missing text empty.

/// The stored cells of one field, a cell a row of its table.
package enum Column: Sendable {
  /// Numbers, ratios and points.
  case number([Double])
  /// Days since 1970-01-01.
  case day([Int32])
  /// 0 no, 1 yes, 2 missing.
  case flag([UInt8])
  /// Words by code; the words are sorted by code point, so that codes sort as words do.
  case code(codes: [Int32], words: [String])
  /// Text.
  case text(TextColumn)
  /// Rows of a table.
  case node(rows: [Int32], table: TableID)
  /// Several rows of a table.
  case nodes(lists: RowLists, table: TableID)
  /// Several words; codes as in `code`.
  case codes(lists: RowLists, words: [String])
  /// What has no array of its own: durations, records, columns of mixed types.
  case values([Value])

  /// The cell of a row. O(1), but slow: loops over rows read the arrays.
  package func value(_ row: Int, type: ValueType) -> Value {
    switch self {
    case .number(let cells):
      let number = cells[row]
      guard !number.isNaN else { return .missing }
      switch type {
      case .ratio: return .ratio(number)
      case .points: return .points(number)
      default: return .number(number)
      }
    case .day(let cells):
      return CivilDate(cell: cells[row]).map { .date($0) } ?? .missing
    case .flag(let cells):
      return cells[row] > 1 ? .missing : .flag(cells[row] == 1)
    case .code(let codes, let words):
      return codes[row] < 0 ? .missing : .text(words[Int(codes[row])])
    case .text(let texts):
      return texts.isMissing(row) ? .missing : .text(texts[row])
    case .node(let rows, let table):
      guard rows[row] >= 0 else { return .missing }
      let node = Value.node(Node(table: table, row: rows[row]))
      if case .list = type { return .list([node]) }
      return node
    case .nodes(let lists, let table):
      let nodes = lists[row].map { Value.node(Node(table: table, row: $0)) }
      return nodes.isEmpty ? .missing : .list(nodes)
    case .codes(let lists, let words):
      let texts = lists[row].map { Value.text(words[Int($0)]) }
      return texts.isEmpty ? .missing : .list(texts)
    case .values(let cells):
      return cells[row]
    }
  }
}

/// Lists of row numbers (or codes), one list a row: compressed sparse rows.
package struct RowLists: Sendable {
  /// Where each list starts in `rows`, and the end: one more than there are lists.
  package let offsets: [Int32]
  /// The lists, one after the other.
  package let rows: [Int32]

  package init(offsets: [Int32], rows: [Int32]) {
    self.offsets = offsets
    self.rows = rows
  }

  /// The lists of `keys.count` entries gathered by key: list k holds, in order, each index i with
  /// `keys[i] == k`. Keys outside `0..<count` are left out. A counting sort: O(keys + count).
  package init(grouping keys: [Int32], count: Int) {
    var offsets = [Int32](repeating: 0, count: count + 1)
    for key in keys where key >= 0 && Int(key) < count { offsets[Int(key) + 1] += 1 }
    for index in 0..<count { offsets[index + 1] += offsets[index] }
    var next = offsets
    var rows = [Int32](repeating: 0, count: Int(offsets[count]))
    for (index, key) in keys.enumerated() where key >= 0 && Int(key) < count {
      rows[Int(next[Int(key)])] = Int32(index)
      next[Int(key)] += 1
    }
    self.init(offsets: offsets, rows: rows)
  }

  /// Lists of one row each, or of none where the row is missing.
  init(single rows: [Int32]) {
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(rows.count + 1)
    var count: Int32 = 0
    for row in rows {
      count += row < 0 ? 0 : 1
      offsets.append(count)
    }
    self.init(offsets: offsets, rows: rows.filter { $0 >= 0 })
  }

  /// How many lists there are.
  package var count: Int { offsets.count - 1 }

  /// The list of a row as a range of `rows`.
  package func range(_ row: Int) -> Range<Int> {
    Int(offsets[row])..<Int(offsets[row + 1])
  }

  /// The list of a row.
  package subscript(row: Int) -> ArraySlice<Int32> { rows[range(row)] }
}
