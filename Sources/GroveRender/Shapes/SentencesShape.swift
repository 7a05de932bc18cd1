// The sentences of `say`, a line a row: for reports, messages and reading aloud.

import Grove

struct SentencesShape {
  let result: QueryResult
  let options: RenderOptions
  private let column: Int

  /// Nil when a later stage has taken the sentences away.
  init?(result: QueryResult, options: RenderOptions) {
    guard let column = result.columns.firstIndex(where: { $0.name == "say" }) else { return nil }
    self.result = result
    self.options = options
    self.column = column
  }

  func write(to output: inout ByteOutput) {
    let shown = options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount
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
      write(row, to: &output)
    }
  }

  /// A sentence as it is; one of several lines keeps them.
  private func write(_ row: Int, to output: inout ByteOutput) {
    let number = options.numbersRows ? "\(row + 1)  " : ""
    guard case .text(let text) = result.value(row: row, column: column) else {
      output.write(number + options.missingSign, style: .faint, when: options.color)
      return output.endLine()
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      output.write(index == 0 ? number : String(repeating: " ", count: number.utf8.count))
      output.write(
        options.escapesControls
          ? String(line).visibleControls(unicode: options.unicode) : String(line))
      output.endLine()
    }
  }
}
