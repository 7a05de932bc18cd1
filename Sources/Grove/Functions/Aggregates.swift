// The aggregates: what they are called, what they take and what they give. How rows are folded stands
// in Execute/Aggregation.

/// A function that folds many values into one.
package enum Aggregate: String, Hashable, Sendable, CaseIterable {
  case count, sum, avg, wavg, min, max, median, percentile, stddev, first, last, any, all, distinct
  case share
}

extension FunctionDefinition {
  /// Of rows, or of the members of a list.
  static let aggregates: [FunctionDefinition] = [
    .folding(
      .count, [Parameter("condition", .any, optional: true)], .always(.number),
      "How many rows there are, or for how many a condition is yes; of a list, its members.",
      missing: "Never; 0 without rows. A missing condition does not count.",
      example: "key results | group by team | summarize count()"),
    .folding(
      .sum, [Parameter("values", .quantity)], .sameAs(0), "The sum, in row order.",
      missing: noValues, example: "initiatives | group by team | summarize sum(effort)"),
    .folding(
      .avg, [Parameter("values", .quantity)], .sameAs(0),
      "The mean. Means of ratios are rounded to nine decimals, of durations to whole days.",
      missing: noValues, example: "objectives | group by team | summarize avg(score)"),
    .folding(
      .wavg, [Parameter("values", .quantity), Parameter("weights", .quantity)], .sameAs(0),
      "The mean by weight. A pair with a missing half is skipped.",
      missing: "Without pairs, and when the weights sum to 0.",
      example: "kpis | group by perspective | summarize wavg(attainment, weight)"),
    .folding(
      .min, [Parameter("values", .ordered, repeated: true)], .sameAs(0),
      "The least value. With two or more arguments, the least of these.",
      missing: "Without a value; with several arguments, when one is missing.",
      example: "key results | group by owner | summarize min(due)", evaluate: least),
    .folding(
      .max, [Parameter("values", .ordered, repeated: true)], .sameAs(0),
      "The greatest value. With two or more arguments, the greatest of these.",
      missing: "Without a value; with several arguments, when one is missing.",
      example: "key results | group by owner | summarize max(due)", evaluate: greatest),
    .folding(
      .median, [Parameter("values", .quantity)], .sameAs(0),
      "The middle value; of an even number, the mean of the two in the middle.",
      missing: noValues, example: "check-ins | group by goal.team | summarize median(confidence)"),
    .folding(
      .percentile, [Parameter("values", .quantity), Parameter("share", .value(.ratio))],
      .sameAs(0),
      "The value below which a share of the values lies, interpolated between the closest ranks: "
        + "of n values in order, place share x (n - 1), counted from 0.",
      missing: "Without a value, and for a share outside 0% to 100%.",
      example: "key results | summarize percentile(progress, 90%)"),
    .folding(
      .stddev, [Parameter("values", .quantity)], .spreadOf(0),
      "The standard deviation of a sample (the squares are divided by n - 1); of ratios, in points.",
      missing: "With fewer than two values.",
      example: "key results | group by team | summarize stddev(progress)"),
    .folding(
      .first, [Parameter("values", .any)], .sameAs(0), "The first value that is present.",
      missing: noValues, example: "check-ins | group by goal | summarize first(value)"),
    .folding(
      .last, [Parameter("values", .any)], .sameAs(0), "The last value that is present.",
      missing: noValues, example: "check-ins | group by goal | summarize last(value)"),
    .folding(
      .any, [Parameter("condition", .value(.flag))], .always(.flag),
      "Whether a condition is yes for at least one row.",
      missing: "When it is yes for none and missing for one. No without rows.",
      example: "key results | group by team | summarize any(stale)"),
    .folding(
      .all, [Parameter("condition", .value(.flag))], .always(.flag),
      "Whether a condition is yes for every row.",
      missing: "When it is no for none and missing for one. Yes without rows.",
      example: "key results | group by objective | summarize all(done)"),
    .folding(
      .distinct, [Parameter("values", .any)], .listOf(0),
      "The different values that are present, in order of first appearance.",
      missing: "Never; [] without a value.",
      example: "key results | group by team | summarize distinct(owner)"),
    .folding(
      .share, [Parameter("condition", .value(.flag))], .always(.ratio),
      "The share of yes among yes and no.", missing: "When it is neither for any row.",
      example: "goals | group by team | summarize share(on track)"),
    FunctionDefinition(
      "cumulative", .aggregates, [Parameter("values", .quantity)], .sameAs(0),
      "The running sum in row order, within the group when grouped.",
      missing: "Until the first value; a missing value adds nothing.",
      example: "initiatives | sort by due | show title, cumulative(effort)"),
  ]

  private static let noValues = "Without a value."

  private static func folding(
    _ aggregate: Aggregate, _ parameters: [Parameter], _ result: ResultRule, _ summary: String,
    missing: String, example: String, evaluate: Body? = nil
  ) -> FunctionDefinition {
    FunctionDefinition(
      aggregate.rawValue, .aggregates, parameters, result, summary, missing: missing,
      example: example, aggregate: aggregate, evaluate: evaluate)
  }

  private static func least(_ arguments: [Value], _ context: FunctionContext) -> Value {
    chosen(arguments) { $0 == .orderedAscending }
  }

  private static func greatest(_ arguments: [Value], _ context: FunctionContext) -> Value {
    chosen(arguments) { $0 == .orderedDescending }
  }

  private static func chosen(
    _ arguments: [Value], _ isBetter: (ValueOrder) -> Bool
  ) -> Value {
    guard var best = arguments.first, !arguments.contains(.missing) else { return .missing }
    for value in arguments.dropFirst() where isBetter(ValueOrder(value, best)) { best = value }
    return best
  }
}
