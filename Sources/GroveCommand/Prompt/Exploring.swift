// Walking through the graph at the prompt: a card, then up, down and back. Each step is a query of
// the language, so that it is echoed, numbered and can be continued like one that was typed.

import Grove
import GroveRender

/// The things whose cards were looked at, the latest last.
struct Trail {
  private var nodes: [Node] = []
  private static let longest = 1_000

  /// Where one stands.
  var current: Node? { nodes.last }

  mutating func visit(_ node: Node) {
    if nodes.last == node { return }
    nodes.append(node)
    if nodes.count > Self.longest { nodes.removeFirst() }
  }

  /// The thing looked at before; nil, and one stays, where the trail begins.
  mutating func goBack() -> Node? {
    guard nodes.count > 1 else { return nil }
    nodes.removeLast()
    return nodes.last
  }
}

/// The commands that walk.
struct Exploring {
  let prompt: Prompt
  private var graph: GoalGraph { prompt.bench.graph }

  /// `.card X`: everything known of it; from there `.up` and `.down` go on.
  func card(_ text: String) throws(CommandFailure) {
    try ask(reference(to: try thing(text, command: ".card")))
  }

  /// `.why X`: why its status, or of a KPI its health, is what it is. A number is a row of the last
  /// answer.
  func why(_ text: String) throws(CommandFailure) {
    let node = try thing(Int(text) == nil ? text : "$" + text, command: ".why")
    let kind = graph.schema.definition(graph.kind(of: node))
    let judged = ["status", "health"].first { kind.field($0) != nil }
    guard let judged else {
      let name = reference(to: node)
      throw .prompt("no \(kind.singular) has a status: ask `why \(name) is ...`")
    }
    try ask("why \(judged) of \(reference(to: node))")
  }

  /// `.tree X [N]`: what lies below it, N levels deep.
  func tree(_ text: String) throws(CommandFailure) {
    var words = text.split(separator: " ").map(String.init)
    var depth = ""
    if words.count > 1, let levels = words.last.flatMap({ Int($0) }) {
      guard levels > 0 else { throw .prompt("a tree is at least one level deep") }
      depth = ", \(levels)"
      words.removeLast()
    }
    let node = try thing(words.joined(separator: " "), command: ".tree")
    let root = reference(to: node)
    let kind = graph.schema.definition(graph.kind(of: node))
    let below =
      switch node.table {
      case .goals: "contributes_to(\(root)\(depth))"
      case .people: "reports_to(\(root))"
      case .teams, .cycles: "belongs_to(\(root))"
      case .checkIns, .links, .changes:
        throw .prompt("nothing lies below a \(kind.singular): .card shows it")
      }
    if !depth.isEmpty, node.table != .goals {
      throw .prompt("how deep is asked of goals only; .tree \(root) shows all")
    }
    let kinds = node.table == .goals ? "goals" : kind.plural
    try ask("\(kinds) where this = \(root) or \(below) | render tree")
  }

  /// `.up`: what it supports, belongs to or reports to. One thing becomes where one stands; of
  /// several, one is chosen by `$1`, `$2`.
  func up() throws(CommandFailure) {
    let node = try thing("", command: ".up")
    let here = reference(to: node)
    let field: String
    switch node.table {
    case .goals:
      let query = "goals directly supported by \(here)"
      let above = nodes(of: query)
      if above.count == 1, let one = above.first { return try ask(reference(to: one)) }
      return try ask(query)
    case .people: field = "manager"
    case .checkIns, .changes: field = "goal"
    case .teams, .cycles, .links: field = "parent"
    }
    guard case .node(let above) = graph.value(field, of: node) else {
      let name = graph.name(of: node).visibleControls()
      return prompt.environment.say("\(name) has no \(field): this is the top.")
    }
    try ask(reference(to: above))
  }

  /// `.down`: what supports it, or is of it, to choose from.
  func down() throws(CommandFailure) {
    let node = try thing("", command: ".down")
    let here = reference(to: node)
    switch node.table {
    case .goals: try ask("goals directly under \(here)")
    case .people: try ask("goals owned by \(here)")
    case .teams: try ask("goals of \(here)")
    case .cycles: try ask("goals in \(here)")
    case .checkIns, .links, .changes:
      throw .prompt("nothing lies below it: .back goes back")
    }
  }

  /// `.back`: the card before.
  func back() throws(CommandFailure) {
    guard let node = prompt.trail.goBack() else {
      throw .prompt("there is nothing to go back to: look at something first, as @id or .card X")
    }
    try ask(reference(to: node))
  }

  // MARK: - Things

  private func ask(_ query: String) throws(CommandFailure) {
    let status = prompt.ask(query)
    if status != .ok { throw CommandFailure(status: status, message: "") }
  }

  private func nodes(of query: String) -> [Node] {
    guard case .table(let result)? = try? prompt.bench.session.run(query).last else { return [] }
    return result.nodes.compactMap { $0 }
  }

  private func reference(to node: Node) -> String { Assistant.reference(graph.id(of: node)) }

  /// The thing meant by an id, `@id`, `$1` or a whole title; without any, where one stands.
  private func thing(_ text: String, command: String) throws(CommandFailure) -> Node {
    if text.isEmpty {
      if let current = prompt.trail.current { return current }
      throw .prompt("\(command) of what? Look at something first, as @id, $1 or .card X")
    }
    if text.hasPrefix("@") || text.hasPrefix("$") { return try value(of: text) }
    let isQuoted = text.hasPrefix("\"") && text.hasSuffix("\"") && text.utf8.count > 2
    let text = isQuoted ? String(text.dropFirst().dropLast()) : text
    let found = graph.nodes(id: text)
    if let node = found.first { return node }
    let kinds: [Kind] = [.goals, .teams, .people, .cycles]
    let titled = graph.nodes(titled: text, kinds: kinds)
    if titled.count == 1, let node = titled.first { return node }
    if titled.count > 1 {
      let ids = titled.prefix(5).map { reference(to: $0) }.joined(separator: ", ")
      throw .prompt("several are called so: \(ids)")
    }
    let shown = text.visibleControls()
    let names = graph.ids(limit: 10_000) + graph.titles(of: kinds, limit: 10_000)
    throw .prompt(
      "nothing here has the id or title `\(shown)`" + didYouMean(text, in: names))
  }

  private func value(of text: String) throws(CommandFailure) -> Node {
    let results: [StatementResult]
    do {
      results = try prompt.session.run(SourceText(text, name: "<prompt>"))
    } catch {
      throw CommandFailure(status: prompt.report(error, text), message: "")
    }
    if case .card(let card, _)? = results.last { return card.node }
    throw .prompt("`\(text.visibleControls())` is no single thing: .card takes @id, $1 or a title")
  }
}

extension CommandFailure {
  /// A command of the prompt that was not understood.
  static func prompt(_ message: String) -> CommandFailure {
    CommandFailure(status: .usage, message: message)
  }
}
