// A program's results in the formats of rows, which hold one table: the last answer of the program.

import Grove

/// `csv`, `tsv`, `ndjson`: the last answer.
struct RowsDocument: DocumentFormat {
  let rows: any ResultFormat
  var name: String { rows.name }
  var summary: String { rows.summary }

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    CollectingWriter(document: CollectedDocument(frame: frame, options: options)) {
      document, output in write(document, to: &output)
    }
  }

  private func write(
    _ document: CollectedDocument, to output: inout ByteOutput
  ) -> DocumentEnding {
    let answers = document.leaves.filter(\.isRows)
    guard let last = answers.last else {
      if document.failure != nil { return .whole }
      return .nothing("\(name) holds rows, and this program answers none: try table or json")
    }
    rows.write(
      last, graph: document.frame.graph, today: document.frame.today, options: document.options,
      to: &output)
    guard answers.count > 1 else { return .whole }
    return .part("\(name) holds one answer: the last of \(answers.count)")
  }
}

extension StatementResult {
  /// Whether formats of rows can write it.
  fileprivate var isRows: Bool {
    switch self {
    case .table, .value, .card, .explanation, .why: true
    case .text, .heading, .report, .promise, .failure, .remark: false
    }
  }
}
