// Conditions, values, literals and stages for random queries.

import Grove

extension QueryMaker {
  // MARK: Literals

  mutating func literal(_ type: ValueType) -> String {
    switch type {
    case .ratio: return "\(dice.pick([-10, 0, 10, 25, 30, 50, 70, 75, 90, 100, 120], else: 0))%"
    case .points: return "\(dice.pick([-25, 0, 1, 10, 25, 50], else: 0)) points"
    case .duration: return "\(dice.number(1...60)) days"
    case .date: return moment()
    case .period: return period()
    case .flag: return dice.pick(["yes", "no"])
    case .text: return "\"\(dice.pick(RandomWorld.words))\""
    default:
      let whole = dice.pick([0, 1, 2, 3, 10, 11, 20, 50, 100], else: 0)
      return dice.chance(15) ? "\(whole).5" : "\(whole)"
    }
  }

  /// A day.
  mutating func moment() -> String {
    switch dice.number(0...7) {
    case 0: return "today"
    case 1: return dice.pick(["yesterday", "tomorrow"])
    case 2: return "\(dice.number(1...90)) days ago"
    case 3: return "\(dice.number(1...4)) \(dice.pick(["weeks", "months", "quarters"])) ago"
    case 4: return dice.pick(["monday", "sunday", "last friday", "last thursday"])
    case 5: return "\(dice.pick(["start", "end"])) of \(calendarPeriod())"
    default: return (world.today.adding(days: dice.number(-150...150)) ?? world.today).description
    }
  }

  private mutating func calendarPeriod() -> String {
    let units = ["day", "week", "month", "quarter", "half", "year"]
    switch dice.number(0...4) {
    case 0: return "\(dice.pick(["this", "last", "next"])) \(dice.pick(units))"
    case 1:
      return
        "\(dice.pick(["last", "next"])) \(dice.number(2...4)) \(dice.pick(["days", "weeks", "months", "quarters"]))"
    case 2:
      return
        "\(dice.pick(["past", "coming"])) \(dice.number(1...30)) \(dice.pick(["days", "weeks"]))"
    case 3: return "2026-\(dice.pick(["01", "05", "11"]))"
    default: return "2026-W\(dice.number(10...52))"
    }
  }

  mutating func period() -> String {
    switch dice.number(0...5) {
    case 0: return "Q\(dice.number(1...4))"
    case 1: return "Q\(dice.number(1...4)) 2026"
    case 2: return dice.pick(["H1", "H2", "FY26", "year 2026", "FY2027"])
    case 3: return "this cycle"
    default: return calendarPeriod()
    }
  }

  /// What `in` takes.
  mutating func span() -> String {
    switch dice.number(0...5) {
    case 0: return id([.cycles]) ?? period()
    case 1: return "(\(period()), \(period()))"
    case 2:
      let start = world.today.adding(days: dice.number(-90...0)) ?? world.today
      let end = start.adding(days: dice.number(1...120)) ?? start
      return "\(start) to \(end)"
    case 3: return "this quarter to date"
    default: return period()
    }
  }

  // MARK: Conditions

  mutating func condition(_ kind: Kind, depth: Int) -> String {
    if depth > 0 {
      switch dice.number(0...9) {
      case 0:
        return "(\(condition(kind, depth: depth - 1))) and (\(condition(kind, depth: depth - 1)))"
      case 1:
        return "(\(condition(kind, depth: depth - 1))) or (\(condition(kind, depth: depth - 1)))"
      case 2: return "not (\(condition(kind, depth: depth - 1)))"
      case 3:
        return "if \(condition(kind, depth: 0)) then \(test(kind)) else \(test(kind))"
      case 4: return nested(kind)
      default: break
      }
    }
    return test(kind)
  }

  private mutating func comparator() -> String { dice.pick(["=", "!=", "<", "<=", ">", ">="]) }

  private mutating func test(_ kind: Kind) -> String {
    switch dice.number(0...11) {
    case 0, 1:
      guard let field = field(kind, [.number, .ratio, .points]) else { return anyone(kind) }
      if dice.chance(20), let other = self.field(kind, [field.type]), other.name != field.name {
        return "\(field.name) \(comparator()) \(other.name)"
      }
      return "\(field.name) \(comparator()) \(literal(field.type))"
    case 2, 3:
      guard let field = field(kind, [.date]) else { return anyone(kind) }
      if dice.chance(30) {
        return "\(field.name) in \(dice.chance(50) ? period() : "(\(period()), \(period()))")"
      }
      let right = dice.chance(50) ? moment() : period()
      return "\(field.name) \(dice.pick(["before", "after", "since", "until", "=", "!="])) \(right)"
    case 4:
      guard let field = field(kind, [.text]) else { return anyone(kind) }
      if let words = field.closedSet, let word = words.randomElement(&dice) {
        if dice.chance(30), let other = words.randomElement(&dice) {
          return "\(field.name) \(dice.pick(["in", "not in"])) (\"\(word)\", \"\(other)\")"
        }
        return "\(field.name) \(dice.pick(["=", "!="])) \"\(word)\""
      }
      let tests = ["contains", "starts with", "ends with", "matches", "not contains", "=", "<"]
      return "\(field.name) \(dice.pick(tests)) \"\(dice.pick(RandomWorld.words))\""
    case 5:
      guard let field = field(kind, [.flag]) else { return anyone(kind) }
      return field.name
    case 6: return anyone(kind)
    case 7:
      guard let field = field(kind, [.number, .ratio]) else { return anyone(kind) }
      return
        "\(field.name) \(dice.pick(["between", "not between"])) \(literal(field.type)) and \(literal(field.type))"
    case 8: return reference(kind)
    case 9: return calculation(kind)
    case 10 where isGoal(kind):
      return
        "\(dice.pick(["team", "owner"])).\(dice.pick(["name = \"Team 1\"", "name contains \"person\"", "id is present"]))"
    default:
      return "count(\(relation(kind))) \(comparator()) \(dice.number(0...3))"
    }
  }

  private mutating func anyone(_ kind: Kind) -> String {
    let fields = schema.definition(kind).fields
    let field = fields[dice.number(0...fields.count - 1)].name
    return "\(field) is \(dice.pick(["missing", "present"]))"
  }

  private mutating func reference(_ kind: Kind) -> String {
    let targets: [(String, Kind)] =
      switch kind {
      case .checkIns: [("author", .people), ("goal", .goals)]
      case .teams: [("parent", .teams), ("lead", .people)]
      case .people: [("team", .teams), ("manager", .people)]
      case .cycles: [("parent", .cycles)]
      case .links: [("child", .goals), ("parent", .goals)]
      default: [("owner", .people), ("team", .teams), ("cycle", .cycles)]
      }
    let (name, target) = targets[dice.number(0...targets.count - 1)]
    guard let id = id([target]), let other = self.id([target]) else { return anyone(kind) }
    switch dice.number(0...3) {
    case 0: return "\(name) = \(id)"
    case 1: return "\(name) != \(id)"
    case 2: return "\(name) not in (\(id), \(other))"
    default: return "\(name) in [\(id), \(other)]"
    }
  }

  private mutating func calculation(_ kind: Kind) -> String {
    guard isGoal(kind) else { return anyone(kind) }
    let judged = [
      "progress - expected < \(literal(.points))", "(confidence ?? 0%) < \(literal(.ratio))",
      "progress + 10 points > \(literal(.ratio))", "progress(clamp: yes) = \(literal(.ratio))",
      "status(policy: \"ratio\") = \"at risk\"", "abs(gap) > \(literal(.points))",
      "progress * 2 > \(literal(.number))", "not on track", "stated at risk",
    ]
    let all = [
      "due - start > \(literal(.duration))", "length(title) > \(dice.number(3...20))",
      "today - due < 3 weeks", "year(due) = 2026", "month(start) >= \(dice.number(1...12))",
      "(weight ?? 1) * 2 > \(literal(.number))", "start + 2 weeks <= due",
      "(due ?? today) in \(period())", "missing(title, due, weight) != []",
      "max(depth, 1) = 1", "weight / 0 is missing", "weight mod 2 = 1",
      "last_check_in.value > \(literal(.number))", "cycle.start before \(moment())",
    ]
    return isJudged(kind) && dice.chance(50) ? dice.pick(judged) : dice.pick(all)
  }

  /// A relation to many of a kind.
  mutating func relation(_ kind: Kind) -> String {
    switch kind {
    case .teams: dice.pick(["this.members", "this.goals", "this.teams"])
    case .people: dice.pick(["this.goals", "this.reports", "this.key_results", "this.check_ins"])
    case .cycles: dice.pick(["this.goals", "this.cycles"])
    case .checkIns: "goal.check_ins"
    case .links: "child.parents"
    default:
      dice.pick([
        "this.children", "this.parents", "this.check_ins", "this.key_results", "this.descendants",
        "this.ancestors", "this.blockers", "this.links", "this.initiatives",
      ])
    }
  }

  /// A condition with a query in it.
  private mutating func nested(_ kind: Kind) -> String {
    guard isGoal(kind) else {
      return "count(\(relation(kind))) \(comparator()) \(dice.number(0...3))"
    }
    let inner = dice.pick([Kind.goals, .keyResults, .objectives], else: .goals)
    let phrase = schema.definition(inner).plural
    let narrowed = modifiers(inner, dice.number(0...1), depth: 0).joined(separator: " ")
    switch dice.number(0...3) {
    case 0: return "count(\(phrase) under this \(narrowed)) \(comparator()) \(dice.number(0...3))"
    case 1: return "count(\(phrase) supported by this \(narrowed)) > \(dice.number(0...2))"
    case 2: return "avg(this.key_results.progress) \(comparator()) \(literal(.ratio))"
    default:
      return
        "count(from \(relation(kind)) | where \(test(inner))) \(comparator()) \(dice.number(0...2))"
    }
  }

  // MARK: Stages

  /// What can be named at a stage.
  private struct Shape {
    var kind: Kind?
    var columns: [(name: String, type: ValueType)] = []
    var isGrouped = false
    var made = 0
  }

  mutating func stages(_ kind: Kind) -> [String] {
    var shape = Shape(kind: kind)
    var found: [String] = []
    for _ in 0..<dice.pick([0, 1, 1, 2, 2, 3, 4], else: 1) {
      if let stage = stage(&shape) { found.append(stage) }
    }
    return found
  }

  private mutating func stage(_ shape: inout Shape) -> String? {
    shape.isGrouped ? groupedStage(&shape) : plainStage(&shape)
  }

  private mutating func plainStage(_ shape: inout Shape) -> String? {
    switch dice.number(0...12) {
    case 0: return "where \(condition(shape))"
    case 11:
      guard let kind = shape.kind, isGoal(kind) else { return nil }
      shape = Shape(kind: .goals, made: shape.made)
      let depth = dice.chance(30) ? " to depth \(dice.number(1...3))" : ""
      return dice.pick([
        "parents", "children", "ancestors", "descendants", "follow supports", "follow measures",
        "follow aligns",
      ]) + depth
    case 12:
      guard let kind = shape.kind, isGoal(kind) else { return nil }
      let other = dice.chance(50) ? kind : .objectives
      let narrowed = modifiers(other, dice.number(0...2), depth: 0).joined(separator: " ")
      let query = "(\(schema.definition(other).plural)\(narrowed.isEmpty ? "" : " " + narrowed))"
      guard shape.columns.isEmpty, dice.chance(40) else {
        return dice.pick(["intersect", "except"]) + " " + query
      }
      if other != kind { shape.kind = .goals }
      return "union " + query
    case 1, 2:
      return
        "sort by \(key(shape))\(dice.chance(40) ? " desc" : "")\(dice.chance(30) ? ", \(key(shape))" : "")"
    case 3: return "\(dice.pick(["take", "skip", "last"])) \(dice.number(0...6))"
    case 4: return "\(dice.pick(["top", "bottom"])) \(dice.number(1...5)) by \(key(shape))"
    case 5:
      shape.isGrouped = true
      return "group by \(groupKeys(&shape))"
    case 6: return summarize(&shape)
    case 7:
      shape.columns = []
      let columns = (0..<dice.number(1...3)).map { _ in column(&shape) }
      shape.columns = columns.map { ($0.name, $0.type) }
      shape.kind = nil
      return "show \(columns.map(\.text).joined(separator: ", "))"
    case 8:
      let column = column(&shape, named: true)
      shape.columns.append((column.name, column.type))
      return "add \(column.text)"
    case 9: return dice.pick(["distinct", "total"])
    default:
      if let last = shape.columns.last, shape.columns.count > 1 || shape.kind != nil {
        shape.columns.removeLast()
        return "drop \(last.name)"
      }
      shape = Shape(kind: nil, columns: [("count", .number)])
      return "count"
    }
  }

  private mutating func groupedStage(_ shape: inout Shape) -> String? {
    switch dice.number(0...9) {
    case 0: return "where \(aggregate(shape).text) \(comparator()) \(dice.number(0...3))"
    case 1: return "sort by \(aggregate(shape).text)\(dice.chance(50) ? " desc" : "")"
    case 2: return "\(dice.pick(["take", "skip", "last"])) \(dice.number(0...3))"
    case 3: return "\(dice.pick(["take", "skip", "last"])) \(dice.number(0...3)) rows"
    case 4: return "where rows \(condition(shape))"
    case 5: return "\(dice.pick(["top", "bottom"])) 2 rows by \(key(shape))"
    case 6: return "sort rows by \(key(shape))"
    case 7:
      let column = column(&shape, named: true)
      shape.columns.append((column.name, column.type))
      return "add \(column.text)"
    default: return summarize(&shape)
    }
  }

  private mutating func condition(_ shape: Shape) -> String {
    if let kind = shape.kind, shape.columns.isEmpty || dice.chance(60) {
      return condition(kind, depth: 1)
    }
    guard
      let column = shape.columns.isEmpty
        ? nil : shape.columns[dice.number(0...shape.columns.count - 1)]
    else { return "1 = 1" }
    switch column.type {
    case .number, .ratio, .points: return "\(column.name) \(comparator()) \(literal(column.type))"
    default: return "\(column.name) is \(dice.pick(["missing", "present"]))"
    }
  }

  /// A key to sort by.
  private mutating func key(_ shape: Shape) -> String {
    if let kind = shape.kind, shape.columns.isEmpty || dice.chance(70),
      let field = field(
        kind, [.number, .ratio, .points, .date, .text, .flag, .node(.people), .node(.teams)])
    {
      return dice.chance(10) && field.type == .number ? "-\(field.name)" : field.name
    }
    return shape.columns.isEmpty ? "1" : dice.pick(shape.columns.map(\.name))
  }

  private mutating func groupKeys(_ shape: inout Shape) -> String {
    var texts: [String] = []
    var names: Set<String> = []
    for _ in 0..<dice.number(1...2) {
      if let kind = shape.kind,
        let field = field(
          kind, [.text, .flag, .node(.people), .node(.teams), .node(.cycles), .date])
      {
        guard names.insert(field.name).inserted else { continue }
        texts.append(dice.chance(15) ? "\(name(&shape)) = \(field.name)" : field.name)
      } else if let column = shape.columns.first, names.insert(column.name).inserted {
        texts.append(column.name)
      }
    }
    return texts.isEmpty ? "\(name(&shape)) = 1" : texts.joined(separator: ", ")
  }

  private mutating func name(_ shape: inout Shape) -> String {
    shape.made += 1
    return "c\(shape.made)"
  }

  private mutating func summarize(_ shape: inout Shape) -> String {
    var columns: [(name: String, type: ValueType)] = []
    var texts: [String] = []
    for _ in 0..<dice.number(1...3) {
      let aggregate = aggregate(shape)
      let name = name(&shape)
      columns.append((name, aggregate.type))
      texts.append("\(name) = \(aggregate.text)")
    }
    shape = Shape(kind: nil, columns: columns, made: shape.made)
    return "summarize \(texts.joined(separator: ", "))"
  }

  private mutating func aggregate(_ shape: Shape) -> (text: String, type: ValueType) {
    if dice.chance(25) { return ("count()", .number) }
    let numbers = ["sum", "avg", "min", "max", "median", "first", "last"]
    if let kind = shape.kind {
      switch dice.number(0...5) {
      case 0: return ("count(\(test(kind)))", .number)
      case 1: return ("share(\(test(kind)))", .ratio)
      case 2:
        if isJudged(kind) { return ("wavg(progress, weight)", .ratio) }
        return ("count(\(anyone(kind)))", .number)
      case 3: return ("\(dice.pick(["any", "all"]))(\(anyone(kind)))", .flag)
      default:
        guard let field = field(kind, [.number, .ratio, .points]) else {
          return ("count()", .number)
        }
        return ("\(dice.pick(numbers))(\(field.name))", field.type)
      }
    }
    let columns = shape.columns.filter { [.number, .ratio, .points].contains($0.type) }
    guard !columns.isEmpty else { return ("count()", .number) }
    let column = columns[dice.number(0...columns.count - 1)]
    return ("\(dice.pick(numbers))(\(column.name))", column.type)
  }

  private mutating func column(
    _ shape: inout Shape, named: Bool = false
  ) -> (name: String, text: String, type: ValueType) {
    let name = name(&shape)
    if let kind = shape.kind {
      if !named, dice.chance(50) {
        let fields = schema.definition(kind).fields.filter { field in
          !shape.columns.contains { $0.name == field.name }
        }
        let field = fields[dice.number(0...fields.count - 1)]
        shape.columns.append((field.name, field.type))
        return (field.name, field.name, field.type)
      }
      switch dice.number(0...6) {
      case 6:
        guard isGoal(kind), let above = id([.objectives]) else { break }
        let isRoutes = dice.chance(50)
        return (
          name, "\(name) = \(isRoutes ? "routes" : "contribution")(\(above))",
          isRoutes ? .number : .ratio
        )
      case 0: return (name, "\(name) = count(\(relation(kind)))", .number)
      case 1: return (name, "\(name) = (\(test(kind)))", .flag)
      case 2 where isGoal(kind):
        return (
          name,
          "\(name) = \(dice.pick(["due - start", "owner.name", "this.children.title", "cycle.end", "owners", "root", "title ?? id"]))",
          .any
        )
      case 3:
        let aggregate = aggregate(shape)
        return (name, "\(name) = \(aggregate.text)", aggregate.type)
      case 4:
        if let field = field(kind, [.number]) {
          return (name, "\(name) = cumulative(\(field.name))", .number)
        }
        return (name, "\(name) = 1", .number)
      default:
        if let field = field(kind, [.number, .ratio]) {
          return (name, "\(name) = \(field.name)", field.type)
        }
        return (name, "\(name) = 1 + 2 * 3", .number)
      }
    }
    let aggregate = aggregate(shape)
    return (name, "\(name) = \(aggregate.text)", aggregate.type)
  }
}

extension Array {
  /// One of the members.
  fileprivate func randomElement(_ dice: inout Dice) -> Element? {
    isEmpty ? nil : self[dice.number(0...count - 1)]
  }
}
