// What a query means, without its answer: the core form, the days its periods stand for, and how many
// rows each step leaves.

/// The explanation of one query.
public struct Explanation: Sendable {
  /// A step of the query with the rows it leaves.
  public struct Step: Hashable, Sendable {
    /// The modifier or stage as written.
    public let words: String
    /// How many rows there are after it; nil where rows are groups or cannot be counted.
    public let rows: Int?

    package init(words: String, rows: Int?) {
      self.words = words
      self.rows = rows
    }
  }

  /// The canonical text.
  public let query: String
  /// The core form it stands for.
  public let expansion: String
  /// How it was read, with dates resolved.
  public let understood: String
  /// The source and each step after it, in order.
  public let steps: [Step]
  /// The plan, one operator a line.
  public let plan: String
}

extension PreparedProgram {
  /// Explains every query of the program: what each means and how many rows each step leaves.
  ///
  /// Every step is run once more, so this costs about the square of the number of steps.
  public func explain(cancellation: Cancellation? = nil) -> [Explanation] {
    statements.map { statement in
      Explanation(
        query: statement.text, expansion: statement.expansion,
        understood: statement.understood, steps: steps(of: statement, cancellation),
        plan: PlanText(plan: plan, graph: session.graph).text(of: statement.form))
    }
  }

  private func steps(
    of statement: PreparedStatement, _ cancellation: Cancellation?
  ) -> [Explanation.Step] {
    guard case .rows = statement.form else { return [] }
    var core = statement.core
    var stages = core.stages
    core.stages = []
    var steps = [
      Explanation.Step(words: Printer.print(core), rows: count(core, cancellation: cancellation))
    ]
    var isCounted = true
    if case .phrase = core.head, case .filter(let condition, rows: false)? = stages.first?.form {
      stages.removeFirst()
      let conditions: [Expression] =
        if case .logic(.and, let members) = condition.form { members } else { [condition] }
      for end in conditions.indices {
        guard let all = Core.all(Array(conditions[...end])) else { continue }
        core.stages = [Stage(.filter(all, rows: false))]
        let written = source.text(in: conditions[end].range)
        steps.append(
          Explanation.Step(
            words: written.isEmpty ? Printer.print(conditions[end]) : written,
            rows: count(core, cancellation: cancellation)))
      }
    }
    for stage in stages {
      core.stages.append(stage)
      if case .group = stage.form { isCounted = false }
      if case .summarize = stage.form { isCounted = true }
      steps.append(
        Explanation.Step(
          words: "| " + source.text(in: stage.range),
          rows: isCounted ? count(core, cancellation: cancellation) : nil))
    }
    return steps
  }
}
