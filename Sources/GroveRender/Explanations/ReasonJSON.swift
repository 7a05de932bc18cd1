// Explanations and answers to `why` as JSON objects.

import Grove

extension JSONFormat {
  func write(_ answer: WhyAnswer, options: RenderOptions, to output: inout ByteOutput) {
    let writer = JSONWriter(graph: answer.graph)
    output.write("{")
    field("query", answer.query, first: true, to: &output)
    output.write(",\n \"today\": \"\(answer.today)\",\n \"thing\": ")
    writer.write(answer.node.map { .node($0) } ?? .missing, to: &output)
    output.write(",\n \"value\": ")
    writer.write(answer.value, to: &output)
    field("verdict", answer.verdict, to: &output)
    output.write(",\n \"reasons\": ")
    write(answer.reasons, level: 1, writer, to: &output)
    output.write("}")
    output.endLine()
  }

  private func write(
    _ reasons: [Reason], level: Int, _ writer: JSONWriter, to output: inout ByteOutput
  ) {
    guard !reasons.isEmpty, level < MachineText.maximumDepth else { return output.write("[]") }
    output.write("[")
    for (index, reason) in reasons.enumerated() {
      output.write(index > 0 ? ",\n" : "\n")
      output.write(spaces: level * 2)
      output.write("{\"name\": ")
      JSONWriter.write(text: reason.name, to: &output)
      output.write(", \"value\": ")
      writer.write(reason.value, to: &output)
      output.write(", \"words\": ")
      JSONWriter.write(text: reason.words, to: &output)
      output.write(", \"origin\": ")
      JSONWriter.write(text: reason.origin, to: &output)
      output.write(", \"file\": ")
      if let source = reason.source {
        JSONWriter.write(text: source.file, to: &output)
        output.write(", \"line\": \(source.line)")
      } else {
        output.write("null, \"line\": null")
      }
      output.write(", \"parts\": ")
      write(reason.parts, level: level + 1, writer, to: &output)
      output.write("}")
    }
    output.write("]")
  }

  func write(_ explanation: Explanation, options: RenderOptions, to output: inout ByteOutput) {
    output.write("{")
    field("query", explanation.query, first: true, to: &output)
    output.write(",\n \"today\": \"\(explanation.today)\"")
    field("core", explanation.expansion, to: &output)
    field("understood", explanation.understood, to: &output)
    list("times", explanation.times, to: &output) { time, output in
      output.write("{\"words\": ")
      JSONWriter.write(text: time.words, to: &output)
      output.write(", \"meaning\": ")
      JSONWriter.write(text: time.meaning, to: &output)
      output.write("}")
    }
    list("steps", explanation.steps, to: &output) { step, output in
      output.write("{\"words\": ")
      JSONWriter.write(text: step.words, to: &output)
      output.write(", \"rows\": \(step.rows.map(String.init) ?? "null")")
      output.write(", \"groups\": \(step.groups.map(String.init) ?? "null")")
      output.write(", \"skipped_missing\": \(step.skippedMissing)}")
    }
    list("rules", explanation.rules, to: &output) { JSONWriter.write(text: $0, to: &$1) }
    list("plan", explanation.plan.split(separator: "\n").map(String.init), to: &output) {
      JSONWriter.write(text: $0, to: &$1)
    }
    output.write("}")
    output.endLine()
  }

  private func field(
    _ name: String, _ text: String, first: Bool = false, to output: inout ByteOutput
  ) {
    output.write("\(first ? "" : ",\n ")\"\(name)\": ")
    JSONWriter.write(text: text, to: &output)
  }

  private func list<Item>(
    _ name: String, _ items: [Item], to output: inout ByteOutput,
    _ write: (Item, inout ByteOutput) -> Void
  ) {
    output.write(",\n \"\(name)\": [")
    for (index, item) in items.enumerated() {
      output.write(index > 0 ? ",\n  " : "\n  ")
      write(item, &output)
    }
    output.write(items.isEmpty ? "]" : "\n ]")
  }
}
