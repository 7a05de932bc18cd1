// Generated programs run by the machine and by the plain evaluator of statements: the same outputs,
// values, remarks, and failures at the same place.

import Foundation
import Grove
import TestKit
import Testing

@Suite("Generated programs") struct GeneratedScriptTests {
  /// How many programs a run has. GROVE_SCRIPTS asks for more, from other seeds.
  private static let seeds: Range<UInt64> = {
    let wanted = ProcessInfo.processInfo.environment["GROVE_SCRIPTS"].flatMap { UInt64($0) }
    return wanted.map { 1_000_000..<(1_000_000 + $0) } ?? 0..<11_000
  }()

  @Test("give the same by machine and by plain evaluation", arguments: 0..<4)
  func agreement(part: UInt64) {
    let check = ScriptCheck()
    var (agreed, failed) = (0, 0)
    var refused: [String: String] = [:]
    var refusals = 0
    for seed in stride(from: Self.seeds.lowerBound + part, to: Self.seeds.upperBound, by: 4) {
      let text = RandomScript.make(seed: seed)
      switch check.check(text) {
      case .agreed(let isFailure):
        agreed += 1
        failed += isFailure ? 1 : 0
      case .refused(let code, let message):
        refusals += 1
        refused[code] = "seed \(seed): \(message)"
      case .differs(let words): Issue.record("seed \(seed)\n\(text)\n\(words)")
      }
    }
    // Most are to mean something, and most are to come to their end.
    #expect(agreed >= Self.seeds.count / 5, "\(agreed) agreed, refused: \(refused)")
    #expect(refusals * 4 < agreed, "\(refused)")
    #expect(failed > 0 && failed * 2 < agreed)
  }

  @Test("give the same when the arena is compacted at every turn")
  func compaction() throws {
    let check = ScriptCheck()
    var compared = 0
    for seed in 0..<700 as Range<UInt64> {
      let text = SourceText(RandomScript.make(seed: seed))
      guard let program = try? check.session.prepare(text), let code = program.code else {
        continue
      }
      compared += 1
      let usual = check.trace(program)
      let compacted = check.trace(program) { host throws(RunFailure) in
        try ScriptMachine(code, program.plan, host: host, compactingAt: 1)
      }
      #expect(usual == compacted, "seed \(seed)")
    }
    #expect(compared > 400)
  }

  @Test("end in the right answer or the limit's error, whatever ticks or bytes they are allowed")
  func limits() throws {
    for seed in 0..<5 as Range<UInt64> {
      let text = RandomScript.make(seed: seed)
      guard let program = try? ScriptCheck().session.prepare(SourceText(text)) else { continue }
      let right = ScriptCheck().trace(program)
      for limits in (1...200).map({ Limits(ticks: $0) })
        + (0..<40).map({ Limits(bytes: $0 * 97) })
      {
        let check = ScriptCheck(limits: limits)
        guard let program = try? check.session.prepare(SourceText(text)) else { continue }
        let trace = check.trace(program)
        if trace == right { continue }
        let code = try #require(trace.failure, "seed \(seed), \(limits)")
        #expect(code.hasPrefix("limit: GRV061"), "seed \(seed), \(limits): \(code)")
        #expect(trace == check.trace(program), "another end the second time")
        #expect(right.results.starts(with: trace.results), "seed \(seed), \(limits)")
      }
    }
  }
}
