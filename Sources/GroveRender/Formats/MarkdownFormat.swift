// A Markdown table as GitHub and most wikis read it, with the texts that people see.

import Grove

/// `markdown`: a pipe table, with totals in bold and groups as headings in bold.
struct MarkdownFormat: ResultFormat {
  let name = "markdown"
  let summary = "a pipe table for documents and merge requests"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let cells = result.columns.indices.map { column in
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options, fullBar: result.fullBar(column: column))
    }
    guard let groups = result.groups else {
      return writeTable(result, rows: 0..<result.rowCount, cells: cells, to: &output)
    }
    for (index, group) in groups.enumerated() {
      if index > 0 { output.endLine() }
      output.write("**\(escaped(result.heading(of: group, options: options)))**\n\n")
      let rows = group.rows.clamped(to: 0..<result.rowCount)
      writeTable(result, rows: rows, cells: cells, to: &output)
    }
  }

  private func writeTable(
    _ result: QueryResult, rows: Range<Int>, cells: [CellText], to output: inout ByteOutput
  ) {
    writeLine(result.columns.map { escaped($0.name) }, to: &output)
    writeLine(cells.map { $0.alignsRight ? "--:" : "---" }, to: &output)
    for row in rows {
      let line = cells.indices.map { column in
        escaped(cells[column].text(result.value(row: row, column: column)))
      }
      writeLine(line, to: &output)
    }
    guard let totals = result.totals, rows.upperBound == result.rowCount else { return }
    let line = cells.indices.map { column -> String in
      guard totals.indices.contains(column), !totals[column].isMissing else { return "" }
      return "**" + escaped(cells[column].text(totals[column])) + "**"
    }
    writeLine(line, to: &output)
  }

  private func writeLine(_ cells: [String], to output: inout ByteOutput) {
    output.write("|")
    for cell in cells { output.write(cell.isEmpty ? " |" : " \(cell) |") }
    output.endLine()
  }

  /// What would end a cell or start markup gets a backslash.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\|*_`<[".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
