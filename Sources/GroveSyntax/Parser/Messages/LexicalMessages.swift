// The lexer's messages: characters, texts, numbers, dates, names.

extension Diagnostic {
  static func unknownCharacter(_ scalar: Unicode.Scalar, at range: SourceRange) -> Diagnostic {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex
    let shown = scalar.value < 0x20 || scalar.value == 0x7F ? "" : " `\(scalar)`"
    return Diagnostic(
      .character,
      "expected words, values and signs of the language, found the character\(shown) \(code)",
      at: range, help: "outside texts and comments it has no meaning: remove it")
  }

  static func otherQuote(_ quote: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .character, "texts stand in double quotes, found `\(quote)`", at: range,
      help: "write `\"text\"`")
  }

  static func notUTF8(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .character, "the text is not UTF-8 from here on", at: range, help: "save it as UTF-8")
  }

  static func otherSign(_ found: String, _ meant: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .otherSign, "expected `\(meant)`, found `\(found)`, a sign of another language", at: range,
      help: "write `\(meant)`", fixIts: [FixIt(range: range, replacement: meant)])
  }

  static func unclosedText(
    isMultiline: Bool, isNested: Bool, at range: SourceRange
  ) -> Diagnostic {
    let quotes = isMultiline ? "\"\"\"" : "\""
    if isNested {
      return Diagnostic(
        .unclosedText, "the braces and the text are not closed", at: range,
        notes: [Note("in a text, `{` begins a value and `}` ends it")],
        help: "close the value with `}`, or write `\\{` for a brace")
    }
    return Diagnostic(
      .unclosedText, "the text is not closed: expected `\(quotes)` at its end", at: range,
      help: isMultiline
        ? "write `\"\"\"` after it" : "write `\"` after it, or `\"\"\"` around many lines")
  }

  static func unclosedBrace(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unclosedText, "the braces and the text are not closed", at: range,
      help: "close the value with `}` and the text with `\"`, or write `\\{` for a brace")
  }

  static func unknownEscape(_ source: SourceText, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .escape, "expected one of the escapes of a text, found `\(source.text(in: range))`",
      at: range,
      help: #"the escapes are `\n \t \" \\ \{ \} \u{1F600}`; a backslash itself is `\\`"#)
  }

  static func numberTouchesWord(
    number: String, word: String, at range: SourceRange
  ) -> Diagnostic {
    if ["st", "nd", "rd", "th"].contains(word.lowercased()) {
      return Diagnostic(
        .date, "a date is written with year, month and day in this order, found `\(number)\(word)`",
        at: range, help: "write it like `2026-05-15`")
    }
    let suffix = ["K": "k", "m": "M", "b": "B"][word]
    let isHex = number == "0" && word.hasPrefix("x")
    return Diagnostic(
      .number, "a number never touches a word: found `\(number)\(word)`", at: range,
      help: isHex
        ? "numbers are written in decimal" : "write `\(number)\(suffix ?? " " + word)`")
  }

  static func numberTooLarge(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .number, "the number is too large", at: range,
      help: "the largest is about 1.8 times ten to the 308")
  }

  static func moneySign(_ amount: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .number, "money is written as a plain number; `$` begins a variable", at: range,
      help: "money is written \(amount)", fixIts: [FixIt(range: range, replacement: amount)])
  }

  static func noSuchDate(_ text: String, at range: SourceRange) -> Diagnostic {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    var reason = "a date is written 2026-05-15, a month 2026-05, a week 2026-W14, a quarter 2026-Q2"
    var help = "subtraction takes spaces around `-`"
    if let day = paddedDay(parts) {
      help = "write `\(day)`"
    } else if let day = parts.last, parts.count == 3, day.contains(where: { "tT".contains($0) }) {
      reason = "a day has no time of day here"
      help = "write `\(text.prefix(10))`"
    } else if parts.count > 1, parts[1].utf8.count == 2, let month = Int(parts[1]) {
      if !(1...12).contains(month) {
        reason = "there is no such month: \(parts[1])"
        help = "months go from 01 to 12"
      } else if parts.count == 3, parts[2].utf8.count == 2, let year = Int(parts[0]) {
        let last = CalendarText.days(inMonth: month, of: year)
        reason = "there is no such day: \(parts[2]) in \(parts[0])-\(parts[1])"
        help = "its last day is \(parts[0])-\(parts[1])-\(last)"
      }
    } else if parts.count > 1, let letter = parts[1].first, "wW".contains(letter) {
      reason = "there is no such week: \(parts[1]) in \(parts[0])"
      help = "weeks go from W01 to W52 or W53"
    } else if parts.count > 1, let letter = parts[1].first, "qQhH".contains(letter) {
      reason = "there is no such period: \(text)"
      help =
        "quarters are written \(parts[0])-Q1 to \(parts[0])-Q4, halves H1 \(parts[0]) and H2 "
        + "\(parts[0])"
    }
    return Diagnostic(.date, reason, at: range, help: help)
  }

  /// The day of `2026-5-1`, with all its figures.
  private static func paddedDay(_ parts: [Substring]) -> String? {
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), parts[1].utf8.count == 1 || parts[2].utf8.count == 1,
      (1...12).contains(month), day >= 1, day <= CalendarText.days(inMonth: month, of: year)
    else { return nil }
    return DateLiteral(year: year, month: month, day: day).spelling
  }

  static func dateInWords(_ date: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .date, "a date is written with year, month and day in this order", at: range,
      help: "write `\(date)`", fixIts: [FixIt(range: range, replacement: date)])
  }

  static func dateInFigures(_ date: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .date, "a date is written with year, month and day in this order, found `\(date)`", at: range,
      help: "write it like `2026-05-15`")
  }

  /// `example` is the day with some year.
  static func dayWithoutYear(
    _ day: String, example: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .date, "a day is written with its year, found `\(day)`", at: range,
      help: "write the year, too, like `\(example)`")
  }

  static func monthWithoutYear(_ month: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .date, "a month is written with its year, found `\(month)`", at: range,
      help: "write the year, too, like `\(month) 2026`")
  }

  static func bareYear(_ year: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .date, "expected a period or a thing, found the number `\(year)`", at: range,
      help: "a year is written `year \(year)`",
      fixIts: [FixIt(range: range, replacement: "year \(year)")])
  }

  static func missingID(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unnamed, "expected an id after `@`", at: range,
      help: "write `@KR-12`, or `@\"an id with spaces\"`")
  }

  static func missingVariableName(at range: SourceRange) -> Diagnostic {
    Diagnostic(.unnamed, "expected a name after `$`", at: range, help: "write `$floor`")
  }

  static func unclosedName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unnamed, "expected a second backtick at the end of the name", at: range,
      help: "write `` `the name` ``")
  }

  static func emptyName(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unnamed, "expected a name between the backticks", at: range, help: "write `` `the name` ``")
  }

  static func singularKind(
    _ typed: String, _ plural: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .singular, "kinds are plural: expected `\(plural)`, found `\(typed)`", at: range,
      help: "write `\(plural)`", fixIts: [FixIt(range: range, replacement: plural)])
  }
}
