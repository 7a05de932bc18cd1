// What a program takes from outside: which parameters it has, and their values from a host or a
// command line.

extension PreparedProgram {
  /// The parameters of the program, in order.
  public var parameters: [ProgramParameter] { planParameters.map(\.parameter) }

  /// The value that a text gives a parameter, as `--param floor=40%` does: one value as a modifier
  /// takes it. For a parameter of text the quotes may be left out.
  /// - Throws: the diagnostics, when the program has no such parameter or the text is no value.
  public func value(of text: String, for name: String) throws(QueryFailure) -> Value {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw QueryFailure(kind: .language, diagnostics: [.unknownParameter(name, of: parameters)])
    }
    if parameter.type == .text, text.utf8.first != UInt8(ascii: "\"") { return .text(text) }
    let source = SourceText(text, name: "$\(name)")
    let (expression, mistakes) = Parser.parseOperand(source, limits: session.limits.source)
    guard let expression else { throw refusal(mistakes, of: text, for: parameter) }
    let checker = Checker(environment: session.environment(), source: source)
    let id = checker.check(checker.expander.expand(expression, frames: []))
    guard checker.diagnostics.isEmpty else {
      throw refusal(checker.diagnostics, of: text, for: parameter)
    }
    do throws(RunFailure) {
      return try executor(of: checker.plan, variables: session.values, Budget(session.limits))
        .value(id)
    } catch {
      throw failure(error, at: parameter.range)
    }
  }

  /// Mistakes in a text that was given, at the parameter: the text itself is in no file.
  private func refusal(
    _ mistakes: [Diagnostic], of text: String, for parameter: ProgramParameter
  ) -> QueryFailure {
    QueryFailure(
      kind: .language,
      diagnostics: mistakes.map { mistake in
        Diagnostic(
          mistake.code, mistake.message, at: parameter.range,
          notes: [Diagnostic.Note("in the value `\(text)` of `$\(parameter.name)`")]
            + mistake.notes.map { Diagnostic.Note($0.message) }, help: mistake.help)
      })
  }

  /// Why a value is none for a parameter; nil when it is one.
  package func refusal(of value: Value, for parameter: ProgramParameter) -> Diagnostic? {
    Checker(environment: session.environment(), source: source).refusal(of: value, for: parameter)
  }

  /// What runs the program, or one query of it, with the values that parameters were given; the others
  /// have their defaults.
  /// - Throws: when a default cannot be computed, or a limit is hit.
  func executor(
    given: [Int: Value], _ cancellation: Cancellation?
  ) throws(RunFailure) -> Executor {
    let executor = try executor(
      of: plan, variables: session.values, code: code,
      Budget(session.limits, cancellation: cancellation))
    guard !planParameters.isEmpty else { return executor }
    let functions = plan.script.functions.isEmpty ? nil : code
    for parameter in planParameters {
      if let value = given[parameter.slot] {
        executor.assign(parameter.slot, value)
      } else if let value = parameter.value {
        // Functions see the parameters above.
        if let functions { try executor.use(functions) }
        let made = try executor.releasing { () throws(RunFailure) in try executor.value(value) }
        executor.assign(parameter.slot, made)
      }
    }
    if let functions { try executor.use(functions) }
    return executor
  }

  /// The values that were given, by slot.
  /// - Throws: the diagnostics, when one is given that the program does not take, or not given that
  ///   has no default, unless some may be lacking.
  func given(
    _ values: [String: Value], mayLack: Bool = false
  ) throws(QueryFailure) -> [Int: Value] {
    if values.isEmpty, planParameters.isEmpty { return [:] }
    var found: [Int: Value] = [:]
    var mistakes: [Diagnostic] = []
    for name in values.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
      mistakes.append(.unknownParameter(name, of: parameters))
    }
    let checker = Checker(environment: session.environment(), source: source)
    for parameter in planParameters {
      if let value = values[parameter.parameter.name] {
        if let refusal = checker.refusal(of: value, for: parameter.parameter) {
          mistakes.append(refusal)
        }
        found[parameter.slot] = value
      } else if parameter.value == nil, !mayLack {
        mistakes.append(.parameterMissing(parameter.parameter))
      }
    }
    guard mistakes.isEmpty else { throw QueryFailure(kind: .language, diagnostics: mistakes) }
    return found
  }
}
