// What operators other than arithmetic and comparisons do with single values.

extension RunContext {
  /// A stored or computed field of a node.
  func field(_ field: FieldReference, of node: Node) -> Value {
    guard has(node), graph.schema.definition(field.kind).table == node.table else {
      return .missing
    }
    return column(field).value(Int(node.row), graph)
  }

  /// A field of a node or record; of a list, the list of them.
  func member(_ base: Value, _ field: FieldReference) -> Value {
    switch base {
    case .node(let node): self.field(field, of: node)
    case .record(let record): record[field.name] ?? .missing
    case .list(let members): .list(members.map { $0.isList ? .missing : member($0, field) })
    default: .missing
    }
  }

  /// An expression that reads one row, of a node, or of each node of a list.
  func definedField(_ body: ExpressionID, of base: Value) throws(RunFailure) -> Value {
    switch base {
    case .node(let node):
      guard has(node) else { return .missing }
      let row = RowSet(table: node.table, rows: .list([node.row]), count: 1)
      return try value(body, Frame(rows: row, position: 0))
    case .list(let members):
      var made: [Value] = []
      for member in members {
        try budget.charge(bytes: MemoryLayout<Value>.stride)
        made.append(member.isList ? .missing : try definedField(body, of: member))
      }
      return .list(made)
    default: return .missing
    }
  }

  /// A key of a record, or what a node has under a name that was not known to belong to a node when
  /// the program was checked; of a list, the list of them.
  func recordMember(_ base: Value, _ name: String) throws(RunFailure) -> Value {
    switch base {
    case .record(let record): return record[name] ?? .missing
    case .node(let node):
      let kind = graph.kind(of: node)
      let definition = graph.schema.definition(kind)
      if definition.field(name) != nil {
        return field(FieldReference(name: name, kind: kind), of: node)
      }
      if let body = plan.script.fields[FieldReference(name: name, kind: kind)] {
        return try definedField(body, of: base)
      }
      guard definition.relation(name) != nil else { return .missing }
      return try related(base, RelationReference(name: name, kind: kind))
    case .list(let members):
      try budget.charge(bytes: members.count * MemoryLayout<Value>.stride)
      var made: [Value] = []
      made.reserveCapacity(members.count)
      for member in members {
        made.append(member.isList ? .missing : try recordMember(member, name))
      }
      return .list(made)
    default: return .missing
    }
  }

  /// The nodes related to a node; of a list those of all, each once, in order. Missing when there
  /// is nothing to start from, and for a relation to one node when there is none.
  func related(_ base: Value, _ reference: RelationReference) throws(RunFailure) -> Value {
    guard let relation = relation(reference) else { return .missing }
    func nodes(_ rows: [Int32]) -> [Value] {
      rows.map { .node(Node(table: relation.target, row: $0)) }
    }
    switch base {
    case .node(let node):
      guard has(node), node.table == relation.source else { return .missing }
      let found = nodes(try related(Int(node.row), relation))
      return relation.definition.many ? .list(found) : found.first ?? .missing
    case .list(let members):
      var seen: Set<Int32> = []
      var rows: [Int32] = []
      for case .node(let node) in members where has(node) && node.table == relation.source {
        for row in try related(Int(node.row), relation) where seen.insert(row).inserted {
          rows.append(row)
        }
      }
      return .list(nodes(rows))
    default: return .missing
    }
  }

  func negate(_ value: Value) -> Value {
    switch value {
    case .number(let number): .number(0 - number)
    case .ratio(let number): .ratio(0 - number)
    case .points(let number): .points(0 - number)
    case .duration(let length): length.negated.map { .duration($0) } ?? .missing
    default: .missing
    }
  }

  /// The member of a list at a place from 0; past the end and for no whole number missing.
  func member(_ base: Value, at place: Value) -> Value {
    guard case .list(let members) = base, case .number(let number) = place,
      let index = Int(exactly: number), members.indices.contains(index)
    else { return .missing }
    return members[index]
  }

  /// The first day of a date, a period or a cycle.
  func startOf(_ value: Value) -> Value {
    switch value {
    case .date: value
    case .period(let period): .date(period.start)
    case .node(let node): comparer.period(of: node).map { .date($0.start) } ?? .missing
    default: .missing
    }
  }

  /// The last day of a date, a period or a cycle.
  func endOf(_ value: Value) -> Value {
    switch value {
    case .date: value
    case .period(let period): period.lastDay.map { .date($0) } ?? .missing
    case .node(let node):
      comparer.period(of: node)?.lastDay.map { .date($0) } ?? .missing
    default: .missing
    }
  }

  /// `A to B`, without the first day of B; `A to date` (no end) with the day of the answer. A period
  /// or a cycle stands for its first day. Turned round it is missing where things of the workspace
  /// have such days, and a mistake where the text does.
  func dayRange(_ id: ExpressionID, _ start: Value, _ end: Value?) throws(RunFailure) -> Value {
    guard case .date(let first) = startOf(start) else { return .missing }
    let period: Period?
    if let end {
      guard case .date(let last) = startOf(end) else { return .missing }
      if last < first, try isWritten(id) { throw .turnedRound(first, last, at: plan[id].range) }
      period = Period(start: first, end: last)
    } else {
      period = Period(first: first, last: functions.today)
    }
    return period.map { .period($0) } ?? .missing
  }

  /// Whether a value is made of those of the text and of variables alone.
  ///
  /// Definitions share what they stand for: each expression is looked at once, and costs a tick.
  private func isWritten(_ id: ExpressionID) throws(RunFailure) -> Bool {
    var seen: Set<ExpressionID> = []
    var open = [id]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      try budget.charge(ticks: 1)
      switch plan[next].form {
      case .constant, .variable, .today: break
      case .negate, .arithmetic, .conditional, .coalesce, .startOf, .endOf, .dayRange, .call, .list,
        .index, .compare, .recordMember, .record:
        open += plan[next].form.operands
      default: return false
      }
    }
    return true
  }

  /// `in`, which goes through the members of a list.
  func isIn(_ left: Value, _ right: Value) throws(RunFailure) -> UInt8 {
    if case .list(let members) = right { try budget.work(members.count) }
    return comparer.isIn(left, right)
  }

  /// A text condition; a list contains what is one of its members, texts without case and accents.
  /// Any of a list on the right.
  func textTest(
    _ condition: TextCondition, _ left: Value, _ right: Value
  ) throws(RunFailure) -> UInt8 {
    if case .list(let patterns) = right {
      if left.isMissing, !patterns.isEmpty { return 2 }
      var flag: UInt8 = 0
      for pattern in patterns {
        flag = Comparer.or(flag, try textTest(condition, left, pattern))
      }
      return flag
    }
    switch (left, right) {
    case (.list(let members), _) where condition == .contains:
      var flag: UInt8 = 0
      for member in members {
        try budget.work(16)
        let isMember =
          if case (.text(let word), .text(let wanted)) = (member, right) {
            UInt8(flag: TextFolding.fold(word) == TextFolding.fold(wanted))
          } else {
            comparer.compare(.equal, member, right)
          }
        flag = Comparer.or(flag, isMember)
      }
      return flag
    case (.missing, _), (_, .missing): return 2
    case (.text(let text), .text(let pattern)):
      try budget.work((text.utf8.count + pattern.utf8.count) / 8)
      let folded = TextFolding.fold(Array(text.utf8)[...])
      return UInt8(flag: try TextPattern(condition, pattern).holds(folded[...], budget))
    default: return 2
    }
  }

  /// `(cycle ?? due) in P`: by the cycle, without one by the due day.
  func filedIn(_ target: Value, _ here: Frame) throws(RunFailure) -> UInt8 {
    guard let node = here.node else { return 2 }
    let cycle = graph.value("cycle", of: node)
    return comparer.isIn(cycle.isMissing ? graph.value("due", of: node) : cycle, target)
  }

  func call(
    _ id: ExpressionID, _ name: String, _ arguments: [Value]
  ) throws(RunFailure) -> Value {
    guard let definition = registry.definition(named: name) else {
      throw .notCallable(name, at: plan[id].range)
    }
    return try call(id, definition, arguments)
  }

  /// Calls a function that has been looked up.
  func call(
    _ id: ExpressionID, _ definition: FunctionDefinition, _ arguments: [Value]
  ) throws(RunFailure) -> Value {
    if let host = definition.host { return try call(id, host, arguments) }
    guard let evaluate = definition.evaluate else {
      throw .notCallable(definition.name, at: plan[id].range)
    }
    try budget.charge(ticks: 1)
    try budget.charge(lengthOf: arguments)
    let context = functionContext
    let made = try at(id) { () throws(FunctionFailure) in
      let value = try evaluate(arguments, context)
      switch value {
      case .number(let number), .ratio(let number), .points(let number):
        guard number.isFinite else { throw FunctionFailure.numberTooLarge }
      default: break
      }
      return value
    }
    switch made {
    case .text(let text):
      if text.utf8.count > 64 { try budget.charge(bytes: text.utf8.count) }
      try budget.check(made)
    case .list(let members):
      try budget.charge(bytes: members.count * MemoryLayout<Value>.stride)
      try budget.check(made)
    default: break
    }
    return made
  }

  func template(
    _ id: ExpressionID, _ parts: [TemplatePart], _ here: Frame
  ) throws(RunFailure) -> Value {
    var writer = ValueText(functionContext)
    for part in parts {
      switch part {
      case .text(let text):
        try at(id) { () throws(FunctionFailure) in try writer.write(text) }
      case .value(let value):
        let value = try self.value(value, here)
        try at(id) { () throws(FunctionFailure) in try writer.write(value) }
      }
    }
    try budget.charge(bytes: writer.text.utf8.count)
    let made = Value.text(writer.text)
    try budget.charge(lengthOf: [made])
    try budget.check(made)
    return made
  }

  /// The statuses of all goals by a policy, found once a run.
  func statuses(by policy: StatusPolicy) -> [UInt8] {
    if let known = statusColumns[policy] { return known }
    let made = measures.statuses(by: policy)
    statusColumns[policy] = made
    return made
  }

  /// A computed field with options.
  func measure(_ call: MeasureCall, of base: Value) -> Value {
    guard case .node(let node) = base, has(node), node.table == .goals else { return .missing }
    let row = Int(node.row)
    switch call {
    case .progress(let isClamped):
      let progress = measures.numbers(.progress)[row]
      if progress.isNaN { return .missing }
      return .ratio(isClamped ? min(max(progress, 0), 1) : progress)
    case .status(let policy):
      let code = Int(statuses(by: policy)[row])
      return Status.names.indices.contains(code) ? .text(Status.names[code]) : .missing
    }
  }
}

extension Value {
  var isList: Bool {
    if case .list = self { return true }
    return false
  }
}
