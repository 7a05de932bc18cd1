// The vocabulary as people look it up: a line of meaning and an example for each modifier, stage
// and operator. Kinds, fields and functions come from the schema and the function registry.

/// A word of the language.
package struct WordEntry: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case modifier = "modifiers", adjective = "adjectives", stage = "stages"
    case expression = "expressions", period = "dates and periods"
  }

  package let group: Group
  /// The words that find it, the first being its name.
  package let words: [String]
  package let form: String
  package let meaning: String
  package let example: String

  init(
    _ group: Group, _ words: [String], _ form: String, _ meaning: String, example: String
  ) {
    self.group = group
    self.words = words
    self.form = form
    self.meaning = meaning
    self.example = example
  }
}

/// All words, group by group.
package enum WordCatalogue {
  /// All of them, in the order that `grove words` lists them.
  package static let entries = modifiers + adjectives + stages + expressions + periods

  /// The entry with that word, in any case; `owned` finds `owned by`, too.
  package static func entry(_ word: String) -> WordEntry? {
    let wanted = word.lowercased()
    return entries.first { $0.words.contains(wanted) }
      ?? entries.first { $0.words.contains { $0.hasPrefix(wanted + " ") } }
  }

  private static let modifiers: [WordEntry] = [
    .init(
      .modifier, ["below", "above"], "below X, above X",
      "the kind's headline measure (progress, attainment, value) is less or more than X",
      example: "key results below 50%"),
    .init(
      .modifier, ["at least", "at most", "exactly", "between"],
      "at least X, at most X, exactly X, between A and B",
      "the same with the bounds included; a field's name before it names the measure",
      example: "key results confidence at most 0.5"),
    .init(
      .modifier, ["or missing"], "below X or missing",
      "also keeps the rows that have no value; without it they are dropped and counted",
      example: "key results below 50% or missing"),
    .init(
      .modifier, ["in"], "in PERIOD", "filed under a cycle, one of its parts, or a period",
      example: "objectives in Q2"),
    .init(
      .modifier, ["during"], "during PERIOD",
      "its dates overlap the period; a check-in: made in it",
      example: "goals during May 2026"),
    .init(
      .modifier, ["before", "after", "since", "until"], "before D, after D, since D, until D",
      "the kind's headline date (due; for check-ins the date), or a named one",
      example: "key results due before today"),
    .init(
      .modifier, ["of"], "of @x", "belongs to a team, objective, cycle, goal or person",
      example: "key results of @growth"),
    .init(
      .modifier, ["owned by"], "owned by @x", "owned by a person, or one of several",
      example: "goals owned by @me"),
    .init(
      .modifier, ["reporting to"], "reporting to @x",
      "people below someone, at any depth", example: "people reporting to @me"),
    .init(
      .modifier, ["under"], "under @x, directly under @x, under @x to depth 2",
      "everything that contributes to x, each once", example: "key results under @O1"),
    .init(
      .modifier, ["supported by"], "supported by @x",
      "everything that x contributes to (upwards)", example: "objectives supported by @KR-1"),
    .init(
      .modifier, ["with", "without"], "with R, without R, with more than N R",
      "has related rows or a field, so many, or none; without brackets it ends the phrase",
      example: "objectives without key results"),
    .init(
      .modifier, ["named"], "named \"text\"", "the title holds the text, without case and accents",
      example: "goals named \"churn\""),
    .init(
      .modifier, ["tagged"], "tagged \"x\"", "has the tag, or one of several",
      example: "goals tagged \"growth\""),
    .init(
      .modifier, ["matching"], "matching \"glob*\"", "the title matches a pattern",
      example: "key results matching \"launch*\""),
    .init(
      .modifier, ["not"], "not M", "the opposite of the next modifier or condition",
      example: "key results not stale"),
    .init(
      .modifier, ["or"], "( M or M )", "one of these; side by side means and",
      example: "goals (unowned or overdue)"),
    .init(
      .modifier, ["where"], "where CONDITION", "keeps the rows that fulfil it; ends the phrase",
      example: "key results where gap > 20 points"),
    .init(
      .modifier, ["stated"], "stated STATUS", "what the owner says, not what is computed",
      example: "key results stated at risk"),
    .init(
      .modifier, ["as of", "as known on"], "as of D", "the graph as it was on a day",
      example: "key results as of 2026-05-01"),
    .init(
      .modifier, ["assuming"], "assuming @x.field = value", "what if; the data is untouched",
      example: "objectives assuming @KR-1.progress = 80%"),
    .init(
      .modifier, ["changed", "ever"], "changed F, ever M during P", "what the history holds",
      example: "key results changed target since start of this quarter"),
  ]

  private static let adjectives: [WordEntry] = [
    .init(
      .adjective, ["on track", "at risk", "off track", "not started"],
      "on track, at risk, off track, not started, done",
      "how it stands by the workspace's status policy", example: "key results at risk"),
    .init(
      .adjective, ["behind", "ahead"], "behind, ahead, behind by more than X",
      "its progress against what is expected by now",
      example: "key results behind by more than 25 points"),
    .init(
      .adjective, ["overdue"], "overdue, overdue by more than D", "open and past its due day",
      example: "open key results overdue"),
    .init(
      .adjective, ["stale"], "stale, stale for D",
      "its last check-in is older than its cadence allows", example: "stale key results"),
    .init(
      .adjective, ["open", "done", "started", "draft", "cancelled"],
      "open, done, started, draft, cancelled", "where it is in its life",
      example: "open objectives"),
    .init(
      .adjective, ["unaligned", "unowned", "circular"], "unaligned, unowned, circular",
      "it supports nothing, has no owner, supports itself", example: "unaligned objectives"),
    .init(
      .adjective, ["committed", "aspirational"], "committed, aspirational",
      "whether all of it is promised", example: "committed key results"),
  ]

  private static let stages: [WordEntry] = [
    .init(
      .stage, ["sort by"], "sort by E [desc], ...", "orders the rows; missing last",
      example: "key results | sort by progress"),
    .init(
      .stage, ["take", "skip", "last"], "take N, skip N, last N",
      "the first rows, all but these, the last",
      example: "key results | take 5"),
    .init(
      .stage, ["top", "bottom"], "top N by E, bottom N by E", "the rows with the most, the least",
      example: "key results | bottom 3 by progress"),
    .init(
      .stage, ["group by"], "group by E, ...", "puts rows together; they stay rows",
      example: "objectives | group by team"),
    .init(
      .stage, ["summarize"], "summarize [name =] AGGREGATE, ...", "one row a group, or one in all",
      example: "objectives | group by team | summarize n = count(), mean = avg(progress)"),
    .init(
      .stage, ["show"], "show E [as FORMAT], ...",
      "chooses the columns; formats are percent bar sparkline date relative money text",
      example: "key results | show title, owner, progress as bar"),
    .init(
      .stage, ["add", "drop"], "add name = E, drop name", "one column more, one less",
      example: "key results | add left = 100% - progress"),
    .init(
      .stage, ["distinct"], "distinct", "equal rows once", example: "goals | show owner | distinct"),
    .init(.stage, ["count"], "count", "how many rows", example: "key results below 50% | count"),
    .init(
      .stage, ["total"], "total", "a line of totals below",
      example: "key results | show id, progress | total"),
    .init(
      .stage, ["render"], "render table, list, tree or bars", "how to draw the answer",
      example: "objectives | group by team | summarize mean = avg(progress) | render bars"),
    .init(
      .stage, ["union", "intersect", "except"], "union (QUERY)",
      "rows of either, of both, of one only",
      example: "objectives | except (objectives with key results)"),
    .init(
      .stage, ["parents", "children", "ancestors", "descendants", "follow"],
      "parents, children, ancestors, descendants", "walks along the links",
      example: "@O1 | children"),
  ]

  private static let expressions: [WordEntry] = [
    .init(
      .expression, ["and"], "A and B, A or B", "never mixed without brackets",
      example: "key results where stale and progress < 50%"),
    .init(
      .expression, ["is missing", "is present"], "is missing, is present",
      "a missing value is neither zero nor no; compare it on purpose",
      example: "key results where target is missing"),
    .init(
      .expression, ["??"], "E ?? DEFAULT", "the default where E is missing",
      example: "key results | show title, progress ?? 0%"),
    .init(
      .expression, ["contains", "starts with", "ends with", "matches"],
      "contains, starts with, ends with, matches", "tests of text, without case and accents",
      example: "goals where title contains \"launch\""),
    .init(
      .expression, ["if"], "if A then B else C", "one value or the other",
      example: "key results | show title, if stale then \"ask\" else \"\""),
    .init(
      .expression, ["this", "outer"], "this.F, outer.F", "the row, and the row around the query",
      example: "objectives where count(key results under this) > 2"),
    .init(
      .expression, ["@"], "@id, @\"id with spaces\", @me",
      "a thing of the workspace; alone it prints its card", example: "@me"),
    .init(
      .expression, ["$_", "$1"], "$_, $1, $2", "at the prompt: the last answer and its rows",
      example: "$1"),
  ]

  private static let periods: [WordEntry] = [
    .init(
      .period, ["this quarter", "last month", "next cycle"],
      "this, last, next + day week month quarter half year cycle", "whole calendar units",
      example: "objectives in this quarter"),
    .init(
      .period, ["q2", "h1 2026", "fy26", "may 2026", "2026-w14"],
      "Q2, Q2 2026, 2026-Q2, H1 2026, FY26, May 2026, 2026-W14, year 2026",
      "a cycle of that name, else the fiscal period", example: "objectives in Q2"),
    .init(
      .period, ["past 14 days", "coming 2 weeks"], "past 14 days, coming 2 weeks",
      "up to today, from today on",
      example: "check-ins during past 14 days"),
    .init(
      .period, ["today", "yesterday", "tomorrow", "monday", "14 days ago", "start of"],
      "2026-05-15, today, 14 days ago, monday, last friday, start of P, end of P", "a day",
      example: "check-ins since 14 days ago"),
    .init(
      .period, ["to"], "D to D, P to date", "without its last day; up to today",
      example: "check-ins during this year to date"),
  ]
}
