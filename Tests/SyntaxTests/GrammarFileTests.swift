// grammar/grove.ebnf, executed: it must agree with the parser on every input.

import GroveSyntax
import TestKit
import Testing

@Suite("Grammar file") struct GrammarFileTests {
  /// Refusals the grammar leaves to the parser: limits, modifiers that are given twice, and days
  /// without their year.
  private static let beyondGrammar = ["GRV0108", "GRV0124", "GRV0601", "GRV0602", "GRV0603"]

  @Test("every rule that is used is defined, but for the forms without or with a row")
  func defined() throws {
    #expect(try GrammarFile.load().undefined == ["field<n>", "own<r>", "stands<n>"])
  }

  @Test("the grammar file accepts what the parser accepts")
  func accepted() throws {
    let recogniser = GrammarRecogniser(try GrammarFile.load())
    for file in ["accepted.txt", "refused-by-checker.txt"] {
      for input in try GrammarInput.load(file) {
        for text in input.texts {
          #expect(recogniser.accepts(SourceText(text)) == true, "\(input.place): \(text)")
        }
      }
    }
  }

  @Test("the grammar file refuses what the parser refuses")
  func refused() throws {
    let recogniser = GrammarRecogniser(try GrammarFile.load())
    for input in try GrammarInput.load("refused.txt") {
      let codes = Parser.parseProgram(input.source).diagnostics.map(\.code.id)
      let isBeyond = codes.allSatisfy(Self.beyondGrammar.contains) || input.text.contains("depth 0")
      if isBeyond { continue }
      #expect(recogniser.accepts(input.source) != true, "\(input)")
    }
  }

  @Test("the two agree on inputs with a word changed, dropped or doubled")
  func mutations() throws {
    let recogniser = GrammarRecogniser(try GrammarFile.load())
    for text in try Mutation.mutatedInputs(seed: 5, rounds: 5) {
      let source = SourceText(text)
      guard let isAccepted = recogniser.accepts(source) else { continue }
      let diagnostics = Parser.parseProgram(source).diagnostics
      if !diagnostics.isEmpty, diagnostics.allSatisfy({ Self.beyondGrammar.contains($0.code.id) }) {
        continue
      }
      #expect(isAccepted == diagnostics.isEmpty, "\(text): \(diagnostics.map(\.message))")
    }
  }
}
