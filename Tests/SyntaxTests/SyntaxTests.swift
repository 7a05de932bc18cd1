// Every input of Tests/Spec/grammar: accepted, refused with a helpful message, and read back.

import GroveSyntax
import TestKit
import Testing

@Suite("Grammar inputs") struct GrammarInputTests {
  @Test("an accepted input and its expansion have no mistakes")
  func accepted() throws {
    let inputs = try GrammarInput.load("accepted.txt") + GrammarInput.load("refused-by-checker.txt")
    #expect(inputs.count > 250)
    for input in inputs {
      for text in input.texts {
        let messages = Parser.parseProgram(SourceText(text)).diagnostics.map(\.message)
        #expect(messages == [], "\(input.place): \(text)")
      }
    }
  }

  @Test("a refused input has a message that says the way out")
  func refused() throws {
    let inputs = try GrammarInput.load("refused.txt")
    #expect(inputs.count > 110)
    for input in inputs {
      let diagnostics = Parser.parseProgram(input.source).diagnostics
      let hint = try #require(input.hint)
      let said = diagnostics.map { "\($0.message)\n\($0.help ?? "")" }
      #expect(said.contains { $0.contains(hint) }, "\(input): \(said)")
    }
  }

  @Test("a message never lacks a way out, and its place lies in the text")
  func wayOut() throws {
    for input in try GrammarInput.load("refused.txt") {
      for diagnostic in Parser.parseProgram(input.source).diagnostics {
        #expect(diagnostic.range.end <= input.source.bytes.count, "\(input)")
        #expect(DiagnosticCode.syntaxCodes.contains(diagnostic.code), "\(input)")
        #expect(!diagnostic.message.contains("invalid"), "\(input)")
      }
    }
  }

  @Test("printing a tree and reading it back gives the same tree")
  func printing() throws {
    for text in try acceptedTexts() {
      let program = Parser.parseProgram(SourceText(text)).program
      let printed = Printer.print(program)
      let again = Parser.parseProgram(SourceText(printed))
      #expect(again.diagnostics.map(\.message) == [], "\(text) => \(printed)")
      #expect(TreeDump.areEqual(program, again.program), "\(text) => \(printed)")
    }
  }

  @Test("an expansion prints as it is written")
  func expansions() throws {
    for input in try GrammarInput.load("accepted.txt") {
      guard let expansion = input.expansion else { continue }
      let program = Parser.parseProgram(SourceText(expansion)).program
      #expect(Printer.print(program) == expansion)
    }
  }

  @Test("formatting twice changes nothing more, and keeps the tree")
  func formatting() throws {
    for text in try acceptedTexts() {
      let once = try #require(Formatter.format(SourceText(text)).text)
      #expect(Formatter.format(SourceText(once)).text == once, "\(text)")
      let trees = [text, once].map { TreeDump.text(Parser.parseProgram(SourceText($0)).program) }
      #expect(trees[0] == trees[1], "\(text)")
    }
  }

  private func acceptedTexts() throws -> [String] {
    let inputs = try GrammarInput.load("accepted.txt") + GrammarInput.load("refused-by-checker.txt")
    return inputs.flatMap(\.texts)
  }
}
