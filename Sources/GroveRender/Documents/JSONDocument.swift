// A program's results as one JSON object: where it stands, how it went, and its sections in order.
// The schema is grammar/results.schema.json.

import Grove

/// `json`: one object.
struct JSONDocument: DocumentFormat {
  let name = "json"
  let summary = "one object: how it went, and every section with its type"
  /// Whether an answer that is all there is stands alone, as `ask` gives it.
  var unwrapsOneAnswer = false

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    CollectingWriter(document: CollectedDocument(frame: frame, options: options)) {
      document, output in
      if unwrapsOneAnswer, document.results.count == 1, document.failure == nil,
        let only = document.results.first, only.isAnswer
      {
        JSONFormat().write(
          only, graph: document.frame.graph, today: document.frame.today,
          options: document.options, to: &output)
      } else if !unwrapsOneAnswer || document.failure == nil {
        JSONDocumentText(document: document).write(to: &output)
      }
      return .whole
    }
  }
}

/// The text of the object.
private struct JSONDocumentText {
  let document: CollectedDocument
  private var frame: DocumentFrame { document.frame }

  init(document: CollectedDocument) { self.document = document }

  func write(to output: inout ByteOutput) {
    let counts = DocumentCounts(document.results)
    let status =
      document.failure != nil ? "stopped" : counts.isFailed ? "failed" : "ok"
    output.write("{\"generator\": \"grove\",\n \"program\": ")
    text(frame.source.name, to: &output)
    output.write(",\n \"title\": ")
    text(document.title, to: &output)
    output.write(",\n \"today\": \"\(frame.today)\",\n \"status\": \"\(status)\"")
    output.write(",\n \"promises\": {\"kept\": \(counts.kept), \"broken\": \(counts.broken)")
    output.write(", \"warned\": \(counts.warned), \"vacuous\": \(counts.vacuous)}")
    output.write(",\n \"sections\": ")
    sections(document.results, level: 1, to: &output)
    if let failure = document.failure {
      output.write(",\n \"error\": {")
      self.failure(failure, to: &output)
      output.write("}")
    }
    output.write("}")
    output.endLine()
  }

  private func sections(
    _ results: [StatementResult], level: Int, to output: inout ByteOutput
  ) {
    output.write("[")
    for (index, result) in results.enumerated() {
      output.write(index > 0 ? ",\n" : "\n")
      output.write(spaces: level + 1)
      section(result, level: level + 1, to: &output)
    }
    if !results.isEmpty {
      output.write("\n")
      output.write(spaces: level)
    }
    output.write("]")
  }

  private func section(_ result: StatementResult, level: Int, to output: inout ByteOutput) {
    output.write("{\"type\": \"\(result.typeName)\"")
    switch result {
    case .text(let words), .heading(let words):
      output.write(", \"text\": ")
      text(words, to: &output)
    case .report(let report):
      output.write(", \"title\": ")
      text(report.title, to: &output)
      output.write(", \"sections\": ")
      sections(report.sections, level: level, to: &output)
    case .promise(let outcome): promise(outcome, level: level, to: &output)
    case .failure(let failure):
      output.write(", ")
      self.failure(failure, to: &output)
    case .remark(let diagnostic):
      output.write(", \"diagnostics\": ")
      output.write(Diagnostic.json([diagnostic], of: frame.source))
    case .table, .value, .card, .explanation, .why:
      output.write(", ")
      answer(result, level: level, to: &output)
      return
    }
    output.write("}")
  }

  /// The object that the answer is by itself, without its opening bracket. Its strings hold no line
  /// breaks, so that its lines can be moved to the right.
  private func answer(_ result: StatementResult, level: Int, to output: inout ByteOutput) {
    var alone = ByteOutput()
    JSONFormat().write(
      result, graph: frame.graph, today: frame.today, options: document.options, to: &alone)
    var isFirst = true
    for line in alone.text.split(separator: "\n") {
      if !isFirst {
        output.endLine()
        output.write(spaces: level)
      }
      output.write(String(isFirst ? line.dropFirst() : line))
      isFirst = false
    }
  }

  private func promise(_ outcome: PromiseOutcome, level: Int, to output: inout ByteOutput) {
    output.write(", \"state\": \"\(outcome.state.name)\", \"warns\": \(outcome.isWarning)")
    output.write(", \"words\": ")
    text(outcome.words, to: &output)
    output.write(", \"message\": ")
    text(outcome.message, to: &output)
    output.write(", \"line\": \(frame.source.line(of: outcome.range.start))")
    output.write(", \"exceptions\": [")
    for (index, exception) in outcome.exceptions.enumerated() {
      output.write(index > 0 ? ", {\"things\": " : "{\"things\": ")
      let writer = JSONWriter(graph: frame.graph)
      writer.write(.list(exception.nodes.map { .node($0) }), to: &output)
      output.write(", \"until\": \"\(exception.until)\", \"reason\": ")
      text(exception.reason, to: &output)
      output.write(", \"expired\": \(exception.isExpired)}")
    }
    output.write("], \"sides\": [")
    for (index, side) in outcome.sides.enumerated() {
      output.write(index > 0 ? ", {\"words\": " : "{\"words\": ")
      text(side.words, to: &output)
      output.write(", \"value\": ")
      JSONWriter(graph: frame.graph).write(side.value, to: &output)
      output.write("}")
    }
    output.write("], \"offending\": ")
    if let offending = outcome.offending {
      output.write("{")
      answer(.table(offending.withSources), level: level + 1, to: &output)
    } else {
      output.write("null")
    }
  }

  private func failure(_ failure: QueryFailure, to output: inout ByteOutput) {
    output.write("\"kind\": \"\(failure.kind.name)\", \"diagnostics\": ")
    output.write(Diagnostic.json(failure.diagnostics, of: frame.source))
  }

  private func text(_ text: String?, to output: inout ByteOutput) {
    if let text { JSONWriter.write(text: text, to: &output) } else { output.write("null") }
  }
}

extension StatementResult {
  /// What JSON calls it.
  fileprivate var typeName: String {
    switch self {
    case .table: "table"
    case .value: "value"
    case .card: "card"
    case .explanation: "explanation"
    case .why: "why"
    case .text: "text"
    case .heading: "heading"
    case .report: "report"
    case .promise: "promise"
    case .failure: "failure"
    case .remark: "remark"
    }
  }

  /// Whether it is an object of its own in JSON.
  fileprivate var isAnswer: Bool {
    switch self {
    case .table, .value, .card, .explanation, .why: true
    case .text, .heading, .report, .promise, .failure, .remark: false
    }
  }
}

extension PromiseOutcome.State {
  fileprivate var name: String {
    switch self {
    case .kept: "kept"
    case .broken: "broken"
    case .vacuous: "vacuous"
    }
  }
}

extension QueryFailure.Kind {
  fileprivate var name: String {
    switch self {
    case .language: "language"
    case .runTime: "run time"
    case .limit: "limit"
    case .cancelled: "cancelled"
    }
  }
}
