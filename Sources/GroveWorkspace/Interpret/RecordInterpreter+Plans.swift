// Sheets of plans: what is planned of KPIs by period, one row a period. Their KPIs may stand in
// later files, so rows wait until all files are read.

import Grove

/// A planned number as it stands in a file.
struct WaitingPlan {
  let goal: String
  let record: Value
  let period: Period
  let place: Place
}

extension RecordInterpreter {
  private static let planColumns: [[String]] = [
    ["kpi", "kpi_id", "id", "goal", "goal_id", "metric", "indicator"],
    ["period", "month", "quarter", "week", "year"],
    ["value", "plan", "planned", "target", "budget", "amount"],
  ]

  /// Reads a page of plans; `header` says what each column is.
  mutating func readPlans(_ page: RecordPage, header: [String]) {
    let names = header.map(FieldNames.normalized)
    let columns = Self.planColumns.map { known in
      known.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    for (column, name) in names.enumerated() where !columns.contains(column) && !name.isEmpty {
      guard let row = (0..<page.rowCount).first(where: { page.hasText(column, $0) }) else {
        continue
      }
      log.add(.unknownEntry(page.place(column: column, row: row), key: name))
    }
    for row in 0..<page.rowCount { readPlan(page, row, columns) }
  }

  private mutating func readPlan(_ page: RecordPage, _ row: Int, _ columns: [Int?]) {
    func text(_ part: Int) -> String {
      columns[part].map { page.text(column: $0, row: row) } ?? ""
    }
    func refuse(_ part: Int, _ expected: String) {
      let line = Place(file: page.file, line: Int(page.batch.lines[row]))
      log.add(
        .notAnEntry(
          columns[part].map { page.place(column: $0, row: row) } ?? line,
          key: Self.planColumns[part][0], text: text(part), expected: expected))
    }
    let goal = Self.bare(text(0))
    let value = text(2)
    // A period without a number is not planned.
    if value.isEmpty || RecordPage.isMissingMark(value) { return }
    guard !goal.isEmpty else { return refuse(0, "the id of a KPI") }
    guard let period = builder.policies.fiscal.period(labelled: text(1)) else {
      return refuse(1, "a period")
    }
    guard let number = NumberText(value), !number.isFactor else { return refuse(2, "a number") }
    waitingPlans.append(
      WaitingPlan(
        goal: goal, record: .record(Self.planned(number.value, in: period)), period: period,
        place: Place(file: page.file, line: Int(page.batch.lines[row]))))
  }

  static func planned(_ value: Double, in period: Period) -> Record {
    Record([
      .init(name: "period", value: .period(period)), .init(name: "value", value: .number(value)),
    ])
  }

  /// Gives the KPIs their plans, after those they give themselves.
  mutating func settlePlans() {
    let waiting = waitingPlans
    waitingPlans = []
    guard !waiting.isEmpty else { return }
    let rows = builder.rows(ofGoals: Set(waiting.map(\.goal)))
    var order: [RowHandle] = []
    var plans: [RowHandle: (records: [Value], periods: Set<Period>)] = [:]
    for plan in waiting {
      guard let row = rows[plan.goal], row.kind == .kpis else {
        log.add(.planOfNothing(plan.place, goal: plan.goal, isOther: rows[plan.goal] != nil))
        continue
      }
      if plans[row] == nil {
        let given = ownPlans[row] ?? []
        order.append(row)
        plans[row] = (given, Set(given.compactMap(Self.period(of:))))
      }
      if plans[row]?.periods.insert(plan.period).inserted == true {
        plans[row]?.records.append(plan.record)
      } else {
        log.add(.periodPlannedTwice(plan.place, goal: plan.goal))
      }
    }
    for row in order { builder.set("plans", row, .list(plans[row]?.records ?? [])) }
  }

  private static func period(of record: Value) -> Period? {
    guard case .record(let record) = record, case .period(let period)? = record["period"] else {
      return nil
    }
    return period
  }
}

extension RecordPage {
  fileprivate func hasText(_ column: Int, _ row: Int) -> Bool {
    batch.cell(column: column, row: row).length > 0
  }
}
