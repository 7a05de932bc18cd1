// The edition that a text states.

import GroveSyntax
import Testing

@Suite("Editions") struct EditionTests {
  @Test(
    "a text states its edition in a comment before the first statement",
    arguments: [
      ("count(goals)", nil), ("", nil), ("# edition: 1\ncount(goals)", 1),
      ("#!/usr/bin/env -S grove run\r\n\r\n  #edition:2  \r\n# Title\r\nteams", 2),
      ("# Weekly\n# edition: 30", 30), ("teams\n# edition: 2", nil), ("teams # edition: 2", nil),
      ("# edition: two", nil), ("# edition: 2 or so", nil), ("# the edition: 2", nil),
      ("# edition: 99999999999999999999", nil), ("# edition:", nil), ("#", nil),
    ] as [(String, Int?)])
  func stated(text: String, edition: Int?) {
    #expect(LanguageEdition.stated(in: SourceText(text)) == edition)
  }

  @Test("a later edition is refused at its place, and nothing else is said of the text")
  func later() {
    let text = "# Title\n# edition: 2\nkey results blow 50%"
    let diagnostics = Parser.parseProgram(SourceText(text)).diagnostics
    #expect(diagnostics.map(\.code.id) == ["GRV0137"])
    #expect(diagnostics.map(\.range) == [SourceRange(start: 8, end: 20)])
    #expect(Parser.parseProgram(SourceText("# edition: 1\nteams")).diagnostics.isEmpty)
  }

  @Test("the formatter keeps the edition")
  func formatted() {
    let text = Formatter.format(SourceText("# edition: 1\nkey   results")).text
    #expect(text == "# edition: 1\nkey results\n")
  }
}
