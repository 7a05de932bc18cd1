// Computed columns of a graph as seen on one day: each is computed once, at the first call, and
// shared from then on. One file beside for each family of measures.

import Synchronization

/// The computed columns of a graph from one viewpoint. Check-ins dated after today do not count.
package final class MeasureCache: Sendable {
  package let graph: GoalGraph
  package let viewpoint: Viewpoint
  /// What is assumed of computed cells, by row.
  private let assumed: [Measure: [Int: Value]]
  private let made = Mutex<[Measure: MeasureColumn]>([:])

  /// The numbers of `graph`, which is the one seen from the viewpoint.
  package init(graph: GoalGraph, viewpoint: Viewpoint) {
    self.graph = graph
    self.viewpoint = viewpoint
    var assumed: [Measure: [Int: Value]] = [:]
    for assumption in viewpoint.assumptions {
      let node = assumption.node
      let field = graph.schema.definition(graph.kind(of: node)).field(assumption.field)
      guard case .measure(let measure)? = field?.access, measure.table == node.table else {
        continue
      }
      assumed[measure, default: [:]][Int(node.row)] = assumption.value
    }
    self.assumed = assumed
  }

  /// The column of a measure, a cell a row of the measure's table, missing by the markers of
  /// `Measure.Shape`. The first call computes it and what it needs; O(rows + links + check-ins).
  package func column(_ measure: Measure) -> MeasureColumn {
    if let column = made.withLock({ $0[measure] }) { return column }
    // Computed outside the lock, since a measure asks for others. Two threads may compute the same
    // column at once; they get the same cells, and the first one is kept.
    let column = assuming(measure, compute(measure))
    return made.withLock {
      if let first = $0[measure] { return first }
      $0[measure] = column
      return column
    }
  }

  /// The cells of a `.number` measure; empty for another shape.
  package func numbers(_ measure: Measure) -> [Double] {
    if case .numbers(let cells) = column(measure) { cells } else { [] }
  }

  /// The cells of a `.flag` measure; empty for another shape.
  package func flags(_ measure: Measure) -> [UInt8] {
    if case .flags(let cells) = column(measure) { cells } else { [] }
  }

  /// The cells of a `.word` measure, indices into `Measure.words`; empty for another shape.
  package func codes(_ measure: Measure) -> [UInt8] {
    if case .words(let cells) = column(measure) { cells } else { [] }
  }

  /// The cells of a `.row` measure; empty for another shape.
  package func rows(_ measure: Measure) -> [Int32] {
    if case .rows(let cells) = column(measure) { cells } else { [] }
  }

  /// The cells of a `.list` measure; empty for another shape.
  package func lists(_ measure: Measure) -> [Value] {
    if case .lists(let cells) = column(measure) { cells } else { [] }
  }

  /// One cell as a value of the type its field has.
  package func value(_ measure: Measure, row: Int, type: ValueType) -> Value {
    switch column(measure) {
    case .numbers(let cells):
      return Column.number(cells).value(row, type: type)
    case .flags(let cells):
      return Column.flag(cells).value(row, type: type)
    case .words(let cells):
      let words = measure.words
      return Int(cells[row]) < words.count ? .text(words[Int(cells[row])]) : .missing
    case .rows(let cells):
      guard cells[row] >= 0, case .row(let table) = measure.shape else { return .missing }
      return .node(Node(table: table, row: cells[row]))
    case .lists(let cells):
      return cells[row]
    }
  }

  private func compute(_ measure: Measure) -> MeasureColumn {
    switch measure {
    case .current: .numbers(currentValues())
    case .confidence: .numbers(newestConfidences())
    case .statedStatus: .words(newestStatedStatuses())
    case .lastCheckIn: .rows(lastCheckIns())
    case .progress: .numbers(progress())
    case .progressIsStated: .flags(progressIsStated())
    case .score: .numbers(numbers(.progress).map(Ratio.clamped))
    case .elapsed: .numbers(elapsed())
    case .expected: .numbers(expectedProgress())
    case .gap: .numbers(gaps())
    case .behind: .flags(numbers(.gap).map { $0.isNaN ? 2 : $0 > 0 ? 1 : 0 })
    case .ahead: .flags(numbers(.gap).map { $0.isNaN ? 2 : $0 < 0 ? 1 : 0 })
    case .neededRate: .numbers(neededRates())
    case .actualRate: .numbers(actualRates())
    case .forecast: .numbers(forecasts().value)
    case .forecastLow: .numbers(forecasts().low)
    case .forecastHigh: .numbers(forecasts().high)
    case .forecastProgress: .numbers(forecastProgress())
    case .plan: .numbers(plans())
    case .trend: .lists(trends())
    case .status: .words(statuses(by: graph.policies.status))
    case .done: .flags(statusFlags { $0 == .done })
    case .started: .flags(statusFlags { $0 != .notStarted })
    case .attainment: .numbers(attainments())
    case .health: .words(healths())
    case .holding: .flags(holding())
    case .zone: .words(zones())
    case .open: .flags(open())
    case .overdue: .flags(overdue())
    case .draft: .flags(flags(where: "state", is: "draft", whenMissing: 0))
    case .cancelled: .flags(flags(where: "state", is: "cancelled", whenMissing: 0))
    case .committed: .flags(flags(where: "commitment", is: "committed", whenMissing: 2))
    case .aspirational: .flags(flags(where: "commitment", is: "aspirational", whenMissing: 2))
    case .stale: .flags(stale())
    case .checkInsExpected: .numbers(checkInCounts().expected)
    case .checkInsMade: .numbers(checkInCounts().made)
    case .previous: .rows(previousCheckIns())
    case .inBand: .flags(checkInsInBand())
    case .daysLate: .numbers(daysLate())
    case .depth: .numbers(depths())
    case .root: .rows(roots())
    case .unaligned: .flags(unaligned())
    case .unsupported: .flags(unsupported())
    case .crossCycle: .flags(crossCycle())
    case .overloaded: .flags(overloaded())
    case .unowned: .flags(unowned())
    case .circular: .flags(circular())
    case .carried: .numbers(carriedOver().count)
    case .first: .rows(carriedOver().first)
    case .isCurrent: .flags(currentCycles())
    }
  }
}

// MARK: - What is assumed

extension MeasureCache {
  /// The assumed numbers of a measure by row; empty when nothing is assumed of it.
  func assumedNumbers(_ measure: Measure) -> [Int: Double] {
    assumed[measure]?.mapValues { $0.asNumber ?? .nan } ?? [:]
  }

  /// The column with what is assumed in place of what was computed.
  private func assuming(_ measure: Measure, _ column: MeasureColumn) -> MeasureColumn {
    guard let assumed = assumed[measure] else { return column }
    switch column {
    case .numbers(var cells):
      for (row, value) in assumed where cells.indices.contains(row) {
        cells[row] = value.asNumber ?? .nan
      }
      return .numbers(cells)
    case .flags(var cells):
      for (row, value) in assumed where cells.indices.contains(row) {
        cells[row] = value == .flag(true) ? 1 : value == .flag(false) ? 0 : 2
      }
      return .flags(cells)
    case .words(var cells):
      for (row, value) in assumed where cells.indices.contains(row) {
        let place = measure.words.firstIndex { .text($0) == value }
        cells[row] = place.flatMap { UInt8(exactly: $0) } ?? 255
      }
      return .words(cells)
    case .rows, .lists:
      return column
    }
  }
}

/// A computed column, by the shape of its measure.
package enum MeasureColumn: Sendable {
  case numbers([Double])
  case flags([UInt8])
  case words([UInt8])
  case rows([Int32])
  case lists([Value])
}

// MARK: - Stored columns as arrays

extension MeasureCache {
  /// How many goals there are.
  var goalCount: Int { graph.table(.goals).rowCount }

  /// The stored numbers of a field, all missing when there are none.
  func stored(_ field: String, _ table: TableID = .goals) -> [Double] {
    if case .number(let cells)? = graph.table(table).column(field) { return cells }
    return [Double](repeating: .nan, count: graph.table(table).rowCount)
  }

  /// The stored days of a field, all missing when there are none.
  func storedDays(_ field: String, _ table: TableID = .goals) -> [Int32] {
    if case .day(let cells)? = graph.table(table).column(field) { return cells }
    return [Int32](
      repeating: CivilDate.missingDayNumber, count: graph.table(table).rowCount)
  }

  /// The rows a field refers to, all missing when there are none; of several the first.
  func storedRows(_ field: String, _ table: TableID = .goals) -> [Int32] {
    if case .node(let cells, _)? = graph.table(table).column(field) { return cells }
    return [Int32](repeating: -1, count: graph.table(table).rowCount)
  }

  /// What a field's words stand for, row by row; nil where the word is missing or stands for
  /// nothing. Each distinct word is asked for once.
  func mapped<Meaning>(
    _ field: String, _ table: TableID = .goals, _ meaning: (String) -> Meaning?
  ) -> [Meaning?] {
    switch graph.table(table).column(field) {
    case .code(let codes, let words)?:
      let meanings = words.map(meaning)
      return codes.map { $0 < 0 ? nil : meanings[Int($0)] }
    case .text(let texts)?:
      return (0..<texts.count).map { texts.isMissing($0) ? nil : meaning(texts[$0]) }
    default:
      return [Meaning?](repeating: nil, count: graph.table(table).rowCount)
    }
  }

  /// 1 where a field is a word, else 0; another value where the field is missing.
  func flags(where field: String, is word: String, whenMissing: UInt8) -> [UInt8] {
    mapped(field) { $0 == word ? UInt8(1) : 0 }.map { $0 ?? whenMissing }
  }

  /// The rows of a goal kind.
  func goals(_ kind: Kind) -> Range<Int> {
    let rows = graph.rows(of: kind)
    return Int(rows.lowerBound)..<Int(rows.upperBound)
  }

  /// A column of that many missing numbers.
  func missingNumbers() -> [Double] { [Double](repeating: .nan, count: goalCount) }
}
