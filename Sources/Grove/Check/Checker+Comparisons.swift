// Comparisons: which types may meet, and what is said when they may not.

extension Checker {
  func compare(
    _ left: Expression, _ comparator: Comparator, _ right: Expression, _ range: SourceRange
  ) -> ExpressionID {
    if right.isMissingLiteral || left.isMissingLiteral {
      let what = Printer.print(right.isMissingLiteral ? left : right)
      return mistake(.missingComparison(what, at: range))
    }
    if isSameField(left, right) {
      return mistake(.comparedWithItself(Printer.print(left.bareField ?? left), at: range))
    }
    switch comparator {
    case .in:
      return membership(left, right, range)
    case .contains, .startsWith, .endsWith, .matches:
      return textTest(left, comparator.textCondition, right, range)
    default:
      return order(left, comparator.comparison, right, range)
    }
  }

  func between(
    _ operand: Expression, _ low: Expression, _ high: Expression, _ range: SourceRange
  ) -> ExpressionID {
    let least = order(operand, .since, low, range)
    let most = order(operand, .until, high, range)
    return add(.and([least, most]), .flag, range, parts: [least, most])
  }

  /// `team = this.team` compares a field with itself.
  private func isSameField(_ left: Expression, _ right: Expression) -> Bool {
    guard let a = left.bareField, let b = right.bareField, case .field(let x) = a.form,
      case .field(let y) = b.form
    else { return false }
    return x.text == y.text
  }

  // MARK: Order and equality

  private func order(
    _ left: Expression, _ comparison: Comparison, _ right: Expression, _ range: SourceRange
  ) -> ExpressionID {
    var first = check(left)
    var second = check(right)
    if let literal = ratioLiteral(right, second, as: type(first), what: text(left)) {
      second = literal
    } else if let literal = ratioLiteral(left, first, as: type(second), what: text(right)) {
      first = literal
    }
    guard fits(first, second, comparison, left, right, range) else { return mistake(range) }
    return add(
      .compare(comparison, first, second), .flag, range, parts: [first, second])
  }

  private func text(_ expression: Expression) -> String {
    let written = source.text(in: expression.range)
    return written.isEmpty ? "this value" : "`\(written)`"
  }

  /// A number literal with a point, or 0, where a ratio is due; per cent where points are due is
  /// reported. Nil when nothing is to be done.
  func ratioLiteral(
    _ expression: Expression, _ id: ExpressionID, as wanted: ValueType, what: String
  ) -> ExpressionID? {
    guard let (literal, sign) = expression.signedLiteral else { return nil }
    switch (literal, wanted) {
    case (.number(let number), .ratio), (.number(let number), .points):
      if number.value == 0 || number.spelling.contains(".") {
        let value = sign * number.value
        return constant(wanted == .ratio ? .ratio(value) : .points(value), wanted, expression.range)
      }
      return mistake(
        .numberForRatio(
          what, spelling: (sign < 0 ? "-" : "") + number.spelling, type: wanted,
          at: expression.range))
    case (.ratio(let number), .points):
      return mistake(
        .ratioForPoints(
          spelling: (sign < 0 ? "-" : "") + number.spelling, at: expression.range))
    default:
      return nil
    }
  }

  /// Whether two values may be compared; reports it when not.
  private func fits(
    _ left: ExpressionID, _ right: ExpressionID, _ comparison: Comparison,
    _ leftTree: Expression, _ rightTree: Expression, _ range: SourceRange
  ) -> Bool {
    let isEquality = comparison == .equal || comparison == .notEqual
    let (a, b) = (type(left), type(right))
    if a == .any || b == .any || a == .missing || b == .missing { return true }
    if a == .text, b == .text {
      return holds(left, right, rightTree) && holds(right, left, leftTree)
    }
    if isTime(a), isTime(b) { return true }
    if case .node(let x) = a, case .node(let y) = b {
      let same = x == y || (isGoal(x) && isGoal(y) && (x == .goals || y == .goals))
      if same, isEquality { return true }
      if same {
        report(
          .impossibleComparison(
            describe(a), describe(b), help: "things have no order: compare a field of them",
            at: range))
        return false
      }
    }
    if a == b {
      switch a {
      case .record where !isEquality, .list where !isEquality, .flag where !isEquality:
        report(
          .impossibleComparison(
            describe(a), describe(b), help: "only numbers, dates and texts have an order",
            at: range))
        return false
      default: return true
      }
    }
    if case .list = a, case .list = b { return isEquality || refuse(left, right, range) }
    return refuse(left, right, range)
  }

  private func refuse(
    _ left: ExpressionID, _ right: ExpressionID, _ range: SourceRange
  ) -> Bool {
    let (a, b) = (type(left), type(right))
    let leftText = source.text(in: plan[left].range)
    let rightText = source.text(in: plan[right].range)
    let help: String =
      switch (a, b) {
      case (.node(let kind), .text), (.text, .node(let kind)):
        "compare a name, `\(a == .text ? rightText : leftText).\(schema.definition(kind).nameField) = \"...\"`, or a thing, `= @id`"
      case (.text, .number), (.number, .text), (.text, .ratio), (.ratio, .text):
        "there is no silent conversion: compare text with \"...\" and numbers with numbers"
      case (.ratio, .number), (.number, .ratio): "a ratio is written `50%`"
      case (.points, _), (_, .points): "a difference of ratios is written `10 points`"
      case (.date, .duration), (.duration, .date): "count from today: `14 days ago`"
      case (.list, _), (_, .list): "ask for its number, `count(...)`, or for a member, `in`"
      case (.flag, _), (_, .flag): "yes/no has no order: \(turnedRound(leftText, range))"
      default: "compare values of one kind"
      }
    report(.impossibleComparison(named(left), described(right), help: help, at: range))
    return false
  }

  /// `struggling below 50%` meant `below 50% struggling`.
  private func turnedRound(_ word: String, _ range: SourceRange) -> String {
    let whole = source.text(in: range)
    guard !word.isEmpty, whole.hasPrefix(word + " ") else { return "write the word alone" }
    return "write `\(whole.dropFirst(word.count + 1)) \(word)`"
  }

  /// A value with its type, at the end of a sentence: `` `title`, text ``; a long one is only its type.
  private func described(_ id: ExpressionID) -> String {
    let written = source.text(in: plan[id].range)
    return written.isEmpty || written.count > 40 ? describe(id) : "`\(written)`, \(describe(id))"
  }

  /// The same inside a sentence, which goes on after the type.
  private func named(_ id: ExpressionID) -> String {
    let text = described(id)
    return text == describe(id) ? text : text + ","
  }

  private func isTime(_ type: ValueType) -> Bool {
    type == .date || type == .period || type == .node(.cycles)
  }

  /// Whether a field with a closed set may hold a text; reports a word it never holds.
  private func holds(_ field: ExpressionID, _ value: ExpressionID, _ tree: Expression) -> Bool {
    guard let words = closedSet(of: field) else { return true }
    var literals: [(String, SourceRange)] = []
    func collect(_ id: ExpressionID) {
      switch plan[id].form {
      case .constant(.text(let word)): literals.append((word, plan[id].range))
      case .list(let members): members.forEach(collect)
      default: break
      }
    }
    collect(value)
    for (word, range) in literals where !words.contains(word) {
      report(
        .wordNeverHeld(
          word, field: source.text(in: plan[field].range), words: words,
          near: NearestName.find(word, in: words), at: range))
      return false
    }
    return true
  }

  // MARK: Membership

  private func membership(
    _ left: Expression, _ right: Expression, _ range: SourceRange
  ) -> ExpressionID {
    if left.isCycleElseDue { return filed(left, right, range) }
    let value = check(left)
    let place =
      right.isText && type(value) == .node(.cycles)
      ? self.place(right, titles: [.cycles]) : check(right)
    let element: ValueType
    switch type(place) {
    case .list(let members): element = members
    case .period, .date, .node(.cycles), .any, .missing: element = type(place)
    case .node: element = type(place)
    default:
      return mistake(
        .impossibleComparison(
          named(value), described(place),
          help: "`in` takes a list, a period or a query: in (\"a\", \"b\")",
          at: range))
    }
    let whole = type(value)
    let alike =
      whole == .any || element == .any || whole == .missing || element == .missing
      || common(whole, element) != nil || (isTime(whole) && isTime(element))
    guard alike else {
      return mistake(
        .impossibleComparison(
          named(value), described(place),
          help: whole == .flag && isTime(element)
            ? "after `where` the word `in` is an operator: write `in \(source.text(in: right.range))` before `where`"
            : "a value is looked for among values of its own kind",
          at: range))
    }
    guard holds(value, place, right) else { return mistake(range) }
    return add(.isIn(value, place), .flag, range, parts: [value, place])
  }

  /// `(cycle ?? due) in P`: filed under a cycle or period.
  private func filed(
    _ left: Expression, _ right: Expression, _ range: SourceRange
  ) -> ExpressionID {
    guard let scope = scopes.last else { return mistake(.noRow("in", at: range)) }
    if let kind = scope.kind, scope.hasFields {
      let definition = schema.definition(kind)
      guard definition.field("cycle") != nil, definition.field("due") != nil else {
        return mistake(
          .filedNowhere(definition, source.text(in: right.range), at: range))
      }
    } else if !scope.hasFields {
      return add(
        .isIn(check(left), check(right)), .flag, range)
    }
    let place = self.place(right, titles: [.cycles])
    switch type(place) {
    case .period, .date, .node(.cycles), .list(.period), .list(.date), .list(.node(.cycles)),
      .list(.any), .any, .missing:
      return add(.filedIn(place), .flag, range, parts: [place], frame: 0)
    default:
      let help =
        switch type(place) {
        case .node(.teams), .node(.people), .list(.node(.teams)), .list(.node(.people)):
          "what belongs to it is `of \(source.text(in: right.range))`"
        case .number: "a year is written `year 2026`"
        case .text: "a period is written without quotes: `in Q2`"
        default: "what contributes to it is `under \(source.text(in: right.range))`"
        }
      return mistake(
        .wrongPlace(
          "in", takes: "a period or a cycle", found: describe(place), help: help, at: right.range))
    }
  }

  // MARK: Text

  private func textTest(
    _ left: Expression, _ test: TextCondition, _ right: Expression, _ range: SourceRange
  ) -> ExpressionID {
    let value = check(left)
    let pattern = check(right)
    let isPatternText =
      switch type(pattern) {
      case .text, .list(.text), .any, .list(.any), .missing: true
      default: false
      }
    switch type(value) {
    case .text where isPatternText, .any, .missing: break
    case .list(let element) where test == .contains:
      let wanted: ValueType =
        if case .list(let members) = type(pattern) { members } else { type(pattern) }
      guard common(element, wanted) != nil else {
        return mistake(
          .impossibleComparison(
            named(value), described(pattern), help: "a list is searched for values of its own kind",
            at: range))
      }
    case .node(let kind) where isPatternText:
      return mistake(
        .impossibleComparison(
          named(value), described(pattern),
          help:
            "search a text of it: `\(source.text(in: left.range)).\(schema.definition(kind).nameField)`",
          at: range))
    default:
      return mistake(
        .impossibleComparison(
          named(value), described(pattern), help: "text tests take texts: title contains \"churn\"",
          at: range))
    }
    return add(.textTest(test, value, pattern), .flag, range, parts: [value, pattern])
  }
}

extension Expression {
  /// The expression without parentheses round it.
  var unwrapped: Expression {
    if case .group(let inner) = form { inner.unwrapped } else { self }
  }

  var isMissingLiteral: Bool {
    if case .literal(.missing) = unwrapped.form { true } else { false }
  }

  /// Whether it is a text without interpolation.
  var isText: Bool {
    if case .text(let template) = unwrapped.form { template.plainText != nil } else { false }
  }

  /// A literal with the sign before it.
  var signedLiteral: (Literal, Double)? {
    switch unwrapped.form {
    case .literal(let literal): (literal, 1)
    case .negate(let operand):
      if case .literal(let literal) = operand.unwrapped.form { (literal, -1) } else { nil }
    default: nil
    }
  }

  /// A plain field of the row at hand, also written `this.field`.
  var bareField: Expression? {
    switch unwrapped.form {
    case .field: unwrapped
    case .path(let base, let suffixes):
      if case .this = base.form, suffixes.count == 1, case .name(let name)? = suffixes.first {
        Expression(.field(name), range: range)
      } else {
        nil
      }
    default: nil
    }
  }

  /// `(cycle ?? due)`, which is what `in P` looks at.
  var isCycleElseDue: Bool {
    guard case .coalesce(let members) = unwrapped.form, members.count == 2,
      case .field(let first) = members[0].form, case .field(let second) = members[1].form
    else { return false }
    return first.text == "cycle" && second.text == "due"
  }
}

extension Comparator {
  fileprivate var comparison: Comparison {
    switch self {
    case .notEqual: .notEqual
    case .less, .before: .before
    case .lessOrEqual, .until: .until
    case .greater, .after: .after
    case .greaterOrEqual, .since: .since
    default: .equal
    }
  }

  fileprivate var textCondition: TextCondition {
    switch self {
    case .startsWith: .startsWith
    case .endsWith: .endsWith
    case .matches: .matches
    default: .contains
    }
  }
}
