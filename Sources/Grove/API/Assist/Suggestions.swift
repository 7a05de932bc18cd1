// What may be written at a cursor, for prompts and editors.

/// What a word at a cursor is.
public enum WordRole: String, Hashable, Sendable, CaseIterable {
  /// A word of the language.
  case word
  /// A kind of thing.
  case kind
  /// A field of a kind.
  case field
  /// What leads from a thing to others.
  case relation
  /// A function.
  case function
  /// A thing of the graph.
  case node
  /// A variable.
  case variable
  /// A day or a run of days.
  case period
}

/// What may be written at a cursor.
public struct Suggestions: Hashable, Sendable {
  /// One text that may be written.
  public struct Candidate: Hashable, Sendable {
    /// What to insert.
    public let text: String
    /// A few words about it; empty when the text says it all. A title of the graph may stand here, as
    /// it is in the files.
    public let note: String
    /// What it is.
    public let role: WordRole
    /// Whether more follows without a space: `round(`, `@`.
    public let isOpen: Bool

    init(_ text: String, _ role: WordRole, note: String = "", isOpen: Bool = false) {
      self.text = text
      self.note = note
      self.role = role
      self.isOpen = isOpen
    }
  }

  /// The bytes before the cursor that a candidate takes the place of.
  public let range: SourceRange
  /// The candidates: in the order of the grammar, then of the schema or the graph, each once; at most
  /// 400 things of the graph.
  public let candidates: [Candidate]
}

/// What is known of the word at a cursor.
public struct Hover: Hashable, Sendable {
  /// The bytes of the word, or words.
  public let range: SourceRange
  /// What it is called, as written.
  public let name: String
  /// What it is.
  public let role: WordRole
  /// The type of its values, for fields, functions and variables.
  public let type: ValueType?
  /// What it means, in a sentence or two. Of a thing, its title.
  public let meaning: String
  /// A query that shows it.
  public let example: String?
  /// The core form of the statement it stands in, when that is a query without mistakes of grammar.
  public let expansion: String?
}
