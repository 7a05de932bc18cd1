// The card of one node, as a bare `@KR-7` shows it: what it is, how it stands, its trend, where it
// leads, and every further field that is known.

public import Grove

/// Draws a card.
public struct CardRenderer {
  private let card: NodeCard
  private let options: RenderOptions
  private let graph: GoalGraph
  private let definition: KindDefinition
  private static let usualWidth = 96

  /// Draws `card` with `options`.
  public init(card: NodeCard, options: RenderOptions) {
    self.card = card
    self.options = options
    graph = card.graph
    definition = graph.schema.definition(graph.kind(of: card.node))
  }

  /// Writes the card.
  public func write(to output: inout ByteOutput) {
    let id = graph.id(of: card.node)
    let name = graph.name(of: card.node)
    let title = name.isEmpty || name == id ? id : id + "  " + name
    line(title, right: belonging, style: .strong, to: &output)
    let standing = standing
    if !standing.isEmpty || !people.isEmpty { line(standing, right: people, to: &output) }
    if !card.trend.isEmpty { line(trend, right: pace, to: &output) }
    let place = graph.source(of: card.node).map { "\($0.file):\($0.line)" } ?? ""
    let directions = directions
    if !directions.isEmpty || !place.isEmpty { line(directions, right: place, to: &output) }
    writeFurther(to: &output)
  }

  // MARK: - Lines

  /// `key result of O2, Q2 2026`.
  private var belonging: String {
    var text = definition.singular
    if let parent = known("objective") ?? known("goal") { text += " of " + parent }
    if let cycle = known("cycle") { text += ", " + cycle }
    return text
  }

  /// `progress 25% (10 of 40 accounts), expected 52%, off track, stated at risk`.
  private var standing: String {
    var parts: [String] = []
    if let measure = definition.headlineMeasure, let value = known(measure) {
      var part = "\(measure) \(value)"
      if measure != "value", let current = known("current") ?? known("value") {
        let target = known("target").map { " of " + $0 } ?? ""
        let unit = known("unit").map { $0 == "%" ? "%" : " " + $0 } ?? ""
        part += " (\(current)\(target)\(unit))"
      }
      parts.append(part)
    }
    if let expected = known("expected") { parts.append("expected " + expected) }
    if let status = known("status") { parts.append(status) }
    if let health = known("health") { parts.append(health) }
    if let stated = known("stated_status") { parts.append("stated " + stated) }
    return parts.joined(separator: ", ")
  }

  private var people: String {
    let owner = known("owner").map { "owner " + $0 }
    let team = known("team").map { "team " + $0 }
    return [owner, team].compactMap { $0 }.joined(separator: ", ")
  }

  /// `trend  ▁▂▃▃  5 check-ins, last 12 May (6 days ago): "two big ones slipped"`.
  private var trend: String {
    let signs = Sparkline.text(card.trend.map { $0 }, unicode: options.unicode)
    let count = card.trend.count
    var text = "trend  \(signs)  \(count) check-in\(count == 1 ? "" : "s")"
    guard case .node(let last)? = value(of: "last_check_in") else { return text }
    if case .date(let date) = graph.value("date", of: last) {
      let days = date.days(since: card.today)
      text += ", last \(DayText.short(date)) (\(DayText.relative(days)))"
    }
    if case .text(let note) = graph.value("note", of: last), !note.isEmpty {
      text += ": \"" + shown(note) + "\""
    }
    return text
  }

  /// `needs 4.9 a week, makes 1.6`.
  private var pace: String {
    guard case .number(let needed)? = value(of: "needed_rate") else { return "" }
    let weekly = NumberText.plain(rounded(needed))
    guard case .number(let actual)? = value(of: "actual_rate") else {
      return "needs \(weekly) a week"
    }
    return "needs \(weekly) a week, makes \(NumberText.plain(rounded(actual)))"
  }

  private func rounded(_ number: Double) -> Double {
    number.magnitude < 1e12 ? (number * 10).rounded() / 10 : number
  }

  /// `up: O2 > C1 (2 levels)     down: 3 initiatives, 12 key results`.
  private var directions: String {
    guard let alignment = card.alignment else { return "" }
    var up = "up: nothing"
    if alignment.above > 0 {
      let levels = alignment.levelsAbove == 1 ? "1 level" : "\(alignment.levelsAbove) levels"
      let chain =
        alignment.chain.isEmpty
        ? "\(alignment.above) goals" : alignment.chain.joined(separator: " > ")
      up = "up: \(chain) (\(levels))"
    }
    let below = alignment.below.filter { $0.count > 0 }.map { "\($0.count) \($0.kind)" }
    return up + "     down: " + (below.isEmpty ? "nothing" : below.joined(separator: ", "))
  }

  /// The fields that no line above has shown.
  private func writeFurther(to output: inout ByteOutput) {
    let told: Set<String> = [
      "id", definition.nameField, "title", "name", "kind", "objective", "goal", "cycle", "current",
      "target", "unit", "expected", "status", "health", "stated_status", "owner", "team", "source",
      "last_check_in", "needed_rate", "actual_rate", definition.headlineMeasure ?? "",
    ]
    let untold = card.entries.filter { !told.contains($0.name) && addsSomething($0) }
    let flags = untold.filter { $0.value == .flag(true) }.map { shown($0.name) }
    if !flags.isEmpty { writeEntry("is", flags.joined(separator: ", "), width: 2, to: &output) }
    let further = untold.filter { $0.value != .flag(true) }
    let width = further.map { DisplayWidth.of($0.name) }.max() ?? 0
    for entry in further {
      let origin = entry.origin.map { " (\(shown($0)))" } ?? ""
      writeEntry(
        shown(entry.name), cell(entry.name, entry.value) + origin, width: width, to: &output)
    }
  }

  /// Whether an entry says more than the lines above: a flag that is no, a count of none, the row
  /// itself and a list of the one owner already told do not.
  private func addsSomething(_ entry: NodeCard.Entry) -> Bool {
    switch entry.value {
    case .missing, .flag(false), .node(card.node): return false
    case .number(0) where entry.name == "carried": return false
    case .list(let all) where ["owners", "teams", "objectives"].contains(entry.name):
      return all.count > 1
    default: return true
    }
  }

  private func writeEntry(
    _ name: String, _ text: String, width: Int, to output: inout ByteOutput
  ) {
    let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(name)) + 2)
    let limit = (options.width ?? .max) - 2
    output.write("  " + DisplayWidth.cut(name + gap + text, to: limit, ellipsis: options.ellipsis))
    output.endLine()
  }

  // MARK: - Parts

  private func line(
    _ left: String, right: String, style: Style? = nil, to output: inout ByteOutput
  ) {
    let width = options.width ?? Self.usualWidth
    let taken = DisplayWidth.of(left) + DisplayWidth.of(right) + 2
    // What does not fit side by side stands below each other; in a pipe nothing is cut.
    let fits = taken <= width
    let limit = options.width ?? .max
    if !left.isEmpty {
      let text = DisplayWidth.cut(left, to: limit, ellipsis: options.ellipsis)
      output.write(text, style: style, when: options.color)
    }
    if !right.isEmpty {
      if fits {
        output.write(spaces: width - taken + 2)
      } else if !left.isEmpty {
        output.endLine()
        output.write(spaces: 2)
      }
      let room = fits ? limit : limit - 2
      output.write(
        DisplayWidth.cut(right, to: room, ellipsis: options.ellipsis), style: .faint,
        when: options.color)
    }
    output.endLine()
  }

  private func value(of name: String) -> Value? {
    guard let entry = card.entries.first(where: { $0.name == name }) else { return nil }
    return entry.value.isMissing ? nil : entry.value
  }

  private func known(_ name: String) -> String? { value(of: name).map { cell(name, $0) } }

  private func cell(_ name: String, _ value: Value) -> String {
    let column = QueryResult.Column(name: name, type: .any)
    return CellText(column: column, graph: graph, today: card.today, options: options).text(value)
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}
