// Reads grammar/grove.ebnf into plain rules, so that the file itself can be executed.

import FoundationEssentials

/// A grammar as plain rules: every bracket of the file has become a rule of its own.
public struct GrammarFile: Sendable {
  enum Symbol: Hashable, Sendable {
    /// A word or sign in quotes.
    case literal(String)
    /// A token in capitals.
    case token(String)
    /// A lookahead that takes nothing.
    case lookahead(String)
    case rule(Int)
  }

  /// The choices of each rule.
  private(set) var choices: [[[Symbol]]] = []
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]
  private var words: [String] = []
  private var position = 0

  /// The rule a text must satisfy.
  var start: Int { numbers["program"] ?? 0 }

  /// Reads grammar/grove.ebnf.
  public static func load() throws -> GrammarFile {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let text = try String(contentsOfFile: "/\(folder)/grammar/grove.ebnf", encoding: .utf8)
    return GrammarFile(text)
  }

  init(_ text: String) {
    words = Self.split(text)
    while position < words.count { readRule() }
  }

  /// The rules that are used but never defined, other than the forms that are left out on purpose.
  public var undefined: [String] {
    zip(names, choices).filter { $0.1.isEmpty }.map(\.0).sorted()
  }

  private static func split(_ text: String) -> [String] {
    var words: [String] = []
    var isComment = false
    for piece in text.split(whereSeparator: \.isWhitespace) {
      if piece == "(*" { isComment = true }
      if !isComment { words.append(String(piece)) }
      if piece == "*)" { isComment = false }
    }
    return words
  }

  private mutating func number(_ name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    choices.append([])
    return names.count - 1
  }

  private mutating func readRule() {
    let name = words[position]
    let bodyStart = position + 2
    let contexts = name.hasSuffix("<c>") ? ["<r>", "<n>"] : [""]
    for context in contexts {
      position = bodyStart
      let full = context.isEmpty ? name : name.replacingSuffix("<c>", with: context)
      let rule = number(full)
      choices[rule] += readChoices(context)
    }
    position += 1
  }

  private mutating func readChoices(_ context: String) -> [[Symbol]] {
    var choices: [[Symbol]] = [[]]
    while position < words.count, ![";", ")", "]", "}"].contains(words[position]) {
      let word = words[position]
      position += 1
      if word == "|" {
        choices.append([])
      } else {
        choices[choices.count - 1].append(symbol(word, context))
      }
    }
    return choices
  }

  private mutating func symbol(_ word: String, _ context: String) -> Symbol {
    switch word {
    case "(", "[", "{":
      var inner = readChoices(context)
      position += 1
      let rule = number("bracket \(names.count)")
      if word == "{" { inner = inner.map { $0 + [.rule(rule)] } }
      choices[rule] = word == "(" ? inner : inner + [[]]
      return .rule(rule)
    case _ where word.hasPrefix("'"): return .literal(String(word.dropFirst().dropLast()))
    case _ where word.hasPrefix("!"): return .lookahead(String(word.dropFirst()))
    case _ where word.allSatisfy(\.isUppercase): return .token(word)
    default: return .rule(number(word.replacingSuffix("<c>", with: context)))
    }
  }
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) + other : self
  }
}
