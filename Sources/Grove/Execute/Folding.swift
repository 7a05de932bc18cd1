// Aggregates: many values folded into one. The rules for single lists stand here once; sums, means,
// extremes and counts over number and flag columns have loops of their own, which add in row order,
// so that a sum is the same however it is computed.

/// The aggregates over lists of values.
enum Folding {
  /// One aggregate of one list. `others` are the weights of `wavg`; the share of `percentile` is its
  /// first member.
  static func fold(
    _ aggregate: Aggregate, _ values: [Value], _ others: [Value] = []
  ) throws(FunctionFailure) -> Value {
    switch aggregate {
    case .count: return .number(Double(values.count))
    case .first: return values.first { !$0.isMissing } ?? .missing
    case .last: return values.last { !$0.isMissing } ?? .missing
    case .distinct:
      var seen: Set<Value> = []
      return .list(values.filter { !$0.isMissing && seen.insert($0).inserted })
    case .min, .max:
      let wanted: ValueOrder = aggregate == .min ? .orderedAscending : .orderedDescending
      var best = Value.missing
      for value in values where !value.isMissing {
        if best.isMissing || ValueOrder(value, best) == wanted { best = value }
      }
      return best
    case .any, .all:
      let isAny = aggregate == .any
      var flag: UInt8 = isAny ? 0 : 1
      for value in values {
        let next = UInt8(flag: value)
        flag = isAny ? Comparer.or(flag, next) : Comparer.and(flag, next)
      }
      return flag.flagValue
    case .share:
      let flags = values.map { UInt8(flag: $0) }
      return share(yes: flags.count { $0 == 1 }, no: flags.count { $0 == 0 })
    case .sum, .avg, .median, .percentile, .stddev:
      return try quantities(aggregate, values, share: others.first ?? .missing)
    case .wavg: return try weightedMean(values, others)
    }
  }

  /// Yes over yes and no.
  static func share(yes: Int, no: Int) -> Value {
    yes + no == 0 ? .missing : .ratio(Ratio.rounded(Double(yes) / Double(yes + no)))
  }

  /// A mean as a value; missing for NaN.
  /// - Throws: for a sum that was too large.
  static func mean(
    _ number: Double, _ type: Vector.NumberType
  ) throws(FunctionFailure) -> Value {
    if number.isNaN { return .missing }
    guard number.isFinite else { throw .numberTooLarge }
    return type.value(Ratio.rounded(number))
  }

  private static func quantities(
    _ aggregate: Aggregate, _ values: [Value], share: Value
  ) throws(FunctionFailure) -> Value {
    guard let first = values.first(where: { !$0.isMissing }) else { return .missing }
    if case .duration = first {
      if aggregate == .sum { return try sumOfDurations(values) }
      let days = values.compactMap { value -> Double? in
        if case .duration(let length) = value { return length.approximateDays }
        return nil
      }
      guard let result = try statistic(aggregate, days, share: share) else { return .missing }
      guard let length = CalendarDuration(roundingDays: result) else { throw .numberTooLarge }
      return .duration(length)
    }
    guard let type = Vector.NumberType(of: first) else { return .missing }
    let numbers = values.compactMap { $0.double }
    guard let result = try statistic(aggregate, numbers, share: share) else { return .missing }
    switch (aggregate, type) {
    case (.sum, .number): return .number(result)
    case (.stddev, .ratio): return .points(Ratio.rounded(result))
    case (.median, .number) where numbers.count % 2 == 1: return .number(result)
    default: return type.value(Ratio.rounded(result))
    }
  }

  /// A statistic of numbers of which there is at least one; nil when it needs more.
  private static func statistic(
    _ aggregate: Aggregate, _ numbers: [Double], share: Value
  ) throws(FunctionFailure) -> Double? {
    let result: Double
    switch aggregate {
    case .median: result = percentile(numbers, 0.5)
    case .percentile:
      guard let share = share.double, (0...1).contains(share) else { return nil }
      result = percentile(numbers, share)
    case .stddev:
      guard numbers.count > 1 else { return nil }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      result = (squares / Double(numbers.count - 1)).squareRoot()
    case .avg: result = numbers.reduce(0, +) / Double(numbers.count)
    default: result = numbers.reduce(0, +)
    }
    guard result.isFinite else { throw .numberTooLarge }
    return result
  }

  /// The value at place `share * (n - 1)` of the sorted numbers, interpolated between the closest.
  private static func percentile(_ numbers: [Double], _ share: Double) -> Double {
    let sorted = numbers.sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    let part = place - Double(below)
    return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part
  }

  private static func sumOfDurations(_ values: [Value]) throws(FunctionFailure) -> Value {
    var sum = CalendarDuration()
    for case .duration(let length) in values {
      guard let next = sum.adding(length) else { throw .numberTooLarge }
      sum = next
    }
    return .duration(sum)
  }

  private static func weightedMean(
    _ values: [Value], _ weights: [Value]
  ) throws(FunctionFailure) -> Value {
    var sum = 0.0
    var total = 0.0
    var type: Vector.NumberType?
    for (value, weight) in zip(values, weights) {
      guard let number = value.double, let weight = weight.double else { continue }
      type = type ?? Vector.NumberType(of: value)
      sum += number * weight
      total += weight
    }
    guard let type, total != 0 else { return .missing }
    return try mean(sum / total, type)
  }
}

extension Value {
  /// The number of a number, ratio or points.
  var double: Double? {
    switch self {
    case .number(let number), .ratio(let number), .points(let number): number
    default: nil
    }
  }
}

extension Vector.NumberType {
  /// The type of a value that is a number, ratio or points.
  init?(of value: Value) {
    switch value {
    case .number: self = .number
    case .ratio: self = .ratio
    case .points: self = .points
    default: return nil
    }
  }
}

/// The aggregates over columns, by group.
struct GroupFolding {
  let count: Int
  /// The group of each row; nil when all are in one.
  let groupOf: [Int32]?
  let groupCount: Int

  init(_ rows: RowSet) {
    count = rows.count
    groupOf = rows.grouping?.groupOf
    groupCount = rows.grouping?.count ?? 1
  }

  /// One value a group.
  func fold(_ aggregate: Aggregate, _ arguments: [Vector]) throws(FunctionFailure) -> Vector {
    guard let first = arguments.first else {
      return .numbers(sizes.map { Double($0) }, .number)
    }
    switch (aggregate, first) {
    case (.count, _):
      return .numbers(tallies(first.flags(count)).map { Double($0.yes) }, .number)
    case (.share, _):
      return .values(
        tallies(first.flags(count)).map { Folding.share(yes: $0.yes, no: $0.no) })
    case (.any, _):
      return .flags(tallies(first.flags(count)).map { $0.yes > 0 ? 1 : $0.missing > 0 ? 2 : 0 })
    case (.all, _):
      return .flags(tallies(first.flags(count)).map { $0.no > 0 ? 0 : $0.missing > 0 ? 2 : 1 })
    case (.sum, .numbers(let cells, let type)):
      return try finite(sums(cells).sums, type, rounding: type != .number)
    case (.avg, .numbers(let cells, let type)):
      let (sums, counts) = sums(cells)
      let means = zip(sums, counts).map { $1 == 0 ? .nan : $0 / Double($1) }
      return try finite(means, type, rounding: true)
    case (.min, .numbers(let cells, let type)): return .numbers(extremes(cells) { $0 < $1 }, type)
    case (.max, .numbers(let cells, let type)): return .numbers(extremes(cells) { $0 > $1 }, type)
    default: return try foldLists(aggregate, arguments)
    }
  }

  private func foldLists(
    _ aggregate: Aggregate, _ arguments: [Vector]
  ) throws(FunctionFailure) -> Vector {
    let lists = arguments.map { self.lists($0) }
    var made: [Value] = []
    made.reserveCapacity(groupCount)
    for group in 0..<groupCount {
      let others = lists.count > 1 ? lists[1][group] : []
      made.append(try Folding.fold(aggregate, lists[0][group], others))
    }
    return .values(made)
  }

  /// The values of each group, in row order.
  private func lists(_ vector: Vector) -> [[Value]] {
    guard let groupOf else { return [vector.values(count)] }
    var lists = [[Value]](repeating: [], count: groupCount)
    for row in 0..<count { lists[Int(groupOf[row])].append(vector.value(row)) }
    return lists
  }

  private func finite(
    _ numbers: [Double], _ type: Vector.NumberType, rounding: Bool
  ) throws(FunctionFailure) -> Vector {
    if numbers.contains(where: { $0.isInfinite }) { throw .numberTooLarge }
    return .numbers(rounding ? numbers.map { Ratio.rounded($0) } : numbers, type)
  }

  // MARK: Loops over rows

  /// Rows by group.
  var sizes: [Int] {
    guard let groupOf else { return [count] }
    var sizes = [Int](repeating: 0, count: groupCount)
    for group in groupOf { sizes[Int(group)] += 1 }
    return sizes
  }

  private struct Tally {
    var yes = 0
    var no = 0
    var missing = 0
  }

  private func tallies(_ flags: [UInt8]) -> [Tally] {
    var tallies = [Tally](repeating: Tally(), count: groupCount)
    for (row, flag) in flags.enumerated() {
      let group = groupOf.map { Int($0[row]) } ?? 0
      switch flag {
      case 0: tallies[group].no += 1
      case 1: tallies[group].yes += 1
      default: tallies[group].missing += 1
      }
    }
    return tallies
  }

  /// Sums and how many numbers went into them; NaN for a group without any. Infinite stays infinite,
  /// and so does what would be infinite less infinite.
  private func sums(_ cells: [Double]) -> (sums: [Double], counts: [Int]) {
    var sums = [Double](repeating: 0, count: groupCount)
    var counts = [Int](repeating: 0, count: groupCount)
    if let groupOf {
      // Adding to both arrays without a branch for NaN: a missing cell adds 0 to each.
      for row in 0..<count {
        let cell = cells[row]
        let isPresent = cell == cell
        let group = Int(groupOf[row])
        sums[group] += isPresent ? cell : 0
        counts[group] += Int(unsafeBitCast(isPresent, to: UInt8.self))
      }
    } else {
      var sum = 0.0
      var present = 0
      for cell in cells {
        let isPresent = cell == cell
        sum += isPresent ? cell : 0
        present += Int(unsafeBitCast(isPresent, to: UInt8.self))
      }
      sums[0] = sum
      counts[0] = present
    }
    for group in 0..<groupCount {
      if counts[group] == 0 {
        sums[group] = .nan
      } else if sums[group].isNaN {
        sums[group] = .infinity
      }
    }
    return (sums, counts)
  }

  private func extremes(_ cells: [Double], _ isBetter: (Double, Double) -> Bool) -> [Double] {
    var best = [Double](repeating: .nan, count: groupCount)
    for row in 0..<count where !cells[row].isNaN {
      let group = groupOf.map { Int($0[row]) } ?? 0
      if best[group].isNaN || isBetter(cells[row], best[group]) { best[group] = cells[row] }
    }
    return best
  }
}
