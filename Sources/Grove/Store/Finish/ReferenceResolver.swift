// Turns the ids and names that rows refer to each other by into rows. Each distinct text is looked
// up once, however many rows hold it. People, teams and cycles that are only named come to be.

/// What the texts of one field of one kind lead to, by the text's code.
struct ResolvedReferences {
  /// The first row, -1 when there is none.
  var first: [Int32] = []
  /// All rows, where a text leads to more than one.
  var several: [Int32: [Int32]] = [:]

  func rows(_ code: Int32) -> [Int32] {
    guard code >= 0 else { return [] }
    if let rows = several[code] { return rows }
    let row = first[Int(code)]
    return row < 0 ? [] : [row]
  }
}

extension GraphAssembly {
  mutating func resolveReferences() {
    var names = NameIndex()
    for definition in builder.schema.kinds where definition.kind != .goals {
      let kind = definition.kind
      for field in (builder.rows[kind]?.fields ?? [:]).keys.sorted() {
        guard let buffer = builder.rows[kind]?.fields[field], buffer.storage == .references else {
          continue
        }
        let target = Self.target(of: definition.field(field)?.type)
        let found = resolve(buffer, kind, field: field, target: target, &names)
        if field == "goal" {
          for (row, code) in buffer.int32s.enumerated()
          where code >= 0 && found.rows(code).isEmpty {
            absentGoals[kind, default: []].insert(Int32(row))
          }
        }
        resolved[kind, default: [:]][field] = found
        // A column that other kinds of the table fill with values needs the words as texts.
        let isOneColumn = segments(of: definition.table).allSatisfy {
          builder.rows[$0.kind]?.fields[field].map { $0.storage == .references } ?? true
        }
        if isOneColumn { builder.rows[kind]?.fields[field]?.releaseWords() }
      }
    }
    resolveChanges(&names)
  }

  private static func target(of type: ValueType?) -> Kind {
    switch type {
    case .node(let kind), .list(.node(let kind)): kind
    default: .goals
    }
  }

  private mutating func resolve(
    _ buffer: FieldBuffer, _ kind: Kind, field: String, target: Kind, _ names: inout NameIndex
  ) -> ResolvedReferences {
    let table = builder.schema.definition(target).table
    var result = ResolvedReferences()
    result.first.reserveCapacity(buffer.words.count)
    var uses: WordUses?
    let index = ids[Int(table.rawValue)].index
    let wanted = rows(of: target)
    let isInTable = Dictionary(
      builder.schema.kinds.map { ($0.kind, $0.table == table) }, uniquingKeysWith: { $0 || $1 })
    // Files refer to rows in their order, so the row after the last one found is tried ahead of
    // any hashing.
    var next: Int32 = 0
    for code in 0..<Int32(buffer.words.count) {
      let direct = buffer.words.withWord(code) {
        index.isWord(next, $0) ? next : index.code(of: $0)
      }
      if let direct, wanted.contains(direct) {
        result.first.append(direct)
        next = direct + 1
        continue
      }
      // A row that stood inside the one it refers to names it by its number.
      if let handle = buffer.words.withWord(code, { handle($0) }) {
        let row = Int32(firstRow(of: handle.kind) + handle.row)
        if isInTable[handle.kind, default: false], wanted.contains(row) {
          result.first.append(row)
          continue
        }
      }
      var rows: [Int32] = []
      for part in buffer.parts(code) {
        let use = uses ?? WordUses(buffer)
        uses = use
        let context = Reference(text: part, kind: kind, field: field, target: target)
        let found = row(of: context, firstUse: use.first[Int(code)], &names, use.count[Int(code)])
        if let row = found, !rows.contains(row) { rows.append(row) }
      }
      result.first.append(rows.first ?? -1)
      if rows.count > 1 { result.several[code] = rows }
    }
    return result
  }

  /// A text that is to lead to a row of the kind `target`.
  struct Reference {
    let text: String
    let kind: Kind
    let field: String
    let target: Kind
  }

  /// The rows of its table that a reference to a kind may lead to.
  private func rows(of kind: Kind) -> Range<Int32> {
    guard builder.schema.definition(kind).table == .goals, kind != .goals else {
      return 0..<Int32.max
    }
    let first = Int32(firstRow(of: kind))
    return first..<(first + Int32(builder.rows[kind]?.count ?? 0))
  }

  mutating func row(
    of reference: Reference, firstUse: Int, _ names: inout NameIndex, _ useCount: Int
  ) -> Int32? {
    let target = builder.schema.definition(reference.target)
    let table = target.table
    if let handle = handle(reference.text) {
      let row = Int32(firstRow(of: handle.kind) + handle.row)
      guard builder.schema.definition(handle.kind).table == table,
        rows(of: reference.target).contains(row)
      else { return nil }
      return row
    }
    if let row = ids[Int(table.rawValue)].row(reference.text) {
      if rows(of: reference.target).contains(row) { return row }
      let found = segments(of: table).last { $0.first <= Int(row) }?.kind ?? .goals
      report(
        .wrongKind, reference, firstUse,
        "\(reference.text) is one of the \(builder.schema.definition(found).plural), not of the "
          + "\(target.plural)", action: "the reference is left out")
      return nil
    }
    switch names.look(reference.text, in: target, self) {
    case .one(let row) where rows(of: reference.target).contains(row): return row
    case .several:
      report(
        .ambiguousReference, reference, firstUse,
        "several \(target.plural) are called \(reference.text)",
        action: "the reference is left out; an id would be clear")
      return nil
    default: break
    }
    guard [.teams, .people, .cycles].contains(table) else {
      let times = useCount == 1 ? "" : "; \(useCount) rows name it"
      report(
        .danglingReference, reference, firstUse,
        "none of the \(target.plural) has the id \(reference.text)\(times)",
        action: "the reference is left out")
      return nil
    }
    return addNamed(reference, target, firstUse, &names)
  }

  /// A person, team or cycle that is only named.
  private mutating func addNamed(
    _ reference: Reference, _ target: KindDefinition, _ firstUse: Int, _ names: inout NameIndex
  ) -> Int32? {
    let place = builder.place(RowHandle(kind: reference.kind, row: firstUse))
    let handle = builder.addRow(kind: target.kind, source: place.source, line: place.line)
    builder.set("name", handle, .text(reference.text))
    guard ids[Int(target.table.rawValue)].add(reference.text) else { return nil }
    names.add(reference.text, row: Int32(handle.row), to: target.table)
    if listedKinds.contains(target.kind) {
      report(
        .unlisted, reference, firstUse,
        "\(reference.text) is not among the \(target.plural) of the files",
        action: "added as one of the \(target.plural) with nothing but this name")
    }
    return Int32(handle.row)
  }

  private mutating func report(
    _ code: DiagnosticCode, _ reference: Reference, _ firstUse: Int, _ message: String,
    action: String
  ) {
    let place = builder.place(RowHandle(kind: reference.kind, row: firstUse))
    let isParent = reference.field.hasPrefix("parents\u{1F}")
    problems.add(
      GraphProblem(
        code: code, source: place.source, line: place.line,
        field: isParent ? "parents" : reference.field, text: reference.text, message: message,
        action: action))
  }
}

/// Where the texts of a buffer stand: the first row and the number of rows, by code.
private struct WordUses {
  var first: [Int]
  var count: [Int]

  init(_ buffer: FieldBuffer) {
    first = [Int](repeating: 0, count: buffer.words.count)
    count = first
    for (row, code) in buffer.int32s.enumerated() where code >= 0 {
      if count[Int(code)] == 0 { first[Int(code)] = row }
      count[Int(code)] += 1
    }
  }
}

/// Rows by title or name, without case and accents; made for a kind when an id is not found.
struct NameIndex {
  enum Found {
    case none
    case one(Int32)
    case several
  }

  private var tables: [Kind: [String: Int32]] = [:]
  private var periods: [Period: Int32] = [:]
  private static let several: Int32 = -2

  mutating func look(_ text: String, in target: KindDefinition, _ assembly: GraphAssembly) -> Found
  {
    if tables[target.kind] == nil { make(target, assembly) }
    switch tables[target.kind]?[TextFolding.fold(text)] {
    case Self.several: return .several
    case let row?: return .one(row)
    case nil: break
    }
    guard target.kind == .cycles,
      let period = assembly.builder.policies.fiscal.period(labelled: text)
    else { return .none }
    switch periods[period] {
    case Self.several: return .several
    case let row?: return .one(row)
    case nil: return .none
    }
  }

  mutating func add(_ text: String, row: Int32, to table: TableID) {
    for kind in [Kind.teams, .people, .cycles] where tables[kind] != nil {
      let isKind = (kind, table) == (.teams, .teams) || (kind, table) == (.people, .people)
      if isKind || (kind, table) == (.cycles, .cycles) {
        enter(TextFolding.fold(text), row, in: kind)
      }
    }
  }

  private mutating func make(_ target: KindDefinition, _ assembly: GraphAssembly) {
    tables[target.kind] = [:]
    for segment in assembly.segments(of: target.table)
    where target.kind == .goals || segment.kind == target.kind {
      guard let rows = assembly.builder.rows[segment.kind] else { continue }
      let names = rows.fields[target.nameField]
      for row in 0..<segment.count {
        let tableRow = Int32(segment.first + row)
        if case .text(let name)? = names?.value(row) {
          enter(TextFolding.fold(name), tableRow, in: target.kind)
        }
        if target.table != .goals {
          let id = assembly.ids[Int(target.table.rawValue)][Int(tableRow)]
          enter(TextFolding.fold(id), tableRow, in: target.kind)
        }
        if target.kind == .cycles, let period = assembly.cyclePeriod(row) {
          periods[period] = periods[period] == nil ? tableRow : Self.several
        }
      }
    }
  }

  private mutating func enter(_ name: String, _ row: Int32, in kind: Kind) {
    guard !name.isEmpty else { return }
    let other = tables[kind]?[name]
    tables[kind]?[name] = other == nil || other == row ? row : Self.several
  }
}
