// Relations of every kind, by name, both ways, and the kinds of links they follow.
// In a link the child supports the parent.

extension LinkKind {
  static let standard: [LinkKind] = [
    LinkKind(name: "measures", effect: .progress, doc: "A key result measures its objective."),
    LinkKind(name: "supports", effect: .progress, doc: "A goal contributes to another."),
    LinkKind(
      name: "aligns", effect: .alignment, doc: "A goal is in line with another, without counting."),
    LinkKind(
      name: "covers", effect: .alignment, doc: "An objective looks after a KPI (the child)."),
    LinkKind(name: "blocks", effect: .nothing, doc: "The child keeps the parent from moving."),
    LinkKind(name: "continues", effect: .nothing, doc: "The child carries the parent on."),
  ]
}

extension RelationDefinition {
  /// What every goal and every row of an own kind has.
  static let goal: [RelationDefinition] = [
    .init("parents", .goals, .links(.up, kind: nil, transitive: false), "What it supports."),
    .init("children", .goals, .links(.down, kind: nil, transitive: false), "What supports it."),
    .init(
      "ancestors", .goals, .links(.up, kind: nil, transitive: true),
      "What it supports, through any number of links."),
    .init(
      "descendants", .goals, .links(.down, kind: nil, transitive: true),
      "What supports it, through any number of links."),
    .init("goals", .goals, .links(.down, kind: nil, transitive: false), "What supports it."),
    .init(
      "objectives", .objectives, .links(.down, kind: nil, transitive: false),
      "The objectives that support it."),
    .init(
      "key_results", .keyResults, .links(.down, kind: nil, transitive: false),
      "The key results that support it."),
    .init(
      "initiatives", .initiatives, .links(.down, kind: nil, transitive: false),
      "The initiatives that support it."),
    .init("kpis", .kpis, .links(.down, kind: nil, transitive: false), "The KPIs it covers."),
    .init("check_ins", .checkIns, .inverse("goal"), "Its check-ins, oldest first."),
    .init("changes", .changes, .inverse("goal"), "Its changes, oldest first."),
    .init("links", .links, .inverse("child"), "The links to what it supports."),
    .init(
      "blockers", .goals, .links(.down, kind: "blocks", transitive: false),
      "What keeps it from moving."),
    .init(
      "blocks", .goals, .links(.up, kind: "blocks", transitive: false),
      "What it keeps from moving."),
    .init("owner", .people, .field("owners"), "Its owners."),
    .init("team", .teams, .field("teams"), "Its teams."),
    .init("cycle", .cycles, many: false, .field("cycle"), "The cycle it is filed under."),
  ]

  /// Objectives and key results, and so goals of all kinds together, may be carried over.
  static let carriedGoal =
    goal + [
      .init("carried_by", .goals, .inverse("continues"), "The goals that carry it on."),
      .init("continues", .goals, many: false, .field("continues"), "The goal it carries on."),
    ]

  /// A key result's objectives stand above it, so the name means its field there.
  static let keyResult =
    carriedGoal.filter { $0.name != "objectives" } + [
      .init(
        "objective", .objectives, many: false, .field("objective"),
        "The objective it measures."),
      .init("objectives", .objectives, .field("objectives"), "All objectives it measures."),
    ]

  static let checkIn: [RelationDefinition] = [
    .init("goal", .goals, many: false, .field("goal"), "The goal it speaks of."),
    .init("author", .people, many: false, .field("author"), "Who entered it."),
  ]

  /// What belongs to a row that goals refer to by `field`.
  private static func goals(by field: String) -> [RelationDefinition] {
    [
      .init("goals", .goals, .inverse(field), "Its goals."),
      .init("objectives", .objectives, .inverse(field), "Its objectives."),
      .init("key_results", .keyResults, .inverse(field), "Its key results."),
      .init("kpis", .kpis, .inverse(field), "Its KPIs."),
      .init("initiatives", .initiatives, .inverse(field), "Its initiatives."),
    ]
  }

  static let team =
    goals(by: "teams") + [
      .init("members", .people, .inverse("team"), "The people in it."),
      .init("people", .people, .inverse("team"), "The people in it."),
      .init("teams", .teams, .inverse("parent"), "The teams that are part of it."),
      .init("parent", .teams, many: false, .field("parent"), "The team it is part of."),
      .init("lead", .people, many: false, .field("lead"), "Who leads it."),
    ]

  static let person =
    goals(by: "owners") + [
      .init("reports", .people, .inverse("manager"), "Who reports to the person."),
      .init("people", .people, .inverse("manager"), "Who reports to the person."),
      .init("manager", .people, many: false, .field("manager"), "Whom the person reports to."),
      .init("team", .teams, many: false, .field("team"), "The person's team."),
      .init("leads", .teams, .inverse("lead"), "The teams the person leads."),
      .init("check_ins", .checkIns, .inverse("author"), "The check-ins the person entered."),
    ]

  static let cycle =
    goals(by: "cycle") + [
      .init("cycles", .cycles, .inverse("parent"), "The cycles that are part of it."),
      .init("parent", .cycles, many: false, .field("parent"), "The cycle it is part of."),
    ]

  static let link: [RelationDefinition] = [
    .init("child", .goals, many: false, .field("child"), "The goal that supports."),
    .init("parent", .goals, many: false, .field("parent"), "The goal that is supported."),
  ]

  static let change: [RelationDefinition] = [
    .init("goal", .goals, many: false, .field("goal"), "The goal that changed."),
    .init("author", .people, many: false, .field("author"), "Who changed it."),
  ]
}
