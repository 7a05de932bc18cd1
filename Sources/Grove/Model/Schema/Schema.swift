// The one table of kinds, fields, relations and link kinds that checker, completion, manual,
// `.fields` and loaders read. A workspace adds kinds, fields and links of its own to it.

/// What is known of a kind.
public struct KindDefinition: Hashable, Sendable {
  /// The kind.
  public let kind: Kind
  /// One of them, in words: `key result`.
  public let singular: String
  /// Several, in words: `key results`.
  public let plural: String
  /// The name in the core language and of its file: `key_results`.
  public let coreName: String
  /// The table its rows are in.
  public let table: TableID
  /// Its fields, in the order that `.fields` shows.
  public internal(set) var fields: [FieldDefinition]
  /// Its relations.
  public internal(set) var relations: [RelationDefinition]
  /// The field that `below 50%` alone speaks of.
  public let headlineMeasure: String?
  /// The field that `before D` alone speaks of.
  public let headlineDate: String?
  /// The field with the row's name.
  public let nameField: String
  /// The columns shown when a query names none.
  public let defaultColumns: [String]
  /// The fields a list is sorted by when nothing else is said; empty is workspace order.
  public let defaultSort: [String]

  init(
    _ kind: Kind, singular: String, plural: String, coreName: String, table: TableID,
    headlineMeasure: String? = nil, headlineDate: String? = nil, nameField: String,
    columns: [String], sort: [String] = [], fields: [FieldDefinition],
    relations: [RelationDefinition]
  ) {
    self.kind = kind
    self.singular = singular
    self.plural = plural
    self.coreName = coreName
    self.table = table
    self.fields = fields
    self.relations = relations
    self.headlineMeasure = headlineMeasure
    self.headlineDate = headlineDate
    self.nameField = nameField
    self.defaultColumns = columns
    self.defaultSort = sort
  }

  /// The field of that exact name. O(fields).
  public func field(_ name: String) -> FieldDefinition? {
    fields.first { $0.name == name }
  }

  /// The relation of that exact name. O(relations).
  public func relation(_ name: String) -> RelationDefinition? {
    relations.first { $0.name == name }
  }
}

/// All kinds, fields, relations and link kinds of a workspace.
public struct Schema: Hashable, Sendable {
  /// The language's own kinds in the order of their numbers, `goals`, then the workspace's own.
  public private(set) var kinds: [KindDefinition]
  /// The kinds of links; the standard ones come first.
  public private(set) var linkKinds: [LinkKind]
  /// The link kind a `supports` entry has when it names none.
  public static let defaultLinkKind = "supports"

  /// What every workspace starts from.
  public static let standard = Schema(
    kinds: [
      .objectives, .keyResults, .kpis, .initiatives, .checkIns, .teams, .people, .cycles, .links,
      .changes, .goals,
    ], linkKinds: LinkKind.standard)

  init(kinds: [KindDefinition], linkKinds: [LinkKind]) {
    self.kinds = kinds
    self.linkKinds = linkKinds
  }

  /// The definition of a kind; of one this schema does not have, that of `goals`.
  public func definition(_ kind: Kind) -> KindDefinition {
    let place =
      kind.isOwn
      ? Int(kind.index - Kind.firstOwn) + Int(Kind.goals.index) + 1 : Int(kind.index)
    return kinds.indices.contains(place) ? kinds[place] : kinds[Int(Kind.goals.index)]
  }

  /// The kind of a name as `key_results`, `key results`, `check-ins` or `krs` write it; letters in
  /// any case, plural only.
  public func kind(named name: String) -> Kind? {
    let folded = Self.folded(name)
    if folded == "krs" { return .keyResults }
    return kinds.first { Self.folded($0.coreName) == folded || Self.folded($0.plural) == folded }?
      .kind
  }

  /// The kinds whose rows are in the goals table, in the order of their rows.
  public var goalKinds: [Kind] {
    kinds.filter { $0.table == .goals && $0.kind != .goals }.map(\.kind)
  }

  /// The workspace's own kinds.
  public var ownKinds: [KindDefinition] { kinds.filter { $0.kind.isOwn } }

  /// The link kind of that name.
  public func linkKind(_ name: String) -> LinkKind? {
    linkKinds.first { $0.name == name }
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}

// MARK: - What a workspace adds

extension Schema {
  /// Adds a kind of the workspace's own, with the fields every own kind has and `fields`. The kind
  /// it has then, or nil when the name is taken or 64 kinds have been declared.
  @discardableResult
  public mutating func addKind(
    plural: String, singular: String, fields: [FieldDefinition] = []
  ) -> Kind? {
    let coreName = Self.folded(plural)
    let count = kinds.count - Int(Kind.goals.index) - 1
    guard kind(named: coreName) == nil, count < Kind.maximumOwnKinds else { return nil }
    let kind = Kind(index: Kind.firstOwn + UInt8(count))
    kinds.append(
      KindDefinition(
        kind, singular: singular, plural: plural, coreName: coreName, table: .goals,
        headlineDate: "due", nameField: "title",
        columns: ["id", "title", "owner", "due"] + fields.prefix(3).map(\.name),
        fields: FieldDefinition.ownKind, relations: RelationDefinition.goal))
    for field in fields { addField(field, to: kind) }
    relate(to: kind)
    return kind
  }

  /// Gives an own kind's plural as a relation to every kind that goals belong to, and to goals; and
  /// the new kind those of the kinds before it.
  private mutating func relate(to kind: Kind) {
    for own in ownKinds {
      for definition in kinds where own.kind == kind || definition.kind == kind {
        let path: RelationDefinition.Path
        switch definition.table {
        case .goals: path = .links(.down, kind: nil, transitive: false)
        case .teams: path = .inverse("teams")
        case .people: path = .inverse("owners")
        case .cycles: path = .inverse("cycle")
        case .checkIns, .links, .changes: continue
        }
        let name = own.coreName
        guard definition.field(name) == nil, definition.relation(name) == nil else { continue }
        let doc =
          definition.table == .goals ? "The \(own.plural) that support it." : "Its \(own.plural)."
        change(definition.kind) {
          $0.relations.append(RelationDefinition(name, own.kind, path, doc))
        }
      }
    }
  }

  /// Adds a field to a kind, and to `goals` when it is one of the four. False, and nothing changes,
  /// when the kind has a field or relation of that name.
  @discardableResult
  public mutating func addField(_ field: FieldDefinition, to kind: Kind) -> Bool {
    let has = definition(kind)
    guard has.field(field.name) == nil, has.relation(field.name) == nil else { return false }
    change(kind) { $0.fields.append(field) }
    if kind <= .initiatives, definition(.goals).field(field.name) == nil {
      change(.goals) { $0.fields.append(field) }
    }
    return true
  }

  /// Says what a field's values are, once that is known.
  mutating func setType(_ type: ValueType, of field: String, on kind: Kind) {
    change(kind) { definition in
      guard let place = definition.fields.firstIndex(where: { $0.name == field }) else { return }
      definition.fields[place] = FieldDefinition(name: field, type: type)
    }
  }

  /// Adds a link kind; one of the same name gives way to it.
  public mutating func addLinkKind(_ linkKind: LinkKind) {
    if let place = linkKinds.firstIndex(where: { $0.name == linkKind.name }) {
      linkKinds[place] = linkKind
    } else {
      linkKinds.append(linkKind)
    }
  }

  /// Gives `level` other words than company, team and person, from the highest down.
  public mutating func setLevels(_ levels: [String]) {
    for definition in kinds {
      guard let place = definition.fields.firstIndex(where: { $0.name == "level" }) else {
        continue
      }
      let old = definition.fields[place]
      change(definition.kind) {
        $0.fields[place] = FieldDefinition(
          old.name, old.type, old.doc, missing: old.missingMeans, words: levels)
      }
    }
  }

  private mutating func change(_ kind: Kind, _ body: (inout KindDefinition) -> Void) {
    guard let place = kinds.firstIndex(where: { $0.kind == kind }) else { return }
    body(&kinds[place])
  }
}
