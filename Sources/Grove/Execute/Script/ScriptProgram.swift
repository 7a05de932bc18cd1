// A program's statements as instructions: made once by ScriptCompiler, checked once by ScriptVerifier,
// run any number of times by ScriptMachine, each with registers and an arena of its own.

/// A compiled program.
package struct ScriptProgram: Sendable {
  /// A function, or the top level.
  struct Function: Sendable {
    let name: String
    /// Where its instructions begin and end.
    var start: Int
    var end: Int
    var parameters: Int
    var registers: Int
  }

  /// An expression that the host finds the value of, and the variables it reads.
  struct HostValue: Sendable {
    let expression: ExpressionID
    let reads: [Read]
  }

  /// An output, and the variables it reads.
  struct Output: Sendable {
    let number: Int
    let reads: [Read]
  }

  /// A variable that the host is to know the value of.
  struct Read: Sendable {
    let slot: Int
    let register: Int
    /// Whether the register is one of the top level's.
    let isGlobal: Bool
  }

  /// Instructions of a report's section: a failure in them goes on at `resume`.
  struct Section: Sendable {
    let start: Int
    let end: Int
    let resume: Int
    let range: SourceRange
  }

  package var code: [Instruction] = []
  /// By instruction: where it stands in the source.
  var ranges: [SourceRange] = []
  /// By instruction: the statement it belongs to.
  var statementRanges: [SourceRange] = []
  /// By instruction: where a condition goes on that is missing.
  var missingTargets: [UInt32] = []
  var constants: [Value] = [.missing]
  /// The functions by their number; then the top level.
  var functions: [Function] = []
  var hostValues: [HostValue] = []
  var outputs: [Output] = []
  /// The names of records' fields, and those of each shape.
  var names: [String] = []
  var shapes: [[Int]] = []
  /// The sections of reports, inner before outer.
  var sections: [Section] = []
  /// By slot: the register of a variable of the top level.
  var globals: [Int?] = []
  /// How many registers the variables of the top level take.
  var globalCount = 0

  /// The variables of the top level, of which the host is told at the end.
  var variables: [Read] = []
  /// The variables whose values the host gives before the start, and their registers.
  var given: [Read] = []

  var main: Function { functions[functions.count - 1] }
}

/// The program is larger than instructions can name: more variables and parts of expressions in a
/// function than there are registers.
package struct ScriptTooLarge: Error, Sendable {
  /// The place.
  package let range: SourceRange
}
