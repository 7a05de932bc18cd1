// From where a graph is looked at: on which day, by what was known when, and with which numbers
// assumed. The graph as it looks from there is made in GoalGraph+Seen.

/// From where a graph is looked at.
package struct Viewpoint: Hashable, Sendable {
  /// The day that counts as today: what happened after it has not happened.
  package var today: CivilDate
  /// Whether that day lies before the caller's today. What the files say without a day (a newest
  /// value) is then not known yet.
  package var isPast = false
  /// Only what had been recorded by that day counts; nil: everything.
  package var knownOn: CivilDate?
  /// What is assumed to be so, the last of one cell winning.
  package var assumptions: [Assumption] = []

  package init(today: CivilDate) {
    self.today = today
  }
}

/// One cell taken to hold another value than it does.
package struct Assumption: Hashable, Sendable {
  package let node: Node
  /// The field, stored or computed.
  package let field: String
  package let value: Value

  package init(node: Node, field: String, value: Value) {
    self.node = node
    self.field = field
    self.value = value
  }
}

extension Viewpoint {
  /// Stored fields that say what a row is rather than how it stands, and those that links follow
  /// from: a goal under another objective is another question.
  private static let fixed: Set = [
    "created", "updated", "objective", "objectives", "child", "parent", "goal", "recorded",
  ]

  /// Computed fields whose value others follow from.
  private static let assumable: Set<Measure> = [
    .current, .progress, .expected, .confidence, .statedStatus, .status, .attainment, .health,
    .score, .holding, .zone, .neededRate, .actualRate,
  ]

  /// Whether a field can be taken to hold another value: stored ones, apart from those that say what
  /// the row is, and computed numbers and judgements; what follows from them (open, overdue, behind,
  /// stale ...) follows.
  package static func canAssume(_ field: FieldDefinition) -> Bool {
    switch field.access {
    case .column: !fixed.contains(field.name)
    case .measure(let measure): assumable.contains(measure)
    case .id, .kind, .source: false
    }
  }

  /// What a computed field that cannot be assumed follows from, as far as it can be assumed.
  package static func inputs(of field: FieldDefinition?) -> [String] {
    guard case .measure(let measure)? = field?.access else { return [] }
    switch measure {
    case .gap, .behind, .ahead: return ["progress", "expected"]
    case .elapsed, .overdue: return ["start", "due", "state"]
    case .open, .draft, .cancelled: return ["state"]
    case .committed, .aspirational: return ["commitment"]
    case .started, .done: return ["status", "progress"]
    case .forecast, .forecastLow, .forecastHigh, .forecastProgress, .trend:
      return ["progress", "needed_rate", "actual_rate"]
    case .plan, .inBand: return ["value", "target"]
    case .unowned, .overloaded: return ["owner"]
    case .stale, .checkInsExpected, .checkInsMade, .lastCheckIn: return ["start", "due", "state"]
    default: return []
    }
  }
}
