// Programs from a seed, as text, so that parser, checker, compiler and machine all have their part.
// Loops and recursion are bounded; nearly all of them pass the checker, and some fail as they run.
// Expressions stand in RandomScript+Expressions.

/// Makes programs over the workspace of ``ScriptCheck/graph``.
package struct RandomScript {
  /// What a value is, as far as the generator goes.
  enum Kind: CaseIterable {
    case number, ratio, text, flag, date, duration, period, numbers, texts, record, node, nodes
    case mixed
  }

  struct Variable {
    let name: String
    let kind: Kind
    let canSet: Bool
  }

  struct Function {
    let name: String
    let parameters: [Kind]
    let result: Kind
  }

  var dice: Dice
  private var lines: [String] = []
  private var indent = 0
  private var names = 0
  private var statementsLeft: Int
  var scopes: [[Variable]] = [[]]
  var functions: [Function] = []
  /// How deeply loops are nested: their passes multiply.
  private var loops = 0
  /// The result of the function being written.
  private var result: Kind?

  private init(seed: UInt64) {
    dice = Dice(seed: seed)
    statementsLeft = dice.number(3...10)
  }

  private static let definesFunctions = true

  /// A program.
  package static func make(seed: UInt64) -> String {
    var maker = RandomScript(seed: seed)
    maker.line("let $huge = 1\(String(repeating: "0", count: 160))")
    for _ in 0..<maker.dice.number(0...3) where definesFunctions { maker.define() }
    while maker.statementsLeft > 0 { maker.statement() }
    maker.line("print \(maker.expression(.text, 2))")
    return maker.lines.joined(separator: "\n") + "\n"
  }

  // MARK: Names

  private mutating func name(_ stem: String) -> String {
    names += 1
    return "\(stem)\(names)"
  }

  private mutating func declare(_ kind: Kind, canSet: Bool = true) -> String {
    let name = name("v")
    scopes[scopes.count - 1].append(Variable(name: name, kind: kind, canSet: canSet))
    return name
  }

  /// A variable in sight of a kind.
  mutating func variable(_ kind: Kind, toSet: Bool = false) -> String? {
    let found = scopes.flatMap { $0 }.filter { $0.kind == kind && (!toSet || $0.canSet) }
    return found.isEmpty ? nil : "$\(found[dice.number(0...found.count - 1)].name)"
  }

  private mutating func line(_ text: String) {
    lines.append(String(repeating: "  ", count: indent) + text)
  }

  // MARK: Statements

  private mutating func block(_ count: Int, _ body: (inout RandomScript) -> Void = { _ in }) {
    indent += 1
    scopes.append([])
    for _ in 0..<count { statement() }
    body(&self)
    scopes.removeLast()
    indent -= 1
  }

  private mutating func statement() {
    statementsLeft -= 1
    let isDeep = indent > 3 || statementsLeft < 0
    switch dice.number(0...(isDeep ? 9 : 19)) {
    case 0...4:
      let kind = anyKind()
      let value = expression(kind, 3)
      line("let $\(declare(kind)) = \(value)")
    case 5...7:
      let kind = anyKind()
      guard let variable = variable(kind, toSet: true) else { return print() }
      line("set \(variable) = \(expression(kind, 3))")
    case 8...9: if result == nil { print() }
    case 10...12: conditional()
    case 13...14: forEach()
    case 15...16: whileLoop()
    case 17: if let result { line("return \(expression(result, 3))") } else { print() }
    case 18: if result == nil { report() }
    default: grow()
    }
  }

  mutating func anyKind() -> Kind { dice.pick(Kind.allCases, else: .number) }

  private mutating func print() {
    guard result == nil else { return }
    if dice.chance(70) {
      line("print \(expression(.text, 3))")
    } else {
      line(expression(dice.pick([.number, .ratio, .flag, .date], else: .number), 3))
    }
  }

  private mutating func conditional() {
    line("if \(expression(.flag, 3)) {")
    block(dice.number(1...2))
    if dice.chance(30) {
      line("} else if \(expression(.flag, 2)) {")
      block(1)
    }
    if dice.chance(50) {
      line("} else {")
      block(1)
    }
    line("}")
  }

  private mutating func forEach() {
    guard loops < 2 else { return print() }
    let kind: Kind = dice.pick([.numbers, .texts, .nodes], else: .numbers)
    let list = expression(kind, 2)
    let member: Kind = kind == .numbers ? .number : kind == .texts ? .text : .node
    scopes.append([])
    line("for $\(declare(member, canSet: false)) in \(list) {")
    loops += 1
    block(dice.number(1...2))
    loops -= 1
    scopes.removeLast()
    line("}")
  }

  private mutating func whileLoop() {
    guard loops < 2 else { return print() }
    let counter = declare(.number, canSet: false)
    line("let $\(counter) = \(dice.number(0...2))")
    var condition = "$\(counter) < \(dice.number(1...7))"
    if dice.chance(25) { condition = "(\(condition) and \(expression(.flag, 2)))" }
    line("while \(condition) {")
    loops += 1
    block(dice.number(1...2)) { maker in
      maker.line("set $\(counter) = $\(counter) + \(maker.dice.number(1...2))")
    }
    loops -= 1
    line("}")
  }

  /// Makes a text or a list longer pass by pass, with an older value kept.
  private mutating func grow() {
    guard loops < 2 else { return print() }
    let isText = dice.chance(50)
    let kind: Kind = isText ? .text : .numbers
    let first = expression(kind, 1)
    let (grown, kept) = (declare(kind), declare(kind))
    line("let $\(grown) = \(first)")
    line("let $\(kept) = $\(grown)")
    let member = name("m")
    line("for $\(member) in [1, 2, 3, \(dice.number(4...9))] {")
    indent += 1
    let longer = isText ? "\"{$\(grown)}{$\(member)};\"" : "append($\(grown), $\(member))"
    if dice.chance(40) { line("if $\(member) = 2 { set $\(kept) = \(longer) }") }
    line("set $\(grown) = \(longer)")
    indent -= 1
    line("}")
  }

  private mutating func report() {
    guard indent == 0 else { return print() }
    line("report \"R {\(variable(.text) ?? "1")}\" {")
    block(dice.number(1...3))
    line("}")
  }

  // MARK: Functions

  private mutating func define() {
    let kinds: [Kind] = [.number, .text, .flag, .numbers, .ratio, .record]
    let count = dice.number(0...2)
    var parameters: [Kind] = [.number]
    for _ in 0..<count { parameters.append(dice.pick(kinds, else: .number)) }
    let result = dice.pick(kinds, else: .number)
    let name = name("f")
    let outside = (scopes, indent)
    scopes = [[]]
    let written = parameters.map { "$" + declare($0, canSet: false) }
    let recursive = dice.chance(40)
    if dice.chance(30), !recursive {
      line("define \(name)(\(written.joined(separator: ", "))) = \(expression(result, 3))")
    } else {
      line("define \(name)(\(written.joined(separator: ", "))) {")
      let before = (statementsLeft, self.result)
      self.result = result
      statementsLeft = 4
      if recursive, let first = written.first {
        indent += 1
        // Smaller each time, and never deep.
        line("if not ((\(first) < 5 and \(first) > 0) ?? no) { return \(expression(result, 2)) }")
        let others = parameters.dropFirst().map { expression($0, 1) }
        let call = "\(name)(\(([first + " - 1"] + others).joined(separator: ", ")))"
        let variable = declare(result)
        line("let $\(variable) = \(call)")
        indent -= 1
      }
      block(dice.number(1...3)) { maker in
        if maker.dice.chance(80) { maker.line("return \(maker.expression(result, 3))") }
      }
      (statementsLeft, self.result) = before
      line("}")
    }
    (scopes, indent) = outside
    functions.append(Function(name: name, parameters: parameters, result: result))
  }
}
