// Why something is as it is: a value, how it came about, whose it is, where it stands in the files,
// and the values it was made of. How reasons are found stands beside, how they look in GroveRender.

/// A value with what made it so.
public struct Reason: Hashable, Sendable {
  /// A place in the files.
  public struct Source: Hashable, Sendable {
    /// The path of the file, as messages show it.
    public let file: String
    /// The line, from 1.
    public let line: Int

    package init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// What it speaks of: a field, the id of a child, a condition as written.
  public let name: String
  /// The value; of a condition yes, no or missing.
  public let value: Value
  /// How it comes about, in words and numbers: `(10 - 0) / (40 - 0)`. Empty when the value is given.
  public let words: String
  /// Whose the value is when it is not the thing's own: `check-in of 12 May 2026`.
  public let origin: String
  /// The file and line of the value's row; nil when it comes from none.
  public let source: Source?
  /// What it was made of, in the order of the words.
  public let parts: [Reason]

  package init(
    _ name: String, _ value: Value, _ words: String = "", origin: String = "",
    source: Source? = nil, parts: [Reason] = []
  ) {
    self.name = name
    self.value = value
    self.words = words
    self.origin = origin
    self.source = source
    self.parts = parts
  }

  /// The same with other words, parts or name.
  func with(name: String? = nil, words: String? = nil, parts: [Reason]? = nil) -> Reason {
    Reason(
      name ?? self.name, value, words ?? self.words, origin: origin, source: source,
      parts: parts ?? self.parts)
  }
}

extension GoalGraph {
  /// Where a row stands in the files.
  func place(of node: Node) -> Reason.Source? {
    source(of: node).map { Reason.Source(file: $0.file, line: $0.line) }
  }

  /// Where the value of a row's field comes from when no file gives it; else empty.
  func origin(of field: String, _ node: Node) -> String {
    isSetInCode(field, of: node) ? "set in code" : ""
  }

  /// Where the value of a row's field stands in the files.
  func place(of field: String, _ node: Node) -> Reason.Source? {
    source(of: field, node).map { Reason.Source(file: $0.file, line: $0.line) }
  }
}
