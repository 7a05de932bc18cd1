// A table: its columns by field name, its rows' ids, and the file and line of each row.

/// Rows of one sort of thing, a column a field.
package struct Table: Sendable {
  /// How many rows it has.
  package let rowCount: Int
  /// The rows' ids; nil where no row has one (check-ins, links, changes).
  package let ids: TextColumn?
  /// The columns by field.
  private(set) var columns: [String: Column]
  private let idIndex: ByteInterner?
  private var places: RowPlaces

  init(ids: ByteInterner?, columns: [String: Column], places: RowPlaces) {
    let rowCount = places.count
    self.rowCount = rowCount
    var index = ids
    index?.releaseSlack()
    idIndex = index
    // Fewer only when the ids are more than 2 GiB: the rest has none.
    self.ids = index.map {
      var texts = TextBuilder()
      if $0.count == rowCount { return $0.column }
      texts.append($0.column)
      texts.pad(to: rowCount)
      return texts.column
    }
    self.columns = columns
    self.places = places
  }

  /// The stored cells of a field, nil when no row has any.
  package func column(_ name: String) -> Column? { columns[name] }

  /// The table with other columns, its rows the same.
  func with(_ columns: [String: Column]) -> Table {
    var copy = self
    copy.columns = columns
    return copy
  }

  /// The table of another graph: its rows moved, with the ids of those that are new, and other
  /// columns.
  func moved(by move: RowMove?, newIDs: [String], columns: [String: Column]) -> Table {
    var places = places
    guard let move else { return Table(self, columns: columns, places: places) }
    places = places.moved(by: move)
    var ids: ByteInterner?
    if let idIndex {
      var index = ByteInterner()
      var new = newIDs.makeIterator()
      for row in move.moved((0..<rowCount).map { Int32($0) }, new: move.newRows.map { _ in -1 }) {
        if row < 0 {
          _ = index.intern(new.next() ?? "")
        } else if Int(row) < idIndex.count {
          _ = idIndex.withWord(row) { index.intern($0) }
        }
      }
      ids = index
    }
    return Table(ids: ids, columns: columns, places: places)
  }

  private init(_ table: Table, columns: [String: Column], places: RowPlaces) {
    self = table
    self.columns = columns
    self.places = places
  }

  /// Marks the files that rows come from.
  func markSources(in isUsed: inout [Bool]) {
    for row in 0..<rowCount {
      let source = places[row].source
      if source >= 0 { isUsed[Int(source)] = true }
    }
  }

  /// The table with its files under other numbers; -1: of none.
  func renumbered(_ sources: [Int32]) -> Table {
    Table(self, columns: columns, places: places.renumbered(sources))
  }

  /// The table without the places of the rows from one on.
  func withoutPlaces(from row: Int) -> Table {
    guard row < rowCount else { return self }
    return Table(self, columns: columns, places: places.forgotten(from: row))
  }

  /// The table with cells of some fields told to be set in code, by field and row.
  func setInCode(_ cells: [String: Set<Int32>]) -> Table {
    var places = places
    for (field, rows) in cells { places.setInCode(rows, of: field) }
    return Table(self, columns: columns, places: places)
  }

  /// Whether a row's cell was set in code.
  func isSetInCode(_ field: String, _ row: Int) -> Bool {
    places.isSetInCode(field, row: row)
  }

  /// The row of an id, nil when no row has it.
  package func row(id: String) -> Int32? {
    idIndex?.code(of: id)
  }

  /// The index of the row's file and its line from 1, nil when it comes from no file.
  func source(_ row: Int) -> (source: Int, line: Int)? {
    let place = places[row]
    return place.source < 0 ? nil : (Int(place.source), Int(place.line))
  }

  /// The index of the file and the line of a row's cell; those of the row where that is all that is
  /// known.
  func source(of field: String, _ row: Int) -> (source: Int, line: Int)? {
    guard let place = source(row) else { return nil }
    let line = isSetInCode(field, row) ? nil : places.line(of: field, row: row)
    return (place.source, line.map { Int($0) } ?? place.line)
  }
}
