// Functions that a host gives the language. They are checked like the language's own: names and
// arguments before anything runs. Calling them stands in Execute/HostCalls.

/// A function of the host, to be called in queries by its name.
///
///     let rate = HostFunction(
///       "rate", [.init("currency", .text)], result: .number, summary: "Euros for one of a currency."
///     ) { arguments, _ in rates[arguments[0].asText ?? ""].map { .number($0) } ?? .missing }
///
/// It must give the same value for the same arguments: the engine calls it once for a constant and
/// once a row otherwise, in no promised order, and from any thread that runs a query.
public struct HostFunction: Sendable {
  /// One argument.
  public struct Parameter: Hashable, Sendable {
    /// The name, under which it may be given as `name: value`.
    public let name: String
    /// What it takes; `any` takes everything, `node(.goals)` every kind of goal, `list(.any)` every
    /// list.
    public let type: ValueType
    /// Whether it may be left out or be missing.
    public let isOptional: Bool

    /// An argument of a name and type.
    public init(_ name: String, _ type: ValueType, optional: Bool = false) {
      self.name = name
      self.type = type
      isOptional = optional
    }
  }

  /// What a call does. There is one argument a parameter, in their order, each of its declared type;
  /// an optional one may be missing. What it throws ends the run with its text as the message.
  public typealias Body =
    @Sendable (_ arguments: [Value], _ context: HostContext) throws -> Value

  /// Its name in the language.
  public let name: String
  /// Its arguments in order.
  public let parameters: [Parameter]
  /// The type of what it gives, when that is not missing.
  public let result: ValueType
  /// What it does, in a sentence or two.
  public let summary: String
  /// A query that shows it; its signature when the host gives none.
  public let example: String?
  package let body: Body

  /// Declares a function. Without a call it is missing when an argument that is not optional is, or
  /// one that the data gives is of another type. A number that is NaN or infinite becomes missing.
  public init(
    _ name: String, _ parameters: [Parameter] = [], result: ValueType, summary: String,
    example: String? = nil, _ body: @escaping Body
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.example = example
    self.body = body
  }
}

/// What a host's function may know besides its arguments.
public struct HostContext: Sendable {
  /// The day the answer is about.
  public let today: CivilDate
  private let nameOfNode: @Sendable (Node) -> String

  package init(_ context: FunctionContext) {
    today = context.today
    nameOfNode = context.nameOfNode
  }

  /// What a node is called in the graph that is asked.
  public func name(of node: Node) -> String { nameOfNode(node) }
}

/// What a host's function throws to say in its own words what is wrong.
public struct HostFunctionError: Error, Hashable, Sendable {
  /// What is wrong, a sentence without a full stop.
  public let message: String

  /// An error with a message.
  public init(_ message: String) {
    self.message = message
  }
}

/// Why a function of the host cannot be registered.
public struct HostFunctionProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  public enum Fault: Hashable, Sendable {
    /// It is not written like a name, or is a word of the language.
    case nameIsNoName
    /// The language or the host has a function of that name already.
    case nameIsTaken
    /// Two parameters have this name.
    case parameterTwice(String)
    /// This parameter cannot be left out and stands after one that can.
    case requiredAfterOptional(String)
  }

  /// The function's name.
  public let function: String
  /// What is wrong with it.
  public let fault: Fault

  /// A problem of a function.
  public init(function: String, fault: Fault) {
    self.function = function
    self.fault = fault
  }

  /// What is wrong, a sentence without a full stop.
  public var message: String {
    switch fault {
    case .nameIsNoName: "`\(function)` is no name for a function"
    case .nameIsTaken: "there is a function `\(function)` already"
    case .parameterTwice(let name): "two parameters of `\(function)` are called `\(name)`"
    case .requiredAfterOptional(let name):
      "`\(name)` of `\(function)` cannot be left out, but one before it can"
    }
  }

  /// What to do about it.
  public var help: String {
    switch fault {
    case .nameIsNoName: "use letters, digits and `_`, and no word of the language"
    case .nameIsTaken, .parameterTwice: "take another name"
    case .requiredAfterOptional: "put those that can be left out last"
    }
  }

  /// The message and what to do, on one line.
  public var description: String { "\(message); \(help)" }
}

extension FunctionDefinition {
  /// The entry of a host's function.
  init(_ function: HostFunction) {
    let parameters = function.parameters.map {
      Parameter($0.name, ParameterType($0.type), optional: $0.isOptional)
    }
    self.init(
      function.name, .host, parameters, .always(function.result), function.summary,
      example: function.example ?? "", host: function)
  }
}

extension FunctionDefinition.ParameterType {
  /// What takes values of a type.
  fileprivate init(_ type: ValueType) {
    switch type {
    case .any, .missing: self = .any
    case .list(.any): self = .list
    default: self = .value(type)
    }
  }
}
