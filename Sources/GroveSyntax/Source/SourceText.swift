// Source text with its line table: what turns byte offsets into the lines and columns people read.

/// A named text, its bytes and where its lines begin.
///
/// Lines end with LF, CR LF or CR. Making one costs O(bytes); asking for a position is
/// O(log lines) plus the length of the line.
public struct SourceText: Hashable, Sendable {
  /// What diagnostics call the text: a path, or `<prompt>`.
  public let name: String
  /// The text as UTF-8. Bytes that were not UTF-8 have been replaced by U+FFFD.
  public let bytes: [UInt8]
  /// Where the first U+FFFD stands that was put in place of what was not UTF-8.
  let firstReplacement: SourceRange?
  private let lineStarts: [Int]

  /// Takes a text under a name.
  public init(_ text: String, name: String = "<text>") {
    self.init(validBytes: Array(text.utf8), name: name, firstReplacement: nil)
  }

  /// Takes bytes from outside, replacing what is not UTF-8 by U+FFFD; the parser refuses such a text.
  public init(bytes: [UInt8], name: String) {
    let valid = Array(String(decoding: bytes, as: UTF8.self).utf8)
    self.init(
      validBytes: valid, name: name, firstReplacement: Self.firstReplacement(in: valid, of: bytes))
  }

  /// Where the first replacement stands: the character at the first byte that differs.
  private static func firstReplacement(in valid: [UInt8], of bytes: [UInt8]) -> SourceRange? {
    if valid == bytes { return nil }
    let shared = zip(valid, bytes).prefix { $0 == $1 }.count
    var start = min(shared, valid.count - 1)
    while start > 0, valid[start] & 0xC0 == 0x80 { start -= 1 }
    return SourceRange(start: start, end: min(start + 3, valid.count))
  }

  /// The same text under another name.
  package func named(_ name: String) -> SourceText {
    SourceText(validBytes: bytes, name: name, firstReplacement: firstReplacement)
  }

  private init(validBytes: [UInt8], name: String, firstReplacement: SourceRange?) {
    self.name = name
    self.firstReplacement = firstReplacement
    bytes = validBytes
    var starts = [0]
    for (offset, byte) in validBytes.enumerated() {
      let isLineEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
          && (offset + 1 == validBytes.count || validBytes[offset + 1] != UInt8(ascii: "\n"))
      if isLineEnd { starts.append(offset + 1) }
    }
    lineStarts = starts
  }

  /// The number of lines, at least one.
  public var lineCount: Int { lineStarts.count }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text of a range; what lies outside the source is left out.
  public func text(in range: SourceRange) -> String {
    let start = min(max(range.start, 0), bytes.count)
    let end = min(max(range.end, start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The line that holds an offset, counted from 1. Offsets outside the text are moved to its ends.
  public func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column of an offset in its line, counted from 1 in characters.
  public func column(of offset: Int) -> Int {
    let end = min(max(offset, 0), bytes.count)
    let start = lineStarts[line(of: end) - 1]
    return String(decoding: bytes[start..<end], as: UTF8.self).count + 1
  }

  /// The range of a line, counted from 1, without its line break; empty when there is no such line.
  public func range(ofLine line: Int) -> SourceRange {
    guard line >= 1, line <= lineStarts.count else { return .none }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return SourceRange(start: start, end: end)
  }

  /// The text of a line, counted from 1, without its line break.
  public func text(ofLine line: Int) -> String {
    text(in: range(ofLine: line))
  }
}
