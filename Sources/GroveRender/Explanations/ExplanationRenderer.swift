// How a query was read, as `explain` shows it: the core form, the words, the rows after each step
// and the plan.

public import Grove

/// Draws explanations.
public struct ExplanationRenderer {
  private let options: RenderOptions

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
    writeFact("means", explanation.understood, to: &output)
    writeFact("core", explanation.expansion, to: &output)
    let counts = explanation.steps.map { $0.rows.map(String.init) ?? "" }
    let width = counts.map(\.utf8.count).max() ?? 0
    for (index, step) in explanation.steps.enumerated() {
      output.write(index == 0 ? "  rows   " : "         ")
      output.write(spaces: width - counts[index].utf8.count)
      output.write(counts[index] + "  " + shown(step.words))
      output.endLine()
    }
    for (index, line) in explanation.plan.split(separator: "\n").enumerated() {
      output.write(index == 0 ? "  plan   " : "         ", style: .faint, when: options.color)
      output.write(shown(String(line)), style: .faint, when: options.color)
      output.endLine()
    }
  }

  private func writeFact(_ name: String, _ text: String, to output: inout ByteOutput) {
    output.write("  " + name)
    output.write(spaces: 7 - name.utf8.count)
    output.write(shown(text))
    output.endLine()
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}
