// Completion: what the parser would accept at the cursor.

import GroveSyntax
import TestKit
import Testing

@Suite("Completion") struct CompletionTests {
  private func complete(_ text: String) -> Completion {
    Completion.find(in: SourceText(text), at: text.utf8.count)
  }

  @Test("every prefix of an accepted input can be completed or is free text")
  func prefixes() throws {
    for input in try GrammarInput.load("accepted.txt") {
      for text in input.texts {
        let source = SourceText(text)
        for offset in 0...source.bytes.count {
          let found = Completion.find(in: source, at: offset)
          let typed = String(decoding: source.bytes[..<offset], as: UTF8.self)
          #expect(!found.expectations.isEmpty || found.isFreeText, "\(input.place): \(typed)|")
        }
      }
    }
  }

  @Test("what comes next in an accepted input is among what is offered")
  func nextWord() throws {
    let found = complete("key results in Q2 ow")
    #expect(found.prefix == "ow")
    #expect(found.range == SourceRange(start: 18, end: 20))
    #expect(found.words == ["owned"])
  }

  @Test("after a pipe stages are offered")
  func stages() {
    #expect(complete("key results | so").words == ["sort"])
    #expect(complete("key results | ").expectations.contains(.category(.stage)))
  }

  @Test("the second word of a pair is offered")
  func pairs() {
    #expect(complete("key results at ").words == ["risk", "least", "most"])
    #expect(complete("key ").words.contains("results"))
    #expect(complete("key results in last 3 mo").words == ["months"])
    #expect(complete("key results in this q").words == ["quarter"])
  }

  @Test("kinds are offered after a relation's bracket and at the start")
  func kinds() {
    #expect(complete("obj").words == ["objectives"])
    #expect(complete("key results under (obj").words == ["objectives"])
  }

  @Test("a row offers fields, a place without a row does not")
  func fields() {
    #expect(complete("key results where ").expectations.contains(.category(.field)))
    #expect(!complete("let $x = ").expectations.contains(.category(.field)))
  }

  @Test("nothing is offered in a text or a comment, which are free")
  func free() {
    #expect(complete("key results named \"chu").isFreeText)
    #expect(complete("key results # not").isFreeText)
  }

  @Test("a line break ends the statement, so a new line offers statements and the pipe")
  func newLine() {
    let found = complete("key results in Q2\n")
    #expect(found.expectations.contains(.category(.statement)))
    #expect(found.expectations.contains(.sign("|")))
    #expect(!found.expectations.contains(.word("below")))
  }
}
