// Differences between two states of a workspace as text for people: a line a row, its changes below.

public import Grove

/// Writes differences as text.
public struct DifferenceText: Sendable {
  private let options: RenderOptions
  /// How many causes of a move are named.
  private static let mostCauses = 4

  /// A writer with options.
  public init(options: RenderOptions) { self.options = options }

  /// Writes the counts, then each row that is new, gone or changed. `from` and `to` name the states.
  public func write(
    _ difference: GraphDifference, from: String, to: String, to output: inout ByteOutput
  ) {
    let counts = [
      "\(difference.count(.added)) new", "\(difference.count(.removed)) gone",
      "\(difference.count(.changed)) changed",
    ]
    let head =
      difference.changes.isEmpty ? "no difference" : counts.joined(separator: ", ")
    output.write(head, style: .strong, when: options.color)
    line(", from \(shown(from)) to \(shown(to)), as of \(DayText.full(difference.today))", &output)
    for change in difference.changes { write(change, difference, &output) }
  }

  private func write(
    _ change: GraphDifference.Change, _ difference: GraphDifference, _ output: inout ByteOutput
  ) {
    let (word, style): (String, Style) =
      switch change.sort {
      case .added: ("new    ", .good)
      case .removed: ("gone   ", .bad)
      case .changed: ("changed", .warning)
      }
    output.write(word, style: style, when: options.color)
    var title = "  \(shown(change.id))"
    if change.name != change.id { title += "  \(shown(change.name))" }
    output.write(title)
    output.write("  " + change.kind, style: .faint, when: options.color)
    output.endLine()
    let text = { (cell: GraphDifference.Cell) in value(cell, difference) }
    if change.sort != .changed {
      let told = change.fields.map { cell in
        "\(cell.name) \(plain(change.sort == .added ? cell.new : cell.old, cell.name, difference))"
      }
      if !told.isEmpty { detail(told.joined(separator: ", "), &output) }
    } else {
      for cell in change.fields { detail("\(cell.name)  \(text(cell))", &output) }
    }
    for link in change.links {
      let weight = link.weight.old == link.weight.new ? "" : ", weight \(text(link.weight))"
      let verb =
        switch link.sort {
        case .added: change.sort == .added ? "supports" : "now supports"
        case .removed: change.sort == .removed ? "supported" : "no longer supports"
        case .changed: "supports"
        }
      let isWeighted = link.sort == .changed || link.sort == .added && !link.weight.new.isMissing
      detail(
        "\(verb) \(shown(link.parent)) (\(shown(link.kind)))\(isWeighted ? weight : "")", &output)
    }
    for cell in change.measures {
      var words = "\(cell.name)  \(text(cell))"
      if cell.name == "progress" || cell.name == "attainment" {
        words += through(change.causes, difference)
      }
      detail(words, &output)
    }
  }

  /// `, through target, current` or `, through KR-1 25% -> 18%, KR-2 new`.
  private func through(
    _ causes: [GraphDifference.Cause], _ difference: GraphDifference
  ) -> String {
    if causes.isEmpty { return "" }
    let named = causes.prefix(Self.mostCauses).map { cause -> String in
      guard let child = cause.child else { return cause.cell.name }
      switch cause.cell.name {
      case "added": return "\(shown(child)) new"
      case "removed": return "\(shown(child)) gone"
      case "weight": return "\(shown(child)) weight \(value(cause.cell, difference))"
      default: return "\(shown(child)) \(value(cause.cell, difference))"
      }
    }
    let rest = causes.count - named.count
    return ", through " + named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private func value(_ cell: GraphDifference.Cell, _ difference: GraphDifference) -> String {
    let arrow = options.unicode ? "→" : "->"
    let old = plain(cell.old, cell.name, difference)
    return "\(old) \(arrow) \(plain(cell.new, cell.name, difference))"
  }

  private func plain(_ value: Value, _ name: String, _ difference: GraphDifference) -> String {
    let column = QueryResult.Column(name: name, type: value.type(in: difference.graph))
    return CellText(
      column: column, graph: difference.graph, today: difference.today, options: options
    ).text(value)
  }

  private func detail(_ text: String, _ output: inout ByteOutput) {
    line("         " + text, &output)
  }

  private func line(_ text: String, _ output: inout ByteOutput) {
    output.write(
      options.width.map { DisplayWidth.cut(text, to: $0, ellipsis: options.ellipsis) } ?? text)
    output.endLine()
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}
