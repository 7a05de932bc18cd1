// The fast door of the loaders: whole columns of a file's rows at a time.
//
// A missing cell is written as NaN, `Int32.min` (day), 2 (flag) or the empty text. Setters take the
// batch's cells in order; setting a cell again replaces it.

/// Rows added together: consecutive rows of one kind.
package struct RowBatch: Hashable, Sendable {
  /// The rows' kind.
  package let kind: Kind
  /// The first row, counted within the kind.
  package let first: Int
  /// How many rows.
  package let count: Int

  /// The handle of a row, counted from 0 within the batch.
  package func handle(_ offset: Int) -> RowHandle {
    RowHandle(kind: kind, row: first + offset)
  }
}

extension GraphBuilder {
  /// Notes the lines that the cells of a field stand on, where they differ from the rows' lines; 0:
  /// where the row does.
  package mutating func setLines(_ field: String, _ batch: RowBatch, _ lines: [Int32]) {
    guard var kindRows = rows.removeValue(forKey: batch.kind) else { return }
    kindRows.places.setLines(lines.prefix(batch.count), of: field, from: batch.first)
    rows[batch.kind] = kindRows
  }

  /// Sets numbers, ratios (0.5 is 50 %) or points.
  package mutating func setNumbers(_ field: String, _ batch: RowBatch, _ cells: [Double]) {
    with(field, batch.kind, wanting: [.numbers]) { $0.set(batch, numbers: cells) }
  }

  /// Sets days, as days since 1970-01-01.
  package mutating func setDays(_ field: String, _ batch: RowBatch, _ cells: [Int32]) {
    with(field, batch.kind, wanting: [.days]) { $0.set(batch, days: cells) }
  }

  /// Sets flags: 0 no, 1 yes, 2 missing.
  package mutating func setFlags(_ field: String, _ batch: RowBatch, _ cells: [UInt8]) {
    with(field, batch.kind, wanting: [.flags]) { $0.set(batch, flags: cells) }
  }

  /// Sets texts that seldom repeat, such as titles, and `id`.
  package mutating func setTexts(_ field: String, _ batch: RowBatch, _ cells: CellSpans) {
    with(field, batch.kind, wanting: [.texts, .words]) {
      $0.set(batch, cells: cells, separator: nil)
    }
  }

  /// Sets texts that repeat, such as units and states: each is kept once.
  package mutating func setWords(_ field: String, _ batch: RowBatch, _ cells: CellSpans) {
    with(field, batch.kind, wanting: [.words, .texts]) {
      $0.set(batch, cells: cells, separator: nil)
    }
  }

  /// Sets lists of words, such as tags, parted by `separator`.
  package mutating func setLists(
    _ field: String, _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?
  ) {
    with(field, batch.kind, wanting: [.lists]) {
      $0.set(batch, cells: cells, separator: separator)
    }
  }

  /// Sets references by id (of people, teams and cycles by name, too); several are parted by
  /// `separator`. `build()` finds the rows, so they may be added later.
  package mutating func setReferences(
    _ field: String, _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?
  ) {
    with(field, batch.kind, wanting: [.references]) {
      $0.set(batch, cells: cells, separator: separator)
    }
  }

  /// Links each row of the batch to the goals that its cell names: the row supports them.
  package mutating func setParents(
    _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?,
    kind: String = Schema.defaultLinkKind
  ) {
    rows[batch.kind, default: KindRows()].fields[
      Self.parentField(kind), default: FieldBuffer(.references, type: .list(.node(.goals)))
    ].set(batch, cells: cells, separator: separator)
  }
}
