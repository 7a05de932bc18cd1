// grammar/grove.tmLanguage.json against the lexer: the same words, and the same reading of every
// input of the grammar.

import GroveSyntax
import TestKit
import Testing

@Suite("The TextMate grammar") struct TextMateTests {
  @Test("its lists of words are those of the lexer, no more and no fewer")
  func lists() throws {
    let grammar = try TextMateGrammar.load()
    let lists: [(rules: [String], words: [String])] = [
      (["kind"], Vocabulary.kinds), (["adjective"], Vocabulary.adjectives),
      (["phrase"], Vocabulary.phraseWords),
      (["operator", "constant", "relative"], Vocabulary.expressionWords),
      (["statement"], Vocabulary.statementWords), (["pipe"], Vocabulary.stageWords),
      (["render"], Vocabulary.shapes), (["weekday"], Vocabulary.weekdays),
      (["format"], ColumnFormat.allCases.map(\.rawValue)),
    ]
    for (rules, words) in lists {
      #expect(rules.flatMap(grammar.words).sorted() == words.sorted(), "\(rules)")
    }
  }

  @Test("every rule is there and included")
  func rules() throws {
    #expect(try TextMateGrammar.load().loose == [])
  }

  @Test("months, units and labels are periods")
  func periods() throws {
    let grammar = try TextMateGrammar.load()
    let units = PeriodUnit.allCases.map(\.rawValue)
    var texts = units.flatMap { ["this \($0)", "last \($0)", "next 3 \($0)s"] }
    texts += DurationUnit.allCases.map { "past 2 \($0.rawValue)s" }
    texts += Vocabulary.months.flatMap { ["\($0) 2026", "\($0.prefix(3)) 2026"] }
    texts += ["2026-Q2", "2026-W14", "Q2", "H1 2026", "Q2 FY26", "FY2026", "year 2026"]
    for text in texts {
      let scopes = Set(grammar.scopes(of: text))
      #expect(scopes == ["constant.other.period.grove"], "\(text)")
    }
  }

  /// What a token of the lexer may be coloured as, by the beginning of the scope; nil for anything.
  private func expected(_ token: Token) -> [String]? {
    switch token.kind {
    case .kind: ["entity.name.type"]
    case .node: ["constant.other.node"]
    case .variable: ["variable.other.grove"]
    case .name: ["variable.other.quoted"]
    case .text, .textStart: ["string.quoted"]
    case .literal(.today), .literal(.yesterday), .literal(.tomorrow): ["constant.language"]
    case .literal: ["constant"]
    case .word where Vocabulary.isReserved(token.symbol): ["keyword", "support", "constant"]
    default: nil
    }
  }

  @Test("it reads every accepted input as the lexer does")
  func inputs() throws {
    let grammar = try TextMateGrammar.load()
    var count = 0
    for input in try GrammarInput.load("accepted.txt") {
      for text in input.texts where text.utf8.allSatisfy({ $0 < 0x80 }) {
        let scopes = grammar.scopes(of: text)
        let tokens = Lexer.lex(SourceText(text)).tokens
        for (place, token) in tokens.enumerated() {
          let isName = place > 0 && tokens[place - 1].symbol == "." && token.kind != .end
          let next = place + 1 < tokens.count ? tokens[place + 1].symbol : ""
          // `missing(..)` and `last(..)` are calls.
          let isCall = next == "(" && ["missing", "last"].contains(token.symbol)
          guard let wanted = expected(token), !isName, !isCall, next != ":" else { continue }
          count += 1
          let scope = scopes[token.range.start] ?? "none"
          #expect(
            wanted.contains { scope.hasPrefix($0) },
            "\(input.place): `\(token.spelling)` is \(scope) in \(text)")
        }
      }
    }
    #expect(count > 1000)
  }

  @Test("comments, texts and what stands in them")
  func texts() throws {
    let grammar = try TextMateGrammar.load()
    let text = "print \"a {count(\"b\")} \\n\" # \"no text\""
    let scopes = grammar.scopes(of: text)
    func scope(_ part: String) -> String? {
      text.firstRange(of: part).flatMap {
        scopes[text.utf16.distance(from: text.startIndex, to: $0.lowerBound)]
      }
    }
    #expect(scope("print") == "keyword.control.statement.grove")
    #expect(scope("a {") == "string.quoted.double.grove")
    #expect(scope("{") == "punctuation.section.interpolation.begin.grove")
    #expect(scope("count") == "entity.name.function.grove")
    #expect(scope("b") == "string.quoted.double.grove")
    #expect(scope("\\n") == "constant.character.escape.grove")
    #expect(scope("no text") == "comment.line.number-sign.grove")
  }
}
