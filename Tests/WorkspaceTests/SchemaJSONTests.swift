// A schema as JSON, against grammar/schema.schema.json and against the schema itself.

import Foundation
import Grove
import Testing

@Suite("A schema as JSON") struct SchemaJSONTests {
  private static let rules: JSONValue = {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("grammar/schema.schema.json")
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    return (try? JSONValue(yaml: text)) ?? .null
  }()

  private func trouble(_ json: String) throws -> String? {
    JSONSchemaValidator(root: Self.rules).trouble(try JSONValue(yaml: json), Self.rules)
  }

  private func object(_ json: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
    return try #require(object as? [String: Any])
  }

  private static let extended: Schema = {
    var schema = Schema.standard
    schema.addKind(
      plural: "risks", singular: "risk",
      fields: [
        FieldDefinition(name: "severity", type: .number, unit: "points"),
        FieldDefinition(
          name: "area", type: .text, doc: "Says \"where\"\n\u{7}", closedSet: ["market", "staff"]),
        FieldDefinition(name: "hits", type: .list(.node(.keyResults))),
      ])
    schema.addLinkKind(LinkKind(name: "threatens", effect: .nothing))
    return schema
  }()

  @Test("the published rules take it, with kinds and fields of one's own")
  func valid() throws {
    #expect(try trouble(Schema.standard.json()) == nil)
    #expect(try trouble(Self.extended.json()) == nil)
  }

  @Test("it is JSON for other readers, and says what the schema says")
  func contents() throws {
    let schema = Self.extended
    let json = try object(schema.json())
    let kinds = try #require(json["kinds"] as? [[String: Any]])
    #expect(kinds.map { $0["name"] as? String } == schema.kinds.map(\.coreName))
    for (written, kind) in zip(kinds, schema.kinds) {
      let fields = try #require(written["fields"] as? [[String: Any]])
      #expect(fields.map { $0["name"] as? String } == kind.fields.map(\.name))
      #expect(fields.map { $0["doc"] as? String } == kind.fields.map(\.doc))
      #expect(fields.map { $0["values"] as? [String] } == kind.fields.map(\.closedSet))
      let relations = try #require(written["relations"] as? [[String: Any]])
      #expect(relations.map { $0["name"] as? String } == kind.relations.map(\.name))
    }
    let types = try #require(kinds.last?["fields"] as? [[String: Any]]).suffix(3)
      .map { $0["type"] as? String }
    #expect(types == ["number", "text", "list(node(key_results))"])
    let links = try #require(json["link_kinds"] as? [[String: Any]])
    #expect(links.last?["name"] as? String == "threatens")
    let functions = try #require(json["functions"] as? [[String: Any]])
    #expect(
      functions.map { $0["signature"] as? String } == FunctionRegistry.standard.all.map(\.signature)
    )
  }

  @Test(
    "the rules refuse what is none",
    arguments: [
      ("\"origin\": \"own\"", "\"origin\": \"other\""), ("\"type\": \"text\"", "\"type\": \"txt\""),
      ("\"stored\": true, ", ""), ("\"version\": 1", "\"version\": 2"),
      ("\"version\": 1", "\"version\": 1, \"more\": 1"),
    ])
  func invalid(old: String, new: String) throws {
    let json = Schema.standard.json()
    #expect(json.contains(old))
    #expect(try trouble(json.replacing(old, with: new, maxReplacements: 1)) != nil)
  }

  @Test("the same schema gives the same bytes")
  func stable() {
    #expect(Self.extended.json() == Self.extended.json())
  }
}
