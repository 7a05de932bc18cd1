// The numbers and judgements that are computed instead of loaded, by name only.
// Formulas stand in Model/Numbers, their passes over whole columns in Execute/Measures.

/// A computed field. Its definition in words stands at its `FieldDefinition`.
public enum Measure: UInt8, CaseIterable, Hashable, Sendable {
  // Numbers of a goal.
  case current, progress, expected, gap, elapsed, score, attainment, confidence
  case neededRate, actualRate, forecast, forecastLow, forecastHigh, forecastProgress, plan
  case checkInsExpected, checkInsMade, depth, carried
  // Words of a goal, from a closed set.
  case status, statedStatus, health, zone
  // Conditions of a goal.
  case open, overdue, stale, started, behind, ahead, done, holding
  case unaligned, unsupported, crossCycle, unowned, circular, draft, cancelled, committed,
    aspirational
  case progressIsStated
  // Rows that a goal points to.
  case lastCheckIn, root, first
  // Lists of a goal.
  case trend
  // Of a check-in.
  case previous, inBand, daysLate
  // Of a cycle.
  case isCurrent
  // Of a person.
  case overloaded

  /// What a cell of the measure's column holds.
  public enum Shape: Sendable {
    /// A double; NaN is missing.
    case number
    /// 0 no, 1 yes, 2 missing.
    case flag
    /// An index into the measure's words; 255 is missing.
    case word
    /// A row of a table; -1 is missing.
    case row(TableID)
    /// A list as a value, or missing.
    case list
  }

  /// What a cell of its column holds.
  public var shape: Shape {
    switch self {
    case .current, .progress, .expected, .gap, .elapsed, .score, .attainment, .confidence,
      .neededRate, .actualRate, .forecast, .forecastLow, .forecastHigh, .forecastProgress, .plan,
      .checkInsExpected, .checkInsMade, .depth, .carried, .daysLate:
      .number
    case .status, .statedStatus, .health, .zone: .word
    case .open, .overdue, .stale, .started, .behind, .ahead, .done, .holding, .unaligned,
      .unsupported, .crossCycle, .overloaded, .unowned, .circular, .draft, .cancelled, .committed,
      .aspirational, .progressIsStated,
      .inBand, .isCurrent:
      .flag
    case .lastCheckIn, .previous: .row(.checkIns)
    case .root, .first: .row(.goals)
    case .trend: .list
    }
  }

  /// The words that a `.word` column's codes stand for, in order.
  public var words: [String] {
    switch self {
    case .status, .statedStatus: Status.names
    case .health: Health.allCases.map(\.rawValue)
    case .zone: Zone.allCases.map(\.rawValue)
    default: []
    }
  }

  /// The table whose rows it is computed for.
  public var table: TableID {
    switch self {
    case .previous, .inBand, .daysLate: .checkIns
    case .isCurrent: .cycles
    case .overloaded: .people
    default: .goals
    }
  }
}

/// The health of a KPI, from best to worst.
public enum Health: String, CaseIterable, Sendable {
  /// In the green band.
  case green
  /// In the amber band.
  case amber
  /// In the red band.
  case red
}

/// How far a key result came on its own scale of baseline, target and stretch, from least to most.
public enum Zone: String, CaseIterable, Sendable {
  /// Below 0.3 of the way to the stretch value.
  case fail
  /// From 0.3.
  case commit
  /// From 0.7.
  case target
  /// From 1.0.
  case stretch
}
