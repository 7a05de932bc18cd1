// From a checked program to instructions: variables get registers, statements and expressions become
// flat code. Expressions stand in ScriptCompiler+Expressions, conditions in ScriptCompiler+Conditions.

/// Compiles one program.
///
/// A register holds a variable of the function at hand for all of it, or a part of an expression for
/// a while: these are taken and given back like a stack, above the variables.
final class ScriptCompiler {
  let plan: ProgramPlan
  var program = ScriptProgram()

  /// The function at hand; nil at the top level.
  private(set) var function: FunctionID?
  /// By slot: the register of a variable of the function at hand.
  var registers: [Int?] = []
  /// The first register that is no variable's, the first that is free, and the most that were taken.
  private(set) var firstTemporary = 0
  var next = 0
  private var most = 0
  /// How deeply expressions are nested at the moment.
  var depth = 0
  private var given: Set<Int> = []
  private var assigned: Set<Int> = []
  private var calls: [Int] = []
  private var numbersOfNames: [String: Int] = [:]

  static let mostRegisters = 60_000
  /// Deeper expressions are left to the host, which ends in its own limit.
  static let depthLimit = 200
  /// So are those that are larger than this when what they share is written out: the host finds what
  /// is shared once.
  static let sizeLimit = 10_000

  /// The statement at hand.
  private var statementRange = SourceRange.none

  /// By output: the slots of the variables it reads; nil for any.
  private let outputReads: [[Int32]?]

  /// By expression: how large it is when what it shares is written out.
  let sizes: [Int]

  private init(_ plan: ProgramPlan, outputReads: [[Int32]?]) {
    self.plan = plan
    var sizes: [Int] = []
    sizes.reserveCapacity(plan.expressions.count)
    for expression in plan.expressions {
      // Parts stand before what is made of them.
      let size = expression.form.operands.reduce(1) { sum, part in
        sum + (sizes.indices.contains(Int(part.index)) ? sizes[Int(part.index)] : 1)
      }
      sizes.append(min(size, Self.sizeLimit + 1))
    }
    self.sizes = sizes
    self.outputReads = outputReads
  }

  /// Compiles the statements of a plan. `outputReads` are, by output, the slots of the variables that
  /// it reads, nil for any.
  static func compile(
    _ plan: ProgramPlan, outputReads: [[Int32]?]
  ) throws(ScriptTooLarge) -> ScriptProgram {
    let compiler = ScriptCompiler(plan, outputReads: outputReads)
    try compiler.compileAll()
    return compiler.program
  }

  private func compileAll() throws(ScriptTooLarge) {
    let script = plan.script
    program.globals = [Int?](repeating: nil, count: script.variables.count)
    for (slot, variable) in script.variables.enumerated() where variable.owner == nil {
      program.globals[slot] = program.globalCount
      program.globalCount += 1
    }
    for (index, function) in script.functions.enumerated() {
      self.function = FunctionID(Int32(index))
      try compile(
        function.name, function.parameters, function.body, at: function.range)
    }
    function = nil
    try compile("", [], script.main, at: .none)
    program.variables = places(of: nil).filter { assigned.contains($0.slot) }
    program.given = given.sorted().compactMap { slot in
      program.globals[slot].map {
        ScriptProgram.Read(slot: slot, register: $0, isGlobal: true)
      }
    }
    for place in calls {
      let called = program.functions[program.code[place].index]
      // The frame's size stands beside the number of arguments, to be at hand in the call.
      program.code[place] = Instruction(
        .call, a: Int(program.code[place].a), b: called.parameters, c: called.registers,
        wide: program.code[place].wide | UInt64(called.start) << 32)
    }
  }

  private func compile(
    _ name: String, _ parameters: [Int], _ body: BlockID?, at range: SourceRange
  ) throws(ScriptTooLarge) {
    registers = [Int?](repeating: nil, count: plan.script.variables.count)
    var count = 0
    for slot in parameters {
      registers[slot] = count
      count += 1
    }
    for (slot, variable) in plan.script.variables.enumerated()
    where variable.owner == function && registers[slot] == nil {
      registers[slot] = count
      count += 1
    }
    guard count <= Self.mostRegisters else { throw ScriptTooLarge(range: range) }
    firstTemporary = count
    next = count
    most = count
    let start = program.code.count
    if let body { try block(body) }
    if function == nil {
      emit(Instruction(.stop), at: range)
    } else {
      let result = try temporary(at: range)
      emit(Instruction(.constant, a: result), at: range)
      emit(Instruction(.returnValue, a: result), at: range)
    }
    program.functions.append(
      ScriptProgram.Function(
        name: name, start: start, end: program.code.count, parameters: parameters.count,
        registers: max(most, 1)))
  }

  // MARK: Statements

  private func block(_ id: BlockID) throws(ScriptTooLarge) {
    for statement in plan.script[id] { try self.statement(statement) }
  }

  private func statement(_ statement: PlanStatement) throws(ScriptTooLarge) {
    let mark = next
    let before = statementRange
    let range = statement.range
    statementRange = range
    defer {
      next = mark
      statementRange = before
    }
    switch statement.form {
    case .assign(let slot, let expression):
      assigned.insert(slot)
      // A function cannot set a variable of the top level: the checker refuses it.
      if let register = registers[slot] { try value(expression, into: register) }
    case .conditional(let condition, let then, let otherwise):
      let (no, missing, end) = (Label(), Label(), Label())
      try jump(unless: condition, to: no, missing: missing)
      try block(then)
      jump(to: end, at: range)
      if let otherwise {
        place(no)
        try block(otherwise)
        jump(to: end, at: range)
      }
      place(missing)
      emit(Instruction(.remark, extra: 0), at: range)
      if otherwise == nil { place(no) }
      place(end)
    case .whileLoop(let condition, let body):
      let (start, test, missing, end) = (Label(), Label(), Label(), Label())
      jump(to: test, at: range)
      place(start)
      try block(body)
      place(test)
      try loop(while: condition, from: start, missing: missing)
      jump(to: end, at: range)
      place(missing)
      emit(Instruction(.remark, extra: 1), at: range)
      place(end)
    case .forEach(let slot, let list, let body):
      try loop(over: list, slot: slot) { () throws(ScriptTooLarge) in try block(body) }
    case .returnValue(let expression):
      emit(Instruction(.returnValue, a: try operand(expression)), at: range)
    case .output(let number):
      program.outputs.append(
        ScriptProgram.Output(
          number: number,
          reads: reads(outputReads.indices.contains(number) ? outputReads[number] : nil)))
      emit(Instruction(.output, wide: UInt64(program.outputs.count - 1)), at: range)
    case .report(let title, let sections):
      emit(Instruction(.beginReport, a: try operand(title)), at: range)
      for section in plan.script[sections] {
        let start = program.code.count
        try self.statement(section)
        program.sections.append(
          ScriptProgram.Section(
            start: start, end: program.code.count, resume: program.code.count,
            range: section.range))
      }
      emit(Instruction(.endReport), at: range)
    }
  }

  /// Runs code for each member of a list, with the member in a variable.
  private func loop(
    over list: ExpressionID, slot: Int, _ body: () throws(ScriptTooLarge) -> Void
  ) throws(ScriptTooLarge) {
    let range = plan[list].range
    let cursor = try temporary(at: range)
    _ = try temporary(at: range)
    try value(list, into: cursor)
    try loop(cursor: cursor, slot: slot, at: range, body)
  }

  /// The same for the list in a register, with another free one after it.
  func loop(
    cursor: Int, slot: Int, at range: SourceRange, _ body: () throws(ScriptTooLarge) -> Void
  ) throws(ScriptTooLarge) {
    let (start, test) = (Label(), Label())
    emit(Instruction(.forStart, a: cursor), to: test, at: range)
    place(start)
    try body()
    place(test)
    let member = registers[slot] ?? cursor
    emit(Instruction(.forNext, a: cursor, wide: UInt64(member)), to: start, at: range)
  }

  /// Where the variables of a set are found from here; those of no set, all of them.
  func reads(_ slots: [Int32]?) -> [ScriptProgram.Read] {
    let places = places(of: slots)
    for place in places where place.isGlobal { noteRead(of: place.slot) }
    return places
  }

  private func places(of slots: [Int32]?) -> [ScriptProgram.Read] {
    let slots = slots?.map { Int($0) } ?? Array(plan.script.variables.indices)
    return slots.compactMap { slot in
      if let register = registers[slot] {
        return ScriptProgram.Read(slot: slot, register: register, isGlobal: function == nil)
      }
      return program.globals[slot].map {
        ScriptProgram.Read(slot: slot, register: $0, isGlobal: true)
      }
    }
  }

  /// Notes that instructions read a variable, to which the host may have given a value.
  func noteRead(of slot: Int) { given.insert(slot) }

  // MARK: Code

  /// A place of the code that is named before it is known.
  final class Label {
    fileprivate var place: Int?
    fileprivate var jumps: [Int] = []
    fileprivate var whenMissing: [Int] = []
  }

  func place(_ label: Label) {
    let here = program.code.count
    label.place = here
    for jump in label.jumps {
      program.code[jump].target = UInt32(truncatingIfNeeded: here)
    }
    for jump in label.whenMissing {
      program.missingTargets[jump] = UInt32(truncatingIfNeeded: here)
    }
  }

  @discardableResult
  func emit(_ instruction: Instruction, at range: SourceRange) -> Int {
    program.code.append(instruction)
    program.ranges.append(range)
    program.statementRanges.append(statementRange)
    program.missingTargets.append(0)
    if instruction.operation == .call { calls.append(program.code.count - 1) }
    return program.code.count - 1
  }

  /// An instruction with a target, and one for missing.
  func emit(
    _ instruction: Instruction, to label: Label, missing: Label? = nil, at range: SourceRange
  ) {
    let place = emit(instruction, at: range)
    if let known = label.place {
      program.code[place].target = UInt32(truncatingIfNeeded: known)
    } else {
      label.jumps.append(place)
    }
    guard let missing else { return }
    if let known = missing.place {
      program.missingTargets[place] = UInt32(truncatingIfNeeded: known)
    } else {
      missing.whenMissing.append(place)
    }
  }

  func jump(to label: Label, at range: SourceRange) {
    emit(Instruction(.jump), to: label, at: range)
  }

  /// Takes a register.
  func temporary(at range: SourceRange) throws(ScriptTooLarge) -> Int {
    guard next < Self.mostRegisters else { throw ScriptTooLarge(range: range) }
    next += 1
    most = max(most, next)
    return next - 1
  }

  /// A constant of the program.
  func constant(_ value: Value) -> UInt64 {
    if value.isMissing { return 0 }
    program.constants.append(value)
    return UInt64(program.constants.count - 1)
  }

  func number(ofName name: String) -> Int {
    if let known = numbersOfNames[name] { return known }
    program.names.append(name)
    numbersOfNames[name] = program.names.count - 1
    return program.names.count - 1
  }
}
