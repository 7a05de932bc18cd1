// Where the cells of a field are: a stored column, a measure's column, or the row itself. Found once a
// run and field; then evaluators read arrays.

/// The cells of a field by row of its table.
enum FieldColumn {
  case numbers([Double], Vector.NumberType)
  case days([Int32])
  case flags([UInt8])
  case codes([Int32], words: [String])
  case nodes([Int32], TableID)
  case texts(TextColumn)
  case values([Value])
  /// Several rows of a table a row; none is missing.
  case nodeLists(RowLists, TableID)
  /// Several words a row; none is missing.
  case wordLists(RowLists, words: [String])
  /// `file:line`.
  case sources(TableID)
  /// Nothing is stored.
  case absent

  /// The cell of a row.
  func value(_ row: Int, _ graph: GoalGraph) -> Value {
    switch self {
    case .numbers(let cells, let type): return type.value(cells[row])
    case .days(let cells): return CivilDate(cell: cells[row]).map { .date($0) } ?? .missing
    case .flags(let cells): return cells[row].flagValue
    case .codes(let codes, let words):
      return codes[row] < 0 ? .missing : .text(words[Int(codes[row])])
    case .nodes(let rows, let table):
      return rows[row] < 0 ? .missing : .node(Node(table: table, row: rows[row]))
    case .texts(let column): return column.isMissing(row) ? .missing : .text(column[row])
    case .values(let values): return values[row]
    case .nodeLists(let lists, let table):
      let rows = lists[row]
      return rows.isEmpty ? .missing : .list(rows.map { .node(Node(table: table, row: $0)) })
    case .wordLists(let lists, let words):
      let codes = lists[row]
      return codes.isEmpty ? .missing : .list(codes.map { .text(words[Int($0)]) })
    case .sources(let table):
      let node = Node(table: table, row: Int32(truncatingIfNeeded: row))
      return graph.source(of: node).map { .text("\($0.file):\($0.line)") } ?? .missing
    case .absent: return .missing
    }
  }

  /// The cells of rows, in order.
  func vector(_ rows: RowNumbers, _ graph: GoalGraph) -> Vector {
    switch self {
    case .numbers(let cells, let type): return .numbers(cells.gather(rows), type)
    case .days(let cells): return .days(cells.gather(rows))
    case .flags(let cells): return .flags(cells.gather(rows))
    case .codes(let codes, let words): return .codes(codes.gather(rows), words: words)
    case .nodes(let cells, let table): return .nodes(cells.gather(rows), table)
    case .texts(let column): return .texts(column, rows: rows.array)
    case .values(let values): return .values(values.gather(rows))
    case .absent: return .constant(.missing)
    case .nodeLists, .wordLists, .sources:
      return .values((0..<rows.count).map { value(rows[$0], graph) })
    }
  }

  /// The cells of rows, of which those below zero are missing.
  func vector(ofOptional rows: [Int32], _ graph: GoalGraph) -> Vector {
    switch self {
    case .numbers(let cells, let type): return .numbers(cells.gather(rows, orElse: .nan), type)
    case .days(let cells): return .days(cells.gather(rows, orElse: CivilDate.missingDayNumber))
    case .flags(let cells): return .flags(cells.gather(rows, orElse: 2))
    case .codes(let codes, let words):
      return .codes(codes.gather(rows, orElse: -1), words: words)
    case .nodes(let cells, let table): return .nodes(cells.gather(rows, orElse: -1), table)
    case .absent: return .constant(.missing)
    case .texts, .values, .nodeLists, .wordLists, .sources:
      return .values(rows.map { $0 < 0 ? .missing : value(Int($0), graph) })
    }
  }

  /// The column with the cells of these rows missing.
  func blank(_ rows: some Collection<Int>, _ graph: GoalGraph, count: Int) -> FieldColumn {
    guard !rows.isEmpty else { return self }
    switch self {
    case .numbers(var cells, let type):
      for row in rows { cells[row] = .nan }
      return .numbers(cells, type)
    case .days(var cells):
      for row in rows { cells[row] = CivilDate.missingDayNumber }
      return .days(cells)
    case .flags(var cells):
      for row in rows { cells[row] = 2 }
      return .flags(cells)
    case .codes(var codes, let words):
      for row in rows { codes[row] = -1 }
      return .codes(codes, words: words)
    case .nodes(var cells, let table):
      for row in rows { cells[row] = -1 }
      return .nodes(cells, table)
    case .absent: return .absent
    case .texts, .values, .nodeLists, .wordLists, .sources:
      var values = (0..<count).map { value($0, graph) }
      for row in rows { values[row] = .missing }
      return .values(values)
    }
  }
}

extension RunContext {
  /// The cells of a field. Of `goals`, the cells of kinds without the field are missing.
  func column(_ field: FieldReference) -> FieldColumn {
    if let known = fieldColumns[field] { return known }
    var made = field.kind == .goals ? mixedColumn(field.name) : column(field.name, of: field.kind)
    if graph.schema.definition(field.kind).table == .goals, let absent = graph.absent(.goals) {
      // Of a goal that is not there on the day of the view nothing is known but what it is called.
      switch made {
      case .numbers, .days, .flags, .codes, .nodes:
        if field.name != "kind" {
          made = made.blank(absent.indices.filter { absent[$0] == 1 }, graph, count: absent.count)
        }
      case .texts, .values, .nodeLists, .wordLists, .sources, .absent: break
      }
    }
    fieldColumns[field] = made
    return made
  }

  private func column(_ name: String, of kind: Kind) -> FieldColumn {
    let definition = graph.schema.definition(kind)
    guard let field = definition.field(name) else { return .absent }
    let table = graph.table(definition.table)
    switch field.access {
    case .id: return table.ids.map { .texts($0) } ?? .absent
    case .kind: return kindWords(table)
    case .source: return .sources(definition.table)
    case .measure(let measure): return self.measure(measure, field.type)
    case .column: return table.column(name).map { stored($0, field.type) } ?? .absent
    }
  }

  /// A field of all goals: each kind's own column, spliced where they are not the same.
  private func mixedColumn(_ name: String) -> FieldColumn {
    let goals = graph.schema.definition(.goals)
    let count = graph.table(.goals).rowCount
    var column = column(name, of: .goals)
    for kind in graph.schema.goalKinds {
      let rows = graph.rows(of: kind)
      let range = Int(rows.lowerBound)..<Int(rows.upperBound)
      let own = graph.schema.definition(kind).field(name)
      if own == nil {
        column = column.blank(range, graph, count: count)
      } else if own?.access != goals.field(name)?.access {
        let other = self.column(name, of: kind)
        let whole = column
        column = .values(
          (0..<count).map { (range.contains($0) ? other : whole).value($0, graph) })
      }
    }
    return column
  }

  private func stored(_ column: Column, _ type: ValueType) -> FieldColumn {
    var isList = false
    if case .list = type { isList = true }
    switch column {
    case .number(let cells): return .numbers(cells, Vector.NumberType(type) ?? .number)
    case .day(let cells): return .days(cells)
    case .flag(let cells): return .flags(cells)
    case .code(let codes, let words):
      return isList
        ? .wordLists(RowLists(single: codes), words: words) : .codes(codes, words: words)
    case .text(let texts): return .texts(texts)
    case .node(let rows, let table):
      return isList ? .nodeLists(RowLists(single: rows), table) : .nodes(rows, table)
    case .nodes(let lists, let table): return .nodeLists(lists, table)
    case .codes(let lists, let words): return .wordLists(lists, words: words)
    case .values(let values): return .values(values)
    }
  }

  private func measure(_ measure: Measure, _ type: ValueType) -> FieldColumn {
    switch measure.shape {
    case .number: return .numbers(measures.numbers(measure), Vector.NumberType(type) ?? .number)
    case .flag: return .flags(measures.flags(measure))
    case .word:
      let codes = measures.codes(measure).map { $0 == 255 ? -1 : Int32($0) }
      return .codes(codes, words: measure.words)
    case .row(let table): return .nodes(measures.rows(measure), table)
    case .list: return .values(measures.lists(measure))
    }
  }

  private func kindWords(_ table: Table) -> FieldColumn {
    let kinds = graph.schema.goalKinds
    var codes = [Int32](repeating: -1, count: table.rowCount)
    for (code, kind) in kinds.enumerated() {
      for row in graph.rows(of: kind) where Int(row) < codes.count {
        codes[Int(row)] = Int32(truncatingIfNeeded: code)
      }
    }
    return .codes(codes, words: kinds.map { graph.schema.definition($0).singular })
  }
}
