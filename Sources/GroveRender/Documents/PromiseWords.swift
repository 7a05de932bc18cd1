// A promise in words, the same for every format that people read.

import Grove

/// The words for how a promise turned out.
struct PromiseWords {
  let outcome: PromiseOutcome
  let graph: GoalGraph
  let today: CivilDate
  /// How many of the rows that break a promise people are shown.
  static let mostRows = 20

  /// What stands before its first line.
  var verdict: String {
    switch outcome.state {
    case .kept: "kept"
    case .broken: outcome.isWarning ? "warning" : "broken"
    case .vacuous: "nothing to check"
    }
  }

  /// The first line: the message where it says more than the promise itself.
  var subject: String {
    outcome.state == .broken ? outcome.message ?? outcome.words : outcome.words
  }

  /// The promise itself, when the first line does not hold it.
  var promise: String? { subject == outcome.words ? nil : outcome.words }

  /// What is to be known besides: what it found, and what it leaves out.
  var remarks: [String] {
    var remarks: [String] = []
    if outcome.state == .vacuous {
      remarks.append("there is nothing it speaks of: no row could break it")
    }
    for side in outcome.sides {
      let column = QueryResult.Column(name: "value", type: .any)
      let cell = CellText(column: column, graph: graph, today: today, options: RenderOptions())
      remarks.append("\(side.words) is \(side.value.isMissing ? "missing" : cell.text(side.value))")
    }
    for exception in outcome.exceptions {
      let things = exception.nodes.map { id(of: $0) }.joined(separator: ", ")
      let day = DayText.full(exception.until)
      remarks.append(
        exception.isExpired
          ? "the exception of \(things) ended on \(day): \(exception.reason)"
          : "without \(things) until \(day): \(exception.reason)")
    }
    return remarks
  }

  /// The rows that break it, with the file and line of each in front; nil without any.
  var rows: QueryResult? {
    guard let offending = outcome.offending, offending.rowCount > 0 else { return nil }
    return offending.withSources
  }

  private func id(of node: Node) -> String {
    let id = graph.id(of: node)
    return id.isEmpty ? graph.name(of: node) : id
  }
}

extension QueryResult {
  /// The answer with a first column `source`, unless it has one or its rows stand for nothing.
  var withSources: QueryResult {
    guard !columns.contains(where: { $0.name == "source" }), nodes.count == rowCount,
      nodes.contains(where: { $0 != nil })
    else { return self }
    let cells = self.cells.indices.map { row -> [Value] in
      let place = nodes[row].flatMap { graph.source(of: $0) }
      return [place.map { .text("\($0.file):\($0.line)") } ?? .missing] + self.cells[row]
    }
    return QueryResult(
      graph: graph, query: query, expansion: expansion, today: today, understood: understood,
      columns: [Column(name: "source", type: .text)] + columns, cells: cells, nodes: nodes,
      skippedMissing: skippedMissing)
  }
}
