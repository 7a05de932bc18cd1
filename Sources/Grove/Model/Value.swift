// One value of the language, as results, hosts and single cells hold it.
// Columns hold values as plain arrays instead: see Column.

/// A value of the language. A number is never NaN or infinite: what cannot be computed is missing.
public enum Value: Hashable, Sendable {
  /// Nothing is known.
  case missing
  /// Yes or no.
  case flag(Bool)
  /// A plain number, in the unit of its field.
  case number(Double)
  /// A share: 0.5 is 50 %.
  case ratio(Double)
  /// A difference of ratios: 0.1 is 10 points.
  case points(Double)
  /// A length of time.
  case duration(CalendarDuration)
  /// A day.
  case date(CivilDate)
  /// A run of days.
  case period(Period)
  /// Text.
  case text(String)
  /// A row of the graph.
  case node(Node)
  /// Values in order.
  case list([Value])
  /// Named values in order.
  case record(Record)

  /// Whether nothing is known.
  public var isMissing: Bool { self == .missing }

  /// Whether there is nothing: it is missing, or a list of none. What `is missing` asks.
  package var isNothing: Bool { self == .missing || self == .list([]) }
}

/// Named values, in the order they were written. A name stands once.
public struct Record: Hashable, Sendable {
  /// One named value.
  public struct Field: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value.
    public let value: Value

    /// A named value.
    public init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// The fields in order.
  public private(set) var fields: [Field]

  /// A record; of fields with the same name the last gives the value, at the place of the first.
  public init(_ fields: [Field] = []) {
    self.fields = []
    for field in fields { self[field.name] = field.value }
  }

  /// The value of a name, nil when there is none. Setting nil takes the field away. O(fields).
  public subscript(name: String) -> Value? {
    get { fields.first { $0.name == name }?.value }
    set {
      let place = fields.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let value?): fields[place] = Field(name: name, value: value)
      case (let place?, nil): fields.remove(at: place)
      case (nil, let value?): fields.append(Field(name: name, value: value))
      case (nil, nil): break
      }
    }
  }
}

/// The type of a value, as the checker knows it.
public indirect enum ValueType: Hashable, Sendable {
  /// Nothing but missing.
  case missing
  /// Yes or no.
  case flag
  /// A plain number.
  case number
  /// A share.
  case ratio
  /// A difference of ratios.
  case points
  /// A length of time.
  case duration
  /// A day.
  case date
  /// A run of days.
  case period
  /// Text.
  case text
  /// A row of that kind.
  case node(Kind)
  /// A list of values of one type.
  case list(ValueType)
  /// A record.
  case record
  /// A value whose type is known only when it is there, such as a column read from files.
  case any
}

extension ValueType {
  /// Whether a value of another type will do, as far as it is known before a run: `any` stands for
  /// what is known only then, and goals for each of their kinds.
  package func accepts(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.any, _), (_, .any), (_, .missing): true
    case (.node(.goals), .node(let kind)): kind.isGoal
    case (.list(let wanted), .list(let given)): wanted.accepts(given)
    default: self == other
    }
  }
}
