// All functions, in the order of the manual. To add one, add its entry to the file of its family.

/// The functions of the language.
public struct FunctionRegistry: Sendable {
  /// The functions in the order of the manual: by family, then as written there.
  public let all: [FunctionDefinition]
  private let places: [String: Int]

  /// The language's own functions.
  public static let standard = FunctionRegistry(
    FunctionDefinition.aggregates + FunctionDefinition.numbers + FunctionDefinition.texts
      + FunctionDefinition.dates + FunctionDefinition.lists + FunctionDefinition.goals
      + FunctionDefinition.series)

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
}
