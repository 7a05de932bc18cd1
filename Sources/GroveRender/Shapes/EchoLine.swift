// The first line of an answer: how the question was understood, and how many rows it found.

import Grove

enum EchoLine {
  /// Writes the line; the understanding is cut where the width does not hold it, the counts never.
  static func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let counts = counts(of: result)
    let understood = result.understood.visibleControls(unicode: options.unicode)
    guard let width = options.width, options.cutsEcho else {
      output.write(understood + options.separatorDot + counts)
      return output.endLine()
    }
    let room = width - DisplayWidth.of(counts) - 2
    if room >= 12 {
      let text = DisplayWidth.cut(understood, to: room, ellipsis: options.ellipsis)
      output.write(text, style: .strong, when: options.color)
      output.write(spaces: width - DisplayWidth.of(text) - DisplayWidth.of(counts))
    }
    output.write(counts, style: .faint, when: options.color)
    output.endLine()
  }

  /// `14 rows, 3 without a value (or missing)`.
  static func counts(of result: QueryResult) -> String {
    let rows = result.rowCount == 1 ? "1 row" : "\(result.rowCount) rows"
    guard result.skippedMissing > 0 else { return rows }
    return rows + ", \(result.skippedMissing) without a value (or missing)"
  }
}
