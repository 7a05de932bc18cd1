// What messages call a statement.

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
