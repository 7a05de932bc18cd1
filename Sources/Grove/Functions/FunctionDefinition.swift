// What a function of the language is: one entry that the checker, completion, the manual and the
// executor all read. The entries stand in a file per family.

/// A function of the language.
public struct FunctionDefinition: Sendable {
  /// The families the manual is ordered by.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    case aggregates, numbers, text, dates, lists, goals, series
    /// Given by the host.
    case host
  }

  /// One argument.
  public struct Parameter: Hashable, Sendable {
    /// The name, under which it may be given as `name: value`.
    public let name: String
    /// What it takes.
    public let type: ParameterType
    /// Whether it may be left out.
    public let isOptional: Bool
    /// Whether more arguments of its type may follow; only the last parameter.
    public let isRepeated: Bool

    init(
      _ name: String, _ type: ParameterType, optional: Bool = false, repeated: Bool = false
    ) {
      self.name = name
      self.type = type
      isOptional = optional
      isRepeated = repeated
    }
  }

  /// What an argument may be. A value whose type is known only at run time may be anything.
  public enum ParameterType: Hashable, Sendable {
    /// Exactly this type.
    case value(ValueType)
    /// Number, ratio, points or duration.
    case quantity
    /// Whatever has an order: a quantity, a date, a period, text, yes/no.
    case ordered
    /// A list or a node set.
    case list
    /// A list or text.
    case listOrText
    /// A date or a period.
    case time
    /// A period or a duration.
    case span
    /// Anything.
    case any
  }

  /// The type of the result, from those of the arguments.
  public enum ResultRule: Hashable, Sendable {
    /// Always this one.
    case always(ValueType)
    /// That of an argument, by position.
    case sameAs(Int)
    /// That of the members of an argument.
    case memberOf(Int)
    /// A list of an argument's type.
    case listOf(Int)
    /// A list that may also hold another argument.
    case withMember(list: Int, member: Int)
    /// A spread: that of an argument, but points for ratios.
    case spreadOf(Int)
  }

  /// Its name.
  public let name: String
  /// Its family.
  public let family: Family
  /// Its arguments in order.
  public let parameters: [Parameter]
  /// The type of its result.
  public let result: ResultRule
  /// What it does, in a sentence or two.
  public let summary: String
  /// When it is missing.
  public let missing: String
  /// A query that shows it.
  public let example: String
  /// The aggregate it is, when it folds rows or a list.
  package let aggregate: Aggregate?
  /// How it is computed from single values; nil for aggregates and for what the checker rewrites.
  package let evaluate: Body?
  /// The host's function that it is.
  package let host: HostFunction?

  /// Arguments in the order of the parameters; those left out at the end are absent, those left out
  /// between are missing.
  package typealias Body =
    @Sendable (_ arguments: [Value], _ context: FunctionContext) throws(FunctionFailure) -> Value

  init(
    _ name: String, _ family: Family, _ parameters: [Parameter], _ result: ResultRule,
    _ summary: String, missing: String = "When an argument is missing.", example: String,
    aggregate: Aggregate? = nil, host: HostFunction? = nil, evaluate: Body? = nil
  ) {
    self.name = name
    self.family = family
    self.parameters = parameters
    self.result = result
    self.summary = summary
    self.missing = missing
    self.example = example
    self.aggregate = aggregate
    self.evaluate = evaluate
    self.host = host
  }

  /// How it is called: `clamp(value, low, high)`, `round(value[, decimals])`, `min(values, ...)`.
  public var signature: String {
    var text = ""
    for (position, parameter) in parameters.enumerated() {
      let part = (position == 0 ? "" : ", ") + parameter.name
      text += parameter.isOptional ? "[\(part)]" : part
      if parameter.isRepeated { text += ", ..." }
    }
    return "\(name)(\(text))"
  }

  /// The fewest and the most arguments; nil for no most.
  public var arity: (least: Int, most: Int?) {
    let required = parameters.count { !$0.isOptional }
    return (required, parameters.last?.isRepeated == true ? nil : parameters.count)
  }

  /// What the argument at a position must be; nil beyond the last.
  public func parameter(at position: Int) -> Parameter? {
    if parameters.indices.contains(position) { return parameters[position] }
    return parameters.last.flatMap { $0.isRepeated ? $0 : nil }
  }

  /// The type of the result for arguments of these types.
  public func resultType(_ arguments: [ValueType]) -> ValueType {
    func argument(_ position: Int) -> ValueType {
      arguments.indices.contains(position) ? arguments[position] : .any
    }
    switch result {
    case .always(let type): return type
    case .sameAs(let position): return argument(position)
    case .listOf(let position): return .list(argument(position))
    case .withMember(let list, let member):
      guard case .list(let members) = argument(list) else { return .list(.any) }
      let one = argument(member)
      if members == .missing { return .list(one) }
      return .list(members == one || one == .missing ? members : .any)
    case .memberOf(let position):
      if case .list(let member) = argument(position) { return member }
      return argument(position)
    case .spreadOf(let position): return argument(position) == .ratio ? .points : argument(position)
    }
  }
}

extension FunctionDefinition.ParameterType {
  /// Whether a value of that type may be given.
  public func accepts(_ type: ValueType) -> Bool {
    if type == .any || type == .missing { return true }
    switch self {
    case .value(let wanted): return wanted.accepts(type)
    case .quantity: return Self.quantities.contains(type)
    case .ordered:
      return Self.quantities.contains(type) || [.date, .period, .text, .flag].contains(type)
    case .list:
      if case .list = type { return true }
      return false
    case .listOrText:
      if case .list = type { return true }
      return type == .text
    case .time: return type == .date || type == .period
    case .span: return type == .period || type == .duration
    case .any: return true
    }
  }

  /// Whether a period may be given, and so the dates of a cycle.
  var takesPeriods: Bool {
    switch self {
    case .time, .span, .value(.period): true
    default: false
    }
  }

  /// What it is called in a message: `a number`, `a list or text`.
  public var words: String {
    switch self {
    case .value(.flag): "yes or no"
    case .value(.number): "a number"
    case .value(.ratio): "a ratio"
    case .value(.points): "points"
    case .value(.duration): "a duration"
    case .value(.date): "a date"
    case .value(.period): "a period"
    case .value(.text): "text"
    case .value(.record): "a record"
    case .value(.list), .list: "a list"
    case .value(.node): "a node"
    case .value(.any), .value(.missing), .any: "any value"
    case .quantity: "a number, ratio, points or duration"
    case .ordered: "something with an order"
    case .listOrText: "a list or text"
    case .time: "a date or a period"
    case .span: "a period or a duration"
    }
  }

  private static let quantities: [ValueType] = [.number, .ratio, .points, .duration]
}

/// What a function may know besides its arguments.
package struct FunctionContext: Sendable {
  /// The day the answer is about.
  package let today: CivilDate
  /// The workspace's fiscal calendar.
  package let calendar: FiscalCalendar
  /// What a node is called, for text.
  package let nameOfNode: @Sendable (Node) -> String
  /// The most bytes that a result may take.
  package var maximumBytes: Int
  /// Told of work in a long call, whether to go on; nil when nobody can stop it.
  var goesOn: (@Sendable (Int) -> Bool)?

  package init(
    today: CivilDate, calendar: FiscalCalendar, maximumBytes: Int = .max,
    nameOfNode: @escaping @Sendable (Node) -> String
  ) {
    self.today = today
    self.calendar = calendar
    self.maximumBytes = maximumBytes
    self.nameOfNode = nameOfNode
  }
}

/// Why a function or operator gave no value. The executor adds the place.
package enum FunctionFailure: Error, Hashable, Sendable {
  /// The result is beyond the largest number.
  case numberTooLarge
  /// The result is outside the years 1 to 9999.
  case dateOutOfRange
  /// The result would take so many bytes.
  case needsBytes(Int)
  /// The run was to end in the middle of a call.
  case stopped
}
