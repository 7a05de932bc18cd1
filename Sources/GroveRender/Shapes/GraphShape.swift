// `render dot` and `render mermaid`: the things of an answer and the links between them, in the
// languages of Graphviz and Mermaid. What stands round an answer becomes comments, so that the whole
// output can be given to the programs that draw.

import Grove

/// The nodes of an answer with what links them.
struct GraphShape {
  private let result: QueryResult
  private let options: RenderOptions
  /// Each thing once, in the order of the rows or along the paths.
  private var nodes: [Node] = []
  /// The row that stands for a node.
  private var rowOf: [Node: Int] = [:]
  /// The links among them, by place: from child to parent.
  private var edges: [(child: Int, parent: Int, label: String, isSolid: Bool)] = []

  init(result: QueryResult, options: RenderOptions) {
    self.result = result
    self.options = options
    var placeOf: [Node: Int] = [:]
    for row in options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount {
      if result.nodes.indices.contains(row), let node = result.nodes[row], rowOf[node] == nil {
        rowOf[node] = row
      }
      for node in Self.nodes(of: result, row) where placeOf[node] == nil {
        placeOf[node] = nodes.count
        nodes.append(node)
      }
    }
    let links = result.graph.links
    let kinds = result.graph.schema.linkKinds
    for (place, node) in nodes.enumerated() {
      guard node.table == .goals else {
        for field in ["parent", "manager"] {
          if case .node(let above) = result.graph.value(field, of: node), let to = placeOf[above] {
            edges.append((place, to, "", true))
          }
        }
        continue
      }
      for link in links.up.range(Int(node.row)) {
        guard let to = placeOf[Node(table: .goals, row: links.up.goals[link])] else { continue }
        let kind = kinds[Int(links.up.kinds[link])]
        var label = kind.name == Schema.defaultLinkKind || kind.name == "measures" ? "" : kind.name
        if !links.up.weights.isEmpty, !links.up.weights[link].isNaN {
          label += (label.isEmpty ? "" : " ") + NumberText.plain(links.up.weights[link])
        }
        edges.append((place, to, label, links.carriesProgress[Int(links.up.kinds[link])]))
      }
    }
  }

  /// What a row stands for: of a link its ends, of a check-in or change its goal, of a row that stands
  /// for nothing the nodes in its cells.
  private static func nodes(of result: QueryResult, _ row: Int) -> [Node] {
    func fields(_ names: [String], of node: Node) -> [Node] {
      names.compactMap { name in
        if case .node(let other) = result.graph.value(name, of: node) { other } else { nil }
      }
    }
    if result.nodes.indices.contains(row), let node = result.nodes[row] {
      switch node.table {
      case .links: return fields(["child", "parent"], of: node)
      case .checkIns, .changes: return fields(["goal"], of: node)
      case .goals, .teams, .people, .cycles: return [node]
      }
    }
    return result.columns.indices.flatMap { column -> [Node] in
      switch result.value(row: row, column: column) {
      case .node(let node): [node]
      case .list(let members):
        members.compactMap { if case .node(let node) = $0 { node } else { nil } }
      default: []
      }
    }
  }

  // MARK: Graphviz

  /// Writes a directed graph that grows upwards.
  func writeDot(to output: inout ByteOutput) {
    output.write("digraph grove {\n  rankdir=BT;\n  node [shape=box, style=rounded];\n")
    for (place, node) in nodes.enumerated() {
      let lines = lines(of: node).map(Self.dotEscaped).joined(separator: "\\n")
      output.write("  n\(place) [label=\"\(lines)\"\(dotColor(node))];\n")
    }
    for edge in edges {
      var attributes = edge.label.isEmpty ? [] : ["label=\"\(Self.dotEscaped(edge.label))\""]
      if !edge.isSolid { attributes.append("style=dashed") }
      let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
      output.write("  n\(edge.child) -> n\(edge.parent)\(list);\n")
    }
    output.write("}\n")
  }

  private static func dotEscaped(_ text: String) -> String {
    var escaped = ""
    for sign in text {
      switch sign {
      case "\"": escaped += "\\\""
      case "\\": escaped += "\\\\"
      default: escaped.append(sign)
      }
    }
    return escaped
  }

  private func dotColor(_ node: Node) -> String {
    color(of: node).map { ", color=\"\($0)\"" } ?? ""
  }

  // MARK: Mermaid

  /// Writes a flowchart from the bottom to the top.
  func writeMermaid(to output: inout ByteOutput) {
    output.write("flowchart BT\n")
    for (place, node) in nodes.enumerated() {
      let lines = lines(of: node).map(Self.mermaidEscaped).joined(separator: "<br/>")
      output.write("  n\(place)[\"\(lines)\"]\n")
    }
    for edge in edges {
      let arrow = edge.isSolid ? "-->" : "-.->"
      let label = edge.label.isEmpty ? "" : "|\"\(Self.mermaidEscaped(edge.label))\"|"
      output.write("  n\(edge.child) \(arrow)\(label) n\(edge.parent)\n")
    }
    for (place, node) in nodes.enumerated() {
      guard let color = color(of: node) else { continue }
      output.write("  style n\(place) stroke:\(color)\n")
    }
  }

  /// Mermaid reads HTML entities between quotes, and gives `#` and `;` a meaning of their own.
  private static func mermaidEscaped(_ text: String) -> String {
    var escaped = ""
    for sign in text {
      switch sign {
      case "\"": escaped += "#quot;"
      case "#": escaped += "#35;"
      case "<": escaped += "#lt;"
      case ">": escaped += "#gt;"
      case "&": escaped += "#amp;"
      case ";": escaped += "#59;"
      case "`": escaped += "#96;"
      default: escaped.append(sign)
      }
    }
    return escaped
  }

  // MARK: What stands in a box

  /// The id, the name, and what progress the answer shows.
  private func lines(of node: Node) -> [String] {
    let id = result.graph.id(of: node)
    let name = result.graph.name(of: node)
    var lines = [id, name == id ? "" : name].filter { !$0.isEmpty }
    if lines.isEmpty { lines = [result.graph.shortName(of: node)] }
    if let row = rowOf[node],
      let column = result.columns.firstIndex(where: { $0.name == "progress" })
    {
      let value = result.value(row: row, column: column)
      let cell = CellText(
        column: result.columns[column], graph: result.graph, today: result.today,
        options: options)
      if !value.isMissing { lines.append(cell.text(value)) }
    }
    return lines.map { $0.visibleControls(unicode: options.unicode) }
  }

  /// The colour of a status that the answer shows.
  private func color(of node: Node) -> String? {
    guard let row = rowOf[node],
      let column = result.columns.firstIndex(where: { $0.name == "status" }),
      case .text(let word) = result.value(row: row, column: column)
    else { return nil }
    return switch Status(name: word) {
    case .done, .onTrack: "#2e7d32"
    case .atRisk: "#ed6c02"
    case .offTrack: "#c62828"
    default: nil
    }
  }
}
