// Finding bytes in bytes, in linear time whatever the input. The standard library's search of texts
// in texts brings its engine for patterns along, more than a megabyte for whoever embeds this one.

package enum ByteSearch {
  /// Whether a text occurs in another, byte by byte; an empty one never does.
  package static func occurs(_ needle: String, in text: String) -> Bool {
    occurs(Array(needle.utf8), in: Array(text.utf8)[...])
  }

  /// The same of bytes.
  package static func occurs(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Bool {
    var isFound = false
    search(for: needle, in: bytes) { _ in
      isFound = true
      return false
    }
    return isFound
  }

  /// Where `needle` starts in `bytes`, occurrences that overlap included, in order. An empty needle
  /// occurs nowhere. O(bytes + needle).
  package static func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    var places: [Int] = []
    search(for: needle, in: bytes[...]) { place in
      places.append(place)
      return true
    }
    return places
  }

  /// Hands over each place, counted from the first byte, for as long as more are wanted. By Knuth,
  /// Morris and Pratt.
  private static func search(
    for needle: [UInt8], in bytes: ArraySlice<UInt8>, _ wantsMore: (Int) -> Bool
  ) {
    guard !needle.isEmpty, needle.count <= bytes.count else { return }
    var borders = [Int](repeating: 0, count: needle.count)
    var matched = 0
    for position in 1..<needle.count {
      while matched > 0, needle[position] != needle[matched] { matched = borders[matched - 1] }
      if needle[position] == needle[matched] { matched += 1 }
      borders[position] = matched
    }
    matched = 0
    for (position, byte) in bytes.enumerated() {
      while matched > 0, byte != needle[matched] { matched = borders[matched - 1] }
      if byte == needle[matched] { matched += 1 }
      if matched == needle.count {
        guard wantsMore(position + 1 - needle.count) else { return }
        matched = borders[matched - 1]
      }
    }
  }
}
