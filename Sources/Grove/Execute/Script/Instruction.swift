// The instructions of scripts: 16 bytes each, of one size, with registers counted from the frame of
// the function at hand. What they do stands in ScriptMachine+Loop, how they are checked in
// ScriptVerifier.

/// What an instruction does. `a`, `b`, `c` are its registers, `k` its constant, `->` its target.
package enum Operation: UInt8, CaseIterable, Sendable {
  /// a = b
  case move
  /// a = constants[wide]
  case constant
  /// a = globals[wide]
  case globalGet

  /// a = b op c
  case add, subtract, multiply, divide, modulo
  /// a = b op k, a number
  case addConstant, subtractConstant, multiplyConstant, divideConstant, moduloConstant
  /// a = -b
  case negate

  /// a = b op c, with the comparison in `extra`
  case compare
  /// Goes on when a op the register in `wide` is yes; else -> or to the target for missing.
  case jumpUnlessBefore, jumpUnlessUntil, jumpUnlessAfter, jumpUnlessSince
  case jumpUnlessEqual, jumpUnlessNotEqual
  /// The same with k.
  case jumpUnlessBeforeConstant, jumpUnlessUntilConstant, jumpUnlessAfterConstant
  case jumpUnlessSinceConstant, jumpUnlessEqualConstant, jumpUnlessNotEqualConstant
  /// Counts a tick and -> when a op the register in `wide` is yes; else goes on, or to the target
  /// for missing.
  case loopWhileBefore, loopWhileUntil, loopWhileAfter, loopWhileSince
  case loopWhileEqual, loopWhileNotEqual
  /// The same with k.
  case loopWhileBeforeConstant, loopWhileUntilConstant, loopWhileAfterConstant
  case loopWhileSinceConstant, loopWhileEqualConstant, loopWhileNotEqualConstant

  /// ->
  case jump
  /// The same for the flag in a.
  case jumpUnless, loopWhile
  /// -> when a is no, or yes, or there is something in it.
  case jumpIfNo, jumpIfYes, jumpIfPresent
  /// -> when a is missing.
  case jumpIfMissing
  /// a = missing, when there is nothing in it.
  case missingIfNothing
  /// a = not b, b as a flag, b and c, b or c
  case not, asFlag, and, or
  /// a = whether b is missing, or present
  case isMissing, isPresent

  /// a = the list of so many registers (c) from b on
  case list
  /// Appends b to the list in a.
  case append
  /// a = the record of so many registers (c) from b on, by the shape in `wide`
  case record
  /// a = the field of b of the expression in `wide`
  case recordMember
  /// a = the member of b at c
  case index
  /// a = the text of so many registers (c) from b on, which are lost
  case template

  /// Makes of a a list to loop over, with the place in the register after it.
  case forStart
  /// Counts a tick, takes the next member of a into the register in `wide` and ->; else goes on.
  case forNext

  /// Calls the function in `wide` with so many arguments (b) from a on; its frame, of c registers,
  /// begins there, and so does its result.
  case call
  /// Ends the function with a.
  case returnValue
  /// c = the built-in function of the expression in `wide`, of b arguments from a on
  case builtin
  /// c = the aggregate in `extra` of b arguments from a on, of the expression in `wide`
  case aggregate
  /// c = the expression in `wide`, whose operands are b registers from a on
  case apply
  /// a = the value in `wide` that the host finds
  case evaluate

  /// The output in `wide`, made by the host.
  case output
  /// A report with the title in a begins, and ends.
  case beginReport, endReport
  /// The condition of `if` (0 in `extra`) or `while` (1) was missing.
  case remark
  /// Ends the program.
  case stop
}

/// One instruction.
package struct Instruction: Sendable {
  package var operation: Operation
  package var extra: UInt8 = 0
  package var a: UInt16 = 0
  /// The registers b and c, or the target of a jump.
  package var target: UInt32 = 0
  /// A constant, an index, or a further register.
  package var wide: UInt64 = 0

  init(_ operation: Operation, extra: UInt8 = 0, a: Int = 0, target: Int = 0, wide: UInt64 = 0) {
    self.operation = operation
    self.extra = extra
    self.a = UInt16(truncatingIfNeeded: a)
    self.target = UInt32(truncatingIfNeeded: target)
    self.wide = wide
  }

  init(
    _ operation: Operation, extra: UInt8 = 0, a: Int = 0, b: Int, c: Int = 0, wide: UInt64 = 0
  ) {
    self.init(operation, extra: extra, a: a, target: b & 0xffff | (c & 0xffff) << 16, wide: wide)
  }

  @inline(__always)
  var b: Int { Int(UInt16(truncatingIfNeeded: target)) }
  @inline(__always)
  var c: Int { Int(target >> 16) }
  /// The register in `wide`.
  @inline(__always)
  var d: Int { Int(UInt16(truncatingIfNeeded: wide)) }
  /// The index in `wide`.
  @inline(__always)
  var index: Int { Int(UInt32(truncatingIfNeeded: wide)) }
  @inline(__always)
  var number: Double { Double(bitPattern: wide) }
}

/// A built-in function that the machine computes on slots.
enum FastFunction: UInt8 {
  case none
  case length, append, range, sorted, reverse, abs, floor, ceil, sqrt, min, max
  init(_ name: String) {
    self =
      switch name {
      case "length": .length
      case "append": .append
      case "range": .range
      case "sorted": .sorted
      case "reverse": .reverse
      case "abs": .abs
      case "floor": .floor
      case "ceil": .ceil
      case "sqrt": .sqrt
      case "min": .min
      case "max": .max
      default: .none
      }
  }
}
