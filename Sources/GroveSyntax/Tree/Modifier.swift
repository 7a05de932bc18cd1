// What may follow the subject of a phrase.

/// One modifier of a phrase.
public struct Modifier: TreePart {
  /// What it says.
  public indirect enum Form: TreePart {
    /// `below 50%`, `confidence below 0.5 or missing`, `due during Q2`.
    case measure(Path?, MeasureClause, orMissing: Bool)
    /// `struggling`, `team.closed`: a word of one's own, or a declared value of a field.
    case word(Path)
    /// `stale`, `behind`.
    case adjective(Adjective)
    /// `at risk`, `stated on track`.
    case status(StatusCondition)
    /// `behind by more than 25 points`.
    case degree(Degree)
    /// `in Q2`, `in (Q1, Q2)`, `in a to b`: a place, or a `range` expression.
    case filed(Expression)
    /// `under @O1 to depth 2`; depth 1 is `directly`.
    case relation(RelationWord, place: Expression, depth: Int?)
    /// `named "x"`, `tagged ("a", "b")`; the value is a text, variable, group or alternatives.
    case text(TextTest, Expression)
    /// `changed target from 100 to 80 since Q2`; the date is a date measure.
    case changed(Path, from: Expression?, to: Expression?, MeasureClause?)
    /// `ever below 20% during Q2`: a measure, word, adjective, status or degree; a date measure.
    case ever(Modifier, MeasureClause)
    /// `(M or M)`: each branch has one modifier or several that must all hold.
    case alternatives([[Modifier]])
    /// `with (Q)`, `without owner`, `with more than 5 open key results`.
    case having(Having)
    /// `as of D`.
    case asOf(Expression)
    /// `as known on D`.
    case asKnownOn(Expression)
    /// `assuming @x.f = 1, ..`; at least one change.
    case assuming([Change])
    /// `where E`; it is the last.
    case condition(Expression)
  }

  /// What it says.
  public var form: Form
  /// Whether `not` stands before it; never for `having`, `condition` and the views.
  public var isNegated: Bool
  /// Where it stands, `not` included.
  public var range: SourceRange

  /// Makes a modifier.
  public init(_ form: Form, isNegated: Bool = false, range: SourceRange = .none) {
    self.form = form
    self.isNegated = isNegated
    self.range = range
  }
}

/// `named`, `tagged` or `matching`.
public enum TextTest: String, TreePart, CaseIterable {
  /// The title contains it; a tag equals it; the title matches the pattern.
  case named, tagged, matching
}

/// What a measure or date is compared with.
public indirect enum MeasureClause: TreePart {
  /// `below 50%`.
  case level(Level, Expression)
  /// `between 1 and 2`, both included.
  case between(Expression, Expression)
  /// `before D`.
  case date(DateWord, Expression)
  /// `during P`; the period may be a `range` expression.
  case during(Expression)

  /// The words of an ordinary measure.
  public enum Level: String, TreePart, CaseIterable {
    /// Less than.
    case below
    /// More than.
    case above
    /// Not less than.
    case atLeast = "at least"
    /// Not more than.
    case atMost = "at most"
    /// Equal to.
    case exactly
  }

  /// The words of a date.
  public enum DateWord: String, TreePart, CaseIterable {
    /// Earlier, later, not earlier, not later.
    case before, after, since, until
  }
}

/// How far or how long.
public indirect enum Degree: TreePart {
  /// `behind by more than 25 points`; `behind`, `ahead` or `overdue`.
  case by(Adjective, Bound, Expression)
  /// `stale for 30 days`.
  case staleFor(Expression)

  /// How the distance is bounded.
  public enum Bound: String, TreePart, CaseIterable {
    /// More.
    case moreThan = "more than"
    /// Less.
    case lessThan = "less than"
    /// Not less.
    case atLeast = "at least"
    /// Not more.
    case atMost = "at most"
  }
}

/// `with` or `without` and what of.
public struct Having: TreePart {
  /// What the row has.
  public indirect enum Content: TreePart {
    /// Members of a query, in parentheses: the phrase goes on after it.
    case query(Query)
    /// A field, bare: it ends the phrase.
    case path(Path)
    /// Members of a kind, bare; only check-ins and changes carry a date.
    case kind(adjectives: [Adjective], own: Name?, KindWord, MeasureClause?)
  }

  /// How many.
  public struct Amount: TreePart {
    /// How the number is bounded.
    public enum Bound: String, TreePart, CaseIterable {
      /// More.
      case moreThan = "more than"
      /// Fewer.
      case fewerThan = "fewer than"
      /// Not fewer.
      case atLeast = "at least"
      /// Not more.
      case atMost = "at most"
      /// Just so many.
      case exactly
    }

    /// How the number is bounded.
    public var bound: Bound
    /// A whole number or a variable.
    public var number: Expression

    /// Makes an amount.
    public init(_ bound: Bound, _ number: Expression) {
      self.bound = bound
      self.number = number
    }
  }

  /// Whether the word is `without`.
  public var isWithout: Bool
  /// How many; only after `with`.
  public var amount: Amount?
  /// What of.
  public var content: Content

  /// Makes one.
  public init(isWithout: Bool, amount: Amount? = nil, _ content: Content) {
    self.isWithout = isWithout
    self.amount = amount
    self.content = content
  }

  /// Whether it stands without parentheses and so ends the phrase.
  public var isBare: Bool {
    if case .query = content { false } else { true }
  }
}

/// `@KR-12.progress = 80%` in an assumption.
public struct Change: TreePart {
  /// A path from a node, variable, `this`, `outer` or parentheses.
  public var target: Expression
  /// What it is taken to be.
  public var value: Expression

  /// Makes a change.
  public init(_ target: Expression, _ value: Expression) {
    self.target = target
    self.value = value
  }
}
