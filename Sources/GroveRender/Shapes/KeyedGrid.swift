// An answer read as a grid: a key down, a key across, a value where they meet. What `render matrix`
// and `render heatmap` draw.

import Grove

/// The grid in an answer.
///
/// An answer of a key and number columns, as `pivot` makes, is a grid as it stands. One with two keys
/// is a row for each value of the first and a column for each of the second, both as they first
/// appear; its value is the first column of ratios after the keys, else of numbers, else of anything,
/// and where there is none a mark.
struct KeyedGrid {
  /// What stands above the keys down.
  let corner: String
  /// The keys down and across, as text.
  private(set) var rows: [String] = []
  private(set) var columns: [String] = []
  /// The values, row by row; missing where no row has both keys.
  private(set) var cells: [[Value]] = []
  /// The column of the answer that the values are of, nil for marks.
  let valueColumn: Int?
  /// How often a cell was given again: its last value is shown.
  private(set) var repeated = 0

  /// Nil for an answer without two keys, and without a key and numbers.
  init?(_ result: QueryResult, options: RenderOptions) {
    let texts = result.columns.indices.map { column in
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options)
    }
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    let keys = result.columns.indices.prefix { !result.columns[$0].type.isNumeric }
    func text(_ row: Int, _ column: Int) -> String {
      texts[column].text(result.value(row: row, column: column))
    }
    func title(_ column: Int) -> String {
      result.columns[column].name.visibleControls(unicode: options.unicode)
    }
    if keys.count <= 1, keys.count < result.columns.count {
      corner = keys.first.map(title) ?? ""
      valueColumn = keys.count
      let values = keys.count..<result.columns.count
      columns = values.map(title)
      rows = shown.map { row in keys.first.map { text(row, $0) } ?? "" }
      cells = shown.map { row in values.map { result.value(row: row, column: $0) } }
      return
    }
    guard keys.count >= 2 else { return nil }
    corner = title(0)
    let others = result.columns.indices.dropFirst(2)
    let value =
      others.first { result.columns[$0].type == .ratio }
      ?? others.first { result.columns[$0].type.isNumeric } ?? others.first
    valueColumn = value
    var places: [[Value]: Int] = [:]
    var across: [Value: Int] = [:]
    for row in shown {
      let (down, over) = (result.value(row: row, column: 0), result.value(row: row, column: 1))
      let place = places[[down]] ?? rows.count
      if place == rows.count {
        places[[down]] = place
        rows.append(text(row, 0))
        cells.append([Value](repeating: .missing, count: columns.count))
      }
      let column = across[over] ?? columns.count
      if column == columns.count {
        across[over] = column
        columns.append(text(row, 1))
        for index in cells.indices { cells[index].append(.missing) }
      }
      if !cells[place][column].isMissing { repeated += 1 }
      cells[place][column] = value.map { result.value(row: row, column: $0) } ?? .flag(true)
    }
  }
}
