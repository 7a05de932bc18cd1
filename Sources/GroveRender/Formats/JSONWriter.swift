// JSON values as bytes. Iterates over lists and records with a bounded depth.

import Grove

/// Writes values as JSON: ratios and points as plain numbers (0.5), days as ISO text, nodes as their
/// id, missing as null, periods as `{"start", "end"}` with the day after their last as the end,
/// durations as ISO 8601 text, records as objects. A node without an id is null, too.
struct JSONWriter {
  let graph: GoalGraph

  func write(_ value: Value, depth: Int = 0, to output: inout ByteOutput) {
    switch value {
    case .missing: output.write("null")
    case .flag(let flag): output.write(flag ? "true" : "false")
    case .number(let number), .ratio(let number), .points(let number):
      output.write(number.isFinite ? NumberText.exact(number) : "null")
    case .duration(let duration): Self.write(text: MachineText.iso(duration), to: &output)
    case .date(let date): Self.write(text: date.description, to: &output)
    case .period(let period):
      output.write("{\"start\": \"\(period.start)\", \"end\": \"\(period.end)\"}")
    case .text(let text): Self.write(text: text, to: &output)
    case .node(let node):
      // Check-ins need no id in the files.
      let id = graph.id(of: node)
      if id.isEmpty { output.write("null") } else { Self.write(text: id, to: &output) }
    case .list(let values):
      guard depth < MachineText.maximumDepth else { return output.write("null") }
      output.write(byte: UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { output.write(", ") }
        write(value, depth: depth + 1, to: &output)
      }
      output.write(byte: UInt8(ascii: "]"))
    case .record(let record):
      guard depth < MachineText.maximumDepth else { return output.write("null") }
      let names = record.fields.map(\.name)
      write(object: record.fields.map(\.value), names: names, depth: depth + 1, to: &output)
    }
  }

  func write(
    object values: [Value], names: [String], depth: Int = 0, to output: inout ByteOutput
  ) {
    output.write(byte: UInt8(ascii: "{"))
    for (index, (name, value)) in zip(names, values).enumerated() {
      if index > 0 { output.write(", ") }
      Self.write(text: name, to: &output)
      output.write(": ")
      write(value, depth: depth, to: &output)
    }
    output.write(byte: UInt8(ascii: "}"))
  }

  static func write(text: String, to output: inout ByteOutput) {
    output.write(byte: 0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: output.write("\\\"")
      case 0x5C: output.write("\\\\")
      case 0x0A: output.write("\\n")
      case 0x0D: output.write("\\r")
      case 0x09: output.write("\\t")
      case 0..<0x20, 0x7F:
        output.write("\\u00")
        output.write(byte: hexDigit(byte >> 4))
        output.write(byte: hexDigit(byte & 15))
      default: output.write(byte: byte)
      }
    }
    output.write(byte: 0x22)
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
  }
}
