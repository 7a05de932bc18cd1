// YAML, JSON and NDJSON files: from a tree to the interpreter's pages, then the ties between nested
// rows.

import Grove

/// Loads the records of one tree.
struct OutlineLoader {
  let tree: SourceTree
  let file: String
  let source: Int32
  let kind: Kind?
  let mapping: [String: String]

  /// Adds all rows of the tree; returns how many.
  func load(into interpreter: inout RecordInterpreter) -> Int {
    var outline = RecordOutline(
      vocabulary: interpreter.vocabulary, tree: tree, file: file, log: interpreter.log)
    outline.read(kind: kind)
    // None for changes, which the interpreter keeps until all files are read.
    var batches: [RowBatch?] = []
    var plans: [ColumnPlan] = []
    for table in outline.tables {
      var plan = ColumnPlan(
        kind: table.kind, header: table.header, vocabulary: interpreter.vocabulary,
        mapping: mapping, places: table.headerPlaces, log: interpreter.log, reportsUnknown: false)
      plans.append(plan)
      if table.kind == .changes {
        batches.append(nil)
        continue
      }
      batches.append(interpreter.interpret(page(of: table), plan: &plan))
      interpreter.finish(plan, bytes: tree.text, place: Place(file: file))
    }
    let given = outline.tables.indices.map { givenReferences(outline.tables[$0], plans[$0]) }
    var goals: [Int: RowHandle] = [:]
    for (child, parent, tie) in outline.ties {
      guard let parentRow = batches[parent.table]?.handle(parent.row) else { continue }
      guard let childRow = batches[child.table]?.handle(child.row) else {
        goals[child.row] = parentRow
        continue
      }
      let line = outline.tables[child.table].lines[child.row]
      switch tie {
      case .reference(let field) where given[child.table][field]?.contains(child.row) == true:
        // What a row says itself goes before where it stands; but a key result that names other
        // objectives belongs to the one round it as well.
        guard field == "objectives" else { continue }
        interpreter.builder.addLink(
          child: .row(childRow), parent: .row(parentRow), kind: "measures", source: source,
          line: line)
      case .reference(let field):
        interpreter.builder.setReference(field, childRow, to: parentRow)
      case .link(let kind):
        interpreter.builder.addLink(
          child: .row(childRow), parent: .row(parentRow), kind: kind, source: source, line: line)
      }
    }
    for (index, table) in outline.tables.enumerated() where table.kind == .changes {
      interpreter.readChanges(page(of: table), plans[index], in: goals)
    }
    for named in outline.namedChildren {
      guard let parent = batches[named.parent.table]?.handle(named.parent.row) else { continue }
      interpreter.builder.addLink(
        child: .id(named.id), parent: .row(parent), kind: named.kind, source: source,
        line: named.line)
    }
    return outline.tables.reduce(0) { $0 + $1.lines.count }
  }

  /// The rows that fill a reference field themselves, by field.
  private func givenReferences(
    _ table: RecordOutline.Table, _ plan: ColumnPlan
  ) -> [String: Set<Int>] {
    var result: [String: Set<Int>] = [:]
    let fields: Set = [
      "objectives", "owners", "teams", "team", "cycle", "parent", "manager", "goal",
    ]
    guard fields.contains(where: { plan.uses.contains(.stored($0)) }) else { return result }
    for cell in table.cells where !tree.isMissing(Int(cell.node)) {
      if case .stored(let field) = plan.uses[Int(cell.column)], fields.contains(field) {
        result[field, default: []].insert(Int(cell.row))
      }
    }
    return result
  }

  private func page(of table: RecordOutline.Table) -> RecordPage {
    let batch = RecordBatch(columnCount: table.header.count, capacity: max(1, table.lines.count))
    batch.rowCount = table.lines.count
    batch.lines = table.lines
    batch.nodes = Array(repeating: -1, count: batch.columnCount * batch.capacity)
    for cell in table.cells {
      let node = tree.node(Int(cell.node))
      if tree.isMissing(Int(cell.node)) { continue }
      let range = node.form == .scalar ? trimmed(node.range) : .missing
      batch.setCell(column: Int(cell.column), row: Int(cell.row), to: range)
      batch.nodes[Int(cell.column) * batch.capacity + Int(cell.row)] = cell.node
    }
    return RecordPage(bytes: tree.text, batch: batch, tree: tree, file: file, source: source)
  }

  private func trimmed(_ range: ByteRange) -> ByteRange {
    tree.text.withUnsafeBufferPointer { $0.trimmed(range) }
  }
}
