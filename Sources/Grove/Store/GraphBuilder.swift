// Collects the rows of a graph from hosts and loaders, then `build()` resolves, sorts and packs them.
// Hosts add rows one by one (Build/GraphBuilder+Rows), bulk files come column by column
// (Build/GraphBuilder+Batches). Reading files, and turning their cells into numbers and days, is the
// loaders' work.

/// Builds a `GoalGraph` in code.
///
///     var builder = GraphBuilder(name: "acme")
///     builder.addPerson(id: "ana", name: "Ana Lima")
///     let growth = builder.addObjective(id: "O1", title: "Grow in Europe", owner: "ana")
///     builder.addKeyResult(title: "Monthly users", of: .row(growth), from: 2_000, to: 5_000)
///     let (graph, problems) = builder.build()
///
/// Rows may name rows that are added later. Nothing that is given can stop it: what does not fit (an
/// unknown id, a value of another type, a field that the kind does not have) is left out, and told
/// by `build()` as a problem with the row's place. A field that nobody sets costs nothing.
///
/// Rows stand in results by the place they were given (`RowPlace`): by source, sources in the
/// order of their first use, then by line. Without a place the source is the graph's name, the
/// line the number of the row.
public struct GraphBuilder: Sendable {
  let name: String
  /// The kinds, fields and kinds of links so far; declare those of your own before rows use them.
  public var schema: Schema
  /// The rules the graph's numbers will follow.
  public var policies: Policies
  var sources: [String] = []
  var rows: [Kind: KindRows] = [:]
  var problems: [GraphProblem] = []
  private var rowTotal = 0
  /// The sources of rows that were added one by one, by name, and how many such rows there are.
  var numbersOfSources: [String: Int32] = [:]
  var rowsAdded: Int32 = 0
  /// Rows are counted in 32 bits, with room for the links that come of them.
  static let maximumRows = 1 << 29

  /// What has been collected for one kind.
  struct KindRows: Sendable {
    var count = 0
    var expected = 0
    var places = RowPlaces()
    var fields: [String: FieldBuffer] = [:]
  }

  /// An empty graph of that name.
  public init(name: String, schema: Schema = .standard, policies: Policies = .standard) {
    self.name = name
    self.schema = schema
    self.policies = policies
  }

  /// Adds a file by its path as messages show it; the index that rows refer to it by.
  package mutating func addSource(_ path: String) -> Int32 {
    sources.append(path)
    return Int32(clamping: sources.count - 1)
  }

  /// Tells how many more rows of a kind are about to come, so that columns need not grow step by
  /// step. A wrong guess costs time or room, nothing else; one above 16 million is cut to that.
  package mutating func expect(rows count: Int, of kind: Kind) {
    let known = rows[kind]?.count ?? 0
    rows[kind, default: KindRows()].expected = known + min(max(0, count), 1 << 24)
  }

  /// Adds rows that stand on these lines of a file; `source` -1: of no file.
  package mutating func addRows(kind: Kind, source: Int32, lines: [Int32]) -> RowBatch {
    let known = sources.indices.contains(Int(source)) ? source : -1
    var kindRows = rows.removeValue(forKey: kind) ?? KindRows()
    let room = max(0, Self.maximumRows - rowTotal)
    let count = min(lines.count, room)
    if count < lines.count {
      problems.append(
        GraphProblem(
          code: .tooManyRowsInFile, source: known, line: 0, field: nil, text: "",
          message: "there are more than \(Self.maximumRows) rows",
          action: "\(lines.count - count) rows are left out"))
    }
    rowTotal += count
    let batch = RowBatch(kind: kind, first: kindRows.count, count: count)
    kindRows.count += count
    kindRows.places.append(source: known, lines: lines.prefix(count))
    rows[kind] = kindRows
    return batch
  }

  /// The kinds of the goals that have these ids, as far as they have been added. O(rows).
  package func kinds(ofGoals ids: Set<String>) -> [String: Kind] {
    rows(ofGoals: ids).mapValues(\.kind)
  }

  /// The goals that have these ids, as far as they have been added; those of made ids are not
  /// known yet. O(rows).
  package func rows(ofGoals ids: Set<String>) -> [String: RowHandle] {
    var found: [String: RowHandle] = [:]
    for kind in schema.goalKinds {
      guard let rows = rows[kind], let texts = rows.fields["id"]?.texts else { continue }
      for row in 0..<min(rows.count, texts.count) {
        let id = texts[row]
        if ids.contains(id), found[id] == nil { found[id] = RowHandle(kind: kind, row: row) }
      }
    }
    return found
  }

  /// Adds one row.
  package mutating func addRow(kind: Kind, source: Int32, line: Int32) -> RowHandle {
    RowHandle(kind: kind, row: addRows(kind: kind, source: source, lines: [line]).first)
  }
}

// MARK: - Fields and their buffers

extension GraphBuilder {
  /// Opens the word of a reference that names a row of the builder instead of an id.
  static let rowMark = "\u{1E}"

  static func word(of reference: GoalReference) -> String {
    switch reference {
    case .id(let id): id
    case .row(let row): "\(rowMark)\(row.kind.index):\(row.row)"
    }
  }

  /// The buffer of the parents given beside a row, by kind of link.
  static func parentField(_ linkKind: String) -> String { "parents\u{1F}\(linkKind)" }

  /// Several owners, teams or objectives and one of them are kept in one buffer.
  private static func plural(of field: String) -> String? {
    switch field {
    case "owner": "owners"
    case "team": "teams"
    case "objective": "objectives"
    default: nil
    }
  }

  /// Fields whose texts repeat, however they are set.
  private static let repeating: Set = ["unit", "perspective", "strength", "kind", "field"]

  /// Runs `body` on the field's buffer if that holds its cells in a wanted way (none: in any). When
  /// it does not, that is told once, at the place of the first such row if one is given.
  @discardableResult
  mutating func with<Result>(
    _ field: String, _ kind: Kind, wanting: [FieldBuffer.Storage], at row: RowHandle? = nil,
    _ body: (inout FieldBuffer) -> Result
  ) -> Result? {
    let plural = Self.plural(of: field)
      .flatMap { schema.definition(kind).field($0) == nil ? nil : $0 }
    let name = plural ?? field
    if rows[kind]?.fields[name] == nil {
      let definition = schema.definition(kind).field(name)
      guard let definition, let storage = Self.storage(of: definition, wanting: wanting) else {
        reportMissing(field, of: schema.definition(kind), at: row)
        return nil
      }
      rows[kind, default: KindRows()].fields[name] =
        FieldBuffer(
          storage, type: definition.type, expectedRows: rows[kind]?.expected ?? 0)
    }
    // By index, so that the buffer is found once and its arrays grow in place.
    guard let ofKind = rows.index(forKey: kind),
      let place = rows.values[ofKind].fields.index(forKey: name),
      wanting.isEmpty || wanting.contains(rows.values[ofKind].fields.values[place].storage)
    else {
      reportMissing(field, of: schema.definition(kind), at: row)
      return nil
    }
    return body(&rows.values[ofKind].fields.values[place])
  }

  /// How a field's cells are held: by its type, and where that leaves a choice as first asked for.
  private static func storage(
    of field: FieldDefinition, wanting: [FieldBuffer.Storage]
  ) -> FieldBuffer.Storage? {
    guard field.isStored else { return nil }
    if field.access == .id { return .texts }
    switch field.type {
    case .number, .ratio, .points: return .numbers
    case .date: return .days
    case .flag: return .flags
    case .text:
      let repeats =
        field.closedSet != nil || wanting.first == .words || repeating.contains(field.name)
      return repeats ? .words : .texts
    case .node, .list(.node): return .references
    case .list(.text): return .lists
    default: return .values
    }
  }

  private mutating func reportMissing(
    _ field: String, of definition: KindDefinition, at row: RowHandle?
  ) {
    let message = "\(definition.plural) have no field `\(field)` that holds such values"
    guard !problems.contains(where: { $0.message == message }) else { return }
    let place = row.map { self.place($0) } ?? (source: -1, line: 0)
    problems.append(
      GraphProblem(
        code: .wrongType, source: place.source, line: place.line, field: field, text: "",
        message: message, action: "the values are left out"))
  }

  mutating func report(
    _ code: DiagnosticCode, _ row: RowHandle, field: String? = nil, text: String,
    _ message: String, action: String
  ) {
    let place = place(row)
    problems.append(
      GraphProblem(
        code: code, source: place.source, line: place.line, field: field, text: text,
        message: message, action: action))
  }

  func place(_ row: RowHandle) -> (source: Int32, line: Int32) {
    guard let kindRows = rows[row.kind], row.row >= 0, row.row < kindRows.count else {
      return (-1, 0)
    }
    return kindRows.places[row.row]
  }
}
