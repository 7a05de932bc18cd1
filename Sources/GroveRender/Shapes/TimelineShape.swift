// `render timeline`: a bar a row from its first day to its last, all on one scale, with today marked.

import Grove

struct TimelineShape {
  let result: QueryResult
  let options: RenderOptions
  private static let usualWidth = 48

  private struct Span {
    let first: Int32
    let last: Int32
  }

  /// Writes the bars; an answer without days is written as a table, and says so.
  /// Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    guard result.rowCount > 0 else { return [] }
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    let spans = shown.map(span)
    let known = spans.compactMap { $0 }
    guard let start = known.map(\.first).min(), let end = known.map(\.last).max() else {
      let hidden = TableShape(result: result, options: options).write(to: &output)
      output.write("a timeline needs rows with days: shown as a table")
      output.endLine()
      return hidden
    }
    let labels = shown.map(label)
    var labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    var width = Self.usualWidth
    if let limit = options.width {
      labelWidth = min(labelWidth, max(limit / 3, 8))
      width = max(limit - labelWidth - 2, 8)
    }
    let scale = Scale(first: start, last: end, width: width)
    writeAxis(scale, labelWidth, to: &output)
    let today = scale.column(of: result.today.dayNumber)
    for (place, span) in spans.enumerated() {
      let text = DisplayWidth.cut(labels[place], to: labelWidth, ellipsis: options.ellipsis)
      output.write(text)
      output.write(spaces: labelWidth - DisplayWidth.of(text) + 2)
      writeBar(span, scale, today, to: &output)
      output.endLine()
    }
    return []
  }

  /// The days of a row: those of its first two date columns, or of one; of its first period; else
  /// the start and due day, or end, of what it stands for.
  private func span(_ row: Int) -> Span? {
    var days: [Int32] = []
    for column in result.columns.indices {
      switch result.value(row: row, column: column) {
      case .date(let day): days.append(day.dayNumber)
      case .period(let period):
        guard let last = period.lastDay else { continue }
        return Span(first: period.start.dayNumber, last: last.dayNumber)
      default: continue
      }
      if days.count == 2 { break }
    }
    if days.count < 2, let node = result.nodes.indices.contains(row) ? result.nodes[row] : nil {
      let own = ["start", "due", "end"].compactMap { name -> Int32? in
        if case .date(let day) = result.graph.value(name, of: node) { day.dayNumber } else { nil }
      }
      if own.count >= 2 { days = own }
    }
    guard let first = days.min(), let last = days.max() else { return nil }
    return Span(first: first, last: last)
  }

  private func label(_ row: Int) -> String {
    let names = ["title", "name"]
    let column =
      result.columns.firstIndex { names.contains($0.name) }
      ?? result.columns.firstIndex { $0.type != .date && !$0.type.isNumeric }
    guard let column else { return String(row + 1) }
    return CellText(
      column: result.columns[column], graph: result.graph, today: result.today, options: options
    ).text(result.value(row: row, column: column))
  }

  // MARK: Drawing

  /// Which column a day falls into.
  private struct Scale {
    let first: Int32
    let last: Int32
    let width: Int

    func column(of day: Int32) -> Int? {
      guard day >= first, day <= last else { return nil }
      let days = Int(last) - Int(first) + 1
      return (Int(day) - Int(first)) * width / days
    }
  }

  private func writeBar(
    _ span: Span?, _ scale: Scale, _ today: Int?, to output: inout ByteOutput
  ) {
    let (bar, gap) = options.unicode ? ("█", "·") : ("=", ".")
    let (crossing, mark) = options.unicode ? ("▓", "│") : ("+", "|")
    let from = span.flatMap { scale.column(of: $0.first) }
    let through = span.flatMap { scale.column(of: $0.last) }
    var text = ""
    for column in 0..<scale.width {
      let isInside = from.map { $0 <= column } ?? false && through.map { column <= $0 } ?? false
      let isToday = column == today
      text += isInside ? isToday ? crossing : bar : isToday ? mark : gap
    }
    output.write(text, style: .link, when: options.color)
  }

  /// The first day of months, quarters or years that have room, and where today is.
  private func writeAxis(_ scale: Scale, _ labelWidth: Int, to output: inout ByteOutput) {
    var line = [Character](repeating: " ", count: scale.width)
    var free = 0
    for (column, text) in ticks(scale) where column >= free && column + text.count <= scale.width {
      for (place, sign) in text.enumerated() { line[column + place] = sign }
      free = column + text.count + 1
    }
    while line.last == " " { line.removeLast() }
    output.write(spaces: labelWidth + 2)
    output.write(String(line), style: .faint, when: options.color)
    output.endLine()
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The first days of months, with their column; the year stands with the first and each January.
  private func ticks(_ scale: Scale) -> [(column: Int, text: String)] {
    var ticks: [(column: Int, text: String)] = []
    guard let first = CivilDate(cell: scale.first) else { return [] }
    var (year, month, _) = first.components
    let months = (Int(scale.last) - Int(scale.first)) / 30 + 2
    // So many months share a tick that each has eight columns.
    let step = [1, 3, 6, 12].first { months / $0 * 8 <= scale.width } ?? 12
    for _ in 0...min(months, 12_000) {
      if let day = CivilDate(year: year, month: month, day: 1) {
        let column = scale.column(of: max(day.dayNumber, scale.first))
        if let column, (month - 1) % step == 0 || ticks.isEmpty {
          let isNamed = ticks.isEmpty || month == 1
          ticks.append((column, Self.months[month - 1] + (isNamed ? " \(year)" : "")))
        }
      }
      month += 1
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    return ticks
  }
}
