// Values as people read them in tables, lists, trees and on cards.

package import Grove

/// Turns the values of one column into text for people.
///
/// Ratios read `36%`, points `27.2 points`, people, teams and cycles as their name and goals as
/// their id, periods by their label, missing as a dash. Control characters become symbols.
package struct CellText {
  let column: QueryResult.Column
  let graph: GoalGraph
  let today: CivilDate
  let options: RenderOptions
  /// What a full bar stands for: 1 for ratios, else the largest number of the column.
  let fullBar: Double

  package init(
    column: QueryResult.Column, graph: GoalGraph, today: CivilDate, options: RenderOptions,
    fullBar: Double = 1
  ) {
    self.column = column
    self.graph = graph
    self.today = today
    self.options = options
    self.fullBar = fullBar
  }

  /// The text of a value, by the column's format where it fits the value.
  package func text(_ value: Value) -> String {
    switch (column.format, value) {
    case (_, .missing): options.missingSign
    case (.percent, .number(let number)), (.percent, .points(let number)):
      NumberText.percent(number)
    case (.bar, .ratio(let share)), (.bar, .points(let share)):
      Bar.text(share) + " " + padded(NumberText.percent(share), to: 4)
    case (.bar, .number(let number)):
      Bar.text(fullBar > 0 ? number / fullBar : 0) + " " + NumberText.plain(number)
    case (.sparkline, .list(let values)):
      Sparkline.text(values.map(\.magnitude), unicode: options.unicode)
    case (.sparkline, _) where value.magnitude != nil:
      Sparkline.text([value.magnitude], unicode: options.unicode)
    case (.date, .date(let date)): DayText.full(date)
    case (.relative, .date(let date)): DayText.relative(date.days(since: today))
    case (.money, .number(let amount)): NumberText.money(amount, unit: column.unit)
    case (.text, .number(let number)): NumberText.exact(number)
    case (.text, .ratio(let ratio)):
      (DecimalText(ratio)?.shifted(by: 2).text() ?? NumberText.exact(ratio * 100)) + "%"
    default: plain(value, depth: 0)
    }
  }

  private func plain(_ value: Value, depth: Int) -> String {
    switch value {
    case .missing: return options.missingSign
    case .flag(let flag): return flag ? "yes" : "no"
    case .number(let number):
      let text = NumberText.plain(number)
      return column.unit == "%" ? text + "%" : text
    case .ratio(let ratio): return NumberText.percent(ratio)
    case .points(let points): return NumberText.points(points)
    case .duration(let duration): return duration.description
    case .date(let date): return date.description
    case .period(let period):
      return graph.policies.fiscal.label(of: period) ?? period.description
    case .text(let text): return shown(text)
    case .node(let node): return shown(graph.shortName(of: node))
    case .list(let values):
      guard depth < MachineText.maximumDepth else { return options.ellipsis }
      return values.map { plain($0, depth: depth + 1) }.joined(separator: separator)
    case .record(let record):
      guard depth < MachineText.maximumDepth else { return options.ellipsis }
      let fields = record.fields.map { "\(shown($0.name)): \(plain($0.value, depth: depth + 1))" }
      return "{" + fields.joined(separator: ", ") + "}"
    }
  }

  /// Goals on a path stand in the order of the way up, other lists side by side.
  private var separator: String { isPath ? (options.unicode ? " → " : " > ") : ", " }

  /// Whether the column holds the paths of `paths from A to B`.
  private var isPath: Bool { column.name == "path" && column.type == .list(.node(.goals)) }

  private func shown(_ text: String) -> String {
    options.escapesControls ? text.visibleControls(unicode: options.unicode) : text
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  /// Whether numbers of this column stand at the right.
  package var alignsRight: Bool {
    switch column.format {
    case .bar, .sparkline, .date, .relative: return false
    case .percent, .money: return true
    case .text, nil: break
    }
    return switch column.type {
    case .number, .ratio, .points, .duration: true
    default: false
    }
  }

  /// The style of a value: status words by their colour, missing faint.
  package func style(of value: Value) -> Style? {
    switch value {
    case .missing: .faint
    case .text(let word) where column.name == "status" || column.name == "stated_status":
      switch Status(name: word) {
      case .done, .onTrack: .good
      case .atRisk: .warning
      case .offTrack: .bad
      case .notStarted, .unknown: .faint
      case nil: nil
      }
    default: nil
    }
  }
}

extension Value {
  /// The number in the value, whatever its unit; nil when there is none.
  package var magnitude: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    case .duration(let duration): duration.approximateDays
    default: nil
    }
  }
}

extension GoalGraph {
  /// What people call a node in a cell: the name of a team, person or cycle, the id of a goal, the
  /// day of a check-in that has no id.
  package func shortName(of node: Node) -> String {
    switch node.table {
    case .teams, .people, .cycles:
      let name = name(of: node)
      return name.isEmpty ? id(of: node) : name
    case .checkIns:
      if case .date(let date) = value("date", of: node), id(of: node).isEmpty {
        return date.description
      }
      return id(of: node)
    case .goals, .links, .changes: return id(of: node)
    }
  }
}
