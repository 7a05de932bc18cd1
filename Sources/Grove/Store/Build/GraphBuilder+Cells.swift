// One cell at a time: any field of any row, checked against the field's type.

/// One row of a graph being built.
public struct RowHandle: Hashable, Sendable {
  /// The row's kind.
  public let kind: Kind
  /// The row, counted within the kind; -1 for one that was refused.
  public let row: Int
}

/// A goal named by its id, or by its row where it may have none.
public enum GoalReference: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The goal of that id.
  case id(String)
  /// The goal of that row.
  case row(RowHandle)

  /// The goal of the id that is written.
  public init(stringLiteral id: String) { self = .id(id) }
}

extension GraphBuilder {
  /// Sets one cell: any field of the row's kind that files can give, a field of one's own, too.
  ///
  /// References (owners, teams, cycles, a check-in's author) are given as text: ids, of people,
  /// teams and cycles also names; several as a list. Ratios are shares: 0.5 is 50 %. A missing value
  /// leaves the cell as it is, any other takes its place. A value that does not fit the field
  /// is left out with a problem.
  public mutating func set(_ field: String, _ row: RowHandle, _ value: Value) {
    guard holds(row) else { return }
    let fits = with(field, row.kind, wanting: [], at: row) { buffer in
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
        let texts = parts.compactMap(\.asText)
        guard texts.count == parts.count else { return false }
        buffer.set(row.row, parts: texts)
      case (.values, _):
        guard value.isPlainData, Self.holds(buffer.type, value) else { return false }
        buffer.set(row.row, value: value)
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

  /// Whether a field without an array of its own holds such values.
  private static func holds(_ type: ValueType, _ value: Value) -> Bool {
    switch (type, value) {
    case (.duration, .duration), (.period, .period), (.record, .record), (.list, .list): true
    case (.duration, _), (.period, _), (.record, _), (.list, _): false
    default: true
    }
  }

  /// Sets references by id; as `set` with a list of texts.
  package mutating func setReference(_ field: String, _ row: RowHandle, ids: [String]) {
    set(field, row, .list(ids.map { .text($0) }))
  }

  /// Sets a reference to a row that may have no id yet.
  package mutating func setReference(_ field: String, _ row: RowHandle, to other: RowHandle) {
    set(field, row, .text(Self.word(of: .row(other))))
  }

  /// Adds a link on a line of a file: the child supports (blocks, continues ...) the parent. The row
  /// it makes takes the link's other fields.
  @discardableResult
  package mutating func addLink(
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

  // MARK: Rows that are meant

  /// Whether the row is one of this builder's. One of another's is a problem; one that was refused
  /// has been told.
  private mutating func holds(_ row: RowHandle) -> Bool {
    if row.row >= 0, row.row < rows[row.kind]?.count ?? 0 { return true }
    if row.row >= 0 {
      report(
        .danglingReference, row, text: "", "the row is not one of this builder's",
        action: "what is set of it is left out")
    }
    return false
  }

  /// What a reference is written as; missing, with a problem, for a row of another builder.
  mutating func value(of reference: GoalReference?) -> Value {
    switch reference {
    case nil: .missing
    case .id(let id)?: .text(id)
    case .row(let row)?: holds(row) ? .text(Self.word(of: .row(row))) : .missing
    }
  }
}
