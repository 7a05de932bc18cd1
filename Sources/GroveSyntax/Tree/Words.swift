// The closed vocabularies a tree refers to: kinds, adjectives, statuses, relations.

/// A built-in kind of the goal graph.
public enum KindWord: String, TreePart, CaseIterable {
  /// Objectives, key results and whatever else can be aligned.
  case goals
  /// Objectives.
  case objectives
  /// Key results.
  case keyResults = "key results"
  /// KPIs.
  case kpis
  /// Initiatives.
  case initiatives
  /// Check-ins.
  case checkIns = "check-ins"
  /// Teams.
  case teams
  /// People.
  case people
  /// Cycles.
  case cycles
  /// Contribution links.
  case links
  /// Recorded changes.
  case changes

  /// The kind as a phrase writes it: `key results`.
  public var phraseName: String { rawValue }

  /// The kind as one identifier, which is how expansions write it: `key_results`.
  public var coreName: String {
    switch self {
    case .keyResults: "key_results"
    case .checkIns: "check_ins"
    default: rawValue
    }
  }

  /// The kind with this identifier, if there is one.
  public init?(coreName: String) {
    guard let kind = KindWord.allCases.first(where: { $0.coreName == coreName }) else { return nil }
    self = kind
  }
}

/// A reserved adjective of one word.
public enum Adjective: String, TreePart, CaseIterable {
  /// Progress is less than expected by now.
  case behind
  /// Progress is more than expected by now.
  case ahead
  /// The status is done.
  case done
  /// Not closed.
  case open
  /// Open after its due date.
  case overdue
  /// Without a recent check-in.
  case stale
  /// Contributes to nothing.
  case unaligned
  /// Without an owner.
  case unowned
  /// Part of a cycle of links.
  case circular
  /// Not agreed yet.
  case draft
  /// Given up.
  case cancelled
  /// Promised in full.
  case committed
  /// Promised in part.
  case aspirational
  /// Has begun.
  case started
}

/// A word of the status scale.
public enum StatusWord: String, TreePart, CaseIterable {
  /// On track.
  case onTrack = "on track"
  /// At risk.
  case atRisk = "at risk"
  /// Off track.
  case offTrack = "off track"
  /// Done; in a tree only after `stated`, else it is the adjective.
  case done
  /// Not started; in a tree only after `stated`, else it is `not` and the adjective.
  case notStarted = "not started"
}

/// A status as a condition.
public struct StatusCondition: TreePart {
  /// The status.
  public var word: StatusWord
  /// Whether the owner's word is meant, not the computed status.
  public var isStated: Bool

  /// Makes a condition.
  public init(_ word: StatusWord, isStated: Bool = false) {
    self.word = word
    self.isStated = isStated
  }
}

/// The word of a relation.
public enum RelationWord: String, TreePart, CaseIterable {
  /// Belongs to.
  case of
  /// Its owner is.
  case ownedBy = "owned by"
  /// Contributes to.
  case under
  /// Is contributed to by.
  case supportedBy = "supported by"
  /// Reports to.
  case reportingTo = "reporting to"
}

/// A unit of durations and rolling periods.
public enum DurationUnit: String, TreePart, CaseIterable {
  /// A day.
  case day
  /// Seven days.
  case week
  /// A calendar month.
  case month
  /// A fiscal quarter.
  case quarter
  /// A fiscal year.
  case year
}

/// A unit of whole periods: those of durations, and half years and cycles.
public enum PeriodUnit: String, TreePart, CaseIterable {
  /// A day.
  case day
  /// An ISO week.
  case week
  /// A calendar month.
  case month
  /// A fiscal quarter.
  case quarter
  /// A fiscal half year.
  case half
  /// A fiscal year.
  case year
  /// A cycle of the workspace.
  case cycle

  /// The word for several: `halves`, `months`.
  public var plural: String { self == .half ? "halves" : rawValue + "s" }
}

/// A day of the week, Monday first.
public enum Weekday: String, TreePart, CaseIterable {
  /// The days, by name.
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
