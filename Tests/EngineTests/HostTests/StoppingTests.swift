// Runs that are stopped in the middle of one long step. No test waits: the clock counts how often it
// is looked at, and is due when the test says so.

import Foundation
import Grove
import Synchronization
import TestKit
import Testing

/// A program of which one step takes long; a test case is named by its end.
struct LongStep: Sendable, CustomTestStringConvertible {
  let text: String
  init(_ text: String) { self.text = text }
  var testDescription: String { String(text.suffix(40)) }
}

@Suite("Stopping") struct StoppingTests {
  private static let graph: GoalGraph = {
    var fixture = GraphFixture().objective("O1")
    for place in 0..<10_000 {
      fixture = fixture.keyResult("K\(place)", of: "O1", from: 0, to: 100, now: Double(place % 100))
    }
    return fixture.graph()
  }()

  private var session: Session { Session(graph: Self.graph, today: .on("2026-05-15")) }

  /// Texts of which one step takes long, with few ticks.
  private static let longSteps: [LongStep] = [
    LongStep("let $a = range(200000)\nprint count(sorted($a))"),
    LongStep("let $a = [\"b{$x}\" for $x in range(70000)]\nfrom $a | sort by value desc | take 1"),
    LongStep("let $a = range(150000)\nfrom $a | where value / 2 > 10 | count"),
    LongStep("let $a = range(150000)\nfrom $a | add b = value + 1 | distinct | count"),
    LongStep("let $a = range(150000)\nfrom $a | add b = floor(value / 1000) | group by b | count"),
    LongStep("let $a = range(150000)\nfrom $a | union (from $a) | count"),
    LongStep("key results | take 1000 | pairs as $a, $b | count"),
    LongStep(
      "let $t = replace(\"\(letters(1000))\", \"a\", \"\(letters(20))\")\nprint $t matches \"*\(letters(90))b*\""
    ),
    LongStep("let $a = range(150000)\nkey results | take 2 | where weight in $a"),
  ]

  private static func letters(_ count: Int) -> String { String(repeating: "a", count: count) }

  @Test("the clock is looked at in the middle of a long step", arguments: longSteps)
  func looks(step: LongStep) throws {
    let program = try session.prepare(SourceText(step.text))
    let clock = CountingClock { _ in false }
    _ = try program.run(cancellation: Cancellation(after: .seconds(1), by: clock))
    let looks = clock.looks
    #expect(looks > 3)
    // Due at the last look: the run ends there, and not at its end.
    let late = CountingClock { $0 >= looks - 1 }
    do {
      _ = try program.run(cancellation: Cancellation(after: .seconds(1), by: late))
      Issue.record("it was not stopped")
    } catch {
      #expect(error.limit == .deadline)
      // What counts its ticks on the way out looks once more.
      #expect(late.looks <= looks)
    }
    _ = try session.run("count(goals)", cancellation: Cancellation(after: .seconds(1), by: clock))
  }

  @Test("a switch that another thread turns is seen at the next look", arguments: longSteps)
  func otherThread(step: LongStep) throws {
    let program = try session.prepare(SourceText(step.text))
    let waiting = Mutex<Cancellation?>(nil)
    // At its second look the clock has another thread turn the switch, and waits until it is turned.
    let clock = CountingClock { look in
      if look == 2, let cancellation = waiting.withLock({ $0 }) {
        Thread.detachNewThread { cancellation.cancel() }
        while !cancellation.isCancelled { Thread.sleep(forTimeInterval: 0.001) }
      }
      return false
    }
    let cancellation = Cancellation(after: .seconds(1), by: clock)
    waiting.withLock { $0 = cancellation }
    do {
      _ = try program.run(cancellation: cancellation)
      Issue.record("it was not stopped")
    } catch {
      #expect(error.kind == .cancelled)
      #expect(clock.looks == 2)
    }
  }

  @Test("counting in place is stopped within 8,192 rows")
  func counting() throws {
    let query = try session.prepare(SourceText("key results below 50%"))
    let evaluation = try #require(try Evaluation(query))
    #expect(evaluation.isCountedInPlace)
    for due in 1...2 {
      let clock = CountingClock { $0 >= due }
      do {
        _ = try evaluation.count(cancellation: Cancellation(after: .seconds(1), by: clock))
        Issue.record("it was not stopped")
      } catch {
        #expect(error.limit == .deadline)
        #expect(clock.looks == due)
      }
    }
  }

  @Test("a pattern that takes long for its text counts ticks")
  func patterns() throws {
    let session = Session(
      graph: Self.graph, today: .on("2026-05-15"), limits: Limits(ticks: 200))
    let text = Self.longSteps.first { $0.text.contains("matches") }?.text ?? ""
    do {
      _ = try session.run(text)
      Issue.record("it was not stopped")
    } catch {
      #expect(error.limit == .ticks)
    }
    let long = String(repeating: "ab", count: 40)
    let contained = "print \"x{\"\(long)\"}y\" contains \"\(long)\""
    guard case .text(let words)? = try session.run(contained).first else { return }
    #expect(words == "yes")
  }

  @Test("definitions that stand twice in each other, and lists, do not explode")
  func doubling() throws {
    let fields =
      (0..<40).map { "define field f\($0) on goals = f\($0 + 1) + f\($0 + 1)" }
      + ["define field f40 on goals = weight", "goals | show f0"]
    let functions =
      (0..<40).map { "define g\($0)($x) = g\($0 + 1)($x) + g\($0 + 1)($x)" }
      + ["define g40($x) = $x", "let $all = g0(1)", "goals | take 1 | show g0(weight)"]
    let codes = session.diagnose(SourceText(fields.joined(separator: "\n"))).map(\.code)
    #expect(codes.map(\.id) == ["GRV0604"])
    let found = try session.run(functions.joined(separator: "\n"))
    #expect(found.count == 1)
    // What reads no row is found once, however often it stands there.
    for argument in ["1", "$y"] {
      let sums =
        (0..<40).map { "define k\($0)($x) = k\($0 + 1)($x + $x)" }
        + ["define k40($x) = $x", "let $y = 1", "print k0(\(argument))"]
      #expect(try session.run(sums.joined(separator: "\n")).count == 1)
    }
    let lists =
      ["objectives | add a0 = [1]"] + (0..<40).map { "add a\($0 + 1) = [a\($0), a\($0)]" }
      + ["show n = count(a40)"]
    do {
      var session = session
      session.limits.bytes = 1 << 20
      _ = try session.run(lists.joined(separator: " | "))
      Issue.record("it was not stopped")
    } catch {
      #expect(error.limit == .bytes)
    }
  }
}

/// A clock that counts how often it is looked at, and then stands where the test wants it.
private final class CountingClock: Clock {
  struct Instant: InstantProtocol {
    var place: Duration
    func advanced(by duration: Duration) -> Instant { Instant(place: place + duration) }
    func duration(to other: Instant) -> Duration { other.place - place }
    static func < (left: Instant, right: Instant) -> Bool { left.place < right.place }
  }

  private let count = Atomic<Int>(-1)
  private let isDue: @Sendable (Int) -> Bool

  init(_ isDue: @escaping @Sendable (Int) -> Bool) {
    self.isDue = isDue
  }

  /// How often it was looked at since its cancellation was made.
  var looks: Int { count.load(ordering: .relaxed) }
  var now: Instant {
    let look = count.add(1, ordering: .relaxed).newValue
    return Instant(place: look > 0 && isDue(look) ? .seconds(3600) : .zero)
  }
  var minimumResolution: Duration { .milliseconds(1) }
  func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
