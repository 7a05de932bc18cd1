// Calling functions of the host: their arguments and results are held to what was declared, so that
// nothing a host gives can break the engine's own rules.

extension RunContext {
  /// The value of a host's function.
  func call(
    _ id: ExpressionID, _ function: HostFunction, _ given: [Value]
  ) throws(RunFailure) -> Value {
    try budget.charge(ticks: 1)
    var arguments: [Value] = []
    arguments.reserveCapacity(function.parameters.count)
    for (place, parameter) in function.parameters.enumerated() {
      let argument = given.indices.contains(place) ? given[place] : .missing
      // The checker has seen to the types it knows; the rest is known only now.
      let isGood = argument.isMissing ? parameter.isOptional : fits(argument, parameter.type)
      guard isGood else { return .missing }
      arguments.append(argument)
    }
    let range = plan[id].range
    let made: Value
    do {
      made = try function.body(arguments, HostContext(functions))
    } catch {
      let message = (error as? HostFunctionError)?.message ?? String(describing: error)
      throw .host(function.name, failed: message.shortened.visibleControls(), at: range)
    }
    // Nesting first: what comes after goes down into the value.
    try budget.check(made)
    try budget.charge(bytes: made.outputBytes(atMost: budget.bytesLeft))
    guard let result = withoutStrangers(made), result.isMissing || fits(result, function.result)
    else {
      let found = withoutStrangers(made).map { $0.type(in: graph).words }
      throw .host(
        function.name, gave: found ?? "a node of another graph",
        insteadOf: function.result.words, at: range)
    }
    return result
  }

  /// Whether a value is of a declared type; members of lists may be missing. The depth is that of the
  /// type, which the host wrote.
  private func fits(_ value: Value, _ type: ValueType) -> Bool {
    switch (type, value) {
    case (.any, _), (.flag, .flag), (.number, .number), (.ratio, .ratio), (.points, .points),
      (.duration, .duration), (.date, .date), (.period, .period), (.text, .text),
      (.record, .record):
      return true
    case (.node(let kind), .node(let node)):
      guard has(node) else { return false }
      return kind == .goals ? node.table == .goals : graph.kind(of: node) == kind
    case (.list(.any), .list): return true
    case (.list(let type), .list(let members)):
      return members.allSatisfy { $0.isMissing || fits($0, type) }
    default: return false
    }
  }

  /// The value with missing where a number is not finite; nil when it holds a node that is not there.
  /// The depth is that of the value, which the limits bound.
  private func withoutStrangers(_ value: Value) -> Value? {
    switch value {
    case .number(let number), .ratio(let number), .points(let number):
      return number.isFinite ? value : .missing
    case .node(let node): return has(node) ? value : nil
    case .list(let members):
      var cleaned: [Value] = []
      cleaned.reserveCapacity(members.count)
      for member in members {
        guard let member = withoutStrangers(member) else { return nil }
        cleaned.append(member)
      }
      return .list(cleaned)
    case .record(let record):
      var fields: [Record.Field] = []
      for field in record.fields {
        guard let value = withoutStrangers(field.value) else { return nil }
        fields.append(Record.Field(name: field.name, value: value))
      }
      return .record(Record(fields))
    default: return value
    }
  }
}

extension ValueType {
  /// What it is called in a message about a host's function.
  fileprivate var words: String {
    switch self {
    case .missing: "nothing"
    case .list(.any): "a list"
    case .list(let type): "a list of \(type.words)"
    default: FunctionDefinition.ParameterType.value(self).words
    }
  }
}

extension String {
  /// The first 400 characters.
  fileprivate var shortened: String {
    count > 400 ? prefix(400) + "…" : self
  }
}
