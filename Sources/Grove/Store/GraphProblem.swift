// What was wrong with the data of a graph, and what was done about it. Loaders turn these into
// problems with a file's path, beside their own.

public import GroveSyntax

/// Something in the data that could not be taken as it stood.
public struct GraphProblem: Hashable, Sendable {
  /// What sort of problem it is.
  public let code: DiagnosticCode
  /// The file, an index into the graph's sources; -1 when it concerns no single file.
  public let source: Int32
  /// The line, from 1; 0 when it concerns no single line.
  public let line: Int32
  /// The field, nil when it concerns the row.
  public let field: String?
  /// The text as it stood.
  public let text: String
  /// What is wrong, in a sentence.
  public let message: String
  /// What was done about it: `left out`, `kept as text`, ...
  public let action: String
}

extension DiagnosticCode {
  /// Two rows of a sort have the same id.
  public static let duplicateID = DiagnosticCode("GRV0430", "two rows have the same id")
  /// A reference names a row that is not there.
  public static let danglingReference = DiagnosticCode("GRV0431", "a reference leads nowhere")
  /// A reference names a row of the wrong kind.
  public static let wrongKind = DiagnosticCode("GRV0432", "a reference leads to another kind")
  /// A reference fits several rows.
  public static let ambiguousReference = DiagnosticCode("GRV0433", "a reference fits several rows")
  /// A person, team or cycle is named but not in its list.
  public static let unlisted = DiagnosticCode("GRV0434", "a name is not in its list")
  /// Goals support each other in a loop.
  public static let alignmentLoop = DiagnosticCode("GRV0435", "goals support each other in a loop")
  /// The same link stands twice.
  public static let duplicateLink = DiagnosticCode("GRV0436", "the same link stands twice")
  /// A link names a kind of link that is not declared.
  public static let unknownLinkKind = DiagnosticCode("GRV0437", "the kind of link is not known")
  /// A cycle's label names no period, and it has no dates.
  public static let cycleWithoutDates = DiagnosticCode("GRV0438", "a cycle has no dates")
  /// A cycle, or a goal, ends before it starts.
  public static let endBeforeStart = DiagnosticCode("GRV0439", "it ends before it starts")
  /// A field with a closed set of words holds another one.
  public static let wordOutsideSet = DiagnosticCode("GRV0440", "a word is not in the field's set")
  /// A check-in has no goal or no day.
  public static let incompleteCheckIn = DiagnosticCode("GRV0441", "a check-in lacks goal or date")
  /// An objective or key result is in no cycle and has no due day.
  public static let noCycle = DiagnosticCode("GRV0442", "a goal is in no cycle")
  /// A row has neither an id nor a title to make one of.
  public static let noID = DiagnosticCode("GRV0443", "a row has no id and no title")
  /// A value does not fit the field's type.
  public static let wrongType = DiagnosticCode("GRV0444", "a value does not fit its field")
  /// A column holds more text than can be kept.
  public static let tooMuchText = DiagnosticCode("GRV0445", "a column holds too much text")
  /// There are more rows than can be numbered.
  public static let tooManyRowsInFile = DiagnosticCode("GRV0446", "there are too many rows")
  /// A change has no goal, no day, or no field that it could be of.
  public static let incompleteChange = DiagnosticCode("GRV0447", "a change is not complete")
  /// The newest change of a field gives another value than the goal has.
  public static let changeDisagrees = DiagnosticCode("GRV0448", "a change and its goal disagree")

  /// All codes of a graph's problems, in order.
  public static let graphProblems: [DiagnosticCode] = [
    duplicateID, danglingReference, wrongKind, ambiguousReference, unlisted, alignmentLoop,
    duplicateLink, unknownLinkKind, cycleWithoutDates, endBeforeStart, wordOutsideSet,
    incompleteCheckIn, noCycle, noID, wrongType, tooMuchText, tooManyRowsInFile, incompleteChange,
    changeDisagrees,
  ]
}
