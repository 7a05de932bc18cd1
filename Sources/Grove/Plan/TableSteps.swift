// Steps that put two tables together or turn one round, as plans name them: sets, joins and pivots.

/// `union`, `intersect` and `except`.
package enum SetOperation: String, Hashable, Sendable, CaseIterable {
  /// In either, in both, in the first only.
  case union, intersect, except
}

/// A set made of the rows at hand and those of another query, each row once.
package struct CombinePlan: Sendable {
  /// When two rows are the same.
  package enum Identity: Sendable {
    /// They stand for the same node.
    case node
    /// Their cells are equal; missing is the same as missing. Whether both stand for nodes of one
    /// table, so that what is left still does.
    case cells(keepsNodes: Bool)
  }

  package var operation: SetOperation
  package var other: QueryID
  package var identity: Identity
  /// For each column here, its place among the columns of the other side.
  package var places: [Int]

  package init(
    _ operation: SetOperation, _ other: QueryID, identity: Identity, places: [Int]
  ) {
    self.operation = operation
    self.other = other
    self.identity = identity
    self.places = places
  }
}

/// The pairs of a row here and a row of another query that have the same key.
package struct JoinPlan: Sendable {
  package var other: QueryID
  /// The key of a row here, and of a row of the other query.
  package var left: ExpressionID
  package var right: ExpressionID
  /// Which columns of the other query's output are added.
  package var places: [Int]

  package init(_ other: QueryID, left: ExpressionID, right: ExpressionID, places: [Int]) {
    self.other = other
    self.left = left
    self.right = right
    self.places = places
  }
}

/// A table turned round: a row for each group, a column for each value found across.
package struct PivotPlan: Sendable {
  /// The key whose values become columns: an expression on rows, or a key of the groups.
  package enum Across: Sendable {
    case expression(ExpressionID)
    case key(Int)
  }

  package var across: Across
  /// The words that the values across are of, in their natural order; nil for any other value.
  package var words: [String]?
  /// The cell of a row and column, an aggregate.
  package var cell: ExpressionID
  package var range: SourceRange

  package init(_ across: Across, words: [String]?, cell: ExpressionID, range: SourceRange) {
    self.across = across
    self.words = words
    self.cell = cell
    self.range = range
  }
}
