// Rows as values of the host's own types, by way of `Decodable`.

extension QueryResult {
  /// The rows as values of a type, whose properties are named like the columns.
  ///
  /// A missing value is nil, and an error where the type takes none. Numbers, ratios and points are
  /// `Double`, or an integer type when they are whole; dates are ``CivilDate`` or ISO text, nodes
  /// their id or ``Node``, periods ``Period`` or text, durations ``CalendarDuration`` or their days
  /// as `Double`; lists and records are lists and nested types. ``Value`` takes anything.
  /// - Throws: which row and column does not fit, and why.
  public func decode<Row: Decodable>(_ type: Row.Type) throws(RowDecodingError) -> [Row] {
    var decoded: [Row] = []
    decoded.reserveCapacity(rowCount)
    for (place, row) in rows.enumerated() {
      do {
        decoded.append(try row.decode(type))
      } catch {
        throw RowDecodingError(row: place, column: error.column, message: error.message)
      }
    }
    return decoded
  }
}

extension QueryRow {
  /// The row as a value of a type: see ``QueryResult/decode(_:)``.
  /// - Throws: which column does not fit, and why.
  public func decode<Row: Decodable>(_ type: Row.Type) throws(RowDecodingError) -> Row {
    let record = Record(
      zip(columns, values).map { Record.Field(name: $0.name, value: $1) })
    do {
      return try Row(from: CellDecoder(.record(record), path: [], graph: graph))
    } catch let error as RowDecodingError {
      throw error
    } catch let error as DecodingError {
      throw RowDecodingError(error)
    } catch {
      throw RowDecodingError(column: nil, message: String(describing: error))
    }
  }
}

/// Why a row is no value of the type that was asked for.
public struct RowDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The row, counted from 0; nil when a single row was decoded.
  public let row: Int?
  /// The column, and the way into its value: `steps.2.name`; nil when it is the row as a whole.
  public let column: String?
  /// What is wrong, a sentence without a full stop.
  public let message: String

  /// An error with its place.
  public init(row: Int? = nil, column: String?, message: String) {
    self.row = row
    self.column = column
    self.message = message
  }

  /// `row 3, column progress: expected a number, found text`; rows are counted from 1 here.
  public var description: String {
    let place = [row.map { "row \($0 + 1)" }, column.map { "column \($0)" }].compactMap { $0 }
    return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + message
  }

  fileprivate init(path: [String], message: String) {
    self.init(column: path.isEmpty ? nil : path.joined(separator: "."), message: message)
  }

  /// What a type's own decoding found.
  fileprivate init(_ error: DecodingError) {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    self.init(
      path: context?.codingPath.map(\.stringValue) ?? [],
      message: context?.debugDescription ?? "the value does not fit")
  }
}

/// A value that `Decodable` types read themselves from.
private struct CellDecoder: Decoder, SingleValueDecodingContainer {
  let value: Value
  let path: [any CodingKey]
  let graph: GoalGraph

  init(_ value: Value, path: [any CodingKey], graph: GoalGraph) {
    self.value = value
    self.path = path
    self.graph = graph
  }

  var codingPath: [any CodingKey] { path }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func inner(_ value: Value, _ key: any CodingKey) -> CellDecoder {
    CellDecoder(value, path: path + [key], graph: graph)
  }

  func unexpected(_ wanted: String) -> RowDecodingError {
    RowDecodingError(
      path: path.map(\.stringValue),
      message: "expected \(wanted), found \(value.isMissing ? "missing" : found)")
  }

  private var found: String {
    FunctionDefinition.ParameterType.value(value.type(in: graph)).words
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .record(let record) = value else { throw unexpected("a record") }
    return KeyedDecodingContainer(RecordDecoder<Key>(decoder: self, record: record))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let members) = value else { throw unexpected("a list") }
    return ListDecoder(decoder: self, members: members)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { value.isMissing }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .flag(let flag) = value else { throw unexpected("yes or no") }
    return flag
  }

  func decode(_ type: String.Type) throws -> String {
    switch value {
    case .text(let text): return text
    case .date(let date): return date.description
    case .period(let period): return period.description
    case .node(let node): return graph.id(of: node)
    default: throw unexpected("text")
    }
  }

  func decode(_ type: Double.Type) throws -> Double {
    switch value {
    case .number(let number), .ratio(let number), .points(let number): return number
    case .duration(let length): return length.approximateDays
    default: throw unexpected("a number")
    }
  }

  private func whole<T: BinaryInteger>() throws -> T {
    guard let number = T(exactly: try decode(Double.self)) else {
      throw unexpected("a whole number")
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

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if !(type is any OwnValue.Type) { return try T(from: self) }
    if let value = value as? T { return value }
    switch value {
    case .date(let date): if let date = date as? T { return date }
    case .period(let period): if let period = period as? T { return period }
    case .duration(let length): if let length = length as? T { return length }
    case .node(let node): if let node = node as? T { return node }
    default: break
    }
    throw unexpected("\(type)")
  }
}

private struct RecordDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: CellDecoder
  let record: Record

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { record.fields.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { record[key.stringValue] != nil }

  private func member(_ key: Key) throws -> CellDecoder {
    guard let value = record[key.stringValue] else {
      throw RowDecodingError(
        path: (codingPath + [key]).map(\.stringValue), message: "there is no such column")
    }
    return decoder.inner(value, key)
  }

  func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try member(key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try member(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }

  func superDecoder() -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

private struct ListDecoder: UnkeyedDecodingContainer {
  let decoder: CellDecoder
  let members: [Value]
  private(set) var currentIndex = 0

  init(decoder: CellDecoder, members: [Value]) {
    self.decoder = decoder
    self.members = members
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { members.count }
  var isAtEnd: Bool { currentIndex >= members.count }

  private struct Place: CodingKey {
    let place: Int
    var stringValue: String { String(place) }
    var intValue: Int? { place }
    init(_ place: Int) { self.place = place }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { place = intValue }
  }

  private mutating func next() throws -> CellDecoder {
    guard !isAtEnd else { throw decoder.unexpected("a longer list") }
    defer { currentIndex += 1 }
    return decoder.inner(members[currentIndex], Place(currentIndex))
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, members[currentIndex].isMissing else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

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
