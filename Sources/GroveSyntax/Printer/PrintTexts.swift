// Texts back to what the lexer reads: escapes, braces, and the form between `"""`.

extension Printer {
  mutating func write(_ template: Template) {
    let quotes = template.isMultiline ? "\"\"\"" : "\""
    let takesLines = template.isMultiline && Self.hasLineBreak(template)
    output += quotes
    if takesLines { output += "\n" }
    // What stands on a line so far; a line's own blanks are told from the indent by an escape.
    var isLineStart = takesLines
    var needsAnchor = takesLines
    for part in template.parts {
      switch part {
      case .text(let text) where takesLines:
        writeLines(text, isLineStart: &isLineStart, needsAnchor: &needsAnchor)
      case .text(let text): output += Self.escaped(text, braces: true)
      case .value(let value):
        if isLineStart { output += indent }
        isLineStart = false
        needsAnchor = false
        output += "{"
        write(value, .conditional)
        output += "}"
      }
    }
    if isLineStart, takesLines { output += indent }
    output += quotes
  }

  private static func hasLineBreak(_ template: Template) -> Bool {
    template.parts.contains {
      if case .text(let text) = $0 { text.unicodeScalars.contains("\n") } else { false }
    }
  }

  private mutating func writeLines(
    _ text: String, isLineStart: inout Bool, needsAnchor: inout Bool
  ) {
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        output += "\n"
        isLineStart = true
        continue
      }
      if isLineStart {
        output += indent
        isLineStart = false
        if needsAnchor, scalar == " " || scalar == "\t" {
          output += scalar == " " ? "\\u{20}" : "\\t"
          needsAnchor = false
          continue
        }
        needsAnchor = false
      }
      output += Self.escape(scalar, braces: true)
    }
  }

  static func escaped(_ text: String, braces: Bool) -> String {
    text.unicodeScalars.map { escape($0, braces: braces) }.joined()
  }

  private static func escape(_ scalar: Unicode.Scalar, braces: Bool) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "{", "}": braces ? "\\\(scalar)" : String(scalar)
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: String(scalar)
    }
  }
}
