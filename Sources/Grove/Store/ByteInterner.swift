// Gives equal byte strings the same small number, in the order they are first seen.
// One pool of bytes and a hash table of numbers: no object a word.

/// A growing set of byte strings, each known by its number from 0.
struct ByteInterner: Sendable {
  private(set) var pool: [UInt8] = []
  /// Where each word starts in the pool, and the pool's end.
  private(set) var offsets: [Int32] = [0]
  /// Codes by hash, -1 where free; the length is a power of two.
  private var slots: [Int32] = []
  private var lastCode: Int32 = -1
  /// Whether a word was refused because the pool would have passed 2 GiB; from then on all new ones
  /// are.
  private(set) var isFull = false

  /// How many words there are.
  var count: Int { offsets.count - 1 }

  /// The word's number, a new one when it was not seen before; -1 for the empty word, and for a new
  /// one when the pool is full.
  mutating func intern(_ word: UnsafeRawBufferPointer) -> Int32 {
    if word.isEmpty { return -1 }
    // Files repeat a value in runs, so the word before is tried ahead of any hashing.
    if lastCode >= 0, isEqual(lastCode, word) { return lastCode }
    if slots.count < 2 * (count + 1) { grow() }
    var slot = ByteHash.hash(word) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isEqual(slots[slot], word) {
        lastCode = slots[slot]
        return lastCode
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard !isFull, pool.count + word.count <= Int(Int32.max) else {
      isFull = true
      return -1
    }
    lastCode = Int32(count)
    slots[slot] = lastCode
    pool.append(contentsOf: word)
    offsets.append(Int32(pool.count))
    return lastCode
  }

  /// The word's number, a new one when it was not seen before.
  mutating func intern(_ word: String) -> Int32 {
    var word = word
    return word.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The word's number, nil when it was not seen.
  func code(of word: UnsafeRawBufferPointer) -> Int32? {
    guard !slots.isEmpty, !word.isEmpty else { return nil }
    var slot = ByteHash.hash(word) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isEqual(slots[slot], word) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The word's number, nil when it was not seen.
  func code(of word: String) -> Int32? {
    var word = word
    return word.withUTF8 { code(of: UnsafeRawBufferPointer($0)) }
  }

  /// The word of a number that was given out.
  func word(_ code: Int32) -> String {
    String(decoding: pool[Int(offsets[Int(code)])..<Int(offsets[Int(code) + 1])], as: UTF8.self)
  }

  /// Calls `body` with the bytes of a number that was given out.
  func withWord<Result>(_ code: Int32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    pool.withUnsafeBytes {
      body(
        UnsafeRawBufferPointer(
          rebasing: $0[Int(offsets[Int(code)])..<Int(offsets[Int(code) + 1])]))
    }
  }

  /// All words as a column, the word's number being its row; it shares the interner's bytes.
  var column: TextColumn { TextColumn(pool: pool, offsets: offsets) }

  /// Gives back the memory kept for more words.
  mutating func releaseSlack() {
    pool = pool.withoutSlack
    offsets = offsets.withoutSlack
  }

  /// Whether the word of a number, if that was given out, has these bytes.
  func isWord(_ code: Int32, _ word: UnsafeRawBufferPointer) -> Bool {
    code < count && isEqual(code, word)
  }

  /// All words by number.
  var words: [String] { (0..<Int32(count)).map(word) }

  private func isEqual(_ code: Int32, _ word: UnsafeRawBufferPointer) -> Bool {
    let start = Int(offsets[Int(code)])
    guard Int(offsets[Int(code) + 1]) - start == word.count else { return false }
    return pool.withUnsafeBytes { bytesAreEqual($0, from: start, word) }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: max(16, slots.count * 4))
    pool.withUnsafeBytes { bytes in
      for code in 0..<count {
        let word = UnsafeRawBufferPointer(
          rebasing: bytes[Int(offsets[code])..<Int(offsets[code + 1])])
        var slot = ByteHash.hash(word) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(code)
      }
    }
  }
}

/// A hash of bytes, a third of the time of `Hasher` on the short words of files. It is seeded by the
/// process, so that no file can be written to make it slow, and never shows in a result, because
/// nothing is ever listed in hash order.
private enum ByteHash {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1

  @inline(__always)
  static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var state = seed ^ UInt64(truncatingIfNeeded: bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      state = mix(state ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index += 1
    }
    return Int(truncatingIfNeeded: mix(state ^ rest) >> 1)
  }

  /// Both halves of a 128-bit product, folded (as in wyhash).
  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = (value ^ seed).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}

/// Whether the bytes of `pool` from `start` on begin with `word`. The caller has made sure that
/// `pool` reaches that far; eight bytes at a time, since this runs once a cell.
@inline(__always)
func bytesAreEqual(
  _ pool: UnsafeRawBufferPointer, from start: Int, _ word: UnsafeRawBufferPointer
) -> Bool {
  var index = 0
  while index + 8 <= word.count {
    let left = pool.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
    if left != word.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
    index += 8
  }
  while index < word.count {
    if pool[start + index] != word[index] { return false }
    index += 1
  }
  return true
}
