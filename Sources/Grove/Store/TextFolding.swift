// Text without case and accents, for searches that ignore both. Works on UTF-8 bytes.
// Covers Latin letters with their accents, composed or not, and the case of all letters; no locale.

/// Folds text: letters lose case, Latin letters their accents.
package enum TextFolding {
  /// The folded text.
  package static func fold(_ text: String) -> String {
    String(decoding: fold(Array(text.utf8)[...]), as: UTF8.self)
  }

  /// The folded bytes.
  package static func fold(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    append(bytes, to: &folded)
    return folded
  }

  /// A column with every text folded. O(bytes).
  package static func fold(_ column: TextColumn) -> TextColumn {
    var pool: [UInt8] = []
    pool.reserveCapacity(column.pool.count)
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(column.offsets.count)
    for row in 0..<column.count {
      append(column.pool[column.range(row)], to: &pool)
      // Folding may add bytes (a few letters become longer); text beyond 2 GiB is not searched.
      if pool.count > Int(Int32.max) { pool.removeLast(pool.count - Int(offsets[row])) }
      offsets.append(Int32(pool.count))
    }
    return TextColumn(pool: pool.withoutSlack, offsets: offsets)
  }

  private static func append(_ bytes: ArraySlice<UInt8>, to folded: inout [UInt8]) {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      for byte in bytes { folded.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
      return
    }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: folded.append(UInt8(scalar.value) | 0x20)
      case 0..<0x80: folded.append(UInt8(scalar.value))
      case 0x300...0x36F: continue  // A combining accent of a letter that stands before it.
      default:
        if let base = base(of: scalar.value) {
          folded.append(contentsOf: base)
        } else {
          folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
      }
    }
  }

  /// The plain letters of an accented Latin letter, nil for any other character.
  private static func base(of value: UInt32) -> [UInt8]? {
    let letters: [UInt8]
    switch value {
    case 0xC0..<0x180: letters = latin[Int(value) - 0xC0]
    case 0x1E00..<0x1F00: letters = latinAdditional[Int(value) - 0x1E00]
    default: return nil
    }
    return letters.isEmpty ? nil : letters
  }

  /// U+00C0 to U+017F, from the canonical decompositions of the Unicode Character Database and, for
  /// letters that have none, the usual transliteration; `-` is no letter.
  private static let latin = table(
    """
    a a a a a a ae c e e e e i i i i
    d n o o o o o - o u u u u y th ss
    a a a a a a ae c e e e e i i i i
    d n o o o o o - o u u u u y th y
    a a a a a a c c c c c c c c d d
    d d e e e e e e e e e e g g g g
    g g g g h h h h i i i i i i i i
    i i ij ij j j k k k l l l l l l l
    l l l n n n n n n n n n o o o o
    o o oe oe r r r r r r s s s s s s
    s s t t t t t t u u u u u u u u
    u u u u w w y y y z z z z z z s
    """)

  /// U+1E00 to U+1EFF, likewise.
  private static let latinAdditional = table(
    """
    a a b b b b b b c c d d d d d d
    d d d d e e e e e e e e e e f f
    g g h h h h h h h h h h i i i i
    k k k k k k l l l l l l l l m m
    m m m m n n n n n n n n o o o o
    o o o o p p p p r r r r r r r r
    s s s s s s s s s s t t t t t t
    t t u u u u u u u u u u v v v v
    w w w w w w w w w w x x x x y y
    z z z z z z h t w y a s s s ss d
    a a a a a a a a a a a a a a a a
    a a a a a a a a e e e e e e e e
    e e e e e e e e i i i i o o o o
    o o o o o o o o o o o o o o o o
    o o o o u u u u u u u u u u u u
    u u y y y y y y y y ll ll v v y y
    """)

  private static func table(_ text: String) -> [[UInt8]] {
    text.split { $0 == " " || $0 == "\n" }.map { $0 == "-" ? [] : Array($0.utf8) }
  }
}
