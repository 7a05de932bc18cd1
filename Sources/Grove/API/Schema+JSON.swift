// A schema as JSON, for editors and hosts in other languages: kinds, fields, relations, kinds of
// links, and the functions of the language. The shape is fixed by grammar/schema.schema.json.

extension Schema {
  /// The schema as JSON, without any data: one line a field, relation, kind of link or function, in
  /// the order of the schema. The same schema gives the same bytes.
  ///
  /// Types are written as in `text`, `node(people)`, `list(node(goals))`; a relation's and a node's
  /// kind by its name in the language, `key_results`. What is not there is `null`.
  public func json(functions: FunctionRegistry = .standard) -> String {
    var lines = JSONLines()
    lines.open("{")
    lines.add("\"format\": \"grove-schema\"")
    lines.add("\"version\": 1")
    lines.open("\"kinds\": [")
    for kind in kinds { add(kind, to: &lines) }
    lines.close("]")
    lines.open("\"link_kinds\": [")
    for kind in linkKinds {
      lines.add([
        ("name", .text(kind.name)), ("effect", .text(kind.effect.rawValue)),
        ("doc", .text(kind.doc)),
      ])
    }
    lines.close("]")
    lines.open("\"functions\": [")
    for function in functions.all {
      add(function, to: &lines)
    }
    lines.close("]")
    lines.close("}")
    return lines.text
  }

  private func add(_ definition: KindDefinition, to lines: inout JSONLines) {
    lines.open("{")
    for (name, value) in [
      ("name", JSONLines.Cell.text(definition.coreName)), ("singular", .text(definition.singular)),
      ("plural", .text(definition.plural)), ("own", .flag(definition.kind.isOwn)),
      ("name_field", .text(definition.nameField)),
      ("headline_measure", .text(definition.headlineMeasure)),
      ("headline_date", .text(definition.headlineDate)),
      ("default_columns", .texts(definition.defaultColumns)),
    ] {
      lines.add("\(JSONLines.quoted(name)): \(value.written)")
    }
    lines.open("\"fields\": [")
    for field in definition.fields {
      lines.add([
        ("name", .text(field.name)), ("type", .text(word(of: field.type))),
        ("unit", .text(field.unit.isEmpty ? nil : field.unit)),
        ("origin", .text(field.origin.rawValue)), ("stored", .flag(field.isStored)),
        ("values", .texts(field.closedSet)), ("doc", .text(field.doc)),
        ("missing", .text(field.missingMeans)),
      ])
    }
    lines.close("]")
    lines.open("\"relations\": [")
    for relation in definition.relations {
      lines.add([
        ("name", .text(relation.name)),
        ("target", .text(self.definition(relation.target).coreName)),
        ("many", .flag(relation.many)), ("doc", .text(relation.doc)),
      ])
    }
    lines.close("]")
    lines.close("}")
  }

  private func add(_ function: FunctionDefinition, to lines: inout JSONLines) {
    let parameters = function.parameters.map {
      JSONLines.object([
        ("name", .text($0.name)), ("type", .text(word(of: $0.type))),
        ("optional", .flag($0.isOptional)), ("repeated", .flag($0.isRepeated)),
      ])
    }
    lines.add([
      ("name", .text(function.name)), ("family", .text(function.family.rawValue)),
      ("signature", .text(function.signature)),
      ("parameters", .raw("[\(parameters.joined(separator: ", "))]")),
      ("result", .text(result(of: function))), ("doc", .text(function.summary)),
      ("missing", .text(function.missing)), ("example", .text(function.example)),
    ])
  }

  // MARK: Types as words

  /// `text`, `node(people)`, `list(text)`; what lies deeper than eight lists is `any`.
  private func word(of type: ValueType, depth: Int = 0) -> String {
    switch type {
    case .missing: "missing"
    case .flag: "flag"
    case .number: "number"
    case .ratio: "ratio"
    case .points: "points"
    case .duration: "duration"
    case .date: "date"
    case .period: "period"
    case .text: "text"
    case .record: "record"
    case .any: "any"
    case .node(let kind): "node(\(definition(kind).coreName))"
    case .list(let member): depth < 8 ? "list(\(word(of: member, depth: depth + 1)))" : "any"
    }
  }

  private func word(of type: FunctionDefinition.ParameterType) -> String {
    switch type {
    case .value(let type): word(of: type)
    case .quantity: "quantity"
    case .ordered: "ordered"
    case .list: "list"
    case .listOrText: "list_or_text"
    case .time: "time"
    case .span: "span"
    case .any: "any"
    }
  }

  /// A type, or how it follows from an argument: `same_as(value)`.
  private func result(of function: FunctionDefinition) -> String {
    func of(_ rule: String, _ position: Int) -> String {
      "\(rule)(\(function.parameter(at: position)?.name ?? "value"))"
    }
    return switch function.result {
    case .always(let type): word(of: type)
    case .sameAs(let position): of("same_as", position)
    case .memberOf(let position): of("member_of", position)
    case .listOf(let position): of("list_of", position)
    case .spreadOf(let position): of("spread_of", position)
    case .withMember(let list, let member):
      "with_member(\(function.parameter(at: list)?.name ?? "list"), "
        + "\(function.parameter(at: member)?.name ?? "member"))"
    }
  }
}

/// JSON in lines: what is opened stands on lines of its own, everything else on one.
private struct JSONLines {
  enum Cell {
    case text(String?)
    case texts([String]?)
    case flag(Bool)
    /// JSON already.
    case raw(String)

    var written: String {
      switch self {
      case .text(let text): text.map(JSONLines.quoted) ?? "null"
      case .texts(let texts):
        texts.map { "[\($0.map(JSONLines.quoted).joined(separator: ", "))]" } ?? "null"
      case .flag(let flag): flag ? "true" : "false"
      case .raw(let json): json
      }
    }
  }

  private(set) var text = ""
  private var depth = 0
  private var isFirst = true

  mutating func add(_ line: String) {
    if !text.isEmpty { text += isFirst ? "\n" : ",\n" }
    text += String(repeating: "  ", count: depth) + line
    isFirst = false
  }

  mutating func add(_ cells: [(String, Cell)]) { add(Self.object(cells)) }

  mutating func open(_ line: String) {
    add(line)
    depth += 1
    isFirst = true
  }

  mutating func close(_ bracket: String) {
    depth -= 1
    text += "\n" + String(repeating: "  ", count: depth) + bracket
    if depth == 0 { text += "\n" }
    isFirst = false
  }

  static func object(_ cells: [(String, Cell)]) -> String {
    "{" + cells.map { "\(quoted($0.0)): \($0.1.written)" }.joined(separator: ", ") + "}"
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
