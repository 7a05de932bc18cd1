// What parses but is not there yet: one list, so that nothing is skipped in silence.

/// The parts of the language that later editions of the engine bring.
enum LaterFeature {
  static func kind(_ definition: KindDefinition, _ range: SourceRange) -> Diagnostic {
    .notThereYet(
      "the kind `\(definition.plural)`", help: "check-ins are there: `check-ins since monday`",
      at: range)
  }

  static func function(_ name: Name) -> Diagnostic {
    .notThereYet(
      "`\(name.text)(...)`", help: "`.help functions` lists those that are",
      at: name.range)
  }

  static func field(_ name: Name) -> Diagnostic {
    .notThereYet("the field `\(name.text)`", help: "`.fields` lists those that are", at: name.range)
  }

  /// A statement other than a query.
  static func diagnostic(for statement: Statement) -> Diagnostic {
    let words =
      switch statement.form {
      case .use: "`use`"
      case .param: "`param`"
      case .report: "`report`"
      case .define, .defineBlock, .defineField: "`define`"
      case .bind: "`let`"
      case .set: "`set`"
      case .print: "`print`"
      case .returnValue: "`return`"
      case .heading: "`heading`"
      case .conditional: "`if` as a statement"
      case .forEach: "`for`"
      case .whileLoop: "`while`"
      case .promise(let promise): promise.isWarning ? "`warn`" : "`expect`"
      case .explain, .why, .value: "this statement"
      }
    let help =
      switch statement.form {
      case .promise: "ask for what must not be: a query that should have no rows"
      default: "a file may hold queries, one after the other"
      }
    return .notThereYet(words, help: help, at: statement.range)
  }
}
