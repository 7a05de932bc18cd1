// Limits as hosts set them: exact, each with its own error, and the session goes on after each. The
// capacities that the manual promises to texts of strangers are the cases that must succeed.

import Grove
import Synchronization
import TestKit
import Testing

@Suite("Limits") struct LimitTests {
  private func session(_ limits: Limits = .untrusted) -> Session {
    let fixture = GraphFixture().objective("O1").keyResult("K1", of: "O1", from: 0, to: 10, now: 5)
      .keyResult("K2", of: "O1", from: 0, to: 10, now: 1)
    return Session(graph: fixture.graph(), today: .on("2026-05-15"), limits: limits)
  }

  /// The limit that ends a text; nil when it succeeds.
  private func limit(
    _ text: String, _ session: Session, _ cancellation: Cancellation? = nil
  ) -> LimitKind? {
    do {
      _ = try session.run(text, cancellation: cancellation)
      return nil
    } catch {
      #expect(error.kind == .limit, "\(error.diagnostics.map(\.message))")
      #expect(error.diagnostics.count == 1)
      #expect(error.diagnostics.first?.help?.isEmpty == false)
      // The host goes on with the same session.
      #expect(throws: Never.self) {
        var free = session
        free.limits = .standard
        _ = try free.run("count(goals)")
      }
      return error.limit
    }
  }

  @Test("a source text has 100,000 bytes, 50 levels of brackets and 10,000 parts")
  func sources() {
    let session = session()
    let comment = String(repeating: "x", count: 100_000 - "count(goals)\n#".utf8.count)
    #expect(limit("count(goals)\n#\(comment)", session) == nil)
    #expect(limit("count(goals)\n#\(comment)x", session) == .sourceBytes)
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
    }
    #expect(limit(nested(50), session) == nil)
    #expect(limit(nested(51), session) == .sourceNesting)
    func list(_ members: Int) -> String {
      "count([1" + String(repeating: ",1", count: members - 1) + "])"
    }
    #expect(limit(list(4000), session) == nil)
    #expect(limit(list(11_000), session) == .sourceNodes)
    #expect(limit("count(goals)", session) == nil)
    func parts(_ most: Int) -> Session {
      self.session(Limits(source: ParserLimits(nodes: most)))
    }
    let least: Int = (1...60).first { limit(list(10), parts($0)) == nil } ?? 0
    #expect(least > 10)
    #expect(limit(list(10), parts(least - 1)) == .sourceNodes)
  }

  @Test("a chain has 200 terms, and 12 queries and calls stand inside each other")
  func capacities() {
    let session = session()
    func chain(_ term: String, _ sign: String, _ count: Int) -> String {
      Array(repeating: term, count: count).joined(separator: sign)
    }
    #expect(limit(chain("1", " + ", 200), session) == nil)
    #expect(limit("goals where " + chain("progress < 1000%", " and ", 200), session) == nil)
    #expect(limit("let $x = 1\nprint " + chain("$x", " + ", 200), session) == nil)
    #expect(limit("goals where weight < " + chain("weight", " + ", 200), session) == nil)
    for count in [300, 3000] {
      for text in [chain("1", " + ", count), "goals | show " + chain("weight", " * ", count)] {
        #expect(limit(text, session) == .depth)
      }
    }
    for count in [300, 3000] {
      #expect(limit("goals where " + chain("weight > 0", " and ", count), session) == nil)
    }
    #expect(limit(chain("1", " + ", 11_000), session) == .sourceNodes)
    #expect(limit(chain("1", " + ", 100_000), self.session(.standard)) == .sourceNodes)
    let calls = String(repeating: "abs(", count: 12) + "1" + String(repeating: ")", count: 12)
    #expect(limit(calls, session) == nil)
    let queries =
      String(repeating: "goals with (", count: 12) + "goals" + String(repeating: ")", count: 12)
    #expect(limit(queries, session) == nil)
  }

  @Test("calls of functions are 200 deep, those of strangers 64")
  func calls() {
    let sum = "define s($n) { if $n < 1 { return 0 }; return $n + s($n - 1) }\n"
    for (limits, most) in [(Limits.standard, 200), (.untrusted, 64)] {
      let session = session(limits)
      #expect(limit(sum + "print s(\(most - 1))", session) == nil)
      #expect(limit(sum + "print s(\(most))", session) == .callDepth)
      #expect(limit(sum + "goals | show n = s(\(most - 1))", session) == nil)
      #expect(limit(sum + "goals | show n = s(\(most))", session) == .callDepth)
    }
  }

  @Test("sixteen lists made by `for` may stand inside each other")
  func comprehensions() {
    func lists(_ count: Int) -> String {
      let heads = String(repeating: "[", count: count)
      return "print count(" + heads + "1"
        + (0..<count).map { " for $x\($0) in [1]]" }.joined() + ")"
    }
    #expect(limit(lists(16), session()) == nil)
    #expect(session().diagnose(SourceText(lists(17))).map(\.code.id) == ["GRV0244"])
    let nested = session(Limits(valueNesting: 3))
    #expect(limit(lists(3), nested) == nil)
    #expect(limit(lists(4), nested) == .valueNesting)
  }

  @Test("limits of a text can be lower, and never higher, than the standard ones")
  func sourceLimits() {
    let high = ParserLimits(sourceBytes: .max, nesting: 1000, nodes: .max)
    #expect(high == .standard)
    let low = session(Limits(source: ParserLimits(sourceBytes: 12)))
    #expect(limit("count(goals)", low) == nil)
    #expect(limit("count(goals) ", low) == .sourceBytes)
  }

  @Test("a text has 1 MiB, a list 100,000 members")
  func textsAndLists() {
    let session = session()
    func text(_ last: String) -> String {
      let letters = String(repeating: "a", count: 1024)
      let thousand = String(repeating: "b", count: 1024)
      return #"length(replace("\#(letters)\#(last)", "a", "\#(thousand)"))"#
    }
    #expect(limit(text(""), session) == nil)
    #expect(limit(text("c"), session) == .textBytes)
    func list(_ commas: Int) -> String {
      #"count(split(replace("aaaaaaaaa", "a", "\#(String(repeating: ",", count: commas))"), ","))"#
    }
    #expect(limit(list(11_111), session) == nil)
    #expect(limit(list(11_112), session) == .listLength)
    for print in ["", "let $t = \"12345\"\nprint "] {
      let replaced = print + #"replace("aa345", "a", "b")"#
      #expect(limit(replaced, self.session(Limits(textBytes: 5))) == nil)
      #expect(limit(replaced, self.session(Limits(textBytes: 4))) == .textBytes)
      #expect(limit(print + "[1, 2, 3]", self.session(Limits(listLength: 3))) == nil)
      #expect(limit(print + "[1, 2, 3]", self.session(Limits(listLength: 2))) == .listLength)
    }
  }

  @Test("lists are nested 64 levels deep")
  func nesting() {
    var session = session()
    var value = Value.number(1)
    for _ in 0..<63 { value = .list([value]) }
    session.bind("deep", value)
    #expect(limit("[$deep]", session) == nil)
    #expect(limit("[[$deep]]", session) == .valueNesting)
    #expect(limit("[{a: $deep}]", session) == .valueNesting)
    #expect(limit("[{a: 1}]", session) == nil)
  }

  @Test("bytes of answers are counted: 16 a value, and its text")
  func output() {
    let query = "key results | show id"
    #expect(limit(query, session(Limits(outputBytes: 2 * (16 + 2)))) == nil)
    #expect(limit(query, session(Limits(outputBytes: 2 * (16 + 2) - 1))) == .outputBytes)
    #expect(limit("count(goals)", session(Limits(outputBytes: 16))) == nil)
    #expect(limit("count(goals)", session(Limits(outputBytes: 15))) == .outputBytes)
    // A card is counted as a row of all that it shows.
    let least: Int =
      (1...2000).first { limit("@K1", session(Limits(outputBytes: $0))) == nil } ?? 0
    #expect(least > 16 * 8)
    #expect(limit("@K1", session(Limits(outputBytes: least - 1))) == .outputBytes)
    #expect(limit("first(@O1.key_results)", session(Limits(outputBytes: 16))) == .outputBytes)
  }

  @Test("ticks, bytes and rows end a run exactly")
  func ticksBytesRows() {
    #expect(limit("key results", session(Limits(rows: 2))) == nil)
    #expect(limit("key results", session(Limits(rows: 1))) == .rows)
    #expect(limit("key results | sort by title", session(Limits(ticks: 4))) == nil)
    #expect(limit("key results | sort by title", session(Limits(ticks: 3))) == .ticks)
    #expect(limit("key results", session(Limits(bytes: 1))) == .bytes)
    let least: Int =
      (1...4000).first { limit("key results", session(Limits(bytes: $0))) == nil } ?? 0
    #expect(least > 1)
    #expect(limit("key results", session(Limits(bytes: least - 1))) == .bytes)
    // What is said beside an answer costs no ticks of the run, and ends at the same limit of its own.
    let empty = session(Limits(ticks: 2))
    #expect(limit("key results above 90%", empty) == nil)
  }

  @Test("a run ends when its time is over, by the clock that the host gave")
  func deadline() {
    let session = session()
    let clock = StepClock()
    let cancellation = Cancellation(after: .milliseconds(2), by: clock)
    let queries = String(repeating: "key results\n", count: 1_500)
    #expect(limit(queries, session, cancellation) == .deadline)
    #expect(limit("key results", session, Cancellation(after: .seconds(60), by: clock)) == nil)
  }

  @Test("cancelling the task cancels the run")
  func tasks() async throws {
    let session = session()
    let prepared = try session.prepare(SourceText("key results"))
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await Cancellation.ofTask { cancellation throws(QueryFailure) in
        try prepared.run(cancellation: cancellation)
      }
    }
    task.cancel()
    let failure = await task.result
    #expect(throws: QueryFailure.self) { try failure.get() }
    if case .failure(let error as QueryFailure) = failure { #expect(error.kind == .cancelled) }
    let results = try await Cancellation.ofTask { try prepared.run(cancellation: $0) }
    #expect(results.count == 1)
  }

  @Test("a session for queries only refuses loops and definitions wherever they stand")
  func queriesOnly() throws {
    let graph = session().graph
    let session = Session(graph: graph, today: .on("2026-05-15"), language: .queries)
    let texts = [
      "define twice($x) = 2 * $x", "define field big on goals = weight > 2", #"use "other.grove""#,
      "for $x in [1] { print $x }", "while yes { print 1 }",
      #"report "R" { if yes { while yes { print 1 } } }"#,
    ]
    for text in texts {
      let codes = session.diagnose(SourceText(text)).map(\.code.id)
      #expect(codes == ["GRV0502"], "\(text)")
    }
    #expect(try session.run("key results").count == 1)
  }
}

/// A clock that goes on by a millisecond whenever it is looked at.
private final class StepClock: Clock {
  struct Instant: InstantProtocol {
    var milliseconds: Int64
    func advanced(by duration: Duration) -> Instant {
      let parts = duration.components
      return Instant(
        milliseconds: milliseconds + parts.seconds * 1000
          + parts.attoseconds / 1_000_000_000_000_000)
    }
    func duration(to other: Instant) -> Duration {
      .milliseconds(other.milliseconds - milliseconds)
    }
    static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
  }

  private let looks = Atomic<Int64>(0)
  var now: Instant {
    Instant(milliseconds: looks.add(1, ordering: .relaxed).newValue)
  }
  var minimumResolution: Duration { .milliseconds(1) }
  func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
