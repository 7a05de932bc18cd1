// A program: its statements in order, checked as they are met, each with the names known there.

/// What the checker knows of the program around the place at hand.
struct ScriptState {
  /// The variables in sight.
  var names = VariableScopes()
  /// The function whose body is being checked.
  var owner: FunctionID?
  /// Where the program's own text ends, and what it uses begins.
  var ownEnd = Int.max
  /// Whether a report is around.
  var isInReport = false
  /// How many lists made by `for` are around.
  var comprehensionDepth = 0
  /// What the program takes from outside, in order.
  var parameters: [PlanParameter] = []
  /// What the program gives, in the order of the text.
  var outputs: [ProgramOutput] = []
  /// What variables were taken to hold, and what they were found to hold, by where they are given.
  var assumed: [SourceRange: ValueType] = [:]
  var found: [SourceRange: Found] = [:]

  /// The types of a variable's values: of the first, and what all have in common.
  struct Found {
    let first: ValueType
    var all: ValueType
  }
}

extension Checker {
  /// Checks the statements of a program and plans them.
  func check(_ program: Program) {
    define(program.statements)
    parameters(program.statements)
    defineFields()
    plan.script.main = settled {
      defined.forgetWhatWasMade()
      return block(program.statements, isOwnBlock: false)
    }
    checkUncalled()
    finish()
  }

  /// Keeps each mistake once, and notes what reads which variables.
  func finish() {
    if plan.script.main == nil {
      plan.script.blocks.append([])
      plan.script.main = BlockID(Int32(clamping: plan.script.blocks.count - 1))
    }
    var seen: Set<Diagnostic> = []
    diagnostics = diagnostics.filter { seen.insert($0).inserted }
    plan.script.uses = VariableUses(of: plan, from: environment.variables.count)
  }

  /// Runs `body`, which checks statements, until what is assumed of each variable's type is what
  /// all its values have in common: `let $best = missing` takes its type from a later `set`. What is
  /// still in doubt after the last round may hold anything.
  func settled<T>(_ body: () -> T) -> T {
    let outside = (script.assumed, script.found)
    defer { (script.assumed, script.found) = outside }
    script.assumed = [:]
    let (reported, given) = (diagnostics.count, script.outputs.count)
    let names = script.names
    var round = 1
    while true {
      script.names = names
      script.found = [:]
      let made = body()
      let doubtful = script.found.filter { place, found in
        let assumed = script.assumed[place] ?? found.first
        return assumed != found.all && assumed != .any
      }
      if doubtful.isEmpty || round == 4 { return made }
      for (place, found) in doubtful { script.assumed[place] = round < 3 ? found.all : .any }
      takeBack(from: reported)
      script.outputs.removeSubrange(given...)
      round += 1
    }
  }

  /// Checks statements of a block; what they name ends with it.
  func block(_ statements: [Statement], isOwnBlock: Bool = true) -> BlockID {
    if isOwnBlock { script.names.enter() }
    defer { if isOwnBlock { script.names.leave() } }
    var made: [PlanStatement] = []
    for statement in statements {
      if let form = check(statement) { made.append(PlanStatement(form, range: statement.range)) }
    }
    plan.script.blocks.append(made)
    return BlockID(Int32(clamping: plan.script.blocks.count - 1))
  }

  private func check(_ statement: Statement) -> PlanStatement.Form? {
    switch statement.form {
    case .bind(let variable, let query):
      let value = self.value(query)
      return declare(variable, .bound, type(value)).map { .assign($0, value) }
    case .set(let variable, let query):
      let reported = diagnostics.count
      let value = self.value(query)
      // A mistake has no type that the variable could take.
      guard diagnostics.count == reported else { return nil }
      return slot(toSet: variable, value).map { .assign($0, value) }
    case .conditional(let branches, let otherwise):
      return conditional(branches[...], otherwise, statement.range)
    case .forEach(let variable, let query, let body):
      return loop(variable, query, body)
    case .whileLoop(let condition, let body):
      let condition = self.condition(condition)
      return .whileLoop(condition, block(body.statements))
    case .returnValue(let query):
      guard script.owner != nil else {
        report(.misplaced("return", "belongs into the body of a function", at: statement.range))
        return nil
      }
      return .returnValue(returned(query))
    case .report(let title, let body):
      return report(title, body)
    case .print, .heading, .explain, .why, .value, .promise:
      return output(of: statement).map { output in
        script.outputs.append(output)
        return .output(script.outputs.count - 1)
      }
    case .use, .param, .define, .defineBlock, .defineField:
      // What they bring is there before the first statement.
      return nil
    }
  }

  // MARK: Variables

  /// Gives a name a slot of its own in the innermost block; nil after a report.
  func declare(
    _ variable: Variable, _ role: VariableScopes.Role, _ type: ValueType
  ) -> Int? {
    if let before = script.names.inInnermost(variable.name), before.role != .given {
      report(.definedTwice("$\(variable.name)", before: before.range, at: variable.range))
      return nil
    }
    var assumed = type
    if role == .bound {
      script.found[variable.range] = ScriptState.Found(first: type, all: type)
      assumed = script.assumed[variable.range] ?? type
    }
    plan.script.variables.append(
      PlanVariable(name: variable.name, type: assumed, owner: script.owner))
    let slot = plan.script.variables.count - 1
    script.names.declare(
      variable.name,
      VariableScopes.Entry(
        meaning: .slot(slot), role: role, range: variable.range, rowDepth: scopes.count,
        owner: script.owner))
    return slot
  }

  /// The slot of a variable that is to take another value; nil after a report.
  private func slot(toSet variable: Variable, _ value: ExpressionID) -> Int? {
    guard let entry = script.names[variable.name] else {
      report(
        .unknownVariable(
          variable, near: NearestName.find(variable.name, in: script.names.names),
          help: "`let $\(variable.name) = ...` makes it"))
      return nil
    }
    guard entry.role == .bound, entry.owner == script.owner, case .slot(let slot) = entry.meaning
    else {
      report(.cannotSet(variable, entry, isElsewhere: entry.owner != script.owner))
      return nil
    }
    let before = script.found[entry.range]?.all ?? .missing
    guard let both = common(before, type(value)) else {
      report(
        .otherType(
          variable, before: describe(before), now: describe(value), at: plan[value].range))
      return nil
    }
    script.found[entry.range]?.all = both
    return slot
  }

  // MARK: Values

  /// Checks a value of a statement.
  func value(_ query: Query) -> ExpressionID {
    check(Expression(.query(expander.expand(query)), range: query.range))
  }

  /// Checks a condition of a statement.
  private func condition(_ query: Query) -> ExpressionID {
    let core = expander.expand(query)
    return condition(core.expression ?? Expression(.query(core), range: query.range))
  }

  private func conditional(
    _ branches: ArraySlice<Statement.Branch>, _ otherwise: Block?, _ range: SourceRange
  ) -> PlanStatement.Form? {
    // From the first branch on, so that what is reported stands in order of the text.
    var made: [(condition: ExpressionID, body: BlockID)] = []
    for branch in branches {
      let condition = self.condition(branch.condition)
      made.append((condition, block(branch.body.statements)))
    }
    var last = otherwise.map { block($0.statements) }
    for branch in made.dropFirst().reversed() {
      let inner = PlanStatement.Form.conditional(
        branch.condition, then: branch.body, otherwise: last)
      plan.script.blocks.append([PlanStatement(inner, range: plan[branch.condition].range)])
      last = BlockID(Int32(clamping: plan.script.blocks.count - 1))
    }
    return made.first.map { .conditional($0.condition, then: $0.body, otherwise: last) }
  }

  private func loop(
    _ variable: Variable, _ query: Query, _ body: Block
  ) -> PlanStatement.Form? {
    let list = value(query)
    let member: ValueType
    switch type(list) {
    case .list(let element): member = element
    case .any, .missing: member = .any
    default:
      report(.notAList("for", describe(list), at: plan[list].range))
      member = .any
    }
    script.names.enter()
    defer { script.names.leave() }
    guard let slot = declare(variable, .member, member) else { return nil }
    return .forEach(slot, in: list, block(body.statements))
  }

  // MARK: Outputs

  private func report(_ title: Expression, _ body: Block) -> PlanStatement.Form? {
    let title = check(expander.expand(title, frames: []))
    script.isInReport = true
    defer { script.isInReport = false }
    return .report(title: title, block(body.statements))
  }

  /// What a statement gives; nil after a report.
  private func output(of statement: Statement) -> ProgramOutput? {
    guard script.owner == nil else {
      let word = statement.word
      report(
        .misplaced(word, "gives something to the reader", inFunction: true, at: statement.range))
      return nil
    }
    switch statement.form {
    case .print(let query): return .words(value(query))
    case .heading(let text): return .heading(check(expander.expand(text, frames: [])))
    case .promise(let promise): return .promise(check(promise, at: statement.range))
    case .value(let query, nil) where script.isInReport && query.isText:
      return .words(value(query))
    default: break
    }
    guard let (query, emptyText) = statement.query else {
      return nil
    }
    let core = expander.expand(query)
    var form: StatementPlan?
    var purpose = PreparedStatement.Purpose.answer
    if case .why(let why) = statement.form {
      guard let plan = check(why, core: core) else { return nil }
      form = .rows(plan.query)
      purpose = .why(plan)
    } else if case .explain = statement.form {
      purpose = .explanation
    }
    return .question(
      PreparedStatement(
        query: query, core: core, purpose: purpose, form: form ?? check(statement: core),
        text: statement.canonicalText(of: query), expansion: Printer.print(core),
        understood: understanding.words(for: query),
        emptyText: emptyText.map { check(expander.expand($0, frames: [])) },
        names: script.names))
  }

  private var understanding: Understanding {
    Understanding(
      graph: graph, source: source, periods: periods, expander: expander,
      asOf: environment.asOf ?? environment.today, me: environment.me)
  }
}

extension Query {
  /// Whether it is nothing but a text.
  fileprivate var isText: Bool {
    if case .text? = expression?.unwrapped.form { true } else { false }
  }
}
