// What the machine leaves to the host: values of queries and of whatever reads the graph, the rules
// for values that are not common, and what is given to the reader.

extension ScriptMachine {
  /// Asks the host for something, with the ticks settled before and taken anew afterwards.
  func asking<T>(
    _ place: Int, _ left: inout Int, _ body: () throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    current = place
    let unused = left
    left = 0
    try settle(unused)
    let made: T
    do throws(RunFailure) {
      made = try body()
    } catch {
      // It may have happened in a function that the host called; what goes on here goes on from here.
      if origin == nil { origin = current }
      current = place
      throw error
    }
    current = place
    left = grant()
    lookAtArena(&left)
    return made
  }

  /// The value of an expression whose operands are in registers. A call counts its own tick, which
  /// has been counted here already.
  func apply(
    _ instruction: Instruction, _ base: Int, _ place: Int, _ left: inout Int, isCall: Bool
  ) throws(RunFailure) -> Slot {
    if isCall { left += 1 }
    let id = ExpressionID(Int32(truncatingIfNeeded: instruction.index))
    return try asking(place, &left) { () throws(RunFailure) in
      let operands = UnsafeBufferPointer(
        start: stack + (base + Int(instruction.a)), count: instruction.b)
      return try exported(operands) { values throws(RunFailure) in
        try arena.slot(try host.apply(id, to: values))
      }
    }
  }

  /// The value of an expression that the host finds, from the variables it reads.
  func evaluate(
    _ instruction: Instruction, _ base: Int, _ place: Int, _ left: inout Int
  ) throws(RunFailure) -> Slot {
    let wanted = program.hostValues[instruction.index]
    return try asking(place, &left) { () throws(RunFailure) in
      try tell(wanted.reads, stack + base)
      return try arena.slot(try host.evaluate(wanted.expression))
    }
  }

  func output(
    _ instruction: Instruction, _ base: Int, _ place: Int, _ left: inout Int
  ) throws(RunFailure) {
    let output = program.outputs[instruction.index]
    try asking(place, &left) { () throws(RunFailure) in
      try tell(output.reads, stack + base)
      try host.output(output.number)
    }
  }
}

/// Whom the machine asks while it does not run.
final class NoHost: ScriptHost {
  let budget: Budget

  init(_ budget: Budget) {
    self.budget = budget
  }

  func evaluate(_ id: ExpressionID) throws(RunFailure) -> Value { .missing }
  func apply(_ id: ExpressionID, to operands: [Value]) throws(RunFailure) -> Value { .missing }
  func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> UInt8 { 2 }
  func words(for value: Value, at range: SourceRange) throws(RunFailure) -> String { "" }
  func value(of slot: Int) -> Value { .missing }
  func assign(_ slot: Int, _ value: Value) {}
  func output(_ index: Int) {}
  func beginReport(title: String) {}
  func endReport() {}
  func remark(_ diagnostic: Diagnostic) {}
  func failed(_ failure: RunFailure, at range: SourceRange) {}
}
