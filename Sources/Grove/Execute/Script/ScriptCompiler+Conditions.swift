// Conditions of statements: a comparison jumps by itself, without a flag in between.

extension ScriptCompiler {
  /// Goes on when a condition is yes, else to one of two places.
  func jump(
    unless condition: ExpressionID, to no: Label, missing: Label
  ) throws(ScriptTooLarge) {
    try branch(on: condition, loops: false, to: no, missing: missing)
  }

  /// Goes back when a condition is yes, on when it is no, and elsewhere when it is missing.
  func loop(
    while condition: ExpressionID, from start: Label, missing: Label
  ) throws(ScriptTooLarge) {
    try branch(on: condition, loops: true, to: start, missing: missing)
  }

  private func branch(
    on condition: ExpressionID, loops: Bool, to label: Label, missing: Label
  ) throws(ScriptTooLarge) {
    let mark = next
    defer { next = mark }
    let range = plan[condition].range
    guard case .compare(let comparison, let left, let right) = plan[condition].form,
      depth < Self.depthLimit
    else {
      let flag = try operand(condition)
      emit(
        Instruction(loops ? .loopWhile : .jumpUnless, a: flag), to: label, missing: missing,
        at: range)
      return
    }
    let operations = loops ? comparison.loops : comparison.jumps
    if case .constant(.number(let number)) = plan[right].form {
      let first = try operand(left)
      emit(
        Instruction(operations.constant, extra: comparison.code, a: first, wide: number.bitPattern),
        to: label, missing: missing, at: range)
    } else {
      let first = try operand(left)
      let second = try operand(right)
      emit(
        Instruction(operations.register, extra: comparison.code, a: first, wide: UInt64(second)),
        to: label, missing: missing, at: range)
    }
  }
}

extension Comparison {
  /// All of them, by the code they have in instructions.
  static let all: [Comparison] = [.equal, .notEqual, .before, .until, .after, .since]

  var code: UInt8 {
    switch self {
    case .equal: 0
    case .notEqual: 1
    case .before: 2
    case .until: 3
    case .after: 4
    case .since: 5
    }
  }

  fileprivate var jumps: (register: Operation, constant: Operation) {
    switch self {
    case .equal: (.jumpUnlessEqual, .jumpUnlessEqualConstant)
    case .notEqual: (.jumpUnlessNotEqual, .jumpUnlessNotEqualConstant)
    case .before: (.jumpUnlessBefore, .jumpUnlessBeforeConstant)
    case .until: (.jumpUnlessUntil, .jumpUnlessUntilConstant)
    case .after: (.jumpUnlessAfter, .jumpUnlessAfterConstant)
    case .since: (.jumpUnlessSince, .jumpUnlessSinceConstant)
    }
  }

  fileprivate var loops: (register: Operation, constant: Operation) {
    switch self {
    case .equal: (.loopWhileEqual, .loopWhileEqualConstant)
    case .notEqual: (.loopWhileNotEqual, .loopWhileNotEqualConstant)
    case .before: (.loopWhileBefore, .loopWhileBeforeConstant)
    case .until: (.loopWhileUntil, .loopWhileUntilConstant)
    case .after: (.loopWhileAfter, .loopWhileAfterConstant)
    case .since: (.loopWhileSince, .loopWhileSinceConstant)
    }
  }
}

extension Aggregate {
  /// Its place among all, as instructions name it.
  var code: UInt8 {
    UInt8(truncatingIfNeeded: Self.allCases.firstIndex(of: self) ?? 0)
  }
}
