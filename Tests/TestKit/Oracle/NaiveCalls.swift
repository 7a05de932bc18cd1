// Functions and aggregates of the oracle, and the conditions that relate a row to others.

import Grove
import GroveSyntax

extension NaiveEngine {
  private static let aggregates: Set = [
    "count", "sum", "avg", "wavg", "min", "max", "median", "percentile", "stddev", "first", "last",
    "any", "all", "distinct", "share",
  ]

  func call(_ name: String, _ arguments: [Argument], _ place: NaivePlace) throws -> Value {
    switch name {
    case "contributes_to", "supported_by", "owned_by", "belongs_to", "reports_to":
      return flag(try relation(name, arguments, place))
    case "missing":
      let names = try arguments.compactMap { argument -> Value? in
        guard let expression = argument.value.expression,
          case .field(let name) = expression.form
        else { throw NaiveTrouble.unsupported("missing of an expression") }
        return try value(expression, place).isMissing ? .text(name.text) : nil
      }
      return .list(names)
    case "progress", "status": return try withOption(name, arguments, place)
    case "cumulative": return try cumulative(arguments, place)
    case "routes", "contribution":
      guard let above = arguments.first else { return .missing }
      return try standing(name, argument(above, place), place)
    default: break
    }
    let isOfValues = ["min", "max"].contains(name) && arguments.count > 1
    if Self.aggregates.contains(name), !isOfValues { return try aggregate(name, arguments, place) }
    return try function(name, arguments.map { try argument($0, place) })
  }

  private func argument(_ argument: Argument, _ place: NaivePlace) throws -> Value {
    if let expression = argument.value.expression { return try value(expression, place) }
    return try value(of: argument.value, place)
  }

  private func withOption(
    _ name: String, _ arguments: [Argument], _ place: NaivePlace
  ) throws -> Value {
    guard let node = place.row?.row.node else { throw NaiveTrouble.unsupported(name) }
    guard let option = arguments.first, let expression = option.value.expression else {
      return graph.field(name, node)
    }
    switch (name, try value(expression, place)) {
    case ("progress", .flag(let isClamped)):
      guard let progress = graph.progress(node) else { return .missing }
      return .ratio(isClamped ? min(max(progress, 0), 1) : progress)
    case ("status", .text(let word)):
      guard let policy = StatusPolicy(rawValue: word),
        [Kind.objectives, .keyResults].contains(graph.kind(node))
      else { return .missing }
      return .text(graph.status(node, by: policy))
    default: throw NaiveTrouble.unsupported(name)
    }
  }

  // MARK: Functions

  private func function(_ name: String, _ values: [Value]) throws -> Value {
    let first = values.first ?? .missing
    if values.contains(.missing) { return .missing }
    switch (name, first) {
    case ("abs", .number(let number)): return .number(abs(number))
    case ("abs", .ratio(let number)): return .ratio(abs(number))
    case ("abs", .points(let number)): return .points(abs(number))
    case ("round", .number(let number)): return .number(number.rounded(.toNearestOrAwayFromZero))
    case ("length", .text(let text)): return .number(Double(text.count))
    case ("length", .list(let members)): return .number(Double(members.count))
    case ("upper", .text(let text)): return .text(text.uppercased())
    case ("lower", .text(let text)): return .text(text.lowercased())
    case ("year", .date(let day)):
      return .number(Double(NaiveCalendar(graph.world.policies.fiscal).year(of: day)))
    case ("quarter", .date(let day)):
      return .number(Double(NaiveCalendar(graph.world.policies.fiscal).quarter(of: day)))
    case ("month", .date(let day)): return .number(Double(day.month))
    case ("weekday", .date(let day)): return .number(Double(day.weekday))
    case ("days", .duration(let length)): return .number(length.approximateDays)
    case ("min", _), ("max", _):
      return values.dropFirst().reduce(first) { best, next in
        let order = order(next, best) ?? 0
        return name == "min" ? (order < 0 ? next : best) : (order > 0 ? next : best)
      }
    default: throw NaiveTrouble.unsupported("the function \(name)")
    }
  }

  // MARK: Aggregates

  private func aggregate(
    _ name: String, _ arguments: [Argument], _ place: NaivePlace
  ) throws -> Value {
    guard let frame = place.frames.last ?? place.bare else {
      return ofList(name, try arguments.map { try argument($0, place) })
    }
    guard let first = arguments.first else {
      return .number(Double(frame.table.count))
    }
    if first.value.expression == nil || isList(first.value.expression, frame) {
      return ofList(name, try arguments.map { try argument($0, place) })
    }
    // One value a row of the table or group.
    let rows = frame.table.enumerated().map { index, row in
      var inner = place
      inner.frames[inner.frames.count - 1] = NaiveFrame(
        row: row, hasFields: frame.hasFields, table: [], place: index,
        keysOfGroup: frame.keysOfGroup)
      return inner
    }
    guard let expression = first.value.expression else { return .missing }
    if ["count", "share", "any", "all"].contains(name) {
      return fold(name, try rows.map { flag(try condition(expression, $0)) }, [])
    }
    let second = arguments.dropFirst().first?.value.expression
    return fold(
      name, try rows.map { try value(expression, $0) },
      try second.map { second in try rows.map { try value(second, $0) } } ?? [])
  }

  /// Whether an expression is a list by what is written: a query, a relation, a list.
  private func isList(_ expression: Expression?, _ frame: NaiveFrame) -> Bool {
    switch expression?.form {
    case .list?, .query?: return true
    case .group(let inner)?: return isList(inner, frame)
    case .field(let name)?:
      if frame.row.column(name.text) != nil { return false }
      return isMany(name.text, frame)
    case .path(let base, let suffixes)?:
      guard case .name(let first)? = suffixes.first else { return false }
      let names = suffixes.compactMap { if case .name(let name) = $0 { name.text } else { nil } }
      switch base.form {
      case .this, .outer:
        return isMany(first.text, frame)
          || names.dropFirst().contains(where: Self.listNames.contains)
      case .query: return true
      case .group(let inner): return isList(inner, frame)
      default: return isList(base, frame) || names.contains(where: Self.listNames.contains)
      }
    default: return false
    }
  }

  private func isMany(_ name: String, _ frame: NaiveFrame) -> Bool {
    guard frame.hasFields else { return false }
    let kind =
      frame.row.node.map { graph.kind($0) } ?? frame.table.first?.node.map { graph.kind($0) }
    guard let kind else { return Self.listNames.contains(name) }
    let definition = graph.schema.definition(kind)
    if let field = definition.field(name) {
      if case .list = field.type { return true }
      return false
    }
    return definition.relation(name)?.many ?? Self.listNames.contains(name)
  }

  /// Relations to many, for a frame without rows that would tell.
  private static let listNames: Set = [
    "key_results", "check_ins", "parents", "children", "goals", "objectives", "members", "owners",
    "teams", "tags",
  ]

  private func ofList(_ name: String, _ values: [Value]) -> Value {
    guard case .list(let members)? = values.first else {
      // A list that is missing has no members.
      guard let one = values.first, !one.isMissing else {
        return name == "count" ? .number(0) : fold(name, [], [])
      }
      return fold(name, [one], [])
    }
    if name == "count" { return .number(Double(members.count)) }
    let others: [Value] =
      values.count < 2
      ? [] : { if case .list(let list) = values[1] { list } else { [values[1]] } }()
    return fold(name, members, others)
  }

  func fold(_ name: String, _ values: [Value], _ others: [Value]) -> Value {
    let present = values.filter { !$0.isMissing }
    let numbers = present.compactMap { graph.number($0) }
    func like(_ number: Double?) -> Value {
      guard let number else { return .missing }
      switch present.first {
      case .ratio?: return .ratio(graph.rounded(number))
      case .points?: return .points(graph.rounded(number))
      default: return .number(number)
      }
    }
    switch name {
    case "count":
      return .number(Double(values.count { $0 == .flag(true) }))
    case "share":
      let yes = values.count { $0 == .flag(true) }
      let no = values.count { $0 == .flag(false) }
      return graph.ratio(Double(yes), Double(yes + no)).map { .ratio($0) } ?? .missing
    case "any": return flag(any(values.map { $0.isMissing ? nil : $0 == .flag(true) }))
    case "all": return flag(all(values.map { $0.isMissing ? nil : $0 == .flag(true) }))
    case "first": return present.first ?? .missing
    case "last": return present.last ?? .missing
    case "distinct":
      return .list(present.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    case "min", "max":
      guard var best = present.first else { return .missing }
      for value in present.dropFirst() {
        let order = order(value, best) ?? 0
        if name == "min" ? order < 0 : order > 0 { best = value }
      }
      return best
    case "sum": return numbers.isEmpty ? .missing : like(numbers.reduce(0, +))
    case "avg":
      guard !numbers.isEmpty else { return .missing }
      return like(graph.rounded(numbers.reduce(0, +) / Double(numbers.count)))
    case "median":
      guard !numbers.isEmpty else { return .missing }
      let sorted = numbers.sorted()
      let middle = sorted.count / 2
      if sorted.count % 2 == 1 { return like(sorted[middle]) }
      return like(graph.rounded((sorted[middle - 1] + sorted[middle]) / 2))
    case "wavg":
      var sum = 0.0
      var total = 0.0
      var sample = Value.missing
      for (value, weight) in zip(values, others) {
        guard let a = graph.number(value), let b = graph.number(weight) else { continue }
        if sample.isMissing { sample = value }
        sum += a * b
        total += b
      }
      guard total != 0 else { return .missing }
      let mean = graph.rounded(sum / total)
      if case .ratio = sample { return .ratio(mean) }
      if case .points = sample { return .points(mean) }
      return .number(mean)
    default: return .missing
    }
  }

  private func cumulative(_ arguments: [Argument], _ place: NaivePlace) throws -> Value {
    guard let frame = place.frames.last, let expression = arguments.first?.value.expression else {
      throw NaiveTrouble.unsupported("cumulative")
    }
    var sum = Value.missing
    for row in frame.table.prefix(frame.place + 1) {
      var inner = place
      inner.frames[inner.frames.count - 1] = NaiveFrame(
        row: row, hasFields: frame.hasFields, keysOfGroup: frame.keysOfGroup)
      let value = try value(expression, inner)
      if value.isMissing { continue }
      sum = sum.isMissing ? value : arithmetic("+", sum, value)
    }
    return sum
  }

  // MARK: Relations

  private func relation(
    _ name: String, _ arguments: [Argument], _ place: NaivePlace
  ) throws -> Bool? {
    guard let node = place.frames.last?.row.node, let first = arguments.first else {
      throw NaiveTrouble.unsupported(name)
    }
    var outside = place
    outside.bare = place.frames.last
    var depth: Int?
    if let second = arguments.dropFirst().first?.value.expression,
      case .number(let number) = try value(second, place)
    {
      depth = Int(number)
    }
    let words: [String: RelationWord] = [
      "contributes_to": .under, "supported_by": .supportedBy, "owned_by": .ownedBy,
      "belongs_to": .of, "reports_to": .reportingTo,
    ]
    guard let word = words[name] else { throw NaiveTrouble.unsupported(name) }
    return relates(node, word, try argument(first, place), depth: depth)
  }

  /// Whether a row stands in a relation to a target, or to one of a list.
  func relates(_ node: Node, _ word: RelationWord, _ target: Value, depth: Int?) -> Bool? {
    switch target {
    case .missing: return nil
    case .list(let members):
      let flags = members.filter { !$0.isMissing }
        .map { relates(node, word, $0, depth: depth) }
      return any(flags)
    case .node(let other):
      switch word {
      case .under:
        return graph.reachable(other, up: false, depth: depth ?? .max).contains(node)
      case .supportedBy:
        return graph.reachable(other, up: true, depth: depth ?? .max).contains(node)
      case .reportingTo: return graph.reports(node, to: other, depth: depth ?? .max)
      case .ownedBy: return isOwned(node, other)
      case .of: return belongs(node, other)
      }
    default: return nil
    }
  }

  /// A key result without an owner of its own counts as its objective's.
  private func isOwned(_ node: Node, _ person: Node) -> Bool? {
    var owners = graph.owners(node)
    if owners.isEmpty, let objective = graph.objectives(node).first {
      owners = graph.owners(objective)
    }
    return owners.isEmpty ? nil : owners.contains(person)
  }

  private func belongs(_ node: Node, _ target: Node) -> Bool? {
    func isBelow(_ reference: Value) -> Bool? {
      guard case .node(let one) = reference else { return nil }
      return graph.withDescendants(target).contains(one)
    }
    switch (node.table, target.table) {
    case (.goals, .people): return isOwned(node, target)
    case (.goals, .teams):
      let teams = graph.teams(node)
      return teams.isEmpty ? nil : teams.contains { graph.withDescendants(target).contains($0) }
    case (.goals, .cycles): return isBelow(graph.field("cycle", node))
    case (.goals, .goals): return graph.neighbours(target, up: false).contains(node)
    case (.checkIns, .goals): return graph.field("goal", node) == .node(target)
    case (.checkIns, .people):
      let author = graph.field("author", node)
      return author.isMissing ? nil : author == .node(target)
    case (.checkIns, .teams), (.checkIns, .cycles):
      guard case .node(let goal) = graph.field("goal", node) else { return nil }
      return belongs(goal, target)
    case (.links, .goals):
      return graph.field("child", node) == .node(target)
        || graph.field("parent", node) == .node(target)
    case (.people, .teams): return isBelow(graph.field("team", node))
    case (.people, .people):
      let own = graph.field("team", node)
      let team = graph.field("team", target)
      return own.isMissing ? nil : own == team
    case (.teams, .people): return graph.field("team", target) == .node(node)
    case (.teams, .teams), (.cycles, .cycles):
      return node != target && graph.withDescendants(target).contains(node)
    default: return false
    }
  }
}
