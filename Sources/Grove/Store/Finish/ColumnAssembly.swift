// Puts the buffers of a table's kinds, one after the other, into columns without slack.

extension GraphAssembly {
  mutating func assembleColumns(of table: TableID) {
    let segments = segments(of: table).filter { $0.count > 0 }
    var names: Set<String> = []
    for segment in segments {
      names.formUnion((builder.rows[segment.kind]?.fields ?? [:]).keys)
    }
    var made: [String: Column] = [:]
    for name in names.sorted() where !name.hasPrefix("parents\u{1F}") {
      made[name] = column(name, segments, table)
      // Freed as soon as it is packed, so that a column is held twice only while it is copied.
      for segment in segments { builder.rows[segment.kind]?.fields[name] = nil }
    }
    if table == .goals { EffectiveFields.fillFirsts(&made) }
    columns[Int(table.rawValue)] = made
  }

  private mutating func column(
    _ name: String, _ segments: [Segment], _ table: TableID
  ) -> Column {
    let buffers = segments.map { builder.rows[$0.kind]?.fields[name] }
    let total = rowCount(of: table)
    let storages = buffers.compactMap { $0?.storage }
    func joined<Cell>(_ missing: Cell, _ cells: (FieldBuffer) -> [Cell]) -> [Cell] {
      if segments.count == 1, let present = buffers[0].map(cells), present.count == total {
        return present.withoutSlack
      }
      var result: [Cell] = []
      result.reserveCapacity(total)
      for (segment, buffer) in zip(segments, buffers) {
        let present = buffer.map(cells) ?? []
        result.append(contentsOf: present)
        result.append(contentsOf: repeatElement(missing, count: segment.count - present.count))
      }
      return result
    }
    switch storages.first {
    case .numbers? where storages.allSatisfy { $0 == .numbers }:
      return .number(joined(.nan, \.numbers))
    case .days? where storages.allSatisfy { $0 == .days }:
      return .day(joined(CivilDate.missingDayNumber, \.int32s))
    case .flags? where storages.allSatisfy { $0 == .flags }:
      return .flag(joined(2, \.flags))
    case .words? where storages.allSatisfy { $0 == .words }:
      return wordColumn(name, segments, buffers, table)
    case .texts? where storages.allSatisfy { $0 == .texts || $0 == .words },
      .words? where storages.allSatisfy { $0 == .texts || $0 == .words }:
      return textColumn(name, segments, buffers)
    case .references? where storages.allSatisfy { $0 == .references }:
      return referenceColumn(name, segments, buffers)
    case .lists? where storages.allSatisfy { $0 == .lists }:
      return listColumn(segments, buffers)
    default:
      return .values(
        zip(segments, buffers).flatMap { segment, buffer in
          (0..<segment.count).map { buffer?.value($0) ?? .missing }
        })
    }
  }

  // MARK: Text

  private mutating func textColumn(
    _ name: String, _ segments: [Segment], _ buffers: [FieldBuffer?]
  ) -> Column {
    let overflow = buffers.reduce(0) { $0 + ($1?.texts.overflowCount ?? 0) }
    if overflow > 0 {
      problems.add(
        GraphProblem(
          code: .tooMuchText, source: -1, line: 0, field: name, text: "",
          message: "the texts of `\(name)` have more than 2 GiB",
          action: "\(overflow) of them are left out"))
    }
    let present = buffers.compactMap { $0 }
    if segments.count == 1, let buffer = present.first, buffer.storage == .texts {
      var texts = buffer.texts
      texts.pad(to: segments[0].count)
      return .text(texts.column)
    }
    var texts = TextBuilder()
    // Room for all at once: growing would hold the pool twice, and packing it a third time.
    texts.reserve(
      rows: segments.reduce(0) { $0 + $1.count },
      bytes: present.reduce(0) { $0 + $1.texts.byteCount })
    var end = 0
    for (segment, buffer) in zip(segments, buffers) {
      if let buffer {
        if buffer.storage == .texts {
          texts.append(buffer.texts)
        } else {
          for row in 0..<segment.count { texts.append(buffer.value(row).asText ?? "") }
        }
      }
      end += segment.count
      texts.pad(to: end)
    }
    return .text(texts.column)
  }

  private mutating func wordColumn(
    _ name: String, _ segments: [Segment], _ buffers: [FieldBuffer?], _ table: TableID
  ) -> Column {
    // A closed set may be written in other letters: `On Track` is `on track`.
    var words: [[String]] = []
    for (segment, buffer) in zip(segments, buffers) {
      let closedSet = builder.schema.definition(segment.kind).field(name)?.closedSet
      let found = buffer?.words.words ?? []
      guard let closedSet, let buffer else {
        words.append(found)
        continue
      }
      words.append(found.map { Self.word($0, of: closedSet) ?? $0 })
      for (code, word) in found.enumerated() where Self.word(word, of: closedSet) == nil {
        guard let row = buffer.int32s.firstIndex(of: Int32(code)) else { continue }
        let nearest = NearestName.find(word, in: closedSet) ?? ""
        let hint = nearest.isEmpty ? closedSet.joined(separator: ", ") : "\(nearest)?"
        report(
          .wordOutsideSet, table, segment.first + row, field: name, text: word,
          "`\(name)` has no word \(word): \(hint)", action: "kept as it stands")
      }
    }
    let sorted = Set(words.joined()).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let codeOfWord = Dictionary(
      zip(sorted, 0..<Int32(sorted.count)), uniquingKeysWith: { first, _ in first })
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount(of: table))
    for (index, segment) in segments.enumerated() {
      let map = words[index].map { codeOfWord[$0] ?? -1 }
      let present = buffers[index]?.int32s ?? []
      for code in present { codes.append(code < 0 ? -1 : map[Int(code)]) }
      codes.append(contentsOf: repeatElement(-1, count: segment.count - present.count))
    }
    return .code(codes: codes, words: sorted)
  }

  /// The word of the set that is meant: without case, and with `_`, `-` and space alike.
  static func word(_ text: String, of closedSet: [String]) -> String? {
    if closedSet.contains(text) { return text }
    let folded = folded(text)
    return closedSet.first { Self.folded($0) == folded }
  }

  private static func folded(_ text: String) -> String {
    String(text.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
  }

  // MARK: Several a row

  private func listColumn(_ segments: [Segment], _ buffers: [FieldBuffer?]) -> Column {
    let parts = buffers.map { buffer in
      (0..<Int32(buffer?.words.count ?? 0)).map { buffer?.parts($0) ?? [] }
    }
    let sorted = Set(parts.joined().joined()).sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
    let codeOfWord = Dictionary(
      zip(sorted, 0..<Int32(sorted.count)), uniquingKeysWith: { first, _ in first })
    let codes = parts.map { $0.map { $0.compactMap { codeOfWord[$0] } } }
    var builder = RowListBuilder()
    for (index, segment) in segments.enumerated() {
      for row in 0..<segment.count {
        let code = buffers[index]?.code(row) ?? -1
        builder.append(code < 0 ? [] : codes[index][Int(code)])
      }
    }
    return .codes(lists: builder.lists, words: sorted)
  }

  private func referenceColumn(
    _ name: String, _ segments: [Segment], _ buffers: [FieldBuffer?]
  ) -> Column {
    let found = segments.map { resolved[$0.kind]?[name] ?? ResolvedReferences() }
    let type = segments.lazy.compactMap {
      builder.schema.definition($0.kind).field(name)?.type
    }.first
    let target: TableID
    switch type {
    case .node(let kind)?, .list(.node(let kind))?:
      target = builder.schema.definition(kind).table
    default: target = .goals
    }
    let isSingle = found.allSatisfy(\.several.isEmpty)
    var rows: [Int32] = []
    var lists = RowListBuilder()
    for (index, segment) in segments.enumerated() {
      let codes = buffers[index]?.int32s ?? []
      if isSingle {
        for code in codes { rows.append(code < 0 ? -1 : found[index].first[Int(code)]) }
        rows.append(contentsOf: repeatElement(-1, count: segment.count - codes.count))
      } else {
        for row in 0..<segment.count {
          lists.append(found[index].rows(row < codes.count ? codes[row] : -1))
        }
      }
    }
    if isSingle { return .node(rows: rows.withoutSlack, table: target) }
    guard case .node? = type, !["owners", "teams", "objectives"].contains(name) else {
      return .nodes(lists: lists.lists, table: target)
    }
    // A field that holds one row keeps the first of several.
    let packed = lists.lists
    return .node(rows: (0..<packed.count).map { packed[$0].first ?? -1 }, table: target)
  }
}

/// Collects lists row by row.
struct RowListBuilder {
  private var offsets: [Int32] = [0]
  private var rows: [Int32] = []

  mutating func append(_ list: some Sequence<Int32>) {
    rows.append(contentsOf: list)
    offsets.append(Int32(clamping: rows.count))
  }

  var lists: RowLists {
    RowLists(offsets: offsets.withoutSlack, rows: rows.withoutSlack)
  }
}

extension Column {
  /// The cells in another order; -1 gives a missing cell.
  func reordered(_ order: [Int32]) -> Column {
    switch self {
    case .number(let cells): .number(order.map { $0 < 0 ? .nan : cells[Int($0)] })
    case .day(let cells):
      .day(order.map { $0 < 0 ? CivilDate.missingDayNumber : cells[Int($0)] })
    case .flag(let cells): .flag(order.map { $0 < 0 ? 2 : cells[Int($0)] })
    case .code(let codes, let words):
      .code(codes: order.map { $0 < 0 ? -1 : codes[Int($0)] }, words: words)
    case .text(let texts): .text(texts.reordered(order))
    case .node(let rows, let table):
      .node(rows: order.map { $0 < 0 ? -1 : rows[Int($0)] }, table: table)
    case .nodes(let lists, let table): .nodes(lists: lists.reordered(order), table: table)
    case .codes(let lists, let words): .codes(lists: lists.reordered(order), words: words)
    case .values(let cells): .values(order.map { $0 < 0 ? .missing : cells[Int($0)] })
    }
  }
}

extension RowLists {
  fileprivate func reordered(_ order: [Int32]) -> RowLists {
    var builder = RowListBuilder()
    for row in order { builder.append(row < 0 ? [] : self[Int(row)]) }
    return builder.lists
  }
}
