// The condition that each modifier stands for.

extension Expander {
  /// The condition of a modifier on the rows of its phrase.
  func condition(_ modifier: Modifier, _ row: RowOfPhrase) -> Expression {
    let range = modifier.range
    let positive = condition(modifier.form, range, row)
    guard modifier.isNegated else { return positive }
    // `title not contains "x"` is how the core form writes it, so that it expands to itself.
    switch positive.form {
    case .comparison(let left, let comparator, isNegated: false, let right)
    where comparator.takesNot:
      return Expression(.comparison(left, comparator, isNegated: true, right), range: range)
    case .between(let operand, isNegated: false, let low, let high):
      return Expression(.between(operand, isNegated: true, low, high), range: range)
    default:
      return Expression(.not(positive), range: range)
    }
  }

  private func condition(
    _ form: Modifier.Form, _ range: SourceRange, _ row: RowOfPhrase
  ) -> Expression {
    switch form {
    case .measure(let path, let measure, let orMissing):
      return condition(path, measure, orMissing: orMissing, range, row)
    case .word(let path):
      return Core.path(path, range)
    case .adjective(let adjective):
      return Expression(.adjective(adjective), range: range)
    case .status(let status):
      return Expander.condition(status, range: range)
    case .degree(let degree):
      return condition(degree, range, row)
    case .filed(let span):
      return Core.compare(filing(row.kind, range), .in, value(span, row), range)
    case .relation(let word, let place, let depth):
      return relation(word, value(place, row), depth, range)
    case .text(let test, let pattern):
      return text(test, value(pattern, row), range, row)
    case .alternatives(let branches):
      let members = branches.map { branch -> Expression in
        let conditions = branch.map { condition($0, row) }
        guard conditions.count > 1, let all = Core.all(conditions) else { return conditions[0] }
        return Expression(.group(all), range: all.range)
      }
      return Expression(
        .group(Expression(.logic(.or, members), range: range)), range: range)
    case .having(let having):
      return condition(having, range, row)
    case .changed(let path, let from, let to, let measure):
      return history(path, from: from, to: to, measure, range, row)
    case .ever(let inner, let measure):
      return once(inner, measure, range, row)
    case .asOf, .asKnownOn, .assuming:
      return Core.literal(.yes, range)
    case .condition(let condition):
      return expand(condition, frames: [row.kind] + row.frames)
    }
  }

  /// A modifier's value as it reads inside the phrase's `where`.
  private func value(_ expression: Expression, _ row: RowOfPhrase) -> Expression {
    expand(expression, frames: row.frames).shiftedDeeper()
  }

  /// What `in P` looks at: the cycle, or without one the due day; of check-ins and changes the day.
  private func filing(_ kind: Kind?, _ range: SourceRange) -> Expression {
    if kind == .checkIns || kind == .changes { return Core.field("date", range) }
    let fields = [Core.field("cycle", range), Core.field("due", range)]
    return Expression(.group(Expression(.coalesce(fields), range: range)), range: range)
  }

  // MARK: Measures and dates

  private func condition(
    _ path: Path?, _ measure: MeasureClause, orMissing: Bool, _ range: SourceRange,
    _ row: RowOfPhrase
  ) -> Expression {
    let subject: (Bool) -> Expression = { isDate in
      path.map { Core.path($0, $0.range) } ?? Core.field(headline(isDate: isDate, row.kind), range)
    }
    let positive: Expression
    var field: Expression
    switch measure {
    case .level(let level, let bound):
      field = subject(false)
      positive = Core.compare(field, level.comparator, value(bound, row), range)
    case .between(let low, let high):
      field = subject(false)
      positive = Expression(
        .between(field, isNegated: false, value(low, row), value(high, row)), range: range)
    case .date(let word, let moment):
      field = subject(true)
      positive = Core.compare(field, word.comparator, value(moment, row), range)
    case .during(let period):
      let period = value(period, row)
      field = subject(true)
      if path == nil, let end = overlapEnd(row.kind) {
        field = Core.field(end, range)
        let overlap = Expression(
          .logic(
            .and,
            [
              Core.compare(Core.field("start", range), .until, period, range),
              Core.compare(field, .since, period, range),
            ]), range: range)
        positive = Expression(.group(overlap), range: range)
      } else {
        positive = Core.compare(field, .in, period, range)
      }
    }
    guard orMissing else { return positive }
    let missing = Expression(.presence(field, isPresent: false), range: range)
    return Expression(
      .group(Expression(.logic(.or, [positive, missing]), range: range)), range: range)
  }

  /// The field a measure or date word speaks of when none is named.
  private func headline(isDate: Bool, _ kind: Kind?) -> String {
    let definition = kind.map { schema.definition($0) }
    return isDate
      ? definition?.headlineDate ?? "due" : definition?.headlineMeasure ?? "progress"
  }

  /// For kinds that last from a start to an end: the field of the end. Check-ins and changes happen
  /// on one day and have none.
  private func overlapEnd(_ kind: Kind?) -> String? {
    switch kind {
    case .checkIns?, .changes?, .links?, .people?, .teams?: nil
    case .cycles?: "end"
    default: "due"
    }
  }

  private func condition(
    _ degree: Degree, _ range: SourceRange, _ row: RowOfPhrase
  ) -> Expression {
    switch degree {
    case .by(.behind, let bound, let distance):
      return Core.compare(
        Core.field("gap", range), bound.comparator, value(distance, row), range)
    case .by(.ahead, let bound, let distance):
      let lead = Expression(.negate(Core.field("gap", range)), range: range)
      return Core.compare(lead, bound.comparator, value(distance, row), range)
    case .by(let adjective, let bound, let distance):
      let late = Core.since(Core.field("due", range), range)
      return both(
        Expression(.adjective(adjective), range: range),
        Core.compare(late, bound.comparator, value(distance, row), range), range)
    case .staleFor(let length):
      let checkIn = Core.path(Path([Name("last_check_in"), Name("date")]), range)
      let last = Expression(
        .group(Expression(.coalesce([checkIn, Core.field("start", range)]), range: range)),
        range: range)
      return both(
        Expression(.adjective(.open), range: range),
        Core.compare(Core.since(last, range), .greaterOrEqual, value(length, row), range), range)
    }
  }

  private func both(_ first: Expression, _ second: Expression, _ range: SourceRange) -> Expression {
    Expression(
      .group(Expression(.logic(.and, [first, second]), range: range)), range: range)
  }

  // MARK: Relations, text, having

  private func relation(
    _ word: RelationWord, _ place: Expression, _ depth: Int?, _ range: SourceRange
  ) -> Expression {
    let name =
      switch word {
      case .of: "belongs_to"
      case .ownedBy: "owned_by"
      case .under: "contributes_to"
      case .supportedBy: "supported_by"
      case .reportingTo: "reports_to"
      }
    var arguments = [Core.argument(place)]
    if let depth { arguments.append(Core.argument(Core.number(depth, range))) }
    return Expression(.call(Name(name, range: range), arguments), range: range)
  }

  private func text(
    _ test: TextTest, _ pattern: Expression, _ range: SourceRange, _ row: RowOfPhrase
  ) -> Expression {
    let name = row.kind.map { schema.definition($0).nameField } ?? "title"
    return switch test {
    case .named: Core.compare(Core.field(name, range), .contains, pattern, range)
    case .tagged: Core.compare(Core.field("tags", range), .contains, pattern, range)
    case .matching: Core.compare(Core.field(name, range), .matches, pattern, range)
    }
  }

  private func condition(
    _ having: Having, _ range: SourceRange, _ row: RowOfPhrase
  ) -> Expression {
    let members: Query
    switch having.content {
    case .path(let path):
      guard let set = set(path, isCounted: having.amount != nil, row, range) else {
        return Expression(
          .presence(Core.path(path, range), isPresent: !having.isWithout), range: range)
      }
      members = Query(.expression(set), range: range)
    case .kind(let adjectives, let own, let word, let measure):
      // The date word speaks in the phrase's row, as in `with (check-ins since D)`.
      let modifiers = measure.map { [Modifier(.measure(nil, $0, orMissing: false), range: range)] }
      let phrase = Phrase(
        Subject(.kind(adjectives: adjectives, own: own, word), range: range),
        modifiers: modifiers ?? [], range: range)
      members = related(Query(.phrase(phrase), range: range), row)
    case .query(let query):
      members = related(query, row)
    }
    let (comparator, number): (Comparator, Expression) =
      if let amount = having.amount {
        (amount.bound.comparator, value(amount.number, row))
      } else {
        (having.isWithout ? .equal : .greater, Core.number(0, range))
      }
    let count = Expression(
      .call(Name("count", range: range), [Argument(members)]), range: range)
    return Core.compare(count, comparator, number, range)
  }

  /// What a path names when it is a set to be counted: a relation to many that is no field, or
  /// anything after an amount. Nil for a field that is there or missing.
  private func set(
    _ path: Path, isCounted: Bool, _ row: RowOfPhrase, _ range: SourceRange
  ) -> Expression? {
    guard let definition = row.kind.map({ schema.definition($0) }), let name = path.names.first,
      path.names.count == 1, definition.relation(name.text)?.many == true
    else { return isCounted ? Core.path(path, range) : nil }
    // A word spelt like a kind is no field in a row.
    if schema.kind(named: name.text) != nil {
      return Core.member(Expression(.this, range: range), name.text, range)
    }
    let isField = definition.field(name.text) != nil
    return isCounted || !isField ? Core.path(path, range) : nil
  }

  /// The row's own collection of the kind of a query, narrowed by that query.
  private func related(_ query: Query, _ row: RowOfPhrase) -> Query {
    let frames = [row.kind] + row.frames
    var core = expand(query, frames: frames)
    guard case .phrase(var phrase) = core.head,
      let kind = self.kind(of: phrase.subject, frames: frames), phrase.subject.isWholeKind
    else {
      return membersIn(core, kind: kindOfHead(query, frames: frames), range: query.range)
    }
    let own = Core.member(
      Expression(.this, range: query.range), schema.definition(kind).coreName, query.range)
    if core.stages.isEmpty, phrase.modifiers.isEmpty, phrase.binding == nil {
      return Query(.expression(own), range: query.range)
    }
    phrase.subject.form = .source(.value(own))
    core.head = .phrase(phrase)
    return core
  }

  /// `from this.K | where this in (Q)`, for a query that does not start from a kind.
  private func membersIn(_ core: Query, kind: Kind?, range: SourceRange) -> Query {
    let relation = kind.map { schema.definition($0).coreName } ?? "goals"
    let own = Core.member(Expression(.this, range: range), relation, range)
    let isMember = Core.compare(
      Expression(.this, range: range), .in,
      Expression(.query(core), range: range).shiftedDeeper(), range)
    return Query(
      .phrase(Phrase(Subject(.source(.value(own)), range: range), range: range)),
      stages: [Stage(.filter(isMember, rows: false), range: range)], range: range)
  }

  private func kindOfHead(_ query: Query, frames: [Kind?]) -> Kind? {
    let kind =
      switch query.head {
      case .phrase(let phrase): kind(of: phrase.subject, frames: frames)
      case .expression(let expression): kinds.kind(of: expression, frames: frames)
      }
    return query.stages.reduce(kind) { schema.kind(after: $1, of: $0) }
  }

  // MARK: History

  private func history(
    _ path: Path, from: Expression?, to: Expression?, _ measure: MeasureClause?,
    _ range: SourceRange,
    _ row: RowOfPhrase
  ) -> Expression {
    let name = path.names.map(\.text).joined(separator: ".")
    var arguments = [Core.argument(Core.text(name, range))]
    if let from { arguments.append(Core.argument(value(from, row), label: "from")) }
    if let to { arguments.append(Core.argument(value(to, row), label: "to")) }
    if let measure { arguments.append(dateArgument(measure, row)) }
    return Expression(.call(Name("has_changed", range: range), arguments), range: range)
  }

  private func once(
    _ inner: Modifier, _ measure: MeasureClause, _ range: SourceRange, _ row: RowOfPhrase
  ) -> Expression {
    let arguments = [Core.argument(condition(inner, row)), dateArgument(measure, row)]
    return Expression(.call(Name("once", range: range), arguments), range: range)
  }

  private func dateArgument(_ measure: MeasureClause, _ row: RowOfPhrase) -> Argument {
    switch measure {
    case .date(let word, let moment):
      Core.argument(value(moment, row), label: word.rawValue)
    case .during(let moment), .level(_, let moment), .between(let moment, _):
      Core.argument(value(moment, row), label: "during")
    }
  }
}

extension Subject {
  /// Whether the rows are all nodes of a kind, so that a row's own nodes of that kind can stand in.
  fileprivate var isWholeKind: Bool {
    switch form {
    case .kind, .own, .source(.kind), .source(.named): true
    case .source(.value), .paths: false
    }
  }
}

extension MeasureClause.Level {
  fileprivate var comparator: Comparator {
    switch self {
    case .below: .less
    case .above: .greater
    case .atLeast: .greaterOrEqual
    case .atMost: .lessOrEqual
    case .exactly: .equal
    }
  }
}

extension MeasureClause.DateWord {
  fileprivate var comparator: Comparator {
    switch self {
    case .before: .before
    case .after: .after
    case .since: .since
    case .until: .until
    }
  }
}

extension Degree.Bound {
  fileprivate var comparator: Comparator {
    switch self {
    case .moreThan: .greater
    case .lessThan: .less
    case .atLeast: .greaterOrEqual
    case .atMost: .lessOrEqual
    }
  }
}

extension Having.Amount.Bound {
  fileprivate var comparator: Comparator {
    switch self {
    case .moreThan: .greater
    case .fewerThan: .less
    case .atLeast: .greaterOrEqual
    case .atMost: .lessOrEqual
    case .exactly: .equal
    }
  }
}
