// Expressions as instructions. Those that read rows, or whatever else only the executor knows, become
// one instruction that asks the host.

extension ScriptCompiler {
  /// The register that holds a value: that of a variable, or one taken for it.
  func operand(_ id: ExpressionID) throws(ScriptTooLarge) -> Int {
    if case .variable(let slot) = plan[id].form, let register = registers[slot] {
      noteRead(of: slot)
      return register
    }
    let register = try temporary(at: plan[id].range)
    try value(id, into: register)
    return register
  }

  /// Finds a value and leaves it in a register. Until it is found the register keeps what it has.
  func value(_ id: ExpressionID, into target: Int) throws(ScriptTooLarge) {
    guard depth < Self.depthLimit, sizes[Int(id.index)] <= Self.sizeLimit else {
      return evaluate(id, into: target)
    }
    depth += 1
    let mark = next
    defer {
      depth -= 1
      next = mark
    }
    let expression = plan[id]
    let range = expression.range
    if let known = constantValue(id, within: 16) {
      emit(Instruction(.constant, a: target, wide: constant(known)), at: range)
      return
    }
    switch expression.form {
    case .variable(let slot):
      noteRead(of: slot)
      if let register = registers[slot] {
        if register != target { emit(Instruction(.move, a: target, b: register), at: range) }
      } else if let global = program.globals[slot] {
        emit(Instruction(.globalGet, a: target, wide: UInt64(global)), at: range)
      } else {
        emit(Instruction(.constant, a: target), at: range)
      }
    case .arithmetic(let operation, let left, let right):
      try arithmetic(operation, left, right, into: target, at: range)
    case .negate(let base):
      emit(Instruction(.negate, a: target, b: try operand(base)), at: range)
    case .compare(let comparison, let left, let right):
      let first = try operand(left)
      let second = try operand(right)
      emit(
        Instruction(.compare, extra: comparison.code, a: target, b: first, c: second), at: range)
    case .isMissing(let base):
      emit(Instruction(.isMissing, a: target, b: try operand(base)), at: range)
    case .isPresent(let base):
      emit(Instruction(.isPresent, a: target, b: try operand(base)), at: range)
    case .not(let base):
      emit(Instruction(.not, a: target, b: try operand(base)), at: range)
    case .and(let parts): try flags(.and, .jumpIfNo, parts, into: target, at: range)
    case .or(let parts): try flags(.or, .jumpIfYes, parts, into: target, at: range)
    case .coalesce(let parts):
      let end = Label()
      let result = try temporary(at: range)
      for part in parts {
        try value(part, into: result)
        emit(Instruction(.jumpIfPresent, a: result), to: end, at: range)
      }
      emit(Instruction(.missingIfNothing, a: result), at: range)
      place(end)
      emit(Instruction(.move, a: target, b: result), at: range)
    case .conditional(let condition, let then, let otherwise):
      let (no, missing, end) = (Label(), Label(), Label())
      try jump(unless: condition, to: no, missing: missing)
      try value(then, into: target)
      jump(to: end, at: range)
      place(no)
      try value(otherwise, into: target)
      jump(to: end, at: range)
      place(missing)
      emit(Instruction(.constant, a: target), at: range)
      place(end)
    case .list(let parts): try list(parts, into: target, at: range)
    case .record(let fields): try record(fields, into: target, at: range)
    case .recordMember(let base, let name):
      let record = try operand(base)
      // The number of the name beside that of the expression, which is asked for what is no record.
      let both = UInt64(id.index) | UInt64(number(ofName: name)) << 32
      emit(Instruction(.recordMember, a: target, b: record, wide: both), at: range)
    case .index(let base, let place):
      let list = try operand(base)
      let index = try operand(place)
      emit(Instruction(.index, a: target, b: list, c: index), at: range)
    case .template(let parts): try template(parts, into: target, at: range)
    case .comprehension(let element, let slot, let source, let condition)
    where registers[slot] != nil:
      let (made, cursor) = (try temporary(at: range), try temporary(at: range))
      _ = try temporary(at: range)
      let end = Label()
      try value(source, into: cursor)
      emit(Instruction(.constant, a: made), at: range)
      emit(Instruction(.jumpIfMissing, a: cursor), to: end, at: range)
      emit(Instruction(.list, a: made, b: 0, c: 0), at: range)
      try loop(cursor: cursor, slot: slot, at: range) { () throws(ScriptTooLarge) in
        let mark = next
        defer { next = mark }
        let skip = Label()
        if let condition { try jump(unless: condition, to: skip, missing: skip) }
        let member = try operand(element)
        emit(Instruction(.append, a: made, b: member), at: range)
        place(skip)
      }
      place(end)
      emit(Instruction(.move, a: target, b: made), at: range)
    case .callFunction(let called, let arguments):
      let window = try self.window(arguments, for: target, at: range)
      emit(
        Instruction(
          .call, a: window, b: arguments.count,
          wide: UInt64(UInt32(truncatingIfNeeded: called.index))),
        at: range)
      if window != target { emit(Instruction(.move, a: target, b: window), at: range) }
    case .call(let name, let arguments):
      let window = try self.window(arguments, for: target, at: range)
      emit(
        Instruction(
          .builtin, extra: FastFunction(name).rawValue, a: window, b: arguments.count, c: target,
          wide: UInt64(id.index)), at: range)
    case .aggregateList(let aggregate, let parts) where !isCounted(aggregate, parts):
      let window = try self.window(parts, for: target, at: range)
      emit(
        Instruction(
          .aggregate, extra: aggregate.code, a: window, b: parts.count, c: target,
          wide: UInt64(id.index)), at: range)
    case .member, .related, .isIn, .textTest, .startOf, .endOf, .dayRange, .measure, .standing:
      let operands = expression.form.operands
      let window = try self.window(operands, for: target, at: range)
      emit(
        Instruction(
          .apply, a: window, b: operands.count, c: target, wide: UInt64(id.index)), at: range)
    default: evaluate(id, into: target)
    }
  }

  /// Asks the host for a value.
  private func evaluate(_ id: ExpressionID, into target: Int) {
    program.hostValues.append(
      ScriptProgram.HostValue(
        expression: id, reads: reads(plan.script.uses.slots(of: id))))
    emit(
      Instruction(.evaluate, a: target, wide: UInt64(program.hostValues.count - 1)),
      at: plan[id].range)
  }

  /// Whether the host counts members without making them.
  private func isCounted(_ aggregate: Aggregate, _ parts: [ExpressionID]) -> Bool {
    guard aggregate == .count, parts.count == 1, let first = parts.first else { return false }
    if case .query = plan[first].form { return true }
    return false
  }

  /// The values of expressions in registers one after the other, the first of which may be `target`.
  private func window(
    _ parts: [ExpressionID], for target: Int, at range: SourceRange
  ) throws(ScriptTooLarge) -> Int {
    let first: Int
    if target >= firstTemporary, target == next - 1 {
      first = target
    } else {
      first = try temporary(at: range)
    }
    for (place, part) in parts.enumerated() {
      let register = place == 0 ? first : try temporary(at: range)
      try value(part, into: register)
    }
    return first
  }

  // MARK: Forms

  private func arithmetic(
    _ operation: Arithmetic, _ left: ExpressionID, _ right: ExpressionID, into target: Int,
    at range: SourceRange
  ) throws(ScriptTooLarge) {
    let (registers, constants): (Operation, Operation) =
      switch operation {
      case .add: (.add, .addConstant)
      case .subtract: (.subtract, .subtractConstant)
      case .multiply: (.multiply, .multiplyConstant)
      case .divide: (.divide, .divideConstant)
      case .modulo: (.modulo, .moduloConstant)
      }
    if case .constant(.number(let number)) = plan[right].form {
      let first = try operand(left)
      emit(Instruction(constants, a: target, b: first, wide: number.bitPattern), at: range)
    } else if case .constant(.number(let number)) = plan[left].form,
      operation == .add || operation == .multiply
    {
      // Both may be turned round, for all types.
      let second = try operand(right)
      emit(Instruction(constants, a: target, b: second, wide: number.bitPattern), at: range)
    } else {
      let first = try operand(left)
      let second = try operand(right)
      emit(Instruction(registers, a: target, b: first, c: second), at: range)
    }
  }

  private func flags(
    _ operation: Operation, _ decided: Operation, _ parts: [ExpressionID], into target: Int,
    at range: SourceRange
  ) throws(ScriptTooLarge) {
    let end = Label()
    let result = try temporary(at: range)
    emit(Instruction(.constant, a: result, wide: constant(.flag(operation == .and))), at: range)
    for (place, part) in parts.enumerated() {
      let mark = next
      let flag = try operand(part)
      emit(Instruction(operation, a: result, b: result, c: flag), at: range)
      if place < parts.count - 1 { emit(Instruction(decided, a: result), to: end, at: range) }
      next = mark
    }
    place(end)
    emit(Instruction(.move, a: target, b: result), at: range)
  }

  private func list(
    _ parts: [ExpressionID], into target: Int, at range: SourceRange
  ) throws(ScriptTooLarge) {
    if parts.count <= 64 {
      let window = try self.window(parts, for: target, at: range)
      emit(Instruction(.list, a: target, b: window, c: parts.count), at: range)
      return
    }
    let made = try temporary(at: range)
    emit(Instruction(.list, a: made, b: 0, c: 0), at: range)
    for part in parts {
      let mark = next
      let member = try operand(part)
      emit(Instruction(.append, a: made, b: member), at: range)
      next = mark
    }
    emit(Instruction(.move, a: target, b: made), at: range)
  }

  private func record(
    _ fields: [(name: String, value: ExpressionID)], into target: Int, at range: SourceRange
  ) throws(ScriptTooLarge) {
    // Of fields with the same name the last gives the value, at the place of the first.
    var shape: [Int] = []
    for field in fields {
      let name = number(ofName: field.name)
      if !shape.contains(name) { shape.append(name) }
    }
    let window = next
    for _ in shape { _ = try temporary(at: range) }
    for field in fields {
      let place = shape.firstIndex(of: number(ofName: field.name)) ?? 0
      try value(field.value, into: window + place)
    }
    program.shapes.append(shape)
    emit(
      Instruction(
        .record, a: target, b: window, c: shape.count, wide: UInt64(program.shapes.count - 1)),
      at: range)
  }

  private func template(
    _ parts: [TemplatePart], into target: Int, at range: SourceRange
  ) throws(ScriptTooLarge) {
    let window = next
    for part in parts {
      let register = try temporary(at: range)
      switch part {
      case .text(let text):
        emit(Instruction(.constant, a: register, wide: constant(.text(text))), at: range)
      case .value(let id): try value(id, into: register)
      }
    }
    emit(Instruction(.template, a: target, b: window, c: parts.count), at: range)
  }

  /// A value that is known before the program runs.
  private func constantValue(_ id: ExpressionID, within depth: Int) -> Value? {
    switch plan[id].form {
    case .constant(let value): return value
    case .list(let parts) where depth > 0 && !parts.isEmpty:
      var values: [Value] = []
      for part in parts {
        guard let value = constantValue(part, within: depth - 1) else { return nil }
        values.append(value)
      }
      return .list(values)
    default: return nil
    }
  }
}
