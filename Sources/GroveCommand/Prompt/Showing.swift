// What a program gives, shown at the prompt as it comes.

import Grove
import GroveRender

/// The showing of one program's results.
struct Showing {
  private let prompt: Prompt
  private let source: SourceText
  private var writer: (any DocumentWriter)?
  private(set) var results: [StatementResult] = []
  private(set) var counts = DocumentCounts()

  init(_ prompt: Prompt, _ source: SourceText) {
    self.prompt = prompt
    self.source = source
    writer = prompt.document(of: source, as: prompt.format.name, options: prompt.pageOptions())
  }

  mutating func add(_ result: StatementResult) {
    results.append(result)
    counts.add(result)
    switch result {
    case .remark(let diagnostic): return prompt.complain([diagnostic], of: source)
    case .table(let table): prompt.lastTable = (table, prompt.shownRows(of: table))
    default: break
    }
    var output = prompt.environment.output
    writer?.add(result, to: &output)
    output.flush()
  }

  mutating func finish(_ failure: QueryFailure?) {
    var output = prompt.environment.output
    let ending = writer?.finish(failure, to: &output)
    output.flush()
    switch ending {
    case .part(let words), .nothing(let words): prompt.environment.complain(words)
    case .whole, nil: break
    }
  }
}

extension Prompt {
  /// Begins a document of what a program gives; nil for a format that there is not.
  func document(
    of source: SourceText, as name: String, options: RenderOptions
  ) -> (any DocumentWriter)? {
    let frame = DocumentFrame(
      source: source, graph: bench.graph, today: bench.today,
      filePrefix: bench.filePrefix(in: environment))
    return DocumentFormats.forAnswers(named: name)?.begin(frame, options: options)
  }

  /// How many rows of an answer its first page shows.
  func shownRows(of table: QueryResult) -> Int {
    min(pageOptions().rows?.upperBound ?? table.rowCount, table.rowCount)
  }
}
