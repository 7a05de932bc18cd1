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

extension ProgramOutput {
  /// The slots of the variables it reads, of those that change; nil for any.
  func slots(in plan: ProgramPlan) -> [Int32]? {
    let uses = plan.script.uses
    switch self {
    case .words(let id), .heading(let id): return uses.slots(of: id)
    case .promise: return nil
    case .question(let statement):
      if case .why = statement.purpose { return nil }
      let read: [Int32]? =
        switch statement.form {
        case .rows(let id): uses.slots(of: id)
        case .value(let id): uses.slots(of: id)
        case .card: []
        }
      let otherwise = statement.emptyText.map { uses.slots(of: $0) } ?? []
      guard let read, let otherwise else { return nil }
      return read + otherwise
    }
  }
}
