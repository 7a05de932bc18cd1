// The seam between what runs a program's statements and what answers its questions: either side
// knows the other by these protocols only.

/// What statements ask of the engine.
package protocol ScriptHost: AnyObject {
  /// The account of the run.
  var budget: Budget { get }
  /// The value of an expression that reads no row, with the variables as they stand.
  func evaluate(_ id: ExpressionID) throws(RunFailure) -> Value
  /// The value of an expression of which the operands have been found.
  func apply(_ id: ExpressionID, to operands: [Value]) throws(RunFailure) -> Value
  /// How two values compare: yes (1), no (0) or missing (2).
  func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> UInt8
  /// A value as a text of the program has it.
  func words(for value: Value, at range: SourceRange) throws(RunFailure) -> String
  /// The value of a variable.
  func value(of slot: Int) -> Value
  /// Gives a variable a value. What was found with the old one is found anew.
  func assign(_ slot: Int, _ value: Value)
  /// Gives the reader an output of the program, made from the variables as they stand.
  func output(_ index: Int) throws(RunFailure)
  /// Begins a report: what is given until its end belongs to it. Reports do not nest.
  func beginReport(title: String)
  /// Ends the report.
  func endReport()
  /// Gives the reader a remark.
  func remark(_ diagnostic: Diagnostic)
  /// Gives the reader the failure of a section of a report.
  func failed(_ failure: RunFailure, at range: SourceRange)
}

/// What runs the functions of a program.
package protocol FunctionRunner: AnyObject {
  /// Calls a function with as many arguments as it has parameters.
  ///
  /// A function gives a value and does nothing else, so a call has one value for the same arguments
  /// and the same variables of the top level.
  /// - Throws: when a limit is hit or a value cannot be computed.
  func call(
    _ function: FunctionID, _ arguments: [Value], in host: any ScriptHost
  ) throws(RunFailure) -> Value
}

/// What runs the statements of a program.
package protocol ScriptRunner: FunctionRunner {
  /// Runs the statements of the top level.
  /// - Throws: when a limit is hit, or a value cannot be computed outside a report.
  func run(in host: any ScriptHost) throws(RunFailure)
  /// The statement it stands at: the place of a limit.
  var place: SourceRange { get }
}

/// A condition of `if` or `while` that was neither yes nor no.
extension Diagnostic {
  package static func missingCondition(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingCondition, "the condition of `\(word)` is missing, so nothing was run", at: range,
      severity: .warning, help: "say what is to happen then: `(condition) ?? no`")
  }
}

// MARK: - Calls from rows

/// A context as the host of a function called from one of its expressions.
private final class FunctionHost: ScriptHost {
  private let context: RunContext

  init(_ context: RunContext) {
    self.context = context
  }

  var budget: Budget { context.budget }

  func evaluate(_ id: ExpressionID) throws(RunFailure) -> Value {
    try context.value(id, Frame(rows: .none(), position: 0))
  }

  func apply(_ id: ExpressionID, to operands: [Value]) throws(RunFailure) -> Value {
    try context.applied(id, to: operands)
  }

  func compare(_ comparison: Comparison, _ left: Value, _ right: Value) -> UInt8 {
    context.comparer.compare(comparison, left, right)
  }

  func words(for value: Value, at range: SourceRange) throws(RunFailure) -> String {
    try context.words(for: value, at: range)
  }

  func value(of slot: Int) -> Value { context.variables[slot] }

  func assign(_ slot: Int, _ value: Value) { context.variables.assign(slot, value) }

  func remark(_ diagnostic: Diagnostic) { context.views.remark(diagnostic) }

  // A function gives a value and nothing else.
  func output(_ index: Int) {}
  func beginReport(title: String) {}
  func endReport() {}
  func failed(_ failure: RunFailure, at range: SourceRange) {}
}

extension Executor {
  /// Runs functions by the machine, for expressions that stand outside a program's statements.
  func use(_ code: ScriptProgram) throws(RunFailure) {
    use(try ScriptMachine(code, context.plan, host: FunctionHost(context)))
  }
}

extension Views {
  /// Keeps a remark on the program for the reader, one a place.
  func remark(_ diagnostic: Diagnostic) {
    if !scriptRemarks.contains(where: { $0.range == diagnostic.range }) {
      scriptRemarks.append(diagnostic)
    }
  }
}

extension RunContext {
  /// The value of a function of the program, seen from here.
  func call(_ function: FunctionID, _ arguments: [Value]) throws(RunFailure) -> Value {
    guard let runner = views.functions else { return .missing }
    return try runner.call(function, arguments, in: FunctionHost(self))
  }

  /// `[E for $x in V if C]`.
  func comprehension(
    _ element: ExpressionID, _ slot: Int, _ source: ExpressionID, _ condition: ExpressionID?,
    _ here: Frame
  ) throws(RunFailure) -> Value {
    let members: [Value]
    switch try value(source, here) {
    case .list(let list): members = list
    case .missing: return .missing
    case let one: members = [one]
    }
    let before = variables[slot]
    defer { variables.assign(slot, before) }
    var made: [Value] = []
    for member in members {
      try budget.charge(ticks: 1)
      variables.assign(slot, member)
      if let condition, try value(condition, here) != .flag(true) { continue }
      try budget.charge(bytes: MemoryLayout<Value>.stride)
      made.append(try value(element, here))
    }
    let list = Value.list(made)
    try budget.check(list)
    return list
  }
}
