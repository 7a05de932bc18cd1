// The language's own values inside the host's types: a property may be a Value, a date, a node.
// Only rows hold them; other decoders are told so.

/// A value that rows hand over as it is.
protocol OwnValue: Decodable {}

extension OwnValue {
  static func refusal(_ decoder: any Decoder) -> DecodingError {
    .dataCorrupted(
      .init(
        codingPath: decoder.codingPath,
        debugDescription: "a \(Self.self) is decoded from the rows of an answer only"))
  }
}

extension Value: OwnValue {
  /// Only rows of answers can be decoded; see ``QueryResult/decode(_:)``.
  public init(from decoder: any Decoder) throws { throw Self.refusal(decoder) }
}

extension CivilDate: OwnValue {
  /// Only rows of answers can be decoded; see ``QueryResult/decode(_:)``.
  public init(from decoder: any Decoder) throws { throw Self.refusal(decoder) }
}

extension Period: OwnValue {
  /// Only rows of answers can be decoded; see ``QueryResult/decode(_:)``.
  public init(from decoder: any Decoder) throws { throw Self.refusal(decoder) }
}

extension CalendarDuration: OwnValue {
  /// Only rows of answers can be decoded; see ``QueryResult/decode(_:)``.
  public init(from decoder: any Decoder) throws { throw Self.refusal(decoder) }
}

extension Node: OwnValue {
  /// Only rows of answers can be decoded; see ``QueryResult/decode(_:)``.
  public init(from decoder: any Decoder) throws { throw Self.refusal(decoder) }
}
