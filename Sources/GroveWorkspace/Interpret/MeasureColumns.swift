// The numbers a goal is judged by, which must be read together: `+20%` needs the baseline, `< 5%`
// gives the direction, `98%` the unit. The rules are the table of the page TargetsAsPeopleSayThem.

import Grove

/// The measure columns of one page while its rows are read.
struct MeasureColumns {
  let rowCount: Int
  /// Numbers by role; NaN is missing.
  var numbers: [MeasureRole: [Double]] = [:]
  /// Targets that are no plain numbers, waiting for the rest of the row.
  var phrases: [(row: Int, role: MeasureRole, column: Int, text: String, phrase: TargetText)] = []
  /// Units that numbers brought along, the first of each row.
  var units: [Int: String] = [:]
  /// The column that gives units, when there is one.
  var unitColumn: Int?
  /// Codes of the directions the file gives, by row; empty without such a column.
  var givenDirections: [Int32] = []
  /// Directions that follow from the texts.
  var directions: [Int: String] = [:]

  mutating func set(_ role: MeasureRole, _ row: Int, _ value: Double) {
    numbers[role, default: Array(repeating: .nan, count: rowCount)][row] = value
  }

  func value(_ role: MeasureRole, _ row: Int) -> Double? {
    guard let value = numbers[role]?[row], !value.isNaN else { return nil }
    return value
  }
}

extension RecordInterpreter {
  /// Reads one column of the measures.
  mutating func read(
    _ role: MeasureRole, _ column: Int, _ page: RecordPage, _ rows: RowBatch,
    _ measures: inout MeasureColumns
  ) {
    let (values, odd) = plainNumbers(column, page)
    if role != .keep {
      merge(values, role, &measures)
    } else {
      for row in 0..<page.rowCount where !values[row].isNaN {
        measures.set(.target, row, values[row])
        measures.directions[row] = "at_least"
      }
    }
    for row in odd {
      let text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { continue }
      readOdd(text, role, column, page, rows, row, &measures)
    }
  }

  private func merge(_ values: [Double], _ role: MeasureRole, _ measures: inout MeasureColumns) {
    guard var known = measures.numbers[role] else {
      measures.numbers[role] = values
      return
    }
    for row in known.indices where known[row].isNaN { known[row] = values[row] }
    measures.numbers[role] = known
  }

  private mutating func readOdd(
    _ text: String, _ role: MeasureRole, _ column: Int, _ page: RecordPage, _ rows: RowBatch,
    _ row: Int, _ measures: inout MeasureColumns
  ) {
    switch role {
    case .target, .keep:
      if let phrase = TargetText(text) {
        if case .number(let number) = phrase { noteAmbiguity(number, text, column, page, row) }
        measures.phrases.append((row, role, column, text, phrase))
        return
      }
      let kept = keepAsText(text, role == .keep ? "target" : role.rawValue, rows, row)
      log.add(.notATarget(page.place(column: column, row: row), text: text, keptAs: kept))
      return
    case .current:
      if let isDone = TargetText.doneWords[text.lowercased()] {
        measures.set(role, row, isDone ? 1 : 0)
        return
      }
    case .greenFrom, .amberFrom:
      switch TargetText(text) {
      case .atMost(let number):
        measures.directions[row] = "at_most"
        take(number, role, row, &measures)
        return
      case .atLeast(let number):
        measures.directions[row] = "at_least"
        take(number, role, row, &measures)
        return
      default: break
      }
    default: break
    }
    if let number = NumberText(text), !number.isFactor {
      noteAmbiguity(number, text, column, page, row)
      take(number, role, row, &measures)
    } else {
      let field = Self.field(of: role, rows.kind)
      let kept = keepAsText(text, field, rows, row)
      log.add(.notANumber(page.place(column: column, row: row), text: text, keptAs: kept))
    }
  }

  private func take(
    _ number: NumberText, _ role: MeasureRole, _ row: Int, _ measures: inout MeasureColumns
  ) {
    measures.set(role, row, number.value)
    if !number.unit.isEmpty, measures.units[row] == nil { measures.units[row] = number.unit }
  }

  /// A `start` column holds baselines or days, cell by cell.
  mutating func readStart(
    _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ measures: inout MeasureColumns
  ) {
    let (values, odd) = plainNumbers(column, page)
    merge(values, .baseline, &measures)
    var days: [Int32]?
    for row in odd {
      let text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { continue }
      if let day = day(text, "start") {
        days = days ?? Array(repeating: .min, count: page.rowCount)
        days?[row] = day.dayNumber
      } else if let number = NumberText(text), !number.isFactor {
        take(number, .baseline, row, &measures)
      } else {
        let kept = keepAsText(text, "start", rows, row)
        log.add(
          .notADate(
            page.place(column: column, row: row), text: text,
            isUncertain: dates.isUncertainOrder(text), keptAs: kept))
      }
    }
    if let days { builder.setDays("start", rows, days) }
  }

  // MARK: Whole rows

  /// Works out the targets that wait, then sets all measures of the page.
  mutating func setMeasures(
    _ measures: MeasureColumns, _ page: RecordPage, _ rows: RowBatch
  ) {
    var measures = measures
    for waiting in measures.phrases {
      settle(waiting.phrase, waiting.role, waiting.row, rows.kind, &measures)
        .map { keepRelative(waiting.text, waiting.column, page, rows, waiting.row, $0) }
    }
    for role in MeasureRole.allCases where role != .keep {
      guard let values = measures.numbers[role] else { continue }
      let field = Self.field(of: role, rows.kind)
      if builder.schema.definition(rows.kind).field(field) != nil {
        builder.setNumbers(field, rows, values)
      }
    }
    setDirections(measures, rows)
    guard builder.schema.definition(rows.kind).field("unit") != nil else { return }
    for (row, unit) in measures.units.sorted(by: { $0.key < $1.key }) {
      if let column = measures.unitColumn, page.batch.cell(column: column, row: row).length > 0 {
        continue
      }
      builder.set("unit", rows.handle(row), .text(unit))
    }
  }

  private mutating func keepRelative(
    _ text: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ row: Int, _ field: String
  ) {
    let kept = keepAsText(text, field, rows, row)
    log.add(.relativeTarget(page.place(column: column, row: row), text: text, keptAs: kept))
  }

  /// Gives a row the target, bounds and direction that a phrase means. Returns the field whose text
  /// is to be kept when the phrase needs a baseline that the row does not have.
  private func settle(
    _ phrase: TargetText, _ role: MeasureRole, _ row: Int, _ kind: Kind,
    _ measures: inout MeasureColumns
  ) -> String? {
    let baseline = measures.value(.baseline, row)
    switch phrase {
    case .number(let number):
      take(number, .target, row, &measures)
      if role == .keep { measures.directions[row] = "at_least" }
    case .atMost(let number):
      take(number, .target, row, &measures)
      // From 12 % to `< 5%` is a way to go; `< 5%` alone is a bound to keep.
      if role == .target, let baseline, baseline > number.value { break }
      measures.directions[row] = "at_most"
    case .atLeast(let number):
      take(number, .target, row, &measures)
      if role == .target, let baseline, baseline < number.value { break }
      measures.directions[row] = "at_least"
    case .band(let low, let high):
      take(low, .low, row, &measures)
      take(high, .high, row, &measures)
      measures.directions[row] = "between"
    case .relative(let share):
      if let baseline, baseline != 0 {
        measures.set(.target, row, Self.rounded(baseline + abs(baseline) * share))
      } else if baseline == 0 || kind == .kpis {
        // Of nothing, or without a baseline to have: the percentage itself is the target.
        measures.set(.target, row, Self.rounded(share * 100))
        if measures.units[row] == nil { measures.units[row] = "%" }
      } else {
        return "target"
      }
    case .factor(let factor):
      guard let baseline else { return "target" }
      measures.set(.target, row, Self.rounded(baseline * factor))
    case .done:
      measures.set(.target, row, 1)
      measures.directions[row] = "yes_no"
    case .baseline:
      measures.directions[row] = "baseline"
    }
    return nil
  }

  /// Nine decimals, as everywhere a number is computed; large numbers keep their own precision.
  private static func rounded(_ value: Double) -> Double {
    abs(value) < 1e6 ? (value * 1e9).rounded() / 1e9 : value
  }

  private mutating func setDirections(_ measures: MeasureColumns, _ rows: RowBatch) {
    guard !measures.directions.isEmpty || !measures.givenDirections.isEmpty,
      let words = builder.schema.definition(rows.kind).field("direction")?.closedSet
    else { return }
    var codes =
      measures.givenDirections.isEmpty
      ? [Int32](repeating: -1, count: measures.rowCount) : measures.givenDirections
    for (row, word) in measures.directions where codes[row] < 0 {
      codes[row] = Int32(clamping: words.firstIndex(of: word) ?? -1)
    }
    builder.setWords("direction", rows, Self.spans(codes, of: words))
  }

  /// The field that a role fills for a kind: the newest value is `current`, or `value`.
  static func field(of role: MeasureRole, _ kind: Kind) -> String {
    switch role {
    case .current: kind == .keyResults ? "current" : "value"
    case .keep: "target"
    default: role.rawValue
    }
  }
}
