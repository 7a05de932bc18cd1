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
  private let places: RowPlaces

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

  /// The row of an id, nil when no row has it.
  package func row(id: String) -> Int32? {
    idIndex?.code(of: id)
  }

  /// The index of the row's file and its line from 1, nil when it comes from no file.
  func source(_ row: Int) -> (source: Int, line: Int)? {
    let place = places[row]
    return place.source < 0 ? nil : (Int(place.source), Int(place.line))
  }
}
