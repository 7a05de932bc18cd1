// How a query was read, as `explain` shows it: the words, the core form, the days its words of time
// stand for, the rows after each step, the rules its numbers follow, and the plan.

public import Grove

/// Draws explanations.
public struct ExplanationRenderer {
  private let options: RenderOptions
  private static let margin = 9

  /// Draws with `options`.
  public init(options: RenderOptions) { self.options = options }

  /// Writes all of them, an empty line between two.
  public func write(_ explanations: [Explanation], to output: inout ByteOutput) {
    for (index, explanation) in explanations.enumerated() {
      if index > 0 { output.endLine() }
      write(explanation, to: &output)
    }
  }

  private func write(_ explanation: Explanation, to output: inout ByteOutput) {
    output.write(shown(explanation.query), style: .strong, when: options.color)
    output.endLine()
    write("means", [explanation.understood], to: &output)
    write("core", [explanation.expansion], to: &output)
    write("dates", explanation.times.map { "\($0.words): \($0.meaning)" }, to: &output)
    let counts = explanation.steps.map { $0.rows.map(String.init) ?? "" }
    let width = counts.map(\.utf8.count).max() ?? 0
    write(
      "rows",
      zip(explanation.steps, counts).map { step, count in
        String(repeating: " ", count: width - count.utf8.count) + count + "  " + words(step)
      }, to: &output)
    write("rules", explanation.rules, to: &output)
    let plan = explanation.plan.split(separator: "\n").map(String.init)
    write("plan", plan, style: .faint, to: &output)
  }

  /// `| group by team   in 5 groups`, `below 50%   3 had no value`.
  private func words(_ step: Explanation.Step) -> String {
    var remarks: [String] = []
    if let groups = step.groups { remarks.append("in \(groups) group\(groups == 1 ? "" : "s")") }
    if step.skippedMissing > 0 { remarks.append("\(step.skippedMissing) had no value") }
    return step.words + (remarks.isEmpty ? "" : "   " + remarks.joined(separator: ", "))
  }

  private func write(
    _ name: String, _ lines: [String], style: Style? = nil, to output: inout ByteOutput
  ) {
    for (index, line) in lines.enumerated() {
      let label = index == 0 ? "  " + name : ""
      let start = label + String(repeating: " ", count: Self.margin - label.utf8.count)
      output.write(start + shown(line), style: style, when: options.color)
      output.endLine()
    }
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}

extension Explanation {
  /// The steps as rows, for formats of tables.
  package func asResult() -> QueryResult {
    QueryResult(
      graph: graph, query: query, expansion: expansion, today: today, understood: understood,
      columns: [
        QueryResult.Column(name: "step", type: .text),
        QueryResult.Column(name: "rows", type: .number),
        QueryResult.Column(name: "groups", type: .number),
        QueryResult.Column(name: "skipped_missing", type: .number),
      ],
      cells: steps.map { step in
        [
          .text(step.words), step.rows.map { .number(Double($0)) } ?? .missing,
          step.groups.map { .number(Double($0)) } ?? .missing,
          .number(Double(step.skippedMissing)),
        ]
      })
  }
}
