// Which of the workspace's policies the numbers of a query follow, in sentences, for `explain`.

/// Puts the policies that a plan depends on into words.
struct RuleWords {
  let plan: ProgramPlan
  let graph: GoalGraph

  /// The policies behind the computed fields that a statement reads or shows.
  func rules(of form: StatementPlan) -> [String] {
    let fields = fields(of: form)
    func reads(_ names: String..., on kinds: [Kind]? = nil) -> Bool {
      fields.contains { names.contains($0.name) && kinds?.contains($0.kind) != false }
    }
    let policies = graph.policies
    var rules: [String] = []
    if reads("status", "done", "started") { rules.append(Self.words(policies.status)) }
    let mayRollUp: [Kind] = [.objectives, .goals]
    if reads(
      "progress", "score", "gap", "behind", "ahead", "status", "done", "started", on: mayRollUp)
    {
      rules.append(
        "progress of objectives: \(Self.words(policies.rollUp)); "
          + Self.words(policies.missingInRollUp))
    }
    if reads("stale", "check_ins_expected", "check_ins_made") {
      let grace = policies.graceDays == 0 ? "" : ", and \(policies.graceDays) days of grace"
      rules.append(
        "check-ins: every \(policies.defaultCadenceDays) days where no cadence is given\(grace)")
    }
    return rules
  }

  private static func words(_ policy: StatusPolicy) -> String {
    let limits =
      switch policy {
      case .gap: "on track when not behind, at risk to 25 points behind, off track beyond"
      case .ratio: "on track from 70% of what is expected, at risk from 50%, off track below"
      case .scorecard: "on track from 90% progress, at risk from 75%, off track below"
      case .google:
        "on track from a score of 0.7 (committed: 1), at risk from 0.4, off track below"
      }
    return "status by policy \(policy.rawValue): \(limits)"
  }

  private static func words(_ rollUp: RollUpSource) -> String {
    switch rollUp {
    case .keyResults: "weighted mean of the key results; where there are none, of child objectives"
    case .both: "weighted mean of key results and child objectives"
    case .children: "weighted mean of the child objectives"
    }
  }

  private static func words(_ missing: MissingInRollUp) -> String {
    switch missing {
    case .zero: "a child without progress counts as 0"
    case .skip: "a child without progress is left out"
    case .missing: "a child without progress makes it missing"
    }
  }

  /// The fields that a statement reads, its shown columns among them.
  private func fields(of form: StatementPlan) -> Set<FieldReference> {
    var fields: Set<FieldReference> = []
    var expressions: [ExpressionID] = []
    var queries: [QueryID] = []
    var seen = [Bool](repeating: false, count: plan.expressions.count)
    switch form {
    case .rows(let id): queries = [id]
    case .value(let id): expressions = [id]
    case .card: return []
    }
    while true {
      if let id = queries.popLast() {
        expressions += plan[id].rowExpressions
        switch plan[id].source {
        case .nodes(let source), .values(let source): expressions.append(source)
        case .query(let inner): queries.append(inner)
        default: break
        }
      } else if let id = expressions.popLast() {
        guard !seen[Int(id.index)] else { continue }
        seen[Int(id.index)] = true
        switch plan[id].form {
        case .field(let field, _), .member(_, let field): fields.insert(field)
        case .measure(.progress, let base):
          if case .node(let kind) = plan[base].type {
            fields.insert(FieldReference(name: "progress", kind: kind))
          }
        case .query(let inner): queries.append(inner)
        default: break
        }
        expressions += plan[id].form.operands
      } else {
        return fields
      }
    }
  }
}
