// Reading any `Decodable` value from a JSON document.

/// A value of a document that `Decodable` values read themselves from.
struct JSONDecoding: Decoder, SingleValueDecodingContainer {
  let document: JSONDocument
  let index: Int
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  private var value: JSONDocument.Value { document.values[index] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard value.kind == .object else { throw unexpected("an object") }
    return KeyedDecodingContainer(ObjectDecoding<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard value.kind == .list else { throw unexpected("a list") }
    return ListDecoding(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func member(_ index: Int, _ key: (any CodingKey)? = nil) -> JSONDecoding {
    JSONDecoding(
      document: document, index: index, codingPath: key.map { codingPath + [$0] } ?? codingPath)
  }

  func unexpected(_ wanted: String) -> SyntaxJSONError {
    SyntaxJSONError("expected \(wanted)\(words)", at: Int(value.start))
  }

  /// ` as form`, the key whose value it is.
  private var words: String { codingPath.last.map { " as `\($0.stringValue)`" } ?? "" }

  func decodeNil() -> Bool { value.kind == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    switch value.kind {
    case .yes: true
    case .no: false
    default: throw unexpected("true or false")
    }
  }

  func decode(_ type: String.Type) throws -> String {
    guard value.kind == .text, let text = document.text(index) else { throw unexpected("a text") }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard value.kind == .number, let number = Double(document.number(index)) else {
      throw unexpected("a number")
    }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try whole() }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
  func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
  func decode(_ type: UInt.Type) throws -> UInt { try whole() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }

  func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

  private func whole<T: FixedWidthInteger>() throws -> T {
    guard value.kind == .number, let number = T(document.number(index)) else {
      throw unexpected("a whole number")
    }
    return number
  }
}

private struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let decoding: JSONDecoding
  /// The keys with the indices of their values, in order.
  private let entries: [(key: String, value: Int)]

  init(_ decoding: JSONDecoding) {
    self.decoding = decoding
    entries = decoding.document.members(of: decoding.index).map { index in
      (decoding.document.text(index) ?? "", index + 1)
    }
  }

  var codingPath: [any CodingKey] { decoding.codingPath }
  var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { entries.contains { $0.key == key.stringValue } }

  private func member(_ key: Key) throws -> JSONDecoding {
    guard let entry = entries.first(where: { $0.key == key.stringValue }) else {
      throw decoding.unexpected("an object with `\(key.stringValue)`")
    }
    return decoding.member(entry.value, key)
  }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    // Trees that were made have no places.
    if !contains(key), let none = SourceRange.none as? T { return none }
    return try T(from: member(key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoding }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

private struct ListDecoding: UnkeyedDecodingContainer {
  private let decoding: JSONDecoding
  private let members: [Int]
  private(set) var currentIndex = 0

  init(_ decoding: JSONDecoding) {
    self.decoding = decoding
    members = decoding.document.members(of: decoding.index)
  }

  var codingPath: [any CodingKey] { decoding.codingPath }
  var count: Int? { members.count }
  var isAtEnd: Bool { currentIndex >= members.count }

  private mutating func next() throws -> JSONDecoding {
    guard !isAtEnd else { throw decoding.unexpected("a longer list") }
    defer { currentIndex += 1 }
    return decoding.member(members[currentIndex])
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, decoding.member(members[currentIndex]).decodeNil() else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: next()) }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }
}
