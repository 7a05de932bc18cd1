// The inputs of Tests/Spec/grammar: what the parser accepts and refuses, one a line.

import FoundationEssentials
public import GroveSyntax

/// One input with what its file says of it.
public struct GrammarInput: Sendable, CustomStringConvertible {
  /// Where it stands, for messages.
  public let place: String
  /// The text, with real line breaks.
  public let text: String
  /// What stands after `=>`: the expansion.
  public let expansion: String?
  /// What stands after `##`: what the message must say, or what it is about.
  public let hint: String?

  /// Place and text.
  public var description: String { "\(place): \(text)" }

  /// The text and, if there is one, its expansion.
  public var texts: [String] { [text] + (expansion.map { [$0] } ?? []) }

  /// The text with its place as name.
  public var source: SourceText { SourceText(text, name: place) }

  /// The inputs of a file, `accepted.txt`.
  public static func load(_ file: String) throws -> [GrammarInput] {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let path = "/\(folder)/Spec/grammar/\(file)"
    let lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      guard !line.isEmpty, !line.hasPrefix("# ") else { return nil }
      let (rest, hint) = cut(String(line), at: "  ##  ")
      let (input, expansion) = cut(rest, at: "  =>  ")
      return GrammarInput(
        place: "\(file):\(number + 1)", text: broken(input), expansion: expansion.map(broken),
        hint: hint)
    }
  }

  private static func cut(_ text: String, at mark: String) -> (String, String?) {
    guard let range = text.firstRange(of: mark) else { return (text, nil) }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }

  private static func broken(_ text: String) -> String {
    text.split(separator: "⏎", omittingEmptySubsequences: false).enumerated()
      .map { index, part in
        // The blanks round the mark belong to the file, not to the input.
        var line = part[...]
        if index > 0, line.first == " " { line = line.dropFirst() }
        return String(line)
      }
      .joined(separator: "\n")
  }
}
