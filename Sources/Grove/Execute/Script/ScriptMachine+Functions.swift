// Built-in functions and aggregates on slots, for the arguments that are common. They give what
// Functions and Folding give; for all others these are asked.

extension ScriptMachine {
  /// The value of a built-in function; nil when the host is to find it.
  @inline(never)
  func quickly(
    _ code: UInt8, _ arguments: UnsafeBufferPointer<Slot>, _ place: Int
  ) throws(RunFailure) -> Slot? {
    guard let function = FastFunction(rawValue: code), let first = arguments.first else {
      return nil
    }
    current = place
    switch (function, arguments.count) {
    case (.length, 1): return try length(first)
    case (.append, 2):
      let member = arguments[1]
      guard first.has(.list) else { return nil }
      return try arena.appending(member, to: first)
    case (.range, 1), (.range, 2): return try range(arguments)
    case (.sorted, 1): return try sorted(first)
    case (.reverse, 1):
      guard first.has(.list) else { return nil }
      try budget.charge(ticks: first.length / 64)
      let made = try arena.list(count: first.length, nesting: first.nesting)
      let (source, target) = (arena.members(first.place), arena.members(made.place))
      for index in 0..<first.length { target[index] = source[first.length - 1 - index] }
      return made
    case (.abs, 1): return first.isNumber ? Slot(Swift.abs(first.double)) : nil
    case (.floor, 1): return first.isNumber ? Slot(first.double.rounded(.down)) : nil
    case (.ceil, 1): return first.isNumber ? Slot(first.double.rounded(.up)) : nil
    case (.sqrt, 1):
      guard first.isNumber else { return nil }
      return first.double >= 0 ? Slot(first.double.squareRoot()) : .missing
    case (.min, 2), (.max, 2):
      let second = arguments[1]
      guard first.head | second.head == 0 else { return nil }
      let isSecond =
        function == .min ? second.double < first.double : second.double > first.double
      return isSecond ? second : first
    default: return nil
    }
  }

  private func length(_ slot: Slot) throws(RunFailure) -> Slot? {
    switch slot.tag {
    case .list: return Slot(Double(slot.length))
    case .text:
      try budget.charge(ticks: slot.length / 1024)
      // A letter is one byte where all are plain, but for a line end of two.
      for byte in arena.bytes(of: slot) where byte >= 0x80 || byte == 0x0d { return nil }
      return Slot(Double(slot.length))
    default: return nil
    }
  }

  /// Nil for what is no whole number, or more than can be counted.
  private func range(_ bounds: UnsafeBufferPointer<Slot>) throws(RunFailure) -> Slot? {
    guard let first = bounds.first, let last = bounds.last, first.isNumber, last.isNumber,
      let from = bounds.count > 1 ? Int(exactly: first.double) : 0,
      let to = Int(exactly: last.double), from.magnitude < 1 << 53, to.magnitude < 1 << 53
    else { return nil }
    let made = try arena.list(count: max(to - from, 0))
    try budget.charge(ticks: made.length / 64)
    let target = arena.members(made.place)
    for index in 0..<made.length { target[index] = Slot(Double(from + index)) }
    return made
  }

  private func sorted(_ list: Slot) throws(RunFailure) -> Slot? {
    guard list.has(.list) else { return nil }
    let count = list.length
    try budget.charge(ticks: count / 64)
    for index in 0..<count where !arena.members(list.place)[index].isNumber { return nil }
    // Sorting takes half as much again for a while.
    guard budget.charge(arenaBytes: count * 4) else { throw .limit(.bytes) }
    defer { budget.release(arenaBytes: count * 4) }
    let made = try arena.list(count: count, nesting: list.nesting)
    let (source, target) = (arena.members(list.place), arena.members(made.place))
    // The numbers are sorted in the first half of the new list, then spread from the end: a place is
    // written only after the numbers that lay there have been read.
    let numbers = UnsafeMutableRawPointer(target).assumingMemoryBound(to: Double.self)
    for index in 0..<count { numbers[index] = source[index].double }
    var all = UnsafeMutableBufferPointer(start: numbers, count: count)
    try budget.sort(&all, by: <)
    for index in (0..<count).reversed() {
      let number = numbers[index]
      target[index] = Slot(number)
    }
    return made
  }

  // MARK: Aggregates

  func aggregate(
    _ instruction: Instruction, _ base: Int, _ place: Int, _ left: inout Int
  ) throws(RunFailure) -> Slot {
    let list = stack[base + Int(instruction.a)]
    if instruction.b == 1, list.has(.list),
      let made = try fold(Aggregate.allCases[Int(instruction.extra)], list, place)
    {
      try settle(left)
      left = 0
      current = place
      try budget.charge(ticks: list.length)
      left = grant()
      return made
    }
    return try apply(instruction, base, place, &left, isCall: false)
  }

  /// An aggregate of a list of numbers, some of which may be missing; nil when there are others, or
  /// none.
  private func fold(
    _ aggregate: Aggregate, _ list: Slot, _ place: Int
  ) throws(RunFailure) -> Slot? {
    let members = arena.members(list.place)
    let count = list.length
    switch aggregate {
    case .count: return Slot(Double(count))
    case .sum, .avg, .min, .max: break
    default: return nil
    }
    var (sum, present) = (0.0, 0)
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for index in 0..<count {
      let member = members[index]
      if member.isNumber {
        present += 1
        sum += member.double
        if member.double < least { least = member.double }
        if member.double > greatest { greatest = member.double }
      } else if !member.has(.missing) {
        return nil
      }
    }
    guard present > 0 else { return nil }
    switch aggregate {
    case .min: return Slot(least)
    case .max: return Slot(greatest)
    // What is too large is refused by the rules, at its place.
    case .sum: return sum.isFinite ? Slot(sum) : nil
    default:
      let mean = sum / Double(present)
      return mean.isFinite ? Slot(Ratio.rounded(mean)) : nil
    }
  }
}
