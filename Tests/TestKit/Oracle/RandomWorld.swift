// Small workspaces of every shape: missing values, several parents and owners, loops, weights of 0,
// cycles without dates, own kinds, every direction and policy.

package import Grove

/// Makes workspaces from seeds.
package struct RandomWorld {
  private var dice: Dice
  private var world: World
  private var line: Int32 = 0
  private var people: [String] = []
  private var teams: [String] = []
  private var cycles: [String] = []
  private var goals: [String] = []
  private var objectives: [String] = []

  package static let words = [
    "Reduce", "churn", "Launch", "map", "Grow", "sales", "Été", "café", "Hire", "engineers", "Fix",
    "São", "retention", "Map",
  ]
  package static let tags = ["x", "core", "risk", "q"]

  /// The workspace of a seed; the same seed gives the same one.
  package static func make(seed: UInt64) -> World {
    var maker = RandomWorld(seed: seed)
    maker.fill()
    return maker.world
  }

  private init(seed: UInt64) {
    dice = Dice(seed: seed)
    let month = dice.pick([1, 1, 2, 4, 7, 10], else: 1)
    let policies = Policies(
      status: dice.pick(StatusPolicy.allCases, else: .gap),
      missingInRollUp: dice.pick(MissingInRollUp.allCases, else: .zero),
      rollUp: dice.pick(RollUpSource.allCases, else: .both),
      defaultCadenceDays: Int32(dice.pick([7, 7, 14], else: 7)),
      graceDays: Int32(dice.pick([0, 0, 3], else: 0)),
      maintain: dice.pick(MaintainPolicy.allCases, else: .latest),
      fiscal: FiscalCalendar(startMonth: month, yearNamedBy: dice.chance(50) ? .end : .start))
    let days = dice.number(0...364)
    let first = CivilDate(year: 2026, month: 1, day: 1) ?? .earliest
    world = World(
      schema: Self.schema, policies: policies, today: first.adding(days: days) ?? first)
  }

  /// The standard kinds, and the own kind `risks`.
  package static let schema: Schema = {
    var schema = Schema.standard
    schema.addKind(
      plural: "risks", singular: "risk",
      fields: [
        FieldDefinition(name: "severity", type: .number),
        FieldDefinition(name: "mitigated", type: .flag),
        FieldDefinition(name: "area", type: .text, closedSet: ["market", "staff"]),
        FieldDefinition(name: "found", type: .date),
      ])
    for kind in [Kind.keyResults, .objectives] {
      schema.addField(FieldDefinition(name: "struggling", type: .flag), to: kind)
    }
    return schema
  }()

  // MARK: Rows

  private mutating func fill() {
    addPeopleAndTeams()
    addCycles()
    let count = dice.chance(6) ? 0 : dice.number(1...40)
    var kinds: [Kind] = (0..<count).map { _ in
      dice.pick(
        [.objectives, .objectives, .keyResults, .keyResults, .keyResults, .kpis, .initiatives],
        else: .objectives)
    }
    if let risks = Self.schema.kind(named: "risks") {
      for _ in 0..<dice.number(0...5) { kinds.append(risks) }
    }
    for kind in kinds { addGoal(kind) }
    addReferences()
    addLinks()
    addCheckIns()
  }

  private mutating func add(_ kind: Kind, _ id: String, _ fields: [String: Value]) {
    line += 1
    world.rows.append(WorldRow(kind: kind, id: id, line: line, fields: fields))
  }

  private mutating func day(around days: Int = 150) -> CivilDate {
    world.today.adding(days: dice.number(-days...days)) ?? world.today
  }

  private mutating func addPeopleAndTeams() {
    for index in 0..<dice.number(0...5) {
      var fields: [String: Value] = ["name": .text("Team \(index)")]
      if !teams.isEmpty, dice.chance(50) { fields["parent"] = .text(dice.pick(teams)) }
      if dice.chance(20) { fields["closed"] = .date(day()) }
      teams.append("t\(index)")
      add(.teams, "t\(index)", fields)
    }
    for index in 0..<dice.number(0...6) {
      var fields: [String: Value] = ["name": .text("Person \(index)")]
      if !people.isEmpty, dice.chance(60) { fields["manager"] = .text(dice.pick(people)) }
      if !teams.isEmpty, dice.chance(70) { fields["team"] = .text(dice.pick(teams)) }
      if dice.chance(20) { fields["left"] = .date(day()) }
      people.append("p\(index)")
      add(.people, "p\(index)", fields)
    }
  }

  private mutating func addCycles() {
    let calendar = NaiveCalendar(world.policies.fiscal)
    let year = calendar.year(of: world.today)
    func dates(_ period: Period?) -> [String: Value] {
      guard let period, let last = period.lastDay else { return [:] }
      return ["start": .date(period.start), "end": .date(last)]
    }
    var index = 0
    func id() -> String { "cy\(index)" }
    var parent: String?
    if dice.chance(60) {
      var fields = dates(calendar.months(12, from: 0, ofYear: year))
      fields["name"] = .text("FY\(year)")
      fields["kind"] = .text("year")
      parent = id()
      cycles.append(id())
      add(.cycles, id(), fields)
      index += 1
    }
    for (quarter, of) in [(4, year - 1), (1, year), (2, year), (3, year), (4, year)]
    where dice.chance(70) {
      var fields = dates(calendar.months(3, from: 3 * (quarter - 1), ofYear: of))
      if dice.chance(15), case .date(let start)? = fields["start"] {
        fields["start"] = start.adding(days: -5).map { .date($0) }
      }
      fields["name"] = .text("Q\(quarter) \(of)")
      fields["kind"] = .text("quarter")
      if let parent, of == year { fields["parent"] = .text(parent) }
      if dice.chance(10) { fields["closed"] = .date(day(around: 30)) }
      cycles.append(id())
      add(.cycles, id(), fields)
      index += 1
    }
    if dice.chance(40) {
      cycles.append(id())
      add(.cycles, id(), ["name": .text("Backlog")])
    }
  }

  private mutating func title() -> String {
    (0..<dice.number(1...3)).map { _ in dice.pick(Self.words) }.joined(separator: " ")
  }

  private mutating func maybe(
    _ percent: Int, _ name: String, _ fields: inout [String: Value], _ value: (inout Self) -> Value
  ) {
    if dice.chance(percent) { fields[name] = value(&self) }
  }

  private mutating func quantity() -> Double {
    Double(dice.pick([0, 1, 3, 10, 11, 20, 40, 50, 100, 120, -5], else: 0))
      + (dice.chance(15) ? 0.5 : 0)
  }

  private mutating func addGoal(_ kind: Kind) {
    let id = "g\(goals.count)"
    var fields: [String: Value] = [:]
    let schema = Self.schema.definition(kind)
    func words(_ name: String) -> [String] { schema.field(name)?.closedSet ?? [] }
    maybe(95, "title", &fields) { .text($0.title()) }
    maybe(25, "start", &fields) { .date($0.day()) }
    maybe(35, "due", &fields) { .date($0.day()) }
    maybe(40, "state", &fields) { .text($0.dice.pick(words("state"))) }
    maybe(40, "level", &fields) { .text($0.dice.pick(words("level"))) }
    maybe(25, "weight", &fields) { .number(Double($0.dice.pick([0, 1, 2, 3, -1], else: 1))) }
    maybe(15, "cadence", &fields) {
      .duration(
        $0.dice.pick([.init(days: 7), .init(months: 1), .init(days: 30), .init()], else: .init()))
    }
    maybe(30, "tags", &fields) { maker in
      .list((0..<maker.dice.number(1...2)).map { _ in .text(maker.dice.pick(Self.tags)) })
    }
    maybe(15, "created", &fields) { .date($0.day()) }
    if kind != .kpis, !kind.isOwn {
      maybe(15, "stated_progress", &fields) { .ratio(Double($0.dice.number(0...12)) / 10) }
      maybe(20, "stated_status", &fields) { .text($0.dice.pick(words("stated_status"))) }
    }
    if !kind.isOwn {
      maybe(20, "confidence", &fields) { .ratio(Double($0.dice.number(0...10)) / 10) }
    }
    if kind == .objectives || kind == .keyResults {
      maybe(40, "commitment", &fields) { .text($0.dice.pick(words("commitment"))) }
      maybe(25, "struggling", &fields) { .flag($0.dice.chance(50)) }
    }
    if kind == .objectives { maybe(25, "rollup", &fields) { .text($0.dice.pick(words("rollup"))) } }
    if kind == .keyResults || kind == .kpis { addValues(kind, words("direction"), &fields) }
    if kind == .kpis {
      maybe(30, "frequency", &fields) { .text($0.dice.pick(words("frequency"))) }
      maybe(30, "aggregate", &fields) { .text($0.dice.pick(words("aggregate"))) }
      maybe(30, "indicator", &fields) { .text($0.dice.pick(words("indicator"))) }
      maybe(20, "green_from", &fields) { .number($0.quantity()) }
      maybe(20, "amber_from", &fields) { .number($0.quantity()) }
      maybe(30, "north_star", &fields) { .flag($0.dice.chance(50)) }
    }
    if kind == .initiatives { maybe(50, "effort", &fields) { .number($0.quantity()) } }
    if kind.isOwn {
      maybe(70, "severity", &fields) { .number($0.quantity()) }
      maybe(60, "mitigated", &fields) { .flag($0.dice.chance(50)) }
      maybe(60, "area", &fields) { .text($0.dice.pick(words("area"))) }
      maybe(40, "found", &fields) { .date($0.day()) }
    }
    goals.append(id)
    if kind == .objectives { objectives.append(id) }
    add(kind, id, fields)
  }

  private mutating func addValues(
    _ kind: Kind, _ directions: [String], _ fields: inout [String: Value]
  ) {
    maybe(60, "direction", &fields) { .text($0.dice.pick(directions)) }
    maybe(65, "baseline", &fields) { .number($0.quantity()) }
    maybe(80, "target", &fields) { .number($0.quantity()) }
    maybe(55, kind == .kpis ? "value" : "current", &fields) { .number($0.quantity()) }
    maybe(20, "low", &fields) { .number($0.quantity()) }
    maybe(20, "high", &fields) { .number($0.quantity()) }
    maybe(30, "unit", &fields) { .text($0.dice.pick(["%", "EUR", "users"])) }
    maybe(15, "updated", &fields) { .date($0.day(around: 60)) }
    guard kind == .keyResults else { return }
    maybe(20, "stretch", &fields) { .number($0.quantity()) }
    maybe(20, "milestones", &fields) { maker in
      .list(
        (0..<maker.dice.number(1...3)).map { _ in
          var step = [Record.Field(name: "name", value: .text("step"))]
          if maker.dice.chance(50) {
            step.append(.init(name: "weight", value: .number(Double(maker.dice.number(0...3)))))
          }
          if maker.dice.chance(70) {
            let reached: Value =
              maker.dice.chance(50) ? .flag(maker.dice.chance(50)) : .date(maker.day(around: 40))
            step.append(.init(name: "reached", value: reached))
          }
          return .record(Record(step))
        })
    }
  }

  // MARK: Ties

  private mutating func addReferences() {
    for index in world.rows.indices
    where world.schema.definition(world.rows[index].kind).table == .goals {
      func some(_ ids: [String], _ dice: inout Dice) -> Value {
        .list((0..<dice.number(1...2)).map { _ in .text(dice.pick(ids)) })
      }
      if !people.isEmpty, dice.chance(60) {
        world.rows[index].fields["owners"] = some(people, &dice)
      }
      if !teams.isEmpty, dice.chance(45) { world.rows[index].fields["teams"] = some(teams, &dice) }
      if !cycles.isEmpty, dice.chance(50) {
        world.rows[index].fields["cycle"] = .text(dice.pick(cycles))
      }
      if world.rows[index].kind == .keyResults, !objectives.isEmpty, dice.chance(80) {
        world.rows[index].fields["objectives"] =
          dice.chance(15) ? some(objectives, &dice) : .text(dice.pick(objectives))
      }
      if world.rows[index].kind == .objectives, dice.chance(15) {
        world.rows[index].fields["continues"] = .text(dice.pick(objectives))
      }
    }
  }

  private mutating func addLinks() {
    guard !goals.isEmpty else { return }
    let kinds = ["supports", "supports", "supports", "aligns", "covers", "blocks"]
    let mayLoop = dice.chance(25)
    for _ in 0..<dice.number(0...goals.count) {
      let child = dice.number(0...goals.count - 1)
      let parent = dice.number(0...goals.count - 1)
      guard mayLoop || child > parent else { continue }
      line += 1
      world.links.append(
        WorldLink(
          child: goals[child], parent: goals[parent], kind: dice.pick(kinds),
          weight: dice.chance(30) ? Double(dice.pick([0, 1, 2, 5], else: 1)) : nil, line: line))
    }
  }

  private mutating func addCheckIns() {
    guard !goals.isEmpty else { return }
    for _ in 0..<dice.number(0...(goals.count * 2)) {
      var fields: [String: Value] = [
        "goal": .text(dice.pick(goals)), "date": .date(day(around: 80)),
      ]
      maybe(80, "value", &fields) { .number($0.quantity()) }
      maybe(40, "confidence", &fields) { .ratio(Double($0.dice.number(0...10)) / 10) }
      maybe(30, "stated_status", &fields) { .text($0.dice.pick(Status.names)) }
      maybe(40, "note", &fields) { .text($0.title()) }
      if !people.isEmpty { maybe(50, "author", &fields) { .text($0.dice.pick($0.people)) } }
      if dice.chance(30), case .date(let date)? = fields["date"] {
        fields["recorded"] = date.adding(days: dice.number(0...9)).map { .date($0) }
      }
      add(.checkIns, "", fields)
    }
  }
}
