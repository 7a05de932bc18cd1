// Trees to text, in the one form the formatter gives. This file holds expressions and names.

/// Prints trees on one line; blocks take several.
///
/// Parentheses are added where a tree that was made, not written, needs them to read back the same.
/// Words come out in lower case, literals in one case; the order of modifiers is kept.
public struct Printer {
  var output = ""
  /// The blanks that a new line begins with.
  var indent = ""

  init(indent: String = "") { self.indent = indent }

  /// A query as one line of text.
  public static func print(_ query: Query) -> String {
    printed { $0.write(query) }
  }

  /// An expression as one line of text.
  public static func print(_ expression: Expression) -> String {
    printed { $0.write(expression, .conditional) }
  }

  /// A phrase as one line of text.
  public static func print(_ phrase: Phrase) -> String {
    printed { $0.write(phrase) }
  }

  /// A modifier as one line of text.
  public static func print(_ modifier: Modifier) -> String {
    printed { $0.write(modifier) }
  }

  /// A stage as one line of text, without the `|`.
  public static func print(_ stage: Stage) -> String {
    printed { $0.write(stage) }
  }

  /// A statement; blocks take several lines.
  public static func print(_ statement: Statement) -> String {
    printed { $0.write(statement) }
  }

  /// A program, a statement a line.
  public static func print(_ program: Program) -> String {
    program.statements.map { print($0) }.joined(separator: "\n")
  }

  private static func printed(_ body: (inout Printer) -> Void) -> String {
    var printer = Printer()
    body(&printer)
    return printer.output
  }

  mutating func write(_ text: String) { output += text }

  mutating func writeList<Item>(
    _ items: [Item], separator: String = ", ", _ body: (inout Printer, Item) -> Void
  ) {
    for (index, item) in items.enumerated() {
      if index > 0 { output += separator }
      body(&self, item)
    }
  }

  // MARK: Names

  /// A name where only an identifier can stand: backticks when it is a word of the language.
  mutating func write(_ name: Name) {
    writeName(name, isFree: !Vocabulary.isReserved(name.text.lowercased()))
  }

  /// A name where any word can stand: after `.`, as a key, in `drop`.
  mutating func writeAny(_ name: Name) { writeName(name, isFree: true) }

  private mutating func writeName(_ name: Name, isFree: Bool) {
    let isBare = isFree && !name.isQuoted && Self.isWord(name.text) && !Self.isShape(name.text)
    output += isBare || name.text.contains("`") ? name.text : "`\(name.text)`"
  }

  static func isWord(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, Lexer.startsWord(first) else { return false }
    return text.unicodeScalars.dropFirst().allSatisfy(Lexer.continuesWord)
  }

  /// Whether a word reads as a period: `Q2`, `H1`, `FY26`.
  private static func isShape(_ text: String) -> Bool {
    let word = text.lowercased()
    if LiteralJoiner.fiscalYear(word) != nil { return true }
    return ["q1", "q2", "q3", "q4", "h1", "h2"].contains(word)
  }

  mutating func write(_ variable: Variable) { output += "$" + variable.name }

  mutating func write(_ path: Path) {
    for (index, name) in path.names.enumerated() {
      if index == 0 {
        write(name)
      } else {
        output += "."
        writeAny(name)
      }
    }
  }

  mutating func write(_ node: NodeReference) {
    let isBare = !node.isQuoted && Self.isBareID(node.id)
    output += isBare ? "@" + node.id : "@\"\(Self.escaped(node.id, braces: false))\""
  }

  private static func isBareID(_ id: String) -> Bool {
    let pieces = id.split(separator: "-", omittingEmptySubsequences: false)
    return pieces.allSatisfy {
      !$0.isEmpty && $0.unicodeScalars.allSatisfy(Lexer.continuesWord)
    }
  }

  // MARK: Expressions

  /// How tightly a form binds; an operand that binds more loosely takes parentheses.
  enum Level: Int {
    case conditional, logic, not, comparison, coalesce, range, sum, product, negate, asOf, moment
    case path, primary
  }

  mutating func write(_ expression: Expression, _ level: Level) {
    guard Self.level(expression).rawValue < level.rawValue else {
      write(expression.form)
      return
    }
    output += "("
    write(expression.form)
    output += ")"
  }

  /// The one value of a modifier: `-x`, a moment or a path.
  mutating func writeOperand(_ expression: Expression) {
    if case .negate(let inner) = expression.form {
      output += "-"
      write(inner, .path)
    } else {
      write(expression, .moment)
    }
  }

  private static func level(_ expression: Expression) -> Level {
    switch expression.form {
    case .conditional: .conditional
    case .logic: .logic
    case .not: .not
    case .comparison, .between, .presence, .status: .comparison
    case .coalesce: .coalesce
    case .range: .range
    case .sum: .sum
    case .product: .product
    case .negate: .negate
    case .asOf: .asOf
    case .moment: .moment
    case .path: .path
    default: .primary
    }
  }

  private mutating func write(_ form: Expression.Form) {
    switch form {
    case .literal(let literal): output += literal.spelling
    case .text(let template): write(template)
    case .node(let node): write(node)
    case .variable(let variable): write(variable)
    case .this: output += "this"
    case .outer: output += "outer"
    case .field(let name): write(name)
    case .adjective(let adjective): output += adjective.rawValue
    case .status(let status): write(status)
    case .call(let name, let arguments): writeCall(name, arguments)
    case .query(let query):
      output += "("
      write(query)
      output += ")"
    case .group(let inner):
      output += "("
      write(inner, .conditional)
      output += ")"
    case .alternatives(let values):
      output += "("
      writeList(values) { $0.write($1, .conditional) }
      output += ")"
    case .list(let values):
      output += "["
      writeList(values) { $0.write($1, .conditional) }
      output += "]"
    case .comprehension(let value, let variable, let query, let condition):
      writeComprehension(value, variable, query, condition)
    case .record(let entries):
      output += "{"
      writeList(entries) { printer, entry in
        printer.writeAny(entry.name)
        printer.output += ": "
        printer.write(entry.value, .conditional)
      }
      output += "}"
    case .path(let base, let suffixes):
      write(base, .path)
      for suffix in suffixes { write(suffix) }
    default: writeOperators(form)
    }
  }

  private mutating func writeOperators(_ form: Expression.Form) {
    switch form {
    case .asOf(let value, let views):
      write(value, .moment)
      for view in views {
        output += view.isKnown ? " as known on " : " as of "
        write(view.day, .moment)
      }
    case .negate(let value):
      output += "-"
      write(value, .asOf)
    case .moment(let moment, let period):
      output += "\(moment.rawValue) of "
      write(period, .path)
    case .product(let first, let terms):
      write(first, .negate)
      for term in terms {
        output += " \(term.sign.rawValue) "
        write(term.operand, .negate)
      }
    case .sum(let first, let terms):
      write(first, .product)
      for term in terms {
        output += " \(term.sign.rawValue) "
        write(term.operand, .product)
      }
    case .range(let first, let end):
      write(first, .sum)
      write(end)
    case .coalesce(let values): writeList(values, separator: " ?? ") { $0.write($1, .range) }
    default: writeConditions(form)
    }
  }

  private mutating func write(_ end: RangeEnd) {
    output += " to "
    switch end {
    case .date: output += "date"
    case .moment(let moment): write(moment, .sum)
    }
  }

  private mutating func writeConditions(_ form: Expression.Form) {
    switch form {
    case .comparison(let left, let comparator, let isNegated, let right):
      write(left, .coalesce)
      output += isNegated ? " not \(comparator.rawValue) " : " \(comparator.rawValue) "
      write(right, .coalesce)
    case .between(let value, let isNegated, let low, let high):
      write(value, .coalesce)
      output += isNegated ? " not between " : " between "
      write(low, .coalesce)
      output += " and "
      write(high, .coalesce)
    case .presence(let value, let isPresent):
      write(value, .coalesce)
      output += isPresent ? " is present" : " is missing"
    case .not(let value):
      output += "not "
      write(value, .comparison)
    case .logic(let connective, let values):
      writeList(values, separator: " \(connective.rawValue) ") { $0.write($1, .not) }
    case .conditional(let branches, let otherwise):
      for branch in branches {
        output += "if "
        write(branch.condition, .conditional)
        output += " then "
        write(branch.value, .conditional)
        output += " else "
      }
      write(otherwise, .conditional)
    case .assuming(let value, let changes):
      output += "("
      write(value, .conditional)
      output += " assuming "
      write(changes)
      output += ")"
    default: return
    }
  }

  private mutating func write(_ suffix: Suffix) {
    switch suffix {
    case .name(let name):
      output += "."
      writeSuffix(name)
    case .index(let index):
      output += "["
      write(index, .conditional)
      output += "]"
    }
  }

  /// After `.` not even `Q2` is anything but a name.
  private mutating func writeSuffix(_ name: Name) {
    let isBare = !name.isQuoted && Self.isWord(name.text)
    output += isBare ? name.text : "`\(name.text)`"
  }

  private mutating func writeCall(_ name: Name, _ arguments: [Argument]) {
    if ["last", "missing"].contains(name.text), !name.isQuoted {
      output += name.text
    } else {
      write(name)
    }
    output += "("
    writeList(arguments) { printer, argument in
      if let label = argument.label {
        printer.writeAny(label)
        printer.output += ": "
      }
      let isAlone = arguments.count == 1 && argument.label == nil
      if let expression = argument.value.expression {
        printer.write(expression, .conditional)
      } else if isAlone {
        printer.write(argument.value)
      } else {
        printer.output += "("
        printer.write(argument.value)
        printer.output += ")"
      }
    }
    output += ")"
  }

  private mutating func writeComprehension(
    _ value: Expression, _ variable: Variable, _ query: Query, _ condition: Expression?
  ) {
    output += "["
    write(value, .conditional)
    output += " for "
    write(variable)
    output += " in "
    write(query)
    if let condition {
      output += " if "
      write(condition, .conditional)
    }
    output += "]"
  }

  mutating func write(_ status: StatusCondition) {
    output += status.isStated ? "stated \(status.word.rawValue)" : status.word.rawValue
  }

  mutating func write(_ changes: [Change]) {
    writeList(changes) { printer, change in
      printer.write(change.target, .path)
      printer.output += " = "
      printer.writeOperand(change.value)
    }
  }
}

extension Literal {
  /// The literal as the formatter writes it.
  public var spelling: String {
    switch self {
    case .number(let number): number.spelling
    case .ratio(let number): number.spelling + "%"
    case .points(let number): number.spelling + (number.value == 1 ? " point" : " points")
    case .duration(let number, let unit): Self.amount(number, unit)
    case .ago(let number, let unit): Self.amount(number, unit) + " ago"
    case .date(let date): date.spelling
    case .weekday(let day, let isLast): isLast ? "last \(day.rawValue)" : day.rawValue
    case .period(let period): period.spelling
    case .today: "today"
    case .yesterday: "yesterday"
    case .tomorrow: "tomorrow"
    case .yes: "yes"
    case .no: "no"
    case .missing: "missing"
    }
  }

  private static func amount(_ number: NumberLiteral, _ unit: DurationUnit) -> String {
    "\(number.spelling) \(unit.rawValue)\(number.value == 1 ? "" : "s")"
  }
}
