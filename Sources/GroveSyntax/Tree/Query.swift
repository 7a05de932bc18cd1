// Values with stages: a phrase or an expression at the head of a pipe.

/// A value: a head and the stages it runs through. A plain expression is a query without stages.
public struct Query: TreePart {
  /// What stands before the first `|`.
  public indirect enum Head: TreePart {
    /// Rows of a kind or source, with modifiers.
    case phrase(Phrase)
    /// Any value.
    case expression(Expression)
  }

  /// What stands before the first `|`.
  public var head: Head
  /// The stages in order.
  public var stages: [Stage]
  /// Where it stands.
  public var range: SourceRange

  /// Makes a query.
  public init(_ head: Head, stages: [Stage] = [], range: SourceRange = .none) {
    self.head = head
    self.stages = stages
    self.range = range
  }

  /// The expression, when the query is nothing more.
  public var expression: Expression? {
    if case .expression(let expression) = head, stages.isEmpty { expression } else { nil }
  }
}

/// `open key results below 50% in Q2`.
public struct Phrase: TreePart {
  /// Whose rows.
  public var subject: Subject
  /// The row's name for nested queries, `as $o`.
  public var binding: Variable?
  /// What the rows must satisfy, and the views, in the order written.
  public var modifiers: [Modifier]
  /// Where it stands.
  public var range: SourceRange

  /// Makes a phrase.
  public init(
    _ subject: Subject, binding: Variable? = nil, modifiers: [Modifier] = [],
    range: SourceRange = .none
  ) {
    self.subject = subject
    self.binding = binding
    self.modifiers = modifiers
    self.range = range
  }
}

/// What a phrase is about.
public struct Subject: TreePart {
  /// The ways to name rows.
  public indirect enum Form: TreePart {
    /// A built-in kind with the adjectives before it; the one of one's own stands next to the kind.
    case kind(adjectives: [Adjective], own: Name?, KindWord)
    /// A kind of the workspace's own, where there is no row.
    case own(adjectives: [Adjective], Name)
    /// `from ..`.
    case source(Source)
    /// `paths from A to B to depth N`; A and B are places.
    case paths(from: Expression, to: Expression, depth: Int?)
  }

  /// What it is.
  public var form: Form
  /// Where it stands.
  public var range: SourceRange

  /// Makes a subject.
  public init(_ form: Form, range: SourceRange = .none) {
    self.form = form
    self.range = range
  }
}

/// What follows `from`.
public indirect enum Source: TreePart {
  /// A built-in kind by its phrase name.
  case kind(KindWord)
  /// A kind of one's own, or a built-in one by its identifier (`key_results`).
  case named(Name)
  /// A node, variable, `this`, `outer`, call, list or parentheses, perhaps with a path.
  case value(Expression)

  /// The form expansions use: a built-in kind by its identifier.
  public static func core(_ kind: KindWord) -> Source {
    kind.coreName == kind.phraseName ? .kind(kind) : .named(Name(kind.coreName))
  }
}
