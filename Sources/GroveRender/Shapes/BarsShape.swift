// `render bars`: a horizontal bar a row, named by the first column that is no number. It draws the
// first column of ratios, for a count that stands before a mean is seldom what is meant; without one,
// the first column of numbers. Bars of numbers below zero run to the left of a common axis.

import Grove

struct BarsShape {
  let result: QueryResult
  let options: RenderOptions
  private static let usualWidth = 40

  /// Writes the bars; an answer without numbers is written as a table.
  /// Returns the columns that found no room.
  func write(to output: inout ByteOutput) -> [String] {
    let ratios = result.columns.firstIndex { $0.type == .ratio }
    guard let numbers = ratios ?? result.columns.firstIndex(where: { $0.type.isNumeric }) else {
      return TableShape(result: result, options: options).write(to: &output)
    }
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
    let label = labelColumn(besides: numbers)
    let labels = cell(label)
    let values = cell(numbers)
    var labelWidth = 0
    var valueWidth = 0
    // A full bar of shares is at least the whole, so that bars of two answers compare.
    var greatest = result.columns[numbers].type == .ratio ? 1.0 : 0
    var least = 0.0
    for row in shown {
      labelWidth = max(labelWidth, DisplayWidth.of(labelText(row, label, labels)))
      let value = result.value(row: row, column: numbers)
      valueWidth = max(valueWidth, DisplayWidth.of(values.text(value)))
      greatest = max(greatest, value.magnitude ?? 0)
      least = min(least, value.magnitude ?? 0)
    }
    var barWidth = Self.usualWidth
    if let width = options.width {
      labelWidth = min(labelWidth, max(8, width / 3))
      barWidth = min(max(width - labelWidth - valueWidth - 4, 4), 60)
    }
    let span = greatest - least
    let left = span > 0 ? cells(-least / span, of: barWidth) : 0
    for row in shown {
      let name = DisplayWidth.cut(
        labelText(row, label, labels), to: labelWidth, ellipsis: options.ellipsis)
      let value = result.value(row: row, column: numbers)
      let length = span > 0 ? cells((value.magnitude ?? 0).magnitude / span, of: barWidth) : 0
      let isNegative = (value.magnitude ?? 0) < 0
      output.write(name)
      output.write(spaces: labelWidth - DisplayWidth.of(name) + 2)
      output.write(spaces: isNegative ? max(0, left - length) : left)
      output.write(String(repeating: sign, count: length), style: .link, when: options.color)
      if isNegative { output.write(spaces: left - max(length, 0)) }
      let drawn = isNegative ? max(left, length) : left + length
      let text = values.text(value)
      let room = max(0, barWidth - drawn) + 2 + valueWidth - DisplayWidth.of(text)
      output.write(spaces: isNegative ? room - max(0, length - left) : room)
      output.write(text)
      output.endLine()
    }
    return []
  }

  private var sign: String { options.unicode ? "█" : "#" }

  private func cells(_ share: Double, of width: Int) -> Int {
    guard share.isFinite, share > 0 else { return 0 }
    return min(max(Int((share * Double(width)).rounded()), 1), width)
  }

  /// The first column that is no number; the title before the id.
  private func labelColumn(besides numbers: Int) -> Int? {
    let names = ["title", "name"]
    return result.columns.firstIndex { names.contains($0.name) }
      ?? result.columns.indices.first { $0 != numbers && !result.columns[$0].type.isNumeric }
  }

  private func cell(_ column: Int?) -> CellText {
    let definition = column.map { result.columns[$0] }
    // A bar format would draw the bar twice.
    let plain = QueryResult.Column(
      name: definition?.name ?? "", type: definition?.type ?? .any, unit: definition?.unit,
      format: definition?.format == .bar ? nil : definition?.format)
    return CellText(
      column: plain, graph: result.graph, today: result.today, options: options)
  }

  private func labelText(_ row: Int, _ column: Int?, _ cell: CellText) -> String {
    guard let column else { return String(row + 1) }
    return cell.text(result.value(row: row, column: column))
  }
}

extension ValueType {
  var isNumeric: Bool {
    switch self {
    case .number, .ratio, .points, .duration: true
    default: false
    }
  }
}
