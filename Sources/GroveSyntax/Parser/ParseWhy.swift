// Parses `why`, and says how to ask what is written otherwise. What the answer tells is found in the
// engine.

extension Parser {
  mutating func why() throws(ParseStop) -> Why {
    cross()
    let why = try whyClaim()
    guard at("as") || at("assuming") else { return why }
    throw stop(
      .expected(
        ["the end of the line"], after: nil, found: describe(current), isEnd: false,
        at: current.range,
        help: "`why` speaks of things as they stand: look from another day with the option "
          + "`--as-of DAY`, at the prompt `.as-of DAY`; in `why @x not in (Q)` Q may have a view"))
  }

  private mutating func whyClaim() throws(ParseStop) -> Why {
    note(.field)
    if current.isIdentifier {
      let path = try path()
      guard at("of") else {
        note("of")
        throw unexpected(help: Self.waysToAsk)
      }
      advance()
      return Why(try thing(), .value(path))
    }
    if current.kind == .word {
      note(.node)
      note(.variable)
      throw unexpected(help: Self.waysToAsk)
    }
    let thingStart = index
    let thing = try thing()
    let words = words(from: thingStart, to: index)
    if current.isSign, current.symbol == "." {
      note("in")
      note("is")
      let path = self.words(from: index + 1, to: restEnd(stopAtModifiers: true))
      throw unexpected(help: "for where a value comes from write `why \(path) of \(words)`")
    }
    let isNegatedIn = isAt("not")
    if isNegatedIn || at("in") {
      if isNegatedIn { advance() }
      try require("in")
      try openBracket("(")
      let query = try value(.none)
      try closeBracket(")")
      return Why(thing, .membership(query, isNegated: isNegatedIn))
    }
    note("not")
    try require("is")
    let isNegated = take("not")
    cross()
    let start = index
    if let form = try adjectiveOrStatus() {
      return Why(
        thing, .condition(Modifier(form, range: range(from: start)), isNegated: isNegated))
    }
    note(.ownWord)
    guard current.isIdentifier else {
      guard current.kind == .word else { throw unexpected() }
      let asked = self.words(from: index, to: restEnd())
      throw unexpected(
        help: "ask whether it is in an answer: "
          + "`why \(words) \(isNegated ? "not " : "")in (goals \(asked))`")
    }
    let path = try path()
    return Why(
      thing, .condition(Modifier(.word(path), range: path.range), isNegated: isNegated))
  }

  private static let waysToAsk =
    "write `why @KR-1 is at risk`, `why @KR-1 not in (key results below 50%)` or "
    + "`why progress of @KR-1`"
}
