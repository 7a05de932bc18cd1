// The checker's messages on statements, variables and functions.

extension DiagnosticCode {
  static let definedTwice = DiagnosticCode("GRV0239", "a name defined twice")
  static let cannotSet = DiagnosticCode("GRV0240", "a variable that cannot be set")
  static let otherType = DiagnosticCode("GRV0241", "a variable set to a value of another type")
  static let misplaced = DiagnosticCode("GRV0242", "a statement where it cannot stand")
  static let notAList = DiagnosticCode("GRV0243", "a value where a list is due")
  static let tooManyLoops = DiagnosticCode("GRV0244", "lists made by `for` nested too deeply")
  static let takenName = DiagnosticCode("GRV0245", "a definition of a name that is taken")
  static let fieldOfItself = DiagnosticCode("GRV0246", "a field in terms of itself")
  static let parameterMissing = DiagnosticCode("GRV0247", "a parameter without a value")
  static let wrongParameter = DiagnosticCode("GRV0248", "a parameter that a program does not take")
  static let cannotUse = DiagnosticCode("GRV0249", "a file that cannot be used")
  static let definitionsTooLarge = DiagnosticCode("GRV0604", "definitions become too large")

  /// Every code of scripts, in order.
  static let scriptCodes: [DiagnosticCode] = [
    definedTwice, cannotSet, otherType, misplaced, notAList, tooManyLoops, takenName,
    fieldOfItself, parameterMissing, wrongParameter, cannotUse, definitionsTooLarge,
  ]
}

extension Diagnostic {
  static func definedTwice(
    _ name: String, before: SourceRange, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .definedTwice, "`\(name)` is defined already", at: range,
      notes: [Note("it was defined here", range: before)],
      help: name.hasPrefix("$")
        ? "give it another value with `set \(name) = ...`, or take another name"
        : "take another name")
  }

  static func cannotSet(
    _ variable: Variable, _ entry: VariableScopes.Entry, isElsewhere: Bool
  ) -> Diagnostic {
    let what =
      switch entry.role {
      case .given: "had its value before this text began"
      case .parameter: "is a parameter"
      case .member: "is the member that `for` is at"
      case .bound: "stands outside this function, and a function changes nothing but its own"
      }
    return Diagnostic(
      .cannotSet, "`$\(variable.name)` \(what)", at: variable.range,
      help: isElsewhere && entry.role == .bound
        ? "return the new value, and set it where the function is called"
        : "make one of your own with `let`")
  }

  static func otherType(
    _ variable: Variable, before: String, now: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .otherType, "`$\(variable.name)` holds \(before), found \(now)", at: range,
      help: "a variable keeps its type: make another one with `let`")
  }

  static func misplaced(
    _ word: String, _ what: String, inFunction: Bool = false, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .misplaced,
      inFunction
        ? "\(word) \(what), and a function gives a value and does nothing else"
        : "`\(word)` \(what), and there is none here",
      at: range,
      help: inFunction
        ? "`return` it, and give it to the reader where the function is called"
        : "a value alone on a line is given to the reader")
  }

  static func tooManyLoops(most: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .tooManyLoops, "more than \(most) lists made by `for` stand inside each other", at: range,
      help: "make the inner one first, in a `let`")
  }

  static func takenName(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.takenName, what, at: range, help: "take another name")
  }

  static func fieldOfItself(_ name: Name) -> Diagnostic {
    Diagnostic(
      .fieldOfItself, "the value of `\(name.text)` is needed to find the value of `\(name.text)`",
      at: name.range, help: "define it by other fields, or write a function that ends")
  }

  static func cannotUse(
    _ path: String, _ what: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.cannotUse, "`\(path)` \(what)", at: range, help: help)
  }

  static func tooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .definitionsTooLarge, "with its definitions put in, the program becomes too large here",
      at: range, help: "compute the inner part once, in a `let`")
  }

  /// A call hands a definition a value that `cause`, a mistake found in it, cannot do with.
  static func wrongValue(
    _ what: String, for parameter: Variable?, of function: Name, because cause: Diagnostic,
    at range: SourceRange
  ) -> Diagnostic {
    // Advice that names a parameter is for whoever wrote the definition.
    let help = cause.help.flatMap { $0.contains("$") ? nil : $0 }
    return Diagnostic(
      .wrongArguments,
      "`\(function.text)` does not take \(what)\(parameter.map { " as `$\($0.name)`" } ?? ""): "
        + cause.message,
      at: range,
      notes: cause.notes + [
        cause.range == range
          ? Note("it is defined here", range: function.range)
          : Note(
            "\(parameter.map { "`$\($0.name)`" } ?? "one of them") is used here", range: cause.range
          )
      ],
      help: help ?? "hand over another value, or change the definition",
      fixIts: cause.fixIts.filter { range.contains($0.range) })
  }

  static func parameterMissing(
    _ parameter: ProgramParameter
  ) -> Diagnostic {
    Diagnostic(
      .parameterMissing, "the parameter `$\(parameter.name)` has no value", at: parameter.range,
      help: "give it one: --param \(parameter.name)=VALUE, or a default: "
        + "`param $\(parameter.name) = ...`")
  }

  static func unknownParameter(_ name: String, of parameters: [ProgramParameter]) -> Diagnostic {
    let names = parameters.map { "$\($0.name)" }
    let near = NearestName.find(name, in: parameters.map(\.name))
    return Diagnostic(
      .wrongParameter,
      names.isEmpty
        ? "found a value for `$\(name)`, and the program takes no parameters"
        : "expected a parameter of the program, found `$\(name)`",
      at: .none, notes: names.isEmpty ? [] : [Note("parameters: \(names.joined(separator: ", "))")],
      help: near.map { "did you mean `\($0)`?" } ?? "leave it out")
  }

  static func wrongParameter(
    _ parameter: ProgramParameter, expected: String, found: String
  ) -> Diagnostic {
    Diagnostic(
      .wrongParameter, "the parameter `$\(parameter.name)` is \(expected), found \(found)",
      at: parameter.range,
      help: parameter.defaultText.map { "its default is `\($0)`" } ?? "give it such a value")
  }

  static func notAList(_ word: String, _ found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notAList, "`\(word)` goes through a list, found \(found)", at: range,
      help: "give it a query, or a list: `\(word) $x in [1, 2]`")
  }
}
