// What names mean at a place: the rows around an expression, innermost last.

/// A column that a stage made.
struct ScopeColumn {
  let name: String
  let type: ValueType
  /// The words its values are of, when it stands for a field with a closed set.
  var closedSet: [String]?
  /// For a group key: its value on a row.
  var onRow: ExpressionID?
  /// Whether it is named with a `$`, too: a column of `pairs`.
  var isVariable = false
}

/// What is known of the columns of a pivot before it runs.
struct AcrossScope {
  let type: ValueType
  /// The only names they can have; nil for any.
  let words: [String]?
  /// How many keys stand down, before them.
  let keyCount: Int

  /// What the column of missing keys is called.
  static let none = "(none)"
}

/// The rows of one query at one stage.
struct RowScope {
  /// The kind of its rows while they stand for nodes.
  var kind: Kind?
  /// Whether the fields of the kind can be named: not after `show` or `summarize`.
  var hasFields: Bool
  /// The columns that stages made, in order.
  var columns: [ScopeColumn] = []
  /// Fields taken away one by one by `drop`.
  var dropped: Set<String> = []
  /// The stage that took the fields away.
  var fieldsRemovedBy: String?
  /// The keys after `group by`.
  var groupKeys: [ScopeColumn]?
  /// The row's name, from `as $o`.
  var binding: String?
  /// What aggregates run over at the place at hand.
  var aggregates: AggregatePlace = .none
  /// The columns of a pivot, which are known only when it runs.
  var across: AcrossScope?
}

/// What an aggregate over rows means at a place.
enum AggregatePlace {
  /// Nothing: a phrase's own `where`.
  case phraseCondition
  /// Nothing: no rows at all, or already inside an aggregate.
  case none
  /// The rows of the table, or of the row's group.
  case rows
  /// The rows of a group, seen from the group: names are its keys.
  case group
}
