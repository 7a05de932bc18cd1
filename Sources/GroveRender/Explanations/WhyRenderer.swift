// The answer to `why` as text: the verdict, then what it rests on, a line each, inputs indented, with
// the places in the files at the end.

public import Grove

/// Draws answers to `why`.
public struct WhyRenderer {
  private let answer: WhyAnswer
  private let options: RenderOptions
  private let cells: CellText
  private static let labelLimit = 44
  private static let valueLimit = 32

  /// Draws `answer` with `options`.
  public init(answer: WhyAnswer, options: RenderOptions) {
    self.answer = answer
    self.options = options
    cells = CellText(
      column: QueryResult.Column(name: "value", type: .any), graph: answer.graph,
      today: answer.today, options: options)
  }

  /// Writes the answer.
  public func write(to output: inout ByteOutput) {
    for (index, line) in wrapped(shown(answer.verdict), to: options.width ?? .max).enumerated() {
      output.write((index > 0 ? "  " : "") + line, style: .strong, when: options.color)
      output.endLine()
    }
    let lines = lines
    let labelWidth = min(lines.map { DisplayWidth.of($0.label) }.max() ?? 0, Self.labelLimit)
    let valueWidth = min(lines.map { DisplayWidth.of($0.value) }.max() ?? 0, Self.valueLimit)
    for line in lines { write(line, labelWidth, valueWidth, to: &output) }
  }

  // MARK: - Lines

  private struct Line {
    let label: String
    let value: String
    let words: String
    let place: String
  }

  /// All reasons with their inputs, in order, as lines.
  private var lines: [Line] {
    answer.flatReasons.map { level, reason in
      let source = reason.source.map { shown("\($0.file):\($0.line)") } ?? ""
      let place = [shown(reason.origin), source].filter { !$0.isEmpty }.joined(separator: ", ")
      return Line(
        label: String(repeating: "  ", count: level + 1) + shown(reason.name),
        value: cells.text(reason.value), words: shown(reason.words), place: place)
    }
  }

  private func write(
    _ line: Line, _ labelWidth: Int, _ valueWidth: Int, to output: inout ByteOutput
  ) {
    output.write(padded(line.label, to: labelWidth) + "  ")
    output.write(padded(line.value, to: valueWidth))
    let indent = labelWidth + valueWidth + 4
    let room = max((options.width ?? .max) - min(indent, 60), 20)
    let parts = wrapped(line.words, to: room)
    for (index, part) in parts.enumerated() {
      if index > 0 { output.endLine() }
      output.write(index == 0 ? "  " : String(repeating: " ", count: indent))
      output.write(part)
    }
    if !line.place.isEmpty {
      let taken = DisplayWidth.of(parts.last ?? "")
      if taken == 0 {
        output.write("  ")
      } else if taken + DisplayWidth.of(line.place) + 3 <= room {
        output.write("   ")
      } else {
        output.endLine()
        output.write(spaces: indent)
      }
      output.write(line.place, style: .faint, when: options.color)
    }
    output.endLine()
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }

  /// The text in lines of a width, broken at blanks; no line for no text.
  private func wrapped(_ text: String, to width: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return text.isEmpty ? [] : [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width {
        lines.append(line)
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + (line.isEmpty ? [] : [line])
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}

extension WhyAnswer {
  /// All reasons with how deep they stand, each before its inputs. Without recursion.
  var flatReasons: [(level: Int, reason: Reason)] {
    var flat: [(level: Int, reason: Reason)] = []
    var waiting = reasons.reversed().map { (level: 0, reason: $0) }
    while let next = waiting.popLast() {
      flat.append(next)
      waiting += next.reason.parts.reversed().map { (level: next.level + 1, reason: $0) }
    }
    return flat
  }

  /// The reasons as rows, for formats of tables.
  package func asResult() -> QueryResult {
    let names = ["level", "name", "value", "words", "origin", "source"]
    let types: [ValueType] = [.number, .text, .any, .text, .text, .text]
    return QueryResult(
      graph: graph, query: query, expansion: expansion, today: today, understood: verdict,
      columns: zip(names, types).map { QueryResult.Column(name: $0, type: $1) },
      cells: flatReasons.map { level, reason in
        let source = reason.source.map { Value.text("\($0.file):\($0.line)") } ?? .missing
        return [
          .number(Double(level)), .text(reason.name), reason.value,
          reason.words.isEmpty ? .missing : .text(reason.words),
          reason.origin.isEmpty ? .missing : .text(reason.origin), source,
        ]
      })
  }
}
