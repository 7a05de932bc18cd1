// The edition of the language, and the line by which a text that is kept states its own.

/// The edition of the language that this parser reads. New reserved words come with a new one only.
///
/// A text states its edition in a comment of its own before the first statement: `# edition: 1`.
/// One that states none is of edition 1. A later one than ``current`` is refused, not misread.
public enum LanguageEdition {
  /// The edition, counted from 1.
  public static let current = 1

  /// The comment by which a text states ``current``.
  public static let line = "# edition: \(current)"

  /// The edition that a text states, nil when it states none. O(bytes before the first statement).
  public static func stated(in source: SourceText) -> Int? { line(in: source)?.edition }

  /// The edition that a text states and the place of the comment, when it is a later one than this.
  static func later(in source: SourceText) -> (edition: Int, range: SourceRange)? {
    line(in: source).flatMap { $0.edition > current ? $0 : nil }
  }

  private static func line(in source: SourceText) -> (edition: Int, range: SourceRange)? {
    var start = 0
    while start < source.bytes.count {
      let end = source.bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? source.bytes.count
      let line = source.bytes[start..<end].drop(while: isBlank)
      guard line.first.map({ $0 == UInt8(ascii: "#") }) ?? true else { return nil }
      if let edition = number(of: line.dropFirst()) {
        return (edition, SourceRange(start: line.startIndex, end: end))
      }
      start = end + 1
    }
    return nil
  }

  /// The number of ` edition: 2`. One with more digits than an edition ever has is none.
  private static func number(of comment: ArraySlice<UInt8>) -> Int? {
    let word = comment.drop(while: isBlank)
    guard word.starts(with: "edition:".utf8) else { return nil }
    let value = word.dropFirst("edition:".utf8.count).drop(while: isBlank)
    let digits = value.prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count), value.dropFirst(digits.count).allSatisfy(isBlank) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
