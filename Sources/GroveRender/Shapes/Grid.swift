// Aligned columns within a width. Knows text and cells only, nothing of results.

/// Columns side by side, two cells apart, cut to fit.
package struct Grid {
  package struct Column {
    let title: String
    let alignsRight: Bool
    /// Whether it may be cut to make room; numbers and ids may not.
    let shrinks: Bool
    var width: Int

    package init(title: String, alignsRight: Bool = false, shrinks: Bool = true) {
      self.title = title
      self.alignsRight = alignsRight
      self.shrinks = shrinks
      width = DisplayWidth.of(title)
    }
  }

  private(set) var columns: [Column]
  /// The cells before the first column, for row numbers and indents.
  var indent: Int
  private let options: RenderOptions
  private static let gap = 2
  private static let leastWidth = 8

  package init(columns: [Column], indent: Int = 0, options: RenderOptions) {
    self.columns = columns
    self.indent = indent
    self.options = options
  }

  /// Makes a column as wide as a cell needs.
  package mutating func measure(_ cell: String, column: Int) {
    columns[column].width = max(columns[column].width, DisplayWidth.of(cell))
  }

  /// Cuts the widest columns, then leaves columns out from the right, until a line fits. Returns
  /// the titles left out.
  package mutating func fit() -> [String] {
    guard let limit = options.width else { return [] }
    var dropped: [String] = []
    while lineWidth > limit {
      let shrinkable = columns.indices
        .filter { columns[$0].shrinks && columns[$0].width > Self.leastWidth }
        .sorted { columns[$0].width > columns[$1].width }
      if let widest = shrinkable.first {
        // Down to the next widest at most, so that equally wide columns share what is missing.
        let next = shrinkable.dropFirst().first.map { columns[$0].width } ?? Self.leastWidth
        let room = max(1, columns[widest].width - next)
        columns[widest].width -= min(room, lineWidth - limit)
      } else if columns.count > 1 {
        dropped.append(columns.removeLast().title)
      } else {
        columns[0].width = max(1, limit - indent)
        break
      }
    }
    return dropped.reversed()
  }

  private var lineWidth: Int {
    indent + columns.reduce(0) { $0 + $1.width } + Self.gap * max(0, columns.count - 1)
  }

  package func writeHeader(to output: inout ByteOutput) {
    writeRow(lead: "", to: &output) { (columns[$0].title, .faint) }
  }

  /// Writes a line: `lead` (right-aligned in the indent), then a cell for each column.
  package func writeRow(
    lead: String, to output: inout ByteOutput, cell: (Int) -> (text: String, style: Style?)
  ) {
    if indent > 0 {
      output.write(spaces: indent - Self.gap - DisplayWidth.of(lead))
      output.write(lead, style: .faint, when: options.color)
      output.write(spaces: Self.gap)
    }
    var pending = 0  // spaces owed, so that no line ends in one
    for (index, column) in columns.enumerated() {
      let (whole, style) = cell(index)
      let text = DisplayWidth.cut(whole, to: column.width, ellipsis: options.ellipsis)
      let room = max(0, column.width - DisplayWidth.of(text))
      if !text.isEmpty {
        output.write(spaces: pending + (column.alignsRight ? room : 0))
        output.write(text, style: style, when: options.color)
        pending = column.alignsRight ? 0 : room
      } else {
        pending += column.width
      }
      pending += Self.gap
    }
    output.endLine()
  }
}

/// A table of ready texts, for lists that are not answers (kinds, fields, problems).
package struct TextTable {
  package var rows: [[String]] = []
  private let titles: [String]

  package init(titles: [String]) { self.titles = titles }

  package func write(options: RenderOptions, to output: inout ByteOutput) {
    var grid = Grid(columns: titles.map { Grid.Column(title: $0) }, options: options)
    for row in rows {
      for (index, cell) in row.enumerated() where index < titles.count {
        grid.measure(cell, column: index)
      }
    }
    _ = grid.fit()
    if titles.contains(where: { !$0.isEmpty }) { grid.writeHeader(to: &output) }
    for row in rows {
      grid.writeRow(lead: "", to: &output) { (row.indices.contains($0) ? row[$0] : "", nil) }
    }
  }
}
