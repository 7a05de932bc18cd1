// Calls of what a program defines. A definition of one value whose arguments read no row takes the
// place of its call, so that columns, kinds and evaluation in batches survive; all others are called
// when the program runs, one function for each combination of types.

extension Checker {
  /// How much a program may become by its definitions, and how deeply they may stand inside each
  /// other.
  private static let expressionLimit = 300_000
  private static let depthLimit = 48
  /// The nesting of a text in which definitions may still be opened.
  private static let nestingLimit = 250
  /// How many functions one definition may become; further calls share one for anything.
  private static let instanceLimit = 64

  // MARK: Collecting

  /// Takes the definitions of a program.
  func define(_ statements: [Statement]) {
    for statement in statements {
      guard let (name, parameters) = statement.definition else {
        _ = defined.definitions.add(statement)
        continue
      }
      refuse(name, parameters)
      let before = defined.definitions.functions[name.text]
      if !defined.definitions.add(statement), let before {
        report(.definedTwice("\(name.text)(...)", before: before.name.range, at: name.range))
      }
    }
  }

  private static let ownForms: Set<String> = [
    "contributes_to", "supported_by", "owned_by", "belongs_to", "reports_to", "has_changed", "once",
    "days_when", "change", "missing",
  ]

  private func refuse(_ name: Name, _ parameters: [Variable]) {
    if environment.functions.definition(named: name.text) != nil
      || Self.ownForms.contains(name.text)
    {
      report(.takenName("`\(name.text)` is a function of the language", at: name.range))
    }
    var seen: [String: SourceRange] = [:]
    for parameter in parameters {
      if let before = seen[parameter.name] {
        report(.definedTwice("$\(parameter.name)", before: before, at: parameter.range))
      }
      seen[parameter.name] = parameter.range
    }
  }

  // MARK: Calls

  /// A call of what the program defines; nil when it defines nothing of this name.
  func called(_ name: Name, _ arguments: [Argument], _ range: SourceRange) -> CheckedValue? {
    guard let function = defined.definitions.functions[name.text] else { return nil }
    guard let ordered = inOrder(arguments, function, range) else { return .value(mistake(range)) }
    let mistakes = diagnostics.count
    let ids = ordered.map { argument($0.value) }
    guard diagnostics.count == mistakes, isSmallEnough(range) else {
      return .value(mistake(range))
    }
    defer { blame(from: mistakes, function, ordered.map(\.value.range), ids, range) }
    if case .value(let value) = function.body, !defined.called.contains(name.text),
      ids.allSatisfy({ plan[$0].reach < 0 }), let made = place(function, value, ids)
    {
      return made
    }
    let id = self.function(function, ids.map(type))
    report(defined.mistakes[id] ?? [])
    return .value(
      add(.callFunction(id, ids), plan.script[id].result, range, parts: ids))
  }

  private func inOrder(
    _ arguments: [Argument], _ function: Definitions.Function, _ range: SourceRange
  ) -> [Argument]? {
    let names = function.parameters.map(\.name)
    var ordered = [Argument?](repeating: nil, count: names.count)
    var isWrong = arguments.count != names.count
    for (place, argument) in arguments.enumerated() {
      let target = argument.label.map { names.firstIndex(of: $0.text) } ?? place
      guard let target, ordered.indices.contains(target), ordered[target] == nil else {
        isWrong = true
        continue
      }
      ordered[target] = argument
    }
    guard !isWrong, !ordered.contains(where: { $0 == nil }) else {
      let signature = "\(function.name.text)(\(names.map { "$\($0)" }.joined(separator: ", ")))"
      let count = arguments.count == 1 ? "1 value" : "\(arguments.count) values"
      let labels = arguments.compactMap { $0.label.map { "`\($0.text):`" } }
      report(
        .wrongArguments(
          function.name.text, expected: "`\(signature)`",
          found: arguments.count == names.count && !labels.isEmpty
            ? labels.joined(separator: ", ") : count,
          example: signature, at: range))
      return nil
    }
    return ordered.compactMap { $0 }
  }

  private func isSmallEnough(_ range: SourceRange) -> Bool {
    let depth = defined.placing.count + defined.checking.count
    guard plan.expressions.count < Self.expressionLimit, depth < Self.depthLimit,
      nesting < Self.nestingLimit || depth == 0
    else {
      if !defined.isTooLarge { report(.tooLarge(at: range)) }
      return false
    }
    return true
  }

  /// Checks the program's own functions that nothing calls, for arguments of any type.
  func checkUncalled() {
    var found: [[Diagnostic]] = []
    // From the end, for what stands there mostly calls what stands above.
    for name in defined.definitions.names.reversed() {
      guard let function = defined.definitions.functions[name],
        function.range.start < script.ownEnd,
        !defined.instances.keys.contains(where: { $0.name == name }),
        !defined.placed.keys.contains(where: { $0.name == name })
      else { continue }
      found.append(mistakes(in: function))
    }
    report(found.reversed().flatMap { $0 })
  }

  /// What is wrong in a definition whatever it is called with.
  func mistakes(in function: Definitions.Function) -> [Diagnostic] {
    let id = self.function(function, function.parameters.map { _ in .any })
    return defined.mistakes[id] ?? []
  }

  // MARK: In place of the call

  /// Checks a definition where its call stands; nil when it has to be called.
  private func place(
    _ function: Definitions.Function, _ value: Query, _ arguments: [ExpressionID]
  ) -> CheckedValue? {
    let name = function.name.text
    let key = DefinitionState.Placed(
      name: name, arguments: arguments, isInView: viewDepth > 0)
    if let (known, mistakes) = defined.placed[key] {
      report(mistakes)
      return known
    }
    if let first = defined.placing.firstIndex(of: name) {
      defined.called.formUnion(defined.placing[first...])
      return nil
    }
    let reported = diagnostics.count
    defined.placing.append(name)
    let made = outside { () -> CheckedValue in
      script.names = names(around: function)
      for (parameter, id) in zip(function.parameters, arguments) {
        script.names.declare(
          parameter.name,
          VariableScopes.Entry(
            meaning: .value(id), role: .parameter, range: parameter.range,
            viewDepth: isSteady(id) ? nil : viewDepth, definition: name))
      }
      return checkedValue(expander.expand(value))
    }
    defined.placing.removeLast()
    if defined.called.contains(name) {
      takeBack(from: reported)
      return nil
    }
    // What reads a definition that is called after all is made anew the next time.
    defined.placed[key] = (made, Array(diagnostics[reported...]))
    return made
  }

  /// A checked value that keeps its columns when it is a query, in core form.
  func checkedValue(_ query: Query) -> CheckedValue {
    guard let expression = query.expression?.unwrapped else { return .query(check(query)) }
    switch expression.form {
    case .query(let inner): return checkedValue(inner)
    case .call(let name, let arguments):
      return called(name, arguments, expression.range) ?? .value(check(expression))
    default: return .value(check(expression))
    }
  }

  /// A checked value as an expression.
  func expression(_ checked: CheckedValue, _ range: SourceRange) -> ExpressionID {
    switch checked {
    case .value(let id): id
    case .query(let id): add(.query(id), type(of: id), range, frame: plan[id].reach)
    }
  }

  /// Runs `body` as if nothing of the place at hand were there: no rows, no function, no report.
  private func outside<T>(_ body: () -> T) -> T {
    let kept = (scopes, script.names, script.owner, script.isInReport, takeFormats())
    if defined.topLevel == nil { defined.topLevel = script.names.outermost }
    let isOutermost = defined.placing.count + defined.checking.count == 1
    scopes = []
    script.owner = nil
    script.isInReport = false
    defer {
      (scopes, script.names, script.owner, script.isInReport) = (kept.0, kept.1, kept.2, kept.3)
      putBack(kept.4)
      if isOutermost { defined.topLevel = nil }
    }
    return body()
  }

  /// What names mean in a definition: those of the program that were given above it. One from
  /// another text sees only what the host gives.
  private func names(around function: Definitions.Function) -> VariableScopes {
    let isOwn = function.range.start < script.ownEnd
    var names = (defined.topLevel ?? script.names.outermost).keeping { entry in
      entry.role == .given
        || isOwn && (entry.role == .parameter || entry.range.start < function.range.start)
    }
    names.enter()
    return names
  }

  /// Whether a value is the same from every viewpoint.
  private func isSteady(_ id: ExpressionID) -> Bool {
    if let known = defined.isSteady[id] { return known }
    let made =
      switch plan[id].form {
      case .constant, .variable: true
      case .negate, .arithmetic, .compare, .list, .record, .template, .not, .and, .or, .coalesce,
        .conditional, .startOf, .endOf, .dayRange(_, to: .some), .index:
        plan[id].form.operands.allSatisfy { isSteady($0) }
      default: false
      }
    defined.isSteady[id] = made
    return made
  }

  // MARK: Called

  /// The function for arguments of these types.
  private func function(
    _ definition: Definitions.Function, _ types: [ValueType]
  ) -> FunctionID {
    let name = definition.name.text
    var types = types.map { $0 == .missing ? .any : $0 }
    var key = DefinitionState.Instance(name: name, types: types)
    if defined.instances[key] == nil,
      defined.instances.keys.count(where: { $0.name == name }) >= Self.instanceLimit
    {
      types = types.map { _ in .any }
      key = DefinitionState.Instance(name: name, types: types)
    }
    if let known = defined.instances[key] {
      if defined.checking.last == known {
        defined.callsItself.insert(known)
      } else if defined.checking.contains(known) {
        defined.givesAnything.insert(known)
        plan.script.functions[Int(known.index)].result = .any
      }
      return known
    }
    let id = FunctionID(Int32(clamping: plan.script.functions.count))
    plan.script.functions.append(
      PlanFunction(
        name: name, parameters: [], body: BlockID(-1), result: .missing, range: definition.range))
    defined.instances[key] = id
    defined.checking.append(id)
    check(definition, types, as: id)
    defined.checking.removeLast()
    return id
  }

  /// Checks the body of a function, until what it gives is what its calls of itself were taken to
  /// give.
  private func check(
    _ definition: Definitions.Function, _ types: [ValueType], as id: FunctionID
  ) {
    let reported = diagnostics.count
    let kept = (viewDepth, defined.returned)
    // Where it is called from decides what `today` is.
    viewDepth = max(viewDepth, 1)
    var round = 1
    while true {
      takeBack(from: reported)
      let (parameters, body, result) = outside { self.body(of: definition, types, id) }
      let index = Int(id.index)
      plan.script.functions[index].parameters = parameters
      plan.script.functions[index].body = body
      let assumed = plan.script.functions[index].result
      if defined.givesAnything.contains(id) { break }
      plan.script.functions[index].result = round < 3 ? result : .any
      if !defined.callsItself.contains(id) || result == assumed || round == 4 { break }
      round += 1
    }
    (viewDepth, defined.returned) = kept
    defined.mistakes[id] = takeBack(from: reported)
  }

  private func body(
    of definition: Definitions.Function, _ types: [ValueType], _ id: FunctionID
  ) -> (parameters: [Int], body: BlockID, result: ValueType) {
    script.names = names(around: definition)
    script.owner = id
    defined.returned = nil
    let parameters = zip(definition.parameters, types).compactMap { declare($0, .parameter, $1) }
    switch definition.body {
    case .value(let value):
      let made = self.value(value)
      plan.script.blocks.append([PlanStatement(.returnValue(made), range: value.range)])
      return (parameters, BlockID(Int32(clamping: plan.script.blocks.count - 1)), type(made))
    case .block(let body):
      let made = settled {
        defined.returned = nil
        return block(body.statements)
      }
      return (parameters, made, defined.returned ?? .missing)
    }
  }

  /// Checks what `return` gives.
  func returned(_ query: Query) -> ExpressionID {
    let id = value(query)
    let type = type(id)
    defined.returned = defined.returned.map { common($0, type) ?? .any } ?? type
    return id
  }
}

extension Statement {
  /// The name and parameters of the function it defines.
  fileprivate var definition: (name: Name, parameters: [Variable])? {
    switch form {
    case .define(let name, let parameters, _), .defineBlock(let name, let parameters, _):
      (name, parameters)
    default: nil
    }
  }
}
