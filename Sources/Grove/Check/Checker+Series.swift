// Functions of a goal's history: series over its check-in days, and numbers judged by their goal.

extension Checker {
  /// `previous(E)`, `falling(E, N)`, `rising(E, N)`, `streak(C)`.
  func series(
    _ definition: FunctionDefinition, _ arguments: [Argument], _ range: SourceRange
  ) -> ExpressionID {
    guard isOfGoals(definition, range) else { return mistake(range) }
    guard let value = arguments.first?.value.expression, arguments.first?.label == nil,
      arguments.count <= definition.parameters.count
    else { return wrongSeries(definition, range) }
    if definition.name == "streak" {
      let holds = inView { condition(value) }
      return add(.series(.streak, of: holds), .number, range, parts: [holds], frame: 0)
    }
    let id = inView { check(value) }
    if definition.name == "previous" {
      return add(.series(.previous, of: id), type(id), range, parts: [id], frame: 0)
    }
    guard type(id).isNumber || type(id) == .any else { return wrongSeries(definition, range) }
    var times = 1
    if arguments.count == 2 {
      guard case .literal(.number(let number))? = arguments[1].value.expression?.unwrapped.form,
        let whole = Int(exactly: number.value), (1...1000).contains(whole)
      else { return mistake(.notAWholeNumber(definition.name, at: arguments[1].value.range)) }
      times = whole
    }
    let question: SeriesQuestion = definition.name == "falling" ? .falling(times) : .rising(times)
    return add(.series(question, of: id), .flag, range, parts: [id], frame: 0)
  }

  /// `better(E)`, `worse(E)`, `band(E)`.
  func judged(
    _ judgement: Judgement, _ definition: FunctionDefinition, _ arguments: [Argument],
    _ range: SourceRange
  ) -> ExpressionID {
    guard isOfGoals(definition, range) else { return mistake(range) }
    guard arguments.count == 1, let value = arguments.first?.value.expression else {
      return wrongSeries(definition, range)
    }
    let id = check(value)
    guard type(id).isNumber || type(id) == .any else { return wrongSeries(definition, range) }
    return add(
      .judged(judgement, id), judgement == .band ? .text : .flag, range, parts: [id], frame: 0)
  }

  private func isOfGoals(_ definition: FunctionDefinition, _ range: SourceRange) -> Bool {
    if let scope = scopes.last, scope.hasFields,
      scope.kind.map({ schema.definition($0).table == .goals }) ?? true
    {
      return true
    }
    report(.noRow(definition.name, at: range))
    return false
  }

  private func wrongSeries(_ definition: FunctionDefinition, _ range: SourceRange) -> ExpressionID {
    mistake(
      .wrongArguments(
        definition.name, expected: "`\(definition.signature)`", found: "something else",
        example: definition.example, at: range))
  }
}
