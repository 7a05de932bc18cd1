// `[E for $x in V if C]`: a list made of another one.

extension Checker {
  /// How deeply lists made by `for` may stand inside each other.
  private static let comprehensionDepth = 16

  /// Checks a list made by `for`, in core form; it may stand in a row expression.
  func comprehension(
    _ element: Expression, _ variable: Variable, _ source: Query, _ condition: Expression?,
    _ range: SourceRange
  ) -> ExpressionID {
    guard script.comprehensionDepth < Self.comprehensionDepth else {
      return mistake(.tooManyLoops(most: Self.comprehensionDepth, at: range))
    }
    let list = check(Expression(.query(source), range: source.range))
    let member: ValueType
    switch type(list) {
    case .list(let element): member = element
    case .any, .missing: member = .any
    default: return mistake(.notAList("for", describe(list), at: plan[list].range))
    }
    script.names.enter()
    script.comprehensionDepth += 1
    defer {
      script.names.leave()
      script.comprehensionDepth -= 1
    }
    guard let slot = declare(variable, .member, member) else { return mistake(range) }
    let condition = condition.map { self.condition($0) }
    let element = check(element)
    return add(
      .comprehension(element: element, variable: slot, source: list, condition: condition),
      .list(type(element)), range, parts: [list, element] + (condition.map { [$0] } ?? []))
  }
}
