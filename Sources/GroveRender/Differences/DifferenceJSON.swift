// Differences between two states of a workspace as one JSON object.

public import Grove

/// Writes differences as JSON: values as in answers (ratios as numbers, days as ISO text, things as
/// their ids, missing as null).
public struct DifferenceJSON: Sendable {
  /// A writer.
  public init() {}

  /// Writes one object: the two states as they are named, the day, the counts and the changes.
  public func write(
    _ difference: GraphDifference, from: String, to: String, to output: inout ByteOutput
  ) {
    let writer = JSONWriter(graph: difference.graph)
    output.write("{\"from\": ")
    JSONWriter.write(text: from, to: &output)
    output.write(",\n \"to\": ")
    JSONWriter.write(text: to, to: &output)
    output.write(",\n \"today\": \"\(difference.today)\"")
    output.write(",\n \"added\": \(difference.count(.added))")
    output.write(",\n \"removed\": \(difference.count(.removed))")
    output.write(",\n \"changed\": \(difference.count(.changed))")
    output.write(",\n \"changes\": [")
    for (index, change) in difference.changes.enumerated() {
      output.write(index > 0 ? ",\n  " : "\n  ")
      writer.write(Self.record(change), to: &output)
    }
    output.write(difference.changes.isEmpty ? "]}" : "\n ]}")
    output.endLine()
  }

  private static func record(_ change: GraphDifference.Change) -> Value {
    record([
      ("id", .text(change.id)), ("kind", .text(change.kind)), ("title", .text(change.name)),
      ("change", .text(change.sort.rawValue)), ("fields", .list(change.fields.map { cell($0) })),
      ("links", .list(change.links.map { link($0) })),
      ("measures", .list(change.measures.map { cell($0) })),
      ("through", .list(change.causes.map { cause($0) })),
    ])
  }

  private static func cell(_ cell: GraphDifference.Cell) -> Value {
    record([("name", .text(cell.name)), ("old", cell.old), ("new", cell.new)])
  }

  private static func link(_ link: GraphDifference.LinkChange) -> Value {
    record([
      ("parent", .text(link.parent)), ("kind", .text(link.kind)),
      ("change", .text(link.sort.rawValue)), ("old_weight", link.weight.old),
      ("new_weight", link.weight.new),
    ])
  }

  private static func cause(_ cause: GraphDifference.Cause) -> Value {
    let child: Value = cause.child.map { .text($0) } ?? .missing
    return record([
      ("goal", child), ("name", .text(cause.cell.name)), ("old", cause.cell.old),
      ("new", cause.cell.new),
    ])
  }

  private static func record(_ fields: [(String, Value)]) -> Value {
    .record(Record(fields.map { Record.Field(name: $0.0, value: $0.1) }))
  }
}
