// One call of a host's function: what it reads its arguments from and gives its result to.

import CGrove
import Grove
import GroveRender
import Synchronization

/// A call that is under way; its number names nothing once the function has returned.
final class CallHandle: Handle {
  static let sort: UInt = 0b1101

  let errors = ErrorKeeper()
  private let arguments: [Value]
  private let graph: GoalGraph
  private let state = Mutex(State())

  private struct State {
    var outcome: Result<Value, HostFunctionError> = .success(.missing)
    var texts: [String: CText] = [:]
  }

  private init(_ arguments: [Value], _ graph: GoalGraph) {
    self.arguments = arguments
    self.graph = graph
  }

  /// Lets a host's function work on arguments.
  static func value(
    of function: HostCallback, _ arguments: [Value], _ graph: GoalGraph
  ) throws(HostFunctionError) -> Value {
    let handle = CallHandle(arguments, graph)
    guard let number = HandleTable.shared.insert(handle) else {
      throw HostFunctionError("there are too many open handles")
    }
    defer { _ = HandleTable.shared.remove(handle, number) }
    function.call(number)
    return try handle.state.withLock { $0.outcome }.get()
  }

  var argumentCount: Int { arguments.count }

  func argument(_ index: Int) throws(Failure) -> Value {
    guard arguments.indices.contains(index) else {
      throw Failure(GROVE_RANGE, "there are \(arguments.count) arguments, none numbered \(index)")
    }
    return arguments[index]
  }

  /// An argument as text or JSON, made once.
  func text(of index: Int, isJSON: Bool) throws(Failure) -> CText? {
    let value = try argument(index)
    if value.isMissing, !isJSON { return nil }
    return state.withLock { state in
      let key = "\(isJSON ? "json" : "text") \(index)"
      if let text = state.texts[key] { return text }
      let text = CText(
        isJSON ? MachineText.json(value, in: graph) : MachineText.of(value, in: graph))
      state.texts[key] = text
      return text
    }
  }

  /// Takes the result.
  func give(_ outcome: Result<Value, HostFunctionError>) {
    state.withLock { $0.outcome = outcome }
  }
}

/// A function of the host with what it is called with. When nobody can call it any more, the host
/// gets its context back.
final class HostCallback: @unchecked Sendable {
  // The header tells the host that several threads may call it at once.
  private let function: grove_function
  private let context: UnsafeMutableRawPointer?
  private let release: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?

  init(
    _ function: @escaping grove_function, _ context: UnsafeMutableRawPointer?,
    _ release: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?
  ) {
    self.function = function
    self.context = context
    self.release = release
  }

  deinit { release?(context) }

  func call(_ number: OpaquePointer) { function(number, context) }
}
