// What stands below an answer: why it is empty, what was not shown, remarks.

import Grove

enum Footer {
  static func write(
    _ result: QueryResult, hiddenColumns: [String], options: RenderOptions,
    to output: inout ByteOutput
  ) {
    if let text = result.emptyAnswer?.text {
      output.write(text.visibleControls(unicode: options.unicode))
      output.endLine()
    } else if result.rowCount == 0 {
      output.write(reason(for: result).visibleControls(unicode: options.unicode))
      output.endLine()
      for hint in result.emptyAnswer?.hints ?? [] { remark(hint, options: options, to: &output) }
    }
    if let rows = options.rows, rows.upperBound < result.rowCount {
      let rest = result.rowCount - rows.upperBound
      remark("\(options.ellipsis) \(rest) more: .more", options: options, to: &output)
    }
    if !hiddenColumns.isEmpty {
      let names = hiddenColumns.joined(separator: ", ")
      let columns = hiddenColumns.count == 1 ? "column" : "columns"
      remark(
        "too narrow for the \(columns) \(names): choose with `| show`", options: options,
        to: &output)
    }
    for note in result.notes { remark(note, options: options, to: &output) }
  }

  /// `no rows: ...`, why there are none.
  static func reason(for result: QueryResult) -> String {
    guard let empty = result.emptyAnswer else { return "no rows" }
    if let reason = empty.reason { return "no rows: \(reason)" }
    guard let removedBy = empty.removedBy else { return "no rows: there are none to begin with" }
    let before = empty.rowsBefore == 1 ? "the last row" : "the last \(empty.rowsBefore) rows"
    return "no rows: `\(removedBy)` removed \(before)"
  }

  private static func remark(
    _ text: String, options: RenderOptions, to output: inout ByteOutput
  ) {
    let shown = text.visibleControls(unicode: options.unicode)
    output.write(shown, style: .faint, when: options.color)
    output.endLine()
  }
}
