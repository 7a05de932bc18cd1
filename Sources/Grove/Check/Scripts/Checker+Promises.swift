// Promises: `expect` and `warn`, each as the queries that tell whether it holds.

extension DiagnosticCode {
  /// An exception of a promise that has no rows to leave it out of.
  static let idleException = DiagnosticCode("GRV0260", "an exception that leaves nothing out")

  /// Every code of promises, in order.
  static let promiseCodes: [DiagnosticCode] = [idleException]
}

/// A promise that is ready to be looked into.
struct PreparedPromise: Sendable {
  let plan: PromisePlan
  let isWarning: Bool
  /// The promise as written, without `expect` or `warn`, its message and exceptions.
  let words: String
  /// The query it is about; of a condition the condition.
  let query: String
  let message: ExpressionID?
  let range: SourceRange
}

extension Checker {
  /// Checks a promise.
  func check(_ promise: Promise, at range: SourceRange) -> PreparedPromise {
    let word = promise.isWarning ? "warn" : "expect"
    let exceptions = promise.exceptions.map { exception($0) }
    let form: PromisePlan.Form
    switch promise.form {
    case .none(let query):
      form = .none(rows(of: query, word + " no"))
      refuseIdle(promise.exceptions, of: form)
    case .some(let query):
      form = .some(rows(of: query, word + " some"))
      refuseIdle(promise.exceptions, of: form)
    case .every(let query, let modifier):
      let all = rows(of: query, word + " every")
      let source = Expression(.query(query), range: query.range)
      let phrase = Phrase(
        Subject(.source(.value(source)), range: query.range), modifiers: [modifier], range: range)
      form = .every(
        all, kept: check(expander.expand(Query(.phrase(phrase), range: modifier.range))))
      refuseWithoutThings(all, word + " every", at: query.range)
    case .condition(let condition):
      form = self.condition(condition, promise.exceptions)
    }
    var bare = promise
    bare.message = nil
    bare.exceptions = []
    return PreparedPromise(
      plan: PromisePlan(form, exceptions: exceptions), isWarning: promise.isWarning,
      words: String(
        Printer.print(Statement(.promise(bare), range: range)).dropFirst(word.count + 1)),
      query: promise.form.query,
      message: promise.message.map { check(expander.expand($0, frames: [])) }, range: range)
  }

  // MARK: Queries

  /// The query that is promised about. Parentheses around it change nothing.
  private func rows(of query: Query, _ word: String) -> QueryID {
    let core = expander.expand(query)
    switch check(statement: core) {
    case .rows(let id): return id
    case .value(let id):
      if case .list = type(id) {
        return check(core)
      }
      if type(id) != .any { refuse(describe(id), word, at: core.range) }
    case .card: refuse("a single thing", word, at: core.range)
    }
    return check(Query(.expression(Expression(.list([]), range: core.range)), range: core.range))
  }

  private func refuse(_ found: String, _ word: String, at range: SourceRange) {
    report(
      .wrongOperand(
        word, takes: "a query", found: found,
        help: "of a value write a condition: `expect count(goals) > 0`", at: range))
  }

  private func refuseWithoutThings(_ id: QueryID, _ word: String, at range: SourceRange) {
    guard !plan[id].givesNodes, plan[id].kind == nil || plan[id].output.isEmpty == false else {
      return
    }
    report(
      .wrongOperand(
        word, takes: "rows that stand for things", found: "rows of a table",
        help: "for example `expect every (open key results) with owner`", at: range))
  }

  // MARK: Conditions

  private func condition(
    _ condition: Expression, _ exceptions: [Promise.Exception]
  ) -> PromisePlan.Form {
    guard let first = exceptions.first else {
      return .condition(
        self.condition(expander.expand(condition, frames: [])), leftOut: nil,
        sides: sides(of: condition))
    }
    // A name that nobody can write: what is left out, which is known when the promise is looked into.
    let variable = Variable(" left out", range: first.range)
    plan.script.variables.append(
      PlanVariable(name: variable.name, type: .any, owner: script.owner))
    let slot = plan.script.variables.count - 1
    script.names.enter()
    defer { script.names.leave() }
    script.names.declare(
      variable.name,
      VariableScopes.Entry(
        meaning: .slot(slot), role: .member, range: first.range, rowDepth: scopes.count,
        owner: script.owner))
    let leaving = LeavingOut(checker: self, variable: variable)
    let narrowed = leaving.narrowed(condition)
    if narrowed == condition {
      report(.idleException("the condition counts no things", at: first.range))
    }
    return .condition(
      self.condition(expander.expand(narrowed, frames: [])), leftOut: slot,
      sides: sides(of: condition, narrowed))
  }

  /// The sides of a comparison that say more than they are: told when it does not hold.
  private func sides(of condition: Expression, _ narrowed: Expression? = nil) -> [PromisePlan.Side]
  {
    guard case .comparison(let left, _, _, let right) = condition.unwrapped.form,
      case .comparison(let first, _, _, let second) = (narrowed ?? condition).unwrapped.form
    else { return [] }
    return [(left, first), (right, second)].compactMap { written, side in
      switch side.unwrapped.form {
      case .literal, .text, .node, .negate: return nil
      default:
        let value = check(expander.expand(side, frames: []))
        return PromisePlan.Side(words: Printer.print(written), value: value)
      }
    }
  }

  /// Whether a value is, without a word about it, a set of things that no row decides.
  fileprivate func isThings(_ query: Query) -> Bool {
    let before = diagnostics.count
    let id = check(Expression(.query(expander.expand(query)), range: query.range))
    defer { takeBack(from: before) }
    if case .list(.node) = type(id) { return plan[id].reach < 0 && diagnostics.count == before }
    return false
  }

  // MARK: Exceptions

  private func exception(_ exception: Promise.Exception) -> PromisePlan.Exception {
    let things = exception.things.map { thing -> ExpressionID in
      let id = check(thing)
      switch type(id) {
      case .node, .list(.node), .any: break
      default:
        report(
          .wrongOperand(
            "except", takes: "things", found: describe(id), help: "name them: `except @KR-3`",
            at: thing.range))
      }
      return id
    }
    let until = check(expander.expand(exception.until, frames: []))
    if type(until) != .date, type(until) != .any {
      report(
        .wrongOperand(
          "until", takes: "a day", found: describe(until),
          help: "write a day, or one of a period: `until end of Q2`", at: exception.until.range))
    }
    return PromisePlan.Exception(
      things: things, until: until,
      reason: check(expander.expand(exception.reason, frames: [])), range: exception.range)
  }

  private func refuseIdle(_ exceptions: [Promise.Exception], of form: PromisePlan.Form) {
    guard let first = exceptions.first else { return }
    switch form {
    case .none(let id), .some(let id):
      if !plan[id].givesNodes {
        report(.idleException("the rows of this promise are no things", at: first.range))
      }
    case .every, .condition: break
    }
  }
}

extension Promise.Form {
  /// The canonical text of what it is about.
  fileprivate var query: String {
    switch self {
    case .none(let query), .some(let query), .every(let query, _): Printer.print(query)
    case .condition(let condition): Printer.print(condition)
    }
  }
}

/// Puts `| where not (this in $x)` behind every set of things that a condition counts.
private struct LeavingOut {
  let checker: Checker
  let variable: Variable

  /// The condition without what is left out, in all calls that no row is around.
  func narrowed(_ expression: Expression) -> Expression {
    if case .call(let name, let arguments) = expression.form {
      let narrowed = arguments.map { argument in
        var argument = argument
        if checker.isThings(argument.value) {
          argument.value.stages.append(notLeftOut(argument.value.range))
        } else if let value = argument.value.expression {
          argument.value.head = .expression(self.narrowed(value))
        }
        return argument
      }
      return Expression(.call(name, narrowed), range: expression.range)
    }
    return expression.mappingParts({ narrowed($0) }, query: { $0 })
  }

  private func notLeftOut(_ range: SourceRange) -> Stage {
    let held = Expression(
      .comparison(
        Expression(.this, range: range), .in, isNegated: true,
        Expression(.variable(variable), range: range)), range: range)
    return Stage(.filter(held, rows: false), range: range)
  }
}

extension Diagnostic {
  fileprivate static func idleException(_ why: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .idleException, "the exception leaves nothing out: \(why)", at: range,
      help: "promise something of things: `expect no overdue goals except @KR-3 until ...`")
  }
}
