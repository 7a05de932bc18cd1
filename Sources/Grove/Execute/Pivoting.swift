// `pivot`: one grid of groups, a row of them for each key down and one for each value across, so that
// a single run of the aggregate fills every cell, those without rows included.

/// Columns that a pivot made, named by the values found in the data.
struct AcrossColumns {
  let names: [String]
  let columns: [Vector]
  let type: ValueType

  func gather(_ positions: RowNumbers) -> AcrossColumns {
    AcrossColumns(names: names, columns: columns.map { $0.gather(positions) }, type: type)
  }
}

extension RunContext {
  /// The most columns a pivot may make: more are read by nobody, and a key such as a title has one a
  /// row.
  static let maximumColumnsAcross = 200

  /// Rows in groups turned into a row a group and a column a value. O(rows + cells).
  func pivoted(_ grouped: RowSet, _ plan: PivotPlan) throws(RunFailure) -> RowSet {
    let rows = grouped.inGroupOrder()
    let flat = rows.with(grouping: nil)
    let (across, down): (Vector, RowSet)
    switch plan.across {
    case .expression(let id):
      across = try evaluateAll(id, rows)
      down = rows
    case .key(let place):
      // The other keys are down: groups that differ in this one only are one row.
      guard let grouping = rows.grouping else { return rows }
      let keys = grouping.keys.map { $0.gather(.list(grouping.groupOf)) }
      across = keys[place]
      let others = keys.indices.filter { $0 != place }.map { keys[$0] }
      down = others.isEmpty ? flat : try group(flat, others)
    }
    let columns = try group(flat, [across])
    guard let values = columns.grouping else { return rows }
    guard values.count <= Self.maximumColumnsAcross else {
      throw .tooManyColumns(values.count, most: Self.maximumColumnsAcross, at: plan.range)
    }
    let found = values.keys.first.map { $0.values(values.count) } ?? []
    let order = try self.order(found, plan)
    var columnOf = [Int32](repeating: 0, count: values.count)
    for (column, value) in order.enumerated() {
      columnOf[value] = Int32(truncatingIfNeeded: column)
    }
    let width = values.count
    let (cellCount, overflow) = down.groupCount.multipliedReportingOverflow(by: max(width, 1))
    guard !overflow, cellCount <= Int32.max else { throw .limit(.bytes) }
    try budget.charge(ticks: cellCount)
    try budget.charge(bytes: cellCount * 2 * MemoryLayout<Value>.stride)
    let cellOf = (0..<rows.count).map { position in
      Int32(truncatingIfNeeded: down.group(position) * width)
        + columnOf[Int(values.groupOf[position])]
    }
    let keys = down.grouping?.keys ?? []
    let rowOfCell = (0..<down.groupCount * width).map { Int32(truncatingIfNeeded: $0 / width) }
    let grid = flat.with(
      grouping: Grouping(
        groupOf: cellOf, count: down.groupCount * width,
        keys: try cellKeys(rows, plan, keys, found, order, rowOfCell)))
    let cells = try evaluateAll(plan.cell, grid.asGroups()).spread(down.groupCount * width)
    let made = order.indices.map { column in
      cells.gather(
        .list((0..<down.groupCount).map { Int32(truncatingIfNeeded: $0 * width + column) }))
    }
    return RowSet(
      table: nil, rows: .none, count: down.groupCount, columns: keys,
      across: AcrossColumns(
        names: names(order.map { found[$0] }), columns: made, type: self.plan[plan.cell].type))
  }

  /// The keys of each cell's group as the aggregate reads them: in the order of `group by`.
  private func cellKeys(
    _ rows: RowSet, _ plan: PivotPlan, _ down: [Vector], _ found: [Value], _ order: [Int],
    _ rowOfCell: [Int32]
  ) throws(RunFailure) -> [Vector] {
    var keys = down.map { $0.gather(.list(rowOfCell)) }
    guard case .key(let place) = plan.across else { return keys }
    let width = order.count
    keys.insert(.values(rowOfCell.indices.map { found[order[$0 % width]] }), at: place)
    return keys
  }

  /// The values across in order: words of a closed set, numbers, days, periods and cycles in their
  /// own, others as they first appear; missing last.
  private func order(_ values: [Value], _ plan: PivotPlan) throws(RunFailure) -> [Int] {
    let places = Array(values.indices)
    if let words = plan.words {
      return places.sorted { left, right in
        (words.firstIndex(of: values[left].word) ?? words.count, left)
          < (words.firstIndex(of: values[right].word) ?? words.count, right)
      }
    }
    func key(_ value: Value) -> (Double, Double)? {
      switch value {
      case .number(let number), .ratio(let number), .points(let number): (number, 0)
      case .flag(let flag): (flag ? 0 : 1, 0)
      case .date(let day): (Double(day.dayNumber), 0)
      case .period(let period):
        (Double(period.start.dayNumber), Double(period.end.dayNumber))
      case .node(let node) where node.table == .cycles:
        graph.dates(ofCycle: node.row).map {
          (Double($0.start.dayNumber), Double($0.end.dayNumber))
        }
      default: nil
      }
    }
    let keys = values.map(key)
    guard !zip(keys, values).contains(where: { $0 == nil && !$1.isMissing }) else { return places }
    return places.sorted { left, right in
      switch (keys[left], keys[right]) {
      case (let one?, let two?): one == two ? left < right : one < two
      case (nil, nil): left < right
      case (let one, _): one != nil
      }
    }
  }

  /// What the columns are called; a name that several values have is numbered from the second on.
  private func names(_ values: [Value]) -> [String] {
    var taken: [String: Int] = [:]
    return values.map { value in
      let name = self.name(of: value)
      let number = taken[name, default: 0] + 1
      taken[name] = number
      return number == 1 ? name : "\(name)_\(number)"
    }
  }

  private func name(of value: Value) -> String {
    switch value {
    case .missing: AcrossScope.none
    case .node(let node) where node.table == .goals: graph.id(of: node)
    default: (try? ValueText.describe(value, functions)) ?? "..."
    }
  }

  /// The cells of a pivot's column in a row set.
  func acrossColumn(
    _ name: String, _ rows: RowSet, _ isKnown: Bool, _ id: ExpressionID
  ) throws(RunFailure) -> Vector {
    guard let across = rows.across else { return .constant(.missing) }
    if let place = across.names.firstIndex(of: name) { return across.columns[place] }
    // A word of a closed set that did not occur has no column, and is no mistake.
    if isKnown { return .constant(.missing) }
    throw .noSuchColumn(name, among: across.names, at: plan[id].range)
  }
}

extension Value {
  fileprivate var word: String {
    if case .text(let word) = self { word } else { "" }
  }
}
