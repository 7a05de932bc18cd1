// The fields of the goal kinds: what all goals share, then what objectives, key results, KPIs and
// initiatives add. Formulas are told in the docstrings of Model/Numbers.

extension FieldDefinition {
  static let states = [
    "draft", "active", "closed", "cancelled", "dropped", "deferred", "archived",
  ]
  static let levels = ["company", "team", "person"]
  static let directions = [
    "increase", "decrease", "at_least", "at_most", "between", "milestones", "yes_no", "baseline",
  ]
  static let frequencies = [
    "daily", "weekly", "fortnightly", "monthly", "quarterly", "yearly", "irregular",
  ]

  /// What every goal and every row of an own kind has.
  static let identity: [FieldDefinition] = [
    .init("id", .text, "The name that @id refers to.", access: .id, missing: "never"),
    .init("title", .text, "What the goal is called."),
    .init(
      "kind", .text, "The kind of goal: objective, key result ...", origin: .computed,
      access: .kind, missing: "never"),
    .init("description", .text, "What more there is to say."),
    .init("owner", .node(.people), "The owner; of several the first.", missing: "nobody owns it"),
    .init("owners", .list(.node(.people)), "All owners.", missing: "nobody owns it"),
    .init("accountable", .node(.people), "Who answers for it, when not the owner."),
    .init("tags", .list(.text), "Words it is filed under."),
    .init("created", .date, "The day it was entered."),
    .init("updated", .date, "The day its values in the files were last changed."),
    .init(
      "source", .text, "The file and line it stands in.", origin: .computed, access: .source,
      missing: "not from a file"),
  ]

  /// When a goal runs, whose it is and what state it is in.
  static let course: [FieldDefinition] = [
    .init("team", .node(.teams), "The team; of several the first.", origin: .effective),
    .init("teams", .list(.node(.teams)), "All teams.", origin: .effective),
    .init("cycle", .node(.cycles), "The cycle it is filed under.", origin: .effective),
    .init(
      "start", .date, "Its first day: its own, else its objective's, else its cycle's.",
      origin: .effective, missing: "no dates"),
    .init(
      "due", .date, "Its last day: its own, else its objective's, else its cycle's.",
      origin: .effective, missing: "no dates"),
    .init("state", .text, "Where it is in its life.", missing: "active", words: states),
    .init("level", .text, "Whose goal it is.", words: levels),
    .init("weight", .number, "What it counts in its parents; 0: nothing.", missing: "1"),
    .init("cadence", .duration, "Time between check-ins.", missing: "the workspace's"),
    .computed("open", .open, .flag, "Still to be worked on.", missing: "never"),
    .computed("overdue", .overdue, .flag, "Open and past its due day.", missing: "no due day"),
    .computed(
      "stale", .stale, .flag, "Open, and its last check-in is older than its cadence allows.",
      missing: "no check-in and no start"),
    .computed(
      "last_check_in", .lastCheckIn, .node(.checkIns), "The newest check-in.",
      missing: "none yet"),
    .computed(
      "check_ins_expected", .checkInsExpected, .number,
      "How many check-ins its cadence asks for by now.", missing: "no dates, or irregular"),
    .computed(
      "check_ins_made", .checkInsMade, .number, "How many of those intervals have a check-in.",
      missing: "no dates, or irregular"),
    .computed("unowned", .unowned, .flag, "It has no owner.", missing: "never"),
    .computed(
      "unaligned", .unaligned, .flag, "It supports nothing, and is not at the top level.",
      missing: "never"),
    .computed(
      "cross_cycle", .crossCycle, .flag,
      "It supports a goal of a cycle that is not its own and does not hold it.",
      missing: "it has no cycle"),
    .computed("circular", .circular, .flag, "It supports itself in a loop.", missing: "never"),
    .computed("draft", .draft, .flag, "Its state is draft.", missing: "never"),
    .computed("cancelled", .cancelled, .flag, "Its state is cancelled.", missing: "never"),
    .computed(
      "depth", .depth, .number, "The most links up to a goal without parents.",
      missing: "in a loop"),
    .computed(
      "root", .root, .node(.goals), "The goal without parents it leads up to.",
      missing: "in a loop, or several"),
  ]

  /// What objectives and key results are judged by.
  static let judgement: [FieldDefinition] = [
    .computed(
      "progress", .progress, .ratio, "How far it is, not clamped.",
      missing: "cannot be computed and was not stated"),
    .computed(
      "expected", .expected, .ratio, "How far it should be by now.",
      missing: "no dates"),
    .computed(
      "gap", .gap, .points, "Expected less actual progress.",
      missing: "one of them is missing"),
    .computed(
      "elapsed", .elapsed, .ratio, "The share of its time that is over.",
      missing: "no dates"),
    .computed(
      "status", .status, .text, "How it stands by the workspace's status policy.",
      missing: "never"),
    .computed("done", .done, .flag, "Its status is done.", missing: "the status is unknown"),
    .computed(
      "started", .started, .flag, "Its status is not `not started`.",
      missing: "the status is unknown"),
    .computed(
      "behind", .behind, .flag, "Its progress is less than expected.",
      missing: "no gap"),
    .computed("ahead", .ahead, .flag, "Its progress is more than expected.", missing: "no gap"),
    .computed(
      "unsupported", .unsupported, .flag,
      "Nothing works towards it: no key result, goal or initiative below it.", missing: "never"),
    .computed("score", .score, .number, "Progress from 0 to 1.", missing: "no progress"),
    .init(
      "commitment", .text, "Whether all of it is promised.",
      words: ["committed", "aspirational"]),
    .computed(
      "committed", .committed, .flag, "Its commitment is committed.",
      missing: "not given"),
    .computed(
      "aspirational", .aspirational, .flag, "Its commitment is aspirational.",
      missing: "not given"),
    .computed(
      "stated_status", .statedStatus, .text, "The owner's word, the newest one.",
      missing: "not given"),
    .init("stated_progress", .ratio, "The owner's word for the progress."),
    .init("stated_score", .number, "The score the owner closed it with, 0 to 1."),
    .computed(
      "progress_is_stated", .progressIsStated, .flag,
      "Its progress is the owner's word, since none can be computed.", missing: "no progress"),
    .init("closing_note", .text, "What was said when it was closed."),
    .computed(
      "confidence", .confidence, .ratio, "The newest confidence, 0 to 1.",
      missing: "not given"),
    .init("continues", .node(.goals), "The goal of an earlier cycle it carries on."),
    .computed("carried", .carried, .number, "How often it was carried over.", missing: "in a loop"),
    .computed(
      "first", .first, .node(.goals), "The goal the carrying over began with.",
      missing: "in a loop"),
    .computed(
      "forecast_progress", .forecastProgress, .ratio,
      "The progress it will end on if it goes on as in its check-ins.", missing: "no forecast"),
  ]

  /// Where a value that is checked in is heading.
  static let heading: [FieldDefinition] = [
    .computed(
      "forecast", .forecast, .number, "The value it will end on if it goes on as in its check-ins.",
      unit: "its unit", missing: "no last day, or no values on two days"),
    .computed(
      "forecast_low", .forecastLow, .number, "The lower end of the forecast's 80 % band.",
      unit: "its unit", missing: "no values on three check-ins"),
    .computed(
      "forecast_high", .forecastHigh, .number, "The upper end of the forecast's 80 % band.",
      unit: "its unit", missing: "no values on three check-ins"),
    .computed(
      "trend", .trend, .list(.number), "Its values in order of time.", unit: "its unit",
      missing: "no value yet"),
  ]

  static let objective =
    identity + course + judgement + [
      .init(
        "rollup", .text, "Which children its progress comes from.",
        missing: "the workspace's", words: RollUpSource.allCases.map(\.rawValue))
    ]

  static let keyResult =
    identity + course + judgement + heading + [
      .init("objective", .node(.objectives), "The objective it measures; of several the first."),
      .init("objectives", .list(.node(.objectives)), "All objectives it measures."),
      .init(
        "baseline", .number, "The value it started from.", unit: "its unit",
        missing: "0 when increasing"),
      .init("target", .number, "The value to reach.", unit: "its unit"),
      .computed(
        "current", .current, .number, "The newest value.", unit: "its unit",
        missing: "no value yet"),
      .init("unit", .text, "What its values count."),
      .init(
        "direction", .text, "Which way is better: as given, else from baseline to target.",
        origin: .effective, missing: "no target, or milestones", words: directions),
      .init("low", .number, "The lower bound of its band.", unit: "its unit"),
      .init("high", .number, "The upper bound of its band.", unit: "its unit"),
      .init("milestones", .list(.record), "Its steps: name, weight, reached (yes, or a day)."),
      .init(
        "phases", .list(.record), "What is to be reached by when: by (a day), target.",
        missing: "it is to move evenly"),
      .init("stretch", .number, "The value beyond the target.", unit: "its unit"),
      .computed(
        "holding", .holding, .flag, "The newest value is where it should be kept.",
        missing: "not of that sort, or no value"),
      .computed(
        "actual_rate", .actualRate, .number, "The change since the baseline.",
        unit: "its unit a week", missing: "no value, baseline or start"),
      .computed(
        "needed_rate", .neededRate, .number, "The change needed to be there on time.",
        unit: "its unit a week", missing: "no value, target or due day, or no time left"),
      .computed(
        "zone", .zone, .text, "Where it is between baseline and stretch.",
        missing: "no stretch"),
    ]

  static let kpi =
    identity + course + heading + [
      .computed(
        "value", .current, .number, "The newest value, or the sum or mean of its cycle.",
        unit: "its unit", missing: "no value yet"),
      .init("unit", .text, "What its values count."),
      .init(
        "direction", .text, "Which way is better.", missing: "increase",
        words: directions),
      .init("baseline", .number, "The value it started from.", unit: "its unit"),
      .init("target", .number, "The value to reach or keep.", unit: "its unit"),
      .init("low", .number, "The lower bound of its band.", unit: "its unit"),
      .init("high", .number, "The upper bound of its band.", unit: "its unit"),
      .init(
        "green_from", .number, "The value where green begins, itself included.",
        unit: "its unit", missing: "the target"),
      .init(
        "amber_from", .number, "The value where amber begins, itself included.",
        unit: "its unit", missing: "75 % of the target reached"),
      .init(
        "frequency", .text, "How often it is measured.", missing: "its cadence",
        words: frequencies),
      .init(
        "aggregate", .text, "How the values of a cycle become one.", missing: "last",
        words: ["last", "sum", "mean"]),
      .computed(
        "attainment", .attainment, .ratio, "The value against its target.",
        missing: "no value or target"),
      .computed(
        "health", .health, .text, "The band the value is in.",
        missing: "no value, or neither target nor bands"),
      .computed(
        "in_band", .holding, .flag, "The value is on the right side of its target.",
        missing: "no value or target"),
      .init("north_star", .flag, "Whether it is the one number above all."),
      .init(
        "indicator", .text, "Whether it runs ahead of the outcome.",
        words: ["leading", "lagging"]),
      .init("perspective", .text, "The scorecard's perspective."),
      .init("benchmark", .record, "What others reach: p25, median, p75, source."),
      .computed(
        "actual", .current, .number, "The same as value, beside plan.", unit: "its unit",
        missing: "no value yet"),
      .computed(
        "plan", .plan, .number, "The value planned for now.", unit: "its unit",
        missing: "nothing is planned for now"),
      .init("plans", .list(.record), "What is planned by period: period, value."),
      .computed(
        "confidence", .confidence, .ratio, "The newest confidence, 0 to 1.",
        missing: "not given"),
    ]

  static let initiative =
    identity + course + [
      .init("effort", .number, "The work it takes.", unit: "as the workspace counts it"),
      .computed(
        "stated_status", .statedStatus, .text, "The owner's word, the newest one.",
        missing: "not given"),
      .init("stated_progress", .ratio, "The owner's word for the progress."),
      .computed(
        "confidence", .confidence, .ratio, "The newest confidence, 0 to 1.",
        missing: "not given"),
    ]

  /// What a workspace's own kind has before its own fields.
  static let ownKind = identity + course

  /// The fields of all four goal kinds, each once; those of the same name have the same meaning.
  static let goal: [FieldDefinition] = {
    var fields: [FieldDefinition] = []
    for field in objective + keyResult + kpi + initiative
    where !fields.contains(where: { $0.name == field.name }) {
      fields.append(field)
    }
    return fields
  }()
}
