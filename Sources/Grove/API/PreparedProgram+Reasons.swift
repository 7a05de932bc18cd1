// Statements that ask why: the making of their answers.

extension PreparedProgram {
  /// What was found for a question that begins with `why`.
  func answer(
    _ plan: WhyPlan, _ statement: PreparedStatement, _ executor: Executor
  ) throws(RunFailure) -> WhyAnswer {
    let text = { [source] range in source.words(in: range) }
    let finding =
      switch plan {
      case .condition(let query, let words, let isNegated):
        try executor.why(query, says: words, isNegated: isNegated, text: text)
      case .membership(let thing, let query, let isNegated):
        try executor.why(thing, in: query, isNegated: isNegated, text: text)
      case .value(let query):
        try executor.why(valueOf: query, text: text)
      }
    return WhyAnswer(
      graph: session.graph, today: session.today, query: statement.text,
      expansion: statement.expansion, finding: finding)
  }
}

extension SourceText {
  /// The words in a range, on one line.
  func words(in range: SourceRange) -> String {
    text(in: range).split { $0 == "\n" || $0 == "\r" || $0 == "\t" || $0 == " " }
      .joined(separator: " ")
  }
}
