// A program's results as text for people, written as they come: titles underlined, prose in lines of
// the width, answers in their shapes, failures where they happened, promises with what breaks them.

import Grove

/// `table`: text for people.
struct TextDocument: DocumentFormat {
  let name = "table"
  let summary = "text for people: titles, prose, tables and charts"

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    TextDocumentWriter(frame: frame, options: options)
  }
}

/// Text while it is written.
struct TextDocumentWriter: DocumentWriter {
  /// What the last lines were: it decides on the empty line before the next.
  private enum Block { case nothing, line, heading, block }

  let frame: DocumentFrame
  let options: RenderOptions
  private var last = Block.nothing
  private var counts = DocumentCounts()

  init(frame: DocumentFrame, options: RenderOptions) {
    self.frame = frame
    self.options = options
  }

  mutating func add(_ result: StatementResult, to output: inout ByteOutput) {
    counts.add(result)
    write(result, isSection: false, to: &output)
  }

  mutating func finish(_ failure: QueryFailure?, to output: inout ByteOutput) -> DocumentEnding {
    if failure == nil, counts.promises > 1 || counts.failedSections > 0,
      let summary = counts.summary
    {
      begin(.block, to: &output)
      lines(of: summary, to: &output)
    }
    return .whole
  }

  private mutating func write(
    _ result: StatementResult, isSection: Bool, to output: inout ByteOutput
  ) {
    switch result {
    case .report(let report):
      heading(report.title, under: "=", to: &output)
      last = .block
      for section in report.sections { write(section, isSection: true, to: &output) }
    case .heading(let text): heading(text, under: "-", to: &output)
    case .text(let text):
      begin(.line, to: &output)
      lines(of: text, to: &output)
    case .table(let result) where isSection:
      begin(.block, to: &output)
      section(result, to: &output)
    case .promise(let outcome):
      promise(PromiseWords(outcome: outcome, graph: frame.graph, today: frame.today), to: &output)
    case .failure(let failure):
      begin(.block, to: &output)
      DiagnosticRenderer(source: frame.source, options: options)
        .write(failure.diagnostics, to: &output)
    case .remark: break  // it is about the run, and goes where diagnostics go
    case .table, .value, .card, .explanation, .why:
      begin(.block, to: &output)
      TextFormat().write(
        result, graph: frame.graph, today: frame.today, options: options, to: &output)
    }
  }

  // MARK: - Parts

  /// An empty line parts blocks; what follows a heading, and lines of one kind, stand together.
  private mutating func begin(_ next: Block, to output: inout ByteOutput) {
    switch (last, next) {
    case (.nothing, _), (.line, .line), (.heading, .line), (.heading, .block): break
    default: output.endLine()
    }
    last = next
  }

  private mutating func heading(_ text: String, under sign: String, to output: inout ByteOutput) {
    begin(.heading, to: &output)
    let title = shown(text)
    let cut =
      options.width.map { DisplayWidth.cut(title, to: $0, ellipsis: options.ellipsis) } ?? title
    output.write(cut, style: .strong, when: options.color)
    output.endLine()
    let rule = String(repeating: sign, count: max(1, DisplayWidth.of(cut)))
    output.write(rule, style: .faint, when: options.color)
    output.endLine()
  }

  /// An answer under the words of its report: without the line that says how it was understood, and
  /// with what that line tells of missing values below.
  private func section(_ result: QueryResult, to output: inout ByteOutput) {
    var quiet = options
    quiet.echo = false
    quiet.rows = nil
    quiet.numbersRows = false
    TextFormat().write(result, options: quiet, to: &output)
    guard result.skippedMissing > 0 else { return }
    output.write(SectionRemark.skipped(result), style: .faint, when: options.color)
    output.endLine()
  }

  private mutating func promise(_ words: PromiseWords, to output: inout ByteOutput) {
    let isBroken = words.outcome.state == .broken
    let isPlain = words.outcome.state == .kept && words.outcome.exceptions.isEmpty
    begin(isPlain ? .line : .block, to: &output)
    let style: Style? =
      switch words.outcome.state {
      case .kept: .faint
      case .vacuous: .warning
      case .broken: words.outcome.isWarning ? .warning : .bad
      }
    output.write(words.verdict + ": ", style: style, when: options.color)
    output.write(
      shown(words.subject), style: isBroken ? .strong : style, when: options.color)
    output.endLine()
    if let promise = words.promise { indented(promise, to: &output) }
    if let rows = words.rows { self.rows(rows, to: &output) }
    for remark in words.remarks { indented(remark, to: &output) }
  }

  private func rows(_ rows: QueryResult, to output: inout ByteOutput) {
    var inner = options
    inner.echo = false
    inner.numbersRows = false
    inner.width = options.width.map { max(20, $0 - 2) }
    inner.rows = 0..<min(rows.rowCount, PromiseWords.mostRows)
    var table = ByteOutput()
    _ = TableShape(result: rows, options: inner).write(to: &table)
    for line in table.text.split(separator: "\n") {
      output.write(spaces: 2)
      output.write(String(line))
      output.endLine()
    }
    let rest = rows.rowCount - PromiseWords.mostRows
    if rest > 0 { indented("\(options.ellipsis) \(rest) more", to: &output) }
  }

  private func indented(_ text: String, to output: inout ByteOutput) {
    for line in Paragraph.lines(of: shown(text), width: options.width.map { max(20, $0 - 2) }) {
      output.write(spaces: 2)
      output.write(line)
      output.endLine()
    }
  }

  private func lines(of text: String, to output: inout ByteOutput) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // On a terminal nothing but letters; elsewhere a tab is what its author meant.
      let pieces = line.split(separator: "\t", omittingEmptySubsequences: false).map {
        shown(String($0))
      }
      let whole = pieces.joined(separator: options.width == nil ? "\t" : "    ")
      for part in Paragraph.lines(of: whole, width: options.width) {
        output.write(part)
        output.endLine()
      }
    }
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}

/// What stands below an answer in a report.
enum SectionRemark {
  /// `3 had no value and are left out`.
  static func skipped(_ result: QueryResult) -> String {
    result.skippedMissing == 1
      ? "1 had no value and is left out" : "\(result.skippedMissing) had no value and are left out"
  }
}
