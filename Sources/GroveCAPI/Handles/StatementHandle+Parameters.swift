// The parameters of a statement and the values its caller gave them, from run to run.

import CGrove
import Grove

extension StatementHandle {
  /// What the text declares with `param`, in order.
  var parameters: [ProgramParameter] { program.parameters }

  /// The name of one, nil when there is none.
  func parameterName(_ index: Int) -> CText? {
    parameterNames.indices.contains(index) ? parameterNames[index] : nil
  }

  /// Gives a parameter a value for the runs to come.
  /// - Throws: when there is no such parameter, the value does not fit, or a run is at hand.
  func bind(_ index: Int, _ value: Value) throws(Failure) {
    let parameter = try parameter(index)
    if let refusal = program.refusal(of: value, for: parameter) {
      throw Failure(GROVE_TYPE, refusal.message, help: refusal.help)
    }
    try read { (reading) throws(Failure) in
      try Self.checkNotRun(reading)
      reading.given[parameter.name] = value
    }
  }

  /// Takes all values away.
  func clearParameters() throws(Failure) {
    try read { (reading) throws(Failure) in
      try Self.checkNotRun(reading)
      reading.given = [:]
    }
  }

  /// The value that a text writes.
  func value(of text: String, for index: Int) throws(Failure) -> Value {
    let name = try parameter(index).name
    return try EngineThread.run { () throws(Failure) in
      do throws(QueryFailure) {
        return try program.value(of: text, for: name)
      } catch {
        throw Failure(error, in: SourceText(text, name: "<parameter>"))
      }
    }
  }

  /// The one row of an id.
  func node(id: String) throws(Failure) -> Node {
    let nodes = session.graph.nodes(id: id)
    guard let node = nodes.first, nodes.count == 1 else {
      throw Failure(GROVE_RANGE, "\(nodes.isEmpty ? "nothing has" : "several have") the id \(id)")
    }
    return node
  }

  private func parameter(_ index: Int) throws(Failure) -> ProgramParameter {
    guard parameters.indices.contains(index) else {
      throw Failure(
        GROVE_RANGE, "there are \(parameters.count) parameters, none numbered \(index)")
    }
    return parameters[index]
  }

  private static func checkNotRun(_ reading: Reading) throws(Failure) {
    if reading.answers != nil || reading.failure != nil {
      throw Failure(GROVE_MISUSE, "the statement has been run", help: "reset it first")
    }
  }
}
