// Text conditions: without case and accents, the same over a column as over one text, and patterns
// that would be slow for a backtracking matcher.

import Grove
import TestKit
import Testing

@Suite("Text search") struct TextSearchTests {
  private func test(_ condition: TextCondition, _ text: String, _ pattern: String) throws -> Value {
    let fixture = PlanFixture()
    let id = fixture.add(.textTest(condition, fixture.text(text), fixture.text(pattern)))
    return try fixture.value(id)
  }

  @Test("case and accents do not count")
  func folding() throws {
    #expect(try test(.contains, "Réduire le CHURN", "reduire") == .flag(true))
    #expect(try test(.startsWith, "Über uns", "uber") == .flag(true))
    #expect(try test(.endsWith, "Café", "CAFE") == .flag(true))
    #expect(try test(.contains, "churn", "churns") == .flag(false))
    #expect(try test(.contains, "churn", "") == .flag(true))
  }

  @Test("a pattern covers the whole text: * is any run of letters, ? any one")
  func globs() throws {
    let cases: [(String, String, Bool)] = [
      ("Launch v2", "launch*", true), ("Launch v2", "*v?", true), ("Launch v2", "launch", false),
      ("Launch", "l??nch", true), ("Lãnch", "l?nch", true), ("日本", "??", true),
      ("日本", "???", false),
      ("", "*", true), ("abc", "*a*b*c*", true), ("abc", "a*d", false), ("aab", "*ab", true),
    ]
    for (text, pattern, expected) in cases {
      #expect(try test(.matches, text, pattern) == .flag(expected), "\(text) \(pattern)")
    }
  }

  @Test("a pattern of many stars ends soon")
  func badPattern() throws {
    let text = String(repeating: "a", count: 5000) + "b"
    let pattern = String(repeating: "*a", count: 50) + "*c"
    #expect(try test(.matches, text, pattern) == .flag(false))
  }

  @Test("a list on the right means any of it; a missing text is missing")
  func lists() throws {
    let fixture = PlanFixture()
    let patterns = fixture.constant(.list([.text("x"), .text("hur")]))
    let some = fixture.add(.textTest(.contains, fixture.text("churn"), patterns))
    let missing = fixture.add(.textTest(.contains, fixture.constant(.missing), patterns))
    #expect(try fixture.value(some) == .flag(true))
    #expect(try fixture.value(missing) == .missing)
  }

  @Test("over a column it finds what a naive search finds")
  func columnEqualsNaive() throws {
    var random = SeededGenerator(seed: 7)
    var titles: [String] = []
    var builder = GraphFixture()
    for place in 0..<400 {
      let length = Int.random(in: 1...40, using: &random)
      let title = String((0..<length).map { _ in "abA é".randomElement(using: &random) ?? "a" })
      titles.append(title)
      builder = builder.keyResult("K\(place)", title)
    }
    let graph = builder.graph()
    for _ in 0..<60 {
      let length = Int.random(in: 1...4, using: &random)
      let pattern = String((0..<length).map { _ in "abe ".randomElement(using: &random) ?? "a" })
      for condition in [TextCondition.contains, .startsWith, .endsWith] {
        let fixture = PlanFixture()
        let id = fixture.add(.textTest(condition, fixture.field("title"), fixture.text(pattern)))
        let query = fixture.query(.kind(.keyResults), show: [id])
        let found = try fixture.cells(query, graph).map { $0[0] }
        let expected = titles.map { title in
          Value.flag(
            naive(condition, title.lowercased().map { $0 == "é" ? "e" : $0 }, Array(pattern)))
        }
        #expect(found == expected, "\(condition) \(pattern)")
      }
    }
  }

  private func naive(_ condition: TextCondition, _ text: [Character], _ pattern: [Character])
    -> Bool
  {
    switch condition {
    case .startsWith: return text.starts(with: pattern)
    case .endsWith: return text.reversed().starts(with: pattern.reversed())
    default:
      return (0...text.count).contains { text[$0...].starts(with: pattern) }
    }
  }
}
