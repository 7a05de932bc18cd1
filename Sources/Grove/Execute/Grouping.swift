// Groups: forming them, keeping some of them, and taking rows within each.

extension RunContext {
  /// Groups rows by keys, groups in order of first appearance, those with a missing key last.
  func group(_ rows: RowSet, _ keys: [Vector]) throws(RunFailure) -> RowSet {
    var codes = Codes(groupOf: [Int32](repeating: 0, count: rows.count), first: [0])
    if rows.count == 0 { codes.first = [] }
    for (place, key) in keys.enumerated() {
      let more = try Codes(key, count: rows.count, in: self)
      codes = place == 0 ? more : try codes.combined(with: more, budget)
    }
    let firsts = RowNumbers.list(codes.first)
    let grouping = Grouping(
      groupOf: codes.groupOf, count: codes.first.count,
      keys: keys.map { $0.spread(rows.count).gather(firsts) })
    let isMissing = (0..<grouping.count).map { group in
      grouping.keys.contains { $0.value(group).isMissing }
    }
    let grouped = rows.with(grouping: grouping)
    guard isMissing.contains(true) else { return grouped }
    let groups = isMissing.indices.map { Int32(truncatingIfNeeded: $0) }
    return grouped.keepingGroups(
      groups.filter { !isMissing[Int($0)] } + groups.filter { isMissing[Int($0)] })
  }
}

/// The different values of a column, numbered in order of first appearance.
private struct Codes {
  /// The number of each row's value.
  var groupOf: [Int32]
  /// The first row of each value.
  var first: [Int32]

  init(groupOf: [Int32], first: [Int32]) {
    self.groupOf = groupOf
    self.first = first
  }

  init(_ vector: Vector, count: Int, in context: RunContext) throws(RunFailure) {
    switch vector {
    case .constant:
      self.init(
        groupOf: [Int32](repeating: 0, count: count), first: count > 0 ? [0] : [])
    case .codes(let codes, let words): self.init(dense: codes, count: words.count)
    case .nodes(let rows, let table):
      self.init(dense: rows, count: context.graph.table(table).rowCount)
    case .flags(let flags): self.init(dense: flags.map { Int32($0) }, count: 3)
    case .days(let days): try self.init(hashing: days, context.budget)
    // Adding 0 makes -0 the same as 0.
    case .numbers(let cells, _):
      try self.init(hashing: cells.map { ($0 + 0).bitPattern }, context.budget)
    case .texts, .values: try self.init(hashing: vector.values(count), context.budget)
    }
  }

  /// Of numbers from -1 to `count - 1`: a table instead of a hash.
  private init(dense cells: [Int32], count: Int) {
    var known = [Int32](repeating: -1, count: count + 1)
    var first: [Int32] = []
    let groupOf = [Int32](unsafeUninitializedCapacity: cells.count) { buffer, initialized in
      for row in 0..<cells.count {
        let place = Int(cells[row] + 1)
        var group = known[place]
        if group < 0 {
          group = Int32(truncatingIfNeeded: first.count)
          known[place] = group
          first.append(Int32(truncatingIfNeeded: row))
        }
        buffer[row] = group
      }
      initialized = cells.count
    }
    self.init(groupOf: groupOf, first: first)
  }

  private init<Key: Hashable>(hashing cells: [Key], _ budget: Budget) throws(RunFailure) {
    var known: [Key: Int32] = [:]
    var first: [Int32] = []
    var groupOf: [Int32] = []
    groupOf.reserveCapacity(cells.count)
    for (row, cell) in cells.enumerated() {
      try budget.work(1)
      if let group = known[cell] {
        groupOf.append(group)
      } else {
        let group = Int32(truncatingIfNeeded: first.count)
        known[cell] = group
        first.append(Int32(truncatingIfNeeded: row))
        groupOf.append(group)
      }
    }
    self.init(groupOf: groupOf, first: first)
  }

  /// The different pairs of values.
  func combined(with other: Codes, _ budget: Budget) throws(RunFailure) -> Codes {
    let (pairs, overflow) = first.count.multipliedReportingOverflow(by: other.first.count)
    let width = other.first.count
    if !overflow, pairs <= groupOf.count * 4 + 1024 {
      return Codes(
        dense: zip(groupOf, other.groupOf).map {
          Int32(truncatingIfNeeded: Int($0) * width + Int($1))
        }, count: pairs)
    }
    return try Codes(
      hashing: zip(groupOf, other.groupOf).map { Int64($0) << 32 | Int64($1) }, budget)
  }
}

extension RowSet {
  /// How many groups there are; one when not grouped.
  var groupCount: Int { grouping?.count ?? 1 }

  /// The groups as rows: the keys are their columns, and aggregates run over the rows inside.
  func asGroups() -> RowSet {
    RowSet(
      table: nil, rows: .none, count: groupCount, columns: grouping?.keys ?? [], members: self)
  }

  /// Only these groups, in this order, with their rows.
  func keepingGroups(_ groups: [Int32]) -> RowSet {
    guard let grouping else { return groups.isEmpty ? keeping(.none) : self }
    var newNumber = [Int32](repeating: -1, count: grouping.count)
    for (place, group) in groups.enumerated() {
      newNumber[Int(group)] = Int32(truncatingIfNeeded: place)
    }
    let numbers = grouping.groupOf.map { newNumber[Int($0)] }
    let made = Grouping(
      groupOf: numbers, count: groups.count, keys: grouping.keys.map { $0.gather(.list(groups)) })
    let regrouped = with(grouping: made)
    guard numbers.contains(-1) else { return regrouped }
    return regrouped.keeping(
      .list(
        (0..<count).compactMap {
          numbers[$0] < 0 ? nil : Int32(truncatingIfNeeded: $0)
        }))
  }

  func keepingGroups(range: Range<Int>) -> RowSet {
    keepingGroups(range.map { Int32(truncatingIfNeeded: $0) })
  }

  /// The first rows, within each group when grouped.
  func taking(_ limit: Int) -> RowSet {
    keepingPlaces { place, _ in place < limit }
  }

  /// All but the first rows, within each group when grouped.
  func skipping(_ limit: Int) -> RowSet {
    keepingPlaces { place, _ in place >= limit }
  }

  /// The last rows, within each group when grouped.
  func takingLast(_ limit: Int) -> RowSet {
    keepingPlaces { place, size in place >= size - limit }
  }

  /// The rows whose place in their group is kept.
  private func keepingPlaces(_ isKept: (_ place: Int, _ size: Int) -> Bool) -> RowSet {
    guard let grouping else {
      let kept = (0..<count).filter { isKept($0, count) }
      guard let first = kept.first, let last = kept.last else { return keeping(.none) }
      return keeping(.range(first..<last + 1))
    }
    let sizes = GroupFolding(self).sizes
    var places = [Int](repeating: 0, count: grouping.count)
    var kept: [Int32] = []
    for position in 0..<count {
      let group = Int(grouping.groupOf[position])
      if isKept(places[group], sizes[group]) { kept.append(Int32(truncatingIfNeeded: position)) }
      places[group] += 1
    }
    return keeping(.list(kept))
  }

  /// Rows equal in every column once; without columns, each node once.
  func distinct(_ budget: Budget) throws(RunFailure) -> RowSet {
    var kept: [Int32] = []
    if columns.isEmpty, table != nil {
      var seen: Set<Int> = []
      for position in 0..<count where seen.insert(rows[position]).inserted {
        kept.append(Int32(truncatingIfNeeded: position))
      }
    } else {
      var seen: Set<[Value]> = []
      let all = columns + (across?.columns ?? [])
      for position in 0..<count {
        try budget.work(4)
        if seen.insert(all.map { $0.value(position) }).inserted {
          kept.append(Int32(truncatingIfNeeded: position))
        }
      }
    }
    return kept.count == count ? self : keeping(.list(kept))
  }

  /// The rows group by group, in the order of the groups; within a group as they were.
  func inGroupOrder() -> RowSet {
    guard let grouping else { return self }
    return keeping(.list(RowLists(grouping: grouping.groupOf, count: grouping.count).rows))
  }

  /// About how many bytes a row takes.
  var bytesPerRow: Int {
    (columns + (across?.columns ?? [])).reduce(table == nil ? 0 : 4) { $0 + $1.bytesPerRow }
  }
}
