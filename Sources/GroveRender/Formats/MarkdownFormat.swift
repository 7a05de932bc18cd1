// Markdown as GitHub and most wikis read it, with the texts that people see: tables as tables,
// sentences as a list, all that is drawn between fences.

import Grove

/// `markdown`: a pipe table, with totals in bold and groups as headings in bold; cards, reasons and
/// charts are text between fences.
struct MarkdownFormat: ResultFormat {
  let name = "markdown"
  let summary = "tables and text for documents and merge requests"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    guard result.rowCount > 0 else { return writeEmpty(result, options: options, to: &output) }
    switch result.shape {
    case .table, .list: writeTables(result, options: options, to: &output)
    case .sentences: writeSentences(result, options: options, to: &output)
    case .mermaid: fence("mermaid", to: &output) { text.write(result, options: drawn, to: &$0) }
    case .dot: fence("dot", to: &output) { text.write(result, options: drawn, to: &$0) }
    case .tree, .bars, .line, .heatmap, .timeline, .matrix:
      fence("text", to: &output) { text.write(result, options: drawn, to: &$0) }
    }
  }

  func write(
    _ card: NodeCard, query: String, options: RenderOptions, to output: inout ByteOutput
  ) {
    fence("text", to: &output) { text.write(card, query: query, options: drawn, to: &$0) }
  }

  func write(_ value: PlainAnswer, options: RenderOptions, to output: inout ByteOutput) {
    var line = ByteOutput()
    text.write(value, options: drawn, to: &line)
    output.write(MarkdownText.paragraph(line.text))
  }

  func write(_ explanation: Explanation, options: RenderOptions, to output: inout ByteOutput) {
    fence("text", to: &output) { text.write(explanation, options: drawn, to: &$0) }
  }

  func write(_ answer: WhyAnswer, options: RenderOptions, to output: inout ByteOutput) {
    fence("text", to: &output) { text.write(answer, options: drawn, to: &$0) }
  }

  /// What is drawn with letters, in columns of its own width.
  private var text: TextFormat { TextFormat() }
  private var drawn: RenderOptions { RenderOptions(echo: false) }

  private func fence(
    _ language: String, to output: inout ByteOutput, _ write: (inout ByteOutput) -> Void
  ) {
    var inner = ByteOutput()
    write(&inner)
    output.write(MarkdownText.fenced(inner.text, language: language))
  }

  /// The text that the query gives for it, or why there is nothing.
  private func writeEmpty(
    _ result: QueryResult, options: RenderOptions, to output: inout ByteOutput
  ) {
    if let text = result.emptyAnswer?.text {
      output.write(MarkdownText.paragraph(text))
    } else {
      output.write("_" + MarkdownText.escaped(Footer.reason(for: result).visibleControls()) + "_")
    }
    output.endLine()
  }

  private func writeSentences(
    _ result: QueryResult, options: RenderOptions, to output: inout ByteOutput
  ) {
    var plain = drawn
    plain.numbersRows = false
    var lines = ByteOutput()
    guard result.groups == nil, let shape = SentencesShape(result: result, options: plain) else {
      return writeTables(result, options: options, to: &output)
    }
    shape.write(to: &lines)
    for line in lines.text.split(separator: "\n") {
      output.write("- " + MarkdownText.escaped(String(line)))
      output.endLine()
    }
  }

  private func writeTables(
    _ result: QueryResult, options: RenderOptions, to output: inout ByteOutput
  ) {
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
      output.write("**\(MarkdownText.escaped(result.heading(of: group, options: options)))**\n\n")
      let rows = group.rows.clamped(to: 0..<result.rowCount)
      writeTable(result, rows: rows, cells: cells, to: &output)
    }
  }

  private func writeTable(
    _ result: QueryResult, rows: Range<Int>, cells: [CellText], to output: inout ByteOutput
  ) {
    writeLine(result.columns.map { MarkdownText.escaped($0.name) }, to: &output)
    writeLine(cells.map { $0.alignsRight ? "--:" : "---" }, to: &output)
    for row in rows {
      let line = cells.indices.map { column in
        MarkdownText.escaped(cells[column].text(result.value(row: row, column: column)))
      }
      writeLine(line, to: &output)
    }
    guard let totals = result.totals, rows.upperBound == result.rowCount else { return }
    let line = cells.indices.map { column -> String in
      guard totals.indices.contains(column), !totals[column].isMissing else { return "" }
      return "**" + MarkdownText.escaped(cells[column].text(totals[column])) + "**"
    }
    writeLine(line, to: &output)
  }

  private func writeLine(_ cells: [String], to output: inout ByteOutput) {
    output.write("|")
    for cell in cells { output.write(cell.isEmpty ? " |" : " \(cell) |") }
    output.endLine()
  }
}
