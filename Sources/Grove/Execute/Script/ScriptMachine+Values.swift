// What instructions do with values when it is not the common case: other types than numbers, texts,
// lists, records. The rules are those of Functions and Execute; here they find their values in slots.

extension ScriptMachine {
  // MARK: Operators

  @inline(never)
  func arithmetic(
    _ operation: Arithmetic, _ left: Slot, _ right: Slot, _ place: Int
  ) throws(RunFailure) -> Slot {
    current = place
    // No operator applies to objects.
    if left.isObject || right.isObject { return .missing }
    do throws(FunctionFailure) {
      return Slot(plain: try operation.apply(left.plainValue, right.plainValue)) ?? .missing
    } catch {
      throw RunFailure(error, at: program.ranges[place])
    }
  }

  @inline(never)
  func negated(_ slot: Slot) -> Slot {
    switch slot.tag {
    case .ratio, .points: return Slot(head: slot.head, bits: (0 - slot.double).bitPattern)
    case .duration:
      guard case .duration(let length) = slot.plainValue, let negated = length.negated else {
        return .missing
      }
      return Slot(plain: .duration(negated)) ?? .missing
    default: return .missing
    }
  }

  /// Where a comparison that is not of numbers goes on.
  @inline(never)
  func branch(_ left: Slot, _ right: Slot, _ place: Int) throws(RunFailure) -> Int {
    let instruction = program.code[place]
    switch try compare(instruction.extra, left, right, place) {
    case 1: return place + 1
    case 0: return Int(instruction.target)
    default: return missingTarget(place)
    }
  }

  /// The same at the end of a loop, which counts a tick when it goes back.
  @inline(never)
  func loopBranch(
    _ left: Slot, _ right: Slot, _ place: Int, _ ticks: inout Int
  ) throws(RunFailure) -> Int {
    let instruction = program.code[place]
    switch try compare(instruction.extra, left, right, place) {
    case 1:
      ticks -= 1
      if ticks < 0 { ticks = try tickSlowly(place) }
      return Int(instruction.target)
    case 0: return place + 1
    default: return missingTarget(place)
    }
  }

  @inline(never)
  func missingTarget(_ place: Int) -> Int { Int(program.missingTargets[place]) }

  /// Yes (1), no (0) or missing (2).
  func compare(
    _ code: UInt8, _ left: Slot, _ right: Slot, _ place: Int
  ) throws(RunFailure) -> UInt8 {
    let comparison = Comparison.all[Int(code)]
    if left.head | right.head == 0 {
      return UInt8(flag: comparison.holds(left.double, right.double))
    }
    switch (left.tag, right.tag) {
    case (.missing, _), (_, .missing): return 2
    case (.text, .text): return UInt8(flag: comparison.holds(order(left, right)))
    case (.flag, .flag):
      return UInt8(flag: comparison.holds(Double(left.bits), Double(right.bits)))
    case (.ratio, .ratio), (.points, .points):
      return UInt8(flag: comparison.holds(left.double, right.double))
    default: return try compareSlowly(comparison, left, right, place)
    }
  }

  @inline(never)
  private func compareSlowly(
    _ comparison: Comparison, _ left: Slot, _ right: Slot, _ place: Int
  ) throws(RunFailure) -> UInt8 {
    current = place
    return try exported(left) { left throws(RunFailure) in
      try exported(right) { host.compare(comparison, left, $0) }
    }
  }

  /// The order of two texts: by their bytes.
  func order(_ left: Slot, _ right: Slot) -> ValueOrder {
    if left.isSame(as: right) { return .same }
    let (a, b) = (arena.bytes(of: left), arena.bytes(of: right))
    var index = 0
    let common = min(a.count, b.count)
    while index < common, a[index] == b[index] { index += 1 }
    if index < common { return a[index] < b[index] ? .orderedAscending : .orderedDescending }
    return ValueOrder(of: a.count, b.count)
  }

  // MARK: Lists and records

  func list(
    of parts: UnsafeBufferPointer<Slot>, _ place: Int
  ) throws(RunFailure) -> Slot {
    current = place
    var nesting: UInt8 = 1
    for part in parts { nesting = max(nesting, try arena.nesting(around: part)) }
    let made = try arena.list(count: parts.count, nesting: nesting)
    if let first = parts.baseAddress, !parts.isEmpty {
      arena.members(made.place).update(from: first, count: parts.count)
    }
    return made
  }

  func record(
    _ instruction: Instruction, _ registers: UnsafePointer<Slot>, _ place: Int
  ) throws(RunFailure) -> Slot {
    let shape = program.shapes[instruction.index]
    let values = registers + instruction.b
    current = place
    var nesting: UInt8 = 1
    for index in shape.indices {
      nesting = max(nesting, try arena.nesting(around: values[index]))
    }
    let made = try arena.record(count: shape.count, nesting: nesting)
    let fields = arena.members(made.place)
    for (index, name) in shape.enumerated() {
      fields[index * 2] = Slot(.name, UInt64(name))
      fields[index * 2 + 1] = values[index]
    }
    return made
  }

  func recordMember(
    _ instruction: Instruction, _ base: Slot, _ place: Int, _ left: inout Int
  ) throws(RunFailure) -> Slot {
    let name = instruction.wide >> 32
    if base.has(.record) {
      let fields = arena.members(base.place)
      for index in 0..<base.length where fields[index * 2].bits == name {
        return fields[index * 2 + 1]
      }
      return .missing
    }
    if base.has(.missing) { return .missing }
    return try asking(place, &left) { () throws(RunFailure) in
      try exported(base) { value throws(RunFailure) in
        try arena.slot(
          try host.apply(ExpressionID(Int32(truncatingIfNeeded: instruction.index)), to: [value]))
      }
    }
  }

  /// What `for` runs through: nothing of missing, else the one value.
  @inline(never)
  func loopList(of slot: Slot, _ place: Int) throws(RunFailure) -> Slot {
    try withUnsafePointer(to: slot) { one throws(RunFailure) in
      try list(
        of: UnsafeBufferPointer(start: one, count: slot.has(.missing) ? 0 : 1), place)
    }
  }

  // MARK: Texts

  /// The text of parts one after the other. The first is made longer in place where it can be.
  func template(
    _ parts: UnsafeMutableBufferPointer<Slot>, _ place: Int
  ) throws(RunFailure) -> Slot {
    current = place
    scratch.removeAll(keepingCapacity: true)
    var count = 0
    for index in parts.indices {
      if !parts[index].has(.text) { parts[index] = try written(parts[index], place) }
      count += parts[index].length
    }
    guard let first = parts.first else { return try arena.text(count: 0) }
    let grows = first.has(.text) && first.length > 0
    let made =
      grows
      ? try arena.extended(first, by: count - first.length) : try arena.text(count: count)
    var target = arena.bytes(made.place) + (grows ? first.length : 0)
    for part in parts.dropFirst(grows ? 1 : 0) {
      if part.has(.text) {
        target.update(from: arena.bytes(part.place), count: part.length)
      } else {
        for index in 0..<part.length { target[index] = scratch[part.place + index] }
      }
      target += part.length
    }
    return made
  }

  /// Writes a value that is no text into the scratch bytes; where it stands there.
  private func written(_ slot: Slot, _ place: Int) throws(RunFailure) -> Slot {
    let start = scratch.count
    if slot.isNumber, slot.double.magnitude < 1e15, let whole = Int(exactly: slot.double) {
      write(whole)
    } else {
      let text = try exported(slot) { value throws(RunFailure) in
        try host.words(for: value, at: program.ranges[place])
      }
      guard scratch.count + text.utf8.count <= budget.limits.textBytes else {
        throw .limit(.textBytes)
      }
      scratch.append(contentsOf: text.utf8)
    }
    return Slot(.scratch, at: start, length: scratch.count - start)
  }

  private func write(_ whole: Int) {
    if whole < 0 { scratch.append(UInt8(ascii: "-")) }
    let start = scratch.count
    var rest = whole.magnitude
    repeat {
      scratch.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    scratch[start...].reverse()
  }
}
