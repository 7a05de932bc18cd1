// All functions, in the order of the manual. To add one, add its entry to the file of its family.

/// The functions of the language, and those that a host has added for its sessions.
///
/// A value: adding gives a new registry, and sessions with the old one know nothing of it.
public struct FunctionRegistry: Sendable {
  /// The functions in the order of the manual: by family, then as written there. Those of the host
  /// come last, in the order they were added.
  public let all: [FunctionDefinition]
  private let places: [String: Int]

  /// The language's own functions.
  public static let standard = FunctionRegistry(
    FunctionDefinition.aggregates + FunctionDefinition.numbers + FunctionDefinition.texts
      + FunctionDefinition.dates + FunctionDefinition.lists + FunctionDefinition.goals
      + FunctionDefinition.series)

  /// Calls that are written like functions and are relations or conditions of their own.
  package static let callWords: [String] = [
    "contributes_to", "supported_by", "owned_by", "belongs_to", "reports_to", "has_changed",
    "once", "days_when", "change", "missing",
  ]

  init(_ definitions: [FunctionDefinition]) {
    all = definitions
    places = Dictionary(
      definitions.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The function of that name, exactly as written.
  public func definition(named name: String) -> FunctionDefinition? {
    places[name].map { all[$0] }
  }

  /// The registry with functions of the host.
  /// - Throws: what is wrong with the first of them that cannot be added.
  public func adding(
    _ functions: HostFunction...
  ) throws(HostFunctionProblem) -> FunctionRegistry {
    try adding(functions)
  }

  /// The registry with functions of the host.
  /// - Throws: what is wrong with the first of them that cannot be added.
  public func adding(_ functions: [HostFunction]) throws(HostFunctionProblem) -> FunctionRegistry {
    var definitions = all
    var names = Set(all.map(\.name)).union(Self.callWords)
    for function in functions {
      try Self.check(function)
      guard names.insert(function.name).inserted else {
        throw HostFunctionProblem(function: function.name, fault: .nameIsTaken)
      }
      definitions.append(FunctionDefinition(function))
    }
    return FunctionRegistry(definitions)
  }

  private static func check(_ function: HostFunction) throws(HostFunctionProblem) {
    // What the parser takes for a call can be called, and nothing else.
    let call = Parser.parseOperand(SourceText("\(function.name)(1)")).expression
    guard case .call(let name, _)? = call?.form, name.text == function.name,
      !function.name.utf8.contains(UInt8(ascii: "`"))
    else { throw HostFunctionProblem(function: function.name, fault: .nameIsNoName) }
    var names: Set<String> = []
    var canBeLeftOut = false
    for parameter in function.parameters {
      guard names.insert(parameter.name).inserted else {
        throw HostFunctionProblem(
          function: function.name, fault: .parameterTwice(parameter.name))
      }
      if canBeLeftOut, !parameter.isOptional {
        throw HostFunctionProblem(
          function: function.name, fault: .requiredAfterOptional(parameter.name))
      }
      canBeLeftOut = parameter.isOptional
    }
  }
}
