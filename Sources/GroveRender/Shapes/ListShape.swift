// `render list`: a line a row, for reading aloud and for pasting into a message.

import Grove

struct ListShape {
  let result: QueryResult
  let options: RenderOptions

  func write(to output: inout ByteOutput) {
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    let cells = result.columns.indices.map { column in
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options, fullBar: result.fullBar(column: column))
    }
    var nextGroup = 0
    let groups = result.groups ?? []
    for row in shown {
      while nextGroup < groups.count, groups[nextGroup].rows.lowerBound <= row {
        if groups[nextGroup].rows.contains(row) {
          let heading = result.heading(of: groups[nextGroup], options: options)
          output.write(heading, style: .strong, when: options.color)
          output.endLine()
        }
        nextGroup += 1
      }
      var line = options.numbersRows ? "\(row + 1)  " : options.unicode ? "• " : "- "
      line += text(row: row, cells: cells)
      output.write(options.width.map { cut(line, to: $0) } ?? line)
      output.endLine()
    }
  }

  /// Names stand alone, other columns with their name; missing ones are left out.
  private func text(row: Int, cells: [CellText]) -> String {
    var names: [String] = []
    var facts: [String] = []
    for (column, cell) in cells.enumerated() {
      let value = result.value(row: row, column: column)
      if value.isMissing { continue }
      switch cell.column.name {
      case "id", "title", "name": names.append(cell.text(value))
      default: facts.append("\(cell.column.name) \(cell.text(value))")
      }
    }
    let parts = names.isEmpty ? facts : [names.joined(separator: "  ")] + facts
    return parts.joined(separator: options.separatorDot)
  }

  private func cut(_ line: String, to width: Int) -> String {
    DisplayWidth.cut(line, to: width, ellipsis: options.ellipsis)
  }
}
