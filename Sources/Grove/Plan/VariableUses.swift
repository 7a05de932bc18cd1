// Which of the variables that a program changes an expression or query reads, directly or through
// what it is made of: so that what was found once for a run is found anew when they change.

/// For every expression and query of a plan, the slots it reads.
package struct VariableUses: Sendable {
  /// Sets of slots in order; the first holds none.
  private var sets: [[Int32]] = [[]]
  private var numbers: [[Int32]: Int32] = [[]: 0]
  /// The set of each expression and query: an index, or `-1` for any number of slots.
  private var ofExpression: [Int32] = []
  private var ofQuery: [Int32] = []

  /// A set of more slots than these is taken to hold all.
  private static let most = 16
  private static let all: Int32 = -1

  /// For a program that changes none.
  package init() {}

  /// Reads a whole plan. The slots before `first` never change. O(expressions), for each round in
  /// which the functions' own sets grow.
  package init(of plan: ProgramPlan, from first: Int) {
    guard plan.script.variables.count > first else { return }
    var functions = [Int32](repeating: 0, count: plan.script.functions.count)
    while true {
      ofExpression = []
      ofQuery = []
      read(plan, first, functions)
      var grown = functions
      for (index, function) in plan.script.functions.enumerated() {
        grown[index] = uses(of: function, plan)
      }
      if grown == functions { return }
      functions = grown
    }
  }

  /// Whether nothing is read at all.
  package var isEmpty: Bool { ofExpression.isEmpty }

  /// The slots an expression reads; nil for any.
  package func slots(of id: ExpressionID) -> [Int32]? { slots(ofExpression, id.index) }

  /// The slots a query reads; nil for any.
  package func slots(of id: QueryID) -> [Int32]? { slots(ofQuery, id.index) }

  private func slots(_ numbers: [Int32], _ index: Int32) -> [Int32]? {
    guard numbers.indices.contains(Int(index)) else { return [] }
    let number = numbers[Int(index)]
    return number == Self.all ? nil : sets[Int(number)]
  }

  // MARK: Reading

  /// Parts stand before what is made of them, but for the bodies of functions.
  private mutating func read(_ plan: ProgramPlan, _ first: Int, _ functions: [Int32]) {
    ofExpression.reserveCapacity(plan.expressions.count)
    for expression in plan.expressions {
      var number: Int32 = 0
      switch expression.form {
      case .variable(let slot) where slot >= first:
        number = self.number(of: [Int32(truncatingIfNeeded: slot)])
      case .query(let id):
        readQueries(plan, through: Int(id.index))
        number = ofQuery[Int(id.index)]
      case .callFunction(let id, _): number = functions[Int(id.index)]
      case .definedField(let body, _): number = union(number, ofExpression[Int(body.index)])
      default: break
      }
      for part in expression.form.operands {
        number = union(number, ofExpression[Int(part.index)])
      }
      ofExpression.append(number)
    }
    readQueries(plan, through: plan.queries.count - 1)
  }

  private mutating func readQueries(_ plan: ProgramPlan, through last: Int) {
    while ofQuery.count <= last {
      let query = plan.queries[ofQuery.count]
      var number: Int32 = 0
      for id in query.expressions { number = union(number, ofExpression[Int(id.index)]) }
      for id in query.queries { number = union(number, ofQuery[Int(id.index)]) }
      ofQuery.append(number)
    }
  }

  /// What a call of a function reads: all but its own variables.
  private mutating func uses(of function: PlanFunction, _ plan: ProgramPlan) -> Int32 {
    var number: Int32 = 0
    var blocks = [function.body]
    while let block = blocks.popLast() {
      for statement in plan.script[block] {
        for id in statement.expressions { number = union(number, ofExpression[Int(id.index)]) }
        blocks += statement.blocks
      }
    }
    guard number != Self.all else { return number }
    return self.number(
      of: sets[Int(number)].filter { plan.script.variables[Int($0)].owner == nil })
  }

  private mutating func union(_ left: Int32, _ right: Int32) -> Int32 {
    if left == right || right == 0 { return left }
    if left == 0 { return right }
    if left == Self.all || right == Self.all { return Self.all }
    return number(of: Set(sets[Int(left)] + sets[Int(right)]).sorted())
  }

  private mutating func number(of slots: [Int32]) -> Int32 {
    guard slots.count <= Self.most else { return Self.all }
    if let known = numbers[slots] { return known }
    let made = Int32(truncatingIfNeeded: sets.count)
    sets.append(slots)
    numbers[slots] = made
    return made
  }
}

extension QueryPlan {
  /// All its expressions: of its source, view, steps and output.
  package var expressions: [ExpressionID] {
    var ids = rowExpressions + (view?.expressions ?? [])
    switch source {
    case .nodes(let id), .values(let id): ids.append(id)
    case .paths(let paths): ids += [paths.from, paths.to]
    case .over(let over): ids.append(over.period)
    case .kind, .query: break
    }
    for step in operators {
      switch step {
      case .top(let count, _), .take(let count), .skip(let count), .last(let count),
        .takeGroups(let count), .skipGroups(let count), .lastGroups(let count):
        ids.append(count)
      case .join(let join): ids.append(join.right)
      default: break
      }
    }
    return ids
  }

  /// The queries it is made of.
  package var queries: [QueryID] {
    var ids: [QueryID] = operators.compactMap(\.otherQuery)
    switch source {
    case .query(let id): ids.append(id)
    case .over(let over): ids.append(over.query)
    case .kind, .nodes, .values, .paths: break
    }
    return ids
  }
}

extension Operator {
  /// The other query it reads.
  package var otherQuery: QueryID? {
    switch self {
    case .combine(let combine): combine.other
    case .join(let join): join.other
    case .compare(let pairing): pairing.other
    default: nil
    }
  }
}

extension PlanStatement {
  /// The expressions it evaluates itself.
  package var expressions: [ExpressionID] {
    switch form {
    case .assign(_, let value), .returnValue(let value): [value]
    case .conditional(let condition, _, _), .whileLoop(let condition, _): [condition]
    case .forEach(_, let list, _): [list]
    case .report(let title, _): [title]
    case .output: []
    }
  }

  /// The blocks inside it.
  package var blocks: [BlockID] {
    switch form {
    case .conditional(_, let then, let otherwise): [then] + (otherwise.map { [$0] } ?? [])
    case .forEach(_, _, let body), .whileLoop(_, let body), .report(_, let body): [body]
    case .assign, .returnValue, .output: []
    }
  }
}
