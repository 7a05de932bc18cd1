// Turns cells into typed columns and hands them to the graph builder: one page of rows at a time,
// column by column. All formats share it, so they share every rule about numbers, dates, people and
// ids.

import Grove

/// Reads pages of cells into a graph builder and reports every cell it cannot take.
struct RecordInterpreter {
  var builder: GraphBuilder
  let vocabulary: Vocabulary
  let dates: DateText
  let log: ProblemLog
  /// Whether lone commas in numbers are worth a word: in files that part cells by `;` they are
  /// decimal.
  var commaIsDecimal = false
  /// Changes that wait until all files are read.
  var waitingChanges: [WaitingChange] = []
  /// Plans that wait as well, and those that KPIs give themselves.
  var waitingPlans: [WaitingPlan] = []
  var ownPlans: [RowHandle: [Value]] = [:]

  /// The builder with all rows, leaving an empty one: a second holder would keep every buffer alive
  /// while the graph is packed.
  mutating func releaseBuilder() -> GraphBuilder {
    let full = builder
    builder = GraphBuilder(name: "")
    return full
  }

  init(builder: GraphBuilder, dates: DateText, log: ProblemLog) {
    self.builder = builder
    vocabulary = Vocabulary(schema: builder.schema)
    self.dates = dates
    self.log = log
  }

  /// Adds the rows of a page and sets their cells.
  mutating func interpret(_ page: RecordPage, plan: inout ColumnPlan) -> RowBatch {
    let lines = Array(page.batch.lines.prefix(page.rowCount))
    let rows = builder.addRows(kind: plan.kind, source: page.source, lines: lines)
    var measures = MeasureColumns(rowCount: page.rowCount)
    for spare in plan.spares { page.batch.moveCells(from: spare.column, to: spare.first) }
    for (column, use) in plan.uses.enumerated() {
      switch use {
      case .stored(let name): setStored(name, column, page, rows, &plan, &measures)
      case .measure(.plan): readPlan(column, page, rows, &measures)
      case .measure(let role): read(role, column, page, rows, &measures)
      case .startOrBaseline: readStart(column, page, rows, &measures)
      case .status: setStatus(column, page, rows)
      case .links(let kind, let isReversed):
        setLinks(kind, isReversed: isReversed, column, page, rows)
      case .milestones: setMilestones(column, page, rows, &measures)
      case .bands: setBands(column, page, rows, &measures)
      case .custom: setCustom(column, page, rows, &plan)
      case .ignored: break
      }
    }
    setMeasures(measures, page, rows)
    noteLines(page, plan, rows)
    return rows
  }

  /// Notes the lines of cells, which in nested files are not those of their rows.
  private mutating func noteLines(_ page: RecordPage, _ plan: ColumnPlan, _ rows: RowBatch) {
    guard let tree = page.tree else { return }
    for (column, use) in plan.uses.enumerated() {
      guard let field = use.noted else { continue }
      let lines = (0..<page.rowCount).map { row in
        page.batch.node(column: column, row: row).map { tree.node(Int($0)).line } ?? 0
      }
      builder.setLines(field, rows, lines)
    }
  }

  /// Sets the columns that waited for the end of the file.
  mutating func finish(_ plan: ColumnPlan, bytes: [UInt8], place: Place) {
    for column in plan.custom {
      if let other = column.finish(&builder, bytes: bytes, kind: plan.kind) {
        log.add(
          .otherType(
            place, field: column.name, keptAs: other))
      }
    }
  }

  // MARK: Fields of the schema

  private mutating func setStored(
    _ name: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ plan: inout ColumnPlan,
    _ measures: inout MeasureColumns
  ) {
    guard let field = builder.schema.definition(rows.kind).field(name) else { return }
    if field.closedSet != nil, case .text = field.type {
      let codes = wordCodes(field, column, page, rows)
      if name == "direction" {
        measures.givenDirections = codes
      } else {
        builder.setWords(name, rows, Self.spans(codes, of: field.closedSet ?? []))
      }
      return
    }
    switch field.type {
    case .number:
      builder.setNumbers(name, rows, numbers(name, column, page, rows))
    case .ratio, .points:
      builder.setNumbers(name, rows, ratios(name, column, page, rows, &plan))
    case .date:
      builder.setDays(name, rows, days(name, column, page, rows))
    case .flag:
      builder.setFlags(name, rows, flags(name, column, page, rows))
    case .duration:
      setDurations(name, column, page, rows)
    case .node, .list(.node):
      setReferences(field, column, page, rows)
    case .list(.text):
      let items = listSpans(column, page, commas: .betweenWords)
      builder.setLists(name, rows, items.spans, separator: items.separator)
    case .record, .list(.record):
      setRecords(field, column, page, rows)
    default:
      reportStructures(column, page, expected: "a text")
      if name == "unit" { measures.unitColumn = column }
      if Self.prose.contains(name) {
        builder.setTexts(name, rows, page.spans(column: column))
      } else {
        builder.setWords(name, rows, page.spans(column: column))
      }
    }
  }

  /// Fields whose texts seldom repeat.
  private static let prose: Set = [
    "id", "title", "name", "description", "note", "email", "closing_note",
  ]

  private mutating func setCustom(
    _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ plan: inout ColumnPlan
  ) {
    guard let index = plan.custom.firstIndex(where: { $0.column == column }) else { return }
    let hasLists = (0..<page.rowCount).contains {
      page.tree != nil && page.structure(column: column, row: $0) != nil
    }
    if hasLists {
      plan.custom[index].add(
        rows, listSpans(column, page, commas: .never).spans, isList: true)
    } else {
      plan.custom[index].add(rows, page.spans(column: column), isList: false)
    }
  }

  // MARK: Words

  /// The code of each row's word in the field's closed set; -1 when missing or not of it.
  private mutating func wordCodes(
    _ field: FieldDefinition, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) -> [Int32] {
    reportStructures(column, page, expected: "a word")
    let words = field.closedSet ?? []
    var codes = [Int32](repeating: -1, count: page.rowCount)
    var known: [String: Int32] = [:]
    for row in 0..<page.rowCount {
      let text = page.text(column: column, row: row)
      if text.isEmpty { continue }
      if let code = known[text] {
        codes[row] = code
      } else if let code = ClosedWords.index(of: text, in: words, field: field.name) {
        codes[row] = Int32(clamping: code)
        known[text] = Int32(clamping: code)
      } else {
        keepWord(text, of: field.name, words, column, page, rows, row)
      }
    }
    return codes
  }

  /// The words of codes, as cells.
  static func spans(_ codes: [Int32], of words: [String]) -> CellSpans {
    var bytes: [UInt8] = []
    let ranges = words.map { word in
      defer { bytes.append(contentsOf: word.utf8) }
      return (Int32(clamping: bytes.count), Int32(clamping: word.utf8.count))
    }
    let cells = codes.map { code in
      code >= 0 && Int(code) < ranges.count ? ranges[Int(code)] : (0, 0)
    }
    return CellSpans(bytes: bytes, starts: cells.map(\.0), lengths: cells.map(\.1))
  }

  /// A `status` is the owner's word for how it goes, or a state such as `closed`.
  private mutating func setStatus(_ column: Int, _ page: RecordPage, _ rows: RowBatch) {
    let definition = builder.schema.definition(rows.kind)
    let fields = ["stated_status", "state"].compactMap { definition.field($0) }
    reportStructures(column, page, expected: "a word")
    var codes = fields.map { _ in [Int32](repeating: -1, count: page.rowCount) }
    for row in 0..<page.rowCount {
      let text = page.text(column: column, row: row)
      if text.isEmpty { continue }
      if let (index, code) = Self.status(text, of: fields) {
        codes[index][row] = Int32(clamping: code)
      } else {
        keepWord(
          text, of: "status", fields.first?.closedSet ?? [], column, page, rows, row)
      }
    }
    for (index, field) in fields.enumerated() where codes[index].contains(where: { $0 >= 0 }) {
      builder.setWords(field.name, rows, Self.spans(codes[index], of: field.closedSet ?? []))
    }
  }

  /// Which of the fields that a `status` may fill a word is of, and its code there. A word of a
  /// set's own goes before the spellings of the other: `closed` is a state.
  private static func status(
    _ text: String, of fields: [FieldDefinition]
  ) -> (field: Int, code: Int)? {
    let plain = ClosedWords.folded(text)
    let exact = fields.firstIndex { field in
      (field.closedSet ?? []).contains { ClosedWords.folded($0) == plain }
    }
    let order = exact.map { [$0] } ?? Array(fields.indices)
    return order.lazy.compactMap { index in
      ClosedWords.index(
        of: text, in: fields[index].closedSet ?? [], field: fields[index].name
      ).map { (index, $0) }
    }.first
  }

  /// The field of a goal that a word under `status` fills, and the word it means there.
  func statusWord(_ text: String, _ kind: Kind) -> (field: String, word: String)? {
    let definition = builder.schema.definition(kind)
    let fields = ["stated_status", "state"].compactMap { definition.field($0) }
    guard !text.isEmpty, let (field, code) = Self.status(text, of: fields) else { return nil }
    return (fields[field].name, fields[field].closedSet?[code] ?? text)
  }

  private mutating func keepWord(
    _ text: String, of field: String, _ words: [String], _ column: Int, _ page: RecordPage,
    _ rows: RowBatch, _ row: Int
  ) {
    let kept = keepAsText(text, field, rows, row)
    log.add(
      .wordOutsideSet(
        page.place(column: column, row: row), text: text, words: words,
        nearest: NearestName.find(text, in: words), keptAs: kept))
  }

  // MARK: What cannot be taken

  /// Keeps a text in the field `NAME_text`, which is declared when first needed.
  mutating func keepAsText(_ text: String, _ field: String, _ rows: RowBatch, _ row: Int) -> String
  {
    let name = "\(field)_text"
    if builder.schema.definition(rows.kind).field(name) == nil {
      builder.schema.addField(
        FieldDefinition(
          name: name, type: .text, doc: "What stood where `\(field)` could not be read.",
          missingMeans: "it could be read"),
        to: rows.kind)
    }
    builder.set(name, rows.handle(row), .text(text))
    return name
  }

  /// Reports the lists and mappings of a column that takes none.
  func reportStructures(_ column: Int, _ page: RecordPage, expected: String) {
    guard let tree = page.tree else { return }
    for row in 0..<page.rowCount {
      guard let index = page.structure(column: column, row: row) else { continue }
      let found = tree.node(index).form == .list ? "a list" : "a mapping"
      log.add(
        .wrongShape(page.place(column: column, row: row), found: found, expected: expected))
    }
  }
}
