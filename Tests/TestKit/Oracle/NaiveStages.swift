// What each stage does to rows, in the order written.

import Grove
import GroveSyntax

extension NaiveEngine {
  func run(_ stage: Stage, _ table: inout NaiveTable, _ place: NaivePlace) throws {
    switch stage.form {
    case .filter(let condition, let rows):
      if table.groups != nil, !rows {
        try filterGroups(condition, &table, place)
      } else {
        noteConditions(condition, &table)
        try onRows(&table) { rows, keys, hasFields, skipped in
          try rows.enumerated().filter { index, row in
            let frame = NaiveFrame(
              row: row, hasFields: hasFields, table: rows, place: index, keysOfGroup: keys)
            let flag = try self.condition(condition, place.entering(frame))
            if flag == nil { skipped += 1 }
            return flag == true
          }.map(\.element)
        }
      }
    case .sort(let keys, let rows): try sort(keys, ofRows: rows, &table, place)
    case .limit(let limit, let number, let rows):
      try self.limit(limit, number, ofRows: rows, &table, place)
    case .extreme(let isTop, let number, let rows, let keys):
      let sortKeys = keys.map { SortKey($0, isDescending: isTop) }
      try sort(sortKeys, ofRows: rows, &table, place)
      try self.limit(.take, number, ofRows: rows, &table, place)
    case .group(let columns): try group(columns, &table, place)
    case .summarize(let columns): try summarize(columns, &table, place)
    case .count:
      try summarize([ColumnClause(nil, Expression(.call(Name("count"), [])))], &table, place)
    case .show(let columns): try make(columns, replacing: true, &table, place)
    case .add(let columns):
      for column in columns { try make([column], replacing: false, &table, place) }
    case .drop(let names):
      for name in names.map(\.text) {
        if table.columns.contains(name) {
          table.columns.removeAll { $0 == name }
          try onRows(&table) { rows, _, _, _ in
            rows.map { row in
              var row = row
              row.columns.removeAll { $0.name == name }
              return row
            }
          }
        } else {
          table.dropped.insert(name)
        }
      }
    case .distinct:
      let byNode = table.columns.isEmpty
      try onRows(&table) { rows, _, _, _ in
        var seen: [NaiveRow] = []
        for row in rows
        where !seen.contains(where: { other in
          byNode ? other.node == row.node : other.columns.map(\.value) == row.columns.map(\.value)
        }) {
          seen.append(row)
        }
        return seen
      }
    case .walk(let walk, let depth):
      let isOneStep = walk == .parents || walk == .children
      self.walk(
        up: walk == .parents || walk == .ancestors, kind: nil,
        depth: depth ?? (isOneStep ? 1 : nil),
        &table)
    case .follow(let name, let depth):
      walk(up: true, kind: name.text, depth: depth, &table)
    case .combine(let combination, let other):
      try combine(combination, other, &table, place)
    case .total, .render: break
    default: throw NaiveTrouble.unsupported("\(stage.form)")
    }
  }

  /// Changes the rows, of each group apart when there are groups.
  private func onRows(
    _ table: inout NaiveTable,
    _ body: (
      _ rows: [NaiveRow], _ keys: [(name: String, value: Value)], _ hasFields: Bool,
      _ skipped: inout Int
    ) throws -> [NaiveRow]
  ) throws {
    let hasFields = table.hasFields
    guard let groups = table.groups else {
      table.rows = try body(table.rows, [], hasFields, &table.skipped)
      return
    }
    for index in groups.indices {
      let rows = try body(groups[index].rows, groups[index].keys, hasFields, &table.skipped)
      table.groups?[index].rows = rows
    }
  }

  private func frame(_ group: NaiveTable.Group, _ table: NaiveTable) -> NaiveFrame {
    NaiveFrame(
      row: NaiveRow(), hasFields: table.hasFields, table: group.rows, groupKeys: group.keys,
      keysOfGroup: group.keys)
  }

  private func filterGroups(
    _ condition: Expression, _ table: inout NaiveTable, _ place: NaivePlace
  ) throws {
    let before = table
    table.groups = try before.groups?.filter { group in
      let flag = try self.condition(condition, place.entering(frame(group, before)))
      if flag == nil { table.skipped += 1 }
      return flag == true
    }
  }

  // MARK: Order and numbers

  private func sort(
    _ keys: [SortKey], ofRows: Bool, _ table: inout NaiveTable, _ place: NaivePlace
  ) throws {
    if let groups = table.groups, !ofRows {
      let values = try groups.map { group in
        try keys.map { try value($0.expression, place.entering(frame(group, table))) }
      }
      table.groups = sorted(groups, by: values, keys)
      return
    }
    for key in keys { noteField(key.expression, &table) }
    try onRows(&table) { rows, groupKeys, hasFields, _ in
      let values = try rows.enumerated().map { index, row in
        let frame = NaiveFrame(
          row: row, hasFields: hasFields, table: rows, place: index, keysOfGroup: groupKeys)
        return try keys.map { try value($0.expression, place.entering(frame)) }
      }
      return sorted(rows, by: values, keys)
    }
  }

  /// Insertion by insertion, each after those it does not come before; missing last either way.
  private func sorted<Item>(_ items: [Item], by values: [[Value]], _ keys: [SortKey]) -> [Item] {
    func comesBefore(_ a: [Value], _ b: [Value]) -> Bool {
      for (index, key) in keys.enumerated() {
        switch (a[index].isMissing, b[index].isMissing) {
        case (true, true): continue
        case (true, false): return false
        case (false, true): return true
        case (false, false):
          let order = order(a[index], b[index]) ?? 0
          if order != 0 { return key.isDescending ? order > 0 : order < 0 }
        }
      }
      return false
    }
    var placed: [Int] = []
    for index in items.indices {
      let place = placed.firstIndex { comesBefore(values[index], values[$0]) } ?? placed.count
      placed.insert(index, at: place)
    }
    return placed.map { items[$0] }
  }

  private func limit(
    _ limit: Stage.Limit, _ number: Expression, ofRows: Bool, _ table: inout NaiveTable,
    _ place: NaivePlace
  ) throws {
    guard case .number(let number) = try value(number, place) else {
      throw NaiveTrouble.unsupported("a limit that is no number")
    }
    let count = Int(number)
    func cut<Item>(_ items: [Item]) -> [Item] {
      switch limit {
      case .take: Array(items.prefix(count))
      case .skip: Array(items.dropFirst(count))
      case .last: Array(items.suffix(count))
      }
    }
    if let groups = table.groups, !ofRows {
      table.groups = cut(groups)
    } else {
      try onRows(&table) { rows, _, _, _ in cut(rows) }
    }
  }

  // MARK: Groups and columns

  private func name(_ column: ColumnClause) throws -> String {
    if let name = column.name { return name.text }
    switch column.expression.form {
    case .field(let name): return name.text
    case .adjective(let adjective): return adjective.rawValue
    case .call(let name, let arguments) where arguments.isEmpty: return name.text
    default: throw NaiveTrouble.unsupported("a column without a name")
    }
  }

  private func group(
    _ columns: [ColumnClause], _ table: inout NaiveTable, _ place: NaivePlace
  ) throws {
    var groups: [NaiveTable.Group] = []
    for (index, row) in table.rows.enumerated() {
      let frame = NaiveFrame(
        row: row, hasFields: table.hasFields, table: table.rows, place: index)
      let keys = try columns.map {
        (name: try name($0), value: try value($0.expression, place.entering(frame)))
      }
      let known = groups.firstIndex { $0.keys.map(\.value) == keys.map(\.value) }
      if let known {
        groups[known].rows.append(row)
      } else {
        groups.append(NaiveTable.Group(keys: keys, rows: [row]))
      }
    }
    // Those with a missing key come last.
    let isMissing = { (group: NaiveTable.Group) in group.keys.contains { $0.value.isMissing } }
    table.groups = groups.filter { !isMissing($0) } + groups.filter(isMissing)
    table.rows = []
    table.keyNames = try columns.map { try name($0) }
  }

  private func summarize(
    _ columns: [ColumnClause], _ table: inout NaiveTable, _ place: NaivePlace
  ) throws {
    let groups = table.groups ?? [NaiveTable.Group(keys: [], rows: table.rows)]
    let before = table
    table.rows = try groups.map { group in
      let place = place.entering(frame(group, before))
      let made = try columns.map {
        (name: try name($0), value: try value($0.expression, place))
      }
      return NaiveRow(node: nil, columns: group.keys + made)
    }
    table.columns = (table.groups == nil ? [] : table.keyNames) + (try columns.map { try name($0) })
    table.groups = nil
    table.hasFields = false
    table.kind = nil
  }

  private func make(
    _ columns: [ColumnClause], replacing: Bool, _ table: inout NaiveTable, _ place: NaivePlace
  ) throws {
    let names = try columns.map { try name($0) }
    try onRows(&table) { rows, keys, hasFields, _ in
      try rows.enumerated().map { index, row in
        let frame = NaiveFrame(
          row: row, hasFields: hasFields, table: rows, place: index, keysOfGroup: keys)
        let made = try zip(names, columns).map { name, column in
          (name: name, value: try value(column.expression, place.entering(frame)))
        }
        return NaiveRow(node: row.node, columns: replacing ? made : row.columns + made)
      }
    }
    table.columns = replacing ? names : table.columns + names
    if replacing { table.hasFields = false }
  }
}
