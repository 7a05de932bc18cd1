// `render table`: aligned columns under their names, groups under a heading, totals below a line.
// `render tree` is the same table with branches before its first text column.

import Grove

struct TableShape {
  let result: QueryResult
  let options: RenderOptions
  /// For a tree, the branch signs of each row; empty for a table.
  let branches: [String]
  private let cells: [CellText]
  private let branchColumn: Int

  init(result: QueryResult, options: RenderOptions, branches: [String] = []) {
    self.result = result
    self.options = options
    self.branches = branches
    cells = result.columns.indices.map { column in
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options, fullBar: result.fullBar(column: column))
    }
    let names = ["title", "name"]
    branchColumn =
      result.columns.firstIndex { names.contains($0.name) }
      ?? result.columns.firstIndex { $0.type == .text && $0.name != "id" } ?? 0
  }

  /// Writes header, rows and totals. Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    guard result.rowCount > 0, !result.columns.isEmpty else { return [] }
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    var grid = Grid(
      columns: result.columns.indices.map { column in
        Grid.Column(
          title: result.columns[column].name.visibleControls(unicode: options.unicode),
          alignsRight: cells[column].alignsRight, shrinks: shrinks(column))
      },
      indent: indent, options: options)
    for row in shown {
      for column in result.columns.indices {
        grid.measure(text(row: row, column: column), column: column)
      }
    }
    if let totals = result.totals {
      for (column, value) in totals.enumerated() where column < cells.count {
        grid.measure(totalText(value, column: column), column: column)
      }
    }
    let hidden = grid.fit()
    grid.writeHeader(to: &output)
    var nextGroup = 0
    for row in shown {
      nextGroup = writeHeading(before: row, from: nextGroup, to: &output)
      let lead = options.numbersRows ? String(row + 1) : ""
      grid.writeRow(lead: lead, to: &output) { column in
        (text(row: row, column: column), style(row: row, column: column))
      }
    }
    if let totals = result.totals { writeTotals(totals, grid: grid, to: &output) }
    return hidden
  }

  private var indent: Int {
    if options.numbersRows { return String(result.rowCount).utf8.count + 2 }
    return result.groups == nil ? 0 : 2
  }

  private func shrinks(_ column: Int) -> Bool {
    if case .node = result.columns[column].type { return true }
    return result.columns[column].name != "id" && !cells[column].alignsRight
      && result.columns[column].format != .bar
  }

  private func text(row: Int, column: Int) -> String {
    let text = cells[column].text(result.value(row: row, column: column))
    guard column == branchColumn, branches.indices.contains(row) else { return text }
    return branches[row] + text
  }

  private func style(row: Int, column: Int) -> Style? {
    cells[column].style(of: result.value(row: row, column: column))
  }

  private func writeHeading(
    before row: Int, from next: Int, to output: inout ByteOutput
  ) -> Int {
    guard let groups = result.groups else { return next }
    var next = next
    while next < groups.count, groups[next].rows.upperBound <= row { next += 1 }
    guard next < groups.count, groups[next].rows.contains(row) else { return next }
    let isFirst = groups[next].rows.lowerBound == row || options.rows?.lowerBound == row
    guard isFirst else { return next }
    let count = groups[next].rows.count
    let heading =
      result.heading(of: groups[next], options: options)
      + (count == 1 ? " (1 row)" : " (\(count) rows)")
    let text = options.width.map {
      DisplayWidth.cut(heading, to: $0, ellipsis: options.ellipsis)
    }
    output.write(text ?? heading, style: .strong, when: options.color)
    output.endLine()
    return next
  }

  private func totalText(_ value: Value, column: Int) -> String {
    if value.isMissing { return column == 0 ? "total" : "" }
    return cells[column].text(value)
  }

  private func writeTotals(_ totals: [Value], grid: Grid, to output: inout ByteOutput) {
    grid.writeRow(lead: "", to: &output) { column in
      (String(repeating: options.unicode ? "─" : "-", count: grid.columns[column].width), .faint)
    }
    grid.writeRow(lead: "", to: &output) { column in
      (totals.indices.contains(column) ? totalText(totals[column], column: column) : "", .strong)
    }
  }
}

extension QueryResult {
  /// What a full bar of the column stands for: 1 for shares, else the largest number in it.
  func fullBar(column: Int) -> Double {
    guard columns[column].format == .bar, columns[column].type == .number else { return 1 }
    return (0..<rowCount).reduce(0) { max($0, value(row: $1, column: column).magnitude ?? 0) }
  }

  /// `team Sales, cycle Q2 2026`.
  func heading(of group: Group, options: RenderOptions) -> String {
    var parts: [String] = []
    for (index, key) in group.keys.enumerated() {
      let name = groupKeys.indices.contains(index) ? groupKeys[index] : ""
      let column = Column(name: name, type: key.type(in: graph))
      let cell = CellText(column: column, graph: graph, today: today, options: options)
      parts.append(name.isEmpty ? cell.text(key) : name + " " + cell.text(key))
    }
    return parts.joined(separator: ", ")
  }
}
