// Messages about everything round phrases: values, expressions, stages, statements, limits.

extension String {
  static func didYouMean(_ word: String) -> String { "did you mean `\(word)`?" }

  static func didYouMean(_ word: String, insteadOf typed: String) -> String {
    "did you mean `\(word)` where `\(typed)` stands?"
  }
}

// MARK: The general case

extension Diagnostic {
  static func expected(
    _ phrases: [String], after: String?, found: String, isEnd: Bool, at range: SourceRange,
    help: String?
  ) -> Diagnostic {
    let list = ExpectationSummary.list(phrases)
    let code: DiagnosticCode = isEnd ? .unfinished : .expected
    if list.isEmpty {
      return Diagnostic(code, "nothing can stand here, found \(found)", at: range, help: help)
    }
    if let after {
      return Diagnostic(
        code, "after `\(after)` comes \(list), found \(found)", at: range, help: help)
    }
    return Diagnostic(code, "expected \(list), found \(found)", at: range, help: help)
  }

  static func otherWord(_ word: String, _ help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.otherWord, "expected a value, found `\(word)`", at: range, help: help)
  }
}

// MARK: Places and names

extension Diagnostic {
  static func placeNeedsParentheses(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .parentheses, "a query after a relation stands in parentheses", at: range,
      help: "write `(\(text))`")
  }

  static func placeNeedsSign(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .place,
      "expected a thing such as `@KR-12`, a text, `$name`, a period or parentheses, found "
        + "the bare word `\(word)`",
      at: range, help: "write `@\(word)`, or `\"\(word)\"` for a name",
      fixIts: [FixIt(range: range, replacement: "@\(word)")])
  }

  static func reservedName(
    _ word: String, meant: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .reservedName, "`\(word)` is reserved, a word of the language: expected a name or a value",
      at: range,
      help: "to use it as a name, put it in backticks: `` `\(word)` ``"
        + (meant == nil ? "" : "; the fields of a change are old and new"))
  }

  static func reservedFunction(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .reservedName, "`\(word)` is reserved, a word of the language: expected a name", at: range,
      help: "take another name, `my_\(word)(...)`")
  }

  /// A column called as a word of the language; `rest` begins with the `=`.
  static func reservedColumn(
    _ word: String, _ rest: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .reservedName, "`\(word)` is reserved, a word of the language: expected a column's name",
      at: range, help: "to use it as a name, put it in backticks: `` `\(word)` \(rest) ``",
      fixIts: [FixIt(range: range, replacement: "`\(word)`")])
  }

  static func rowsIsAWord(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .reservedName, "after `where` the word `rows` is never a field", at: range,
      help: "the field or column is `rows` in backticks: `` `rows` ``")
  }

  static func variableWithoutSign(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .place, "expected a variable such as `$x`, found `\(word)`", at: range,
      help: "write `$\(word)`", fixIts: [FixIt(range: range, replacement: "$\(word)")])
  }

  static func valueBeforeFor(_ variable: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .place, "in a list made by `for` the value stands first", at: range,
      help: "for example `[\(variable).title for \(variable) in key results]`")
  }

  static func nameWithoutRow(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .row,
      "there is no row here, so the bare word `\(word)` is a kind, and a query in an "
        + "expression stands in parentheses",
      at: range, help: "write `(\(word))` for its rows, `$\(word)` for a variable")
  }

  static func fieldWithoutRow(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .row, "there is no row here, so the bare word `\(word)` is a kind and cannot be compared",
      at: range, help: "write `key results where \(word) ..`, or `$\(word)` for a variable")
  }

  static func queryNeedsParentheses(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .parentheses, "a query inside an expression stands in parentheses", at: range,
      help: "write `(\(text))`")
  }

  static func queryArgument(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .parentheses, "a query among several arguments stands in parentheses", at: range,
      help: "write `\(fixed)`")
  }

  static func plainTextNeeded(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "expected a text without values in braces", at: range,
      help: "write the braces as `\\{` and `\\}`")
  }
}

// MARK: Expressions

extension Diagnostic {
  static func comparisonChain(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .chain, "comparisons do not chain", at: range,
      help: "write `x between 10% and 50%`, or two comparisons: `\(fixed)`")
  }

  static func isComparesNothing(
    _ left: String, _ right: String, isNot: Bool, at range: SourceRange
  ) -> Diagnostic {
    let fixed: String
    switch right.lowercased() {
    case "missing": fixed = "\(left) is present"
    case "present": fixed = "\(left) is missing"
    case "null", "nil", "none", "undefined", "empty", "blank", "unset", "unknown":
      fixed = "\(left) is \(isNot ? "present" : "missing")"
    case let word where word.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }:
      // A bare word is a condition by itself.
      fixed = "\(isNot ? "not " : "")\(right)"
    default:
      fixed = "\(left) \(isNot ? "!=" : "=") \(right)"
    }
    return Diagnostic(
      .condition, "after `is` comes `missing` or `present`, found `\(isNot ? "not " : "")\(right)`",
      at: range,
      help: "write `\(fixed)`")
  }

  static func conditionNeedsWhere(
    _ fixed: String, _ sign: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .condition, "expected a modifier, `|` or the end, found `\(sign)`: conditions follow `where`",
      at: range, help: "write `\(fixed)`")
  }

  static func listIsNoValue(_ list: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .listForm,
      "`(a, b)` stands only after modifiers, `in` and the text tests, where it is all there is",
      at: range, help: "a list is written `\(list)`")
  }

  static func trailingComma(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "expected another value after `,`", at: range, help: "leave the last comma out")
  }

  static func argumentAfterNamed(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .arguments, "arguments with a name come last", at: range,
      help: "put this one before them, as in `progress(objective, clamp: no)`")
  }

  static func starArgument(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .otherWord, "expected a value or `)`, found `*`", at: range,
      help: "write `\(name)()`", fixIts: [FixIt(range: range, replacement: "")])
  }
}

// MARK: Stages

extension Diagnostic {
  static func stageWithoutPipe(_ rest: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage, "expected `|` before a stage", at: range, help: "write `| \(rest)`",
      fixIts: [FixIt(range: SourceRange(start: range.start, end: range.start), replacement: "| ")])
  }

  static func stageTakesNoParentheses(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage, "the stage `\(word)` takes no parentheses", at: range, help: "write `| \(word)`")
  }

  static func otherStage(_ found: String, _ meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .otherWord, "expected a stage, found `\(found)`", at: range, help: "write `| \(meant)`")
  }

  static func periodIsNoStage(_ period: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage, "expected a stage, found `\(period)`: a period is no stage", at: range,
      help: "write `in \(period)` before the `|`")
  }

  static func wholeNumberNeeded(
    _ word: String, _ found: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .stage, "after `\(word)` comes a whole number, a variable or parentheses, found `\(found)`",
      at: range, help: "write `\(word) 10`")
  }

  static func ascending(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .otherWord, "expected `desc`, `,`, `|` or the end", at: range,
      help: "ascending is the default: leave the word out",
      fixIts: [FixIt(range: range, replacement: "")])
  }

  static func topWithoutBy(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage, "expected `by` with what is compared: by what?", at: range,
      help: "write `\(text) by progress`")
  }

  static func topTakesNoDesc(isTop: Bool, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage, "`top` begins with the largest, `bottom` with the smallest: neither takes `desc`",
      at: range, help: isTop ? "leave it out, or write `bottom`" : "write `top`")
  }

  static func cannotCompareWith(_ found: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .stage,
      "after `compare with` comes `in`, `of`, `owned by`, `under`, a date word, `as of`, `as "
        + "known on`, `assuming` or a query in parentheses, found \(found)",
      at: range, help: "other conditions go into a `where` stage before it")
  }
}

// MARK: Statements

extension Diagnostic {
  static func lineStart(
    _ word: String, at range: SourceRange
  ) -> Diagnostic {
    let isModifier = Vocabulary.isModifierWord(word)
    return Diagnostic(
      .lineStart,
      "a line cannot begin with \(isModifier ? "a modifier" : "an operator"), found "
        + "`\(word)`: the line break ended the statement before",
      at: range,
      help: "end the line before with `\(word)`, put both on one line, or use parentheses")
  }

  static func signAtStart(_ sign: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .lineStart, "expected a kind or a value at the start of a statement, found `\(sign)`",
      at: range,
      help: sign == "-" ? "put the value in parentheses: `(-5)`" : nil)
  }

  static func elseAtLineStart(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .lineStart, "expected a statement, found `else`: the line break ended the one before",
      at: range,
      help: "`else` stands on the line of the `}`, and of its query")
  }

  static func twoStatements(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .twoStatements, "expected the end of the statement before `\(word)`", at: range,
      help: "put it on a new line, or write `;` before it",
      fixIts: [FixIt(range: SourceRange(start: range.start, end: range.start), replacement: "; ")])
  }

  static func onlyAtTop(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .topLevel, "`\(word)` stands at the top level of a file, not in a block", at: range,
      help: "move it out of the braces")
  }

  static func assignment(_ name: String, _ rest: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .definition, "there is no row here, so `\(name)` is a kind and cannot be set or compared",
      at: range,
      help: "to name a value write `let $\(name) = \(rest)`")
  }

  static func defineWithoutParentheses(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .definition, "after the name comes `(` with the parameters, found `=`", at: range,
      help: "write `define \(name)() = ..`; it is always called with parentheses",
      fixIts: [FixIt(range: SourceRange(start: range.start, end: range.start), replacement: "() ")])
  }

  static func everyWithoutParentheses(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .promise, "after `every` comes the query in parentheses, then what must hold of each row",
      at: range, help: "write `\(fixed)`")
  }

  static func stagesNeedParentheses(
    _ word: String, _ text: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .promise, "a query with stages stands in parentheses after `\(word)`", at: range,
      help: "write `\(word) (\(text))`")
  }

  static func promiseNeedsQuantity(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .promise, "expected a condition: a query is promised with `no`, `some` or `every`", at: range,
      help: "write `expect no \(text)` or `expect some \(text)`")
  }
}

// MARK: Limits

extension Diagnostic {
  static func laterEdition(_ edition: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .laterEdition,
      "the text is of edition \(edition) of the language, and this is edition "
        + "\(LanguageEdition.current)",
      at: range, help: "read it with a newer version of Grove")
  }

  static func tooLong(_ bytes: Int, _ limits: ParserLimits) -> Diagnostic {
    Diagnostic(
      .tooLong, "the source text has \(bytes) bytes, more than \(limits.sourceBytes)",
      at: .none,
      help: "split it into several files with `use`")
  }

  static func tooDeep(at range: SourceRange, _ limits: ParserLimits) -> Diagnostic {
    Diagnostic(
      .tooDeep, "brackets, blocks and conditions are nested more than \(limits.nesting) deep",
      at: range,
      help: "name the inner parts with `let` or `define`")
  }

  static func tooLarge(at range: SourceRange, _ limits: ParserLimits) -> Diagnostic {
    Diagnostic(
      .tooLarge, "the program has more than \(limits.nodes) parts", at: range,
      help: "split it into several files with `use`")
  }
}
