// CSV and TSV files: finds the delimiter and the header, then reads batches of rows and hands them
// to the interpreter. Splitting bytes into cells is DelimitedReader's work.

import Grove

/// Loads one sheet.
struct SheetLoader {
  let file: String
  let source: Int32
  /// What the file's name, or the workspace, says its rows are.
  let kind: Kind?
  let mapping: [String: String]
  let isTabbed: Bool
  let meter: LoadMeter
  /// The history that the sheet is an export of.
  var history: SnapshotHistory?
  /// Whether its rows are plans of KPIs.
  var holdsPlans = false

  /// Rows of a batch; several columns of cells then stay in the second-level cache.
  private static let batchRows = 4_096
  /// The most columns read; a sheet with more is no table of goals.
  private static let mostColumns = 1_024
  /// How far down a header is looked for.
  private static let headerRows = 12
  /// How much of a file is looked at for its delimiter and header.
  private static let probeBytes = 1 << 16

  /// The header, and where the rows after it begin.
  private struct Header {
    var names: [String]
    var places: [Place]
    var row: Int
    var position: Int
    var line: Int
  }

  /// Adds all rows of the sheet; returns how many. The bytes are changed in place where quotes are
  /// undone.
  func load(_ bytes: inout [UInt8], into interpreter: inout RecordInterpreter) -> Int {
    let probe = Array(bytes.prefix(Self.probeBytes))
    let delimiter = isTabbed ? 0x09 : Self.delimiter(of: probe)
    let vocabulary = interpreter.vocabulary
    guard let header = header(probe, delimiter, vocabulary) else {
      interpreter.log.add(.empty(file))
      return 0
    }
    if header.row > 0 {
      interpreter.log.add(.rowsAboveHeader(Place(file: file, line: 1), count: header.row))
    }
    let kindColumn = kindColumn(header, vocabulary)
    if kind == nil, kindColumn == nil {
      explain(header, vocabulary, interpreter.log)
      return 0
    }
    interpreter.commaIsDecimal = delimiter == 0x3B
    defer { interpreter.commaIsDecimal = false }
    var reader = DelimitedReader(delimiter: delimiter, from: header.position, line: header.line)
    let batch = RecordBatch(columnCount: header.names.count, capacity: Self.batchRows)
    var plans = Plans(header: header.names, places: header.places, mapping: mapping)
    plans.kindColumn = kindColumn
    var rowCount = 0
    while true {
      bytes.withUnsafeMutableBufferPointer { reader.read($0, into: batch) }
      let isLast = batch.rowCount == 0 && reader.oddities.isEmpty
      report(reader.oddities, header.names.count, batch, bytes, interpreter.log)
      if isLast { break }
      if batch.rowCount == 0 { continue }
      if kind != nil, rowCount == 0, let column = plans.kindColumn,
        !tellsKinds(column, batch, bytes, vocabulary)
      {
        plans.kindColumn = nil
      }
      if let kind, !holdsPlans, rowCount == 0, batch.rowCount == Self.batchRows {
        // As many more as the rest of the file has room for, at the length of these.
        let estimate = bytes.count / max(1, reader.position / batch.rowCount)
        interpreter.builder.expect(rows: min(estimate + estimate / 64, bytes.count / 8), of: kind)
      }
      rowCount += batch.rowCount
      interpret(batch, bytes, &plans, &interpreter)
      meter.advance(to: reader.position, rows: rowCount)
    }
    for plan in plans.all { interpreter.finish(plan, bytes: bytes, place: header.places[0]) }
    if rowCount == 0 { interpreter.log.add(.noRows(Place(file: file, line: header.line))) }
    return rowCount
  }

  // MARK: Rows

  /// The plans of a sheet's kinds of rows, in the order the kinds are met.
  private struct Plans {
    let header: [String]
    let places: [Place]
    let mapping: [String: String]
    var kindColumn: Int?
    var all: [ColumnPlan] = []
  }

  private func interpret(
    _ batch: RecordBatch, _ bytes: [UInt8], _ plans: inout Plans,
    _ interpreter: inout RecordInterpreter
  ) {
    guard let column = plans.kindColumn else {
      if let kind { interpret(batch, bytes, kind, &plans, &interpreter) }
      return
    }
    let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: file, source: source)
    var groups: [(kind: Kind, rows: [Int])] = []
    for row in 0..<batch.rowCount {
      let text = page.text(column: column, row: row)
      guard let stated = interpreter.vocabulary.kind(named: text) ?? (text.isEmpty ? kind : nil)
      else {
        let names = interpreter.vocabulary.schema.kinds.map(\.singular)
        interpreter.log.add(
          .unknownRowKind(
            page.place(column: column, row: row), text: text,
            nearest: NearestName.find(text, in: names)))
        history?.missRows()
        continue
      }
      if let group = groups.firstIndex(where: { $0.kind == stated }) {
        groups[group].rows.append(row)
      } else {
        groups.append((stated, [row]))
      }
    }
    for group in groups {
      interpret(batch.selecting(group.rows), bytes, group.kind, &plans, &interpreter)
    }
  }

  private func interpret(
    _ batch: RecordBatch, _ bytes: [UInt8], _ kind: Kind, _ plans: inout Plans,
    _ interpreter: inout RecordInterpreter
  ) {
    if holdsPlans {
      let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: file, source: source)
      interpreter.readPlans(page, header: plans.header.map { mapping[$0] ?? $0 })
      return
    }
    let index: Int
    if let known = plans.all.firstIndex(where: { $0.kind == kind }) {
      index = known
    } else {
      plans.all.append(
        ColumnPlan(
          kind: kind, header: plans.header, vocabulary: interpreter.vocabulary,
          mapping: plans.mapping, places: plans.places, log: interpreter.log,
          reportsUnknown: isUntidy(plans.header, kind, interpreter.vocabulary),
          kindColumn: plans.kindColumn))
      index = plans.all.count - 1
    }
    let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: file, source: source)
    if let history {
      history.read(page, &plans.all[index], &interpreter)
    } else if kind == .changes {
      interpreter.readChanges(page, plans.all[index], in: [:])
    } else {
      _ = interpreter.interpret(page, plan: &plans.all[index])
    }
  }

  /// Says what was odd about rows, and takes those out that cannot be trusted.
  private func report(
    _ oddities: [DelimitedReader.Oddity], _ columns: Int, _ batch: RecordBatch, _ bytes: [UInt8],
    _ log: ProblemLog
  ) {
    guard !oddities.isEmpty else { return }
    var removed: [Int] = []
    for oddity in oddities {
      let row = Place(file: file, line: oddity.line)
      switch oddity.kind {
      case .short(let cells): log.add(.shortRow(row, cells: cells, header: columns))
      case .long(let cells):
        log.add(.longRow(row, cells: cells, header: columns))
        removed.append(oddity.row)
      case .unclosedQuote:
        log.add(.unclosedQuote(place(oddity, bytes)))
        history?.missRows()
      case .textAfterQuote: log.add(.textAfterQuote(place(oddity, bytes)))
      case .gaveUp:
        log.add(.tooManyQuotes(place(oddity, bytes)))
        removed.append(oddity.row)
      }
    }
    if !removed.isEmpty { history?.missRows() }
    var unique: [Int] = []
    for row in removed where unique.last != row { unique.append(row) }
    batch.remove(rows: unique)
  }

  private func place(_ oddity: DelimitedReader.Oddity, _ bytes: [UInt8]) -> Place {
    var lineStart = min(oddity.offset, bytes.count)
    while lineStart > 0, bytes[lineStart - 1] != 0x0A, bytes[lineStart - 1] != 0x0D {
      lineStart -= 1
    }
    let column = bytes[lineStart..<min(oddity.offset, bytes.count)].count { $0 & 0xC0 != 0x80 } + 1
    return Place(file: file, line: oddity.line, column: column)
  }

  // MARK: The header

  /// The delimiter that stands most often in the first row, outside quotes; a comma when none does.
  private static func delimiter(of bytes: [UInt8]) -> UInt8 {
    if bytes.starts(with: Array("sep=".utf8)), bytes.count > 4 { return bytes[4] }
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    var seen = false
    for byte in bytes {
      if byte == 0x22 { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == 0x0A || byte == 0x0D {
        if seen { break }
        continue
      }
      if !byte.isBlank { seen = true }
      counts[byte, default: 0] += 1
    }
    var best: UInt8 = 0x2C
    for candidate in [0x2C, 0x3B, 0x09, 0x7C] as [UInt8]
    where counts[candidate, default: 0] > counts[best, default: 0] {
      best = candidate
    }
    return best
  }

  /// The first row, unless it holds no two known names and a row soon after does (a title above a
  /// sheet).
  private func header(_ probe: [UInt8], _ delimiter: UInt8, _ vocabulary: Vocabulary) -> Header? {
    var bytes = probe
    var reader = DelimitedReader(delimiter: delimiter)
    let batch = RecordBatch(columnCount: Self.mostColumns, capacity: 1)
    var best: Header?
    var bestKnown = -1
    for row in 0..<Self.headerRows {
      bytes.withUnsafeMutableBufferPointer { reader.read($0, into: batch) }
      guard batch.rowCount == 1 else { break }
      let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: file, source: source)
      var names = (0..<Self.mostColumns).map { page.text(column: $0, row: 0) }
      while names.last?.isEmpty == true { names.removeLast() }
      if row == 0, names.count == 1, names[0].hasPrefix("sep=") { continue }
      let known = knownNames(names, vocabulary)
      if best == nil || (bestKnown < 2 && known >= 2 && known > bestKnown) {
        let places = names.indices.map { page.place(column: $0, row: 0) }
        best = Header(
          names: names, places: places, row: row, position: reader.position, line: reader.line)
        bestKnown = known
      }
      if bestKnown >= 2 { break }
    }
    if best?.names.isEmpty == true { return nil }
    return best
  }

  private func knownNames(_ names: [String], _ vocabulary: Vocabulary) -> Int {
    let kinds = kind.map { [$0] } ?? [.objectives, .keyResults, .kpis, .checkIns]
    return kinds.map { kind in
      names.count { mapping[$0] != nil || vocabulary.knows($0, for: kind) }
    }.max() ?? 0
  }

  /// Whether a header is not of our making: too little of it is known to be silent about the rest.
  private func isUntidy(_ names: [String], _ kind: Kind, _ vocabulary: Vocabulary) -> Bool {
    names.count { vocabulary.knows($0, for: kind) } < 2
  }

  private func kindColumn(_ header: Header, _ vocabulary: Vocabulary) -> Int? {
    if holdsPlans { return nil }
    if let kind, vocabulary.schema.definition(kind).table != .goals { return nil }
    return header.names.firstIndex {
      ["kind", "type", "goal_type", "object_type", "row_type"].contains(FieldNames.normalized($0))
    }
  }

  /// Whether every cell of a column that is not empty names a kind of row.
  private func tellsKinds(
    _ column: Int, _ batch: RecordBatch, _ bytes: [UInt8], _ vocabulary: Vocabulary
  ) -> Bool {
    let page = RecordPage(bytes: bytes, batch: batch, tree: nil, file: file, source: source)
    var known: [String: Bool] = ["": true]
    return (0..<batch.rowCount).allSatisfy { row in
      let text = page.text(column: column, row: row)
      if let answer = known[text] { return answer }
      let answer = vocabulary.kind(named: text) != nil
      known[text] = answer
      return answer
    }
  }

  /// For a sheet whose kind nobody says: what each column would be read as, to help mapping it.
  private func explain(_ header: Header, _ vocabulary: Vocabulary, _ log: ProblemLog) {
    log.add(
      .unknownKind(
        Place(file: file, line: max(1, header.places.first?.line ?? 1)),
        names: vocabulary.kindNames))
    for (index, name) in header.names.enumerated() {
      if name.isEmpty {
        log.add(.namelessColumn(header.places[index], number: index + 1))
        continue
      }
      let use = vocabulary.use(of: name, for: .keyResults)
      let known = vocabulary.knows(name, for: .keyResults) ? use.fieldName : nil
      log.add(.unmappedColumn(header.places[index], name: name, nearest: known))
    }
  }
}

extension FieldUse {
  /// The name a file would give the field by our own spelling.
  var fieldName: String {
    switch self {
    case .stored(let name): name
    case .measure(let role): role.rawValue
    case .startOrBaseline: "start"
    case .status: "status"
    case .links(let kind, let isReversed): isReversed ? "blockers" : kind
    case .milestones: "milestones"
    case .bands: "bands"
    case .custom(let name): name
    case .ignored: ""
    }
  }
}
