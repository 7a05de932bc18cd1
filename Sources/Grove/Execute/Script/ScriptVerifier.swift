// Checks compiled code once, so that the machine need not check it at every step: whatever an
// instruction names is there, no path leaves the function it is in, and none goes back but where a
// tick is counted.

/// What is wrong with a program's code. Only a mistake in the compiler can bring it about.
package struct ScriptFault: Error, Sendable {
  /// The instruction.
  package let instruction: Int
  package let words: String
}

/// Checks one program, once, before it runs.
package struct ScriptVerifier {
  private let program: ScriptProgram
  private let plan: ProgramPlan

  package init(_ program: ScriptProgram, _ plan: ProgramPlan) {
    self.program = program
    self.plan = plan
  }

  /// The first fault; nil for a program that may run.
  package var fault: ScriptFault? {
    do throws(ScriptFault) {
      try verify()
      return nil
    } catch {
      return error
    }
  }

  private func verify() throws(ScriptFault) {
    let count = program.code.count
    guard program.ranges.count == count, program.statementRanges.count == count,
      program.missingTargets.count == count, !program.functions.isEmpty
    else { throw ScriptFault(instruction: 0, words: "tables of unequal length") }
    var end = 0
    for (index, function) in program.functions.enumerated() {
      guard function.start == end, function.start < function.end, function.end <= count,
        function.registers <= Int(UInt16.max), function.parameters <= function.registers
      else { throw ScriptFault(instruction: end, words: "a function out of place") }
      end = function.end
      try verify(function, isMain: index == program.functions.count - 1)
    }
    guard end == count, program.globalCount <= program.main.registers else {
      throw ScriptFault(instruction: end, words: "code outside functions")
    }
    for section in program.sections {
      guard program.functions.contains(where: { $0.holds(section.start, section.resume) }) else {
        throw ScriptFault(instruction: section.start, words: "a section out of place")
      }
    }
    let reads = program.given + program.variables + program.outputs.flatMap(\.reads)
    guard reads.allSatisfy({ $0.register < program.main.registers }) else {
      throw ScriptFault(instruction: 0, words: "a variable without a register")
    }
  }

  private func verify(
    _ function: ScriptProgram.Function, isMain: Bool
  ) throws(ScriptFault) {
    for place in function.start..<function.end {
      let instruction = program.code[place]
      let needs = needs(of: instruction, function, isMain: isMain)
      guard needs.registers <= function.registers else {
        throw ScriptFault(instruction: place, words: "a register out of bounds")
      }
      guard needs.isSound else {
        throw ScriptFault(instruction: place, words: "an index out of bounds")
      }
      if needs.jumps {
        var targets = needs.hasMissing ? [Int(program.missingTargets[place])] : []
        if !instruction.operation.countsTick { targets.append(Int(instruction.target)) }
        // Where no tick is counted all ways lead on.
        guard (function.start..<function.end).contains(Int(instruction.target)),
          targets.allSatisfy({ place < $0 && $0 < function.end })
        else { throw ScriptFault(instruction: place, words: "a jump out of the function, or back") }
      }
    }
    switch program.code[function.end - 1].operation {
    case .jump, .returnValue, .stop: break
    default: throw ScriptFault(instruction: function.end - 1, words: "a way out of the function")
    }
  }

  /// What an instruction asks of its function.
  private struct Needs {
    /// One more than the highest register it names.
    var registers = 0
    /// Whether what it names by index is there.
    var isSound = true
    var jumps = false
    var hasMissing = false
  }

  private func needs(
    of instruction: Instruction, _ function: ScriptProgram.Function, isMain: Bool
  ) -> Needs {
    let (a, b, c) = (Int(instruction.a) + 1, instruction.b + 1, instruction.c + 1)
    let index = instruction.index
    func window(_ first: Int, _ count: Int) -> Int { first + max(count, 1) }
    let isExpression = plan.expressions.indices.contains(index)
    switch instruction.operation {
    case .move, .addConstant, .subtractConstant, .multiplyConstant, .divideConstant,
      .moduloConstant, .negate, .not, .asFlag, .isMissing, .isPresent, .append:
      return Needs(registers: max(a, b))
    case .constant:
      return Needs(registers: a, isSound: program.constants.indices.contains(index))
    case .globalGet:
      return Needs(registers: a, isSound: (0..<program.globalCount).contains(index))
    case .add, .subtract, .multiply, .divide, .modulo, .and, .or, .index:
      return Needs(registers: max(a, b, c))
    case .compare:
      return Needs(
        registers: max(a, b, c), isSound: Int(instruction.extra) < Comparison.all.count)
    case .jumpUnlessBefore, .jumpUnlessUntil, .jumpUnlessAfter, .jumpUnlessSince,
      .jumpUnlessEqual, .jumpUnlessNotEqual, .loopWhileBefore, .loopWhileUntil, .loopWhileAfter,
      .loopWhileSince, .loopWhileEqual, .loopWhileNotEqual:
      return Needs(
        registers: max(a, instruction.d + 1),
        isSound: Int(instruction.extra) < Comparison.all.count, jumps: true, hasMissing: true)
    case .jumpUnlessBeforeConstant, .jumpUnlessUntilConstant, .jumpUnlessAfterConstant,
      .jumpUnlessSinceConstant, .jumpUnlessEqualConstant, .jumpUnlessNotEqualConstant,
      .loopWhileBeforeConstant, .loopWhileUntilConstant, .loopWhileAfterConstant,
      .loopWhileSinceConstant, .loopWhileEqualConstant, .loopWhileNotEqualConstant:
      return Needs(
        registers: a, isSound: Int(instruction.extra) < Comparison.all.count, jumps: true,
        hasMissing: true)
    case .jump: return Needs(jumps: true)
    case .jumpUnless, .loopWhile: return Needs(registers: a, jumps: true, hasMissing: true)
    case .jumpIfNo, .jumpIfYes, .jumpIfPresent, .jumpIfMissing:
      return Needs(registers: a, jumps: true)
    case .missingIfNothing: return Needs(registers: a)
    case .list, .template:
      return Needs(registers: max(a, window(instruction.b, instruction.c)))
    case .record:
      return Needs(
        registers: max(a, window(instruction.b, instruction.c)),
        isSound: program.shapes.indices.contains(index)
          && program.shapes[index].count == instruction.c
          && program.shapes[index].allSatisfy { program.names.indices.contains($0) })
    case .recordMember:
      return Needs(
        registers: max(a, b),
        isSound: isExpression && program.names.indices.contains(Int(instruction.wide >> 32)))
    case .forStart: return Needs(registers: a + 1, jumps: true)
    case .forNext: return Needs(registers: max(a + 1, instruction.d + 1), jumps: true)
    case .call:
      guard program.functions.indices.dropLast().contains(index) else {
        return Needs(isSound: false)
      }
      let called = program.functions[index]
      return Needs(
        registers: window(Int(instruction.a), instruction.b),
        isSound: instruction.b == called.parameters && instruction.c == called.registers
          && Int(instruction.wide >> 32) == called.start)
    case .returnValue: return Needs(registers: a, isSound: !isMain)
    case .stop: return Needs(isSound: isMain)
    case .builtin, .apply, .aggregate:
      return Needs(
        registers: max(window(Int(instruction.a), instruction.b), c),
        isSound: isExpression && isKnown(instruction))
    case .evaluate:
      return Needs(
        registers: a,
        isSound: program.hostValues.indices.contains(index)
          && program.hostValues[index].reads.allSatisfy { read in
            read.register < (read.isGlobal ? program.globalCount : function.registers)
          })
    case .output: return Needs(isSound: isMain && program.outputs.indices.contains(index))
    case .beginReport: return Needs(registers: a)
    case .endReport, .remark: return Needs()
    }
  }

  /// Whether the operands are as many as the expression has.
  private func isApplied(_ instruction: Instruction) -> Bool {
    plan.expressions[instruction.index].form.operands.count == instruction.b
  }

  private func isKnown(_ instruction: Instruction) -> Bool {
    switch instruction.operation {
    case .builtin: isApplied(instruction) && FastFunction(rawValue: instruction.extra) != nil
    case .aggregate:
      isApplied(instruction) && Int(instruction.extra) < Aggregate.allCases.count
    default: isApplied(instruction)
    }
  }
}

extension ScriptProgram.Function {
  fileprivate func holds(_ first: Int, _ last: Int) -> Bool {
    start <= first && first <= last && last < end
  }
}

extension Operation {
  /// Whether its jump is the turn of a loop.
  fileprivate var countsTick: Bool {
    switch self {
    case .loopWhile, .forNext, .loopWhileBefore, .loopWhileUntil, .loopWhileAfter, .loopWhileSince,
      .loopWhileEqual, .loopWhileNotEqual, .loopWhileBeforeConstant, .loopWhileUntilConstant,
      .loopWhileAfterConstant, .loopWhileSinceConstant, .loopWhileEqualConstant,
      .loopWhileNotEqualConstant:
      true
    default: false
    }
  }
}
