// Writing any `Encodable` value as JSON, straight to bytes: containers are closed when the value that
// opened them has been written. What the syntax tree means as JSON is told by SyntaxJSON.

/// A writer of JSON that `Encodable` values write themselves to.
final class JSONEncoding {
  private(set) var bytes: [UInt8] = []
  /// The signs that close what is open, innermost last, and whether each has a member already.
  private var open: [(closing: UInt8, hasMember: Bool)] = []
  /// Whether places in the text are left out.
  let skipsRanges: Bool
  /// Whether a space follows every comma and colon.
  private let isSpaced: Bool

  init(skipsRanges: Bool = false, isSpaced: Bool = false) {
    self.skipsRanges = skipsRanges
    self.isSpaced = isSpaced
  }

  var depth: Int { open.count }

  func begin(_ opening: UInt8, _ closing: UInt8) {
    bytes.append(opening)
    open.append((closing, false))
  }

  /// Closes what has been opened since the depth was this.
  func close(to depth: Int) {
    while open.count > depth, let last = open.popLast() { bytes.append(last.closing) }
  }

  /// Begins a member of the container at a depth; with its key in an object.
  func member(at depth: Int, key: String? = nil) {
    close(to: depth)
    if let last = open.indices.last {
      if open[last].hasMember { write(sign: UInt8(ascii: ",")) }
      open[last].hasMember = true
    }
    if let key {
      write(text: key)
      write(sign: UInt8(ascii: ":"))
    }
  }

  private func write(sign: UInt8) {
    bytes.append(sign)
    if isSpaced { bytes.append(0x20) }
  }

  func write(token: String) {
    bytes.append(contentsOf: token.utf8)
  }

  func write(text: String) {
    JSONText.write(text, to: &bytes)
  }

  /// Writes a value with all it opens.
  func write(_ value: some Encodable, path: [any CodingKey]) throws {
    let depth = self.depth
    try value.encode(to: ValueEncoder(writer: self, codingPath: path))
    close(to: depth)
  }
}

/// Texts as JSON writes them.
package enum JSONText {
  /// Writes a text in quotes, control characters escaped. O(bytes).
  package static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes.append(contentsOf: "\\\"".utf8)
      case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        bytes.append(contentsOf: (digits.utf8.count == 1 ? "\\u000" : "\\u00").utf8)
        bytes.append(contentsOf: digits.utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}

/// The place of one value that is being written.
private struct ValueEncoder: Encoder, SingleValueEncodingContainer {
  let writer: JSONEncoding
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    writer.begin(UInt8(ascii: "{"), UInt8(ascii: "}"))
    return KeyedEncodingContainer(
      ObjectEncoder<Key>(writer: writer, codingPath: codingPath, depth: writer.depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    writer.begin(UInt8(ascii: "["), UInt8(ascii: "]"))
    return ListEncoder(writer: writer, codingPath: codingPath, depth: writer.depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() { writer.write(token: "null") }
  func encode(_ value: Bool) { writer.write(token: value ? "true" : "false") }
  func encode(_ value: String) { writer.write(text: value) }
  func encode(_ value: Double) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: codingPath, debugDescription: "a number that is not finite"))
    }
    writer.write(token: value.description)
  }
  func encode(_ value: Float) throws { try encode(Double(value)) }
  func encode(_ value: Int) { writer.write(token: String(value)) }
  func encode(_ value: Int8) { writer.write(token: String(value)) }
  func encode(_ value: Int16) { writer.write(token: String(value)) }
  func encode(_ value: Int32) { writer.write(token: String(value)) }
  func encode(_ value: Int64) { writer.write(token: String(value)) }
  func encode(_ value: UInt) { writer.write(token: String(value)) }
  func encode(_ value: UInt8) { writer.write(token: String(value)) }
  func encode(_ value: UInt16) { writer.write(token: String(value)) }
  func encode(_ value: UInt32) { writer.write(token: String(value)) }
  func encode(_ value: UInt64) { writer.write(token: String(value)) }
  func encode(_ value: some Encodable) throws { try writer.write(value, path: codingPath) }
}

/// An object that is being written; `depth` is the depth inside it.
private struct ObjectEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: JSONEncoding
  let codingPath: [any CodingKey]
  let depth: Int

  private func member(_ key: Key) -> ValueEncoder {
    writer.member(at: depth, key: key.stringValue)
    return ValueEncoder(writer: writer, codingPath: codingPath + [key])
  }

  func encodeNil(forKey key: Key) { member(key).encodeNil() }
  func encode(_ value: Bool, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: String, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: Int, forKey key: Key) { member(key).encode(value) }
  func encode(_ value: some Encodable, forKey key: Key) throws {
    if writer.skipsRanges, value is SourceRange { return }
    try member(key).encode(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    member(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { ValueEncoder(writer: writer, codingPath: codingPath) }
  func superEncoder(forKey key: Key) -> any Encoder { member(key) }
}

/// A list that is being written; `depth` is the depth inside it.
private struct ListEncoder: UnkeyedEncodingContainer {
  let writer: JSONEncoding
  let codingPath: [any CodingKey]
  let depth: Int
  private(set) var count = 0

  init(writer: JSONEncoding, codingPath: [any CodingKey], depth: Int) {
    self.writer = writer
    self.codingPath = codingPath
    self.depth = depth
  }

  private mutating func member() -> ValueEncoder {
    writer.member(at: depth)
    count += 1
    return ValueEncoder(writer: writer, codingPath: codingPath)
  }

  mutating func encodeNil() { member().encodeNil() }
  mutating func encode(_ value: some Encodable) throws { try member().encode(value) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    member().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    member().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { member() }
}
