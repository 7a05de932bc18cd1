// The bytes of one file made ready for the readers: the mark at the start taken off, the encoding
// settled, binary files refused. Readers see UTF-8 only.

/// What a file's bytes turned out to be.
enum Encoding: Hashable {
  case utf8
  /// Not UTF-8 from this line on: its odd bytes are read as Windows-1252.
  case latin1(line: Int)
  case utf16
  case binary
  case empty
}

/// A file's bytes as UTF-8 without a byte order mark.
struct SourceBytes {
  /// The text. It is changed in place by the readers, which undo quotes and escapes where they
  /// stand.
  var bytes: [UInt8]
  let encoding: Encoding
  /// Lines that hold NUL bytes, which were replaced by spaces; at most the first few.
  let nulLines: [Int]

  /// How far into a file a NUL byte makes it a binary one.
  private static let binaryWindow = 8_192

  init(_ raw: [UInt8]) {
    let (encoding, firstNul) = raw.withUnsafeBufferPointer { Self.examine($0) }
    var bytes: [UInt8]
    switch encoding {
    case .utf16: bytes = Self.fromUTF16(raw)
    case .latin1: bytes = raw.withUnsafeBufferPointer { Self.fromLatin1($0) }
    default: bytes = raw
    }
    var nulLines: [Int] = []
    if encoding != .binary, encoding != .utf16, let firstNul {
      nulLines = blankNuls(in: &bytes, from: firstNul)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.encoding = bytes.isEmpty ? .empty : encoding
    self.bytes = bytes
    self.nulLines = nulLines
  }

  private static func examine(_ bytes: FileBytes) -> (Encoding, firstNul: Int?) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return (.utf16, nil)
    }
    if bytes.allSatisfy(\.isBlank) { return (.empty, nil) }
    let scan = ByteScan(bytes)
    if let first = scan.firstNul, first < binaryWindow { return (.binary, first) }
    guard scan.hasHighBytes else { return (.utf8, scan.firstNul) }
    return (firstInvalidLine(bytes).map { .latin1(line: $0) } ?? .utf8, scan.firstNul)
  }

  private static func fromUTF16(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = bytes[0] == 0xFF
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index -> UInt16 in
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Only the bytes that are not UTF-8 are taken for Latin-1: in a file pasted together from both,
  /// neither half is spoiled.
  private static func fromLatin1(_ bytes: FileBytes) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var index = 0
    while index < bytes.count {
      let length = scalarLength(at: index, in: bytes)
      if length > 0 {
        result.append(contentsOf: bytes[index..<index + length])
        index += length
      } else {
        let byte = bytes[index]
        let scalar = byte < 0xA0 ? windows1252[Int(byte) - 0x80] : UInt16(byte)
        result.append(contentsOf: String(decoding: CollectionOfOne(scalar), as: UTF16.self).utf8)
        index += 1
      }
    }
    return result
  }

  /// Windows-1252 for 0x80...0x9F; the five bytes it leaves open stand for themselves.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}

/// One pass over a file for what decides its encoding, sixteen bytes at a time.
private struct ByteScan {
  var firstNul: Int?
  var hasHighBytes = false

  init(_ bytes: FileBytes) {
    var index = 0
    let zero = SIMD16<UInt8>(repeating: 0)
    var seen = SIMD16<UInt8>(repeating: 0)
    // Unaligned loads stay inside the buffer: the loop ends 16 bytes before it does.
    if let base = bytes.baseAddress {
      while index + 16 <= bytes.count {
        let block = UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
        seen |= block
        if firstNul == nil, any(block .== zero) {
          firstNul = (index..<index + 16).first { bytes[$0] == 0 }
        }
        index += 16
      }
    }
    hasHighBytes = (0..<16).contains { seen[$0] >= 0x80 }
    while index < bytes.count {
      if bytes[index] == 0, firstNul == nil { firstNul = index }
      if bytes[index] >= 0x80 { hasHighBytes = true }
      index += 1
    }
  }
}

/// Puts spaces for NUL bytes and says on which lines (at most eight of them) they stood.
private func blankNuls(in bytes: inout [UInt8], from first: Int) -> [Int] {
  var lines: [Int] = []
  var line = 1
  for index in bytes.indices {
    if bytes[index] == 0x0A { line += 1 }
    if index >= first, bytes[index] == 0 {
      bytes[index] = 0x20
      if lines.count < 8, lines.last != line { lines.append(line) }
    }
  }
  return lines
}

/// The line of the first bytes that are not UTF-8.
private func firstInvalidLine(_ bytes: FileBytes) -> Int? {
  var index = 0
  var line = 1
  while index < bytes.count {
    let length = scalarLength(at: index, in: bytes)
    if length == 0 { return line }
    if bytes[index] == 0x0A { line += 1 }
    index += length
  }
  return nil
}

/// The bytes of the character that starts here, 0 when they are not UTF-8 (RFC 3629: shortest form,
/// no surrogates, nothing above U+10FFFF).
private func scalarLength(at index: Int, in bytes: FileBytes) -> Int {
  let byte = bytes[index]
  if byte < 0x80 { return 1 }
  func isTail(_ offset: Int) -> Bool {
    index + offset < bytes.count && bytes[index + offset] & 0xC0 == 0x80
  }
  guard isTail(1) else { return 0 }
  let second = bytes[index + 1]
  switch byte {
  case 0xC2...0xDF: return 2
  case 0xE0: return second >= 0xA0 && isTail(2) ? 3 : 0
  case 0xED: return second <= 0x9F && isTail(2) ? 3 : 0
  case 0xE1...0xEF: return isTail(2) ? 3 : 0
  case 0xF0: return second >= 0x90 && isTail(2) && isTail(3) ? 4 : 0
  case 0xF4: return second <= 0x8F && isTail(2) && isTail(3) ? 4 : 0
  case 0xF1...0xF3: return isTail(2) && isTail(3) ? 4 : 0
  default: return 0
  }
}
