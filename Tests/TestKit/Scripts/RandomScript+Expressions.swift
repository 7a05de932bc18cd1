// The expressions of generated programs, by the kind of their values.

extension RandomScript {
  /// An expression of a kind, in brackets where it needs them.
  mutating func expression(_ kind: Kind, _ depth: Int) -> String {
    if dice.chance(40), let variable = variable(kind) { return variable }
    guard depth > 0 else { return literal(kind) }
    if dice.chance(6) {
      return "(if \(expression(.flag, depth - 1)) then \(expression(kind, depth - 1)) else "
        + "\(expression(kind, depth - 1)))"
    }
    if dice.chance(6) {
      return "(\(expression(kind, depth - 1)) ?? \(expression(kind, depth - 1)))"
    }
    if dice.chance(15), let call = call(kind, depth) { return call }
    return made(kind, depth - 1) ?? literal(kind)
  }

  private mutating func call(_ kind: Kind, _ depth: Int) -> String? {
    let fitting = functions.filter { $0.result == kind }
    guard !fitting.isEmpty else { return nil }
    let function = fitting[dice.number(0...fitting.count - 1)]
    let arguments = function.parameters.map { expression($0, min(depth - 1, 1)) }
    return "\(function.name)(\(arguments.joined(separator: ", ")))"
  }

  mutating func literal(_ kind: Kind) -> String {
    switch kind {
    case .number: dice.pick(["0", "1", "2", "3", "7", "2.5", "0.1", "100", "(-4)", "12345678"])
    case .ratio: dice.pick(["0%", "50%", "33.3%", "120%"])
    case .text: dice.pick(["\"\"", "\"a\"", "\"Berlin\"", "\"äöü\"", "\"3\"", "\"a b, c\""])
    case .flag: dice.pick(["yes", "no", "(1 = 1)", "(\"a\" = \"b\")"])
    case .date: dice.pick(["2026-05-15", "2026-01-31", "2025-12-01", "today"])
    case .duration: dice.pick(["3 days", "2 weeks", "1 month"])
    case .period: dice.pick(["2026-Q2", "2026-05", "2026"])
    case .numbers: dice.pick(["[1, 2, 3]", "[5, 0.5]", "[7]", "range(4)"])
    case .texts: dice.pick(["[\"x\", \"y\"]", "[\"b\", \"a\", \"b\"]", "split(\"a-b-c\", \"-\")"])
    case .record: dice.pick(["{n: 1, t: \"one\"}", "{n: 2.5, t: \"\"}"])
    case .node: dice.pick(["@K1", "@K2", "@K3"])
    case .nodes: dice.pick(["(key results)", "(key results below 50%)"])
    case .mixed: dice.pick(["[1, \"a\", 50%][0]", "[1, \"a\", 50%][1]", "[yes, 3][1]"])
    }
  }

  private mutating func made(_ kind: Kind, _ depth: Int) -> String? {
    switch kind {
    case .number: number(depth)
    case .ratio: ratio(depth)
    case .text: text(depth)
    case .flag: flag(depth)
    case .date:
      dice.pick([
        "(\(expression(.date, depth)) + \(expression(.duration, depth)))",
        "(\(expression(.date, depth)) - \(expression(.duration, depth)))",
        "min(\(expression(.date, depth)), \(expression(.date, depth)))",
      ])
    case .duration:
      dice.pick([
        "(\(expression(.date, depth)) - \(expression(.date, depth)))",
        "(\(expression(.duration, depth)) * \(expression(.number, depth)))",
        "(\(expression(.duration, depth)) + \(expression(.duration, depth)))",
      ])
    case .period:
      "period(\(expression(.date, depth)), \(expression(.date, depth)))"
    case .numbers: numbers(depth)
    case .texts:
      dice.pick([
        "[\(expression(.text, depth)), \(expression(.text, depth))]",
        "sorted(\(expression(.texts, depth)))", "reverse(\(expression(.texts, depth)))",
        "[upper($w) for $w in \(expression(.texts, depth)) if $w != \"a\"]",
      ])
    case .record:
      "{n: \(expression(.number, depth)), t: \(expression(.text, depth))}"
    case .node: nil
    case .nodes: "[$k for $k in (key results) if $k.current > \(expression(.number, 0))]"
    case .mixed:
      "[\(expression(.number, depth)), \(expression(.text, depth)), "
        + "\(expression(.ratio, depth))][\(dice.number(0...3))]"
    }
  }

  private mutating func number(_ depth: Int) -> String {
    switch dice.number(0...17) {
    case 0...4:
      let operation = dice.pick(["+", "-", "*", "/", "mod"])
      return "(\(expression(.number, depth)) \(operation) \(expression(.number, depth)))"
    case 5: return "(-\(expression(.number, depth)))"
    case 6:
      return
        "\(dice.pick(["abs", "floor", "ceil", "sqrt", "round"]))(\(expression(.number, depth)))"
    case 7:
      return
        "\(dice.pick(["min", "max"]))(\(expression(.number, depth)), \(expression(.number, depth)))"
    case 8: return "length(\(expression(dice.pick([.text, .numbers, .texts], else: .text), depth)))"
    case 9:
      return "\(dice.pick(["count", "sum", "avg", "min", "max", "median", "first", "last"]))"
        + "(\(expression(.numbers, depth)))"
    case 10: return "\(expression(.numbers, depth))[\(dice.number(0...3))]"
    case 11: return "\(expression(.record, depth)).n"
    case 12: return "\(expression(.node, 0)).current"
    case 13: return "count(key results below \(expression(.ratio, 0)))"
    case 14: return "number(\(expression(.text, depth)))"
    case 15: return "days(\(expression(.duration, depth)))"
    case 16: return "(\(expression(.number, depth)) * $huge * $huge)"
    default: return "(\(expression(.mixed, depth)) + \(expression(.number, depth)))"
    }
  }

  private mutating func ratio(_ depth: Int) -> String {
    dice.pick([
      "(\(expression(.ratio, depth)) * \(expression(.ratio, depth)))",
      "(\(expression(.ratio, depth)) / \(expression(.number, depth)))",
      "max(\(expression(.ratio, depth)), \(expression(.ratio, depth)))",
      "\(expression(.node, 0)).progress",
    ])
  }

  private mutating func text(_ depth: Int) -> String {
    switch dice.number(0...7) {
    case 0...3:
      let kinds: [Kind] = [.number, .text, .flag, .ratio, .date, .numbers, .record, .texts, .mixed]
      var parts = ""
      for _ in 0..<dice.number(1...3) {
        parts += dice.pick(["", "x ", "-"])
        let kind = dice.pick(kinds, else: .number)
        // A text inside a text takes its quotes from a variable.
        parts += "{\(variable(kind) ?? (kind == .number ? expression(.number, 0) : "1"))}"
      }
      return "\"\(parts)\""
    case 4: return "\(dice.pick(["upper", "lower", "trim"]))(\(expression(.text, depth)))"
    case 5: return "join(\(expression(dice.pick([.texts, .numbers], else: .texts), depth)), \"+\")"
    case 6: return "text(\(expression(anyKind(), depth)))"
    default: return "\(expression(.record, depth)).t"
    }
  }

  private mutating func flag(_ depth: Int) -> String {
    switch dice.number(0...9) {
    case 0...2:
      let kind = dice.pick([.number, .number, .text, .ratio, .date, .duration], else: Kind.number)
      let sign = dice.pick(["<", "<=", ">", ">=", "=", "!="])
      return "(\(expression(kind, depth)) \(sign) \(expression(kind, depth)))"
    case 3: return "(\(expression(.flag, depth)) and \(expression(.flag, depth)))"
    case 4: return "(\(expression(.flag, depth)) or \(expression(.flag, depth)))"
    case 5: return "(not (\(expression(.flag, depth))))"
    case 6:
      return "(\(expression(anyKind(), depth)) is \(dice.pick(["missing", "present"])))"
    case 7: return "(\(expression(.number, depth)) in \(expression(.numbers, depth)))"
    case 8: return "(\(expression(.text, depth)) contains \(expression(.text, depth)))"
    default:
      let kind = dice.pick([.numbers, .texts, .record], else: Kind.numbers)
      return "(\(expression(kind, depth)) = \(expression(kind, depth)))"
    }
  }

  private mutating func numbers(_ depth: Int) -> String {
    switch dice.number(0...6) {
    case 0: return "[\(expression(.number, depth)), \(expression(.number, depth))]"
    case 1: return "sorted(\(expression(.numbers, depth)))"
    case 2: return "reverse(\(expression(.numbers, depth)))"
    case 3: return "slice(\(expression(.numbers, depth)), \(dice.number(0...2)))"
    case 4: return "append(\(expression(.numbers, depth)), \(expression(.number, depth)))"
    case 5:
      return "[$n * \(expression(.number, 0)) for $n in \(expression(.numbers, depth)) "
        + "if $n > \(expression(.number, 0))]"
    default: return "distinct(\(expression(.numbers, depth)))"
    }
  }
}
