// JSON read into a flat array: nothing recursive to build, walk or free, whatever the depth.

/// A JSON text, its values in one array in the order they stand.
struct JSONDocument {
  enum Kind: UInt8 {
    case null, no, yes, number, text, list, object
  }

  /// A value. The members of a list follow it; those of an object, each a key and its value.
  struct Value {
    let kind: Kind
    /// Its bytes; of a text without the quotes.
    var start: Int32
    var end: Int32
    /// The index after its last member.
    var next: Int32
    /// Whether a text holds escapes.
    var isEscaped = false
  }

  private(set) var values: [Value] = []
  private let bytes: [UInt8]

  static let depthLimit = 4096
  static let byteLimit = 64 << 20

  /// Reads a text. O(bytes).
  init(_ text: String) throws(SyntaxJSONError) {
    bytes = Array(text.utf8)
    guard bytes.count <= Self.byteLimit else {
      throw SyntaxJSONError("the text has more than \(Self.byteLimit) bytes", at: 0)
    }
    try read()
  }

  // MARK: Reading

  private mutating func read() throws(SyntaxJSONError) {
    var place = 0
    /// The lists and objects that are open, and whether a key has been read whose value comes next.
    var open: [Int] = []
    var hasKey = false
    repeat {
      skipSpace(&place)
      let container = open.last.map { values[$0].kind }
      if container == .object, !hasKey {
        try readText(&place)
        skipSpace(&place)
        try expect(UInt8(ascii: ":"), &place)
        hasKey = true
        continue
      }
      hasKey = false
      if try beginsContainer(&place, &open) { continue }
      // A value has ended, and perhaps the containers around it.
      while let last = open.last {
        skipSpace(&place)
        if place < bytes.count, bytes[place] == UInt8(ascii: ",") {
          place += 1
          break
        }
        let closing = values[last].kind == .list ? UInt8(ascii: "]") : UInt8(ascii: "}")
        try expect(closing, &place)
        close(last, at: place)
        open.removeLast()
      }
    } while !open.isEmpty
    skipSpace(&place)
    guard place == bytes.count else {
      throw SyntaxJSONError("expected the end of the text", at: place)
    }
  }

  /// Reads a value; whether it opened a list or object that has members.
  private mutating func beginsContainer(
    _ place: inout Int, _ open: inout [Int]
  ) throws(SyntaxJSONError) -> Bool {
    guard place < bytes.count else { throw SyntaxJSONError("the text ends too early", at: place) }
    switch bytes[place] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let isObject = bytes[place] == UInt8(ascii: "{")
      add(isObject ? .object : .list, place)
      place += 1
      skipSpace(&place)
      let closing = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
      if place < bytes.count, bytes[place] == closing {
        place += 1
        close(values.count - 1, at: place)
        return false
      }
      guard open.count < Self.depthLimit else {
        throw SyntaxJSONError("values are nested more than \(Self.depthLimit) deep", at: place)
      }
      open.append(values.count - 1)
      return true
    case 0x22: try readText(&place)
    case UInt8(ascii: "t"): try readWord("true", .yes, &place)
    case UInt8(ascii: "f"): try readWord("false", .no, &place)
    case UInt8(ascii: "n"): try readWord("null", .null, &place)
    default: try readNumber(&place)
    }
    return false
  }

  private mutating func add(_ kind: Kind, _ start: Int) {
    values.append(
      Value(
        kind: kind, start: Int32(clamping: start), end: Int32(clamping: start),
        next: Int32(clamping: values.count + 1)))
  }

  private mutating func close(_ index: Int, at place: Int) {
    values[index].end = Int32(clamping: place)
    values[index].next = Int32(clamping: values.count)
  }

  private mutating func readWord(
    _ word: StaticString, _ kind: Kind, _ place: inout Int
  ) throws(SyntaxJSONError) {
    let end = place + word.utf8CodeUnitCount
    let isThere =
      end <= bytes.count
      && word.withUTF8Buffer { $0.elementsEqual(bytes[place..<end]) }
    guard isThere else { throw SyntaxJSONError("expected a value", at: place) }
    add(kind, place)
    place = end
    close(values.count - 1, at: place)
  }

  private mutating func readNumber(_ place: inout Int) throws(SyntaxJSONError) {
    let start = place
    while place < bytes.count, Self.isOfNumber(bytes[place]) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let number = Double(text), number.isFinite, bytes[start] != UInt8(ascii: "+") else {
      throw SyntaxJSONError("expected a value", at: start)
    }
    add(.number, start)
    close(values.count - 1, at: place)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
      || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e")].contains(byte)
      || byte == UInt8(ascii: "E")
  }

  private mutating func readText(_ place: inout Int) throws(SyntaxJSONError) {
    try expect(0x22, &place)
    let start = place
    var isEscaped = false
    while place < bytes.count, bytes[place] != 0x22 {
      guard bytes[place] >= 0x20 else {
        throw SyntaxJSONError("a control character in a text", at: place)
      }
      if bytes[place] == 0x5C {
        isEscaped = true
        place += 1
      }
      place += 1
    }
    guard place < bytes.count else { throw SyntaxJSONError("a text does not end", at: start) }
    add(.text, start)
    close(values.count - 1, at: place)
    values[values.count - 1].isEscaped = isEscaped
    place += 1
  }

  private func expect(_ byte: UInt8, _ place: inout Int) throws(SyntaxJSONError) {
    guard place < bytes.count, bytes[place] == byte else {
      let sign = String(decoding: [byte], as: UTF8.self)
      throw SyntaxJSONError("expected `\(sign)`", at: place)
    }
    place += 1
  }

  private func skipSpace(_ place: inout Int) {
    while place < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[place]) { place += 1 }
  }

  // MARK: Looking

  /// The indices of the members of a list, or of the keys of an object.
  func members(of index: Int) -> [Int] {
    var members: [Int] = []
    var place = index + 1
    let isObject = values[index].kind == .object
    while place < Int(values[index].next) {
      members.append(place)
      place = Int(values[isObject ? place + 1 : place].next)
    }
    return members
  }

  /// The number that a value spells.
  func number(_ index: Int) -> String {
    String(decoding: bytes[range(index)], as: UTF8.self)
  }

  /// The text of a text, escapes resolved; nil for an escape there is not.
  func text(_ index: Int) -> String? {
    let range = range(index)
    guard values[index].isEscaped else { return String(decoding: bytes[range], as: UTF8.self) }
    var text: [UInt8] = []
    var place = range.lowerBound
    while place < range.upperBound {
      guard bytes[place] == 0x5C else {
        text.append(bytes[place])
        place += 1
        continue
      }
      guard place + 1 < range.upperBound else { return nil }
      place += 2
      switch bytes[place - 1] {
      case 0x22, 0x5C, UInt8(ascii: "/"): text.append(bytes[place - 1])
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "u"):
        guard let scalar = scalar(&place, before: range.upperBound) else { return nil }
        text.append(contentsOf: String(Character(scalar)).utf8)
      default: return nil
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func range(_ index: Int) -> Range<Int> {
    Int(values[index].start)..<Int(values[index].end)
  }

  /// The scalar of `\uXXXX`, or of two of them, after the `u`.
  private func scalar(_ place: inout Int, before end: Int) -> Unicode.Scalar? {
    func unit() -> UInt32? {
      guard place + 4 <= end else { return nil }
      let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
      guard digits.allSatisfy(\.isHexDigit), let unit = UInt32(digits, radix: 16) else {
        return nil
      }
      place += 4
      return unit
    }
    guard let first = unit() else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard place + 2 <= end, bytes[place] == 0x5C, bytes[place + 1] == UInt8(ascii: "u") else {
      return nil
    }
    place += 2
    guard let second = unit(), (0xDC00..<0xE000).contains(second) else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }
}
