// Calls: relations and computed fields by their own forms, aggregates over rows or lists, and the
// functions of the registry.

extension Checker {
  func check(call name: Name, _ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    if let value = called(name, arguments, range) { return expression(value, range) }
    switch name.text {
    case "contributes_to", "supported_by", "owned_by", "belongs_to", "reports_to":
      return relation(name, arguments, range)
    case "has_changed":
      return hasChanged(arguments, range)
    case "once", "days_when":
      return held(name, arguments, counted: name.text == "days_when", range)
    case "change":
      return change(arguments, range)
    case "missing":
      return missingNames(arguments, range)
    default:
      break
    }
    guard let definition = environment.functions.definition(named: name.text) else {
      return unknownFunction(name, range)
    }
    if let judgement = Judgement(rawValue: name.text) {
      return judged(judgement, definition, arguments, range)
    }
    if definition.family == .series { return series(definition, arguments, range) }
    if let standing = Standing(rawValue: name.text) {
      return self.standing(standing, definition, arguments, range)
    }
    if definition.family == .goals { return computed(name, arguments, range) }
    if let aggregate = definition.aggregate, arguments.count < 2 || definition.evaluate == nil {
      return self.aggregate(aggregate, definition, name, arguments, range)
    }
    if name.text == "cumulative" { return cumulative(arguments, range) }
    return function(definition, name, arguments, range)
  }

  private func unknownFunction(_ name: Name, _ range: SourceRange) -> ExpressionID {
    let names =
      defined.definitions.names
      + environment.functions.all.map(\.name)
    if schema.kind(named: name.text) != nil {
      return mistake(
        .wrongStage(
          "`\(name.text)(...)` is a call, and `\(name.text)` is a kind",
          help: "put another modifier between, or write `\(name.text) where ...`", at: name.range))
    }
    if scopes.last?.hasFields == true, let kind = scopes.last?.kind,
      schema.definition(kind).field(name.text) != nil
    {
      return mistake(
        .wrongStage(
          "`\(name.text)(...)` is a call, and `\(name.text)` is a field",
          help: "turn the two round, or leave out the parentheses", at: name.range))
    }
    return mistake(.unknownFunction(name, near: NearestName.find(name.text, in: names)))
  }

  // MARK: Functions of values

  private func function(
    _ definition: FunctionDefinition, _ name: Name, _ arguments: [Argument], _ range: SourceRange
  ) -> ExpressionID {
    guard let ordered = inOrder(arguments, definition, range) else { return mistake(range) }
    let ids = ordered.enumerated().map { position, argument in
      guard let argument else { return constant(.missing, .missing, range) }
      let id = self.argument(argument.value)
      return definition.parameter(at: position)?.type.takesPeriods == true ? cycleDates(id) : id
    }
    for (position, id) in ids.enumerated() {
      guard let parameter = definition.parameter(at: position) else { continue }
      guard parameter.type.accepts(type(id)) else {
        return mistake(
          .wrongArguments(
            name.text, expected: "\(parameter.type.words) as `\(parameter.name)`",
            found: describe(id), example: definition.example, at: plan[id].range))
      }
    }
    return add(
      .call(name.text, ids), definition.resultType(ids.map(type)), range, parts: ids)
  }

  /// Arguments by position, those with a name moved to their place; nil after a report.
  private func inOrder(
    _ arguments: [Argument], _ definition: FunctionDefinition, _ range: SourceRange
  ) -> [Argument?]? {
    var ordered: [Argument?] = []
    for argument in arguments {
      guard let label = argument.label else {
        ordered.append(argument)
        continue
      }
      guard let place = definition.parameters.firstIndex(where: { $0.name == label.text }) else {
        let names = definition.parameters.map(\.name)
        report(
          .wrongArguments(
            definition.name, expected: Diagnostic.listed(names), found: "`\(label.text):`",
            example: definition.example, at: label.range))
        return nil
      }
      while ordered.count <= place { ordered.append(nil) }
      ordered[place] = argument
    }
    let (least, most) = definition.arity
    if ordered.count < least || ordered.count > most ?? .max {
      report(
        .wrongArguments(
          definition.name, expected: "`\(definition.signature)`",
          found: ordered.count == 1 ? "1 value" : "\(ordered.count) values",
          example: definition.example, at: range))
      return nil
    }
    return ordered
  }

  /// An argument, which may be a whole query.
  func argument(_ query: Query) -> ExpressionID {
    check(Expression(.query(query), range: query.range))
  }

  // MARK: Computed fields with options

  private func computed(
    _ name: Name, _ arguments: [Argument], _ range: SourceRange
  ) -> ExpressionID {
    var base: ExpressionID?
    var call: MeasureCall?
    for argument in arguments {
      guard let label = argument.label else {
        guard base == nil else { return wrongOptions(name, range) }
        base = self.argument(argument.value)
        continue
      }
      guard let option = argument.value.expression?.unwrapped.form else {
        return wrongOptions(name, range)
      }
      switch (name.text, label.text, option) {
      case ("progress", "clamp", .literal(.yes)): call = .progress(clamped: true)
      case ("progress", "clamp", .literal(.no)): call = .progress(clamped: false)
      case ("status", "policy", .text(let template)):
        let word = template.plainText ?? ""
        guard let policy = StatusPolicy(rawValue: word) else {
          let words = StatusPolicy.allCases.map(\.rawValue)
          return mistake(
            .wordNeverHeld(
              word, field: "policy", words: words, near: NearestName.find(word, in: words),
              at: argument.value.range))
        }
        call = .status(policy: policy)
      default:
        return wrongOptions(name, label.range)
      }
    }
    if let base, case .node = type(base) {
    } else if let base {
      return mistake(
        .wrongArguments(
          name.text, expected: "a goal", found: describe(base),
          example: "\(name.text)(objective)", at: plan[base].range))
    }
    guard let call else {
      guard let base else { return field(name, level: 0) }
      guard case .node(let kind) = type(base),
        let field = schema.definition(kind).field(name.text)
      else { return wrongOptions(name, range) }
      return add(
        .member(base, FieldReference(name: name.text, kind: kind)), field.type, range,
        parts: [base])
    }
    let target = base ?? row(level: 0, name.text, range)
    let type: ValueType = if case .progress = call { .ratio } else { .text }
    return add(.measure(call, of: target), type, range, parts: [target])
  }

  private func wrongOptions(_ name: Name, _ range: SourceRange) -> ExpressionID {
    let definition = environment.functions.definition(named: name.text)
    return mistake(
      .wrongArguments(
        name.text, expected: "`\(definition?.signature ?? name.text)`", found: "something else",
        example: definition?.example ?? name.text, at: range))
  }

  /// `missing(f, ..)`: the names of the fields that are missing on the row.
  private func missingNames(_ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    var checked: [ExpressionID] = []
    for argument in arguments {
      guard let expression = argument.value.expression, argument.label == nil else {
        return mistake(
          .wrongArguments(
            "missing", expected: "fields", found: "something else",
            example: "missing(target, unit)", at: argument.value.range))
      }
      if case .logic = expression.form {
        return mistake(
          .wrongStage(
            "`missing(...)` is a call, and these are modifiers in brackets",
            help: "turn the two round", at: range))
      }
      let value = check(expression)
      let name = constant(.text(Printer.print(expression)), .text, expression.range)
      let isMissing = add(.isMissing(value), .flag, expression.range, parts: [value])
      let none = constant(.missing, .missing, expression.range)
      checked.append(
        add(
          .conditional(isMissing, then: name, otherwise: none), .text, expression.range,
          parts: [isMissing, name, none]))
    }
    let all = add(.list(checked), .list(.text), range, parts: checked)
    return add(.aggregateList(.distinct, [all]), .list(.text), range, parts: [all])
  }

  // MARK: Aggregates

  private func aggregate(
    _ aggregate: Aggregate, _ definition: FunctionDefinition, _ name: Name,
    _ arguments: [Argument], _ range: SourceRange
  ) -> ExpressionID {
    guard let ordered = inOrder(arguments, definition, range) else { return mistake(range) }
    let place = scopes.last?.aggregates ?? .none
    // Inside, names are those of a row, and an inner aggregate is one of a list.
    if !scopes.isEmpty { scopes[scopes.count - 1].aggregates = .none }
    defer { if !scopes.isEmpty { scopes[scopes.count - 1].aggregates = place } }
    let isCondition = [.share, .any, .all].contains(aggregate) || aggregate == .count
    var ids: [ExpressionID] = []
    let mistakesBefore = diagnostics.count
    for argument in ordered {
      guard let argument else {
        ids.append(constant(.missing, .missing, range))
        continue
      }
      if isCondition, ids.isEmpty, let expression = argument.value.expression,
        expression.isConditionWord
      {
        ids.append(conditionOrList(expression))
      } else {
        ids.append(self.argument(argument.value))
      }
    }
    if diagnostics.count > mistakesBefore { return mistake(range) }
    let types = ids.map(type)
    if case .list(let element)? = types.first {
      return ofList(aggregate, definition, name, ids, element, ordered.first ?? nil, range)
    }
    if types.first == .any, ids.first.map({ plan[$0].reach }) == -1 {
      return add(
        .aggregateList(aggregate, ids), definition.resultType(types), range, parts: ids)
    }
    switch place {
    case .phraseCondition: return mistake(.aggregateInWhere(name.text, at: range))
    case .none: return mistake(.aggregateWithoutRows(name.text, at: range))
    case .rows, .group: break
    }
    guard takes(aggregate, definition, name, ids.first, range) else { return mistake(range) }
    return add(
      .aggregateRows(aggregate, ids), definition.resultType(types), range, parts: ids, frame: 0)
  }

  /// `count(at risk)` counts conditions, `count(check_ins)` members.
  private func conditionOrList(_ expression: Expression) -> ExpressionID {
    guard case .field(let name) = expression.unwrapped.form, let scope = scopes.last else {
      return condition(expression)
    }
    let definition = scope.kind.map { schema.definition($0) }
    let isNamed =
      scope.columns.contains { $0.name == name.text }
      || definition?.relation(name.text) != nil || definition?.field(name.text) != nil
    return isNamed ? check(expression) : condition(expression)
  }

  private func ofList(
    _ aggregate: Aggregate, _ definition: FunctionDefinition, _ name: Name, _ ids: [ExpressionID],
    _ element: ValueType, _ argument: Argument?, _ range: SourceRange
  ) -> ExpressionID {
    if let argument, let wide = wholeWorkspace(name, argument, ids[0]) { return mistake(wide) }
    var types = ids.map(type)
    types[0] = element
    if aggregate != .count {
      if let parameter = definition.parameters.first, !parameter.type.accepts(element) {
        return mistake(
          .wrongAggregate(
            name.text, of: describe(.list(element)),
            help: wayOut(aggregate, element), at: range))
      }
    }
    let result: ValueType =
      aggregate == .distinct ? .list(element) : definition.resultType(types)
    return add(.aggregateList(aggregate, ids), result, range, parts: ids)
  }

  private func takes(
    _ aggregate: Aggregate, _ definition: FunctionDefinition, _ name: Name, _ id: ExpressionID?,
    _ range: SourceRange
  ) -> Bool {
    guard let id else { return true }
    let type = type(id)
    if aggregate == .count {
      guard type == .flag || type == .any || type == .missing else {
        let text = source.text(in: plan[id].range)
        report(
          .wrongAggregate(
            "count", of: describe(type),
            help: "count what is there with `count(\(text) is present)`", at: range))
        return false
      }
      return true
    }
    guard let parameter = definition.parameters.first, !parameter.type.accepts(type) else {
      return true
    }
    report(
      .wrongAggregate(
        name.text, of: describe(type), help: wayOut(aggregate, type), at: range))
    return false
  }

  private func wayOut(_ aggregate: Aggregate, _ type: ValueType) -> String {
    switch (aggregate, type) {
    case (_, .node): "aggregate a field of them: `\(aggregate.rawValue)(this.key_results.progress)`"
    case (.share, _), (.any, _), (.all, _):
      "give it a condition: `\(aggregate.rawValue)(on track)`"
    case (_, .text): "texts are counted: `count()`, or collected: `distinct(...)`"
    default: "aggregate numbers, or count with `count()`"
    }
  }

  /// An aggregate over a query that has nothing to do with the row, of a kind the row has its own of.
  private func wholeWorkspace(
    _ name: Name, _ argument: Argument, _ id: ExpressionID
  ) -> Diagnostic? {
    guard plan[id].reach < 0, let scope = scopes.last, let kind = scope.kind, scope.hasFields,
      case .phrase(let phrase) = argument.value.head,
      case .source(let source) = phrase.subject.form
    else { return nil }
    let target: Kind? =
      switch source {
      case .kind(let word): Kind(word)
      case .named(let name): schema.kind(named: name.text)
      case .value: nil
      }
    guard let target, schema.definition(kind).relation(schema.definition(target).coreName) != nil
    else { return nil }
    return .wholeWorkspace(
      name.text, kind: schema.definition(target).plural,
      relation: schema.definition(target).coreName, at: plan[id].range)
  }

  private func cumulative(_ arguments: [Argument], _ range: SourceRange) -> ExpressionID {
    guard arguments.count == 1, let only = arguments.first else {
      return mistake(
        .wrongArguments(
          "cumulative", expected: "one number a row", found: "\(arguments.count) values",
          example: "check-ins | add so_far = cumulative(value)", at: range))
    }
    let id = argument(only.value)
    switch scopes.last?.aggregates {
    case .rows?: break
    default: return mistake(.aggregateWithoutRows("cumulative", at: range))
    }
    return add(.cumulative(id), type(id), range, parts: [id], frame: 0)
  }
}

extension Expression {
  /// Whether it may be a condition of words, as `share(on track)` has.
  fileprivate var isConditionWord: Bool {
    switch unwrapped.form {
    case .field, .adjective, .status, .not, .logic, .comparison, .between, .presence: true
    default: false
    }
  }
}
