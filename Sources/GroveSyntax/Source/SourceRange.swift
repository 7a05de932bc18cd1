// A stretch of a source text. Lines and columns are asked of `SourceText`.

/// A half-open run of UTF-8 byte offsets in one source text.
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public let start: Int
  /// The offset after the last byte; never less than `start`.
  public let end: Int

  /// The place of things that were made, not written.
  public static let none = SourceRange(start: 0, end: 0)

  /// A range from `start` to `end`; an end before the start is taken as the start.
  public init(start: Int, end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// Whether the range holds no bytes.
  public var isEmpty: Bool { start == end }

  /// Whether it holds the whole of another.
  package func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }

  /// The smallest range that holds both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(start: min(start, other.start), end: max(end, other.end))
  }
}
