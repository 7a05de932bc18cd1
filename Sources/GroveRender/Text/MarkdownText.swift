// Text as Markdown that reads the same once it is drawn: whatever would start markup is escaped.

import Grove

/// Makes Markdown of plain text.
enum MarkdownText {
  /// Text within a line or a cell of a table.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\|*_`<[~&".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// Lines of prose. Lists, `- one` and `1. one`, stay lists; headings, quotes and rules do not
  /// come about.
  static func paragraph(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      // Four spaces in front would make it code.
      let lead = String(repeating: " ", count: min(3, line.count - trimmed.count))
      let line = escaped(String(trimmed).visibleControls())
      let isRule = !line.isEmpty && line.allSatisfy { "-=+ ".contains($0) }
      return lead + (isRule || line.first == "#" || line.first == ">" ? "\\" : "") + line
    }
    return lines.joined(separator: "\n")
  }

  /// Text of one line as code, between as many backticks as it needs.
  static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + pad + text.visibleControls() + pad + fence
  }

  /// Lines between fences, as `language`.
  static func fenced(_ text: String, language: String) -> String {
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    let end = text.hasSuffix("\n") || text.isEmpty ? "" : "\n"
    return "\(fence)\(language)\n\(text)\(end)\(fence)\n"
  }

  private static func longestRun(of sign: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == sign ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
