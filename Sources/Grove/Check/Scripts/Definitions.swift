// What a program defines, as trees: functions and fields, seen in the whole program.

/// The definitions of a program.
struct Definitions: Sendable {
  /// `define f($x) = V` or `define f($x) { ... }`.
  struct Function: Sendable {
    enum Body: Sendable {
      case value(Query)
      case block(Block)
    }

    let name: Name
    let parameters: [Variable]
    let body: Body
    let range: SourceRange
  }

  /// `define field f on kinds = V`.
  struct Field: Sendable {
    let name: Name
    let kinds: [KindName]
    let value: Query
    let range: SourceRange
  }

  private(set) var functions: [String: Function] = [:]
  /// The names of the functions, in the order of the text.
  private(set) var names: [String] = []
  private(set) var fields: [Field] = []

  /// Adds what a statement defines, if it does; false when the name is taken by another function.
  mutating func add(_ statement: Statement) -> Bool {
    switch statement.form {
    case .define(let name, let parameters, let value):
      return add(
        Function(name: name, parameters: parameters, body: .value(value), range: statement.range))
    case .defineBlock(let name, let parameters, let block):
      return add(
        Function(name: name, parameters: parameters, body: .block(block), range: statement.range))
    case .defineField(let name, let kinds, let value):
      fields.append(Field(name: name, kinds: kinds, value: value, range: statement.range))
      return true
    default: return true
    }
  }

  private mutating func add(_ function: Function) -> Bool {
    guard functions[function.name.text] == nil else { return false }
    functions[function.name.text] = function
    names.append(function.name.text)
    return true
  }
}

/// A field of a kind.
struct FieldKey: Hashable, Sendable {
  let kind: Kind
  let name: String
}

/// What the checker has made of the definitions so far.
struct DefinitionState {
  var definitions = Definitions()
  /// The defined fields by kind and name, as places in ``Definitions/fields``.
  var fields: [FieldKey: Int] = [:]
  /// What was made of each: nil while it is being checked.
  var bodies: [FieldKey: ExpressionID?] = [:]
  /// The names of the fields whose values expressions are.
  var fieldNames: [ExpressionID: String] = [:]

  /// A call whose definition was put in its place, by its arguments and whether a view is around.
  struct Placed: Hashable {
    let name: String
    let arguments: [ExpressionID]
    let isInView: Bool
  }

  /// A function for arguments of certain types.
  struct Instance: Hashable {
    let name: String
    let types: [ValueType]
  }

  var placed: [Placed: (value: CheckedValue, mistakes: [Diagnostic])] = [:]
  /// The definitions that are being put in the place of their calls, the innermost last.
  var placing: [String] = []
  /// Those that call themselves, or read an argument from elsewhere than where the call stands.
  var called: Set<String> = []
  var instances: [Instance: FunctionID] = [:]
  /// The functions that are being checked, the innermost last.
  var checking: [FunctionID] = []
  /// Those that called themselves while they were checked, and those whose result may be anything.
  var callsItself: Set<FunctionID> = []
  var givesAnything: Set<FunctionID> = []
  /// What `return` has given so far in the function being checked.
  var returned: ValueType?
  /// The mistakes in each function, which is checked once however often it is called.
  var mistakes: [FunctionID: [Diagnostic]] = [:]
  /// The mistakes in definitions that calls were blamed for, by what was said of the call.
  var causes: [Diagnostic: Diagnostic] = [:]
  /// The names of the top level, while a definition is being checked.
  var topLevel: VariableScopes?
  /// Forgets what was made for calls: the names around may have other types now.
  mutating func forgetWhatWasMade() {
    placed = [:]
    instances = [:]
    mistakes = [:]
    causes = [:]
  }

  /// Which expressions are the same from every viewpoint, as far as that was asked.
  var isSteady: [ExpressionID: Bool] = [:]

  /// Whether it is reported that a definition has become too large, which is told once.
  var isTooLarge = false

  /// How large each expression of the plan is with all that it shares written out: as much is done
  /// for each row. What reads no row is found once and counts as one.
  private var writtenSizes: [Int] = []
  private static let writtenLimit = 300_000

  /// Notes the size of the expression that gets a place in the plan; false when it is too large.
  mutating func count(
    _ form: PlanExpression.Form, _ parts: [ExpressionID], in plan: ProgramPlan
  ) -> Bool {
    var all = parts.filter { plan[$0].reach >= 0 }
    if case .definedField(let body, _) = form { all.append(body) }
    let size = all.reduce(1) { sum, part in
      sum + (writtenSizes.indices.contains(Int(part.index)) ? writtenSizes[Int(part.index)] : 1)
    }
    guard size <= Self.writtenLimit else { return false }
    writtenSizes.removeSubrange(min(plan.expressions.count, writtenSizes.count)...)
    writtenSizes.append(size)
    return true
  }
}

/// A checked value that keeps its columns when it is a query.
enum CheckedValue {
  case query(QueryID)
  case value(ExpressionID)
}
