// `render heatmap`: a grid of numbers, each behind a shade that grows with it. Ratios are shaded from
// 0 to 100 %, other numbers from the least to the greatest of the grid.

import Grove

struct HeatmapShape {
  let result: QueryResult
  let options: RenderOptions

  /// Writes the grid; an answer without keys and numbers is written as a table, and says so.
  /// Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    guard result.rowCount > 0 else { return [] }
    guard let grid = KeyedGrid(result, options: options), let column = grid.valueColumn,
      result.columns[column].type.isNumeric
    else {
      let hidden = TableShape(result: result, options: options).write(to: &output)
      output.write("a heatmap needs two keys and a number: shown as a table")
      output.endLine()
      return hidden
    }
    let cell = CellText(
      column: result.columns[column], graph: result.graph, today: result.today, options: options)
    let numbers = grid.cells.flatMap { $0.compactMap(\.magnitude) }
    let isRatio = result.columns[column].type == .ratio
    let least = isRatio ? 0 : numbers.min() ?? 0
    let greatest = isRatio ? 1 : numbers.max() ?? 0
    let texts = grid.cells.map { row in
      row.map { value -> String in
        guard let number = value.magnitude else { return "" }
        let share = greatest > least ? (number - least) / (greatest - least) : 1
        return shade(share) + " " + cell.text(value)
      }
    }
    let layout = GridLayout(
      corner: grid.corner, rows: grid.rows, columns: grid.columns, cells: aligned(texts),
      options: options)
    layout.write(to: &output) { _, _ in nil }
    output.write(
      shades.enumerated().map { place, shade in
        "\(shade) from \(bound(place, least, greatest, cell, isRatio))"
      }.joined(separator: options.separatorDot),
      style: .faint, when: options.color)
    output.endLine()
    return layout.hidden
  }

  /// The cells of each column equally wide, so that shades stand below each other.
  private func aligned(_ texts: [[String]]) -> [[String]] {
    guard let first = texts.first else { return texts }
    let widths = first.indices.map { column in
      texts.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    return texts.map { row in
      row.enumerated().map { column, text in
        text.isEmpty
          ? text : text + String(repeating: " ", count: widths[column] - DisplayWidth.of(text))
      }
    }
  }

  private var shades: [String] {
    options.unicode ? ["░░", "▒▒", "▓▓", "██"] : ["..", "--", "++", "##"]
  }

  private func shade(_ share: Double) -> String {
    guard share.isFinite else { return shades[0] }
    return shades[min(max(Int(share * Double(shades.count)), 0), shades.count - 1)]
  }

  private func bound(
    _ place: Int, _ least: Double, _ greatest: Double, _ cell: CellText, _ isRatio: Bool
  ) -> String {
    let number = least + (greatest - least) * Double(place) / Double(shades.count)
    return cell.text(isRatio ? .ratio(number) : .number(number))
  }
}
