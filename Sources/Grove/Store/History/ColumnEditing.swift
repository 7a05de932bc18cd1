// Columns with some cells changed. A view of a graph holds these beside the columns it shares.

/// One cell with another value.
struct CellEdit {
  let row: Int32
  let value: Value
}

extension Column {
  /// A column of so many missing cells, in the shape that fits a type.
  static func missing(_ field: FieldDefinition, count: Int, schema: Schema) -> Column {
    switch field.type {
    case .number, .ratio, .points: .number([Double](repeating: .nan, count: count))
    case .date: .day([Int32](repeating: CivilDate.missingDayNumber, count: count))
    case .flag: .flag([UInt8](repeating: 2, count: count))
    case .text where field.closedSet != nil:
      .code(codes: [Int32](repeating: -1, count: count), words: [])
    case .text: .text(TextColumn(missing: count))
    case .node(let kind), .list(.node(let kind)):
      .node(rows: [Int32](repeating: -1, count: count), table: schema.definition(kind).table)
    case .list(.text):
      .codes(
        lists: RowLists(offsets: [Int32](repeating: 0, count: count + 1), rows: []), words: [])
    default: .values([Value](repeating: .missing, count: count))
    }
  }

  /// The column with these cells changed, the last of one row winning. A value that the column
  /// cannot hold is missing. O(rows + edits).
  func setting(_ edits: [CellEdit]) -> Column {
    switch self {
    case .number(var cells):
      for edit in edits { cells[Int(edit.row)] = edit.value.asNumber ?? .nan }
      return .number(cells)
    case .day(var cells):
      for edit in edits {
        cells[Int(edit.row)] = edit.value.asDate?.dayNumber ?? CivilDate.missingDayNumber
      }
      return .day(cells)
    case .flag(var cells):
      for edit in edits {
        if case .flag(let flag) = edit.value {
          cells[Int(edit.row)] = flag ? 1 : 0
        } else {
          cells[Int(edit.row)] = 2
        }
      }
      return .flag(cells)
    case .code(var codes, let words):
      let (all, map, codeOfWord) = Self.words(words, with: edits.compactMap(\.value.asText))
      if all.count > words.count {
        for row in codes.indices where codes[row] >= 0 { codes[row] = map[Int(codes[row])] }
      }
      for edit in edits {
        codes[Int(edit.row)] = edit.value.asText.flatMap { codeOfWord[$0] } ?? -1
      }
      return .code(codes: codes, words: all)
    case .text(let texts):
      return .text(texts.setting(edits))
    case .node(let rows, let table):
      return Self.setting(rows, table, edits)
    case .nodes(let lists, let table):
      return .nodes(lists: lists.setting(edits) { $0.rows(in: table) }, table: table)
    case .codes(let lists, let words):
      let (all, map, codeOfWord) = Self.words(words, with: edits.flatMap(\.value.texts))
      let moved =
        all.count > words.count
        ? RowLists(offsets: lists.offsets, rows: lists.rows.map { map[Int($0)] }) : lists
      return .codes(
        lists: moved.setting(edits) { $0.texts.compactMap { codeOfWord[$0] } }, words: all)
    case .values(var cells):
      for edit in edits { cells[Int(edit.row)] = edit.value }
      return .values(cells)
    }
  }

  /// Words in order with others among them, where the old ones stand now, and the codes of all.
  private static func words(
    _ words: [String], with more: [String]
  ) -> (all: [String], map: [Int32], codes: [String: Int32]) {
    var all = words
    let known = Set(words)
    let added = Set(more).subtracting(known)
    if !added.isEmpty {
      all = (words + added).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    let codes = Dictionary(
      zip(all, 0..<Int32(clamping: all.count)), uniquingKeysWith: { first, _ in first })
    return (all, words.map { codes[$0] ?? -1 }, codes)
  }

  /// References of one row each stay so unless an edit holds several.
  private static func setting(
    _ rows: [Int32], _ table: TableID, _ edits: [CellEdit]
  ) -> Column {
    if edits.contains(where: { $0.value.rows(in: table).count > 1 }) {
      let lists = RowLists(single: rows).setting(edits) { $0.rows(in: table) }
      return .nodes(lists: lists, table: table)
    }
    var rows = rows
    for edit in edits { rows[Int(edit.row)] = edit.value.rows(in: table).first ?? -1 }
    return .node(rows: rows, table: table)
  }

  /// The column with the cells of the rows that a condition names missing.
  func blanking(_ isBlank: (Int) -> Bool) -> Column {
    switch self {
    case .number(var cells):
      for row in cells.indices where isBlank(row) { cells[row] = .nan }
      return .number(cells)
    case .day(var cells):
      for row in cells.indices where isBlank(row) { cells[row] = CivilDate.missingDayNumber }
      return .day(cells)
    case .flag(var cells):
      for row in cells.indices where isBlank(row) { cells[row] = 2 }
      return .flag(cells)
    case .code(var codes, let words):
      for row in codes.indices where isBlank(row) { codes[row] = -1 }
      return .code(codes: codes, words: words)
    case .node(var rows, let table):
      for row in rows.indices where isBlank(row) { rows[row] = -1 }
      return .node(rows: rows, table: table)
    case .values(var cells):
      for row in cells.indices where isBlank(row) { cells[row] = .missing }
      return .values(cells)
    case .text(let texts):
      return .text(
        texts.setting(
          (0..<texts.count).filter(isBlank).map { CellEdit(row: Int32($0), value: .missing) }))
    case .nodes(let lists, let table):
      return .nodes(lists: lists.blanking(isBlank), table: table)
    case .codes(let lists, let words):
      return .codes(lists: lists.blanking(isBlank), words: words)
    }
  }
}

extension TextColumn {
  fileprivate func setting(_ edits: [CellEdit]) -> TextColumn {
    guard !edits.isEmpty else { return self }
    var edited = [Int32](repeating: -1, count: count)
    for (place, edit) in edits.enumerated() { edited[Int(edit.row)] = Int32(clamping: place) }
    var builder = TextBuilder()
    builder.reserve(rows: count, bytes: pool.count)
    pool.withUnsafeBytes { bytes in
      for row in 0..<count {
        if edited[row] >= 0 {
          builder.append(edits[Int(edited[row])].value.asText ?? "")
        } else {
          builder.append(UnsafeRawBufferPointer(rebasing: bytes[range(row)]))
        }
      }
    }
    return builder.column
  }
}

extension RowLists {
  fileprivate func setting(_ edits: [CellEdit], _ rows: (Value) -> [Int32]) -> RowLists {
    var edited = [Int32](repeating: -1, count: count)
    for (place, edit) in edits.enumerated() { edited[Int(edit.row)] = Int32(clamping: place) }
    var builder = RowListBuilder()
    for row in 0..<count {
      if edited[row] >= 0 {
        builder.append(rows(edits[Int(edited[row])].value))
      } else {
        builder.append(self[row])
      }
    }
    return builder.lists
  }

  fileprivate func blanking(_ isBlank: (Int) -> Bool) -> RowLists {
    var builder = RowListBuilder()
    for row in 0..<count { builder.append(isBlank(row) ? [] : self[row]) }
    return builder.lists
  }

  /// The lists without the rows that a condition names.
  func removing(_ isRemoved: (Int32) -> Bool) -> RowLists {
    var builder = RowListBuilder()
    for row in 0..<count { builder.append(self[row].filter { !isRemoved($0) }) }
    return builder.lists
  }
}

extension Value {
  /// The texts of a text or a list of them.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let values): values.compactMap(\.asText)
    default: []
    }
  }

  /// The rows of a table that a node or a list of nodes names.
  func rows(in table: TableID) -> [Int32] {
    switch self {
    case .node(let node) where node.table == table: [node.row]
    case .list(let values):
      values.compactMap {
        if case .node(let node) = $0, node.table == table { node.row } else { nil }
      }
    default: []
    }
  }
}
