// Which part of the language a session takes: hosts that let strangers ask may refuse whatever could
// run on and on.

/// A part of the language.
public enum LanguageProfile: String, Hashable, Sendable, CaseIterable {
  /// All of it.
  case whole
  /// Questions, and the statements that show them, without loops and definitions: `for`, `while`,
  /// `define` and `use` are refused. How long such a text can run is bounded by its own length and
  /// the size of the graph.
  case queries
}

extension DiagnosticCode {
  static let notAllowed = DiagnosticCode("GRV0502", "a statement that the host does not allow")
}

extension LanguageProfile {
  /// A message for each statement that is not in the profile. The depth is that of blocks, which the
  /// parser bounds.
  func refusals(in program: Program) -> [Diagnostic] {
    guard self == .queries else { return [] }
    return refusals(in: program.statements)
  }

  private func refusals(in statements: [Statement]) -> [Diagnostic] {
    statements.flatMap { statement -> [Diagnostic] in
      switch statement.form {
      case .use: [refusal("use", statement)]
      case .define, .defineBlock, .defineField: [refusal("define", statement)]
      case .forEach: [refusal("for", statement)]
      case .whileLoop: [refusal("while", statement)]
      case .report(_, let block): refusals(in: block.statements)
      case .conditional(let branches, let otherwise):
        branches.flatMap { refusals(in: $0.body.statements) }
          + refusals(in: otherwise?.statements ?? [])
      case .param, .bind, .set, .print, .returnValue, .explain, .heading, .promise, .why, .value:
        []
      }
    }
  }

  private func refusal(_ word: String, _ statement: Statement) -> Diagnostic {
    Diagnostic(
      .notAllowed, "`\(word)` is not allowed here: the host takes questions only",
      at: SourceRange(
        start: statement.range.start, end: statement.range.start + word.utf8.count),
      help: "write it as a query")
  }
}
