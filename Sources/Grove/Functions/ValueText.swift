// How a value stands in a sentence: in templates, `join` and `text`. Tables are drawn elsewhere.

/// Values in words, written one after the other.
package struct ValueText {
  /// What is printed for missing.
  package static let missing = "–"
  /// Lists nested deeper are printed as `...`.
  private static let depthLimit = 200

  /// What has been written.
  package private(set) var text = ""
  private let context: FunctionContext
  /// Counts bytes and values, so that a list that holds itself many times over ends, too.
  private var room: Int

  package init(_ context: FunctionContext) {
    self.context = context
    room = context.maximumBytes
  }

  /// The value in words: `yes`, `1200.5`, `37.5%`, `10 points`, `14 days`, the name of a node, lists
  /// joined by `, `. Numbers have no separators and as few digits as tell them apart.
  /// - Throws: when it would take more bytes than the context allows.
  package static func describe(
    _ value: Value, _ context: FunctionContext
  ) throws(FunctionFailure) -> String {
    var writer = ValueText(context)
    try writer.write(value)
    return writer.text
  }

  /// Writes text as it is.
  package mutating func write(_ part: String) throws(FunctionFailure) {
    let count = part.utf8.count
    guard count <= room else { throw .needsBytes(context.maximumBytes) }
    room -= count
    text += part
  }

  /// Writes a value in words.
  package mutating func write(_ value: Value) throws(FunctionFailure) {
    try write(value, depth: 0)
  }

  private mutating func write(_ value: Value, depth: Int) throws(FunctionFailure) {
    guard room > 0 else { throw .needsBytes(context.maximumBytes) }
    room -= 1
    switch value {
    case .missing: try write(Self.missing)
    case .flag(let flag): try write(flag ? "yes" : "no")
    case .number(let number): try write(Self.number(number))
    case .ratio(let ratio): try write("\(Self.percent(ratio))%")
    case .points(let points):
      let count = Self.percent(points)
      try write(count == "1" ? "1 point" : "\(count) points")
    case .duration(let length): try write(length.description)
    case .date(let day): try write(day.description)
    case .period(let period):
      try write(context.calendar.label(of: period) ?? period.description)
    case .text(let text): try write(text)
    case .node(let node): try write(context.nameOfNode(node))
    case .list(let members):
      guard depth < Self.depthLimit else { return try write("...") }
      for (position, member) in members.enumerated() {
        if position > 0 { try write(", ") }
        try write(member, depth: depth + 1)
      }
    case .record(let record):
      guard depth < Self.depthLimit else { return try write("...") }
      try write("{")
      for (position, field) in record.fields.enumerated() {
        try write((position > 0 ? ", " : "") + field.name + ": ")
        try write(field.value, depth: depth + 1)
      }
      try write("}")
    }
  }

  /// A number with as few digits as tell it apart, a whole one without a fraction.
  package static func number(_ number: Double) -> String {
    if number.magnitude < 1e15, let whole = Int(exactly: number) { return String(whole) }
    return number.description
  }

  /// A ratio in percent with at most one decimal.
  private static func percent(_ ratio: Double) -> String {
    let tenths = (Ratio.rounded(ratio) * 1000).rounded(.toNearestOrAwayFromZero)
    return number(tenths / 10)
  }
}
