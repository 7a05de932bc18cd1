// The language's own kinds: names, headline fields, default columns. Their fields and relations
// stand in the files beside.

extension KindDefinition {
  static let objectives = KindDefinition(
    .objectives, singular: "objective", plural: "objectives", coreName: "objectives",
    table: .goals, headlineMeasure: "progress", headlineDate: "due", nameField: "title",
    columns: ["id", "title", "owner", "cycle", "progress", "status"],
    fields: FieldDefinition.objective, relations: RelationDefinition.carriedGoal)

  static let keyResults = KindDefinition(
    .keyResults, singular: "key result", plural: "key results", coreName: "key_results",
    table: .goals, headlineMeasure: "progress", headlineDate: "due", nameField: "title",
    columns: ["id", "title", "owner", "progress", "status", "due"],
    fields: FieldDefinition.keyResult, relations: RelationDefinition.keyResult)

  static let kpis = KindDefinition(
    .kpis, singular: "kpi", plural: "kpis", coreName: "kpis", table: .goals,
    headlineMeasure: "attainment", headlineDate: "due", nameField: "title",
    columns: ["id", "title", "owner", "value", "target", "unit", "attainment", "health"],
    fields: FieldDefinition.kpi, relations: RelationDefinition.goal)

  static let initiatives = KindDefinition(
    .initiatives, singular: "initiative", plural: "initiatives", coreName: "initiatives",
    table: .goals, headlineDate: "due", nameField: "title",
    columns: ["id", "title", "owner", "state", "due"],
    fields: FieldDefinition.initiative, relations: RelationDefinition.goal)

  static let checkIns = KindDefinition(
    .checkIns, singular: "check-in", plural: "check-ins", coreName: "check_ins",
    table: .checkIns, headlineMeasure: "value", headlineDate: "date", nameField: "note",
    columns: ["date", "goal", "value", "confidence", "note"],
    fields: FieldDefinition.checkIn, relations: RelationDefinition.checkIn)

  static let teams = KindDefinition(
    .teams, singular: "team", plural: "teams", coreName: "teams", table: .teams,
    headlineDate: "closed", nameField: "name", columns: ["id", "name", "parent", "lead"],
    fields: FieldDefinition.team, relations: RelationDefinition.team)

  static let people = KindDefinition(
    .people, singular: "person", plural: "people", coreName: "people", table: .people,
    headlineDate: "left", nameField: "name", columns: ["id", "name", "team", "manager"],
    fields: FieldDefinition.person, relations: RelationDefinition.person)

  static let cycles = KindDefinition(
    .cycles, singular: "cycle", plural: "cycles", coreName: "cycles", table: .cycles,
    headlineDate: "start", nameField: "name",
    columns: ["id", "name", "start", "end", "current"],
    fields: FieldDefinition.cycle, relations: RelationDefinition.cycle)

  static let links = KindDefinition(
    .links, singular: "link", plural: "links", coreName: "links", table: .links,
    headlineDate: "added", nameField: "kind", columns: ["child", "parent", "kind", "weight"],
    fields: FieldDefinition.link, relations: RelationDefinition.link)

  static let changes = KindDefinition(
    .changes, singular: "change", plural: "changes", coreName: "changes", table: .changes,
    headlineDate: "date", nameField: "field",
    columns: ["date", "goal", "field", "old", "new", "author"],
    fields: FieldDefinition.change, relations: RelationDefinition.change)

  static let goals = KindDefinition(
    .goals, singular: "goal", plural: "goals", coreName: "goals", table: .goals,
    headlineMeasure: "progress", headlineDate: "due", nameField: "title",
    columns: ["id", "kind", "title", "owner", "progress", "status"],
    fields: FieldDefinition.goal, relations: RelationDefinition.carriedGoal)
}
