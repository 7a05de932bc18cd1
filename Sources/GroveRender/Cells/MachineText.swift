// Values as other programs read them: the cells of CSV and TSV, and the names of types.
// JSON has its own writer, for its values have types.

package import Grove

/// Exact text without units, signs for people or rounding.
///
/// Ratios and points are plain numbers (0.5), days ISO text, nodes their id, yes and no words,
/// missing the empty text. A period is `START/END` as ISO 8601 writes it, END being the day after
/// its last; a duration is ISO 8601, too (`P3M`, `P14D`). Lists join their values with `; `.
package enum MachineText {
  package static func of(_ value: Value, in graph: GoalGraph, depth: Int = 0) -> String {
    switch value {
    case .missing: return ""
    case .flag(let flag): return flag ? "yes" : "no"
    case .number(let number), .ratio(let number), .points(let number):
      return NumberText.exact(number)
    case .duration(let duration): return iso(duration)
    case .date(let date): return date.description
    case .period(let period): return "\(period.start)/\(period.end)"
    case .text(let text): return text
    case .node(let node): return graph.id(of: node)
    case .list(let values):
      guard depth < maximumDepth else { return "..." }
      return values.map { of($0, in: graph, depth: depth + 1) }.joined(separator: "; ")
    case .record(let record):
      guard depth < maximumDepth else { return "..." }
      return record.fields
        .map { "\($0.name): \(of($0.value, in: graph, depth: depth + 1))" }
        .joined(separator: "; ")
    }
  }

  /// A value as JSON.
  package static func json(_ value: Value, in graph: GoalGraph) -> String {
    var output = ByteOutput()
    JSONWriter(graph: graph).write(value, to: &output)
    return output.text
  }

  /// How deep lists and records are followed; the language builds none deeper.
  static let maximumDepth = 100

  package static func iso(_ duration: CalendarDuration) -> String {
    var text = "P"
    if duration.months != 0 { text += "\(duration.months)M" }
    if duration.days != 0 || duration.months == 0 { text += "\(duration.days)D" }
    return text
  }

  /// The word for a type: `ratio`, `list of text`, `list` when its values are of several types, or
  /// the name of a kind.
  package static func name(of type: ValueType, in graph: GoalGraph) -> String {
    switch type {
    case .missing: "missing"
    case .flag: "yes/no"
    case .number: "number"
    case .ratio: "ratio"
    case .points: "points"
    case .duration: "duration"
    case .date: "date"
    case .period: "period"
    case .text: "text"
    case .node(let kind): graph.schema.definition(kind).singular
    case .list(.any): "list"
    case .list(let element): "list of " + flatName(of: element, in: graph)
    case .record: "record"
    case .any: "any"
    }
  }

  private static func flatName(of type: ValueType, in graph: GoalGraph) -> String {
    if case .list = type { return "lists" }
    return name(of: type, in: graph)
  }
}
