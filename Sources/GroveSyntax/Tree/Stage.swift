// What may follow a `|`.

/// One stage of a pipe.
public struct Stage: TreePart {
  /// What it does.
  public indirect enum Form: TreePart {
    /// `where E`, `where rows E`.
    case filter(Expression, rows: Bool)
    /// `sort by E desc, ..`, `sort rows by ..`.
    case sort([SortKey], rows: Bool)
    /// `take N`, `skip N`, `last N`, with `rows`.
    case limit(Limit, Expression, rows: Bool)
    /// `top N by E, ..`, `bottom ..`, with `rows`.
    case extreme(isTop: Bool, Expression, rows: Bool, [Expression])
    /// `group by ..`.
    case group([ColumnClause])
    /// `summarize ..`.
    case summarize([ColumnClause])
    /// `show ..`.
    case show([ColumnClause])
    /// `add name = E, ..`; every column has a name and no format.
    case add([ColumnClause])
    /// `drop a, b`.
    case drop([Name])
    /// The stages of one word.
    case distinct, count, total, forecast
    /// `say "text"`.
    case say(Expression)
    /// `pairs as $a, $b`.
    case pairs(Variable, Variable)
    /// `render bars`.
    case render(Name)
    /// `union (Q)` and its like.
    case combine(Combination, Query)
    /// `join (Q) on a = b`; without `= b` both sides have the same name.
    case join(Query, Name, Name?)
    /// `pivot key, aggregate`.
    case pivot(Expression, Expression)
    /// `parents to depth 2`.
    case walk(Walk, depth: Int?)
    /// `follow LINK to depth 2`.
    case follow(Name, depth: Int?)
    /// `over months in P`; the period a place or `range` expression.
    case over(PeriodUnit, Expression)
    /// `change during P`.
    case change(Expression)
    /// `compare with (Q)`.
    case compareQuery(Query)
    /// `compare with in last quarter`: filed, a relation, a date measure or a view.
    case compare(Modifier)
  }

  /// Which rows a limit keeps.
  public enum Limit: String, TreePart, CaseIterable {
    /// The first N, all but the first N, the last N.
    case take, skip, last
  }

  /// The stages on two sets.
  public enum Combination: String, TreePart, CaseIterable {
    /// In either, in both, in the first only.
    case union, intersect, except
  }

  /// The walks along contribution links.
  public enum Walk: String, TreePart, CaseIterable {
    /// One step up or down, or any number.
    case parents, children, ancestors, descendants
  }

  /// What it does.
  public var form: Form
  /// Where it stands, without the `|`.
  public var range: SourceRange

  /// Makes a stage.
  public init(_ form: Form, range: SourceRange = .none) {
    self.form = form
    self.range = range
  }
}

/// What rows are sorted by.
public struct SortKey: TreePart {
  /// The key.
  public var expression: Expression
  /// Whether the largest comes first.
  public var isDescending: Bool

  /// Makes a key.
  public init(_ expression: Expression, isDescending: Bool = false) {
    self.expression = expression
    self.isDescending = isDescending
  }
}

/// A column: `mean = avg(progress) as bar`.
public struct ColumnClause: TreePart {
  /// Its name, when one is given.
  public var name: Name?
  /// Its value.
  public var expression: Expression
  /// How it is shown; only in `show`.
  public var format: ColumnFormat?
  /// Where it stands.
  public var range: SourceRange

  /// Makes a column.
  public init(
    _ name: Name? = nil, _ expression: Expression, format: ColumnFormat? = nil,
    range: SourceRange = .none
  ) {
    self.name = name
    self.expression = expression
    self.format = format
    self.range = range
  }
}

/// How a column is shown.
public enum ColumnFormat: String, TreePart, CaseIterable {
  /// The formats that may follow `as`.
  case percent, bar, sparkline, date, relative, money, text
}
