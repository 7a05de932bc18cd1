// What holds for every query that stands anywhere in the repository: the manual, the inputs of the
// grammar, the conformance suite and the saved queries of the examples.

import Foundation
import Grove
import TestKit
import Testing

/// A query and where it stands.
struct RepositoryQuery: Sendable, CustomStringConvertible {
  let place: String
  let text: String

  var description: String { "\(place): \(text.prefix(60))" }

  /// Every different query, with its first place.
  static let all: [RepositoryQuery] = {
    var queries = SpecTests.pages.flatMap(\.cases).filter {
      $0.expectation != .console && $0.expectation != .problems
    }.map {
      RepositoryQuery(place: "\($0.page):\($0.line)", text: $0.query)
    }
    queries += ConformanceRunner.cases.map {
      RepositoryQuery(place: "\($0.path):\($0.line)", text: $0.query)
    }
    for name in ["accepted.txt", "refused.txt", "refused-by-checker.txt"] {
      queries += ((try? GrammarInput.load(name)) ?? []).flatMap { input in
        input.texts.map { RepositoryQuery(place: input.place, text: $0) }
      }
    }
    for path in ExampleTests.queries {
      let url = SpecPlace.root.appendingPathComponent(path)
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      queries.append(RepositoryQuery(place: path, text: text))
    }
    var seen: Set<String> = []
    return queries.filter { seen.insert($0.text).inserted }
  }()
}

@Suite("Every query of the repository") struct RepositoryQueryTests {
  @Test("there are many, of every source")
  func some() {
    #expect(RepositoryQuery.all.count > 1500)
    for source in ["Sources/", "grammar/", "examples/", "accepted.txt", "refused.txt"] {
      #expect(RepositoryQuery.all.contains { $0.place.hasPrefix(source) }, "\(source)")
    }
  }

  @Test("a tree as JSON comes back as it was, places and all")
  func json() throws {
    var count = 0
    for query in RepositoryQuery.all {
      let parsed = Parser.parseProgram(SourceText(query.text))
      guard parsed.isValid else { continue }
      count += 1
      let json = SyntaxJSON.text(of: parsed.program)
      #expect(try SyntaxJSON.program(from: json) == parsed.program, "\(query)")
    }
    #expect(count > 1000)
  }

  @Test("at every cursor of every query there is an answer within the text")
  func everyCursor() throws {
    let graph = GraphFixture().objective("O1", "Grow").keyResult("KR-1", "Churn", of: "O1").graph()
    let assistant = Assistant(Session(graph: graph, today: .earliest))
    for query in RepositoryQuery.all {
      let source = SourceText(query.text)
      // In long texts fewer places: there the words around the cursor decide.
      let step = source.bytes.count > 100 ? 17 : 3
      for cursor in stride(from: 0, through: source.bytes.count, by: step) {
        let found = assistant.completions(in: source, at: cursor)
        #expect(found.range.end <= cursor && found.range.start >= 0, "\(query) at \(cursor)")
        if let hover = assistant.hover(in: source, at: cursor) {
          #expect(hover.range.end <= source.bytes.count && !hover.meaning.isEmpty, "\(query)")
        }
      }
    }
  }

  @Test("formatting twice is formatting once, keeps the tree and every comment")
  func format() throws {
    var count = 0
    for query in RepositoryQuery.all {
      let source = SourceText(query.text)
      guard let once = GroveSyntax.Formatter.format(source).text else { continue }
      count += 1
      let again = SourceText(once)
      #expect(GroveSyntax.Formatter.format(again).text == once, "\(query)")
      #expect(
        TreeDump.text(Parser.parseProgram(again).program)
          == TreeDump.text(Parser.parseProgram(source).program), "\(query)")
      #expect(comments(again).sorted() == comments(source).sorted(), "\(query)")
    }
    #expect(count > 1200)
  }

  private func comments(_ source: SourceText) -> [String] {
    Lexer.lex(source).comments.map {
      source.text(in: $0).trimmingCharacters(in: .whitespaces)
    }
  }

  /// Refusals that the grammar leaves to the parser: limits, modifiers given twice, the depth 0, a
  /// later edition.
  private func isBeyondGrammar(_ query: RepositoryQuery, _ codes: [String]) -> Bool {
    let codes = Set(codes)
    let beyond: Set = ["GRV0108", "GRV0124", "GRV0137", "GRV0601", "GRV0602", "GRV0603"]
    return !codes.isEmpty && codes.isSubset(of: beyond)
      || query.text.contains("depth 0")
  }

  @Test("the grammar file accepts what the parser accepts, and nothing else")
  func grammar() throws {
    let recogniser = GrammarRecogniser(try GrammarFile.load())
    var refused = 0
    for query in RepositoryQuery.all {
      let source = SourceText(query.text)
      let codes = Parser.parseProgram(source).diagnostics.map(\.code.id)
      if isBeyondGrammar(query, codes) { continue }
      if !codes.isEmpty { refused += 1 }
      // Where the characters make no tokens the grammar has no say.
      let isAccepted = recogniser.accepts(source) ?? false
      #expect(isAccepted == codes.isEmpty, "\(query)")
    }
    #expect(refused > 150)
  }
}
