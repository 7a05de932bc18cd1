// Gives every goal, team, person and cycle an id that is its own: the one from the files, else one
// made of its title, so that it stays the same when rows move.

/// The ids of a table while it grows: every row has one, so a row's number is its id's code.
struct IDTable {
  private(set) var index = ByteInterner()

  /// Adds the id of the next row; false, and nothing is added, when another row has it.
  mutating func add(_ id: UnsafeRawBufferPointer) -> Bool {
    let count = index.count
    return index.intern(id) == Int32(count)
  }

  mutating func add(_ id: String) -> Bool {
    var id = id
    return id.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// The id of a row.
  subscript(row: Int) -> String { row < index.count ? index.word(Int32(row)) : "" }

  /// The row of an id, nil when there is none.
  func row(_ id: UnsafeRawBufferPointer) -> Int32? { index.code(of: id) }
  func row(_ id: String) -> Int32? { index.code(of: id) }
}

/// Ids made of titles.
package enum MadeID {
  /// The letters and digits of a title, folded, with `-` between words; whole words up to about
  /// 48 letters.
  package static func word(of title: String) -> String {
    var slug = ""
    for word in TextFolding.fold(title).split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      if !slug.isEmpty && slug.count + word.count > 48 { break }
      slug += slug.isEmpty ? word.prefix(48) : "-" + word
    }
    return slug
  }
}

extension TableID {
  /// Whether its rows have ids.
  var hasIDs: Bool {
    switch self {
    case .goals, .teams, .people, .cycles: true
    case .checkIns, .links, .changes: false
    }
  }
}

extension GraphAssembly {
  mutating func makeIDs(of table: TableID) {
    for segment in segments(of: table) {
      let given = builder.rows[segment.kind]?.fields.removeValue(forKey: "id")?.texts.column
      for row in 0..<segment.count {
        if let given, row < given.count, !given.isMissing(row) {
          add(given, row, of: segment, to: table)
        } else {
          makeID(RowHandle(kind: segment.kind, row: row), in: table)
        }
      }
    }
  }

  private mutating func add(
    _ given: TextColumn, _ row: Int, of segment: Segment, to table: TableID
  ) {
    let isNew = given.pool.withUnsafeBytes { pool in
      ids[Int(table.rawValue)].add(UnsafeRawBufferPointer(rebasing: pool[given.range(row)]))
    }
    guard !isNew else { return }
    let id = given[row]
    let kept = addNumbered(id, to: table)
    report(
      .duplicateID, table, segment.first + row, field: "id", text: id,
      "another row has the id \(id) already", action: "it is kept under the id \(kept)")
  }

  private mutating func makeID(_ row: RowHandle, in table: TableID) {
    let id = madeID(row, in: table)
    if !id.isEmpty {
      _ = addNumbered(id, to: table)
      return
    }
    let noun = builder.schema.definition(row.kind).singular
    let word = String(noun.map { $0 == " " ? "-" : $0 })
    let kept = addNumbered("\(word)-\(row.row + 1)", to: table)
    report(
      .noID, table, firstRow(of: row.kind) + row.row,
      "this \(noun) has neither an id nor a title", action: "it is kept under the id \(kept)")
  }

  /// Adds `id`, or else `id-2`, `id-3`, ...: the first that is free.
  private mutating func addNumbered(_ id: String, to table: TableID) -> String {
    let place = Int(table.rawValue)
    if ids[place].add(id) || ids[place].index.isFull { return id }
    // Counting on from where the last row of that id ended keeps many equal ids linear.
    var number = numberedIDs[id, default: 2]
    while !ids[place].add("\(id)-\(number)"), !ids[place].index.isFull { number += 1 }
    numberedIDs[id] = number + 1
    return "\(id)-\(number)"
  }

  /// An id made of the title, within the objective for a key result; people, teams and cycles are
  /// known by their names as they stand. Empty when there is no title.
  private func madeID(_ row: RowHandle, in table: TableID) -> String {
    let definition = builder.schema.definition(row.kind)
    let fields = builder.rows[row.kind]?.fields ?? [:]
    guard case .text(let title)? = fields[definition.nameField]?.value(row.row) else { return "" }
    guard table == .goals else { return title }
    let slug = MadeID.word(of: title)
    guard !slug.isEmpty, let parents = fields["objectives"], parents.code(row.row) >= 0,
      let parent = parents.parts(parents.code(row.row)).first
    else { return slug }
    guard let handle = handle(parent) else { return "\(parent)-\(slug)" }
    let parentRow = firstRow(of: handle.kind) + handle.row
    let parentID = ids[Int(TableID.goals.rawValue)][parentRow]
    return parentID.isEmpty ? slug : "\(parentID)-\(slug)"
  }

  /// The row that a marked word of a reference names, nil for an id.
  func handle(_ word: String) -> RowHandle? {
    var word = word
    return word.withUTF8 { handle(UnsafeRawBufferPointer($0)) }
  }

  /// The same of a word's bytes: the mark, the kind's number, a colon, the row.
  func handle(_ word: UnsafeRawBufferPointer) -> RowHandle? {
    guard word.first == GraphBuilder.rowMark.utf8.first,
      let colon = word.firstIndex(of: UInt8(ascii: ":")),
      let index = Self.number(word[1..<colon]).flatMap({ UInt8(exactly: $0) }),
      let row = Self.number(word[(colon + 1)...])
    else { return nil }
    let kind = Kind(index: index)
    guard let rows = builder.rows[kind], (0..<rows.count).contains(row) else { return nil }
    return RowHandle(kind: kind, row: row)
  }

  /// The number that up to twelve digits write; nil for anything else.
  private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard (1...12).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
