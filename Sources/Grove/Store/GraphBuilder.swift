// Collects the rows of a graph from loaders, then `finish()` resolves, sorts and packs them.
// Bulk files come column by column (a file's batch of rows at a time), nested files cell by cell.
// Reading files, and turning their cells into numbers and days, is the loaders' work.

/// Rows added together: consecutive rows of one kind.
public struct RowBatch: Hashable, Sendable {
  /// The rows' kind.
  public let kind: Kind
  /// The first row, counted within the kind.
  public let first: Int
  /// How many rows.
  public let count: Int
}

/// One row of a graph being built.
public struct RowHandle: Hashable, Sendable {
  /// The row's kind.
  public let kind: Kind
  /// The row, counted within the kind.
  public let row: Int
}

/// Builds a `GoalGraph`. Add the files in the order they are to have, and a kind's rows in the
/// order of the files and lines: that is the workspace order of results.
///
/// A missing cell is written as NaN, `Int32.min` (day), 2 (flag) or the empty text. Setters take
/// the batch's cells in order; a field that nobody sets costs nothing, a field the kind does not
/// have is left out with a problem. Setting a cell again replaces it.
public struct GraphBuilder: Sendable {
  let name: String
  /// The kinds and fields so far; declare a workspace's own before setting them.
  public var schema: Schema
  /// The rules the graph's numbers will follow.
  public var policies: Policies
  var sources: [String] = []
  var rows: [Kind: KindRows] = [:]
  var problems: [GraphProblem] = []
  private var rowTotal = 0
  /// Rows are counted in 32 bits, with room for the links that come of them.
  private static let maximumRows = 1 << 29

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
  public mutating func addSource(_ path: String) -> Int32 {
    sources.append(path)
    return Int32(clamping: sources.count - 1)
  }

  /// Tells how many more rows of a kind are about to come, so that columns need not grow step by
  /// step. A wrong guess costs time or room, nothing else; one above 16 million is cut to that.
  public mutating func expect(rows count: Int, of kind: Kind) {
    let known = rows[kind]?.count ?? 0
    rows[kind, default: KindRows()].expected = known + min(max(0, count), 1 << 24)
  }

  /// Adds rows that stand on these lines of a file; `source` -1: of no file.
  public mutating func addRows(kind: Kind, source: Int32, lines: [Int32]) -> RowBatch {
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
  public mutating func addRow(kind: Kind, source: Int32, line: Int32) -> RowHandle {
    RowHandle(kind: kind, row: addRows(kind: kind, source: source, lines: [line]).first)
  }
}

// MARK: - Whole columns

extension GraphBuilder {
  /// Sets numbers, ratios (0.5 is 50 %) or points.
  public mutating func setNumbers(_ field: String, _ batch: RowBatch, _ cells: [Double]) {
    with(field, batch.kind, wanting: [.numbers]) { $0.set(batch, numbers: cells) }
  }

  /// Sets days, as days since 1970-01-01.
  public mutating func setDays(_ field: String, _ batch: RowBatch, _ cells: [Int32]) {
    with(field, batch.kind, wanting: [.days]) { $0.set(batch, days: cells) }
  }

  /// Sets flags: 0 no, 1 yes, 2 missing.
  public mutating func setFlags(_ field: String, _ batch: RowBatch, _ cells: [UInt8]) {
    with(field, batch.kind, wanting: [.flags]) { $0.set(batch, flags: cells) }
  }

  /// Sets texts that seldom repeat, such as titles, and `id`.
  public mutating func setTexts(_ field: String, _ batch: RowBatch, _ cells: CellSpans) {
    with(field, batch.kind, wanting: [.texts, .words]) {
      $0.set(batch, cells: cells, separator: nil)
    }
  }

  /// Sets texts that repeat, such as units and states: each is kept once.
  public mutating func setWords(_ field: String, _ batch: RowBatch, _ cells: CellSpans) {
    with(field, batch.kind, wanting: [.words, .texts]) {
      $0.set(batch, cells: cells, separator: nil)
    }
  }

  /// Sets lists of words, such as tags, parted by `separator`.
  public mutating func setLists(
    _ field: String, _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?
  ) {
    with(field, batch.kind, wanting: [.lists]) {
      $0.set(batch, cells: cells, separator: separator)
    }
  }

  /// Sets references by id (of people, teams and cycles by name, too); several are parted by
  /// `separator`. `finish()` finds the rows, so they may be added later.
  public mutating func setReferences(
    _ field: String, _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?
  ) {
    with(field, batch.kind, wanting: [.references]) {
      $0.set(batch, cells: cells, separator: separator)
    }
  }

  /// Links each row of the batch to the goals that its cell names: the row supports them.
  public mutating func setParents(
    _ batch: RowBatch, _ cells: CellSpans, separator: UInt8?,
    kind: String = Schema.defaultLinkKind
  ) {
    rows[batch.kind, default: KindRows()].fields[
      Self.parentField(kind), default: FieldBuffer(.references)
    ].set(batch, cells: cells, separator: separator)
  }
}

// MARK: - One cell

extension GraphBuilder {
  /// Sets one cell. References are given as text, or as a list of texts.
  public mutating func set(_ field: String, _ row: RowHandle, _ value: Value) {
    let fits = with(field, row.kind, wanting: []) { buffer in
      switch (buffer.storage, value) {
      case (_, .missing): break
      case (.numbers, .number(let number)), (.numbers, .ratio(let number)),
        (.numbers, .points(let number)):
        buffer.set(row.row, number: number)
      case (.days, .date(let day)): buffer.set(row.row, day: day.dayNumber)
      case (.flags, .flag(let flag)): buffer.set(row.row, flag: flag)
      case (.texts, .text(let text)), (.words, .text(let text)): buffer.set(row.row, text: text)
      case (.references, .text(let text)), (.lists, .text(let text)):
        buffer.set(row.row, parts: [text])
      case (.references, .list(let parts)), (.lists, .list(let parts)):
        buffer.set(row.row, parts: parts.compactMap(\.asText))
      case (.values, _): buffer.set(row.row, value: value)
      default: return false
      }
      return true
    }
    if fits == false {
      report(
        .wrongType, row, field: field, text: value.asText ?? "",
        "the value does not fit the field `\(field)`", action: "the cell is left out")
    }
  }

  /// Sets references by id; as `set` with a list of texts.
  public mutating func setReference(_ field: String, _ row: RowHandle, ids: [String]) {
    set(field, row, .list(ids.map { .text($0) }))
  }

  /// Sets a reference to a row that may have no id yet.
  public mutating func setReference(_ field: String, _ row: RowHandle, to other: RowHandle) {
    set(field, row, .text(Self.word(of: .row(other))))
  }

  /// Adds a link: the child supports (blocks, continues ...) the parent. The row it makes takes the
  /// link's other fields.
  @discardableResult
  public mutating func addLink(
    child: GoalReference, parent: GoalReference, kind: String = Schema.defaultLinkKind,
    weight: Double? = nil, source: Int32, line: Int32
  ) -> RowHandle {
    let link = addRow(kind: .links, source: source, line: line)
    set("child", link, .text(Self.word(of: child)))
    set("parent", link, .text(Self.word(of: parent)))
    set("kind", link, .text(kind))
    if let weight { set("weight", link, .number(weight)) }
    return link
  }
}

/// A goal named by its id, or by its row where it may have none.
public enum GoalReference: Hashable, Sendable {
  /// The goal of that id.
  case id(String)
  /// The goal of that row.
  case row(RowHandle)
}

// MARK: - Fields and their buffers

extension GraphBuilder {
  /// Opens the word of a reference that names a row of the builder instead of an id.
  static let rowMark = "\u{1E}"

  private static func word(of reference: GoalReference) -> String {
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

  /// Runs `body` on the field's buffer if that holds its cells in a wanted way (none: in any).
  @discardableResult
  private mutating func with<Result>(
    _ field: String, _ kind: Kind, wanting: [FieldBuffer.Storage],
    _ body: (inout FieldBuffer) -> Result
  ) -> Result? {
    let plural = Self.plural(of: field)
      .flatMap { schema.definition(kind).field($0) == nil ? nil : $0 }
    let name = plural ?? field
    if rows[kind]?.fields[name] == nil {
      guard let storage = Self.storage(of: schema.definition(kind).field(name), wanting: wanting)
      else {
        reportMissing(field, of: schema.definition(kind))
        return nil
      }
      rows[kind, default: KindRows()].fields[name] =
        FieldBuffer(storage, expectedRows: rows[kind]?.expected ?? 0)
    }
    // By index, so that the buffer is found once and its arrays grow in place.
    guard let ofKind = rows.index(forKey: kind),
      let place = rows.values[ofKind].fields.index(forKey: name),
      wanting.isEmpty || wanting.contains(rows.values[ofKind].fields.values[place].storage)
    else {
      reportMissing(field, of: schema.definition(kind))
      return nil
    }
    return body(&rows.values[ofKind].fields.values[place])
  }

  /// How a field's cells are held: by its type, and where that leaves a choice as first asked for.
  private static func storage(
    of field: FieldDefinition?, wanting: [FieldBuffer.Storage]
  ) -> FieldBuffer.Storage? {
    guard let field, field.isStored else { return nil }
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

  private mutating func reportMissing(_ field: String, of definition: KindDefinition) {
    let problem = GraphProblem(
      code: .wrongType, source: -1, line: 0, field: field, text: "",
      message: "\(definition.plural) have no field `\(field)` that holds such values",
      action: "the values are left out")
    if !problems.contains(problem) { problems.append(problem) }
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
