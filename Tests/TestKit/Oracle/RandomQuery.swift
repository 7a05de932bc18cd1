// Queries from seeds, as parts that can be left out one by one. Types and names are chosen so that
// most of them mean something in the workspace at hand. Expressions stand in RandomExpression.

import Grove

/// A query in parts.
package struct RandomQuery: Sendable {
  /// The kind with the adjectives before it.
  package var subject: String
  /// Modifiers that may stand in any order.
  package var modifiers: [String]
  /// What ends the phrase: `where E`, or a bare `with`.
  package var ending: String?
  package var stages: [String]

  package var text: String {
    let phrase = ([subject] + modifiers + [ending].compactMap { $0 }).joined(separator: " ")
    return ([phrase] + stages).joined(separator: " | ")
  }

  /// The same query with one part less, for finding what a disagreement is about.
  package var smaller: [RandomQuery] {
    var found: [RandomQuery] = []
    for index in stages.indices.reversed() {
      var copy = self
      copy.stages.remove(at: index)
      found.append(copy)
    }
    if ending != nil {
      var copy = self
      copy.ending = nil
      found.append(copy)
    }
    for index in modifiers.indices {
      var copy = self
      copy.modifiers.remove(at: index)
      found.append(copy)
    }
    if let last = subject.split(separator: " ").last, subject.contains(" ") {
      var copy = self
      copy.subject = subject.hasSuffix("key results") ? "key results" : String(last)
      if copy.subject != subject { found.append(copy) }
    }
    return found
  }
}

/// Makes queries for one workspace.
package struct QueryMaker {
  var dice: Dice
  let world: World
  let ids: [Kind: [String]]

  package init(_ world: World, seed: UInt64) {
    dice = Dice(seed: seed)
    self.world = world
    var ids: [Kind: [String]] = [:]
    for row in world.rows where !row.id.isEmpty { ids[row.kind, default: []].append("@\(row.id)") }
    self.ids = ids
  }

  static let goalKinds: [Kind] = [.goals, .objectives, .keyResults, .kpis, .initiatives]

  var schema: Schema { world.schema }
  var risks: Kind { schema.kind(named: "risks") ?? .goals }

  mutating func kind() -> Kind {
    dice.pick(
      [
        .goals, .goals, .objectives, .objectives, .keyResults, .keyResults, .keyResults, .kpis,
        .initiatives, .checkIns, .teams, .people, .cycles, .links, risks,
      ], else: .goals)
  }

  func isGoal(_ kind: Kind) -> Bool { schema.definition(kind).table == .goals }
  func isJudged(_ kind: Kind) -> Bool { [.goals, .objectives, .keyResults].contains(kind) }

  package mutating func query() -> RandomQuery {
    let kind = kind()
    var query = RandomQuery(
      subject: subject(kind),
      modifiers: modifiers(kind, dice.pick([0, 1, 1, 2, 3], else: 0), depth: 2),
      ending: nil, stages: [])
    if dice.chance(35) {
      query.ending = "where \(condition(kind, depth: 2))"
    } else if dice.chance(25) {
      query.ending = bareHaving(kind)
    }
    query.stages = stages(kind)
    return query
  }

  mutating func subject(_ kind: Kind) -> String {
    let name = schema.definition(kind).plural
    guard isGoal(kind), dice.chance(30) else { return name }
    return "\(adjective(kind)) \(name)"
  }

  /// An adjective that may stand before a kind.
  private mutating func adjective(_ kind: Kind) -> String {
    var words = [
      "open", "overdue", "stale", "unaligned", "unowned", "circular", "draft", "cancelled",
    ]
    if isJudged(kind) {
      words += ["behind", "ahead", "done", "started", "committed", "aspirational"]
    }
    if !kind.isOwn { words += ["company", "active"] }
    return dice.pick(words)
  }

  // MARK: Modifiers

  /// Modifiers of which none stands twice.
  mutating func modifiers(_ kind: Kind, _ count: Int, depth: Int) -> [String] {
    var used: Set<String> = []
    var found: [String] = []
    for _ in 0..<(count * 3) where found.count < count {
      let (family, text) = modifier(kind, depth: depth)
      guard !text.isEmpty, used.insert(family).inserted, !found.contains(text) else { continue }
      found.append(text)
    }
    return found
  }

  /// A modifier with the family of which only one may stand.
  mutating func modifier(_ kind: Kind, depth: Int) -> (family: String, text: String) {
    let (family, text) = positive(kind, depth: depth)
    if text.isEmpty || text.hasPrefix("with") || text == "not started" { return (family, text) }
    return dice.chance(15) ? (family, "not \(text)") : (family, text)
  }

  private mutating func positive(_ kind: Kind, depth: Int) -> (String, String) {
    switch dice.number(0...13) {
    case 0, 1, 2: return measure(kind)
    case 3: return when(kind)
    case 4 where isGoal(kind): return ("in", "in \(span())")
    case 5: return relation(kind, depth: depth)
    case 6: return relation(kind, depth: depth)
    case 7: return ("text \(dice.number(0...99))", textModifier(kind))
    case 10 where isJudged(kind): return degree(kind)
    case 11 where depth > 0: return ("with \(dice.number(0...99))", having(kind, depth: depth))
    case 12 where depth > 0:
      let branches = (0..<2).map { _ in modifier(kind, depth: 0) }
      guard branches.allSatisfy({ !$0.text.isEmpty }) else { return ("", "") }
      // An identifier before a bracket is a call, so something that is none stands between.
      return (
        "or \(dice.number(0...99))",
        "(\(branches.map(\.text).joined(separator: " or ")))"
      )
    default: return word(kind)
    }
  }

  private mutating func word(_ kind: Kind) -> (String, String) {
    guard isGoal(kind) else {
      switch kind {
      case .people: return ("left", "left")
      case .teams: return ("closed", "closed")
      case .cycles: return ("current", dice.pick(["current", "closed"]))
      case .checkIns: return ("in_band", "in_band")
      default: return ("", "")
      }
    }
    var words = ["open", "overdue", "stale", "unaligned", "unowned", "circular", "draft"]
    if kind == .kpis { words += ["lagging", "leading", "north_star", "in_band"] }
    if kind.isOwn { words += ["mitigated", "market", "staff", "found"] }
    if !kind.isOwn { words += ["company", "deferred", "person"] }
    if isJudged(kind) {
      words += [
        "on track", "at risk", "off track", "not started", "done", "behind", "ahead", "started",
        "stated on track", "stated at risk", "stated done", "stated not started", "committed",
        "struggling",
      ]
    }
    let word = dice.pick(words)
    return ("word \(word)", word)
  }

  private mutating func degree(_ kind: Kind) -> (String, String) {
    let bound = dice.pick(["more than", "less than", "at least", "at most"])
    switch dice.number(0...3) {
    case 0: return ("degree b", "behind by \(bound) \(dice.pick(["0", "10", "25"])) points")
    case 1: return ("degree a", "ahead by \(bound) \(dice.pick(["0", "10", "25"])) points")
    case 2: return ("degree o", "overdue by \(bound) \(dice.number(1...9)) weeks")
    default: return ("degree s", "stale for \(dice.number(1...60)) days")
    }
  }

  private mutating func textModifier(_ kind: Kind) -> String {
    let word = dice.pick(RandomWorld.words)
    let some = "(\"\(word)\", \"\(dice.pick(RandomWorld.words))\")"
    switch dice.number(0...3) {
    case 0: return "named \"\(word.lowercased())\""
    case 1: return "named \(some)"
    case 2 where isGoal(kind): return "tagged \"\(dice.pick(RandomWorld.tags))\""
    default:
      return
        "matching \"\(dice.pick(["*\(word)*", "\(word)*", "?\(word.dropFirst())*", "*", "*e*a*"]))\""
    }
  }

  private mutating func measure(_ kind: Kind) -> (String, String) {
    let definition = schema.definition(kind)
    let orMissing = dice.chance(15) ? " or missing" : ""
    if let headline = definition.headlineMeasure, dice.chance(45) {
      let type = definition.field(headline)?.type ?? .number
      return ("measure", level(type) + orMissing)
    }
    let types: [ValueType] = [.number, .ratio, .points]
    guard let field = field(kind, types) else { return ("", "") }
    return ("measure \(field.name)", "\(field.name) \(level(field.type))" + orMissing)
  }

  private mutating func level(_ type: ValueType) -> String {
    if dice.chance(20) { return "between \(literal(type)) and \(literal(type))" }
    return "\(dice.pick(["below", "above", "at least", "at most", "exactly"])) \(literal(type))"
  }

  private mutating func when(_ kind: Kind) -> (String, String) {
    let definition = schema.definition(kind)
    let orMissing = dice.chance(15) ? " or missing" : ""
    let phrase =
      dice.chance(35)
      ? "during \(period())"
      : "\(dice.pick(["before", "after", "since", "until"])) \(dice.chance(60) ? moment() : period())"
    if definition.headlineDate != nil, kind != .links, dice.chance(50) {
      return ("when", phrase + orMissing)
    }
    guard let field = field(kind, [.date]) else { return ("", "") }
    return ("when \(field.name)", "\(field.name) \(phrase)" + orMissing)
  }

  /// A field of one of some types.
  mutating func field(_ kind: Kind, _ types: [ValueType]) -> FieldDefinition? {
    let fields = schema.definition(kind).fields.filter {
      types.contains($0.type)
    }
    return fields.isEmpty ? nil : fields[dice.number(0...fields.count - 1)]
  }

  // MARK: Places

  mutating func id(_ kinds: [Kind]) -> String? {
    let all = kinds.flatMap { kind in
      kind == .goals ? Self.goalKinds.flatMap { ids[$0] ?? [] } : ids[kind] ?? []
    }
    return all.isEmpty ? nil : dice.pick(all)
  }

  mutating func several(_ kinds: [Kind]) -> String? {
    guard let one = id(kinds) else { return nil }
    guard dice.chance(25), let other = id(kinds), other != one else { return one }
    return "(\(one), \(other))"
  }

  private mutating func relation(_ kind: Kind, depth: Int) -> (String, String) {
    let family = "relation \(dice.number(0...999))"
    switch kind {
    case .people:
      if dice.chance(50), let manager = several([.people]) {
        return (family, "reporting to \(manager)" + depthWords())
      }
      return id([.teams, .people]).map { (family, "of \($0)") } ?? ("", "")
    case .teams: return id([.teams, .people]).map { (family, "of \($0)") } ?? ("", "")
    case .cycles: return id([.cycles]).map { (family, "of \($0)") } ?? ("", "")
    case .links: return id([.goals]).map { (family, "of \($0)") } ?? ("", "")
    case .checkIns:
      return id([.goals, .people, .teams, .cycles]).map { (family, "of \($0)") } ?? ("", "")
    default: break
    }
    guard isGoal(kind) else { return ("", "") }
    switch dice.number(0...4) {
    case 0:
      if depth > 0, dice.chance(25), !(ids[.people] ?? []).isEmpty {
        return ("owned by", "owned by (people \(modifier(.people, depth: 0).text))")
      }
      return several([.people]).map { ("owned by", "owned by \($0)") } ?? ("", "")
    case 1:
      return several([dice.pick([.teams, .people, .cycles, .goals], else: .teams)])
        .map { (family, "of \($0)") } ?? ("", "")
    default:
      let word = dice.pick(["under", "directly under", "supported by", "directly supported by"])
      if depth > 0, dice.chance(25) {
        let inner = subject(.objectives)
        let narrowed = modifier(.objectives, depth: 0).text
        return (family, "\(word) (\(inner) \(narrowed))")
      }
      guard let place = several([.goals]) else { return ("", "") }
      return (family, "\(word) \(place)" + (word.hasPrefix("d") ? "" : depthWords()))
    }
  }

  private mutating func depthWords() -> String {
    dice.chance(25) ? " to depth \(dice.number(1...3))" : ""
  }

  // MARK: With and without

  /// What rows of a kind have.
  func relatedKinds(_ kind: Kind) -> [Kind] {
    switch kind {
    case .teams: [.goals, .objectives, .keyResults, .people, .teams]
    case .people: [.goals, .objectives, .keyResults, .people, .checkIns]
    case .cycles: [.goals, .objectives, .keyResults, .cycles]
    case .checkIns, .links: []
    // On mixed kinds `objectives` is a key result's own field and of the others a relation.
    case .goals: [.goals, .keyResults, .initiatives, .kpis, .checkIns]
    default: [.goals, .keyResults, .initiatives, .kpis, .checkIns, .objectives]
    }
  }

  private mutating func amount() -> String {
    guard dice.chance(35) else { return dice.pick(["with", "without"]) }
    let bound = dice.pick(["more than", "fewer than", "at least", "at most", "exactly"])
    return "with \(bound) \(dice.number(0...3))"
  }

  private mutating func having(_ kind: Kind, depth: Int) -> String {
    guard let other = relatedKinds(kind).isEmpty ? nil : dice.pick(relatedKinds(kind), else: .goals)
    else { return "" }
    var query = subject(other)
    let narrowed = modifiers(other, dice.number(0...2), depth: depth - 1)
    query = ([query] + narrowed).joined(separator: " ")
    if dice.chance(15), isGoal(other), isGoal(kind) {
      query +=
        " where " + dice.pick(["due > outer.due", "owner = outer.owner", "team != outer.team"])
    }
    return "\(amount()) (\(query))"
  }

  mutating func bareHaving(_ kind: Kind) -> String? {
    if dice.chance(40) {
      guard
        let field = field(
          kind, [.number, .ratio, .date, .text, .node(.people), .node(.teams), .list(.text)])
      else { return nil }
      return "\(dice.pick(["with", "without"])) \(field.name)"
    }
    guard !relatedKinds(kind).isEmpty else { return nil }
    let other = dice.pick(relatedKinds(kind), else: .goals)
    if other == .checkIns {
      return "\(amount()) check-ins\(dice.chance(50) ? " since \(moment())" : "")"
    }
    return "\(amount()) \(subject(other))"
  }
}
