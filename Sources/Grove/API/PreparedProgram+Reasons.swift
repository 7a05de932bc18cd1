// Statements that ask how or why: which query each stands for, and the making of its answer.

extension PreparedProgram {
  /// What was found for a question that begins with `why`.
  func answer(
    _ plan: WhyPlan, _ statement: PreparedStatement, _ cancellation: Cancellation?
  ) throws(QueryFailure) -> WhyAnswer {
    let text = { [source] range in source.words(in: range) }
    do {
      let executor = try executor(cancellation)
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
    } catch {
      throw failure(error, at: statement.query.range)
    }
  }
}

extension WhyPlan {
  /// The query that is asked about.
  var query: QueryID {
    switch self {
    case .condition(let id, _, _), .membership(_, let id, _), .value(let id): id
    }
  }
}

extension Statement {
  /// The query of a statement that asks something, with the text for an empty answer.
  var query: (query: Query, emptyText: Expression?)? {
    switch form {
    case .value(let query, let emptyText): (query, emptyText)
    case .explain(let query): (query, nil)
    case .why(let why): (why.query, nil)
    default: nil
    }
  }
}

extension Statement {
  /// The canonical text of what is asked: of `why` all of it, else the query alone.
  func canonicalText(of query: Query) -> String {
    if case .why = form { Printer.print(self) } else { Printer.print(query) }
  }
}

extension SourceText {
  /// The words in a range, on one line.
  func words(in range: SourceRange) -> String {
    text(in: range).split { $0 == "\n" || $0 == "\r" || $0 == "\t" || $0 == " " }
      .joined(separator: " ")
  }
}
