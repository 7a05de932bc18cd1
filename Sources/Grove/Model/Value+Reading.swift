// The parts of a value, for hosts that know what they expect.

extension Value {
  /// The number, of a number, ratio or points: 0.5 for 50%. Nil for other values.
  public var asNumber: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }

  /// The text of a text; nil for other values.
  public var asText: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// Yes or no; nil for other values.
  public var asFlag: Bool? {
    if case .flag(let flag) = self { flag } else { nil }
  }

  /// The day of a date; nil for other values.
  public var asDate: CivilDate? {
    if case .date(let date) = self { date } else { nil }
  }

  /// The node; nil for other values.
  public var asNode: Node? {
    if case .node(let node) = self { node } else { nil }
  }

  /// The members of a list; nil for other values.
  public var asList: [Value]? {
    if case .list(let members) = self { members } else { nil }
  }

  /// The record; nil for other values.
  public var asRecord: Record? {
    if case .record(let record) = self { record } else { nil }
  }
}
