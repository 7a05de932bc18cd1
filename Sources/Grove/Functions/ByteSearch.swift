// Finding bytes in bytes, in linear time whatever the input. The standard library's search of texts
// in texts brings its engine for patterns along, more than a megabyte for whoever embeds this one.

package enum ByteSearch {
  /// Whether a text occurs in another, byte by byte; an empty one never does.
  package static func occurs(_ needle: String, in text: String) -> Bool {
    !occurrences(of: Array(needle.utf8), in: Array(text.utf8)).isEmpty
  }

  /// Where `needle` starts in `bytes`, occurrences that overlap included, in order. An empty needle
  /// occurs nowhere. O(bytes + needle), by Knuth, Morris and Pratt.
  package static func occurrences(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard !needle.isEmpty, needle.count <= bytes.count else { return [] }
    var borders = [Int](repeating: 0, count: needle.count)
    var matched = 0
    for position in 1..<needle.count {
      while matched > 0, needle[position] != needle[matched] { matched = borders[matched - 1] }
      if needle[position] == needle[matched] { matched += 1 }
      borders[position] = matched
    }
    var places: [Int] = []
    matched = 0
    for (position, byte) in bytes.enumerated() {
      while matched > 0, byte != needle[matched] { matched = borders[matched - 1] }
      if byte == needle[matched] { matched += 1 }
      if matched == needle.count {
        places.append(position + 1 - needle.count)
        matched = borders[matched - 1]
      }
    }
    return places
  }
}
