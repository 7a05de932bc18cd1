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
    .later("forecast", "The value the line through the cycle's check-ins reaches on the due date."),
    .later("trend", "The check-in values in order of time."),
    .later("better", "Whether a change is in the direction of the target."),
    .later("worse", "Whether a change is against the direction of the target."),
    .later("band", "The band in which a KPI's value lies."),
  ]

  /// Functions of histories, which are not kept yet.
  static let series: [FunctionDefinition] = [
    .later("change", "How much a value changed during a period.", in: .series),
    .later("previous", "The value before the latest one.", in: .series),
    .later("falling", "Whether a value fell for some check-ins in a row.", in: .series),
    .later("rising", "Whether a value rose for some check-ins in a row.", in: .series),
    .later("streak", "For how many days a condition has held.", in: .series),
    .later("days_when", "On how many days of a period a condition held.", in: .series),
    .later("has_changed", "Whether a field's history holds such a change.", in: .series),
    .later("once", "Whether a condition held at some moment of a period.", in: .series),
  ]

  private static func computed(
    _ name: String, _ type: ValueType, _ summary: String, options: [Parameter] = [],
    missing: String, example: String
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, .goals, [Parameter("goal", .any, optional: true)] + options, .always(type), summary,
      missing: missing, example: example)
  }

  private static func later(
    _ name: String, _ summary: String, in family: Family = .goals
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, family, [Parameter("value", .any, optional: true, repeated: true)], .always(.any),
      summary, example: "", availability: .later)
  }
}
