// The fields of what is no goal: check-ins, teams, people, cycles, links, changes.

extension FieldDefinition {
  private static let id = FieldDefinition(
    "id", .text, "The name that @id refers to.", access: .id, missing: "has no id")
  private static let source = FieldDefinition(
    "source", .text, "The file and line it stands in.", origin: .computed, access: .source,
    missing: "not from a file")

  static let checkIn: [FieldDefinition] = [
    .init("goal", .node(.goals), "The goal it speaks of.", missing: "never"),
    .init("date", .date, "The day its value held.", missing: "never"),
    .init("recorded", .date, "The day it was entered.", missing: "the same as date"),
    .init("value", .number, "The goal's value on that day.", unit: "the goal's unit"),
    .init("confidence", .ratio, "How sure the owner was, 0 to 1."),
    .init("stated_status", .text, "The owner's word.", words: Status.names),
    .init("note", .text, "What was said."),
    .init("author", .node(.people), "Who entered it."),
    .computed(
      "previous", .previous, .node(.checkIns), "The goal's check-in before it.",
      missing: "it is the first"),
    .computed(
      "in_band", .inBand, .flag, "Its value is where the goal should be kept.",
      missing: "no value, or the goal keeps no value"),
    .computed(
      "days_late", .daysLate, .number, "Days from its date to its entry.", unit: "days",
      missing: "never"),
    source,
  ]

  static let team: [FieldDefinition] = [
    id,
    .init("name", .text, "What the team is called."),
    .init("parent", .node(.teams), "The team it is part of.", missing: "at the top"),
    .init("lead", .node(.people), "Who leads it."),
    .init("closed", .date, "The day it was closed.", missing: "it still exists"),
    source,
  ]

  static let person: [FieldDefinition] = [
    id,
    .init("name", .text, "What the person is called."),
    .init("email", .text, "The person's address."),
    .init("team", .node(.teams), "The person's team."),
    .init("manager", .node(.people), "Whom the person reports to.", missing: "nobody"),
    .init("left", .date, "The day the person left.", missing: "still there"),
    .computed(
      "overloaded", .overloaded, .flag,
      "Owns more open goals than the workspace allows, 5 unless it says otherwise.",
      missing: "never"),
    source,
  ]

  static let cycle: [FieldDefinition] = [
    id,
    .init("name", .text, "What the cycle is called."),
    .init("start", .date, "Its first day.", missing: "a cycle without dates"),
    .init("end", .date, "Its last day.", missing: "a cycle without dates"),
    .init("parent", .node(.cycles), "The cycle it is part of.", missing: "at the top"),
    .init("kind", .text, "Quarter, year, sprint ..."),
    .init("closed", .date, "The day it was closed.", missing: "not closed"),
    .computed("current", .isCurrent, .flag, "Today lies in it.", missing: "no dates"),
    source,
  ]

  static let link: [FieldDefinition] = [
    .init("child", .node(.goals), "The goal that supports.", missing: "never"),
    .init("parent", .node(.goals), "The goal that is supported.", missing: "never"),
    .init("kind", .text, "The kind of link.", missing: "never"),
    .init(
      "weight", .number, "What the child counts here; 0: nothing.",
      missing: "the child's weight"),
    .init("strength", .text, "How strong the tie is, in the workspace's words."),
    .init("added", .date, "The day it was made.", missing: "always there"),
    .init("removed", .date, "The day it was cut.", missing: "still there"),
    source,
  ]

  static let change: [FieldDefinition] = [
    .init("date", .date, "The day it took effect.", missing: "never"),
    .init("recorded", .date, "The day it was entered.", missing: "the same as date"),
    .init("goal", .node(.goals), "The goal that changed.", missing: "never"),
    .init("field", .text, "The field that changed.", missing: "never"),
    .init("old", .any, "The value before."),
    .init("new", .any, "The value after."),
    .init("author", .node(.people), "Who changed it."),
    source,
  ]
}
