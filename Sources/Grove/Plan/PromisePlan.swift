// The plan of a promise: what is asked to find out whether it holds, and what is left out.

/// A checked `expect` or `warn`.
package struct PromisePlan: Sendable {
  /// What must hold.
  package enum Form: Sendable {
    /// The query finds nothing.
    case none(QueryID)
    /// The query finds something.
    case some(QueryID)
    /// Every row of the first query is among those of the second, which is the first narrowed.
    case every(QueryID, kept: QueryID)
    /// The condition is yes. What is left out stands in the slot, which the things it counts are
    /// held against; the sides are told when a comparison does not hold.
    case condition(ExpressionID, leftOut: Int?, sides: [Side])
  }

  /// A side of a comparison that is no plain value.
  package struct Side: Sendable {
    package let words: String
    package let value: ExpressionID
  }

  /// `except @x until D "why"`.
  package struct Exception: Sendable {
    package let things: [ExpressionID]
    package let until: ExpressionID
    package let reason: ExpressionID
    package let range: SourceRange
  }

  package let form: Form
  package let exceptions: [Exception]

  package init(_ form: Form, exceptions: [Exception]) {
    self.form = form
    self.exceptions = exceptions
  }
}
