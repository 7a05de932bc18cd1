// A grid of ready texts between lines, fitted to a width: what `render matrix` and `render heatmap`
// have in common. Knows nothing of answers.

import Grove

/// A grid of ready texts between lines.
struct GridLayout {
  private let corner: String
  private let rows: [String]
  private let columns: [String]
  private let cells: [[String]]
  private let options: RenderOptions
  /// The width of the row names, and of each column that is shown.
  private let lead: Int
  private let widths: [Int]
  /// Whether columns stand under numbers, with their names below the grid.
  private let isNumbered: Bool
  /// The columns that found no room.
  let hidden: [String]

  init(
    corner: String, rows: [String], columns: [String], cells: [[String]], options: RenderOptions
  ) {
    self.corner = corner
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.options = options
    let longest = ([corner] + rows).map(DisplayWidth.of).max() ?? 0
    let needed = columns.indices.map { column in
      cells.map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    let named = columns.indices.map { max(needed[$0], DisplayWidth.of(columns[$0])) }
    guard let width = options.width else {
      (lead, widths, isNumbered, hidden) = (longest, named, false, [])
      return
    }
    func total(_ lead: Int, _ widths: [Int]) -> Int {
      lead + 1 + widths.reduce(0) { $0 + $1 + 3 }
    }
    // First names of rows are cut, then names of columns become numbers, then columns are left out.
    let short = min(longest, max(width / 3, 8))
    if total(longest, named) <= width {
      (lead, widths, isNumbered, hidden) = (longest, named, false, [])
      return
    }
    if total(short, named) <= width {
      let free = width - total(0, named)
      (lead, widths, isNumbered, hidden) = (min(longest, free), named, false, [])
      return
    }
    var kept = columns.indices.map { max(needed[$0], String($0 + 1).utf8.count) }
    while kept.count > 1, total(short, kept) > width { kept.removeLast() }
    lead = min(longest, max(width - total(0, kept), 1))
    (widths, isNumbered) = (kept, true)
    hidden = Array(columns[kept.count...])
  }

  /// Writes header, rows and, below, the names of numbered columns.
  func write(
    to output: inout ByteOutput, style: (_ row: Int, _ column: Int) -> Style?
  ) {
    writeLine(corner, to: &output, leadStyle: .faint) { column in
      (isNumbered ? String(column + 1) : columns[column], .faint)
    }
    let (line, cross) = options.unicode ? ("─", "┼") : ("-", "+")
    var rule = String(repeating: line, count: lead + 1)
    for width in widths { rule += cross + String(repeating: line, count: width + 2) }
    output.write(rule, style: .faint, when: options.color)
    output.endLine()
    for row in rows.indices {
      writeLine(rows[row], to: &output, leadStyle: nil) { column in
        (cells[row][column], style(row, column))
      }
    }
    guard isNumbered else { return }
    var text = ""
    for column in widths.indices {
      let name = "\(column + 1) \(columns[column])"
      let longer = text.isEmpty ? name : text + options.separatorDot + name
      if let width = options.width, DisplayWidth.of(longer) > width, !text.isEmpty {
        writeNames(text, to: &output)
        text = name
      } else {
        text = longer
      }
    }
    writeNames(text, to: &output)
  }

  private func writeNames(_ text: String, to output: inout ByteOutput) {
    let cut = options.width.map { DisplayWidth.cut(text, to: $0, ellipsis: options.ellipsis) }
    output.write(cut ?? text, style: .faint, when: options.color)
    output.endLine()
  }

  private func writeLine(
    _ name: String, to output: inout ByteOutput, leadStyle: Style?,
    cell: (Int) -> (text: String, style: Style?)
  ) {
    let text = DisplayWidth.cut(name, to: lead, ellipsis: options.ellipsis)
    output.write(text, style: leadStyle, when: options.color)
    output.write(spaces: lead - DisplayWidth.of(text) + 1)
    var pending = 0
    for (column, width) in widths.enumerated() {
      let (text, style) = cell(column)
      let room = max(0, width - DisplayWidth.of(text))
      output.write(spaces: pending)
      output.write(options.unicode ? "│" : "|", style: .faint, when: options.color)
      // Values stand in the middle, so that marks form a picture.
      let left = room - room / 2
      pending = text.isEmpty ? width + 2 : room / 2 + 1
      if !text.isEmpty {
        output.write(spaces: left + 1)
        output.write(text, style: style, when: options.color)
      }
    }
    output.endLine()
  }
}
