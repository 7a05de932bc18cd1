// Conditions: where a word may be an adjective, a declared value of a field, or a date that has come.

extension Checker {
  /// Checks an expression that must be yes or no.
  func condition(_ expression: Expression) -> ExpressionID {
    let range = expression.range
    switch expression.form {
    case .group(let inner):
      return condition(inner)
    case .field(let name):
      return word(name, level: 0, range)
    default:
      return asCondition(check(expression), expression)
    }
  }

  /// A bare word as a condition on the row: a yes/no field, a date that has come, or a declared
  /// word of a closed field.
  private func word(_ name: Name, level: Int, _ range: SourceRange) -> ExpressionID {
    guard scopes.count > level else { return check(Expression(.field(name), range: range)) }
    let scope = scopes[scopes.count - 1 - level]
    guard scope.hasFields, let kind = scope.kind,
      !scope.columns.contains(where: { $0.name == name.text })
    else {
      let id = field(name, level: level)
      return asCondition(id, Expression(.field(name), range: range))
    }
    if case .group = scope.aggregates {
      return asCondition(field(name, level: level), Expression(.field(name), range: range))
    }
    let definition = schema.definition(kind)
    let lenders = definition.fields.filter {
      $0.closedSet?.contains(name.text) == true
        && $0.origin != .computed
    }
    if let own = definition.field(name.text), own.type == .flag || own.type == .date {
      if !lenders.isEmpty, own.type == .date {
        return mistake(.ambiguousWord(name, fields: [own.name] + lenders.map(\.name)))
      }
      return asCondition(field(name, level: level), Expression(.field(name), range: range))
    }
    if lenders.count > 1 { return mistake(.ambiguousWord(name, fields: lenders.map(\.name))) }
    if let lender = lenders.first {
      let value = field(Name(lender.name, range: name.range), level: level)
      let word = constant(.text(name.text), .text, name.range)
      return add(.compare(.equal, value, word), .flag, range, parts: [value, word])
    }
    if definition.field(name.text) != nil {
      return asCondition(field(name, level: level), Expression(.field(name), range: range))
    }
    return unknownWord(name, definition)
  }

  private func unknownWord(_ name: Name, _ definition: KindDefinition) -> ExpressionID {
    if schema.kind(named: name.text) != nil { return mistake(.ownKindInRow(name)) }
    var words = Adjective.allCases.map(\.rawValue)
    words += definition.fields.filter { $0.type == .flag }.map(\.name)
    words += definition.fields.filter { $0.origin != .computed }.flatMap { $0.closedSet ?? [] }
    return mistake(
      .unknownAdjective(name, of: definition, near: NearestName.find(name.text, in: words)))
  }

  /// A checked value as a condition: yes/no as it is, a date as 'has come'.
  private func asCondition(_ id: ExpressionID, _ expression: Expression) -> ExpressionID {
    let range = expression.range
    switch type(id) {
    case .flag, .any, .missing:
      return id
    case .date:
      // In a view the day that is looked from decides.
      let today =
        viewDepth > 0
        ? add(.today, .date, range) : constant(.date(environment.today), .date, range)
      let present = add(.isPresent(id), .flag, range, parts: [id])
      let come = add(.compare(.until, id, today), .flag, range, parts: [id, today])
      return add(.and([present, come]), .flag, range, parts: [present, come])
    default:
      let text = source.text(in: range)
      let what = text.isEmpty ? "this" : "`\(text)`"
      let help =
        switch type(id) {
        case .text: "compare it: \(text) = \"...\""
        case .list: "count it: count(\(text)) > 0"
        case .ratio: "compare it: \(text) < 50%"
        case .node: "say what of it: `\(text) is present`, `\(text) = @id`"
        default: "compare it, or write `\(text) is present`"
        }
      return mistake(.notACondition(what, describe(id), help: help, at: range))
    }
  }

  /// Refuses the second value of `state = "active" or "draft"`, which would be a condition of its
  /// own; nil for anything else.
  func abbreviated(_ members: [Expression], at place: Int) -> ExpressionID? {
    let member = members[place]
    switch member.form {
    case .text, .node: break
    case .literal(let literal) where ![.yes, .no, .missing].contains(literal): break
    default: return nil
    }
    guard place > 0,
      case .comparison(let left, let comparator, isNegated: false, let right) =
        members[place - 1].form,
      comparator == .equal || comparator == .notEqual
    else { return nil }
    let values = [right, member].map(Printer.print).joined(separator: ", ")
    let word = comparator == .equal ? "in" : "not in"
    return mistake(
      .notACondition(
        "`\(source.text(in: member.range))`", describe(check(member)),
        help: "write `\(Printer.print(left)) \(word) (\(values))`", at: member.range))
  }

  // MARK: Words for messages

  /// What a value is, in words: `a ratio`, `text`, `a team`.
  func describe(_ id: ExpressionID) -> String { describe(type(id)) }

  func describe(_ type: ValueType) -> String {
    switch type {
    case .missing: "missing"
    case .flag: "yes or no"
    case .number: "a number"
    case .ratio: "a ratio"
    case .points: "points"
    case .duration: "a duration"
    case .date: "a date"
    case .period: "a period"
    case .text: "text"
    case .node(let kind): Diagnostic.article(schema.definition(kind).singular)
    case .list(.node(let kind)): "a set of \(schema.definition(kind).plural)"
    case .list(.any), .list(.missing): "a list"
    case .list(let member): "a list of \(several(member))"
    case .record: "a record"
    case .any: "a value"
    }
  }

  /// What several values are, in words: `numbers`, `texts`, `lists`.
  private func several(_ type: ValueType) -> String {
    switch type {
    case .missing, .any: "values"
    case .flag: "yes and no"
    case .number: "numbers"
    case .ratio: "ratios"
    case .points: "points"
    case .duration: "durations"
    case .date: "dates"
    case .period: "periods"
    case .text: "texts"
    case .node(let kind): schema.definition(kind).plural
    case .list: "lists"
    case .record: "records"
    }
  }

  /// The words a value is of, when it is a field with a closed set.
  func closedSet(of id: ExpressionID) -> [String]? {
    switch plan[id].form {
    case .field(let reference, _), .member(_, let reference):
      schema.definition(reference.kind).field(reference.name)?.closedSet
    case .column(let index, let frame):
      scopes.indices.contains(scopes.count - 1 - frame)
        ? column(index, of: scopes[scopes.count - 1 - frame])?.closedSet : nil
    case .measure(.status, _): Status.names
    default: nil
    }
  }

  private func column(_ index: Int, of scope: RowScope) -> ScopeColumn? {
    if case .group = scope.aggregates, let keys = scope.groupKeys {
      return keys.indices.contains(index) ? keys[index] : nil
    }
    return scope.columns.indices.contains(index) ? scope.columns[index] : nil
  }
}
