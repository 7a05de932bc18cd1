// The leaves that name things: plain names, variables, ids, dotted paths.

/// A name: of a field, function, column or kind of one's own.
public struct Name: TreePart {
  /// The name, without backticks.
  public var text: String
  /// Whether it was written in backticks.
  public var isQuoted: Bool
  /// Where it stands.
  public var range: SourceRange

  /// Makes a name.
  public init(_ text: String, isQuoted: Bool = false, range: SourceRange = .none) {
    self.text = text
    self.isQuoted = isQuoted
    self.range = range
  }
}

/// A variable or parameter, `$floor`; at the prompt also `$_` and `$1`.
public struct Variable: TreePart {
  /// The name without `$`.
  public var name: String
  /// Where it stands.
  public var range: SourceRange

  /// Makes a variable.
  public init(_ name: String, range: SourceRange = .none) {
    self.name = name
    self.range = range
  }
}

/// A thing of the workspace by its id, `@KR-12` or `@"any text"`.
public struct NodeReference: TreePart {
  /// The id without `@`.
  public var id: String
  /// Whether it was written in quotes.
  public var isQuoted: Bool
  /// Where it stands.
  public var range: SourceRange

  /// Makes a reference.
  public init(_ id: String, isQuoted: Bool = false, range: SourceRange = .none) {
    self.id = id
    self.isQuoted = isQuoted
    self.range = range
  }
}

/// A dotted path of names from the row: `cycle.start`.
public struct Path: TreePart {
  /// The names, at least one.
  public var names: [Name]
  /// Where it stands.
  public var range: SourceRange

  /// Makes a path.
  public init(_ names: [Name], range: SourceRange = .none) {
    self.names = names
    self.range = range
  }
}

/// A kind in a place where only a kind can stand.
public enum KindName: TreePart {
  /// A built-in kind.
  case builtIn(KindWord)
  /// A kind of the workspace's own, or a built-in one by its identifier (`key_results`).
  case own(Name)
}
