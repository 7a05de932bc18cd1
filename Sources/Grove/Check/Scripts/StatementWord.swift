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
}

extension Statement {
  /// What a statement is called, in backticks where it has a word.
  var word: String {
    switch form {
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
    case .explain: "`explain`"
    case .why: "`why`"
    case .value: "a value alone"
    }
  }
}
