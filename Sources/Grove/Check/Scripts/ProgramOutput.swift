// What a program's statements give to the reader, checked and ready to be run.

/// What one statement gives: of a question its answer, of the others words.
enum ProgramOutput: Sendable {
  /// A question.
  case question(PreparedStatement)
  /// `print`, or a text of a report that stands alone.
  case words(ExpressionID)
  /// `heading`.
  case heading(ExpressionID)
  /// `expect`, `warn`.
  case promise(PreparedPromise)
}

/// A question that is ready to run.
struct PreparedStatement: Sendable {
  /// What is wanted of its query.
  enum Purpose: Sendable {
    /// Its answer.
    case answer
    /// How it is understood.
    case explanation
    /// Why a thing is as it is.
    case why(WhyPlan)
  }

  let query: Query
  let core: Query
  let purpose: Purpose
  let form: StatementPlan
  /// The canonical text, and the core form's.
  let text: String
  let expansion: String
  let understood: String
  /// The text of `else` for an empty answer.
  let emptyText: ExpressionID?
  /// What names mean where it stands.
  let names: VariableScopes
}
