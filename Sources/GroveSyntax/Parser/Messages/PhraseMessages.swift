// Messages about phrases: kinds, modifiers, degrees, connectives between modifiers.

// MARK: Phrases

extension Diagnostic {
  static func afterBare(
    _ bare: String, first: String, second: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .bareHaving,
      "a bare `with` or `without` ends the phrase: expected the end after `\(bare)`, as it "
        + "is not said which noun the rest speaks of",
      at: range, notes: [Note("the other reading is `\(second)`")],
      help: "it must be last: write `\(first)`, or with parentheses `\(second)`")
  }

  static func whereAfterBare(
    _ before: String, _ having: String, _ condition: String, at range: SourceRange
  ) -> Diagnostic {
    let word = having.split(separator: " ").first.map(String.init) ?? "with"
    let content = having.dropFirst(word.count + 1)
    return Diagnostic(
      .bareHaving,
      "a bare `with` or `without` ends the phrase: it is not said whose row `where` speaks of",
      at: range,
      notes: [Note("the other reading is `\(before) \(word) (\(content) \(condition))`")],
      help: "write a pipe, `\(before) \(having) | \(condition)`, or parentheses")
  }

  static func withBeforeMeasure(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .bareHaving, "a measure takes no `with`, and a bare `with` ends the phrase", at: range,
      help: "write `\(fixed)`")
  }

  static func afterWhere(
    _ fixed: String, _ modifier: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .whereEnds,
      "`where` with its condition ends the phrase: expected `and`, `or`, `|` or the end, "
        + "found `\(modifier)`",
      at: range, help: "put the modifier before it: `\(fixed)`")
  }

  static func oneValue(_ word: String, _ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .oneValue, "`\(word)` takes one value: arithmetic takes parentheses", at: range,
      help: "write `\(word) (\(text))`")
  }

  static func periodWithoutIn(_ period: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "expected a modifier, `|` or the end, found the period `\(period)`", at: range,
      help: "write `in \(period)` or `during \(period)`")
  }

  static func valueAfterPhrase(
    _ value: String, meant: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .expected,
      "expected a modifier, `|` or the end, found `\(value)`: a value follows `below`, "
        + "`above`, `at least`, `at most` or `exactly`",
      at: range, help: .didYouMean(meant))
  }

  static func signInPhrase(
    _ fixed: String, _ sign: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .condition,
      "expected a modifier, `|` or the end, found `\(sign)`: between modifiers words compare",
      at: range, help: "write `\(fixed)`")
  }

  static func request(
    _ words: String, _ phrase: String, at range: SourceRange, until start: Int
  ) -> Diagnostic {
    Diagnostic(
      .otherWord, "expected the kind first, found `\(words)`", at: range,
      help: "a query asks by itself: write `\(phrase)`",
      fixIts: [FixIt(range: SourceRange(start: range.start, end: start), replacement: "")])
  }

  static func selection(_ word: String, _ help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.otherWord, "expected the kind first, found `\(word)`", at: range, help: help)
  }

  static func twoKinds(_ first: String, _ second: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .kind, "two kinds: expected a modifier, `|` or the end after `\(first)`, found `\(second)`",
      at: range,
      help:
        "a phrase has one kind: go on with `|`, or put the second in parentheses, as in "
        + "`with (\(second))`"
    )
  }

  static func adjectiveWithoutKind(
    _ adjectives: String, rest: String, found: String, isEnd: Bool, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      isEnd ? .unfinished : .kind,
      "expected a kind after `\(adjectives)`: of which kind? found \(found)",
      at: range, help: "write `key results \(rest)`")
  }

  static func modifierWithoutKind(_ rest: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .kind, "expected a kind before `\(rest)`: of which kind?", at: range,
      help: "write `key results \(rest)`")
  }

  static func modifierBeforeKind(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .kind, "expected the kind first: this modifier follows it", at: range,
      help: "write `\(fixed)`")
  }

  static func bracketAfterName(
    _ name: String, _ inside: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .arguments, "`\(name) (` is a call: a name directly before `(` always is", at: range,
      help: "for a kind of your own write `\(name) where \(inside)`")
  }

  static func bindingAfterModifiers(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .kind, "expected `as` with the row's name directly after the kind", at: range,
      help: "write `objectives as $o in Q2`")
  }

  static func twice(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .twice, "`\(name)` is given twice", at: range,
      help: ["in", "owned by"].contains(name)
        ? "keep one of them, or put several values in parentheses: `\(name) (A, B)`"
        : "keep one of them")
  }

  static func depthZero(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "expected a depth of at least 1, found `0`", at: range,
      help: "write `directly` for one step")
  }

  static func valueIsNoPhrase(
    _ before: String, _ rest: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .valueIsNoPhrase,
      "`\(before)` is a value: expected an operator, `|` or the end, found the modifier `\(rest)`",
      at: range, help: "write `from \(before) \(rest)`")
  }

  static func assumingNeedsParentheses(
    _ before: String, _ rest: String, isPath: Bool, at range: SourceRange
  ) -> Diagnostic {
    let value = isPath ? before : before + ".f"
    return Diagnostic(
      .parentheses, "a value with `assuming` stands in its own parentheses", at: range,
      help: "write `(\(value) \(rest))`")
  }
}

// MARK: Connectives and brackets

extension Diagnostic {
  static func mixedConnectives(
    first: String, second: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .mixed, "`and` and `or` are mixed without parentheses", at: range,
      notes: [Note("the other reading is `\(second)`")],
      help: "write `\(first)` or `\(second)`")
  }

  static func connectiveBetweenKinds(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .connective,
      "expected a modifier, `|` or the end, found `\(word)`: it stands between conditions",
      at: range,
      help: word == "or" ? "write `| union (..)` to put rows together" : "write two queries")
  }

  static func andBetweenModifiers(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .connective, "modifiers follow each other without `and`", at: range,
      help: "write `\(fixed)`; `and` stands between conditions, after `where`")
  }

  static func orBetweenModifiers(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .connective, "`or` stands in brackets between modifiers, or between conditions after `where`",
      at: range, notes: [Note("`or missing` follows the measure it belongs to")],
      help: "write `\(fixed)`; `or missing` follows the measure")
  }

  static func orBetweenPlaces(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .connective, "one of several things stands in parentheses, with commas", at: range,
      help: "write `\(fixed)`")
  }

  static func noAlternatives(_ inside: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .alternatives,
      "brackets hold alternatives, expected `or`: modifiers follow each other without brackets",
      at: range, help: "no brackets: write `\(inside)`")
  }

  static func branchNeedsBrackets(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .alternatives, "an alternative of several modifiers stands in brackets of its own", at: range,
      help: "write `\(fixed)`")
  }

  static func andInAlternatives(_ inside: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .alternatives, "`and` stands between conditions, not modifiers", at: range,
      help:
        "write modifiers beside each other, `((stale below 20%) or at risk)`, or a condition "
        + "after `where`"
    )
  }

  static func bareInBranch(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .bareHaving, "a bare `with` or `without` ends the alternative: it must be last", at: range,
      help: "put it last, or its noun in parentheses")
  }

  static func viewInBrackets(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .alternatives, "`\(word)` speaks of the whole phrase: it does not stand here", at: range,
      help: "put it after the brackets")
  }

  static func notTwice(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .negation, "expected one `not`, found two", at: range, help: "write one `not`, or none")
  }

  static func notWith(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .negation, "`not` does not stand before `with` or `without`", at: range,
      help: "write `\(fixed)`")
  }

  static func notBeforeView(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .negation, "`not` stands before one modifier that can be false, found `\(word)`", at: range,
      help: word == "where" ? "write `where not (..)`" : "leave `not` out")
  }

  static func withoutAmount(_ fixed: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.negation, "a number of things follows `with`", at: range, help: "write `\(fixed)`")
  }

  static func lessThanCounts(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .expected, "expected `fewer than`, found `less than`: things are counted", at: range,
      help: "write `fewer than`")
  }
}

// MARK: Degrees and measures

extension Diagnostic {
  static func noDegree(_ adjective: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .degree, "`\(adjective)` has no degree", at: range,
      help: "only `behind by`, `ahead by`, `overdue by` and `stale for` have one")
  }

  static func staleBy(_ duration: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .degree, "expected `for` after `stale`, found `by`", at: range,
      help: "write `stale for \(duration)`")
  }

  static func degreeWithoutBound(
    _ adjective: String, _ value: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .degree,
      "after `by` comes `more than`, `less than`, `at least` or `at most`, found `\(value)`",
      at: range, help: "write `\(adjective) by at least \(value)`")
  }

  static func everWithoutDate(
    _ condition: String, found: String, isEnd: Bool, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      isEnd ? .unfinished : .expected,
      "expected `during`, `since`, `before`, `after` or `until`: `ever` always says when, "
        + "found \(found)",
      at: range, help: "write `ever \(condition) during P`, with a period for P")
  }

  static func measureInCondition(
    _ word: String, _ fixed: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .condition, "a condition compares with signs, found the modifier word `\(word)`", at: range,
      help: "write `\(fixed)`")
  }
}
