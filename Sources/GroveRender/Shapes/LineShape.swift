// `render line`: numbers over an ordered column, such as a period or a day, as lines of marks between
// two axes. Every number column is a line; with a text column beside them each of its values is one.

import Grove

struct LineShape {
  let result: QueryResult
  let options: RenderOptions
  private static let height = 11
  private static let usualWidth = 60
  private static let mostLines = 6

  private struct Series {
    let name: String
    var points: [(x: Int, y: Double)] = []
  }

  /// Writes the chart; an answer without numbers is written as a table, and says so.
  /// Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    guard result.rowCount > 0 else { return [] }
    guard let axis = axisColumn, let value = numberColumns(besides: axis).first else {
      let hidden = TableShape(result: result, options: options).write(to: &output)
      output.write("a line needs a column to run along and a number: shown as a table")
      output.endLine()
      return hidden
    }
    let (series, labels, left) = read(axis)
    let all = series.flatMap { $0.points.map(\.y) }
    guard let least = all.min(), let greatest = all.max() else { return [] }
    let cell = CellText(
      column: result.columns[value], graph: result.graph, today: result.today, options: options)
    let isRatio = result.columns[value].type == .ratio
    // Shares stand on a scale that begins with nothing, so that two charts compare.
    let low = isRatio ? min(least, 0) : least
    let high = isRatio ? max(greatest, low + 0.01) : greatest
    let axisTexts = (0..<Self.height).map { line -> String in
      let share = 1 - Double(line) / Double(Self.height - 1)
      let number = low + (high - low) * share
      guard line == 0 || line == Self.height - 1 || line == Self.height / 2 else { return "" }
      return cell.text(isRatio ? .ratio((number * 1000).rounded() / 1000) : .number(number))
    }
    let lead = axisTexts.map(DisplayWidth.of).max() ?? 0
    let room = max((options.width ?? Self.usualWidth + lead + 3) - lead - 3, 2)
    let scale = Scale(count: labels.count, width: min(room, 12 * max(labels.count - 1, 0) + 1))
    let canvas = canvas(series, low, high, scale)
    let (bar, corner, floor) = options.unicode ? ("┤", "└", "─") : ("|", "+", "-")
    for (line, signs) in canvas.enumerated() {
      output.write(spaces: lead - DisplayWidth.of(axisTexts[line]))
      output.write(axisTexts[line], style: .faint, when: options.color)
      output.write(" " + bar + String(signs).trimmedAtEnd)
      output.endLine()
    }
    output.write(spaces: lead + 1)
    output.write(corner + String(repeating: floor, count: canvas.first?.count ?? 0))
    output.endLine()
    writeLabels(labels, lead + 2, scale, to: &output)
    if series.count > 1 {
      let legend = series.enumerated().map { "\(mark($0.offset)) \($0.element.name)" }
      output.write(legend.joined(separator: "  "))
      output.endLine()
    }
    if left > 0 {
      output.write("\(left) more line\(left == 1 ? "" : "s"): keep up to \(Self.mostLines)")
      output.endLine()
    }
    return []
  }

  /// In which column of the canvas a place along the axis stands.
  private struct Scale {
    let count: Int
    let width: Int

    func column(_ x: Int) -> Int { count > 1 ? x * (width - 1) / (count - 1) : 0 }
  }

  // MARK: What is drawn

  /// The column the lines run along: the first of periods, days or cycles, else the first that is no
  /// number, else the first number.
  private var axisColumn: Int? {
    result.columns.firstIndex {
      [.period, .date, .node(.cycles)].contains($0.type) || $0.name == "period"
    } ?? result.columns.firstIndex { !$0.type.isNumeric } ?? result.columns.indices.first
  }

  private func numberColumns(besides axis: Int) -> [Int] {
    result.columns.indices.filter { $0 != axis && result.columns[$0].type.isNumeric }
  }

  /// The lines, the labels along the axis, and how many lines are left out.
  private func read(_ axis: Int) -> ([Series], [String], Int) {
    let numbers = numberColumns(besides: axis)
    let names = result.columns.indices.first { column in
      column != axis && !result.columns[column].type.isNumeric
        && result.columns[column].name != "id"
    }
    func text(_ row: Int, _ column: Int) -> String {
      CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options
      ).text(result.value(row: row, column: column))
    }
    var series: [Series] = []
    var placeOf: [String: Int] = [:]
    var labels: [String] = []
    var xOf: [Value: Int] = [:]
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    for row in shown {
      let key = result.value(row: row, column: axis)
      let x = xOf[key] ?? labels.count
      if x == labels.count {
        xOf[key] = x
        labels.append(text(row, axis))
      }
      for column in names == nil ? numbers[...] : numbers.prefix(1) {
        let name = names.map { text(row, $0) } ?? result.columns[column].name
        let place = placeOf[name] ?? series.count
        if place == series.count {
          placeOf[name] = place
          series.append(Series(name: name))
        }
        if let y = result.value(row: row, column: column).magnitude {
          series[place].points.append((x, y))
        }
      }
    }
    return (Array(series.prefix(Self.mostLines)), labels, max(0, series.count - Self.mostLines))
  }

  // MARK: Drawing

  private func mark(_ series: Int) -> Character {
    let marks = Array(options.unicode ? "●○◆◇▲△" : "*o+x#@")
    return marks[series % marks.count]
  }

  /// Marks at the values, and dots on the way from each to the next.
  private func canvas(
    _ series: [Series], _ low: Double, _ high: Double, _ scale: Scale
  ) -> [[Character]] {
    var canvas = [[Character]](
      repeating: [Character](repeating: " ", count: scale.width), count: Self.height)
    func line(_ y: Double) -> Int {
      let share = high > low ? (y - low) / (high - low) : 0.5
      guard share.isFinite else { return 0 }
      return min(max(Int(((1 - share) * Double(Self.height - 1)).rounded()), 0), Self.height - 1)
    }
    let dot: Character = options.unicode ? "·" : "."
    for one in series {
      for (from, to) in zip(one.points, one.points.dropFirst()) where to.x > from.x {
        let (start, end) = (scale.column(from.x), scale.column(to.x))
        for column in start..<end {
          let share = Double(column - start) / Double(end - start)
          let row = line(from.y + (to.y - from.y) * share)
          if canvas[row][column] == " " { canvas[row][column] = dot }
        }
      }
    }
    for (place, one) in series.enumerated().reversed() {
      for point in one.points { canvas[line(point.y)][scale.column(point.x)] = mark(place) }
    }
    return canvas
  }

  /// Labels under the axis, as many as have room; always the first.
  private func writeLabels(
    _ labels: [String], _ indent: Int, _ scale: Scale, to output: inout ByteOutput
  ) {
    var line = ""
    for (place, label) in labels.enumerated() {
      let column = scale.column(place)
      let used = DisplayWidth.of(line)
      guard place == 0 || column >= used + 2 else { continue }
      if let width = options.width, indent + column + DisplayWidth.of(label) > width { continue }
      line += String(repeating: " ", count: max(0, column - used)) + label
    }
    output.write(spaces: indent)
    output.write(line, style: .faint, when: options.color)
    output.endLine()
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}
