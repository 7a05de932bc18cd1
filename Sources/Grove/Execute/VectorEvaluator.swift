// The values of an expression for many rows at once: loops over arrays where there is one for the
// types, else row by row through RowEvaluator. Both give the same values.

extension RunContext {
  /// The values of an expression for all rows of a row set, in batches.
  func evaluateAll(_ id: ExpressionID, _ rows: RowSet) throws(RunFailure) -> Vector {
    var builder = VectorBuilder(capacity: rows.count)
    var start = 0
    while start < rows.count {
      let end = min(start + Batch.size, rows.count)
      let part = try evaluate(id, Batch(rows, .range(start..<end)))
      if start == 0 { try budget.charge(bytes: rows.count * part.bytesPerRow) }
      builder.append(part, count: end - start)
      start = end
    }
    return builder.vector
  }

  /// The values of an expression for the rows of a batch; a constant when they are all the same.
  func evaluate(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector {
    if batch.count == 0 { return .values([]) }
    try budget.work(batch.count)
    if let made = try evaluateElsewhere(id, batch) { return made }
    if isPlain { return try rowByRow(id, batch) }
    if !readsRow(id) { return .constant(try sharedValue(id, batch.rows)) }
    return try nested { () throws(RunFailure) in try vector(id, batch) }
  }

  private func vector(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector {
    switch plan[id].form {
    case .row(frame: 0):
      guard let table = batch.rows.table else { return .constant(.missing) }
      return .nodes(batch.tableRows.array, table)
    case .field(let field, frame: 0):
      guard batch.rows.table == graph.schema.definition(field.kind).table else {
        return .constant(.missing)
      }
      return column(field).vector(batch.tableRows, graph)
    case .column(let place, frame: 0):
      guard batch.rows.columns.indices.contains(place) else { return .constant(.missing) }
      return batch.rows.columns[place].gather(batch.positions)
    case .across(let name, let isKnown, frame: 0):
      return try acrossColumn(name, batch.rows, isKnown, id).gather(batch.positions)
    case .member(let base, let field):
      let nodes = try evaluate(base, batch)
      if case .nodes(let rows, let table) = nodes {
        guard table == graph.schema.definition(field.kind).table else { return .constant(.missing) }
        return column(field).vector(ofOptional: rows, graph)
      }
      return map(nodes, batch) { member($0, field) }
    case .recordMember(let base, let name):
      let bases = try evaluate(base, batch)
      if case .constant(let value) = bases { return .constant(try recordMember(value, name)) }
      var made: [Value] = []
      made.reserveCapacity(batch.count)
      for place in 0..<batch.count { made.append(try recordMember(bases.value(place), name)) }
      return .values(made)

    case .negate(let base):
      let operand = try evaluate(base, batch)
      if case .numbers(let cells, let type) = operand {
        return .numbers(cells.map { 0 - $0 }, type)
      }
      return map(operand, batch) { negate($0) }
    case .arithmetic(let operation, let left, let right):
      let (a, b) = (try evaluate(left, batch), try evaluate(right, batch))
      return try at(id) { () throws(FunctionFailure) in
        if let fast = try Kernels.arithmetic(operation, a, b) { return fast }
        return .values(
          try (0..<batch.count).map { place throws(FunctionFailure) in
            try operation.apply(a.value(place), b.value(place))
          })
      }
    case .compare(let comparison, let left, let right):
      let comparer = comparer
      if let known = try targetFlags(
        id, left, right, batch, { comparer.compare(comparison, $0, $1) })
      {
        return known
      }
      let (a, b) = (try evaluate(left, batch), try evaluate(right, batch))
      if let fast = Kernels.compare(comparison, a, b) { return .flags(fast) }
      return try flags(id, a, b, batch) { comparer.compare(comparison, $0, $1) }
    case .isIn(let left, let right):
      if let known = try targetFlags(id, left, right, batch, isIn) { return known }
      let (a, b) = (try evaluate(left, batch), try evaluate(right, batch))
      return try flags(id, a, b, batch, isIn)
    case .filedIn(let target):
      if readsRow(target) { return try rowByRow(id, batch) }
      return .flags(filedIn(try sharedValue(target, batch.rows), id, batch))
    case .textTest(let condition, let left, let right):
      return try textTest(id, condition, left, right, batch)
    case .isMissing(let base): return presence(try evaluate(base, batch), batch, ifMissing: 1)
    case .isPresent(let base): return presence(try evaluate(base, batch), batch, ifMissing: 0)
    case .not(let base):
      return .flags(try evaluate(base, batch).flags(batch.count).map { Comparer.not($0) })
    case .and(let parts):
      var flags = [UInt8](repeating: 1, count: batch.count)
      for part in parts {
        let more = try evaluate(part, batch).flags(batch.count)
        for place in flags.indices { flags[place] = Comparer.and(flags[place], more[place]) }
      }
      return .flags(flags)
    case .or(let parts):
      var flags = [UInt8](repeating: 0, count: batch.count)
      for part in parts {
        let more = try evaluate(part, batch).flags(batch.count)
        for place in flags.indices { flags[place] = Comparer.or(flags[place], more[place]) }
      }
      return .flags(flags)
    case .coalesce(let parts): return try coalesce(parts, batch)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, batch)

    case .aggregateRows(let aggregate, let parts):
      let folded = try fold(id, aggregate, parts, batch.rows)
      if case .constant = folded { return folded }
      if batch.rows.members != nil { return folded.gather(batch.positions) }
      guard let grouping = batch.rows.grouping else { return .constant(folded.value(0)) }
      return folded.gather(.list(grouping.groupOf.gather(batch.positions)))
    case .aggregateList(.count, let parts) where parts.count == 1:
      if let counts = try relatedCounts(parts[0], batch) { return counts }
      return try rowByRow(id, batch)
    case .cumulative(let base):
      return try runningTotal(id, base, batch.rows).gather(batch.positions)
    case .reaches, .ownedBy, .belongsTo, .reportsTo:
      guard batch.rows.table != nil, let targets = membershipTargets(id) else {
        return .constant(.missing)
      }
      if readsRow(targets) { return try rowByRow(id, batch) }
      return .flags(try membership(id, batch.rows).flags(batch.tableRows))
    case .measure(let call, let base):
      return map(try evaluate(base, batch), batch) { measure(call, of: $0) }
    case .seen(let base, let view): return try evaluateSeen(base, view, batch)
    case .held(let condition, let window, let counted) where !readsRow(window.moment):
      return try held(id, condition, window, counted: counted, batch.rows).gather(batch.positions)
    case .series(let question, let base):
      return try series(id, question, base, batch.rows).gather(batch.positions)
    case .startOf(let base): return map(try evaluate(base, batch), batch) { startOf($0) }
    case .endOf(let base): return map(try evaluate(base, batch), batch) { endOf($0) }
    case .call(let name, let parts):
      guard let definition = registry.definition(named: name) else {
        throw .notCallable(name, at: plan[id].range)
      }
      var arguments: [Vector] = []
      for part in parts { arguments.append(try evaluate(part, batch)) }
      var values: [Value] = []
      values.reserveCapacity(batch.count)
      for place in 0..<batch.count {
        values.append(try call(id, definition, arguments.map { $0.value(place) }))
      }
      return .values(values)
    default: return try rowByRow(id, batch)
    }
  }

  /// The fallback: one row after the other.
  private func rowByRow(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector {
    var values: [Value] = []
    values.reserveCapacity(batch.count)
    for place in 0..<batch.count {
      values.append(try value(id, Frame(rows: batch.rows, position: batch.positions[place])))
    }
    return .values(values)
  }

  private func map(_ vector: Vector, _ batch: Batch, _ change: (Value) -> Value) -> Vector {
    if case .constant(let value) = vector { return .constant(change(value)) }
    return .values((0..<batch.count).map { change(vector.value($0)) })
  }

  private func presence(_ vector: Vector, _ batch: Batch, ifMissing flag: UInt8) -> Vector {
    switch vector {
    case .constant(let value): .constant(.flag(value.isNothing == (flag == 1)))
    case .numbers(let cells, _): .flags(cells.map { $0.isNaN ? flag : 1 - flag })
    case .days(let cells): .flags(cells.map { $0 == .min ? flag : 1 - flag })
    case .flags(let cells): .flags(cells.map { $0 > 1 ? flag : 1 - flag })
    case .codes(let cells, _), .nodes(let cells, _): .flags(cells.map { $0 < 0 ? flag : 1 - flag })
    case .texts(let column, let rows):
      .flags(rows.map { column.isMissing(Int($0)) ? flag : 1 - flag })
    case .values(let values): .flags(values.map { $0.isNothing ? flag : 1 - flag })
    }
  }

  // MARK: Branches

  /// Each part is asked only for the rows that are missing so far.
  private func coalesce(_ parts: [ExpressionID], _ batch: Batch) throws(RunFailure) -> Vector {
    guard let first = parts.first else { return .constant(.missing) }
    var result = try evaluate(first, batch)
    for part in parts.dropFirst() {
      let missing = presence(result, batch, ifMissing: 1).flags(batch.count)
      let places = Kernels.places(of: 1, in: missing)
      if places.isEmpty { break }
      let filled = try evaluate(
        part, Batch(batch.rows, .list(RowNumbers.list(places).map { batch.positions[$0] })))
      result = result.replacing(places, with: filled, count: batch.count)
    }
    return result
  }

  /// Each branch is asked only for its rows.
  private func conditional(
    _ condition: ExpressionID, _ then: ExpressionID, _ otherwise: ExpressionID, _ batch: Batch
  ) throws(RunFailure) -> Vector {
    let flags = try evaluate(condition, batch).flags(batch.count)
    let yes = Kernels.places(of: 1, in: flags)
    let no = Kernels.places(of: 0, in: flags)
    if yes.count == batch.count { return try evaluate(then, batch) }
    if no.count == batch.count { return try evaluate(otherwise, batch) }
    var result = Vector.values([Value](repeating: .missing, count: batch.count))
    for (places, branch) in [(yes, then), (no, otherwise)] where !places.isEmpty {
      let part = try evaluate(
        branch, Batch(batch.rows, .list(RowNumbers.list(places).map { batch.positions[$0] })))
      result = result.replacing(places, with: part, count: batch.count)
    }
    return result
  }

  // MARK: Conditions of a node's target, a word, a text

  /// A condition on two vectors. Where the left one has few different values (words, nodes) and the
  /// right one is the same for all rows, each different value is asked about once a row set.
  private func flags(
    _ id: ExpressionID, _ left: Vector, _ right: Vector, _ batch: Batch,
    _ holds: (Value, Value) throws(RunFailure) -> UInt8
  ) throws(RunFailure) -> Vector {
    if case .constant(let other) = right {
      switch left {
      case .constant(let value): return .constant(try holds(value, other).flagValue)
      case .codes(let codes, let words):
        let known = upToDate(batch.rows).answers(id, count: words.count)
        return .flags(
          try known.flags(codes) { word throws(RunFailure) in
            try holds(word < 0 ? .missing : .text(words[word]), other)
          })
      case .nodes(let rows, let table):
        if case .list(let members) = other, rows.count > 1 || members.count > 16,
          let set = nodeSet(id, members, table, batch.rows)
        {
          return .flags(set.flags(rows))
        }
        let known = upToDate(batch.rows).answers(id, count: graph.table(table).rowCount)
        return .flags(
          try known.flags(rows) { row throws(RunFailure) in
            try holds(
              row < 0 ? .missing : .node(Node(table: table, row: Int32(truncatingIfNeeded: row))),
              other)
          })
      default: break
      }
    }
    return .flags(
      try (0..<batch.count).map { place throws(RunFailure) in
        try holds(left.value(place), right.value(place))
      })
  }

  /// A condition on a field of the node that a row refers to, such as `owner.name contains "x"`, or
  /// on the words of a list, such as `tags contains "x"`: asked once a node or word. Nil where a loop
  /// over the column does it.
  private func targetFlags(
    _ id: ExpressionID, _ left: ExpressionID, _ right: ExpressionID, _ batch: Batch,
    _ holds: (Value, Value) throws(RunFailure) -> UInt8
  ) throws(RunFailure) -> Vector? {
    guard !readsRow(right), readsRow(left) else { return nil }
    switch plan[left].form {
    case .field(let field, frame: 0):
      guard case .textTest(.contains, _, _) = plan[id].form,
        case .wordLists(let lists, let words) = column(field),
        batch.rows.table == graph.schema.definition(field.kind).table
      else { return nil }
      let other = try sharedValue(right, batch.rows)
      let known = upToDate(batch.rows).answers(id, count: words.count)
      return .flags(
        try (0..<batch.count).map { place throws(RunFailure) in
          let codes = lists[batch.tableRows[place]]
          if codes.isEmpty { return try holds(.missing, other) }
          return try known.flags(Array(codes)) { word throws(RunFailure) in
            try holds(word < 0 ? .missing : .list([.text(words[word])]), other)
          }
          .reduce(0) { Comparer.or($0, $1) }
        })
    case .member(let base, let field):
      switch column(field) {
      case .texts, .values, .nodeLists, .wordLists: break
      default: return nil
      }
      guard case .nodes(let rows, let table) = try evaluate(base, batch),
        table == graph.schema.definition(field.kind).table
      else { return nil }
      let other = try sharedValue(right, batch.rows)
      let known = upToDate(batch.rows).answers(id, count: graph.table(table).rowCount)
      return .flags(
        try known.flags(rows) { row throws(RunFailure) in
          let node = Node(table: table, row: Int32(truncatingIfNeeded: row))
          return try holds(row < 0 ? .missing : self.field(field, of: node), other)
        })
    default: return nil
    }
  }

  /// A long list of nodes as a set, for `in`; nil when its members compare otherwise than by
  /// identity (cycles, periods).
  private func nodeSet(
    _ id: ExpressionID, _ members: [Value], _ table: TableID, _ rows: RowSet
  ) -> NodeAnswers? {
    guard table != .cycles, case .isIn = plan[id].form else { return nil }
    if let known = upToDate(rows).nodeSets[id] { return known }
    let made = NodeAnswers(members, table, count: graph.table(table).rowCount)
    rows.nodeSets[id] = made
    return made
  }

  private func filedIn(_ target: Value, _ id: ExpressionID, _ batch: Batch) -> [UInt8] {
    let rows = batch.tableRows
    let comparer = comparer
    guard batch.rows.table == .goals,
      case .node(let cycles, .cycles)? =
        graph.table(.goals).column("cycle")
    else {
      return (0..<rows.count).map { place in
        guard let table = batch.rows.table else { return 2 }
        let node = Node(table: table, row: Int32(truncatingIfNeeded: rows[place]))
        let cycle = graph.value("cycle", of: node)
        return comparer.isIn(cycle.isMissing ? graph.value("due", of: node) : cycle, target)
      }
    }
    let known = upToDate(batch.rows).answers(id, count: graph.table(.cycles).rowCount)
    var flags = known.flags(cycles.gather(rows)) { row in
      row < 0
        ? AnswerTable.unasked
        : comparer.isIn(.node(Node(table: .cycles, row: Int32(truncatingIfNeeded: row))), target)
    }
    guard flags.contains(AnswerTable.unasked) else { return flags }
    var due: [Int32] = []
    if case .day(let days)? = graph.table(.goals).column("due") { due = days }
    for place in flags.indices where flags[place] == AnswerTable.unasked {
      let day = due.isEmpty ? nil : CivilDate(cell: due[rows[place]])
      flags[place] = comparer.isIn(day.map { .date($0) } ?? .missing, target)
    }
    return flags
  }

  private func textTest(
    _ id: ExpressionID, _ condition: TextCondition, _ left: ExpressionID, _ right: ExpressionID,
    _ batch: Batch
  ) throws(RunFailure) -> Vector {
    let patterns = try evaluate(right, batch)
    if case .constant(let pattern) = patterns, !pattern.isMissing,
      case .field(let field, frame: 0) = plan[left].form, case .texts = column(field),
      batch.rows.table == graph.schema.definition(field.kind).table,
      let table = batch.rows.table, let folded = graph.foldedTexts(field.name, of: table)
    {
      let texts = pattern.isList ? pattern : .list([pattern])
      guard case .list(let members) = texts else { return .constant(.missing) }
      var flags = [UInt8](repeating: members.isEmpty ? 0 : 3, count: batch.count)
      for member in members {
        let more = try textFlags(field, condition, member, folded, batch)
        for place in flags.indices {
          flags[place] = flags[place] == 3 ? more[place] : Comparer.or(flags[place], more[place])
        }
      }
      return .flags(flags)
    }
    if let known = try targetFlags(
      id, left, right, batch,
      { text, pattern throws(RunFailure) in try textTest(condition, text, pattern) })
    {
      return known
    }
    let texts = try evaluate(left, batch)
    return try flags(id, texts, patterns, batch) { text, pattern throws(RunFailure) in
      try textTest(condition, text, pattern)
    }
  }

  /// One pattern over a text column: over the whole column when the batch is a good part of it.
  private func textFlags(
    _ field: FieldReference, _ condition: TextCondition, _ pattern: Value, _ folded: TextColumn,
    _ batch: Batch
  ) throws(RunFailure) -> [UInt8] {
    guard case .text(let text) = pattern else {
      return [UInt8](repeating: 2, count: batch.count)
    }
    let question = TextQuestion(field: field, condition: condition, pattern: text)
    if let known = textFlags[question] { return known.gather(batch.tableRows) }
    let search = TextPattern(condition, text)
    if batch.rows.count >= folded.count / 4 {
      let made = try search.flags(folded, budget)
      textFlags[question] = made
      return made.gather(batch.tableRows)
    }
    return try (0..<batch.count).map { place throws(RunFailure) in
      let row = batch.tableRows[place]
      if folded.isMissing(row) { return 2 }
      return UInt8(flag: try search.holds(folded.pool[folded.range(row)], budget))
    }
  }
}
