// No input traps, hangs or goes unanswered: soups of tokens, random bytes, depth and size.

import GroveSyntax
import TestKit
import Testing

@Suite("Robustness") struct RobustnessTests {
  /// Reads, completes and formats a text; what is valid must survive printing.
  private func exercise(_ source: SourceText) {
    let result = Parser.parseProgram(source)
    #expect(result.diagnostics.count <= ParserLimits.diagnostics)
    for diagnostic in result.diagnostics {
      #expect(diagnostic.range.end <= source.bytes.count)
    }
    _ = Completion.find(in: source, at: source.bytes.count)
    guard result.isValid else { return }
    let printed = Printer.print(result.program)
    let again = Parser.parseProgram(SourceText(printed))
    #expect(TreeDump.areEqual(result.program, again.program), "\(source.text) => \(printed)")
    let once = Formatter.format(source).text
    #expect(once.flatMap { Formatter.format(SourceText($0)).text } == once, "\(source.text)")
  }

  @Test("a soup of words and signs is answered")
  func soup() throws {
    let words =
      Vocabulary.phraseWords + Vocabulary.expressionWords + Vocabulary.kinds + Vocabulary.stageWords
      + Vocabulary.statementWords + Vocabulary.adjectives
      + [
        "|", "(", ")", "[", "]", "{", "}", ",", ".", "=", "<", "+", "-", "*", "??", ":", ";", "\n",
        "@KR-1", "$x", "50%", "3", "2026-05-15", "Q2", "this quarter", "3 days", "\"a\"", "risk",
        "track", "by", "to", "depth", "least", "more", "than", "date", "progress", "title", "f(",
        "\"a{", "}b\"", "from", "start of", "paths from", "# note\n", "\"\"\"", "`a b`", "rows",
      ]
    var random = SeededGenerator(seed: 7)
    for _ in 0..<4_000 {
      let count = Int.random(in: 1...14, using: &random)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &random) }
      exercise(SourceText(text.joined(separator: " ")))
    }
  }

  @Test("accepted inputs with a word changed, dropped or doubled are answered")
  func mutations() throws {
    for text in try Mutation.mutatedInputs(seed: 11, rounds: 12) { exercise(SourceText(text)) }
  }

  @Test("random bytes are answered")
  func bytes() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...60, using: &random)
      let isText = Bool.random(using: &random)
      let bytes = (0..<count).map { _ in
        isText
          ? UInt8.random(in: 32...126, using: &random) : UInt8.random(in: 0...255, using: &random)
      }
      exercise(SourceText(bytes: bytes, name: "random"))
      exercise(SourceText(String(decoding: bytes, as: UTF8.self)))
    }
  }

  @Test("every prefix of an accepted input is answered")
  func prefixes() throws {
    for input in try GrammarInput.load("accepted.txt") {
      for end in 0...input.source.bytes.count {
        let bytes = Array(input.source.bytes[..<end])
        let result = Parser.parseProgram(SourceText(String(decoding: bytes, as: UTF8.self)))
        #expect(result.diagnostics.count <= ParserLimits.diagnostics)
      }
    }
  }

  @Test("two hundred brackets can be read, one more cannot")
  func depth() {
    func nested(_ count: Int) -> String {
      String(repeating: "(", count: count) + "1" + String(repeating: ")", count: count)
    }
    #expect(Parser.parseProgram(SourceText(nested(200))).isValid)
    let refused = Parser.parseProgram(SourceText(nested(201))).diagnostics
    #expect(refused.map(\.code.id) == ["GRV0602"])
  }

  @Test(
    "a text of nothing but opening brackets is one clear mistake",
    arguments: ["[", "{a:", "not (", "if (", "goals with (", "\"{", "f("])
  func openings(_ opening: String) {
    let count = 50_000 / opening.utf8.count
    let result = Parser.parseProgram(SourceText(String(repeating: opening, count: count)))
    #expect(result.diagnostics.contains { $0.code.id == "GRV0602" })
  }

  @Test("a megabyte of parentheses is too deep, whether closed or not")
  func megabyte() {
    let half = String(repeating: "(", count: 500_000)
    for text in [half + half, half + String(repeating: ")", count: 500_000)] {
      let codes = Parser.parseProgram(SourceText(text)).diagnostics.map(\.code.id)
      #expect(codes.first == "GRV0602")
    }
  }

  @Test("a text over a mebibyte is refused unread")
  func size() {
    let text = String(repeating: "a", count: ParserLimits.standard.sourceBytes + 1)
    #expect(Parser.parseProgram(SourceText(text)).diagnostics.map(\.code.id) == ["GRV0601"])
  }

  @Test("a program of too many parts is refused")
  func nodes() {
    let text = "let $x = [" + String(repeating: "1,", count: ParserLimits.standard.nodes) + "1]"
    #expect(Parser.parseProgram(SourceText(text)).diagnostics.map(\.code.id) == ["GRV0603"])
  }

  @Test("a long chain is one node and no deeper than its brackets")
  func chains() {
    let sum = String(repeating: "1 + ", count: 20_000) + "1"
    let logic = "key results where " + String(repeating: "stale and ", count: 20_000) + "open"
    let conditional = String(repeating: "if $x then 1 else ", count: 10_000) + "2"
    for text in [sum, logic, conditional] {
      #expect(Parser.parseProgram(SourceText(text)).isValid)
    }
  }

  @Test(
    "odd characters are named", arguments: [("key\u{0}results", "U+0000"), ("a § b", "U+00A7")])
  func characters(_ text: String, _ code: String) {
    let messages = Parser.parseProgram(SourceText(text)).diagnostics.map(\.message)
    #expect(messages.contains { $0.contains(code) })
  }

  @Test("a lone surrogate is no escape")
  func surrogate() {
    let result = Parser.parseProgram(SourceText(#"print "\u{D800}""#))
    #expect(result.diagnostics.map(\.code.id) == ["GRV0106"])
  }

  @Test("several mistakes of a program are found in one reading")
  func recovery() {
    let text = """
      key results in 2026
      objectives | limit 3
      goals in Q2
      for $k in (goals of growth) {
        print $k
      }
      print 1 print 2
      """
    let source = SourceText(text)
    let lines = Parser.parseProgram(source).diagnostics.map { source.line(of: $0.range.start) }
    #expect(lines == [1, 2, 4, 7])
  }

  @Test(
    "bytes that are not UTF-8 are refused where they begin",
    arguments: [
      ([0x61, 0xE9, 0x62], 1), ([0xFF], 0), ([0x61, 0x62, 0xC3], 2), ([0x61, 0xEF, 0xBF], 1),
      ([0x61, 0xEF, 0xBF, 0x62], 1), ([0xEF, 0xBF, 0xBD, 0xC0, 0x80], 3),
      ([0x22, 0xED, 0xA0, 0x80], 1),
    ] as [([UInt8], Int)])
  func notUTF8(bytes: [UInt8], place: Int) {
    let diagnostics = Parser.parseProgram(SourceText(bytes: bytes, name: "bytes")).diagnostics
    #expect(diagnostics.map(\.message) == ["the text is not UTF-8 from here on"])
    #expect(diagnostics.map(\.range) == [SourceRange(start: place, end: place + 3)])
    // What is UTF-8 is taken as it is, whatever character it is.
    for text in ["caf\u{E9}", "\u{FFFD}", ""] {
      let source = SourceText(bytes: Array("# \(text)\n1".utf8), name: "text")
      #expect(Parser.parseProgram(source).diagnostics.isEmpty)
    }
  }
}
