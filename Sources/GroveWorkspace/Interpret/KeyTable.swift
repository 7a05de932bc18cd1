// Numbers for the keys of nested records, so that a record costs no string a key.

/// Gives equal keys the same number, in the order they are first seen.
struct KeyTable {
  /// The keys by number.
  private(set) var names: [String] = []
  private var packed: [Packed] = []
  private var numbers: [Packed: Int] = [:]
  private var longNumbers: [String: Int] = [:]
  /// The key that last followed each key: records mostly have the same keys in the same order.
  private var followers: [Int] = []
  private var last = 0

  /// Up to 15 bytes of a key and its length in 16.
  private struct Packed: Hashable {
    var low: UInt64 = 0
    var high: UInt64 = 0
  }

  /// The number of the key at a piece of `text`.
  mutating func number(of range: ByteRange, in text: [UInt8]) -> Int {
    let start = max(0, min(Int(range.start), text.count))
    let end = max(start, min(start + Int(range.length), text.count))
    guard end - start < 16 else {
      let name = String(decoding: text[start..<end], as: UTF8.self)
      return longNumbers[name] ?? add(name, Packed(), isLong: true)
    }
    var key = Packed(low: 0, high: UInt64(end - start) << 56)
    for index in start..<end {
      let offset = UInt64(index - start)
      let byte = UInt64(text[index])
      if offset < 8 {
        key.low |= byte << (8 * offset)
      } else {
        key.high |= byte << (8 * (offset - 8))
      }
    }
    if last < followers.count {
      let guess = followers[last]
      if guess < packed.count, packed[guess] == key {
        last = guess
        return guess
      }
    }
    let number =
      numbers[key] ?? add(String(decoding: text[start..<end], as: UTF8.self), key, isLong: false)
    if last < followers.count { followers[last] = number }
    last = number
    return number
  }

  private mutating func add(_ name: String, _ key: Packed, isLong: Bool) -> Int {
    let number = names.count
    names.append(name)
    packed.append(key)
    followers.append(number)
    if isLong { longNumbers[name] = number } else { numbers[key] = number }
    return number
  }
}
