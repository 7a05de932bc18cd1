// Kinds and fields as lists: what `.kinds`, `.fields`, `grove kinds` and `grove fields` print.

import Grove
import GroveRender

struct SchemaHelp {
  let graph: GoalGraph
  let options: RenderOptions

  func writeKinds(to output: inout ByteOutput) {
    var table = TextTable(titles: ["kind", "count", "headline measure", "headline date"])
    for definition in graph.schema.kinds {
      table.rows.append([
        definition.plural, String(graph.count(definition.kind)), definition.headlineMeasure ?? "",
        definition.headlineDate ?? "",
      ])
    }
    table.write(options: options, to: &output)
  }

  /// Writes the fields and relations of a kind, or returns what is wrong with its name.
  func writeFields(ofKindNamed name: String, to output: inout ByteOutput) -> String? {
    guard let kind = kind(named: name) else {
      let names = graph.schema.kinds.map(\.plural)
      return "no kind `\(name.visibleControls())`; there are \(names.joined(separator: ", "))"
        + didYouMean(name, in: names)
    }
    let definition = graph.schema.definition(kind)
    let nodes = graph.nodes(kind)
    var table = TextTable(titles: ["field", "type", "from", "filled", "meaning"])
    for field in definition.fields {
      var type = MachineText.name(of: field.type, in: graph)
      if let words = field.closedSet { type = words.joined(separator: ", ") }
      table.rows.append([
        field.name, type, field.origin == .own ? "" : field.origin.rawValue,
        filled(field, nodes), field.doc,
      ])
    }
    for relation in definition.relations {
      let target = graph.schema.definition(relation.target)
      table.rows.append([
        relation.name, relation.many ? target.plural : target.singular, "relation", "",
        relation.doc,
      ])
    }
    table.write(options: options, to: &output)
    return nil
  }

  /// A kind by its plural or its singular name.
  private func kind(named name: String) -> Kind? {
    graph.schema.kind(named: name)
      ?? graph.schema.kinds.first { $0.singular == name.lowercased() }?.kind
  }

  /// The share of rows that have the field; computed fields have none to count.
  private func filled(_ field: FieldDefinition, _ nodes: [Node]) -> String {
    guard field.origin != .computed, !nodes.isEmpty else { return "" }
    // Beyond this many rows a sample of the first ones tells enough.
    let sample = nodes.prefix(10_000)
    let present = sample.count { !graph.value(field.name, of: $0).isMissing }
    return "\(present * 100 / sample.count)%"
  }
}
