// Sugar to core: a phrase becomes `from KIND | where CONDITION`, with one conjunct a modifier, so
// that the rest of the engine knows expressions and stages only. Reports nothing: what a kind does
// not have is found by the checker, in the core form.

/// Rewrites queries into their core form.
///
/// Every conjunct keeps the range of the modifier it came from, which is how messages and
/// explanations find the user's words.
struct Expander {
  let schema: Schema
  /// The kinds of values that head queries, when the expansion turns on them.
  var kinds: KindFinder

  /// The core form of a query. `frames` are the kinds of the rows around it, nearest first.
  func expand(_ query: Query, frames: [Kind?] = []) -> Query {
    let query = askingAgain(query)
    var core = query
    var kind: Kind?
    switch query.head {
    case .expression(let expression):
      core.head = .expression(expand(expression, frames: frames))
      if !query.stages.isEmpty { kind = kinds.kind(of: expression, frames: frames) }
    case .phrase(let phrase):
      kind = self.kind(of: phrase.subject, frames: frames)
      let inner = phrase.binding.map { binding($0, to: kind) } ?? self
      let (head, condition) = inner.expand(phrase, kind: kind, frames: frames)
      core.head = .phrase(head)
      core.stages = condition.map { [$0] } ?? []
      core.stages += expand(query.stages, kind: kind, frames: frames)
      return core
    }
    core.stages = expand(query.stages, kind: kind, frames: frames)
    return core
  }

  /// The core form of an expression: the queries in it expanded, the rest as it is.
  func expand(_ expression: Expression, frames: [Kind?]) -> Expression {
    if case .status(let status) = expression.form {
      return Expander.condition(status, range: expression.range)
    }
    if case .comprehension(let element, let variable, let source, let condition) = expression.form {
      let inner = binding(variable, to: kinds.kind(of: source, frames: frames))
      return Expression(
        .comprehension(
          inner.expand(element, frames: frames), variable,
          source.mappingAsValue(
            { expand($0, frames: frames) }, query: { expand($0, frames: frames) }),
          condition: condition.map { inner.expand($0, frames: frames) }),
        range: expression.range)
    }
    var core = expression.mappingParts(
      { expand($0, frames: frames) }, query: { expand($0, frames: frames) })
    if case .alternatives(let members) = core.form { core.form = .list(members) }
    return core
  }

  /// The expansion where a variable stands for things of a kind.
  private func binding(_ variable: Variable, to kind: Kind?) -> Expander {
    var copy = self
    copy.kinds.bound[variable.name] = .some(kind)
    return copy
  }

  /// A status as a comparison, which is what it stands for.
  static func condition(_ status: StatusCondition, range: SourceRange) -> Expression {
    Core.compare(
      Core.field(status.isStated ? "stated_status" : "status", range), .equal,
      Core.text(status.word.rawValue, range), range)
  }

  // MARK: Phrases

  private func expand(
    _ phrase: Phrase, kind: Kind?, frames: [Kind?]
  ) -> (head: Phrase, condition: Stage?) {
    var head = phrase
    var conjuncts: [Expression] = []
    switch phrase.subject.form {
    case .kind(let adjectives, let own, let word):
      let range = phrase.subject.range
      conjuncts = adjectives.map { Expression(.adjective($0), range: range) }
      if let own { conjuncts.append(Expression(.field(own), range: own.range)) }
      head.subject.form = .source(Source.core(word))
    case .own(let adjectives, let name):
      conjuncts = adjectives.map { Expression(.adjective($0), range: phrase.subject.range) }
      head.subject.form = .source(.named(name))
    case .source(.kind(let word)):
      head.subject.form = .source(Source.core(word))
    case .source(.value(let value)):
      head.subject.form = .source(.value(expand(value, frames: frames)))
    case .paths(let start, let end, let depth):
      head.subject.form = .paths(
        from: expand(start, frames: frames), to: expand(end, frames: frames), depth: depth)
    case .source(.named):
      break
    }
    head.modifiers = []
    let row = RowOfPhrase(kind: kind, frames: frames)
    for modifier in phrase.modifiers {
      if modifier.isView {
        head.modifiers.append(modifier.mappingView { expand($0, frames: frames) })
      } else if case .condition(let condition) = modifier.form {
        let core = expand(condition, frames: [kind] + frames)
        conjuncts += conjuncts.isEmpty ? [core] : Expander.conjuncts(of: core)
      } else {
        conjuncts.append(self.condition(modifier, row))
      }
    }
    guard let condition = Core.all(conjuncts) else { return (head, nil) }
    return (head, Stage(.filter(condition, rows: false), range: condition.range))
  }

  /// A condition as the list of what must hold; an `or` keeps to itself in parentheses.
  private static func conjuncts(of condition: Expression) -> [Expression] {
    switch condition.form {
    case .logic(.and, let members): members
    case .logic(.or, _), .conditional: [Expression(.group(condition), range: condition.range)]
    default: [condition]
    }
  }

  /// The kind of a subject's rows, if the text alone or the value tells it.
  func kind(of subject: Subject, frames: [Kind?]) -> Kind? {
    kinds.kind(of: subject, frames: frames)
  }

  // MARK: Stages

  private func expand(_ stages: [Stage], kind: Kind?, frames: [Kind?]) -> [Stage] {
    var kind = kind
    return stages.flatMap { stage in
      defer { kind = schema.kind(after: stage, of: kind) }
      return expand(stage, kind: kind, frames: frames)
    }
  }

  private func expand(_ stage: Stage, kind: Kind?, frames: [Kind?]) -> [Stage] {
    if case .forecast = stage.form { return [forecast(stage.range)] }
    let inner = stage.mappingParts(
      row: { expand($0, frames: [kind] + frames) }, outside: { expand($0, frames: frames) },
      query: { expand($0, frames: frames) })
    switch inner.form {
    case .count:
      let count = Expression(.call(Name("count"), []), range: stage.range)
      return [Stage(.summarize([ColumnClause(nil, count, range: stage.range)]), range: stage.range)]
    case .extreme(let isTop, let number, let rows, let keys):
      let sortKeys = keys.map { SortKey($0, isDescending: isTop) }
      return [
        Stage(.sort(sortKeys, rows: rows), range: stage.range),
        Stage(.limit(.take, number, rows: rows), range: stage.range),
      ]
    default:
      return [inner]
    }
  }
}

extension Schema {
  /// The kind of the rows after a stage, from that of the rows before it.
  func kind(after stage: Stage, of kind: Kind?) -> Kind? {
    switch stage.form {
    case .walk: return .goals
    case .follow(let name, _):
      let relation = kind.flatMap { definition($0).relation(name.text) }
      return relation?.target ?? .goals
    case .pairs, .pivot, .summarize, .count: return nil
    default: return kind
    }
  }
}

/// The row a modifier speaks of.
struct RowOfPhrase {
  let kind: Kind?
  /// The rows around the phrase, nearest first.
  let frames: [Kind?]
}

extension Modifier {
  /// Whether it changes what is looked at rather than which rows are kept.
  var isView: Bool {
    switch form {
    case .asOf, .asKnownOn, .assuming: true
    default: false
    }
  }
}
