// Columns of one type: numbers, ratios, days, flags, lengths of time. Each has a fast loop over
// plain cells and a slow path for what people write.

import Grove

extension RecordInterpreter {
  /// A column of plain numbers; percentages are ratios.
  mutating func numbers(
    _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) -> [Double] {
    var (values, odd) = plainNumbers(column, page)
    for row in odd {
      let text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { continue }
      if let number = NumberText(text), number.isPercent || number.unit.isEmpty, !number.isFactor {
        noteAmbiguity(number, text, column, page, row)
        values[row] = number.isPercent ? number.value / 100 : number.value
      } else {
        keepNumber(text, field, column, page, rows, row)
      }
    }
    return values
  }

  /// The numbers of plain cells, and the rows whose cells are something else.
  func plainNumbers(_ column: Int, _ page: RecordPage) -> (values: [Double], odd: [Int]) {
    reportStructures(column, page, expected: "a number")
    var values = [Double](repeating: .nan, count: page.rowCount)
    var odd: [Int] = []
    page.forEachCell(column: column) { bytes, row, start, length in
      let value = plainNumber(bytes, start: start, length: length)
      values[row] = value
      if value.isNaN { odd.append(row) }
    }
    return (values, odd)
  }

  /// A column of ratios: `45%`, `0.45`, and (by the largest number of the column) 4.5 of 10 or 45
  /// of 100.
  mutating func ratios(
    _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ plan: inout ColumnPlan
  ) -> [Double] {
    var (values, odd) = plainNumbers(column, page)
    var largest = plan.largest[column] ?? 0
    for value in values where abs(value) > largest { largest = abs(value) }
    plan.largest[column] = largest
    let scale = Self.scale(of: field, largest: largest)
    if scale != 1 {
      for row in values.indices { values[row] /= scale }
    }
    for row in odd {
      let text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { continue }
      if let number = NumberText(text), number.unit == "%" || number.unit.isEmpty, !number.isFactor
      {
        noteAmbiguity(number, text, column, page, row)
        values[row] = number.isPercent ? number.value / 100 : number.value / scale
      } else {
        keepNumber(text, field, column, page, rows, row)
      }
    }
    return values
  }

  /// What a column's numbers are out of. Confidence never passes its scale; progress may pass 100
  /// %, so only numbers above 2 (200 %) show that it is in percent. Own fields are taken as they
  /// are.
  static func scale(of field: String, largest: Double) -> Double {
    switch field {
    case "confidence": largest > 10 ? 100 : largest > 1 ? 10 : 1
    case "stated_progress": largest > 2 ? 100 : 1
    default: 1
    }
  }

  func noteAmbiguity(
    _ number: NumberText, _ text: String, _ column: Int, _ page: RecordPage, _ row: Int
  ) {
    guard number.isAmbiguous, commaIsDecimal else { return }
    log.add(
      .ambiguousNumber(
        page.place(column: column, row: row), text: text, value: Self.plain(number.value)))
  }

  private static func plain(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? "\(value)"
  }

  private mutating func keepNumber(
    _ text: String, _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ row: Int
  ) {
    let kept = keepAsText(text, field, rows, row)
    log.add(.notANumber(page.place(column: column, row: row), text: text, keptAs: kept))
  }

  /// A column of days. Of a period a first day is meant, but for fields that end something.
  mutating func days(
    _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) -> [Int32] {
    reportStructures(column, page, expected: "a date")
    var values = [Int32](repeating: .min, count: page.rowCount)
    var odd: [Int] = []
    page.forEachCell(column: column) { bytes, row, start, length in
      values[row] = plainDay(bytes, start: start, length: length)
      if values[row] == .min { odd.append(row) }
    }
    for row in odd {
      let text = page.text(column: column, row: row)
      if RecordPage.isMissingMark(text) { continue }
      if let day = day(text, field) {
        values[row] = day.dayNumber
      } else {
        let kept = keepAsText(text, field, rows, row)
        log.add(
          .notADate(
            page.place(column: column, row: row), text: text,
            isUncertain: dates.isUncertainOrder(text), keptAs: kept))
      }
    }
    return values
  }

  func day(_ text: String, _ field: String) -> CivilDate? {
    dates.day(
      text, edge: ["due", "end", "closed", "left", "removed"].contains(field) ? .last : .first)
  }

  mutating func flags(
    _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) -> [UInt8] {
    reportStructures(column, page, expected: "yes or no")
    return (0..<page.rowCount).map { row in
      let text = page.text(column: column, row: row)
      switch text.lowercased() {
      case "": return 2
      case "yes", "true", "y", "1", "x", "✓": return 1
      case "no", "false", "n", "0": return 0
      default:
        if RecordPage.isMissingMark(text) { return 2 }
        let kept = keepAsText(text, field, rows, row)
        log.add(.notAFlag(page.place(column: column, row: row), text: text, keptAs: kept))
        return 2
      }
    }
  }

  mutating func setDurations(
    _ field: String, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) {
    reportStructures(column, page, expected: "a length of time")
    for row in 0..<page.rowCount {
      let text = page.text(column: column, row: row)
      if text.isEmpty || RecordPage.isMissingMark(text) { continue }
      if let duration = DateText.duration(text) {
        builder.set(field, rows.handle(row), .duration(duration))
      } else {
        let kept = keepAsText(text, field, rows, row)
        log.add(.notADuration(page.place(column: column, row: row), text: text, keptAs: kept))
      }
    }
  }
}
