// What was typed that later statements speak of. A query that is kept as a file takes with it what
// it needs of this, for a file knows nothing of a conversation.

import Grove

/// The definitions, variables and used files of a conversation, as texts in the order typed.
struct TypedDefinitions {
  private struct Entry {
    /// What it defines; nil of a used file, which may define anything.
    let name: String?
    let text: String
  }

  private var entries: [Entry] = []

  /// Notes what a text that ran has defined. A name that is defined again stands for the newest.
  mutating func note(_ text: String) {
    let source = SourceText(text)
    for statement in Parser.parseProgram(source).program.statements {
      let name: String?
      switch statement.form {
      case .use: name = nil
      case .bind(let variable, _), .param(let variable, _): name = "$" + variable.name
      case .define(let defined, _, _), .defineBlock(let defined, _, _),
        .defineField(let defined, _, _):
        name = defined.text
      default: continue
      }
      entries.removeAll { $0.name == name && name != nil }
      entries.append(Entry(name: name, text: source.text(in: statement.range)))
    }
  }

  /// The statements to put before a text so that it knows all that it names, and what those name.
  /// Linear in all that was typed.
  func statements(before text: String, usingFiles: Bool) -> [String] {
    var words = Self.words(of: text)
    var needed: [String] = []
    for entry in entries.reversed() {
      guard entry.name.map(words.contains) ?? usingFiles else { continue }
      needed.append(entry.text)
      words.formUnion(Self.words(of: entry.text))
    }
    return needed.reversed()
  }

  /// The words of a text, those of its texts, too, for they may hold expressions; of a variable with
  /// its `$`.
  private static func words(of text: String) -> Set<String> {
    var found: Set<String> = []
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        found.insert(word)
        word = character == "$" ? "$" : ""
      }
    }
    return found
  }
}
