// `param $x = V`: what a program takes from outside.

/// A parameter of a program.
public struct ProgramParameter: Hashable, Sendable {
  /// Its name without `$`.
  public let name: String
  /// What it takes: that of its default; `any` without one. A period and a cycle stand for each
  /// other.
  public let type: ValueType
  /// The default as the formatter writes it; nil when the parameter must be given.
  public let defaultText: String?
  /// Where it stands in the program.
  public let range: SourceRange
}

/// A parameter as the run needs it.
struct PlanParameter: Sendable {
  let parameter: ProgramParameter
  let slot: Int
  let value: ExpressionID?
}

extension Checker {
  /// Gives the parameters their slots. A default sees the parameters above it and what the program
  /// defines.
  func parameters(_ statements: [Statement]) {
    for statement in statements {
      guard case .param(let variable, let query) = statement.form else { continue }
      let value = query.map { self.value($0) }
      let type = value.map(type) ?? .any
      guard let slot = declare(variable, .parameter, type == .missing ? .any : type) else {
        continue
      }
      let parameter = ProgramParameter(
        name: variable.name, type: plan.script.variables[slot].type,
        defaultText: query.map { Printer.print($0) }, range: variable.range)
      script.parameters.append(PlanParameter(parameter: parameter, slot: slot, value: value))
    }
  }

  /// Why a value cannot be that of a parameter; nil when it can.
  func refusal(of value: Value, for parameter: ProgramParameter) -> Diagnostic? {
    let found = value.type(in: graph)
    if common(parameter.type, found) != nil { return nil }
    switch (parameter.type, found) {
    case (.period, .node(.cycles)), (.node(.cycles), .period): return nil
    default: break
    }
    var words = describe(found)
    if case .text(let text) = value, text.utf8.count <= 40 { words = "the text \"\(text)\"" }
    return .wrongParameter(parameter, expected: describe(parameter.type), found: words)
  }
}
