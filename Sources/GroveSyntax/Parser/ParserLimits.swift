// What a text may ask of the parser before it is refused.

/// How large a text may be. Each limit has its own diagnostic, so that none looks like a mistake in
/// the text. They can be set lower than the standard ones, never higher.
public struct ParserLimits: Hashable, Sendable {
  /// The bytes of one source text: at most 1 MiB.
  public let sourceBytes: Int
  /// Brackets, blocks, `if` and interpolations inside each other: at most 200.
  public let nesting: Int
  /// Nodes of one tree: at most 100,000.
  public let nodes: Int

  /// Errors reported for one text; the rest would be noise.
  public static let diagnostics = 20

  /// Limits of one's own; what is above the standard ones is moved down to them.
  public init(sourceBytes: Int = 1 << 20, nesting: Int = 200, nodes: Int = 100_000) {
    self.sourceBytes = min(max(sourceBytes, 0), 1 << 20)
    self.nesting = min(max(nesting, 0), 200)
    self.nodes = min(max(nodes, 0), 100_000)
  }

  /// The highest there are: 1 MiB, 200 levels, 100,000 nodes.
  public static let standard = ParserLimits()
  /// For texts of strangers: 100,000 bytes, 50 levels, 10,000 nodes.
  public static let untrusted = ParserLimits(sourceBytes: 100_000, nesting: 50, nodes: 10_000)
}
