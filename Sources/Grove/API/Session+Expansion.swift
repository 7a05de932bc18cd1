// The core form of a text without checking it: what a test of the expansion alone needs.

extension Session {
  /// The core form of every query of a text, in order; nil for other statements. Nothing is checked,
  /// so names need not mean anything.
  package func expansions(of source: SourceText) -> [String?] {
    let expander = Checker(environment: environment(), source: source).expander
    return Parser.parseProgram(source, limits: limits.source).program.statements.map { statement in
      guard case .value(let query, _) = statement.form else { return nil }
      return Printer.print(expander.expand(query))
    }
  }
}
