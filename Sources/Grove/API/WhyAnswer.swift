// The answer to `why`: a sentence, and the values it rests on with the places where they stand.

/// Why something is so, is in an answer, or has its value.
public struct WhyAnswer: Sendable {
  /// The graph that was asked; it resolves the nodes among the values.
  public let graph: GoalGraph
  /// The thing asked about; nil when a variable holds none.
  public let node: Node?
  /// The day the answer is about.
  public let today: CivilDate
  /// The canonical text of the question.
  public let query: String
  /// The core form of the condition or query asked about.
  public let expansion: String
  /// Whether what was said is so: yes, no, or missing when it is not known. Of `why progress of @x`
  /// the value.
  public let value: Value
  /// The answer in a sentence: `KR-4 is off track by policy gap: expected 52.2% - ...`.
  public let verdict: String
  /// What it rests on, in order, each with its own inputs.
  public let reasons: [Reason]

  package init(
    graph: GoalGraph, today: CivilDate, query: String, expansion: String, finding: WhyFinding
  ) {
    self.graph = graph
    self.today = today
    self.query = query
    self.expansion = expansion
    node = finding.node
    value = finding.value
    verdict = finding.verdict
    reasons = finding.reasons
  }
}
