// Diagnostics with the line they speak of and carets below the place. What they say is decided by
// the phase that found them.

public import Grove

/// Draws diagnostics:
///
///     error[GRV0103]: after `at` comes `risk`, `least` or `most`, found `rsik`
///       1 | key results in Q2 at rsik
///         |                      ^^^^ did you mean `at risk`?
///
/// Tabs count as the cells up to the next multiple of four, wide characters as two.
public struct DiagnosticRenderer: Sendable {
  private let source: SourceText
  private let options: RenderOptions
  private static let tabWidth = 4
  /// A range over more lines shows its first and last ones.
  private static let mostLines = 4

  /// Draws diagnostics of one text.
  public init(source: SourceText, options: RenderOptions = RenderOptions()) {
    self.source = source
    self.options = options
  }

  /// Writes all of them, in order, each followed by its notes.
  public func write(_ diagnostics: [Diagnostic], to output: inout ByteOutput) {
    for diagnostic in diagnostics { write(diagnostic, to: &output) }
  }

  /// Writes one.
  public func write(_ diagnostic: Diagnostic, to output: inout ByteOutput) {
    let style: Style = diagnostic.severity == .error ? .bad : .warning
    let head = "\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]"
    output.write(head, style: style, when: options.color)
    output.write(": ")
    output.write(shown(diagnostic.message), style: .strong, when: options.color)
    output.endLine()
    let help = diagnostic.help.map(shown)
    excerpt(diagnostic.range, label: help ?? "", style: style, to: &output)
    for note in diagnostic.notes {
      output.write("  note: ")
      output.write(shown(note.message))
      output.endLine()
      if let range = note.range { excerpt(range, label: "", style: .link, to: &output) }
    }
  }

  // MARK: - The excerpt

  private func excerpt(
    _ range: SourceRange, label: String, style: Style, to output: inout ByteOutput
  ) {
    guard !source.bytes.isEmpty else {
      if !label.isEmpty {
        output.write("  " + label)
        output.endLine()
      }
      return
    }
    let first = source.line(of: range.start)
    let last = max(first, source.line(of: max(range.start, range.end - 1)))
    // Names in angle brackets stand for texts that no file holds.
    if !source.name.hasPrefix("<") {
      let place = "  \(shown(source.name)):\(first):\(source.column(of: range.start))"
      output.write(place, style: .faint, when: options.color)
      output.endLine()
    }
    let gutter = String(last).utf8.count
    for line in first...last {
      if last - first >= Self.mostLines, line > first + 1, line < last {
        if line == first + 2 {
          output.write(spaces: 2 + gutter)
          output.write(" | " + options.ellipsis)
          output.endLine()
        }
        continue
      }
      let window = window(of: line, around: range, limit: limit(gutter: gutter))
      output.write(spaces: 2 + gutter - String(line).utf8.count)
      output.write("\(line) | ", style: .faint, when: options.color)
      output.write(window.text)
      output.endLine()
      output.write(spaces: 2 + gutter)
      output.write(" | ", style: .faint, when: options.color)
      output.write(spaces: window.from)
      var marks = String(repeating: "^", count: window.length)
      if line == last, !label.isEmpty { marks += " " + label }
      output.write(marks, style: style, when: options.color)
      output.endLine()
    }
  }

  /// What is shown of a line, and which of its cells are marked.
  private struct Window {
    var text: String
    var from: Int
    var length: Int
  }

  private func limit(gutter: Int) -> Int { max(40, (options.width ?? 200) - gutter - 5) }

  /// The line, or for a very long one what stands around the marked place.
  private func window(of line: Int, around range: SourceRange, limit: Int) -> Window {
    let lineRange = source.range(ofLine: line)
    let start = min(max(range.start, lineRange.start), lineRange.end)
    let end = min(max(range.end, start), lineRange.end)
    let from = cells(lineRange.start, start)
    let length = max(1, cells(lineRange.start, end) - from)
    let text = expanded(source.text(ofLine: line))
    guard DisplayWidth.of(text) > limit else {
      return Window(text: text, from: from, length: length)
    }
    var rest = Substring(text)
    var skipped = 0
    while skipped < from - limit / 2, let first = rest.popFirst() {
      skipped += DisplayWidth.of(first)
    }
    let lead = skipped > 0 ? options.ellipsis : ""
    let shown = lead + DisplayWidth.cut(String(rest), to: limit, ellipsis: options.ellipsis)
    let shift = from - skipped + DisplayWidth.of(lead)
    let room = max(1, DisplayWidth.of(shown) - shift)
    return Window(text: shown, from: shift, length: min(length, room))
  }

  private func cells(_ start: Int, _ end: Int) -> Int {
    DisplayWidth.of(expanded(source.text(in: SourceRange(start: start, end: end))))
  }

  /// Tabs as spaces, other controls as symbols.
  private func expanded(_ line: String) -> String {
    guard line.utf8.contains(where: { $0 < 0x20 || $0 > 0x7E }) else { return line }
    var text = ""
    var width = 0
    for character in line {
      if character == "\t" {
        let count = Self.tabWidth - width % Self.tabWidth
        text += String(repeating: " ", count: count)
        width += count
      } else {
        let shown = shown(String(character))
        text += shown
        width += DisplayWidth.of(shown)
      }
    }
    return text
  }

  private func shown(_ text: String) -> String { text.visibleControls(unicode: options.unicode) }
}
