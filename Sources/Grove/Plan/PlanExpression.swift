// The expressions of a plan: resolved, typed, free of names to look up and of Swift closures, kept in
// one flat array per program and referred to by index, so that another back end can read them.

/// An expression of a program plan: an index into ``ProgramPlan/expressions``.
package struct ExpressionID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int32) { self.index = index }
}

/// A query of a program plan: an index into ``ProgramPlan/queries``.
package struct QueryID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int32) { self.index = index }
}

/// A resolved, typed expression.
package struct PlanExpression: Sendable {
  package let form: Form
  /// What its value is when it is not missing.
  package let type: ValueType
  /// Where it stands in the source, for run-time errors.
  package let range: SourceRange
  /// The largest frame it reads, 0 for the row at hand, 1 for `outer`, ...; -1 when it reads no row
  /// at all and so has one value for a whole run.
  package let reach: Int

  package init(_ form: Form, type: ValueType, range: SourceRange, reach: Int) {
    self.form = form
    self.type = type
    self.range = range
    self.reach = reach
  }

  /// What an expression does. `frame` counts row expressions outwards: 0 is the row at hand, 1 `outer`.
  package enum Form: Sendable {
    case constant(Value)
    /// A variable bound by the host or the prompt (`$_`, `$1`, a parameter), by slot.
    case variable(Int)
    /// The row bound by `as $name`: the row of the frame that many levels out.
    case row(frame: Int)
    /// A stored or computed field of the row in a frame whose rows are nodes.
    case field(FieldReference, frame: Int)
    /// A column of the table at this stage (made by `show`, `add`, `summarize`, `pairs`) in a frame.
    case column(Int, frame: Int)
    /// A column that a pivot made, by the name it has in the data. One whose name is known to be a
    /// possible one is missing when it did not come out; any other is a mistake.
    case across(String, isKnown: Bool, frame: Int)
    /// A field of a node-valued or record-valued expression; of a node list, the list of the fields.
    case member(ExpressionID, FieldReference)
    /// A key of a record.
    case recordMember(ExpressionID, String)
    /// The nodes related to a node-valued expression (of a list: all of them, each once, in order).
    case related(ExpressionID, RelationReference)

    case negate(ExpressionID)
    case arithmetic(Arithmetic, ExpressionID, ExpressionID)
    /// Both operands of one comparable type; dates and periods mixed by the truth table of the notes.
    case compare(Comparison, ExpressionID, ExpressionID)
    /// `x in [..]`, `x in (a, b)`, `x in P` and `x in nodes`: yes when any alternative holds.
    case isIn(ExpressionID, ExpressionID)
    /// `(cycle ?? due) in P` on the row at hand: the cycle decides, without one the due day.
    case filedIn(ExpressionID)
    /// Text tests, without case and accents; on a list `contains` is equality. The right side may be a list: any of it.
    case textTest(TextCondition, ExpressionID, ExpressionID)
    case isMissing(ExpressionID)
    case isPresent(ExpressionID)
    case not(ExpressionID)
    case and([ExpressionID])
    case or([ExpressionID])
    case coalesce([ExpressionID])
    case conditional(ExpressionID, then: ExpressionID, otherwise: ExpressionID)

    case call(String, [ExpressionID])
    /// A function that the program defines.
    case callFunction(FunctionID, [ExpressionID])
    /// `[E for $x in V if C]`: the element for each member of a list for which the condition is yes,
    /// with the member in a slot.
    case comprehension(
      element: ExpressionID, variable: Int, source: ExpressionID, condition: ExpressionID?)
    /// A field that the program defines, of a node, or of each of a list of nodes: an expression that
    /// reads the node as the row at hand.
    case definedField(ExpressionID, of: ExpressionID)
    /// An aggregate over the rows of the group or table at hand.
    case aggregateRows(Aggregate, [ExpressionID])
    /// An aggregate over the members of a list or node set.
    case aggregateList(Aggregate, [ExpressionID])
    /// Running total in row order within the group or table.
    case cumulative(ExpressionID)

    /// The rows of a query: nodes as a list, or the cells of its single column.
    case query(QueryID)
    case list([ExpressionID])
    case index(ExpressionID, ExpressionID)
    case record([(name: String, value: ExpressionID)])
    case template([TemplatePart])
    case startOf(ExpressionID)
    case endOf(ExpressionID)
    /// `A to B`, half open; `to: nil` is `P to date`, the as-of day included.
    case dayRange(ExpressionID, to: ExpressionID?)

    /// The row at hand contributes to one of the targets (`under`), or is contributed to by one of
    /// them (`supported by`), over every link that carries or shows alignment, each node once.
    case reaches(Reach, targets: ExpressionID, depth: Int?)
    /// The row at hand is owned by one of the targets (inherited owners included).
    case ownedBy(ExpressionID)
    /// The row at hand belongs to one of the targets (a team with its sub-teams, an objective, a cycle, a goal, a person).
    case belongsTo(ExpressionID)
    /// The row at hand (a person) reports to one of the targets, at any depth or down to `depth`.
    case reportsTo(ExpressionID, depth: Int?)
    /// `progress(clamp: ..)`, `status(policy: ..)`: a computed field with its options, of a row or node.
    case measure(MeasureCall, of: ExpressionID)
    /// What a goal is to another that it leads up to.
    case standing(Standing, of: ExpressionID, to: ExpressionID)

    /// The day that the view at hand looks from.
    case today
    /// The value of an expression from another view; missing when the view's day is.
    case seen(ExpressionID, ViewPlan)
    /// Whether a condition held on some day of a window that has come; missing when it was missing
    /// on all of them. With `counted` the number of those days.
    case held(ExpressionID, DayWindow, counted: Bool)
    /// What an expression's values on the row's check-in days tell, the newest first.
    case series(SeriesQuestion, of: ExpressionID)
    /// A number judged by the row's own direction or bands.
    case judged(Judgement, ExpressionID)
  }
}

/// A part of a text with interpolation.
package enum TemplatePart: Sendable {
  case text(String)
  case value(ExpressionID)
}

/// A field as the store or the measures hold it.
package struct FieldReference: Hashable, Sendable {
  package let name: String
  /// The kinds on which it is asked: of several (`goals`), it is missing on the kinds without it.
  package let kind: Kind
  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// A relation by its name on a kind, as the schema lists it.
package struct RelationReference: Hashable, Sendable {
  package let name: String
  package let kind: Kind
  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// A computed field asked with options.
package enum MeasureCall: Hashable, Sendable {
  case progress(clamped: Bool)
  case status(policy: StatusPolicy)
}

/// Comparisons as the truth table of dates and periods names them; for other types `since` is `>=`, `until` `<=`.
package enum Comparison: Hashable, Sendable {
  case equal, notEqual, before, until, after, since
}

package enum TextCondition: Hashable, Sendable { case contains, startsWith, endsWith, matches }

package enum Reach: Hashable, Sendable { case under, supportedBy }
