// An expression whose operands have been found by a script: the same rules as the evaluators of rows
// use, without evaluating the operands.

extension RunContext {
  /// The value of an expression for these values of its operands, in order. Only for forms that find
  /// all of their operands first, each once, and read no row.
  func applied(_ id: ExpressionID, to operands: [Value]) throws(RunFailure) -> Value {
    func operand(_ place: Int) -> Value {
      operands.indices.contains(place) ? operands[place] : .missing
    }
    let mark = bytesMark
    defer { releaseUnkept(since: mark) }
    switch plan[id].form {
    case .call(let name, _): return try call(id, name, operands)
    case .aggregateList(let aggregate, _):
      return try folded(id, aggregate, operand(0), operands.count > 1 ? operand(1) : nil)
    case .member(_, let field): return member(operand(0), field)
    case .recordMember(_, let name): return try recordMember(operand(0), name)
    case .related(_, let relation): return try related(operand(0), relation)
    case .isIn:
      try budget.charge(lengthOf: operands)
      return try isIn(operand(0), operand(1)).flagValue
    case .textTest(let condition, _, _):
      try budget.charge(lengthOf: operands)
      return try textTest(condition, operand(0), operand(1)).flagValue
    case .startOf: return startOf(operand(0))
    case .endOf: return endOf(operand(0))
    case .dayRange(_, let end):
      return try dayRange(id, operand(0), end.map { _ in operand(1) })
    case .measure(let call, _): return measure(call, of: operand(0))
    case .standing(let standing, _, _):
      return try self.standing(standing, operand(0), to: operand(1))
    default: return .missing
    }
  }

  /// A value in words.
  func words(for value: Value, at range: SourceRange) throws(RunFailure) -> String {
    let context = functionContext
    return try at(range) { () throws(FunctionFailure) in
      try ValueText.describe(value, context)
    }
  }
}
