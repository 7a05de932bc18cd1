// What each modifier of a phrase says of one row.

import Grove
import GroveSyntax

extension NaiveEngine {
  func holds(
    _ modifier: Modifier, _ frame: NaiveFrame, _ kind: Kind?, _ place: NaivePlace
  ) throws -> Bool? {
    let positive = try says(modifier, frame, kind, place)
    return modifier.isNegated ? positive.map { !$0 } : positive
  }

  private func says(
    _ modifier: Modifier, _ frame: NaiveFrame, _ kind: Kind?, _ outside: NaivePlace
  ) throws -> Bool? {
    // In a modifier's value `this` is the row outside; bare words speak of the phrase's row.
    let inside = outside.entering(frame)
    let valuePlace = outside.valueOfModifier(frame)
    guard let node = frame.row.node else { throw NaiveTrouble.unsupported("a row without a node") }
    switch modifier.form {
    case .measure(let path, let measure, let orMissing):
      return try measures(path, measure, orMissing, frame, kind, valuePlace)
    case .word(let path):
      if path.names.count == 1 { return try word(path.names[0].text, inside) }
      let end = try value(pathExpression(path), inside)
      if case .date(let day) = end { return day <= graph.today }
      if end.isMissing { return isDate(path, node) ? false : nil }
      if case .flag(let flag) = end { return flag }
      return nil
    case .adjective(let adjective):
      return try condition(Expression(.adjective(adjective)), inside)
    case .status(let status): return try condition(Expression(.status(status)), inside)
    case .degree(let degree): return try holds(degree, frame, valuePlace)
    case .filed(let span):
      let cycle = graph.field("cycle", node)
      return isIn(cycle.isMissing ? graph.field("due", node) : cycle, try value(span, valuePlace))
    case .relation(let word, let target, let depth):
      return relates(node, word, try value(target, valuePlace), depth: depth)
    case .text(let test, let pattern):
      let name = kind.map { graph.schema.definition($0).nameField } ?? "title"
      let pattern = try value(pattern, valuePlace)
      switch test {
      case .named: return self.test(.contains, graph.field(name, node), pattern)
      case .tagged: return self.test(.contains, graph.field("tags", node), pattern)
      case .matching: return self.test(.matches, graph.field(name, node), pattern)
      }
    case .alternatives(let branches):
      return any(
        try branches.map { branch in
          all(try branch.map { try holds($0, frame, kind, outside) })
        })
    case .having(let having): return try has(having, node, inside, valuePlace)
    case .condition(let expression): return try condition(expression, inside)
    case .changed, .ever, .asOf, .asKnownOn, .assuming:
      throw NaiveTrouble.unsupported("\(modifier.form)")
    }
  }

  private func pathExpression(_ path: Path) -> Expression {
    Expression(
      .path(Expression(.field(path.names[0])), path.names.dropFirst().map { .name($0) }))
  }

  /// Whether a path of two names ends at a date.
  private func isDate(_ path: Path, _ node: Node) -> Bool {
    let kind = graph.kind(node)
    guard case .node(let target)? = graph.schema.definition(kind).field(path.names[0].text)?.type
    else { return false }
    return graph.schema.definition(target).field(path.names[1].text)?.type == .date
  }

  // MARK: Measures and dates

  private func measures(
    _ path: Path?, _ measure: MeasureClause, _ orMissing: Bool, _ frame: NaiveFrame,
    _ kind: Kind?, _ place: NaivePlace
  ) throws -> Bool? {
    let definition = graph.schema.definition(kind ?? .goals)
    func measured(_ headline: String?) throws -> Value {
      guard let path else { return try field(headline ?? "", frame) }
      return path.names.count == 1
        ? try field(path.names[0].text, frame)
        : try value(pathExpression(path), NaivePlace(frames: [frame]))
    }
    var subject: Value
    let result: Bool?
    switch measure {
    case .level(let level, let bound):
      subject = try measured(definition.headlineMeasure)
      let comparators: [MeasureClause.Level: Comparator] = [
        .below: .less, .above: .greater, .atLeast: .greaterOrEqual, .atMost: .lessOrEqual,
        .exactly: .equal,
      ]
      result = compare(comparators[level] ?? .equal, subject, try value(bound, place))
    case .between(let low, let high):
      subject = try measured(definition.headlineMeasure)
      result = all([
        compare(.since, subject, try value(low, place)),
        compare(.until, subject, try value(high, place)),
      ])
    case .date(let word, let moment):
      subject = try measured(definition.headlineDate)
      let comparators: [MeasureClause.DateWord: Comparator] = [
        .before: .before, .after: .after, .since: .since, .until: .until,
      ]
      result = compare(comparators[word] ?? .equal, subject, try value(moment, place))
    case .during(let period):
      let period = try value(period, place)
      let lasts = path == nil && definition.table == .goals || definition.kind == .cycles
      if lasts, path == nil {
        // Its days overlap the period: they begin before it ends and end after it begins.
        let end = definition.kind == .cycles ? "end" : "due"
        subject = try field(end, frame)
        result = all([
          compare(.until, try field("start", frame), period), compare(.since, subject, period),
        ])
      } else {
        subject = try measured(definition.headlineDate)
        result = isIn(subject, period)
      }
    }
    return orMissing && subject.isMissing ? true : orMissing ? any([result, false]) : result
  }

  private func holds(
    _ degree: Degree, _ frame: NaiveFrame, _ place: NaivePlace
  ) throws -> Bool? {
    func compare(_ bound: Degree.Bound, _ left: Value, _ right: Value) -> Bool? {
      let comparators: [Degree.Bound: Comparator] = [
        .moreThan: .greater, .lessThan: .less, .atLeast: .greaterOrEqual, .atMost: .lessOrEqual,
      ]
      return self.compare(comparators[bound] ?? .equal, left, right)
    }
    func since(_ day: Value) -> Value {
      guard case .date(let day) = day else { return .missing }
      return .duration(CalendarDuration(days: Int32(graph.today.days(since: day))))
    }
    switch degree {
    case .by(.behind, let bound, let distance):
      return compare(bound, try field("gap", frame), try value(distance, place))
    case .by(.ahead, let bound, let distance):
      guard case .points(let gap) = try field("gap", frame) else { return nil }
      return compare(bound, .points(0 - gap), try value(distance, place))
    case .by(let adjective, let bound, let distance):
      let flag = try condition(Expression(.adjective(adjective)), NaivePlace(frames: [frame]))
      return all([flag, compare(bound, since(try field("due", frame)), try value(distance, place))])
    case .staleFor(let length):
      let open = try condition(Expression(.adjective(.open)), NaivePlace(frames: [frame]))
      var last = member("date", try field("last_check_in", frame))
      if last.isMissing { last = try field("start", frame) }
      return all([open, self.compare(.since, since(last), try value(length, place))])
    }
  }

  // MARK: With and without

  private func has(
    _ having: Having, _ node: Node, _ inside: NaivePlace, _ valuePlace: NaivePlace
  ) throws -> Bool? {
    let count: Int
    switch having.content {
    case .path(let path):
      let value = try value(
        path.names.count == 1 ? Expression(.field(path.names[0])) : pathExpression(path), inside)
      return value.isMissing == having.isWithout
    case .kind(let adjectives, let own, let word, let measure):
      let related = try members(Kind(word), node)
      count = try related.filter { member in
        let frame = NaiveFrame(row: NaiveRow(node: member))
        var flags = try adjectives.map {
          try condition(Expression(.adjective($0)), inside.entering(frame))
        }
        if let own { flags.append(try self.word(own.text, inside.entering(frame))) }
        if let measure {
          let modifier = Modifier(.measure(nil, measure, orMissing: false))
          flags.append(try holds(modifier, frame, Kind(word), inside))
        }
        return all(flags) == true
      }.count
    case .query(let query):
      guard case .phrase(let phrase) = query.head, query.stages.isEmpty,
        let kind = kind(of: phrase.subject)
      else { throw NaiveTrouble.unsupported("with a query that is no phrase") }
      let own = Set(try members(kind, node))
      // The phrase asked of the whole workspace, and of its rows those that are the row's own.
      let rows = try table(query, inside).rows.compactMap(\.node)
      count = rows.filter { own.contains($0) }.count
    }
    guard let amount = having.amount else { return having.isWithout ? count == 0 : count > 0 }
    guard case .number(let number) = try value(amount.number, valuePlace) else { return nil }
    let found = Double(count)
    switch amount.bound {
    case .moreThan: return found > number
    case .fewerThan: return found < number
    case .atLeast: return found >= number
    case .atMost: return found <= number
    case .exactly: return found == number
    }
  }

  private func kind(of subject: Subject) -> Kind? {
    switch subject.form {
    case .kind(_, _, let word), .source(.kind(let word)): Kind(word)
    case .own(_, let name), .source(.named(let name)): graph.schema.kind(named: name.text)
    default: nil
    }
  }

  /// The row's own collection of a kind, by the relation of that name.
  private func members(_ kind: Kind, _ node: Node) throws -> [Node] {
    let name = graph.schema.definition(kind).coreName
    guard let found = graph.related(name, node) else {
      throw NaiveTrouble.unsupported("the relation \(name)")
    }
    return found
  }

  // MARK: What the answer shows

  /// Notes the field that a modifier measures, since the answer shows it.
  func note(_ modifier: Modifier, _ table: inout NaiveTable) {
    guard !modifier.isNegated else { return }
    let definition = graph.schema.definition(table.kind ?? .goals)
    switch modifier.form {
    case .measure(let path, let measure, orMissing: false):
      switch measure {
      case .level:
        show(path?.singleName ?? (path == nil ? definition.headlineMeasure : nil), &table)
      case .date: show(path?.singleName ?? (path == nil ? definition.headlineDate : nil), &table)
      case .between, .during: break
      }
    case .degree(.by(.behind, _, _)): show("gap", &table)
    case .condition(let expression): noteConditions(expression, &table)
    default: break
    }
  }

  func noteConditions(_ expression: Expression, _ table: inout NaiveTable) {
    switch expression.form {
    case .logic(.and, let members): members.forEach { noteComparison($0, &table) }
    default: noteComparison(expression, &table)
    }
  }

  private func noteComparison(_ expression: Expression, _ table: inout NaiveTable) {
    var expression = expression
    while case .group(let inner) = expression.form { expression = inner }
    guard case .comparison(let left, let comparator, isNegated: false, _) = expression.form,
      ![.in, .contains, .startsWith, .endsWith, .matches].contains(comparator)
    else { return }
    noteField(left, &table)
  }

  func noteField(_ expression: Expression, _ table: inout NaiveTable) {
    var expression = expression
    while case .group(let inner) = expression.form { expression = inner }
    switch expression.form {
    case .field(let name): show(name.text, &table)
    case .path(let base, let suffixes) where base.form == .this && suffixes.count == 1:
      if case .name(let name)? = suffixes.first { show(name.text, &table) }
    default: break
    }
  }

  private func show(_ name: String?, _ table: inout NaiveTable) {
    guard table.hasFields, let name, let kind = table.kind, !table.columns.contains(name),
      !table.interest.contains(name),
      let field = graph.schema.definition(kind).field(name)
    else { return }
    switch field.type {
    case .number, .ratio, .points, .date, .duration: table.interest.append(name)
    default: break
    }
  }
}

extension Path {
  fileprivate var singleName: String? { names.count == 1 ? names[0].text : nil }
}
