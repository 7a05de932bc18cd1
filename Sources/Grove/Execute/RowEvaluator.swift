// The value of any expression for one row: plain, and right for every form. Evaluation over many rows
// stands in VectorEvaluator and must give the same values.

extension RunContext {
  /// The value of an expression at a row.
  func value(_ id: ExpressionID, _ frame: Frame) throws(RunFailure) -> Value {
    if let other = contextElsewhere(id, frame) {
      return try seeing(other) { other throws(RunFailure) in
        try other.value(
          id, Frame(rows: frame.rows.seen(by: other), position: frame.position))
      }
    }
    if plan[id].reach < 0 { return try constant(id) }
    try budget.work(1)
    return try nested { () throws(RunFailure) in try form(id, frame) }
  }

  /// The value of an expression that reads no row, found once for the values of its variables.
  private func constant(_ id: ExpressionID) throws(RunFailure) -> Value {
    switch plan[id].form {
    case .constant(let value): return value
    case .variable(let slot): return variables[slot]
    default: break
    }
    if let known = constants[id] {
      if !variables.haveChanged(id, since: known.changeCount) { return known.thing }
      constants[id] = nil
      forget(known)
    }
    let mark = bytesMark
    let made = try nested { () throws(RunFailure) in
      try form(id, Frame(rows: .none(), position: 0))
    }
    // A function that calls itself may have found it for other values meanwhile.
    if let meanwhile = constants[id] { forget(meanwhile) }
    constants[id] = keep(made, since: mark)
    return made
  }

  private func form(_ id: ExpressionID, _ here: Frame) throws(RunFailure) -> Value {
    switch plan[id].form {
    case .constant(let value): return value
    case .variable(let slot): return variables[slot]
    case .row(let number):
      return frame(number, from: here)?.node.map { .node($0) } ?? .missing
    case .field(let field, let number):
      guard let node = frame(number, from: here)?.node else { return .missing }
      return context(ofFrame: number).field(field, of: node)
    case .column(let place, let number):
      guard let frame = frame(number, from: here), frame.rows.columns.indices.contains(place),
        frame.position < frame.rows.count
      else { return .missing }
      return frame.rows.columns[place].value(frame.position)
    case .across(let name, let isKnown, let number):
      guard let frame = frame(number, from: here), frame.position < frame.rows.count else {
        return .missing
      }
      return try acrossColumn(name, frame.rows, isKnown, id).value(frame.position)
    case .member(let base, let field): return member(try value(base, here), field)
    case .recordMember(let base, let name): return try recordMember(try value(base, here), name)
    case .related(let base, let relation):
      return try related(try value(base, here), relation)

    case .negate(let base): return negate(try value(base, here))
    case .arithmetic(let operation, let left, let right):
      let (a, b) = (try value(left, here), try value(right, here))
      return try at(id) { () throws(FunctionFailure) in try operation.apply(a, b) }
    case .compare(let comparison, let left, let right):
      return comparer.compare(comparison, try value(left, here), try value(right, here)).flagValue
    case .isIn(let left, let right):
      return try isIn(try value(left, here), try value(right, here)).flagValue
    case .filedIn(let target): return try filedIn(try value(target, here), here).flagValue
    case .textTest(let condition, let left, let right):
      return try textTest(condition, try value(left, here), try value(right, here)).flagValue
    case .isMissing(let base): return .flag(try value(base, here).isNothing)
    case .isPresent(let base): return .flag(!(try value(base, here)).isNothing)
    case .not(let base): return Comparer.not(UInt8(flag: try value(base, here))).flagValue
    case .and(let parts):
      var flag: UInt8 = 1
      for part in parts where flag != 0 {
        flag = Comparer.and(flag, UInt8(flag: try value(part, here)))
      }
      return flag.flagValue
    case .or(let parts):
      var flag: UInt8 = 0
      for part in parts where flag != 1 {
        flag = Comparer.or(flag, UInt8(flag: try value(part, here)))
      }
      return flag.flagValue
    case .coalesce(let parts):
      for part in parts {
        let value = try value(part, here)
        if !value.isNothing { return value }
      }
      return .missing
    case .conditional(let condition, let then, let otherwise):
      switch try value(condition, here) {
      case .flag(true): return try value(then, here)
      case .flag(false): return try value(otherwise, here)
      default: return .missing
      }

    case .call(let name, let parts):
      return try call(id, name, try values(parts, here))
    case .callFunction(let function, let parts):
      return try call(function, try values(parts, here))
    case .comprehension(let element, let slot, let source, let condition):
      return try comprehension(element, slot, source, condition, here)
    case .definedField(let body, let base):
      return try definedField(body, of: try value(base, here))
    case .aggregateRows(let aggregate, let parts):
      return try fold(id, aggregate, parts, here.rows).value(here.rows.group(here.position))
    case .aggregateList(let aggregate, let parts): return try foldList(id, aggregate, parts, here)
    case .cumulative(let base):
      guard here.position < here.rows.count else { return .missing }
      return try runningTotal(id, base, here.rows).value(here.position)
    case .query(let query): return try queryValue(query, here)
    case .list(let parts):
      let made = Value.list(try values(parts, here))
      try budget.check(made)
      return made
    case .index(let base, let place):
      return member(try value(base, here), at: try value(place, here))
    case .record(let fields):
      var made: [Record.Field] = []
      for field in fields {
        made.append(Record.Field(name: field.name, value: try value(field.value, here)))
      }
      let record = Value.record(Record(made))
      try budget.check(record)
      return record
    case .template(let parts): return try template(id, parts, here)
    case .startOf(let base): return startOf(try value(base, here))
    case .endOf(let base): return endOf(try value(base, here))
    case .dayRange(let start, let end):
      return try dayRange(
        id, try value(start, here),
        try end.map { id throws(RunFailure) in
          try value(id, here)
        })
    case .reaches, .ownedBy, .belongsTo, .reportsTo:
      guard let table = here.rows.table, here.position < here.rows.count else { return .missing }
      return try membership(id, table, here).flag(here.rows.rows[here.position]).flagValue
    case .measure(let call, let base): return measure(call, of: try value(base, here))
    case .standing(let standing, let goal, let above):
      return try self.standing(standing, try value(goal, here), to: try value(above, here))
    case .today: return .date(viewpoint.today)
    case .seen(let base, let view):
      guard let other = try context(for: view, here) else { return .missing }
      return try seeing(other, taken: true) { other throws(RunFailure) in
        try other.value(
          base, Frame(rows: here.rows.seen(by: other), position: here.position))
      }
    case .held(let condition, let window, let counted):
      let alone = here.rows.keeping(
        .list(here.rows.count > here.position ? [Int32(truncatingIfNeeded: here.position)] : [])
      ).apart
      return try held(id, condition, window, counted: counted, alone).value(0)
    case .series(let question, let base):
      guard here.position < here.rows.count else { return .missing }
      let alone = here.rows.keeping(.list([Int32(truncatingIfNeeded: here.position)])).apart
      return try series(id, question, base, alone).value(0)
    case .judged(let judgement, let base):
      return judged(judgement, try value(base, here), here.node)
    }
  }

  /// The values of expressions at a row.
  func values(_ ids: [ExpressionID], _ here: Frame) throws(RunFailure) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(ids.count)
    for id in ids { values.append(try value(id, here)) }
    return values
  }

  var comparer: Comparer { Comparer(graph: graph) }

  /// The membership that a condition asks for at a row: one for all rows unless its targets depend
  /// on the row.
  private func membership(
    _ id: ExpressionID, _ table: TableID, _ here: Frame
  ) throws(RunFailure) -> Membership {
    guard let targets = membershipTargets(id) else { return Membership(always: 2) }
    if readsRow(targets) { return try membership(id, in: table, try value(targets, here)) }
    return try membership(id, here.rows)
  }

  /// The membership of all rows, of a condition whose targets do not depend on the row.
  func membership(_ id: ExpressionID, _ rows: RowSet) throws(RunFailure) -> Membership {
    if let known = upToDate(rows).memberships[id] { return known }
    guard let table = rows.table, let targets = membershipTargets(id) else {
      return Membership(always: 2)
    }
    let made = try membership(id, in: table, try sharedValue(targets, rows))
    rows.memberships[id] = made
    return made
  }

  /// The value of an expression that does not depend on the row, found once for the row set.
  func sharedValue(_ id: ExpressionID, _ rows: RowSet) throws(RunFailure) -> Value {
    if plan[id].reach < 0 { return try constant(id) }
    if let known = upToDate(rows).constants[id] { return known }
    let made = try value(id, Frame(rows: rows, position: 0))
    rows.constants[id] = made
    return made
  }
}

extension Frame {
  /// The node the row stands for.
  var node: Node? { rows.node(position) }
}
