// Loops over columns for the types that have an array: branch-free, so that the compiler turns them
// into vector instructions. A case that is not here is computed value by value.
//
// What runs once a row is marked `@_optimize(speed)`, here and elsewhere: the library for C is built
// for size, which gives up vector instructions.

enum Kernels {
  /// `left op right` for numbers; nil when an operand is something else.
  @_optimize(speed)
  static func arithmetic(
    _ operation: Arithmetic, _ left: Vector, _ right: Vector
  ) throws(FunctionFailure) -> Vector? {
    let made: (cells: [Double], type: ValueType)
    switch (left, right) {
    case (.numbers(let a, let aType), .numbers(let b, let bType)):
      guard let type = operation.resultType(aType.type, bType.type) else { return nil }
      made = (combine(operation, a, b), type)
    case (.numbers(let a, let aType), .constant(let value)):
      guard let b = value.double, let bType = Vector.NumberType(of: value),
        let type = operation.resultType(aType.type, bType.type)
      else { return nil }
      made = (map(operation, a) { ($0, b) }, type)
    case (.constant(let value), .numbers(let b, let bType)):
      guard let a = value.double, let aType = Vector.NumberType(of: value),
        let type = operation.resultType(aType.type, bType.type)
      else { return nil }
      made = (map(operation, b) { (a, $0) }, type)
    default: return nil
    }
    guard let type = Vector.NumberType(made.type) else { return nil }
    if made.cells.contains(where: { $0.isInfinite }) { throw .numberTooLarge }
    return .numbers(
      type == .number ? made.cells : made.cells.map { Ratio.rounded($0) }, type)
  }

  @_optimize(speed)
  private static func combine(_ operation: Arithmetic, _ a: [Double], _ b: [Double]) -> [Double] {
    var result = a
    for place in 0..<min(a.count, b.count) { result[place] = operation(a[place], b[place]) }
    return result
  }

  @inline(__always)
  private static func map(
    _ operation: Arithmetic, _ cells: [Double], _ operands: (Double) -> (Double, Double)
  ) -> [Double] {
    cells.map {
      let (a, b) = operands($0)
      return operation(a, b)
    }
  }

  /// `left op right` as flags; nil when there is no loop for the types.
  @_optimize(speed)
  static func compare(_ comparison: Comparison, _ left: Vector, _ right: Vector) -> [UInt8]? {
    switch (left, right) {
    case (.numbers(let a, _), .constant(let value)):
      return value.double.map { compare(comparison, a, $0) }
    case (.constant(let value), .numbers(let b, _)):
      return value.double.map { compare(comparison.mirrored, b, $0) }
    case (.numbers(let a, _), .numbers(let b, _)): return compare(comparison, a, b)
    case (.days(let a), .constant(.date(let day))):
      return compare(comparison, a, Comparer.Span(day))
    case (.days(let a), .constant(.period(let period))):
      return compare(comparison, a, Comparer.Span(period))
    case (.constant(.date(let day)), .days(let b)):
      return compare(comparison.mirrored, b, Comparer.Span(day))
    case (.days(let a), .days(let b)): return compare(comparison, a, b)
    case (.flags(let a), .constant(.flag(let flag))) where comparison == .equal:
      return a.map { $0 > 1 ? 2 : flag ? $0 : $0 ^ 1 }
    case (.nodes(let a, let table), .constant(.node(let node)))
    where comparison == .equal && table != .cycles:
      let row = node.table == table ? node.row : -2
      return flags(a.count) { _, cells in
        for place in 0..<a.count {
          cells[place] = UInt8(truth: a[place] == row) | UInt8(truth: a[place] < 0) << 1
        }
      }
    default: return nil
    }
  }

  @_optimize(speed)
  private static func compare(
    _ comparison: Comparison, _ cells: [Double], _ bound: Double
  ) -> [UInt8] {
    flags(cells.count) { _, flags in
      cells.withUnsafeBufferPointer { compare(comparison, $0, bound, into: flags) }
    }
  }

  /// `cell op bound` for each cell, into a buffer of as many flags; missing for a NaN cell.
  @_optimize(speed)
  static func compare(
    _ comparison: Comparison, _ cells: UnsafeBufferPointer<Double>, _ bound: Double,
    into flags: UnsafeMutableBufferPointer<UInt8>
  ) {
    switch comparison {
    case .equal: test(cells, flags) { $0 == bound }
    case .notEqual: test(cells, flags) { $0 < bound || $0 > bound }
    case .before: test(cells, flags) { $0 < bound }
    case .until: test(cells, flags) { $0 <= bound }
    case .after: test(cells, flags) { $0 > bound }
    case .since: test(cells, flags) { $0 >= bound }
    }
  }

  /// A test that is false for NaN; missing for NaN.
  @inline(__always)
  private static func test(
    _ cells: UnsafeBufferPointer<Double>, _ flags: UnsafeMutableBufferPointer<UInt8>,
    _ holds: (Double) -> Bool
  ) {
    for place in 0..<min(cells.count, flags.count) {
      let cell = cells[place]
      flags[place] = UInt8(truth: holds(cell)) | UInt8(truth: cell != cell) << 1
    }
  }

  @_optimize(speed)
  private static func compare(
    _ comparison: Comparison, _ a: [Double], _ b: [Double]
  ) -> [UInt8] {
    flags(min(a.count, b.count)) { count, flags in
      for place in 0..<count {
        let isMissing = a[place].isNaN || b[place].isNaN
        flags[place] = isMissing ? 2 : UInt8(truth: comparison.holds(a[place], b[place]))
      }
    }
  }

  /// Days against a run of days, by the truth table.
  @_optimize(speed)
  private static func compare(
    _ comparison: Comparison, _ days: [Int32], _ span: Comparer.Span
  ) -> [UInt8] {
    flags(days.count) { _, flags in
      days.withUnsafeBufferPointer { compare(comparison, $0, span, into: flags) }
    }
  }

  /// The same into a buffer of as many flags.
  @_optimize(speed)
  static func compare(
    _ comparison: Comparison, _ days: UnsafeBufferPointer<Int32>, _ span: Comparer.Span,
    into flags: UnsafeMutableBufferPointer<UInt8>
  ) {
    let start = span.start
    let end = span.end
    switch comparison {
    case .equal: test(days, flags) { $0 >= start && $0 < end }
    case .notEqual: test(days, flags) { $0 < start || $0 >= end }
    case .before: test(days, flags) { $0 < start }
    case .until: test(days, flags) { $0 < end }
    case .after: test(days, flags) { $0 >= end }
    case .since: test(days, flags) { $0 >= start }
    }
  }

  @inline(__always)
  private static func test(
    _ days: UnsafeBufferPointer<Int32>, _ flags: UnsafeMutableBufferPointer<UInt8>,
    _ holds: (Int32) -> Bool
  ) {
    for place in 0..<min(days.count, flags.count) {
      let day = days[place]
      let isMissing = UInt8(truth: day == .min)
      flags[place] = (UInt8(truth: holds(day)) & (isMissing ^ 1)) | isMissing << 1
    }
  }

  @_optimize(speed)
  private static func compare(_ comparison: Comparison, _ a: [Int32], _ b: [Int32]) -> [UInt8] {
    flags(min(a.count, b.count)) { count, flags in
      for place in 0..<count {
        let isMissing = a[place] == .min || b[place] == .min
        flags[place] =
          isMissing ? 2 : UInt8(truth: comparison.holds(Double(a[place]), Double(b[place])))
      }
    }
  }

  /// An array of flags, all of which `fill` sets.
  @inline(__always)
  private static func flags(
    _ count: Int, _ fill: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      fill(count, buffer)
      initialized = count
    }
  }

  /// The places where a flag has a value.
  @_optimize(speed)
  static func places(of wanted: UInt8, in flags: [UInt8]) -> [Int32] {
    keep(flags) { $0 == wanted }
  }

  /// The places whose flag is kept. Every place is written, and the next one moves on only when it
  /// is kept: no branch to mispredict.
  @inline(__always)
  static func keep(_ flags: [UInt8], _ isKept: (UInt8) -> Bool) -> [Int32] {
    flags.withUnsafeBufferPointer { flags in
      [Int32](unsafeUninitializedCapacity: flags.count) { buffer, initialized in
        var next = 0
        // `next` never passes `place`, which is in both buffers.
        for place in 0..<flags.count {
          buffer[next] = Int32(truncatingIfNeeded: place)
          next += Int(UInt8(truth: isKept(flags[place])))
        }
        initialized = next
      }
    }
  }

  /// Whether a flag is missing.
  @_optimize(speed)
  static func hasMissing(_ flags: [UInt8]) -> Bool {
    flags.withUnsafeBufferPointer { flags in
      var all: UInt8 = 0
      for flag in flags { all |= flag }
      return all & 2 != 0
    }
  }
}

extension UInt8 {
  /// 1 for true. A bit cast, since `condition ? 1 : 0` becomes a jump.
  @inline(__always)
  init(truth: Bool) {
    self = unsafeBitCast(truth, to: UInt8.self)
  }
}

extension Vector {
  /// The vector with other values at some places, `part` having one for each.
  func replacing(_ places: [Int32], with part: Vector, count: Int) -> Vector {
    switch (self, part.spread(places.count)) {
    case (.numbers(var cells, let type), .numbers(let more, let other)) where type == other:
      for (index, place) in places.enumerated() { cells[Int(place)] = more[index] }
      return .numbers(cells, type)
    case (.days(var cells), .days(let more)):
      for (index, place) in places.enumerated() { cells[Int(place)] = more[index] }
      return .days(cells)
    case (.flags(var cells), .flags(let more)):
      for (index, place) in places.enumerated() { cells[Int(place)] = more[index] }
      return .flags(cells)
    case (_, let more):
      var values = values(count)
      for (index, place) in places.enumerated() { values[Int(place)] = more.value(index) }
      return .values(values)
    }
  }
}
