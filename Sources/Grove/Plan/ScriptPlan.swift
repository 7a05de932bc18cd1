// The plan of a program's statements: variables by slot, functions, and blocks in flat arrays that
// name each other by index, so that nothing is recursive to build, walk or free. Expressions stand
// in ``ProgramPlan``; what runs statements stands in Execute/Script.

/// A block of statements: an index into ``ScriptPlan/blocks``.
package struct BlockID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int32) { self.index = index }
}

/// A function of the program: an index into ``ScriptPlan/functions``.
package struct FunctionID: Hashable, Sendable {
  package let index: Int32
  package init(_ index: Int32) { self.index = index }
}

/// A checked program's statements.
///
/// Every variable has a slot of its own in the whole program, which `PlanExpression.Form.variable`
/// reads: the host's come first, then those of the script. What a function calls its own is found
/// anew in each activation.
package struct ScriptPlan: Sendable {
  /// All variables, by slot.
  package var variables: [PlanVariable] = []
  package var functions: [PlanFunction] = []
  package var blocks: [[PlanStatement]] = []
  /// The statements of the top level.
  package var main: BlockID?
  /// The fields that the program defines, as expressions on a row of the kind.
  package var fields: [FieldReference: ExpressionID] = [:]
  /// Which variables expressions and queries read.
  package var uses = VariableUses()
  package init() {}

  package subscript(_ id: BlockID) -> [PlanStatement] {
    blocks.indices.contains(Int(id.index)) ? blocks[Int(id.index)] : []
  }
  package subscript(_ id: FunctionID) -> PlanFunction { functions[Int(id.index)] }
}

/// A variable of a program.
package struct PlanVariable: Sendable {
  /// Its name without `$`.
  package let name: String
  /// What its value is when it is not missing.
  package var type: ValueType
  /// The function whose own it is; nil at the top level and for what the host gives.
  package let owner: FunctionID?

  package init(name: String, type: ValueType, owner: FunctionID? = nil) {
    self.name = name
    self.type = type
    self.owner = owner
  }
}

/// A function that the program defines. One that ends without `return` gives missing.
package struct PlanFunction: Sendable {
  package let name: String
  /// The slots of its parameters, in order.
  package var parameters: [Int]
  package var body: BlockID
  /// What it gives when that is not missing.
  package var result: ValueType
  package let range: SourceRange

  package init(
    name: String, parameters: [Int], body: BlockID, result: ValueType, range: SourceRange
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.result = result
    self.range = range
  }
}

/// One statement of a script.
package struct PlanStatement: Sendable {
  /// What it does.
  package enum Form: Sendable {
    /// `let`, `set`, a parameter: gives a variable a value.
    case assign(Int, ExpressionID)
    /// Runs the first block when the condition is yes, the other when it is no, and neither when it
    /// is missing, which is remarked on.
    case conditional(ExpressionID, then: BlockID, otherwise: BlockID?)
    /// Runs the block for each member of a list, in order, with the member in a slot. A missing list
    /// has no members; changing the variable the list came from does not change the loop.
    case forEach(Int, in: ExpressionID, BlockID)
    /// Runs the block as long as the condition is yes; a missing condition ends it with a remark.
    case whileLoop(ExpressionID, BlockID)
    /// Ends the function with a value.
    case returnValue(ExpressionID)
    /// Gives something to the reader: an index into the program's outputs, which the host of the
    /// run makes from the variables as they stand.
    case output(Int)
    /// A report: its title, and sections of which each that fails leaves the others alone.
    case report(title: ExpressionID, BlockID)
  }

  package let form: Form
  package let range: SourceRange

  package init(_ form: Form, range: SourceRange) {
    self.form = form
    self.range = range
  }
}
