// Programs and their statements.

/// A whole text.
public struct Program: TreePart {
  /// The statements in order.
  public var statements: [Statement]
  /// The whole text's range.
  public var range: SourceRange

  /// Makes a program.
  public init(_ statements: [Statement], range: SourceRange = .none) {
    self.statements = statements
    self.range = range
  }
}

/// Statements in braces.
public struct Block: TreePart {
  /// The statements in order.
  public var statements: [Statement]
  /// From brace to brace.
  public var range: SourceRange

  /// Makes a block.
  public init(_ statements: [Statement], range: SourceRange = .none) {
    self.statements = statements
    self.range = range
  }
}

/// One statement.
public struct Statement: TreePart {
  /// What it does.
  public indirect enum Form: TreePart {
    /// `use "health.grove"`.
    case use(String)
    /// `param $floor = 50%`.
    case param(Variable, Query?)
    /// `report "Weekly" { .. }`; the title is a text.
    case report(Expression, Block)
    /// `define f($x) = V`.
    case define(Name, parameters: [Variable], Query)
    /// `define f($x) { .. }`.
    case defineBlock(Name, parameters: [Variable], Block)
    /// `define field f on goals = V`; at least one kind.
    case defineField(Name, kinds: [KindName], Query)
    /// `let $x = V`.
    case bind(Variable, Query)
    /// `set $x = V`.
    case set(Variable, Query)
    /// `print V`.
    case print(Query)
    /// `return V`.
    case returnValue(Query)
    /// `explain V`.
    case explain(Query)
    /// `heading "text"`.
    case heading(Expression)
    /// `if V { .. } else if V { .. } else { .. }`; at least one branch.
    case conditional([Branch], otherwise: Block?)
    /// `for $x in V { .. }`.
    case forEach(Variable, Query, Block)
    /// `while V { .. }`.
    case whileLoop(Query, Block)
    /// `expect ..`, `warn ..`.
    case promise(Promise)
    /// `why @KR-12 is at risk`.
    case why(Why)
    /// A value alone, with the text for an empty answer.
    case value(Query, emptyText: Expression?)
  }

  /// A condition with its block.
  public struct Branch: TreePart {
    /// The condition.
    public var condition: Query
    /// What runs when it is yes.
    public var body: Block

    /// Makes a branch.
    public init(_ condition: Query, _ body: Block) {
      self.condition = condition
      self.body = body
    }
  }

  /// What it does.
  public var form: Form
  /// Where it stands.
  public var range: SourceRange

  /// Makes a statement.
  public init(_ form: Form, range: SourceRange = .none) {
    self.form = form
    self.range = range
  }
}

/// `expect` or `warn` with what is promised.
public struct Promise: TreePart {
  /// What must hold.
  public indirect enum Form: TreePart {
    /// `expect no Q`: no rows. In parentheses the head is a `query` or `group` expression.
    case none(Query)
    /// `expect some Q`: at least one row. Parentheses as for `none`.
    case some(Query)
    /// `expect every (Q) M`: all rows satisfy the modifier.
    case every(Query, Modifier)
    /// `expect E`: the condition is yes.
    case condition(Expression)
  }

  /// `except @x, @y until D "why"`.
  public struct Exception: TreePart {
    /// The things left out: nodes and variables, at least one.
    public var things: [Expression]
    /// The day until which they are.
    public var until: Expression
    /// The reason, a text.
    public var reason: Expression
    /// Where it stands.
    public var range: SourceRange

    /// Makes an exception.
    public init(
      _ things: [Expression], until: Expression, reason: Expression, range: SourceRange = .none
    ) {
      self.things = things
      self.until = until
      self.reason = reason
      self.range = range
    }
  }

  /// Whether a broken promise only warns.
  public var isWarning: Bool
  /// What must hold.
  public var form: Form
  /// The message, a text.
  public var message: Expression?
  /// What is left out, in order.
  public var exceptions: [Exception]

  /// Makes a promise.
  public init(
    isWarning: Bool = false, _ form: Form, message: Expression? = nil, exceptions: [Exception] = []
  ) {
    self.isWarning = isWarning
    self.form = form
    self.message = message
    self.exceptions = exceptions
  }
}

/// `why @KR-12 is at risk`, `why @KR-7 not in (Q)`, `why progress of @O1`.
public struct Why: TreePart {
  /// What is asked of the thing.
  public indirect enum Claim: TreePart {
    /// Is (not) so: an adjective, status or path modifier without its own `not`.
    case condition(Modifier, isNegated: Bool)
    /// Is (not) in a query's answer.
    case membership(Query, isNegated: Bool)
    /// Has this value: a field of the thing, or of what the thing refers to.
    case value(Path)
  }

  /// A node or variable.
  public var thing: Expression
  /// What is asked.
  public var claim: Claim

  /// Makes a question.
  public init(_ thing: Expression, _ claim: Claim) {
    self.thing = thing
    self.claim = claim
  }
}
