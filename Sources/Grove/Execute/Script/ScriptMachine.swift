// Runs a compiled program: its registers, its calls, its account of ticks, and what goes on after a
// failure in a report. The loop over instructions stands in ScriptMachine+Loop.

/// The state of one run of a program. Used by one thread.
///
/// All registers lie in one stack; a function's frame is a stretch of it that begins at the first
/// argument in the frame of its caller. A slot below `highest` always holds a value, so that
/// compaction may look at all of them.
package final class ScriptMachine: ScriptRunner {
  /// How deeply queries may nest whose rows call functions, which run queries ...: each takes some of
  /// the thread's own stack.
  static let queryDepth = 32

  /// A call that has not returned.
  struct Frame {
    /// The instruction to go on with in the caller; -1 for a call by the host.
    var resume: Int
    /// Where the caller's registers begin, and the function's own end.
    var callerBase: Int32
    var end: Int32
  }

  let program: ScriptProgram
  let plan: ProgramPlan
  let budget: Budget
  let arena: Arena
  /// Whom the instructions at hand ask, while they run.
  private var asked: (any ScriptHost)?
  var host: any ScriptHost { asked ?? NoHost(budget) }

  private(set) var stack: UnsafeMutablePointer<Slot>
  private(set) var stackCapacity: Int
  var highest = 0
  private(set) var constants: UnsafeMutablePointer<Slot>
  private(set) var frames: UnsafeMutablePointer<Frame>
  private(set) var frameCapacity = 0
  var frameCount = 0
  private var queryDepth = 0
  /// Whether the statements of the top level run, or have run: before, functions may be called for
  /// what the host needs to begin.
  private var hasStarted = false
  /// Whether a report is open.
  var hasReport = false
  /// The instruction that asked last for something that may fail.
  var current = 0
  /// Where a failure happened, when that was in a function that the host called.
  var origin: Int?

  /// Of the ticks at hand, those that were taken from the budget, and those put aside so that the
  /// next tick looks at the arena.
  private var granted = 0
  private var putAside = 0
  /// What was not used of them when a failure ended the loop.
  var leftAtFailure = 0

  /// By slot: the value of a variable that the host knows, nil when that may be another.
  var known: [Slot?]
  private var knownBytes: [Int]
  /// While a function runs for the host: what it had for the function's own variables.
  private var replaced: [(slot: Int, value: Value)]?
  /// Bytes of a text in the making.
  var scratch: [UInt8] = []

  /// A run of a verified program under the host's budget. The arena is looked through when so many
  /// slots are taken, and then whenever it has doubled.
  package init(
    _ program: ScriptProgram, _ plan: ProgramPlan, host: any ScriptHost,
    compactingAt least: Int = 1 << 16
  ) throws(RunFailure) {
    self.program = program
    self.plan = plan
    budget = host.budget
    arena = Arena(budget, compactingAt: least)
    known = [Slot?](repeating: nil, count: plan.script.variables.count)
    knownBytes = [Int](repeating: 0, count: known.count)
    frames = UnsafeMutablePointer<Frame>.allocate(capacity: 0)
    let registers = max(program.main.registers, 64)
    stack = UnsafeMutablePointer<Slot>.allocate(capacity: registers)
    stackCapacity = registers
    constants = UnsafeMutablePointer<Slot>.allocate(capacity: program.constants.count)
    constants.initialize(repeating: .missing, count: program.constants.count)
    let bytes = (registers + program.constants.count) * MemoryLayout<Slot>.stride
    guard budget.charge(arenaBytes: bytes) else { throw .limit(.bytes) }
    clear(0..<program.main.registers)
    for name in program.names { _ = try arena.number(ofName: name) }
    for (index, value) in program.constants.enumerated() {
      constants[index] = try arena.slot(value)
    }
    arena.keepAllSoFar()
  }

  deinit {
    stack.deallocate()
    constants.deallocate()
    frames.deallocate()
    let bytes =
      (stackCapacity + program.constants.count) * MemoryLayout<Slot>.stride
      + frameCapacity * MemoryLayout<Frame>.stride
    budget.release(arenaBytes: bytes + knownBytes.reduce(0, +))
  }

  package var place: SourceRange {
    let place = origin ?? current
    return program.statementRanges.indices.contains(place) ? program.statementRanges[place] : .none
  }

  // MARK: Running

  package func run(in host: any ScriptHost) throws(RunFailure) {
    asked = host
    defer {
      // What a report had before a limit ended the run is given, too.
      if hasReport { host.endReport() }
      hasReport = false
      asked = nil
    }
    try takeGiven(host)
    hasStarted = true
    try execute(from: program.main.start, base: 0, above: 0)
    try tell(program.variables, stack)
  }

  package func call(
    _ function: FunctionID, _ arguments: [Value], in host: any ScriptHost
  ) throws(RunFailure) -> Value {
    let index = Int(function.index)
    guard program.functions.indices.dropLast().contains(index) else { return .missing }
    guard queryDepth < Self.queryDepth else { throw .limit(.depth) }
    if !hasStarted { try takeGiven(host) }
    if frameCount == frameCapacity { try makeRoomForCall() }
    let called = program.functions[index]
    let before = (asked: asked, current: current, replaced: replaced)
    let base = frameCount > 0 ? Int(frames[frameCount - 1].end) : program.main.registers
    try budget.charge(ticks: 1)
    try makeRoom(base + called.registers)
    queryDepth += 1
    asked = host
    replaced = []
    defer {
      for (slot, value) in replaced ?? [] {
        host.assign(slot, value)
        known[slot] = nil
      }
      queryDepth -= 1
      (asked, replaced) = (before.asked, before.replaced)
    }
    clear(base..<base + called.registers)
    for place in 0..<min(called.parameters, arguments.count) {
      stack[base + place] = try arena.slot(arguments[place])
    }
    frames[frameCount] = Frame(
      resume: -1, callerBase: Int32(truncatingIfNeeded: base),
      end: Int32(truncatingIfNeeded: base + called.registers))
    let count = frameCount
    frameCount += 1
    defer { frameCount = count }
    try execute(from: called.start, base: base, above: frameCount)
    // After a failure the place stays where it happened.
    current = before.current
    return try exported(stack[base]) { $0 }
  }

  /// Takes the values that the host has for variables of the top level.
  private func takeGiven(_ host: any ScriptHost) throws(RunFailure) {
    for read in program.given {
      stack[read.register] = try arena.slot(host.value(of: read.slot))
      known[read.slot] = stack[read.register]
    }
  }

  /// Runs code until it ends, or the call that it belongs to. A failure in a section of a report goes
  /// on after it.
  private func execute(from start: Int, base: Int, above entry: Int) throws(RunFailure) {
    var (start, base) = (start, base)
    while true {
      do throws(RunFailure) {
        try program.code.withUnsafeBufferPointer { code throws(RunFailure) in
          guard let first = code.baseAddress else { return }
          try loop(first, from: start, base: base)
        }
        return
      } catch {
        let used = granted - putAside - leftAtFailure
        (granted, putAside) = (0, 0)
        try budget.charge(ticks: max(used, 0))
        guard case .runTime = error, let section = section(above: entry, &base) else { throw error }
        host.failed(error, at: section.range)
        origin = nil
        start = section.resume
      }
    }
  }

  /// The innermost section that was being run since so many calls; leaves the calls inside it.
  private func section(above entry: Int, _ base: inout Int) -> ScriptProgram.Section? {
    var place = current
    var count = frameCount
    var callerBase: Int?
    while true {
      if let section = program.sections.first(where: { $0.start <= place && place < $0.end }) {
        frameCount = count
        base = callerBase ?? base
        return section
      }
      guard count > entry, count > 0 else { return nil }
      count -= 1
      callerBase = Int(frames[count].callerBase)
      place = frames[count].resume - 1
    }
  }

  // MARK: Registers

  /// Makes room for so many registers in all.
  func makeRoom(_ count: Int) throws(RunFailure) {
    guard count > stackCapacity else { return }
    let wanted = max(count, stackCapacity * 2)
    let size = MemoryLayout<Slot>.stride
    guard wanted <= Int(Int32.max), budget.charge(arenaBytes: wanted * size) else {
      throw .limit(.bytes)
    }
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: wanted)
    larger.moveInitialize(from: stack, count: highest)
    stack.deallocate()
    budget.release(arenaBytes: stackCapacity * size)
    stack = larger
    stackCapacity = wanted
  }

  /// Makes room for one call more, or more.
  @inline(never)
  func makeRoomForCall() throws(RunFailure) {
    let most = budget.limits.callDepth
    guard frameCount < most else { throw .limit(.callDepth) }
    let wanted = min(max(frameCapacity * 2, 32), most)
    let size = MemoryLayout<Frame>.stride
    guard budget.charge(arenaBytes: wanted * size) else { throw .limit(.bytes) }
    let larger = UnsafeMutablePointer<Frame>.allocate(capacity: wanted)
    larger.moveInitialize(from: frames, count: frameCount)
    frames.deallocate()
    budget.release(arenaBytes: frameCapacity * size)
    (frames, frameCapacity) = (larger, wanted)
  }

  /// Makes registers missing, for which there is room.
  func clear(_ range: Range<Int>) {
    // Whatever lies between has never been used.
    let first = min(range.lowerBound, highest)
    (stack + first).initialize(repeating: .missing, count: range.upperBound - first)
    highest = max(highest, range.upperBound)
  }

  // MARK: Ticks

  /// The most ticks between two looks at the budget.
  private static let ticksAtOnce = 1024

  /// Takes ticks from the budget; to be given back by ``settle(_:)``.
  @inline(never)
  func grant() -> Int {
    granted = min(Self.ticksAtOnce, budget.ticksLeft)
    putAside = 0
    return granted
  }

  /// Counts the ticks that were used, of those that are left.
  @inline(never)
  func settle(_ left: Int) throws(RunFailure) {
    let used = granted - putAside - left
    (granted, putAside) = (0, 0)
    leftAtFailure = 0
    try budget.charge(ticks: used)
  }

  /// A tick for which none is left at hand.
  @inline(never)
  func tickSlowly(_ place: Int) throws(RunFailure) -> Int {
    current = place
    if arena.isCompactionDue { compact() }
    if putAside > 0 {
      let left = putAside
      putAside = 0
      return left - 1
    }
    try settle(0)
    let left = grant()
    if left == 0 { try budget.charge(ticks: 1) }
    return left - 1
  }

  /// Makes the next tick look at the arena.
  @inline(__always)
  func lookAtArena(_ left: inout Int) {
    guard arena.isCompactionDue else { return }
    putAside += left
    left = 0
  }

  private func compact() {
    var end = program.main.registers
    for index in 0..<frameCount { end = max(end, Int(frames[index].end)) }
    highest = min(end, highest)
    arena.compact(UnsafeMutableBufferPointer(start: stack, count: highest))
    // Objects have moved, and others lie where they were.
    for slot in known.indices where known[slot]?.isObject == true { known[slot] = nil }
  }

  // MARK: Values in and out

  /// Does something with the value of a slot, for which the bytes are charged meanwhile.
  func exported<T>(
    _ slot: Slot, _ body: (Value) throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    guard slot.isObject else { return try body(slot.plainValue) }
    let bytes = try chargeExport(arena.bytesOutside(slot, most: budget.bytesLeft))
    defer { budget.release(arenaBytes: bytes) }
    return try body(arena.value(slot))
  }

  /// The same for several.
  func exported<T>(
    _ slots: UnsafeBufferPointer<Slot>, _ body: ([Value]) throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    var bytes = 0
    for slot in slots { bytes += arena.bytesOutside(slot, most: budget.bytesLeft) }
    bytes = try chargeExport(bytes)
    defer { budget.release(arenaBytes: bytes) }
    return try body(slots.map { arena.value($0) })
  }

  /// Charges for values that are written out for the host: their bytes while they are there, and a
  /// tick for every 4,096.
  private func chargeExport(_ bytes: Int) throws(RunFailure) -> Int {
    guard budget.charge(arenaBytes: bytes) else { throw .limit(.bytes) }
    do throws(RunFailure) {
      try budget.charge(ticks: bytes / 4096)
    } catch {
      budget.release(arenaBytes: bytes)
      throw error
    }
    return bytes
  }

  /// Tells the host the values of variables that have changed since it was last told.
  func tell(_ reads: [ScriptProgram.Read], _ registers: UnsafeMutablePointer<Slot>)
    throws(RunFailure)
  {
    for read in reads {
      let slot = read.isGlobal ? stack[read.register] : registers[read.register]
      if known[read.slot]?.isSame(as: slot) == true { continue }
      if !read.isGlobal, replaced?.contains(where: { $0.slot == read.slot }) == false {
        replaced?.append((read.slot, host.value(of: read.slot)))
      }
      let bytes = slot.isObject ? arena.bytesOutside(slot, most: budget.bytesLeft) : 0
      guard budget.charge(arenaBytes: bytes) else { throw .limit(.bytes) }
      host.assign(read.slot, arena.value(slot))
      budget.release(arenaBytes: knownBytes[read.slot])
      knownBytes[read.slot] = bytes
      known[read.slot] = slot
    }
  }
}
