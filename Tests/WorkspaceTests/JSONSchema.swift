// The part of JSON Schema (draft 2020-12) that the schemas under grammar/ use, and YAML as the
// values it speaks of.

import Foundation
import Yams

/// A value as JSON has it.
indirect enum JSONValue: Equatable, Sendable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([(key: String, value: JSONValue)])

  static func == (left: JSONValue, right: JSONValue) -> Bool {
    left.description == right.description
  }

  subscript(key: String) -> JSONValue? {
    if case .object(let fields) = self { fields.first { $0.key == key }?.value } else { nil }
  }

  /// YAML by its core rules: `yes` is text, `2026-05-15` too. Aliases and merges are followed.
  init(yaml: String) throws {
    self = try Yams.compose(yaml: yaml).map(JSONValue.init(node:)) ?? .null
  }

  private init(node: Node) {
    switch node {
    case .scalar(let scalar):
      let text = scalar.string
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, ["", "~", "null"].contains(text) {
        self = .null
      } else if isPlain, text == "true" || text == "false" {
        self = .flag(text == "true")
      } else if isPlain, let number = Double(text), text.allSatisfy({ !$0.isLetter }) {
        self = .number(number)
      } else {
        self = .text(text)
      }
    case .sequence(let sequence): self = .list(sequence.map(JSONValue.init(node:)))
    case .mapping(let mapping):
      self = .object(
        mapping.map { (key: $0.key.string ?? "", value: JSONValue(node: $0.value)) })
    case .alias: self = .null
    }
  }

  /// Indented as the repository's files are.
  var description: String { written("") }

  private func written(_ indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .flag(let flag): return flag ? "true" : "false"
    case .number(let number):
      return Int(exactly: number).map(String.init) ?? number.description
    case .text(let text):
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(escaped)\""
    case .list(let members):
      if members.isEmpty { return "[]" }
      let isShort = members.allSatisfy { if case .text = $0 { true } else { false } }
      if isShort { return "[" + members.map(\.description).joined(separator: ", ") + "]" }
      return "[\n" + members.map { inner + $0.written(inner) }.joined(separator: ",\n")
        + "\n\(indent)]"
    case .object(let fields):
      if fields.isEmpty { return "{}" }
      if fields.count == 1, case .text = fields[0].value {
        return "{\"\(fields[0].key)\": \(fields[0].value.written(inner))}"
      }
      return "{\n"
        + fields.map { "\(inner)\"\($0.key)\": \($0.value.written(inner))" }
        .joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}

/// Checks values.
struct JSONSchemaValidator {
  let root: JSONValue

  /// Where a value breaks the schema first; nil when it does not.
  func trouble(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> String? {
    if case .flag(let allowed) = schema { return allowed ? nil : "\(place) may not be there" }
    if case .text(let reference)? = schema["$ref"] {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      guard let target = root["$defs"]?[name] else { return "no definition \(reference)" }
      return trouble(value, target, at: place)
    }
    if case .list(let choices)? = schema["anyOf"] {
      let troubles = choices.map { trouble(value, $0, at: place) }
      return troubles.contains(nil) ? nil : troubles.compactMap(\.self).joined(separator: "; ")
    }
    if let type = schema["type"], !types(type).contains(where: { isOf($0, value) }) {
      return "\(place) is \(value.description.prefix(40)), not \(type.description)"
    }
    if case .list(let words)? = schema["enum"], !words.contains(value) {
      return "\(place) is \(value.description.prefix(40)), none of its words"
    }
    if case .text(let pattern)? = schema["pattern"], case .text(let text) = value,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      return "\(place) is '\(text.prefix(40))', not \(pattern)"
    }
    switch value {
    case .list(let members):
      guard let items = schema["items"] else { return nil }
      for (index, member) in members.enumerated() {
        if let found = trouble(member, items, at: "\(place)[\(index)]") { return found }
      }
    case .object(let fields):
      if case .list(let needed)? = schema["required"] {
        for case .text(let key) in needed where value[key] == nil {
          return "\(place) has no \(key)"
        }
      }
      for (key, inner) in fields {
        guard let rule = schema["properties"]?[key] ?? schema["additionalProperties"] else {
          continue
        }
        if let found = trouble(inner, rule, at: "\(place).\(key)") { return found }
      }
    default: break
    }
    return nil
  }

  private func types(_ type: JSONValue) -> [String] {
    switch type {
    case .text(let name): [name]
    case .list(let names): names.flatMap(types)
    default: []
    }
  }

  private func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .flag), ("number", .number), ("string", .text),
      ("array", .list), ("object", .object):
      true
    default: false
    }
  }
}
