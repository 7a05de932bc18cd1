// Columns that name other rows: references, lists, and links to what a goal supports.

import Grove

/// Whether commas part the items of a cell.
enum CommaRule: Hashable {
  /// Names of people: `Ana Silva, Ben Okafor` are two.
  case always
  /// Ids and single words: `O1, O2` are two, `Legal, Risk and Law` is one.
  case betweenWords
  case never
}

extension RecordInterpreter {
  /// A column of lists as the builder takes it: pieces of the file where every cell is one, else
  /// the items gathered anew.
  func listSpans(
    _ column: Int, _ page: RecordPage, commas: CommaRule
  ) -> (spans: CellSpans, separator: UInt8) {
    guard needsGathering(column, page, commas: commas) else {
      return (page.spans(column: column), 0x3B)
    }
    var scratch = CellScratch()
    for row in 0..<page.rowCount {
      scratch.append(items: items(column, page, row, commas: commas))
    }
    return (scratch.spans, CellScratch.separator)
  }

  /// Whether a column holds lists, commas or `@` marks.
  private func needsGathering(_ column: Int, _ page: RecordPage, commas: CommaRule) -> Bool {
    if page.tree != nil,
      (0..<page.rowCount).contains(where: { page.structure(column: column, row: $0) != nil })
    {
      return true
    }
    var found = false
    page.forEachCell(column: column) { bytes, _, start, length in
      guard start >= 0, start + length <= bytes.count, !found else { return }
      if bytes[start] == 0x40 { found = true }
      guard commas != .never else { return }
      for index in start..<(start + length) where bytes[index] == 0x2C { found = true }
    }
    return found
  }

  /// The items of a cell: of a list its scalars and the names of its mappings, of a text its parts
  /// between semicolons, and between commas as the rule says.
  func items(_ column: Int, _ page: RecordPage, _ row: Int, commas: CommaRule) -> [String] {
    if let tree = page.tree, let index = page.structure(column: column, row: row) {
      let nodes = tree.node(index).form == .list ? tree.children(of: index) : [index]
      return nodes.map { Self.bare(name(of: $0, in: tree)) }.filter { !$0.isEmpty }
    }
    return Self.items(of: page.text(column: column, row: row), commas: commas)
  }

  /// The items of a text.
  static func items(of text: String, commas: CommaRule) -> [String] {
    var parts = text.split(separator: ";").map { trimmed(String($0)) }
    if commas != .never, parts.count == 1, text.contains(",") {
      let pieces = text.split(separator: ",").map { trimmed(String($0)) }
      if commas == .always || pieces.allSatisfy({ !$0.contains(" ") }) { parts = pieces }
    }
    return parts.map(bare).filter { !$0.isEmpty }
  }

  /// What a node of a list names: a scalar's text, or a mapping's `id`, `to`, `email` or `name`.
  func name(of index: Int, in tree: SourceTree) -> String {
    switch tree.node(index).form {
    case .scalar: return tree.isMissing(index) ? "" : tree.string(index)
    case .mapping:
      let entries = tree.entries(of: index)
      for key in ["id", "to", "goal", "email", "name", "title"] {
        if let entry = entries.first(where: { tree.string($0.key) == key }) {
          return tree.string(entry.value)
        }
      }
      return ""
    case .list, .missing: return ""
    }
  }

  /// A name without the `@` it may be written with.
  static func bare(_ name: String) -> String {
    name.hasPrefix("@") ? String(name.dropFirst()) : name
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }

  mutating func setReferences(
    _ field: FieldDefinition, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) {
    var isList = false
    if case .list = field.type { isList = true }
    let commas: CommaRule = field.type == .list(.node(.people)) ? .always : .betweenWords
    let cells = listSpans(column, page, commas: isList ? commas : .never)
    builder.setReferences(
      field.name, rows, cells.spans, separator: isList ? cells.separator : nil)
  }

  /// Links each row to the goals its cell names. Entries with a weight, a kind or days become links
  /// of their own.
  mutating func setLinks(
    _ kind: String, isReversed: Bool, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) {
    if !isReversed, !hasMappings(column, page), !hasWeights(column, page) {
      let cells = listSpans(column, page, commas: .betweenWords)
      builder.setParents(rows, cells.spans, separator: cells.separator, kind: kind)
      return
    }
    for row in 0..<page.rowCount {
      let place = page.place(column: column, row: row)
      guard let tree = page.tree, let index = page.structure(column: column, row: row) else {
        for item in items(column, page, row, commas: .betweenWords) {
          let (name, weight) = Self.weighted(item)
          addLink(
            name, weight.map { LinkEntries(weight: $0) }, kind, isReversed, rows, row, page.source,
            place)
        }
        continue
      }
      for node in tree.node(index).form == .list ? tree.children(of: index) : [index] {
        let name = Self.bare(name(of: node, in: tree))
        let nodePlace = Place(
          file: page.file, line: Int(tree.node(node).line), column: Int(tree.node(node).column))
        if name.isEmpty {
          log.add(.wrongShape(nodePlace, found: "a link to nothing", expected: "an id"))
          continue
        }
        let entries = LinkEntries(tree, node, place: nodePlace, log: log, dates: dates)
        addLink(name, entries, kind, isReversed, rows, row, page.source, nodePlace)
      }
    }
  }

  private func hasMappings(_ column: Int, _ page: RecordPage) -> Bool {
    guard let tree = page.tree else { return false }
    return (0..<page.rowCount).contains { row in
      guard let index = page.structure(column: column, row: row) else { return false }
      return tree.node(index).form == .mapping
        || tree.children(of: index).contains { tree.node($0).form == .mapping }
    }
  }

  /// Whether a cell of a column gives a weight, as `C1:0.5`.
  private func hasWeights(_ column: Int, _ page: RecordPage) -> Bool {
    var found = false
    page.forEachCell(column: column) { bytes, _, start, length in
      guard !found, start >= 0, start + length <= bytes.count else { return }
      for index in start..<(start + length) where bytes[index] == 0x3A { found = true }
    }
    return found
  }

  /// An id and its weight: `C1:0.5`. A colon before anything but a number is part of the id.
  static func weighted(_ item: String) -> (name: String, weight: Double?) {
    guard let colon = item.lastIndex(of: ":"),
      let number = NumberText(String(item[item.index(after: colon)...])), number.unit.isEmpty
    else { return (item, nil) }
    return (trimmed(String(item[..<colon])), number.value)
  }

  private mutating func addLink(
    _ name: String, _ entries: LinkEntries?, _ kind: String, _ isReversed: Bool, _ rows: RowBatch,
    _ row: Int, _ source: Int32, _ place: Place
  ) {
    let here = GoalReference.row(rows.handle(row))
    let there = GoalReference.id(name)
    let link = builder.addLink(
      child: isReversed ? there : here, parent: isReversed ? here : there,
      kind: entries?.kind ?? kind, weight: entries?.weight, source: source,
      line: Int32(clamping: place.line ?? 0))
    for (field, value) in entries?.others ?? [] { builder.set(field, link, value) }
  }
}

/// What a mapping says of a link besides where it leads: `{to: C2, weight: 0.5}`.
struct LinkEntries {
  var weight: Double?
  var kind: String?
  var others: [(String, Value)] = []

  init(weight: Double) {
    self.weight = weight
  }

  init(_ tree: SourceTree, _ index: Int, place: Place, log: ProblemLog, dates: DateText) {
    for entry in tree.entries(of: index) {
      let text = tree.string(entry.value)
      let key = tree.string(entry.key)
      switch key {
      case "id", "to", "goal", "email", "name", "title": break
      case "weight":
        if let number = NumberText(text), number.isPercent || number.unit.isEmpty {
          weight = number.isPercent ? number.value / 100 : number.value
        } else {
          log.add(
            .notAnEntry(place, key: key, text: text, expected: "a number"))
        }
      case "kind", "type": kind = text
      case "strength": others.append(("strength", .text(text)))
      case "added", "removed":
        if let day = dates.day(text, edge: key == "added" ? .first : .last) {
          others.append((key, .date(day)))
        } else {
          log.add(.notAnEntry(place, key: key, text: text, expected: "a date"))
        }
      default: log.add(.unknownEntry(place, key: key))
      }
    }
  }
}
