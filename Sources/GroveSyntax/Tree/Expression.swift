// Expressions. Every chain is one node with many operands, so that only brackets make a tree deep.

/// An expression and where it stands.
public struct Expression: TreePart {
  /// What it is.
  public indirect enum Form: TreePart {
    /// A value written out.
    case literal(Literal)
    /// A text, with or without interpolation.
    case text(Template)
    /// `@KR-12`.
    case node(NodeReference)
    /// `$x`.
    case variable(Variable)
    /// The row of the nearest row expression.
    case this
    /// The row of the next one outside.
    case outer
    /// A field of the row.
    case field(Name)
    /// A reserved adjective as a condition on the row.
    case adjective(Adjective)
    /// A status as a condition on the row.
    case status(StatusCondition)
    /// `f(x, clamp: no)`; arguments with a label come last.
    case call(Name, [Argument])
    /// A phrase or a pipe in parentheses.
    case query(Query)
    /// An expression in parentheses.
    case group(Expression)
    /// `(a, b)` where any of them will do: two or more.
    case alternatives([Expression])
    /// `[a, b]`.
    case list([Expression])
    /// `[E for $x in V if C]`.
    case comprehension(Expression, Variable, Query, condition: Expression?)
    /// `{a: 1}`.
    case record([RecordEntry])
    /// `E.name[i]`; at least one suffix.
    case path(Expression, [Suffix])
    /// `E as of D as known on D`; at least one view.
    case asOf(Expression, [View])
    /// `-E`.
    case negate(Expression)
    /// `start of P`, `end of P`.
    case moment(Moment, Expression)
    /// `a * b / c`; at least one term.
    case product(Expression, [ProductTerm])
    /// `a + b - c`; at least one term.
    case sum(Expression, [SumTerm])
    /// `A to B`, `P to date`.
    case range(Expression, RangeEnd)
    /// `a ?? b ?? c`; two or more.
    case coalesce([Expression])
    /// `a < b`, `a not in b`; negated only for the words `in` to `ends with`.
    case comparison(Expression, Comparator, isNegated: Bool, Expression)
    /// `a not between b and c`.
    case between(Expression, isNegated: Bool, Expression, Expression)
    /// `a is missing`, `a is present`.
    case presence(Expression, isPresent: Bool)
    /// `not E`.
    case not(Expression)
    /// `a and b and c`, or the same with `or`; two or more.
    case logic(Connective, [Expression])
    /// `if a then b else if c then d else e`; at least one branch.
    case conditional([ConditionalBranch], otherwise: Expression)
    /// `(E assuming @x.f = 1)`, with its parentheses; at least one change.
    case assuming(Expression, [Change])
  }

  /// What it is.
  public var form: Form
  /// Where it stands.
  public var range: SourceRange

  /// Makes an expression.
  public init(_ form: Form, range: SourceRange = .none) {
    self.form = form
    self.range = range
  }
}

/// `start of` or `end of`.
public enum Moment: String, TreePart, CaseIterable {
  /// The first day, the last day.
  case start, end
}

/// `and` or `or`.
public enum Connective: String, TreePart {
  /// All must hold, one must.
  case and, or
}

/// The signs and words of comparisons.
public enum Comparator: String, TreePart, CaseIterable {
  /// Equal.
  case equal = "="
  /// Not equal.
  case notEqual = "!="
  /// Less.
  case less = "<"
  /// Less or equal.
  case lessOrEqual = "<="
  /// Greater.
  case greater = ">"
  /// Greater or equal.
  case greaterOrEqual = ">="
  /// Earlier.
  case before
  /// Later.
  case after
  /// Not earlier.
  case since
  /// Not later.
  case until
  /// A member, or inside a period.
  case `in`
  /// Holds the text or the member.
  case contains
  /// Matches the pattern.
  case matches
  /// Begins with the text.
  case startsWith = "starts with"
  /// Ends with the text.
  case endsWith = "ends with"

  /// Whether `not` may stand before the word.
  public var takesNot: Bool {
    switch self {
    case .in, .contains, .matches, .startsWith, .endsWith: true
    default: false
    }
  }
}

/// `+` or `-`.
public enum SumOperator: String, TreePart {
  /// Plus.
  case plus = "+"
  /// Minus.
  case minus = "-"
}

/// `*`, `/` or `mod`.
public enum ProductOperator: String, TreePart {
  /// Times.
  case times = "*"
  /// Divided by.
  case over = "/"
  /// The remainder.
  case mod
}

/// An operator of a sum with what follows it.
public struct SumTerm: TreePart {
  /// The operator.
  public var sign: SumOperator
  /// Its right operand.
  public var operand: Expression

  /// Makes a term.
  public init(_ sign: SumOperator, _ operand: Expression) {
    self.sign = sign
    self.operand = operand
  }
}

/// An operator of a product with what follows it.
public struct ProductTerm: TreePart {
  /// The operator.
  public var sign: ProductOperator
  /// Its right operand.
  public var operand: Expression

  /// Makes a term.
  public init(_ sign: ProductOperator, _ operand: Expression) {
    self.sign = sign
    self.operand = operand
  }
}

/// What follows `to` in a run of days.
public indirect enum RangeEnd: TreePart {
  /// `to date`: the as-of day, included.
  case date
  /// `to B`: the day before B.
  case moment(Expression)
}

/// What follows a value.
public enum Suffix: TreePart {
  /// `.name`.
  case name(Name)
  /// `[i]`, counted from 0.
  case index(Expression)
}

/// `as of D` or `as known on D` after one value.
public struct View: TreePart {
  /// Whether it is `as known on`.
  public var isKnown: Bool
  /// The day.
  public var day: Expression

  /// Makes a view.
  public init(isKnown: Bool, _ day: Expression) {
    self.isKnown = isKnown
    self.day = day
  }
}

/// An argument of a call.
public struct Argument: TreePart {
  /// Its name, when given.
  public var label: Name?
  /// Its value; anything but a plain expression only when it is the one argument and has no label.
  public var value: Query

  /// Makes an argument.
  public init(_ value: Query, label: Name? = nil) {
    self.label = label
    self.value = value
  }

  /// Makes an argument of an expression.
  public init(_ value: Expression, label: Name? = nil) {
    self.init(Query(.expression(value), range: value.range), label: label)
  }
}

/// `name: value` of a record.
public struct RecordEntry: TreePart {
  /// The key.
  public var name: Name
  /// The value.
  public var value: Expression

  /// Makes an entry.
  public init(_ name: Name, _ value: Expression) {
    self.name = name
    self.value = value
  }
}

/// A condition with its value.
public struct ConditionalBranch: TreePart {
  /// The condition.
  public var condition: Expression
  /// The value when it is yes.
  public var value: Expression

  /// Makes a branch.
  public init(_ condition: Expression, _ value: Expression) {
    self.condition = condition
    self.value = value
  }
}

/// A text with places filled by values.
public struct Template: TreePart {
  /// A stretch of a text.
  public indirect enum Part: TreePart {
    /// Fixed text, escapes resolved, never empty.
    case text(String)
    /// `{E}`.
    case value(Expression)
  }

  /// The parts in order; none for the empty text.
  public var parts: [Part]
  /// Whether it is written between `"""`.
  public var isMultiline: Bool

  /// Makes a text.
  public init(parts: [Part], isMultiline: Bool = false) {
    self.parts = parts
    self.isMultiline = isMultiline
  }

  /// Makes a text without interpolation.
  public init(_ text: String) {
    self.init(parts: text.isEmpty ? [] : [.text(text)])
  }

  /// The text, when nothing is interpolated.
  public var plainText: String? {
    switch parts.first {
    case nil: ""
    case .text(let text) where parts.count == 1: text
    default: nil
    }
  }
}
