// Prose on a terminal: lines broken between words.

/// Breaks lines of prose.
package enum Paragraph {
  /// The lines of a text, none wider than `width` where words allow; its own line breaks stay. A
  /// broken line goes on under the first word, also after `- ` and the like. O(length).
  package static func lines(of text: String, width: Int?) -> [String] {
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let width, DisplayWidth.of(String(line)) > width else {
        lines.append(String(line))
        continue
      }
      wrap(line, width: max(1, width), to: &lines)
    }
    return lines
  }

  private static func wrap(_ line: Substring, width: Int, to lines: inout [String]) {
    let lead = line.prefix { $0 == " " }
    var indent = lead.count
    let mark = line.dropFirst(indent).prefix(2)
    if mark == "- " || mark == "* " { indent += 2 }
    if indent > width / 2 { indent = 0 }
    let hanging = String(repeating: " ", count: indent)
    var current = String(lead)
    var cells = lead.count
    var isEmpty = true
    for word in line.split(separator: " ") {
      let wide = DisplayWidth.of(String(word))
      if !isEmpty, cells + 1 + wide > width {
        lines.append(current)
        current = hanging
        cells = indent
        isEmpty = true
      }
      if !isEmpty {
        current += " "
        cells += 1
      }
      current += word
      cells += wide
      isEmpty = false
    }
    lines.append(current)
  }
}
