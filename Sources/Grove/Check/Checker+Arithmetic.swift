// Arithmetic, runs of days, defaults and choices: expressions whose type follows from their parts'.

extension Checker {
  func negate(_ operand: Expression, _ range: SourceRange) -> ExpressionID {
    let value = check(operand)
    switch type(value) {
    case .number, .ratio, .points, .duration, .any, .missing:
      return add(.negate(value), type(value), range, parts: [value])
    default:
      return mistake(
        .wrongOperand(
          "-", takes: "a number, a ratio, points or a duration", found: describe(value),
          help: "dates are moved by durations: `today - 2 weeks`", at: range))
    }
  }

  func chain(
    _ first: Expression, _ terms: [(Arithmetic, Expression)], _ range: SourceRange
  ) -> ExpressionID {
    var left = check(first)
    for (operation, operand) in terms {
      let right = check(operand)
      left = arithmetic(operation, left, right, range)
    }
    return left
  }

  private func arithmetic(
    _ operation: Arithmetic, _ left: ExpressionID, _ right: ExpressionID, _ range: SourceRange
  ) -> ExpressionID {
    let left = cycleDates(left)
    let right = cycleDates(right)
    guard let result = operation.resultType(type(left), type(right)) else {
      let help =
        switch (type(left), type(right)) {
        case (.text, _), (_, .text): "texts are joined in a text: \"{title} ({id})\""
        case (.date, .date): "the days between two dates are `a - b`"
        default: "`sum`, `avg` and `count` make a number of a list"
        }
      return mistake(
        .wrongOperands(
          describe(left), operation.rawValue, describe(right), help: help, at: range))
    }
    return add(.arithmetic(operation, left, right), result, range, parts: [left, right])
  }

  /// A cycle given where its dates are meant, as `Q2 - 1 year` gives one.
  func cycleDates(_ id: ExpressionID) -> ExpressionID {
    guard case .constant(.node(let node)) = plan[id].form, node.table == .cycles,
      let dates = graph.dates(ofCycle: node.row)
    else { return id }
    return constant(.period(dates), .period, plan[id].range)
  }

  func check(
    _ moment: Moment, _ operand: Expression, _ range: SourceRange
  ) -> ExpressionID {
    let value = check(operand)
    switch type(value) {
    case .period, .node(.cycles), .any, .missing:
      return add(
        moment == .start ? .startOf(value) : .endOf(value), .date, range, parts: [value])
    default:
      return mistake(
        .wrongOperand(
          "\(moment.rawValue) of", takes: "a period or a cycle", found: describe(value),
          help: "for example `\(moment.rawValue) of Q2`", at: range))
    }
  }

  func range(
    from start: Expression, to end: RangeEnd, _ range: SourceRange
  ) -> ExpressionID {
    let first = check(start)
    let isTime: (ExpressionID) -> Bool = { id in
      [.date, .period, .node(.cycles), .any, .missing].contains(self.type(id))
    }
    switch end {
    case .date:
      guard isTime(first) else {
        return mistake(rangeOf(describe(first), range))
      }
      return add(.dayRange(first, to: nil), .period, range, parts: [first])
    case .moment(let moment):
      let last = check(moment)
      guard isTime(first), isTime(last) else {
        return mistake(rangeOf("\(describe(first)) and \(describe(last))", range))
      }
      if let from = firstDay(of: first), let to = firstDay(of: last), to < from {
        return mistake(
          .periodBackwards(Printer.print(start), Printer.print(moment), at: range))
      }
      return add(.dayRange(first, to: last), .period, range, parts: [first, last])
    }
  }

  /// The first day of a date, a period or a cycle that the text alone tells.
  private func firstDay(of id: ExpressionID) -> CivilDate? {
    switch plan[id].form {
    case .constant(.date(let day)): return day
    case .startOf(let inner): return days(of: inner)?.start
    case .endOf(let inner): return days(of: inner)?.lastDay
    default: return days(of: id)?.start
    }
  }

  /// The days of a period or a cycle that the text alone tells.
  private func days(of id: ExpressionID) -> Period? {
    switch plan[id].form {
    case .constant(.period(let period)): period
    case .constant(.node(let node)) where node.table == .cycles: graph.dates(ofCycle: node.row)
    default: nil
    }
  }

  private func rangeOf(_ what: String, _ range: SourceRange) -> Diagnostic {
    .wrongOperand(
      "to", takes: "dates", found: what, help: "for example `2026-04-01 to today`", at: range)
  }

  func coalesce(_ members: [Expression], _ range: SourceRange) -> ExpressionID {
    let checked = members.map(check)
    let present = checked.map(type).filter { $0 != .missing && $0 != .any }
    let first = present.first ?? .any
    let ids = zip(checked, members).map { id, expression in
      ratioLiteral(expression, id, as: first, what: source.text(in: plan[checked[0]].range)) ?? id
    }
    let result = ids.map(type).filter { $0 != .missing && $0 != .any }
      .reduce(first) { common($0, $1) ?? .any }
    return add(.coalesce(ids), result, range, parts: ids)
  }

  func conditional(
    _ branches: [ConditionalBranch], _ otherwise: Expression, _ range: SourceRange
  ) -> ExpressionID {
    var result = check(otherwise)
    for branch in branches.reversed() {
      let test = condition(branch.condition)
      let value = check(branch.value)
      let type = common(type(value), type(result)) ?? .any
      result = add(
        .conditional(test, then: value, otherwise: result), type, range,
        parts: [test, value, result])
    }
    return result
  }

  /// The type that values of both types share, nil when there is none.
  func common(_ left: ValueType, _ right: ValueType) -> ValueType? {
    switch (left, right) {
    case _ where left == right: left
    case (.missing, _): right
    case (_, .missing): left
    case (.any, _), (_, .any): .any
    case (.node(let a), .node(let b)): a == b ? left : isGoal(a) && isGoal(b) ? .node(.goals) : nil
    case (.list(let a), .list(let b)): common(a, b).map { .list($0) }
    default: nil
    }
  }

  func isGoal(_ kind: Kind) -> Bool { schema.definition(kind).table == .goals }
}

extension SumOperator {
  var operation: Arithmetic { self == .plus ? .add : .subtract }
}

extension ProductOperator {
  var operation: Arithmetic {
    switch self {
    case .times: .multiply
    case .over: .divide
    case .mod: .modulo
    }
  }
}
