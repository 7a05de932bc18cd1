// Cells with parts: milestones, bands, benchmarks.

import Grove

extension RecordInterpreter {
  /// Steps of a goal: `{design: done, build: 2026-05-20, launch: open}`, a list of mappings with
  /// `name`, `weight` and `reached`, or one text, `design: done; launch: open`.
  mutating func setMilestones(
    _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ measures: inout MeasureColumns
  ) {
    for row in 0..<page.rowCount {
      var steps: [Value] = []
      if let tree = page.tree, let index = page.structure(column: column, row: row) {
        steps = milestones(index, in: tree, page.file)
      } else {
        steps = milestones(
          of: page.text(column: column, row: row), page.place(column: column, row: row))
      }
      guard !steps.isEmpty else { continue }
      builder.set("milestones", rows.handle(row), .list(steps))
      measures.directions[row] = "milestones"
    }
  }

  /// The steps of one text.
  func milestones(of text: String, _ place: Place) -> [Value] {
    text.split(separator: ";").map { milestone(String($0), place) }
  }

  private func milestones(_ index: Int, in tree: SourceTree, _ file: String) -> [Value] {
    func place(_ node: Int) -> Place {
      Place(file: file, line: Int(tree.node(node).line), column: Int(tree.node(node).column))
    }
    if tree.node(index).form == .mapping {
      return tree.entries(of: index).map { entry in
        step(tree.string(entry.key), nil, tree.string(entry.value), place(entry.value))
      }
    }
    return tree.children(of: index).map { item in
      guard tree.node(item).form == .mapping else {
        return milestone(tree.string(item), place(item))
      }
      var name = ""
      var weight: Double?
      var reached = ""
      let entries = tree.entries(of: item)
      for entry in entries {
        let text = tree.string(entry.value)
        switch FieldNames.normalized(tree.string(entry.key)) {
        case "name", "title", "milestone": name = text
        case "weight": weight = NumberText(text)?.value
        case "reached", "done", "on", "date", "state", "status": reached = text
        default:
          // `- design: done` is a step, too.
          if entries.count == 1 {
            name = tree.string(entry.key)
            reached = text
          } else {
            log.add(.unknownEntry(place(entry.key), key: tree.string(entry.key)))
          }
        }
      }
      return step(name, weight, reached, place(item))
    }
  }

  /// A step as one text: `design: done`, `design = 2026-05-20`, `design`.
  private func milestone(_ text: String, _ place: Place) -> Value {
    let parts = text.split(maxSplits: 1) { $0 == ":" || $0 == "=" }.map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    return step(parts.first ?? "", nil, parts.count > 1 ? parts[1] : "", place)
  }

  private func step(_ name: String, _ weight: Double?, _ reached: String, _ place: Place) -> Value {
    var fields = [Record.Field(name: "name", value: .text(name))]
    if let weight { fields.append(Record.Field(name: "weight", value: .number(weight))) }
    let value: Value
    if let isDone = TargetText.doneWords[reached.lowercased()] {
      value = .flag(isDone)
    } else if let day = dates.day(reached, edge: .last) {
      value = .date(day)
    } else {
      if !reached.isEmpty, !RecordPage.isMissingMark(reached), reached != "~" {
        log.add(.notAnEntry(place, key: name, text: reached, expected: "`done`, `open` or a date"))
      }
      value = .flag(false)
    }
    fields.append(Record.Field(name: "reached", value: value))
    return .record(Record(fields))
  }

  /// `{green: 90, amber: 75}`, with or without `<=` and `>=`.
  mutating func setBands(
    _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ measures: inout MeasureColumns
  ) {
    for row in 0..<page.rowCount
    where page.batch.cell(column: column, row: row).length > 0
      || page.structure(column: column, row: row) != nil
    {
      guard let tree = page.tree, let index = page.structure(column: column, row: row),
        tree.node(index).form == .mapping
      else {
        log.add(
          .wrongShape(
            page.place(column: column, row: row), found: "a text",
            expected: "a mapping such as {green: 90, amber: 75}"))
        continue
      }
      for entry in tree.entries(of: index) {
        let key = tree.string(entry.key)
        let node = tree.node(entry.value)
        let place = Place(file: page.file, line: Int(node.line), column: Int(node.column))
        let role: MeasureRole
        switch key {
        case "green": role = .greenFrom
        case "amber", "yellow": role = .amberFrom
        // Red is what lies beyond amber.
        case "red": continue
        default:
          log.add(.unknownEntry(place, key: key))
          continue
        }
        switch TargetText(tree.string(entry.value)) {
        case .number(let number): measures.set(role, row, number.value)
        case .atMost(let number):
          measures.set(role, row, number.value)
          measures.directions[row] = "at_most"
        case .atLeast(let number):
          measures.set(role, row, number.value)
          measures.directions[row] = "at_least"
        default:
          log.add(
            .notAnEntry(place, key: key, text: tree.string(entry.value), expected: "a number"))
        }
      }
    }
  }

  /// A plan is one number, or numbers by period: `[{period: 2026-04, value: 120}, ...]`.
  mutating func readPlan(
    _ column: Int, _ page: RecordPage, _ rows: RowBatch, _ measures: inout MeasureColumns
  ) {
    for row in 0..<page.rowCount where page.structure(column: column, row: row) != nil {
      let plans = records(column, page, row)
      builder.set("plans", rows.handle(row), plans)
      if case .list(let given) = plans { ownPlans[rows.handle(row)] = given }
      page.batch.clearNode(column: column, row: row)
    }
    read(.plan, column, page, rows, &measures)
  }

  /// Records such as a KPI's benchmark, `{p25: 3, median: 5, p75: 8, source: survey}`, or lists of
  /// them such as phases, `[{by: 2026-05-01, target: 40}]`.
  mutating func setRecords(
    _ field: FieldDefinition, _ column: Int, _ page: RecordPage, _ rows: RowBatch
  ) {
    for row in 0..<page.rowCount {
      guard let tree = page.tree, let index = page.structure(column: column, row: row),
        tree.node(index).form == .mapping || field.type == .list(.record)
      else {
        let text = page.text(column: column, row: row)
        if text.isEmpty { continue }
        let kept = keepAsText(text, field.name, rows, row)
        log.add(
          .textForRecord(page.place(column: column, row: row), text: text, keptAs: kept))
        continue
      }
      let value =
        field.type == .list(.record)
        ? records(column, page, row) : .record(record(index, in: tree, page.file))
      builder.set(field.name, rows.handle(row), value)
    }
  }

  /// The records of a cell: of a list, of one mapping, or of a mapping by day or period,
  /// `{2026-04: 120, 2026-05: 130}`.
  private func records(_ column: Int, _ page: RecordPage, _ row: Int) -> Value {
    guard let tree = page.tree, let index = page.structure(column: column, row: row) else {
      return .missing
    }
    if tree.node(index).form == .mapping {
      let entries = tree.entries(of: index)
      let keyed = entries.compactMap { entry -> Value? in
        keyedRecord(tree.string(entry.key), tree.string(entry.value)).map { .record($0) }
      }
      return .list(
        keyed.count == entries.count ? keyed : [.record(record(index, in: tree, page.file))])
    }
    return .list(
      tree.children(of: index).compactMap { item in
        if tree.node(item).form == .mapping { return .record(record(item, in: tree, page.file)) }
        log.add(
          .wrongShape(
            Place(
              file: page.file, line: Int(tree.node(item).line),
              column: Int(tree.node(item).column)), found: "a text",
            expected: "a mapping such as {by: 2026-05-01, target: 40}"))
        return nil
      })
  }

  private func keyedRecord(_ key: String, _ text: String) -> Record? {
    guard let number = NumberText(text), !number.isFactor else { return nil }
    if let day = CivilDate(iso: key) {
      return Record([
        .init(name: "by", value: .date(day)), .init(name: "target", value: .number(number.value)),
      ])
    }
    return builder.policies.fiscal.period(labelled: key).map {
      Self.planned(number.value, in: $0)
    }
  }

  /// A mapping as a record: days and periods by their keys, numbers where a text is one.
  private func record(_ index: Int, in tree: SourceTree, _ file: String) -> Record {
    Record(
      tree.entries(of: index).map { entry in
        let key = tree.string(entry.key)
        let text = tree.string(entry.value)
        let node = tree.node(entry.value)
        let place = Place(file: file, line: Int(node.line), column: Int(node.column))
        switch FieldNames.normalized(key) {
        case "by", "on", "date":
          let day = dates.day(text, edge: .last)
          if day == nil {
            log.add(.notAnEntry(place, key: key, text: text, expected: "a date"))
          }
          return Record.Field(name: "by", value: day.map { .date($0) } ?? .missing)
        case "period", "month", "quarter":
          let period = builder.policies.fiscal.period(labelled: text)
          if period == nil {
            log.add(.notAnEntry(place, key: key, text: text, expected: "a period"))
          }
          return Record.Field(name: "period", value: period.map { .period($0) } ?? .missing)
        case "target", "to", "value", "plan", "planned":
          let number = NumberText(text)
          if number == nil {
            log.add(.notAnEntry(place, key: key, text: text, expected: "a number"))
          }
          let isTarget = ["target", "to"].contains(FieldNames.normalized(key))
          return Record.Field(
            name: isTarget ? "target" : "value",
            value: number.map { .number($0.value) } ?? .missing)
        default:
          let number = NumberText(text).flatMap { $0.unit.isEmpty ? $0.value : nil }
          return Record.Field(name: key, value: number.map { .number($0) } ?? .text(text))
        }
      })
  }
}
