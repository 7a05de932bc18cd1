// Expressions: which form goes where, literals, names and paths. Arithmetic, conditions, comparisons,
// calls and things of the workspace stand in the files beside.

extension Checker {
  /// Checks an expression in core form where the innermost scope is the row at hand.
  func check(_ expression: Expression) -> ExpressionID {
    nesting += 1
    defer { nesting -= 1 }
    let range = expression.range
    switch expression.form {
    case .literal(let literal):
      return check(literal, range)
    case .text(let template):
      return check(template, range)
    case .node(let reference):
      return check(reference)
    case .variable(let variable):
      return check(variable)
    case .this:
      return row(level: 0, "this", range)
    case .outer:
      return row(level: 1, "outer", range)
    case .field(let name):
      return field(name, level: 0)
    case .adjective(let adjective):
      return field(Name(adjective.rawValue, range: range), level: 0)
    case .status(let status):
      return check(Expander.condition(status, range: range))
    case .call(let name, let arguments):
      return check(call: name, arguments, range)
    case .query(let query):
      return check(nested: query, range)
    case .group(let inner):
      return check(inner)
    case .alternatives(let members), .list(let members):
      return list(members, range)
    case .record(let entries):
      var names: Set<String> = []
      for entry in entries where !names.insert(entry.name.text).inserted {
        report(.repeatedName(entry.name.text, inRecord: true, at: entry.name.range))
      }
      let values = entries.map { (name: $0.name.text, value: check($0.value)) }
      return add(.record(values), .record, range, parts: values.map(\.value))
    case .path(let base, let suffixes):
      return path(expression, base, suffixes, range)
    case .asOf(let base, let views):
      return seen(base, views, range)
    case .assuming(let base, let changes):
      return seen(base, assuming: changes, range)
    case .comprehension(let element, let variable, let source, let condition):
      return comprehension(element, variable, source, condition, range)
    case .negate(let operand):
      return negate(operand, range)
    case .moment(let moment, let operand):
      return check(moment, operand, range)
    case .product(let first, let terms):
      return chain(first, terms.map { ($0.sign.operation, $0.operand) }, range)
    case .sum(let first, let terms):
      return chain(first, terms.map { ($0.sign.operation, $0.operand) }, range)
    case .range(let start, let end):
      return self.range(from: start, to: end, range)
    case .coalesce(let members):
      return coalesce(members, range)
    case .comparison(let left, let comparator, let isNegated, let right):
      let comparison = compare(left, comparator, right, range)
      return isNegated ? add(.not(comparison), .flag, range, parts: [comparison]) : comparison
    case .between(let operand, let isNegated, let low, let high):
      let both = between(operand, low, high, range)
      return isNegated ? add(.not(both), .flag, range, parts: [both]) : both
    case .presence(let operand, let isPresent):
      let value = check(operand)
      return add(
        isPresent ? .isPresent(value) : .isMissing(value), .flag, range, parts: [value])
    case .not(let operand):
      let inner = condition(operand)
      return add(.not(inner), .flag, range, parts: [inner])
    case .logic(let connective, let members):
      let parts = members.indices.map { place in
        abbreviated(members, at: place) ?? condition(members[place])
      }
      return add(connective == .and ? .and(parts) : .or(parts), .flag, range, parts: parts)
    case .conditional(let branches, let otherwise):
      return conditional(branches, otherwise, range)
    }
  }

  // MARK: Literals

  private func check(_ literal: Literal, _ range: SourceRange) -> ExpressionID {
    switch literal {
    case .number(let number): return constant(.number(number.value), .number, range)
    case .ratio(let number): return constant(.ratio(ratio(number.value)), .ratio, range)
    case .points(let number): return constant(.points(ratio(number.value)), .points, range)
    case .duration(let number, let unit):
      guard let whole = Int(exactly: number.value) else {
        return mistake(
          .notAWholeNumber("\(unit.rawValue)s", at: range))
      }
      return constant(.duration(unit.duration(whole)), .duration, range)
    case .yes: return constant(.flag(true), .flag, range)
    case .no: return constant(.flag(false), .flag, range)
    case .missing: return constant(.missing, .missing, range)
    case .period(let period):
      switch periods.resolve(period, at: range) {
      case .period(let period): return constant(.period(period), .period, range)
      case .cycle(let node): return constant(.node(node), .node(.cycles), range)
      case .failure(let diagnostic): return mistake(diagnostic)
      }
    case .today where viewDepth > 0:
      return add(.today, .date, range)
    case .ago, .date, .weekday, .today, .yesterday, .tomorrow:
      guard let day = periods.day(of: literal) else {
        return mistake(
          .noSuchPeriod(
            "this day is not in the calendar", help: "years run from 1 to 9999", at: range))
      }
      return constant(.date(day), .date, range)
    }
  }

  /// Per cent as a share, rounded as all ratios are.
  func ratio(_ perCent: Double) -> Double {
    Ratio.rounded(perCent / 100)
  }

  private func check(_ template: Template, _ range: SourceRange) -> ExpressionID {
    if let text = template.plainText { return constant(.text(text), .text, range) }
    var parts: [TemplatePart] = []
    var ids: [ExpressionID] = []
    for part in template.parts {
      switch part {
      case .text(let text): parts.append(.text(text))
      case .value(let value):
        let id = check(value)
        ids.append(id)
        parts.append(.value(id))
      }
    }
    return add(.template(parts), .text, range, parts: ids)
  }

  private func list(_ members: [Expression], _ range: SourceRange) -> ExpressionID {
    let ids = members.map(check)
    let types = ids.map(type).filter { $0 != .missing && $0 != .any }
    let first = types.first ?? .any
    let element = types.reduce(first) { common($0, $1) ?? .any }
    return add(.list(ids), .list(element), range, parts: ids)
  }

  private func check(nested query: Query, _ range: SourceRange) -> ExpressionID {
    if let expression = query.expression { return check(expression) }
    let before = diagnostics.count
    let id = check(query)
    // What stands around a question with a mistake would only be misunderstood.
    guard diagnostics.count == before else { return mistake(range) }
    let queryPlan = plan[id]
    return add(.query(id), type(of: id), range, frame: queryPlan.reach)
  }

  // MARK: Names and paths

  /// The row so many levels out.
  func row(level: Int, _ word: String, _ range: SourceRange) -> ExpressionID {
    guard scopes.count > level else {
      // The expansion writes `outer` for a `this` in a modifier; the message says what was typed.
      let typed = source.text(in: range).hasPrefix("this") ? "this" : word
      return mistake(.noRow(typed, at: range))
    }
    let scope = scopes[scopes.count - 1 - level]
    guard let kind = scope.kind else {
      guard scope.hasFields else {
        return mistake(
          .noRow(word, at: range))
      }
      return mistake(range)
    }
    return add(.row(frame: level), .node(kind), range, frame: level)
  }

  /// A field, column or relation of the row so many levels out.
  func field(_ name: Name, level: Int) -> ExpressionID {
    guard scopes.count > level else {
      return mistake(.noRow(level == 0 ? name.text : "outer", at: name.range))
    }
    let scope = scopes[scopes.count - 1 - level]
    if let keys = scope.groupKeys {
      if case .group = scope.aggregates {
        if let index = keys.firstIndex(where: { $0.name == name.text }) {
          return add(.column(index, frame: level), keys[index].type, name.range, frame: level)
        }
        return mistake(.groupedField(name, keys: keys.map(\.name)))
      }
    } else if case .group = scope.aggregates {
      return mistake(
        .wrongStage(
          "`summarize` makes one row of all, and `\(name.text)` has a value for each",
          help: "aggregate it, `avg(\(name.text))`, or group by it first", at: name.range))
    }
    if let index = scope.columns.firstIndex(where: { $0.name == name.text }) {
      return add(.column(index, frame: level), scope.columns[index].type, name.range, frame: level)
    }
    if let column = acrossColumn(name, scope, level: level) { return column }
    if scope.hasFields, let kind = scope.kind, !scope.dropped.contains(name.text),
      let found = stored(name, of: kind, level: level)
    {
      return found
    }
    if let key = scope.groupKeys?.first(where: { $0.name == name.text }), scope.hasFields,
      level == 0, let onRow = key.onRow
    {
      return onRow
    }
    return unknownName(name, scope)
  }

  private func stored(_ name: Name, of kind: Kind, level: Int) -> ExpressionID? {
    if let own = definedField(name, kind, level: level) { return own }
    let definition = schema.definition(kind)
    if let field = definition.field(name.text) {
      let reference = FieldReference(name: name.text, kind: kind)
      noteDay(of: reference, at: name.range)
      return add(.field(reference, frame: level), field.type, name.range, frame: level)
    }
    guard let relation = definition.relation(name.text) else { return nil }
    let row = add(.row(frame: level), .node(kind), name.range, frame: level)
    return related(row, relation, of: kind, name.range)
  }

  private func related(
    _ base: ExpressionID, _ relation: RelationDefinition, of kind: Kind, _ range: SourceRange
  ) -> ExpressionID {
    let isList = if case .list = type(base) { true } else { relation.many }
    let type: ValueType = isList ? .list(.node(relation.target)) : .node(relation.target)
    return add(
      .related(base, RelationReference(name: relation.name, kind: kind)), type, range,
      parts: [base])
  }

  /// Reports a name that the rows at hand do not have.
  /// For the headline field of a measure or date word that names none, when the kind has none.
  private func nothingToMeasure(_ name: Name, _ definition: KindDefinition) -> ExpressionID? {
    let isDate = name.text == "due"
    guard isDate || name.text == "progress",
      !ByteSearch.occurs(name.text, in: source.text(in: name.range))
    else { return nil }
    let types: [ValueType] = isDate ? [.date] : [.number, .ratio]
    let fields = definition.fields.filter { types.contains($0.type) }
    return mistake(
      .nothingToMeasure(
        definition, isDate: isDate, at: name.range,
        fields: fields.isEmpty ? ["where"] : fields.map(\.name)))
  }

  func unknownName(_ name: Name, _ scope: RowScope) -> ExpressionID {
    if scope.hasFields, let kind = scope.kind {
      let definition = schema.definition(kind)
      if scope.dropped.contains(name.text) {
        return mistake(.removedField(name, by: "drop"))
      }
      if schema.kind(named: name.text) != nil { return mistake(.ownKindInRow(name)) }
      if let mistake = nothingToMeasure(name, definition) { return mistake }
      let fields = definition.fields.map(\.name)
      let near = NearestName.find(
        name.text, in: fields + definition.relations.map(\.name) + scope.columns.map(\.name))
      return mistake(.unknownField(name, of: definition, near: near, fields: fields))
    }
    if scope.hasFields { return mistake(name.range) }
    if let stage = scope.fieldsRemovedBy,
      schema.kinds.contains(where: { $0.field(name.text) != nil })
    {
      return mistake(.removedField(name, by: stage))
    }
    let names = scope.columns.map(\.name)
    return mistake(
      .unknownColumn(name, near: NearestName.find(name.text, in: names), columns: names))
  }

  private func path(
    _ whole: Expression, _ base: Expression, _ suffixes: [Suffix], _ range: SourceRange
  ) -> ExpressionID {
    if let (level, rest) = FrameReference.read(whole) {
      guard case .name(let first)? = rest.first else {
        var id = row(level: level, level == 0 ? "this" : "outer", range)
        for suffix in rest { id = follow(id, suffix, range) }
        return id
      }
      var id = field(first, level: level)
      for suffix in rest.dropFirst() { id = follow(id, suffix, range) }
      return id
    }
    var id = check(base)
    for suffix in suffixes { id = follow(id, suffix, range) }
    return id
  }

  /// Whether a value may tell the place of a member of another; reports it when not.
  private func isMember(_ place: ExpressionID, of base: ExpressionID) -> Bool {
    func refuse(_ takes: String, _ id: ExpressionID, help: String) -> Bool {
      report(
        .wrongOperand("[...]", takes: takes, found: describe(id), help: help, at: plan[id].range))
      return false
    }
    switch type(base) {
    case .list, .any, .missing: break
    case .record: return refuse("a list before it", base, help: "a value of a record is `.name`")
    default:
      return refuse("a list before it", base, help: "for example `[10, 20][0]`, which is 10")
    }
    switch type(place) {
    case .number, .any, .missing: return true
    default: return refuse("a number, counted from 0", place, help: "for example `$list[0]`")
    }
  }

  private func follow(
    _ base: ExpressionID, _ suffix: Suffix, _ range: SourceRange
  ) -> ExpressionID {
    switch suffix {
    case .index(let index):
      let position = check(index)
      guard isMember(position, of: base) else { return mistake(index.range) }
      let element: ValueType =
        if case .list(let element) = type(base) { element } else { .any }
      return add(.index(base, position), element, range, parts: [base, position])
    case .name(let name):
      return member(name, of: base, range)
    }
  }

  private func member(_ name: Name, of base: ExpressionID, _ range: SourceRange) -> ExpressionID {
    switch type(base) {
    case .node(let kind), .list(.node(let kind)):
      if let own = definedField(name, kind, of: base, range) { return own }
      let isList = if case .list = type(base) { true } else { false }
      let definition = schema.definition(kind)
      if let field = definition.field(name.text) {
        let memberType: ValueType =
          if isList, case .list = field.type { field.type } else if isList {
            .list(field.type)
          } else { field.type }
        return add(
          .member(base, FieldReference(name: name.text, kind: kind)), memberType, range,
          parts: [base])
      }
      if let relation = definition.relation(name.text) {
        return related(base, relation, of: kind, range)
      }
      return unknownName(name, RowScope(kind: kind, hasFields: true))
    case .record, .any:
      return add(.recordMember(base, name.text), .any, range, parts: [base])
    case .period where name.text == "start":
      return add(.startOf(base), .date, range, parts: [base])
    case .period where name.text == "end":
      return add(.endOf(base), .date, range, parts: [base])
    default:
      return mistake(
        .wrongStage(
          "\(describe(base)) has no fields, found `.\(name.text)`",
          help: "fields are those of things: `owner.name`, `cycle.start`", at: name.range))
    }
  }
}
