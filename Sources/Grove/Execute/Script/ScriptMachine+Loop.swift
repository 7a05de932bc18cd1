// The loop over instructions. What is common and quick is done here; the rest is called.
//
// Registers, constants and code are reached through unsafe pointers, without a check each time: the
// verifier has found every register below its function's frame size and every index and jump in
// bounds, a call makes room for the frame before it enters it, and the stack is only moved where the
// pointer to the registers is found anew afterwards.

extension ScriptMachine {
  /// Runs from an instruction on, with the registers from `base` on, until the program or the call
  /// by the host ends.
  func loop(
    _ code: UnsafePointer<Instruction>, from start: Int, base: Int
  ) throws(RunFailure) {
    var registers = stack + base
    var pc = code + start
    var left = grant()
    let constants = UnsafePointer(constants)
    do throws(RunFailure) {
      while true {
        let instruction = pc.pointee
        pc += 1
        switch instruction.operation {
        case .move:
          registers[Int(instruction.a)] = registers[instruction.b]
        case .constant:
          registers[Int(instruction.a)] = constants[instruction.index]
        case .globalGet:
          registers[Int(instruction.a)] = stack[instruction.index]

        // MARK: Arithmetic

        case .add:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          let result = l.double + r.double
          if l.head | r.head == 0, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(.add, l, r, pc - code - 1)
          }
        case .subtract:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          let result = l.double - r.double
          if l.head | r.head == 0, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(.subtract, l, r, pc - code - 1)
          }
        case .multiply:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          let result = l.double * r.double
          if l.head | r.head == 0, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(.multiply, l, r, pc - code - 1)
          }
        case .divide:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          let result = l.double / r.double
          // By 0 it is infinite or no number, and then the rules decide.
          if l.head | r.head == 0, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(.divide, l, r, pc - code - 1)
          }
        case .modulo:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          if l.head | r.head == 0, let result = Self.remainder(l.double, r.double) {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(.modulo, l, r, pc - code - 1)
          }
        case .addConstant:
          let l = registers[instruction.b]
          let result = l.double + instruction.number
          if l.isNumber, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(
              .add, l, Slot(instruction.number), pc - code - 1)
          }
        case .subtractConstant:
          let l = registers[instruction.b]
          let result = l.double - instruction.number
          if l.isNumber, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(
              .subtract, l, Slot(instruction.number), pc - code - 1)
          }
        case .multiplyConstant:
          let l = registers[instruction.b]
          let result = l.double * instruction.number
          if l.isNumber, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(
              .multiply, l, Slot(instruction.number), pc - code - 1)
          }
        case .divideConstant:
          let l = registers[instruction.b]
          let result = l.double / instruction.number
          if l.isNumber, result.magnitude < .infinity {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(
              .divide, l, Slot(instruction.number), pc - code - 1)
          }
        case .moduloConstant:
          let l = registers[instruction.b]
          if l.isNumber, let result = Self.remainder(l.double, instruction.number) {
            registers[Int(instruction.a)] = Slot(result)
          } else {
            registers[Int(instruction.a)] = try arithmetic(
              .modulo, l, Slot(instruction.number), pc - code - 1)
          }
        case .negate:
          let l = registers[instruction.b]
          registers[Int(instruction.a)] = l.isNumber ? Slot(0 - l.double) : negated(l)

        // MARK: Comparisons

        case .compare:
          let (l, r) = (registers[instruction.b], registers[instruction.c])
          let flag = try compare(instruction.extra, l, r, pc - code - 1)
          registers[Int(instruction.a)] = Slot(flag: flag)

        case .jumpUnlessBefore:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double < r.double, l, r, instruction, pc, code)
        case .jumpUnlessUntil:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double <= r.double, l, r, instruction, pc, code)
        case .jumpUnlessAfter:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double > r.double, l, r, instruction, pc, code)
        case .jumpUnlessSince:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double >= r.double, l, r, instruction, pc, code)
        case .jumpUnlessEqual:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double == r.double, l, r, instruction, pc, code)
        case .jumpUnlessNotEqual:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double != r.double, l, r, instruction, pc, code)
        case .jumpUnlessBeforeConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double < r.double, l, r, instruction, pc, code)
        case .jumpUnlessUntilConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double <= r.double, l, r, instruction, pc, code)
        case .jumpUnlessAfterConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double > r.double, l, r, instruction, pc, code)
        case .jumpUnlessSinceConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double >= r.double, l, r, instruction, pc, code)
        case .jumpUnlessEqualConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double == r.double, l, r, instruction, pc, code)
        case .jumpUnlessNotEqualConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double != r.double, l, r, instruction, pc, code)

        // MARK: Ends of loops

        case .loopWhileBefore:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double < r.double, l, r, instruction, pc, code, &left)
        case .loopWhileUntil:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double <= r.double, l, r, instruction, pc, code, &left)
        case .loopWhileAfter:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double > r.double, l, r, instruction, pc, code, &left)
        case .loopWhileSince:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double >= r.double, l, r, instruction, pc, code, &left)
        case .loopWhileEqual:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double == r.double, l, r, instruction, pc, code, &left)
        case .loopWhileNotEqual:
          let (l, r) = (registers[Int(instruction.a)], registers[instruction.d])
          pc = try next(l.double != r.double, l, r, instruction, pc, code, &left)
        case .loopWhileBeforeConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double < r.double, l, r, instruction, pc, code, &left)
        case .loopWhileUntilConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double <= r.double, l, r, instruction, pc, code, &left)
        case .loopWhileAfterConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double > r.double, l, r, instruction, pc, code, &left)
        case .loopWhileSinceConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double >= r.double, l, r, instruction, pc, code, &left)
        case .loopWhileEqualConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double == r.double, l, r, instruction, pc, code, &left)
        case .loopWhileNotEqualConstant:
          let (l, r) = (registers[Int(instruction.a)], Slot(instruction.number))
          pc = try next(l.double != r.double, l, r, instruction, pc, code, &left)

        // MARK: Jumps and flags

        case .jump:
          pc = code + Int(instruction.target)
        case .jumpUnless:
          let flag = registers[Int(instruction.a)].flag
          if flag != 1 {
            pc = code + (flag == 0 ? Int(instruction.target) : missingTarget(pc - code - 1))
          }
        case .loopWhile:
          let flag = registers[Int(instruction.a)].flag
          if flag == 1 {
            left -= 1
            if left < 0 { left = try tickSlowly(pc - code - 1) }
            pc = code + Int(instruction.target)
          } else if flag > 1 {
            pc = code + missingTarget(pc - code - 1)
          }
        case .jumpIfNo:
          if registers[Int(instruction.a)].flag == 0 { pc = code + Int(instruction.target) }
        case .jumpIfYes:
          if registers[Int(instruction.a)].flag == 1 { pc = code + Int(instruction.target) }
        case .jumpIfPresent:
          if !registers[Int(instruction.a)].isNothing { pc = code + Int(instruction.target) }
        case .jumpIfMissing:
          if registers[Int(instruction.a)].has(.missing) { pc = code + Int(instruction.target) }
        case .missingIfNothing:
          if registers[Int(instruction.a)].isNothing { registers[Int(instruction.a)] = .missing }
        case .not:
          registers[Int(instruction.a)] = Slot(
            flag: Comparer.not(registers[instruction.b].flag))
        case .asFlag:
          registers[Int(instruction.a)] = Slot(flag: registers[instruction.b].flag)
        case .and:
          registers[Int(instruction.a)] = Slot(
            flag: Comparer.and(registers[instruction.b].flag, registers[instruction.c].flag))
        case .or:
          registers[Int(instruction.a)] = Slot(
            flag: Comparer.or(registers[instruction.b].flag, registers[instruction.c].flag))
        case .isMissing:
          registers[Int(instruction.a)] = Slot(registers[instruction.b].isNothing)
        case .isPresent:
          registers[Int(instruction.a)] = Slot(!registers[instruction.b].isNothing)

        // MARK: Lists, records and texts

        case .list:
          let parts = UnsafeBufferPointer(
            start: registers + instruction.b, count: instruction.c)
          registers[Int(instruction.a)] = try list(of: parts, pc - code - 1)
          lookAtArena(&left)
        case .append:
          let (list, member) = (registers[Int(instruction.a)], registers[instruction.b])
          current = pc - code - 1
          if list.has(.list) {
            registers[Int(instruction.a)] = try arena.appending(member, to: list)
          }
          lookAtArena(&left)
        case .record:
          registers[Int(instruction.a)] = try record(
            instruction, UnsafePointer(registers), pc - code - 1)
          lookAtArena(&left)
        case .recordMember:
          registers[Int(instruction.a)] = try recordMember(
            instruction, registers[instruction.b], pc - code - 1, &left)
        case .index:
          let (list, place) = (registers[instruction.b], registers[instruction.c])
          if list.has(.list), place.isNumber, let index = Int(exactly: place.double), index >= 0,
            index < list.length
          {
            registers[Int(instruction.a)] = arena.members(list.place)[index]
          } else {
            registers[Int(instruction.a)] = .missing
          }
        case .template:
          let parts = UnsafeMutableBufferPointer(
            start: registers + instruction.b, count: instruction.c)
          registers[Int(instruction.a)] = try template(parts, pc - code - 1)
          lookAtArena(&left)

        case .forStart:
          let cursor = registers[Int(instruction.a)]
          if !cursor.has(.list) {
            registers[Int(instruction.a)] = try loopList(of: cursor, pc - code - 1)
          }
          registers[Int(instruction.a) + 1] = Slot(.number, 0)
          pc = code + Int(instruction.target)
        case .forNext:
          let list = registers[Int(instruction.a)]
          // The place is counted in the bits of a number's slot, which compaction leaves alone.
          let index = Int(truncatingIfNeeded: registers[Int(instruction.a) + 1].bits)
          if index >= 0, index < list.length, list.has(.list) {
            registers[Int(instruction.a) + 1].bits = UInt64(index + 1)
            registers[instruction.d] = arena.members(list.place)[index]
            left -= 1
            if left < 0 { left = try tickSlowly(pc - code - 1) }
            pc = code + Int(instruction.target)
          }

        // MARK: Calls

        case .call:
          left -= 1
          if left < 0 { left = try tickSlowly(pc - code - 1) }
          let base = registers - stack
          let first = base + Int(instruction.a)
          let end = first + instruction.c
          if frameCount == frameCapacity {
            current = pc - code - 1
            try makeRoomForCall()
          }
          frames[frameCount] = Frame(
            resume: pc - code, callerBase: Int32(truncatingIfNeeded: base),
            end: Int32(truncatingIfNeeded: end))
          frameCount += 1
          if end > highest {
            current = pc - code - 1
            try makeRoom(end)
            clear(highest..<end)
          }
          registers = stack + first
          for index in instruction.b..<instruction.c { registers[index] = .missing }
          pc = code + Int(instruction.wide >> 32)
        case .returnValue:
          let result = registers[Int(instruction.a)]
          registers[0] = result
          frameCount -= 1
          let frame = frames[frameCount]
          if frame.resume < 0 {
            try settle(left)
            return
          }
          registers = stack + Int(frame.callerBase)
          pc = code + frame.resume
        case .builtin:
          left -= 1
          if left < 0 { left = try tickSlowly(pc - code - 1) }
          let arguments = UnsafeBufferPointer(
            start: registers + Int(instruction.a), count: instruction.b)
          if let quick = try quickly(instruction.extra, arguments, pc - code - 1) {
            registers[instruction.c] = quick
            lookAtArena(&left)
          } else {
            // The host counts the tick itself.
            let base = registers - stack
            let made = try apply(instruction, base, pc - code - 1, &left, isCall: true)
            registers = stack + base
            registers[instruction.c] = made
          }
        case .aggregate:
          let base = registers - stack
          let made = try aggregate(instruction, base, pc - code - 1, &left)
          registers = stack + base
          registers[instruction.c] = made
        case .apply:
          let base = registers - stack
          let made = try apply(instruction, base, pc - code - 1, &left, isCall: false)
          registers = stack + base
          registers[instruction.c] = made
        case .evaluate:
          let base = registers - stack
          let made = try evaluate(instruction, base, pc - code - 1, &left)
          registers = stack + base
          registers[Int(instruction.a)] = made

        // MARK: The reader

        case .output:
          let base = registers - stack
          try output(instruction, base, pc - code - 1, &left)
          registers = stack + base
        case .beginReport:
          let title = registers[Int(instruction.a)]
          hasReport = true
          host.beginReport(title: title.has(.text) ? arena.string(title) : "")
        case .endReport:
          hasReport = false
          host.endReport()
        case .remark:
          host.remark(
            .missingCondition(
              instruction.extra == 0 ? "if" : "while", at: program.ranges[pc - code - 1]))
        case .stop:
          try settle(left)
          return
        }
      }
    } catch {
      leftAtFailure = left
      throw error
    }
  }

  /// Where a jump goes on by what a comparison of numbers gave; of others it is asked.
  @inline(__always)
  private func next(
    _ holds: Bool, _ left: Slot, _ right: Slot, _ instruction: Instruction,
    _ pc: UnsafePointer<Instruction>, _ code: UnsafePointer<Instruction>
  ) throws(RunFailure) -> UnsafePointer<Instruction> {
    if left.head | right.head != 0 { return code + (try branch(left, right, pc - code - 1)) }
    return holds ? pc : code + Int(instruction.target)
  }

  /// The same at the end of a loop, where going back is a tick.
  @inline(__always)
  private func next(
    _ holds: Bool, _ left: Slot, _ right: Slot, _ instruction: Instruction,
    _ pc: UnsafePointer<Instruction>, _ code: UnsafePointer<Instruction>, _ ticks: inout Int
  ) throws(RunFailure) -> UnsafePointer<Instruction> {
    if left.head | right.head != 0 {
      return code + (try loopBranch(left, right, pc - code - 1, &ticks))
    }
    guard holds else { return pc }
    ticks -= 1
    if ticks < 0 { ticks = try tickSlowly(pc - code - 1) }
    return code + Int(instruction.target)
  }

  /// The remainder of whole numbers; nil for others, for which the rules decide.
  @inline(__always)
  private static func remainder(_ a: Double, _ b: Double) -> Double? {
    // Whole numbers below 2^53 are what they are in both forms, and so is their product.
    guard a >= 0, b > 0, a < 9_007_199_254_740_992, b < 9_007_199_254_740_992 else { return nil }
    let (left, right) = (Int64(a), Int64(b))
    guard Double(left) == a, Double(right) == b else { return nil }
    // Rounding may take the quotient up to the next whole number, never down past one.
    let rest = left &- Int64(a / b) &* right
    return Double(rest < 0 ? rest &+ right : rest)
  }
}
