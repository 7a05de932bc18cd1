// Which rule of the status policy a goal meets, with its terms.

extension Provenance {
  /// The status with the rule that gave it. Its terms are what the policy looks at: progress, and
  /// expected progress where it does.
  func status(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let goal = Int(node.row)
    guard let status = status(goal) else {
      let kind = graph.schema.definition(graph.kind(of: node)).plural
      return Reason(field, value, "\(kind) have no status", source: graph.place(of: node))
    }
    if let words = worstChildWords(goal) {
      return Reason(field, value, words, source: graph.place(of: node))
    }
    let policy = graph.policies.status
    let words = statusWords(status, goal, policy)
    let looksAtTime = policy == .gap || policy == .ratio
    let isJudged = [Status.onTrack, .atRisk, .offTrack, .unknown].contains(status)
    var fields = looksAtTime && isJudged ? ["expected", "progress"] : ["progress"]
    if policy == .google, isJudged { fields.append("commitment") }
    return Reason(
      field, value, words, source: depth == 0 ? graph.place(of: node) : nil,
      parts: try parts(fields, of: node, depth: depth))
  }

  private func statusWords(_ status: Status, _ goal: Int, _ policy: StatusPolicy) -> String {
    let progress = measures.numbers(.progress)[goal]
    let isObjective = contributions.isObjective(goal)
    switch status {
    case .notStarted:
      return isObjective ? "none of its children has a value yet" : "it has no value yet"
    case .unknown where progress.isNaN:
      return "its progress is missing"
    case .unknown:
      return "by policy \(policy.rawValue) it needs dates: \(elapsedWords(goal))"
    case .done:
      return "progress \(percent(progress)) is all of it"
    case .onTrack where progress >= 1:
      return "its value is where it is to be kept, and its time is not over"
    case .onTrack, .atRisk, .offTrack:
      return "by policy \(policy.rawValue): \(ruleWords(status, goal, policy))"
    }
  }

  /// The numbers of a policy with the limits they were held against.
  private func ruleWords(_ status: Status, _ goal: Int, _ policy: StatusPolicy) -> String {
    let progress = measures.numbers(.progress)[goal]
    let expected = measures.numbers(.expected)[goal]
    switch policy {
    case .gap:
      let limit =
        switch status {
        case .onTrack: "limit 0"
        case .atRisk: "limits 0 and 25"
        default: "limit 25"
        }
      return "\(paceWords(goal)), \(limit)"
    case .ratio:
      if expected == 0 { return "nothing is expected yet" }
      return "progress \(percent(progress)) / expected \(percent(expected)) = "
        + "\(percent(Ratio.of(progress, expected))), \(limits(status, "70%", "50%"))"
    case .scorecard:
      return "progress \(percent(progress)), \(limits(status, "90%", "75%"))"
    case .google:
      let score = (Ratio.clamped(progress) * 10).rounded() / 10
      let isCommitted = measures.flags(.committed)[goal] == 1
      let good = isCommitted ? "1" : "0.7"
      return "score \(say(score))\(isCommitted ? " of a committed goal" : ""), "
        + limits(status, good, "0.4")
    }
  }

  private func limits(_ status: Status, _ good: String, _ fair: String) -> String {
    switch status {
    case .onTrack: "limit \(good)"
    case .atRisk: "limits \(good) and \(fair)"
    default: "limit \(fair)"
    }
  }
}
