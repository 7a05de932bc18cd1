// Statements to text. A value's own pipe may be broken over lines; what stands round it stays.

extension Printer {
  mutating func write(_ statement: Statement) {
    if let prefix = Self.prefix(statement), let query = Self.query(statement) {
      output += prefix
      write(query)
      output += Self.suffix(statement)
      return
    }
    switch statement.form {
    case .use(let file): output += "use \"\(Self.escaped(file, braces: true))\""
    case .param(let name, _): output += "param $\(name.name)"
    case .heading(let text):
      output += "heading "
      write(text, .primary)
    case .why(let why): write(why)
    case .promise(let promise): write(promise)
    default: writeBlockStatement(statement)
    }
  }

  private mutating func writeBlockStatement(_ statement: Statement) {
    for piece in Self.pieces(statement) {
      switch piece {
      case .text(let text): output += text
      case .block(let block):
        output += "{"
        let saved = indent
        indent += "  "
        for inner in block.statements {
          output += "\n" + indent
          write(inner)
        }
        indent = saved
        output += block.statements.isEmpty ? " }" : "\n\(indent)}"
      }
    }
  }

  // MARK: Statements of one value

  /// What stands before the value of a statement that is one value.
  static func prefix(_ statement: Statement) -> String? {
    switch statement.form {
    case .param(let name, .some): "param $\(name.name) = "
    case .define(let name, let parameters, _): head(name, parameters) + " = "
    case .defineField(let name, let kinds, _): head(name, kinds) + " = "
    case .bind(let name, _): "let $\(name.name) = "
    case .set(let name, _): "set $\(name.name) = "
    case .print: "print "
    case .returnValue: "return "
    case .explain: "explain "
    case .value: ""
    default: nil
    }
  }

  /// The value of a statement that is one value.
  static func query(_ statement: Statement) -> Query? {
    switch statement.form {
    case .param(_, let query): query
    case .define(_, _, let query), .defineField(_, _, let query), .bind(_, let query),
      .set(_, let query), .print(let query), .returnValue(let query), .explain(let query),
      .value(let query, _):
      query
    default: nil
    }
  }

  /// What stands after the value.
  static func suffix(_ statement: Statement, indent: String = "") -> String {
    guard case .value(_, let text?) = statement.form else { return "" }
    var printer = Printer(indent: indent)
    printer.write(text, .primary)
    return " else " + printer.output
  }

  private static func head(_ name: Name, _ parameters: [Variable]) -> String {
    var printer = Printer()
    printer.output = "define "
    printer.write(name)
    printer.output += "("
    printer.writeList(parameters) { $0.write($1) }
    return printer.output + ")"
  }

  private static func head(_ name: Name, _ kinds: [KindName]) -> String {
    var printer = Printer()
    printer.output = "define field "
    printer.write(name)
    printer.output += " on "
    printer.writeList(kinds) { $0.write($1) }
    return printer.output
  }

  // MARK: Statements with blocks

  /// A stretch of a statement that holds blocks.
  enum Piece {
    case text(String)
    case block(Block)
  }

  /// The text and blocks of a statement in order; empty for one without blocks.
  static func pieces(_ statement: Statement) -> [Piece] {
    switch statement.form {
    case .report(let title, let body):
      return [.text("report \(print(title)) "), .block(body)]
    case .defineBlock(let name, let parameters, let body):
      return [.text(head(name, parameters) + " "), .block(body)]
    case .forEach(let name, let query, let body):
      return [.text("for $\(name.name) in \(print(query)) "), .block(body)]
    case .whileLoop(let query, let body):
      return [.text("while \(print(query)) "), .block(body)]
    case .conditional(let branches, let otherwise):
      var pieces: [Piece] = []
      for (index, branch) in branches.enumerated() {
        let word = index == 0 ? "if" : " else if"
        pieces += [.text("\(word) \(print(branch.condition)) "), .block(branch.body)]
      }
      if let otherwise { pieces += [.text(" else "), .block(otherwise)] }
      return pieces
    default: return []
    }
  }

  // MARK: Promises and questions

  private mutating func write(_ promise: Promise) {
    output += promise.isWarning ? "warn " : "expect "
    switch promise.form {
    case .none(let query):
      output += "no "
      writePromised(query)
    case .some(let query):
      output += "some "
      writePromised(query)
    case .every(let query, let modifier):
      output += "every ("
      write(query)
      output += ") "
      write(modifier)
    case .condition(let condition): write(condition, .conditional)
    }
    if let message = promise.message {
      output += ", "
      write(message, .primary)
    }
    for exception in promise.exceptions {
      output += " except "
      writeList(exception.things) { $0.write($1, .primary) }
      output += " until "
      writeOperand(exception.until)
      output += " "
      write(exception.reason, .primary)
    }
  }

  /// A query with stages takes parentheses here.
  private mutating func writePromised(_ query: Query) {
    let needsParentheses = !query.stages.isEmpty
    if needsParentheses { output += "(" }
    write(query)
    if needsParentheses { output += ")" }
  }

  private mutating func write(_ why: Why) {
    output += "why "
    if case .value(let path) = why.claim {
      write(path)
      output += " of "
    }
    write(why.thing, .primary)
    switch why.claim {
    case .value: break
    case .condition(let modifier, let isNegated):
      output += isNegated ? " is not " : " is "
      write(modifier)
    case .membership(let query, let isNegated):
      output += isNegated ? " not in (" : " in ("
      write(query)
      output += ")"
    }
  }
}
