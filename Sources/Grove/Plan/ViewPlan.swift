// From where a query or an expression looks at the graph, relative to the view around it. What a
// viewpoint is stands in Store/Viewpoint; how one is entered in Execute/Views.

/// A view: `as of`, `as known on`, `assuming`. Its expressions are evaluated in the view around it.
package struct ViewPlan: Sendable {
  /// The day to look from; nil: that of the view around.
  package var asOf: ExpressionID?
  /// The last day whose records count; nil: that of the view around.
  package var knownOn: ExpressionID?
  /// Cells taken to hold another value, on top of those of the view around.
  package var assumptions: [AssumptionPlan] = []
  /// Whether the assumptions of the view around are left out.
  package var dropsAssumptions = false

  package init() {}

  /// Its expressions, in order.
  package var expressions: [ExpressionID] {
    [asOf, knownOn].compactMap { $0 } + assumptions.flatMap { [$0.targets, $0.value] }
  }
}

/// `@KR-3.progress = 80%`: a field of one node, or of each of several, and the value it is to hold.
package struct AssumptionPlan: Sendable {
  package let targets: ExpressionID
  package let field: String
  package let value: ExpressionID

  package init(targets: ExpressionID, field: String, value: ExpressionID) {
    self.targets = targets
    self.field = field
    self.value = value
  }
}

/// Asking a query again at the end of each bucket of a period.
package struct OverPlan: Sendable {
  package let query: QueryID
  package let unit: PeriodUnit
  package let period: ExpressionID

  package init(query: QueryID, unit: PeriodUnit, period: ExpressionID) {
    self.query = query
    self.unit = unit
    self.period = period
  }
}

/// Which rows of another query a row pairs with, and what is set beside it.
package struct PairingPlan: Sendable {
  /// A number set beside the row's own: the value there, and the difference.
  package struct Column: Sendable {
    package let here: ExpressionID
    /// Its place in the other query's output.
    package let there: Int
    package let name: String
    package let range: SourceRange
  }

  package let other: QueryID
  /// Whether rows pair by node alone; else those that stand for no node pair by the keys.
  package let byNode: Bool
  /// Values that must be the same: here, and their place in the other query's output.
  package let keys: [(here: ExpressionID, there: Int)]
  package let columns: [Column]
  /// Whether the difference is set beside each number as well.
  package let givesChange: Bool
}

/// What is asked of a series: the values of an expression on each of a goal's check-in days.
package enum SeriesQuestion: Hashable, Sendable {
  /// The value on the check-in day before the newest.
  case previous
  /// Whether each of the newest steps, so many of them, went down, or up.
  case falling(Int)
  case rising(Int)
  /// On how many of the newest days, without a break, a condition held.
  case streak
}

/// How a number is judged by the goal it belongs to.
package enum Judgement: String, Hashable, Sendable {
  /// A change towards, or away from, the target.
  case better, worse
  /// The band of a KPI that a value lies in.
  case band
}

/// Which days a condition is asked about: `since D`, `during P` ...
package struct DayWindow: Sendable {
  package enum Word: String, Sendable { case before, after, since, until, during }
  package let word: Word
  package let moment: ExpressionID

  package init(word: Word, moment: ExpressionID) {
    self.word = word
    self.moment = moment
  }
}
