// The domain's own functions. Those of a computed field stand here for their options and their page in
// the manual: the checker turns them into fields, and Measures computes them.

extension FunctionDefinition {
  static let goals: [FunctionDefinition] = [
    .computed(
      "progress", .ratio, "How far a goal has come from its baseline to its target, not clamped.",
      options: [Parameter("clamp", .value(.flag), optional: true)],
      missing: "Without a value, and when there is no distance between baseline and target.",
      example: "objectives | show title, progress(clamp: yes)"),
    .computed(
      "status", .text,
      "Where a goal stands on the status scale, by a named rule: gap, ratio, scorecard or google.",
      options: [Parameter("policy", .value(.text), optional: true)],
      missing: "Never; a goal with nothing to judge by is \"unknown\".",
      example: "objectives | group by status(policy: \"ratio\")"),
    .computed(
      "expected", .ratio, "The progress that the days gone by would have brought.",
      missing: "Without a start or a due date.", example: "key results | show title, expected"),
    .computed(
      "gap", .points, "Expected progress less progress; above zero is behind.",
      missing: "When progress or expected progress is.", example: "key results | top 5 by gap"),
    .computed(
      "elapsed", .ratio, "The share of a goal's days that has gone by.",
      missing: "Without a start or a due date.",
      example: "key results where elapsed > 80% and progress < 50%"),
    .computed(
      "needed_rate", .number, "The change a week that would reach the target on the due date.",
      missing: "Without a value, a target or days left.",
      example: "key results | show title, needed_rate"),
    .computed(
      "attainment", .ratio, "A KPI's actual value against its target, by its direction.",
      missing: "Without a value or a target.", example: "kpis below 90%"),
    FunctionDefinition(
      "missing", .goals,
      [Parameter("field", .any, repeated: true)], .always(.list(.text)),
      "The names of those fields that are missing.", missing: "Never; [] when all are present.",
      example: "key results | add gaps = missing(target, unit) | where gaps != []"),
    FunctionDefinition(
      "contribution", .goals, [Parameter("above", .value(.node(.goals)))], .always(.ratio),
      "The share of a goal's progress that the goal at hand contributes: its weight among the "
        + "children, times the share of each goal between, summed over all routes.",
      missing: "When it does not count.",
      example: "key results under @C1 | show title, contribution(@C1)"),
    FunctionDefinition(
      "routes", .goals, [Parameter("above", .value(.node(.goals)))], .always(.number),
      "How many simple paths lead up from the goal at hand to another, counted up to 1,000.",
      missing: "When there is no such goal; without a path it is 0.",
      example: "key results under @C1 | top 5 by routes(@C1)"),
    .computed(
      "forecast", .number, "The value a goal will end on if it goes on as in its check-ins.",
      missing: "Where there is no forecast.",
      example: "key results | show title, current, forecast, target"),
    .computed(
      "trend", .list(.number), "A goal's values in order of time.", missing: "Without values.",
      example: "key results | show title, trend"),
    FunctionDefinition(
      "better", .goals, [Parameter("change", .quantity)], .always(.flag),
      "Whether a change leads towards the goal's target, by its direction.",
      missing: "When the change is, and for bands, milestones and yes/no.",
      example: "kpis where better(change(value, last month))"),
    FunctionDefinition(
      "worse", .goals, [Parameter("change", .quantity)], .always(.flag),
      "Whether a change leads away from the goal's target, by its direction.",
      missing: "When the change is, and for bands, milestones and yes/no.",
      example: "kpis where worse(change(value, last month))"),
    FunctionDefinition(
      "band", .goals, [Parameter("value", .quantity)], .always(.text),
      "The band of the KPI at hand that a value lies in: green, amber or red.",
      missing: "When the value is, and without target and bands.",
      example: "kpis | show title, if_missed = band(value * 0.9)"),
  ]

  /// Functions of histories: the checker rewrites them into views.
  static let series: [FunctionDefinition] = [
    FunctionDefinition(
      "change", .series, [Parameter("value", .any), Parameter("period", .span)], .spreadOf(0),
      "A value at the end of a period, or on the day at hand while it lasts, less its value on the "
        + "day before the period began.",
      missing: "When it was missing on one of the two days.",
      example: "key results | show title, change(progress, last month)"),
    FunctionDefinition(
      "previous", .series, [Parameter("value", .any)], .sameAs(0),
      "A value as it was on the check-in day before the newest.",
      missing: "Without two check-in days.",
      example: "key results | show title, current, previous(current)"),
    FunctionDefinition(
      "falling", .series,
      [Parameter("value", .quantity), Parameter("times", .any, optional: true)],
      .always(.flag),
      "Whether a value went down at each of the newest check-in days, so many of them (once).",
      missing: "Without so many steps, and where a value was missing.",
      example: "key results where falling(confidence, 2)"),
    FunctionDefinition(
      "rising", .series, [Parameter("value", .quantity), Parameter("times", .any, optional: true)],
      .always(.flag),
      "Whether a value went up at each of the newest check-in days, so many of them (once).",
      missing: "Without so many steps, and where a value was missing.",
      example: "kpis where rising(value, 3)"),
    FunctionDefinition(
      "streak", .series, [Parameter("condition", .any)], .always(.number),
      "On how many of the newest check-in days, without a break, a condition held.",
      missing: "Without check-ins, and when the condition was missing on the newest.",
      example: "key results | show title, streak(at risk)"),
    FunctionDefinition(
      "days_when", .series, [Parameter("condition", .any), Parameter("period", .span)],
      .always(.number), "On how many days of a period that have come a condition held.",
      missing: "When the condition was missing on all of them.",
      example: "key results | show title, days_when(off track, this quarter)"),
    FunctionDefinition(
      "once", .series, [Parameter("condition", .any), Parameter("during", .span)], .always(.flag),
      "Whether a condition held on some day of a period that has come: what `ever` stands for.",
      missing: "When the condition was missing on all of them.",
      example: "key results where once(progress < 20%, during: Q2)"),
    FunctionDefinition(
      "has_changed", .series,
      [
        Parameter("field", .value(.text)), Parameter("from", .any, optional: true),
        Parameter("to", .any, optional: true),
      ], .always(.flag),
      "Whether a field's history holds such a change: what `changed` stands for.",
      missing: "Never.",
      example: "key results where has_changed(\"target\", since: start of this quarter)"),
  ]

  private static func computed(
    _ name: String, _ type: ValueType, _ summary: String, options: [Parameter] = [],
    missing: String, example: String
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .goals, [Parameter("goal", .any, optional: true)] + options, .always(type), summary,
      missing: missing, example: example)
  }
}
