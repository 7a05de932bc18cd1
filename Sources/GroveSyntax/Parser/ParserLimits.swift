// What a text may ask of the parser before it is refused.

/// The parser's limits. Each has its own diagnostic, so that none looks like a mistake in the text.
public enum ParserLimits {
  /// The bytes of one source text: 1 MiB.
  public static let sourceBytes = 1 << 20
  /// Brackets, blocks, `if` and interpolations inside each other.
  public static let nesting = 200
  /// Nodes of one tree.
  public static let nodes = 100_000
  /// Errors reported for one text; the rest would be noise.
  public static let diagnostics = 20
}
