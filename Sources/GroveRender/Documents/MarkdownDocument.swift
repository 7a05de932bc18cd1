// A program's results as one Markdown document: headings, prose, tables, charts between fences.

import Grove

/// `markdown`: a document for repositories, wikis and merge requests.
struct MarkdownDocument: DocumentFormat {
  let name = "markdown"
  let summary = "headings, prose and tables for documents and merge requests"

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    MarkdownDocumentWriter(frame: frame, options: options)
  }
}

/// Markdown while it is written: an empty line between any two blocks.
struct MarkdownDocumentWriter: DocumentWriter {
  let frame: DocumentFrame
  let options: RenderOptions
  private var isFirst = true
  private var counts = DocumentCounts()

  init(frame: DocumentFrame, options: RenderOptions) {
    self.frame = frame
    var plain = options
    plain.color = false
    plain.numbersRows = false
    self.options = plain
  }

  mutating func add(_ result: StatementResult, to output: inout ByteOutput) {
    counts.add(result)
    write(result, to: &output)
  }

  mutating func finish(_ failure: QueryFailure?, to output: inout ByteOutput) -> DocumentEnding {
    if failure == nil, counts.promises > 1 || counts.failedSections > 0,
      let summary = counts.summary
    {
      block(summary, to: &output)
    }
    return .whole
  }

  private mutating func write(_ result: StatementResult, to output: inout ByteOutput) {
    switch result {
    case .report(let report):
      block("# " + line(report.title), to: &output)
      for section in report.sections { write(section, to: &output) }
    case .heading(let text): block("## " + line(text), to: &output)
    case .text(let text): block(MarkdownText.paragraph(text), to: &output)
    case .promise(let outcome):
      promise(PromiseWords(outcome: outcome, graph: frame.graph, today: frame.today), to: &output)
    case .failure(let failure):
      var text = ByteOutput()
      DiagnosticRenderer(source: frame.source).write(failure.diagnostics, to: &text)
      block("**This section failed:**", to: &output)
      block(MarkdownText.fenced(text.text, language: "text"), to: &output)
    case .remark: break  // it is about the run, and goes where diagnostics go
    case .table(let result):
      answer(.table(result), to: &output)
      if result.skippedMissing > 0 { block("_\(SectionRemark.skipped(result))_", to: &output) }
    case .value, .card, .explanation, .why: answer(result, to: &output)
    }
  }

  // MARK: - Parts

  private mutating func promise(_ words: PromiseWords, to output: inout ByteOutput) {
    let verdict = words.verdict.prefix(1).uppercased() + words.verdict.dropFirst()
    let isMessage = words.promise != nil
    let subject =
      isMessage ? line(words.subject) : MarkdownText.code(words.subject)
    block(
      words.outcome.state == .kept ? "\(verdict): \(subject)" : "**\(verdict):** \(subject)",
      to: &output)
    if let promise = words.promise { block(MarkdownText.code(promise), to: &output) }
    if let rows = words.rows {
      var shown = ByteOutput()
      MarkdownFormat().write(rows.first(PromiseWords.mostRows), options: options, to: &shown)
      block(shown.text, to: &output)
      let rest = rows.rowCount - PromiseWords.mostRows
      if rest > 0 { block("… \(rest) more", to: &output) }
    }
    let remarks = words.remarks.map { "- " + line($0) }
    if !remarks.isEmpty { block(remarks.joined(separator: "\n"), to: &output) }
  }

  private mutating func answer(_ result: StatementResult, to output: inout ByteOutput) {
    var text = ByteOutput()
    MarkdownFormat().write(
      result, graph: frame.graph, today: frame.today, options: options, to: &text)
    block(text.text, to: &output)
  }

  private mutating func block(_ text: String, to output: inout ByteOutput) {
    if !isFirst { output.write("\n") }
    isFirst = false
    output.write(text)
    if !text.hasSuffix("\n") { output.endLine() }
  }

  private func line(_ text: String) -> String { MarkdownText.escaped(text.visibleControls()) }
}

extension QueryResult {
  /// The answer with no more than so many of its rows.
  func first(_ count: Int) -> QueryResult {
    guard rowCount > count else { return self }
    return QueryResult(
      graph: graph, query: query, expansion: expansion, today: today, understood: understood,
      columns: columns, cells: Array(cells.prefix(count)), nodes: Array(nodes.prefix(count)))
  }
}
