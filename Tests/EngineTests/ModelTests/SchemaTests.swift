// The schema: names, and what a workspace may add to it.

import Grove
import Testing

@Suite struct SchemaTests {
  @Test(
    "a kind is found by any way of writing it in the plural",
    arguments: [
      "key results", "key_results", "Key-Results", "krs", "KEY RESULTS",
    ])
  func kindNames(name: String) {
    #expect(Schema.standard.kind(named: name) == .keyResults)
  }

  @Test("singular words are no kinds", arguments: ["key result", "team", "goal", "kr", ""])
  func singular(name: String) {
    #expect(Schema.standard.kind(named: name) == nil)
  }

  @Test("kinds stand at the place of their number")
  func places() {
    for definition in Schema.standard.kinds {
      #expect(Schema.standard.definition(definition.kind) == definition)
    }
  }

  @Test("every definition is whole")
  func whole() {
    for definition in Schema.standard.kinds {
      let fields = definition.fields.map(\.name)
      #expect(Set(fields).count == fields.count, "\(definition.plural)")
      let relations = definition.relations.map(\.name)
      #expect(Set(relations).count == relations.count, "\(definition.plural)")
      let shown =
        definition.defaultColumns + definition.defaultSort + [definition.nameField]
        + [definition.headlineMeasure, definition.headlineDate].compactMap(\.self)
      for name in shown {
        #expect(definition.field(name) != nil, "\(definition.plural): \(name)")
      }
      for field in definition.fields {
        #expect(!field.doc.isEmpty && !field.missingMeans.isEmpty, "\(field.name)")
      }
      for relation in definition.relations {
        if case .field(let name) = relation.path {
          #expect(definition.field(name) != nil, "\(definition.plural): \(relation.name)")
        }
      }
    }
  }

  @Test("every measure is a field of a kind of its table")
  func measures() {
    for measure in Measure.allCases {
      let isField = Schema.standard.kinds.contains { definition in
        definition.table == measure.table
          && definition.fields.contains { $0.access == .measure(measure) }
      }
      #expect(isField, "\(measure)")
    }
  }

  @Test("a field means the same for all kinds of goals")
  func sameMeaning() {
    let kinds: [Kind] = [.objectives, .keyResults, .kpis, .initiatives]
    for field in Schema.standard.definition(.goals).fields {
      for kind in kinds {
        guard let own = Schema.standard.definition(kind).field(field.name) else { continue }
        #expect(own.type == field.type, "\(field.name)")
        #expect(own.access == field.access, "\(field.name)")
      }
    }
  }

  @Test("a workspace adds kinds, fields, links and levels of its own")
  func additions() throws {
    var schema = Schema.standard
    let severity = FieldDefinition(name: "severity", type: .number)
    let added = schema.addKind(plural: "risks", singular: "risk", fields: [severity])
    let risks = try #require(added)
    #expect(risks.isOwn)
    #expect(schema.kind(named: "Risks") == risks)
    #expect(schema.definition(risks).field("severity")?.type == .number)
    let related = [Kind.goals, .keyResults, .teams, .people, .cycles].map {
      schema.definition($0).relation("risks")?.target == risks
    }
    #expect(related == [true, true, true, true, true])
    #expect(schema.definition(.checkIns).relation("risks") == nil)
    let again = ["risks", "teams"].compactMap { schema.addKind(plural: $0, singular: "one") }
    #expect(again.isEmpty)

    let isAdded = ["budget", "budget", "parents"].map {
      schema.addField(FieldDefinition(name: $0, type: .number), to: .keyResults)
    }
    #expect(isAdded == [true, false, false])
    #expect(schema.definition(.goals).field("budget") != nil)
    #expect(schema.definition(.objectives).field("budget") == nil)

    schema.addLinkKind(LinkKind(name: "causes", effect: .alignment))
    #expect(schema.linkKind("causes")?.effect == .alignment)
    schema.addLinkKind(LinkKind(name: "supports", effect: .alignment))
    #expect(schema.linkKind("supports")?.effect == .alignment)

    schema.setLevels(["group", "unit"])
    #expect(schema.definition(.objectives).field("level")?.closedSet == ["group", "unit"])
  }

  @Test("there is room for 64 kinds of one's own, and no trap beyond")
  func manyKinds() {
    var schema = Schema.standard
    let added = (0..<80).filter {
      schema.addKind(plural: "things\($0)", singular: "thing\($0)") != nil
    }
    #expect(added.count == Kind.maximumOwnKinds)
  }

  @Test("a record keeps the order of its names, each once")
  func records() {
    var record = Record([
      .init(name: "b", value: .number(1)), .init(name: "a", value: .number(2)),
      .init(name: "b", value: .number(3)),
    ])
    #expect(record.fields.map(\.name) == ["b", "a"])
    #expect(record["b"] == .number(3))
    record["a"] = nil
    #expect(record.fields.count == 1)
  }
}
