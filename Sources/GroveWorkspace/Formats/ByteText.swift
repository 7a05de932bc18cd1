// Bytes of a file as text: places, trimmed ranges, and comparisons that need no String.

/// A piece of a file: where it starts and how many bytes it has. Both fit 32 bits because files are
/// bounded at 1 GiB before they are read.
struct ByteRange: Hashable {
  var start: Int32
  var length: Int32

  static let missing = ByteRange(start: 0, length: 0)
}

/// The bytes of a file while it is being read. Valid only inside the call that lends it.
typealias FileBytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
  /// The text of a piece. Bytes are known to be UTF-8 by then; anything else is repaired.
  func text(_ range: ByteRange) -> String {
    String(decoding: slice(range), as: UTF8.self)
  }

  /// The bytes of a piece, cut to the buffer so that no range can reach outside it.
  func slice(_ range: ByteRange) -> UnsafeBufferPointer<UInt8> {
    let start = Swift.max(0, Swift.min(Int(range.start), count))
    let end = Swift.max(start, Swift.min(start + Int(range.length), count))
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }

  /// The piece without spaces, tabs and line ends at either side.
  func trimmed(_ range: ByteRange) -> ByteRange {
    var start = Int(range.start)
    var end = start + Int(range.length)
    guard start >= 0, end <= count else { return .missing }
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return ByteRange(start: Int32(start), length: Int32(end - start))
  }
}

extension UInt8 {
  /// Space, tab, carriage return or line feed.
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  /// `0` to `9`.
  var isDigit: Bool { self &- 0x30 < 10 }
  /// `a` to `z` or `A` to `Z`.
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// The lower-case letter of an ASCII letter; every other byte is itself.
  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

/// Where a byte stands: line and column from 1, the column in characters.
func place(ofByte offset: Int, in bytes: FileBytes, rowStart: Int, rowLine: Int) -> (Int, Int) {
  var line = rowLine
  var column = 1
  var index = Swift.max(0, rowStart)
  let end = Swift.min(offset, bytes.count)
  while index < end {
    let byte = bytes[index]
    index += 1
    if byte == 0x0A || (byte == 0x0D && (index >= bytes.count || bytes[index] != 0x0A)) {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return (line, column)
}
