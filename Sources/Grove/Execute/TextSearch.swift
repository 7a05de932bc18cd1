// Text conditions without case and accents, on folded UTF-8: `contains`, `starts with`, `ends with`
// and `matches`. One text at a time, or a whole column in one pass over its pool.

/// A text condition with its pattern made ready. An empty pattern is contained in every text.
struct TextPattern {
  let condition: TextCondition
  /// The folded pattern.
  let bytes: [UInt8]

  init(_ condition: TextCondition, _ pattern: String) {
    self.condition = condition
    bytes = TextFolding.fold(Array(pattern.utf8)[...])
  }

  /// A pattern that is longer than this is searched for in linear time whatever it is.
  private static let longPattern = 64

  /// Whether a folded text fulfils it.
  func holds(_ text: ArraySlice<UInt8>, _ budget: Budget) throws(RunFailure) -> Bool {
    switch condition {
    case .startsWith: return text.starts(with: bytes)
    case .endsWith:
      return text.count >= bytes.count && text.suffix(bytes.count).elementsEqual(bytes)
    case .contains where bytes.count > Self.longPattern:
      return ByteSearch.occurs(bytes, in: text)
    case .contains:
      return text.withUnsafeBufferPointer { text in
        bytes.withUnsafeBufferPointer { Self.firstOccurrence(of: $0, in: text, from: 0) != nil }
      }
    case .matches: return try Glob.matches(bytes, text, budget)
    }
  }

  /// The condition for every row of a folded column: 1 yes, 0 no, 2 for a missing text.
  ///
  /// `contains` runs over the whole pool at once: O(bytes), 16 bytes a step.
  func flags(_ column: TextColumn, _ budget: Budget) throws(RunFailure) -> [UInt8] {
    var flags = [UInt8](repeating: 0, count: column.count)
    for row in 0..<column.count where column.isMissing(row) { flags[row] = 2 }
    if condition == .contains, !bytes.isEmpty, bytes.count <= Self.longPattern {
      markOccurrences(column, &flags)
    } else {
      for row in 0..<column.count where flags[row] == 0 {
        let range = column.range(row)
        try budget.work(1 + range.count / 8)
        flags[row] = try holds(column.pool[range], budget) ? 1 : 0
      }
    }
    return flags
  }

  private func markOccurrences(_ column: TextColumn, _ flags: inout [UInt8]) {
    column.pool.withUnsafeBufferPointer { pool in
      bytes.withUnsafeBufferPointer { needle in
        var row = 0
        var place = 0
        while let found = Self.firstOccurrence(of: needle, in: pool, from: place) {
          while Int(column.offsets[row + 1]) <= found { row += 1 }
          let end = Int(column.offsets[row + 1])
          if found + needle.count <= end {
            flags[row] = 1
            place = end
          } else {
            // It runs on into the next row.
            place = found + 1
          }
        }
      }
    }
  }

  /// Where `needle` first occurs in `text` at or after a place. Compares its first and last byte with
  /// 16 places at a time, and the rest where both fit.
  static func firstOccurrence(
    of needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let length = needle.count
    guard length > 0 else { return start <= text.count ? start : nil }
    guard length <= text.count, start <= text.count - length,
      let base = UnsafeRawPointer(text.baseAddress)
    else { return nil }
    let last = text.count - length
    let firstByte = SIMD16<UInt8>(repeating: needle[0])
    let lastByte = SIMD16<UInt8>(repeating: needle[length - 1])
    var place = start
    // Each load ends at or before `place + 15 + length - 1`, which is inside the text.
    while place + 15 <= last {
      let heads = base.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
      let tails = base.loadUnaligned(fromByteOffset: place + length - 1, as: SIMD16<UInt8>.self)
      let differences: SIMD16<UInt8> = (heads ^ firstByte) | (tails ^ lastByte)
      if differences.min() == 0 {
        for lane in 0..<16 where differences[lane] == 0 {
          if isEqual(needle, text, at: place + lane) { return place + lane }
        }
      }
      place += 16
    }
    while place <= last {
      if text[place] == needle[0], isEqual(needle, text, at: place) { return place }
      place += 1
    }
    return nil
  }

  @inline(__always)
  private static func isEqual(
    _ needle: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> Bool {
    for offset in 0..<needle.count where needle[offset] != text[place + offset] { return false }
    return true
  }
}

/// A text condition asked of a whole column.
struct TextQuestion: Hashable {
  let field: FieldReference
  let condition: TextCondition
  let pattern: String
}

/// Patterns of whole texts: `*` is any run of letters, `?` any one.
enum Glob {
  /// Steps for which a tick is counted.
  private static let stepsPerTick = 4096

  /// Whether all of `text` fits. O(text x pattern) at worst, which is charged, without recursion: only
  /// the latest `*` is ever tried again, since what an earlier one could take the later one can take
  /// as well.
  static func matches(
    _ pattern: [UInt8], _ text: ArraySlice<UInt8>, _ budget: Budget
  ) throws(RunFailure) -> Bool {
    var place = text.startIndex
    var next = 0
    var star: (next: Int, place: Int)?
    var steps = 0
    while place < text.endIndex {
      steps &+= 1
      if steps % stepsPerTick == 0 {
        try budget.charge(ticks: 1)
        try budget.work(stepsPerTick)
      }
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next + 1, place)
        next += 1
      } else if next < pattern.count, pattern[next] == UInt8(ascii: "?") {
        next += 1
        place = letterEnd(text, place)
      } else if next < pattern.count, pattern[next] == text[place] {
        next += 1
        place += 1
      } else if let last = star {
        next = last.next
        place = letterEnd(text, last.place)
        star = (next, place)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// The place after the scalar that starts at a place.
  private static func letterEnd(_ text: ArraySlice<UInt8>, _ place: Int) -> Int {
    var end = place + 1
    while end < text.endIndex, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
