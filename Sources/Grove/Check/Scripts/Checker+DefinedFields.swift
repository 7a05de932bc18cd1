// Fields that a program defines: they stand in the schema beside those of the workspace. On the row
// at hand the definition takes the place of the field; of other things it is asked of each.

extension Checker {
  /// Adds the fields to the schema, and checks each on its kinds.
  func defineFields() {
    for (place, field) in defined.definitions.fields.enumerated() {
      for kind in field.kinds.flatMap({ kinds(of: $0) }) { add(field, place, to: kind) }
    }
    for field in defined.definitions.fields {
      for kind in field.kinds.flatMap({ kinds(of: $0, isTold: true) }) {
        _ = body(ofField: field.name.text, kind)
      }
    }
  }

  private func add(_ field: Definitions.Field, _ place: Int, to kind: Kind) {
    let key = FieldKey(kind: kind, name: field.name.text)
    if let before = defined.fields[key] {
      let range = defined.definitions.fields[before].name.range
      if before != place {
        report(.definedTwice(field.name.text, before: range, at: field.name.range))
      }
      return
    }
    guard schema.addField(FieldDefinition(name: field.name.text, type: .any), to: kind) else {
      let plural = schema.definition(kind).plural
      return report(.takenName("\(plural) have `\(field.name.text)` already", at: field.name.range))
    }
    defined.fields[key] = place
  }

  /// The kinds that a word stands for: all goals and each sort of them for `goals`.
  private func kinds(of word: KindName, isTold: Bool = false) -> [Kind] {
    guard let kind = kind(of: word, isTold: isTold) else { return [] }
    return kind == .goals ? [.goals] + schema.goalKinds : [kind]
  }

  private func kind(of word: KindName, isTold: Bool) -> Kind? {
    switch word {
    case .builtIn(let word): return Kind(word)
    case .own(let name):
      if let kind = schema.kind(named: name.text) { return kind }
      let kinds = schema.kinds.map(\.plural)
      if !isTold {
        report(
          .unknownKind(name, near: NearestName.find(name.text, in: kinds), kinds: kinds))
      }
      return nil
    }
  }

  /// The value of a defined field of the row at hand, of a kind; nil when it defines none.
  func body(ofField name: String, _ kind: Kind) -> ExpressionID? {
    let key = FieldKey(kind: kind, name: name)
    if let known = defined.bodies[key] {
      if let known { return known }
      // It is being checked: its own value is part of it.
      guard let place = defined.fields[key] else { return nil }
      let field = defined.definitions.fields[place]
      return mistake(.fieldOfItself(field.name))
    }
    guard let place = defined.fields[key] else {
      return kind == .goals ? body(ofGoals: name) : nil
    }
    let field = defined.definitions.fields[place]
    defined.bodies[key] = .some(nil)
    let made = ofRow(RowScope(kind: kind, hasFields: true)) { value(field.value, kind) }
    keep(made, key)
    return made
  }

  private func value(_ query: Query, _ kind: Kind) -> ExpressionID {
    let core = expander.expand(query, frames: [kind])
    return check(core.expression ?? Expression(.query(core), range: query.range))
  }

  /// A field of some kinds of goals, asked of goals: missing on the others.
  private func body(ofGoals name: String) -> ExpressionID? {
    let kinds = schema.goalKinds.filter { defined.fields[FieldKey(kind: $0, name: name)] != nil }
    guard !kinds.isEmpty else { return nil }
    let key = FieldKey(kind: .goals, name: name)
    let range = SourceRange.none
    let own = add(
      .field(FieldReference(name: "kind", kind: .goals), frame: 0), .text, range, frame: 0)
    var made = constant(.missing, .missing, range)
    for kind in kinds {
      guard let body = body(ofField: name, kind) else { continue }
      let word = constant(.text(schema.definition(kind).singular), .text, range)
      let isKind = add(.compare(.equal, own, word), .flag, range, parts: [own, word])
      let type = common(type(body), self.type(made)) ?? .any
      made = add(
        .conditional(isKind, then: body, otherwise: made), type, range, parts: [isKind, body, made])
    }
    keep(made, key)
    return made
  }

  private func keep(_ id: ExpressionID, _ key: FieldKey) {
    defined.bodies[key] = .some(id)
    defined.fieldNames[id] = key.name
    schema.setType(type(id), of: key.name, on: key.kind)
    plan.script.fields[FieldReference(name: key.name, kind: key.kind)] = id
  }

  /// Runs `body` with one row at hand and nothing else.
  private func ofRow<T>(_ scope: RowScope, _ body: () -> T) -> T {
    let kept = (scopes, script.names, viewDepth, takeFormats())
    scopes = [scope]
    script.names = (defined.topLevel ?? script.names.outermost).keeping {
      $0.role == .given || $0.role == .parameter
    }
    // The day that the row is seen from is `today`.
    viewDepth = max(viewDepth, 1)
    defer {
      (scopes, script.names, viewDepth) = (kept.0, kept.1, kept.2)
      putBack(kept.3)
    }
    return body()
  }

  /// A defined field of the row so many levels out.
  func definedField(_ name: Name, _ kind: Kind, level: Int) -> ExpressionID? {
    guard let body = body(ofField: name.text, kind) else { return nil }
    if level == 0 { return body }
    let row = add(.row(frame: level), .node(kind), name.range, frame: level)
    return add(.definedField(body, of: row), type(body), name.range, parts: [row])
  }

  /// A defined field of a thing, or of each of several.
  func definedField(
    _ name: Name, _ kind: Kind, of base: ExpressionID, _ range: SourceRange
  ) -> ExpressionID? {
    guard let body = body(ofField: name.text, kind) else { return nil }
    let isList = if case .list = type(base) { true } else { false }
    return add(
      .definedField(body, of: base), isList ? .list(type(body)) : type(body), range, parts: [base])
  }
}
