// `render matrix`: two keys as a grid with lines between, and what meets in its cells. Columns too
// narrow for their names get numbers, and the names stand below.

import Grove

struct MatrixShape {
  let result: QueryResult
  let options: RenderOptions

  /// Writes the grid; an answer without two keys is written as a table, and says so.
  /// Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    guard result.rowCount > 0 else { return [] }
    guard let grid = KeyedGrid(result, options: options) else {
      let hidden = TableShape(result: result, options: options).write(to: &output)
      output.write("a matrix needs two keys, or a key and numbers: shown as a table")
      output.endLine()
      return hidden
    }
    let cell = grid.valueColumn.map { column in
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options)
    }
    let texts = grid.cells.map { row in
      row.map { value in value.isMissing ? "" : cell?.text(value) ?? mark }
    }
    let layout = GridLayout(
      corner: grid.corner, rows: grid.rows, columns: grid.columns, cells: texts, options: options)
    layout.write(to: &output) { _, _ in nil }
    if grid.repeated > 0 {
      let times = grid.repeated == 1 ? "1 cell" : "\(grid.repeated) cells"
      output.write(
        "\(times) met more than one row and show\(grid.repeated == 1 ? "s" : "") the last")
      output.endLine()
    }
    return layout.hidden
  }

  private var mark: String { options.unicode ? "●" : "x" }
}
