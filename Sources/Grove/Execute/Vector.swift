// The values of one expression for many rows, as arrays of machine words where there is one for the
// type. Missing by the markers of the store: NaN, Int32.min, 2, -1, the empty text.

/// Values by row.
enum Vector {
  /// The same value for every row.
  case constant(Value)
  case numbers([Double], NumberType)
  case days([Int32])
  /// 0 no, 1 yes, 2 missing.
  case flags([UInt8])
  /// Texts by code; the words are in no particular order.
  case codes([Int32], words: [String])
  case nodes([Int32], TableID)
  /// Texts of a column, by row of the column.
  case texts(TextColumn, rows: [Int32])
  case values([Value])

  /// What a double stands for.
  enum NumberType: Hashable {
    case number, ratio, points

    /// The type of a static type; nil when it is no number.
    init?(_ type: ValueType) {
      switch type {
      case .number: self = .number
      case .ratio: self = .ratio
      case .points: self = .points
      default: return nil
      }
    }

    @inline(__always)
    func value(_ number: Double) -> Value {
      if number.isNaN { return .missing }
      return switch self {
      case .number: .number(number)
      case .ratio: .ratio(number)
      case .points: .points(number)
      }
    }

    var type: ValueType {
      switch self {
      case .number: .number
      case .ratio: .ratio
      case .points: .points
      }
    }
  }

  /// The value of a row.
  func value(_ place: Int) -> Value {
    switch self {
    case .constant(let value): return value
    case .numbers(let cells, let type): return type.value(cells[place])
    case .days(let cells): return CivilDate(cell: cells[place]).map { .date($0) } ?? .missing
    case .flags(let cells): return cells[place] > 1 ? .missing : .flag(cells[place] == 1)
    case .codes(let codes, let words):
      return codes[place] < 0 ? .missing : .text(words[Int(codes[place])])
    case .nodes(let rows, let table):
      return rows[place] < 0 ? .missing : .node(Node(table: table, row: rows[place]))
    case .texts(let column, let rows):
      let row = Int(rows[place])
      return column.isMissing(row) ? .missing : .text(column[row])
    case .values(let values): return values[place]
    }
  }

  /// The rows at `places`.
  func gather(_ places: RowNumbers) -> Vector {
    switch self {
    case .constant: self
    case .numbers(let cells, let type): .numbers(cells.gather(places), type)
    case .days(let cells): .days(cells.gather(places))
    case .flags(let cells): .flags(cells.gather(places))
    case .codes(let codes, let words): .codes(codes.gather(places), words: words)
    case .nodes(let rows, let table): .nodes(rows.gather(places), table)
    case .texts(let column, let rows): .texts(column, rows: rows.gather(places))
    case .values(let values): .values(values.gather(places))
    }
  }

  /// The values of the first `count` rows.
  func values(_ count: Int) -> [Value] {
    if case .values(let values) = self { return values }
    return (0..<count).map { value($0) }
  }

  /// The vector without a constant, so that it has `count` entries.
  func spread(_ count: Int) -> Vector {
    guard case .constant(let value) = self else { return self }
    switch value {
    case .number(let number): return .numbers([Double](repeating: number, count: count), .number)
    case .ratio(let number): return .numbers([Double](repeating: number, count: count), .ratio)
    case .points(let number): return .numbers([Double](repeating: number, count: count), .points)
    case .flag(let flag): return .flags([UInt8](repeating: flag ? 1 : 0, count: count))
    case .date(let day): return .days([Int32](repeating: day.dayNumber, count: count))
    default: return .values([Value](repeating: value, count: count))
    }
  }

  /// The vector as flags, a value that is not yes or no being missing.
  func flags(_ count: Int) -> [UInt8] {
    switch self {
    case .flags(let flags): return flags
    case .constant(let value): return [UInt8](repeating: UInt8(flag: value), count: count)
    default: return (0..<count).map { UInt8(flag: value($0)) }
    }
  }

  /// How many of the first `count` rows are missing.
  @_optimize(speed)
  func missingCount(_ count: Int) -> Int {
    switch self {
    case .constant(let value): value.isMissing ? count : 0
    case .numbers(let cells, _): cells.count { $0.isNaN }
    case .days(let cells): cells.count { $0 == CivilDate.missingDayNumber }
    case .flags(let cells): cells.count { $0 > 1 }
    case .codes(let cells, _), .nodes(let cells, _): cells.count { $0 < 0 }
    case .texts(let column, let rows): rows.count { column.isMissing(Int($0)) }
    case .values(let values): values.count { $0.isMissing }
    }
  }

  /// About how many bytes a row takes.
  var bytesPerRow: Int {
    switch self {
    case .constant: 0
    case .numbers: 8
    case .days, .codes, .nodes, .texts: 4
    case .flags: 1
    case .values: 64
    }
  }
}

extension UInt8 {
  /// Yes, no and missing as a cell of a flag column.
  @inline(__always)
  init(flag value: Value) {
    guard case .flag(let flag) = value else {
      self = 2
      return
    }
    self = flag ? 1 : 0
  }

  /// Yes, no and missing as a cell of a flag column.
  @inline(__always)
  init(flag: Bool?) {
    self = flag.map { $0 ? 1 : 0 } ?? 2
  }

  /// A cell of a flag column as a value.
  var flagValue: Value { self > 1 ? .missing : .flag(self == 1) }
}

/// Joins the vectors of batches end to end.
struct VectorBuilder {
  private var whole: Vector?
  private var count = 0
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Adds a vector of so many rows.
  mutating func append(_ part: Vector, count added: Int) {
    defer { count += added }
    guard let whole else {
      self.whole = count == 0 && added == capacity ? part : part.spread(added).reserving(capacity)
      return
    }
    // The stored array is released before it grows, so that appending does not copy it.
    self.whole = nil
    switch (whole, part.spread(added)) {
    case (.numbers(var cells, let type), .numbers(let more, let otherType)) where type == otherType:
      cells.append(contentsOf: more)
      self.whole = .numbers(cells, type)
    case (.days(var cells), .days(let more)):
      cells.append(contentsOf: more)
      self.whole = .days(cells)
    case (.flags(var cells), .flags(let more)):
      cells.append(contentsOf: more)
      self.whole = .flags(cells)
    case (.codes(var codes, let words), .codes(let more, let otherWords)) where words == otherWords:
      codes.append(contentsOf: more)
      self.whole = .codes(codes, words: words)
    case (.nodes(var rows, let table), .nodes(let more, let otherTable)) where table == otherTable:
      rows.append(contentsOf: more)
      self.whole = .nodes(rows, table)
    case (.texts(let column, var rows), .texts(let other, let more))
    where column.isSame(as: other):
      rows.append(contentsOf: more)
      self.whole = .texts(column, rows: rows)
    case (.values(var values), let more):
      for place in 0..<added { values.append(more.value(place)) }
      self.whole = .values(values)
    case (let first, let more):
      var values = first.values(count)
      values.reserveCapacity(capacity)
      for place in 0..<added { values.append(more.value(place)) }
      self.whole = .values(values)
    }
  }

  /// All rows added.
  var vector: Vector { whole ?? .values([]) }
}

extension Vector {
  fileprivate func reserving(_ capacity: Int) -> Vector {
    switch self {
    case .numbers(var cells, let type):
      cells.reserveCapacity(capacity)
      return .numbers(cells, type)
    case .days(var cells):
      cells.reserveCapacity(capacity)
      return .days(cells)
    case .flags(var cells):
      cells.reserveCapacity(capacity)
      return .flags(cells)
    case .codes(var codes, let words):
      codes.reserveCapacity(capacity)
      return .codes(codes, words: words)
    case .nodes(var rows, let table):
      rows.reserveCapacity(capacity)
      return .nodes(rows, table)
    case .texts(let column, var rows):
      rows.reserveCapacity(capacity)
      return .texts(column, rows: rows)
    case .constant, .values:
      return self
    }
  }
}

extension TextColumn {
  /// Whether both are the same arrays, not just equal ones.
  func isSame(as other: TextColumn) -> Bool {
    offsets.count == other.offsets.count
      && offsets.withUnsafeBufferPointer { mine in
        other.offsets.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
      }
  }
}
