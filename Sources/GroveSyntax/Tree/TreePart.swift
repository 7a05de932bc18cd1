// What all parts of a syntax tree have in common.

#if GROVE_FOR_C
  /// A part of a syntax tree: a value that can be compared. The library for C writes no trees.
  public typealias TreePart = Hashable & Sendable
#else
  /// A part of a syntax tree: a value that can be compared, and written as JSON by `SyntaxJSON`.
  public typealias TreePart = Hashable & Codable & Sendable
#endif
