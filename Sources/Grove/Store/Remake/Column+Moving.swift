// Columns on their way to another graph: their rows moved, and the rows they refer to, too.

/// By table, where its rows went: by row before, the row then, -1 for one that is gone. Nil for a
/// table whose rows stay where they are.
typealias RowPlacesByTable = [[Int32]?]

extension Column {
  /// The column of the rows then. `values`: those of the new rows in order; empty when all are
  /// missing.
  func moved(by move: RowMove?, to places: RowPlacesByTable, new values: [Value] = []) -> Column {
    let column = retargeted(places)
    guard let move else { return column }
    let new = values.isEmpty ? move.newRows.map { _ in Value.missing } : values
    switch column {
    case .number(let cells):
      return .number(move.moved(cells, new: new.map { $0.asNumber ?? .nan }))
    case .day(let cells):
      let days = new.map { $0.asDate?.dayNumber ?? CivilDate.missingDayNumber }
      return .day(move.moved(cells, new: days))
    case .text(let texts):
      return .text(move.moved(texts, new: new.map { $0.asText ?? "" }))
    case .values(let cells):
      return .values(move.moved(cells, new: new))
    case .flag, .code, .node, .nodes, .codes:
      // Words may have to find their places among others, and a first cell may hold several rows:
      // room is made for them, and then they are set.
      let room = column.makingRoom(by: move)
      guard new.contains(where: { !$0.isMissing }) else { return room }
      return room.setting(
        zip(move.newRows, new).map { CellEdit(row: Int32(clamping: $0), value: $1) })
    }
  }

  private func makingRoom(by move: RowMove) -> Column {
    func missing<Cell>(_ cell: Cell) -> [Cell] { move.newRows.map { _ in cell } }
    switch self {
    case .flag(let cells): return .flag(move.moved(cells, new: missing(2)))
    case .code(let codes, let words):
      return .code(codes: move.moved(codes, new: missing(-1)), words: words)
    case .node(let rows, let table):
      return .node(rows: move.moved(rows, new: missing(-1)), table: table)
    case .nodes(let lists, let table):
      return .nodes(lists: move.moved(lists, new: missing([])), table: table)
    case .codes(let lists, let words):
      return .codes(lists: move.moved(lists, new: missing([])), words: words)
    case .number, .day, .text, .values: return self
    }
  }

  /// The column with what it refers to where that is then; what is gone is missing.
  private func retargeted(_ places: RowPlacesByTable) -> Column {
    switch self {
    case .node(let rows, let table):
      guard let map = places[Int(table.rawValue)] else { return self }
      return .node(rows: rows.map { $0 < 0 ? -1 : map[Int($0)] }, table: table)
    case .nodes(let lists, let table):
      guard let map = places[Int(table.rawValue)] else { return self }
      var builder = RowListBuilder()
      for row in 0..<lists.count {
        builder.append(lists[row].lazy.map { map[Int($0)] }.filter { $0 >= 0 })
      }
      return .nodes(lists: builder.lists, table: table)
    case .values(let cells):
      guard places.contains(where: { $0 != nil }) else { return self }
      return .values(cells.map { $0.retargeted { $0.moved(places) } })
    default: return self
    }
  }

  /// The column without the words that no cell holds.
  var withoutUnusedWords: Column {
    switch self {
    case .code(let codes, let words):
      guard let (kept, map) = Self.used(words, by: codes) else { return self }
      return .code(codes: codes.map { $0 < 0 ? -1 : map[Int($0)] }, words: kept)
    case .codes(let lists, let words):
      guard let (kept, map) = Self.used(words, by: lists.rows) else { return self }
      return .codes(
        lists: RowLists(offsets: lists.offsets, rows: lists.rows.map { map[Int($0)] }), words: kept)
    default: return self
    }
  }

  /// The words that are used and where each word stands among them; nil when all are.
  private static func used(
    _ words: [String], by codes: [Int32]
  ) -> (words: [String], map: [Int32])? {
    var isUsed = [Bool](repeating: false, count: words.count)
    for code in codes where code >= 0 { isUsed[Int(code)] = true }
    guard isUsed.contains(false) else { return nil }
    return (zip(words, isUsed).filter(\.1).map(\.0), RowMove(keeping: isUsed).places)
  }
}

extension Node {
  /// The row where it is then; nil when it is gone.
  func moved(_ places: RowPlacesByTable) -> Node? {
    guard let map = places[Int(table.rawValue)] else { return self }
    guard map.indices.contains(Int(row)), map[Int(row)] >= 0 else { return nil }
    return Node(table: table, row: map[Int(row)])
  }
}

extension Value {
  /// A row, or a list of rows, by what each of them becomes; those that become nothing are left
  /// out. Any other value as it is.
  func retargeted(_ target: (Node) -> Node?) -> Value {
    switch self {
    case .node(let node): return target(node).map { .node($0) } ?? .missing
    case .list(let values):
      guard case .node? = values.first else { return self }
      let kept = values.map { $0.retargeted(target) }.filter { !$0.isMissing }
      return kept.count > 1 ? .list(kept) : kept.first ?? .missing
    default: return self
    }
  }
}
