// What is known of one field or relation of a kind. The tables of them stand beside, a file a
// family of kinds.

/// One field of a kind: what checker, completion, manual, `.fields` and loaders know of it.
public struct FieldDefinition: Hashable, Sendable {
  /// Where a field's value comes from.
  public enum Origin: String, Sendable {
    /// The row's own, as loaded.
    case own
    /// The row's own, else its objective's.
    case effective
    /// Computed.
    case computed
  }

  /// How a field's cells are reached.
  public enum Access: Hashable, Sendable {
    /// A stored column of the same name. A list field may be stored as one value a row when no row
    /// has more.
    case column
    /// A computed column.
    case measure(Measure)
    /// The row's id.
    case id
    /// The singular name of the row's kind.
    case kind
    /// `file:line` of the row.
    case source
  }

  /// The name in the language.
  public let name: String
  /// The type of its values.
  public let type: ValueType
  /// Unit or shape in a few words, empty when the type says it all.
  public let unit: String
  /// Where its value comes from.
  public let origin: Origin
  /// How its cells are reached.
  public let access: Access
  /// What it is, in a sentence.
  public let doc: String
  /// What a missing value means, in a few words.
  public let missingMeans: String
  /// The only words it may hold, in their natural order; nil when it may hold any value.
  public let closedSet: [String]?

  /// A stored field, as a workspace declares one of its own.
  public init(
    name: String, type: ValueType, unit: String = "", doc: String = "",
    missingMeans: String = "not given", closedSet: [String]? = nil
  ) {
    self.init(
      name, type, doc, unit: unit, missing: missingMeans, words: closedSet)
  }

  init(
    _ name: String, _ type: ValueType, _ doc: String, unit: String = "",
    origin: Origin = .own, access: Access = .column, missing: String = "not given",
    words: [String]? = nil
  ) {
    self.name = name
    self.type = type
    self.unit = unit
    self.origin = origin
    self.access = access
    self.doc = doc
    self.missingMeans = missing
    self.closedSet = words
  }

  /// Whether files may give it. Some computed fields have a stored part, too: the newest value,
  /// confidence and stated status of a goal come from the goal itself or from its check-ins.
  public var isStored: Bool {
    switch access {
    case .column, .id: true
    case .measure(let measure): [.current, .confidence, .statedStatus, .plan].contains(measure)
    case .kind, .source: false
    }
  }

  /// A computed field; its type follows from the measure's shape unless given.
  static func computed(
    _ name: String, _ measure: Measure, _ type: ValueType, _ doc: String, unit: String = "",
    missing: String
  ) -> FieldDefinition {
    var words: [String]?
    if case .word = measure.shape { words = measure.words }
    return FieldDefinition(
      name, type, doc, unit: unit, origin: .computed, access: .measure(measure),
      missing: missing, words: words)
  }
}

/// One relation of a kind: what a row is tied to, and by what name.
public struct RelationDefinition: Hashable, Sendable {
  /// How the rows are found.
  public enum Path: Hashable, Sendable {
    /// The rows that a reference field of the row names.
    case field(String)
    /// The rows of the target kind whose reference field names the row.
    case inverse(String)
    /// The rows at the other end of links, of one kind of link or (nil) of all that carry or show
    /// alignment; with `transitive`, any number of links away.
    case links(LinkDirection, kind: String?, transitive: Bool)
  }

  /// The name in the language: `key_results`.
  public let name: String
  /// The kind at the other end.
  public let target: Kind
  /// Whether there may be several.
  public let many: Bool
  /// How the rows are found.
  public let path: Path
  /// What it is, in a sentence.
  public let doc: String

  init(_ name: String, _ target: Kind, many: Bool = true, _ path: Path, _ doc: String) {
    self.name = name
    self.target = target
    self.many = many
    self.path = path
    self.doc = doc
  }
}

/// A direction along links.
public enum LinkDirection: String, Sendable {
  /// From a child to what it supports.
  case up
  /// From a parent to what supports it.
  case down
}

/// A kind of link, and what it does.
public struct LinkKind: Hashable, Sendable {
  /// What a link means for the numbers.
  public enum Effect: String, CaseIterable, Sendable {
    /// The child's progress counts in the parent's; it shows alignment, too.
    case progress
    /// It shows alignment only.
    case alignment
    /// Neither.
    case nothing
  }

  /// The name: `supports`.
  public let name: String
  /// What it does.
  public let effect: Effect
  /// What it is, in a sentence.
  public let doc: String

  /// A kind of link.
  public init(name: String, effect: Effect, doc: String = "") {
    self.name = name
    self.effect = effect
    self.doc = doc
  }
}
