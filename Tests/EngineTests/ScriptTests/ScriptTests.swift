// Programs as a host runs them: what statements give, in which order, and what is left of them.

import Grove
import TestKit
import Testing

@Suite("Scripts") struct ScriptTests {
  static let today = CivilDate(iso: "2026-05-15") ?? CivilDate(dayNumber: 0)

  static func session(limits: Limits = .standard) -> Session {
    let fixture = GraphFixture()
      .objective("O1", "Reduce churn").keyResult("K1", of: "O1").keyResult("K2", of: "O1")
    return Session(graph: fixture.graph(), today: today, limits: limits)
  }

  /// What a program gives, each result in a word or two.
  static func run(_ text: String, limits: Limits = .standard) throws -> [String] {
    try session(limits: limits).run(text).map { result in
      switch result {
      case .text(let text): text
      case .heading(let text): "# \(text)"
      case .value(let value, _): "\(value)"
      case .table(let table): "\(table.rowCount) rows"
      case .remark(let remark): remark.code.id
      case .report(let report): "\(report.title): \(report.sections.count)"
      default: "other"
      }
    }
  }

  @Test("a missing condition runs nothing and is remarked on once")
  func missingCondition() throws {
    let text = """
      let $x = missing
      if $x = 1 { print "yes" } else { print "no" }
      for $n in [1, 2] { if $x > $n { print "more" } }
      set $x = 3
      """
    let code = DiagnosticCode.missingCondition.id
    #expect(try Self.run(text) == [code, code])
  }

  @Test("a query in a loop is asked anew when its variables change")
  func variables() throws {
    let text = """
      for $id in ["K1", "K2", "O1"] { print count(key results where id = $id) }
      """
    #expect(try Self.run(text) == ["1", "1", "0"])
  }

  @Test("a loop that never ends is a limit, with its place")
  func endless() throws {
    let session = Self.session(limits: Limits(ticks: 10_000))
    do throws(QueryFailure) {
      _ = try session.run("let $x = 1\nwhile $x > 0 { set $x = $x + 1 }")
      Issue.record("it ended")
    } catch {
      #expect(error.kind == .limit)
      #expect(error.diagnostics.first?.code == .tooManyTicks)
      #expect(error.diagnostics.first?.range.start ?? 0 > 10)
    }
  }

  @Test("results come one by one, and those before a failure are there")
  func streaming() throws {
    let program = try Self.session().prepare(
      SourceText("print 1\nprint 2\nkey results | take (0 - 1)"))
    var seen = 0
    #expect(throws: QueryFailure.self) { try program.run { _ in seen += 1 } }
    #expect(seen == 2)
  }

  @Test("a program leaves its variables of the top level")
  func end() throws {
    let program = try Self.session().prepare(
      SourceText("let $a = 1\nif yes { let $b = 2 }\nlet $c = $a + 1"))
    let end = try program.run { _ in }
    #expect(end.variables.map(\.name) == ["a", "c"])
    #expect(end.variables.map(\.value) == [.number(1), .number(2)])
  }

  @Test("a section of a report that fails leaves the others")
  func report() throws {
    let text = """
      report "R" { print 1
      key results | take (0 - 1)
      print 3 }
      """
    #expect(try Self.run(text) == ["R: 3"])
  }
}
