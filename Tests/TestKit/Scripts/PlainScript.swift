// The plain way to run statements: block by block, as they are written. Slow, and right: what the
// machine is held against.

package import Grove
package import GroveSyntax

/// Runs the statements of one program, once.
package final class PlainScript: ScriptRunner {
  private let script: ScriptPlan
  package private(set) var place = SourceRange.none
  private var depth = 0
  /// The bytes charged for the value of each variable.
  private var bytes: [Int: Int] = [:]

  package init(_ script: ScriptPlan) {
    self.script = script
  }

  /// How a statement ended.
  private enum Flow {
    case next
    case returned(Value)
  }

  package func run(in host: any ScriptHost) throws(RunFailure) {
    guard let main = script.main else { return }
    _ = try run(main, in: host)
  }

  package func call(
    _ function: FunctionID, _ arguments: [Value], in host: any ScriptHost
  ) throws(RunFailure) -> Value {
    guard depth < host.budget.limits.callDepth else { throw .limit(.callDepth) }
    try host.budget.charge(ticks: 1)
    let callee = script[function]
    let own = script.variables.indices.filter { script.variables[$0].owner == function }
    let before = own.map { host.value(of: $0) }
    let (place, bytes) = (place, bytes)
    depth += 1
    defer {
      depth -= 1
      for (slot, value) in zip(own, before) { host.assign(slot, value) }
      let held = self.bytes.values.reduce(0, +) - bytes.values.reduce(0, +)
      host.budget.release(toBytes: host.budget.bytes - max(held, 0))
      self.bytes = bytes
    }
    for slot in own {
      self.bytes[slot] = 0
      host.assign(slot, .missing)
    }
    for (slot, argument) in zip(callee.parameters, arguments) { try assign(slot, argument, host) }
    // After a failure the place stays where it happened.
    guard case .returned(let value) = try run(callee.body, in: host) else {
      self.place = place
      return .missing
    }
    self.place = place
    return value
  }

  private func assign(
    _ slot: Int, _ value: Value, _ host: any ScriptHost
  ) throws(RunFailure) {
    let size = value.byteCount
    try host.budget.charge(bytes: size)
    host.budget.release(toBytes: host.budget.bytes - (bytes[slot] ?? 0))
    bytes[slot] = size
    host.assign(slot, value)
  }

  // MARK: Statements

  private func run(_ block: BlockID, in host: any ScriptHost) throws(RunFailure) -> Flow {
    for statement in script[block] {
      if case .returned(let value) = try run(statement, in: host) { return .returned(value) }
    }
    return .next
  }

  private func run(
    _ statement: PlanStatement, in host: any ScriptHost
  ) throws(RunFailure) -> Flow {
    place = statement.range
    switch statement.form {
    case .assign(let slot, let value):
      try assign(slot, try host.evaluate(value), host)
    case .conditional(let condition, let then, let otherwise):
      switch try host.evaluate(condition) {
      case .flag(true): return try run(then, in: host)
      case .flag(false):
        return try otherwise.map { block throws(RunFailure) in
          try run(block, in: host)
        } ?? .next
      default: host.remark(.missingCondition("if", at: statement.range))
      }
    case .forEach(let slot, let list, let body):
      for member in try host.evaluate(list).members {
        try host.budget.charge(ticks: 1)
        try assign(slot, member, host)
        if case .returned(let value) = try run(body, in: host) { return .returned(value) }
        place = statement.range
      }
    case .whileLoop(let condition, let body):
      while true {
        let value = try host.evaluate(condition)
        if value != .flag(true), value != .flag(false) {
          host.remark(.missingCondition("while", at: statement.range))
        }
        guard value == .flag(true) else { break }
        try host.budget.charge(ticks: 1)
        if case .returned(let value) = try run(body, in: host) { return .returned(value) }
        place = statement.range
      }
    case .returnValue(let value):
      return .returned(try host.evaluate(value))
    case .output(let index):
      try host.output(index)
    case .report(let title, let sections):
      host.beginReport(title: try host.evaluate(title).plainText)
      defer { host.endReport() }
      for section in script[sections] {
        do throws(RunFailure) {
          _ = try run(section, in: host)
        } catch {
          guard case .runTime = error else { throw error }
          host.failed(error, at: section.range)
        }
      }
    }
    return .next
  }
}

extension Value {
  /// What `for` runs through: the members of a list, one value itself, nothing of missing.
  fileprivate var members: [Value] {
    switch self {
    case .list(let members): members
    case .missing: []
    default: [self]
    }
  }

  /// A text as it is; nothing of another value.
  fileprivate var plainText: String {
    if case .text(let text) = self { text } else { "" }
  }

  /// About how many bytes it takes.
  package var byteCount: Int {
    var count = 0
    var rest = [self]
    while let value = rest.popLast() {
      count += MemoryLayout<Value>.stride
      switch value {
      case .text(let text): count += text.utf8.count
      case .list(let members): rest += members
      case .record(let record): rest += record.fields.map(\.value)
      default: break
      }
    }
    return count
  }
}
