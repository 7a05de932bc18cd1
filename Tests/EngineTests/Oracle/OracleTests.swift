// The engine against the oracle on generated workspaces and queries: the same columns, rows, order,
// groups, and rows dropped for missing values.

import Foundation
import Grove
import TestKit
import Testing

@Suite("The engine agrees with the oracle") struct OracleTests {
  /// Workspaces in a run, and queries asked of each that the engine accepts. GROVE_ORACLE_WORLDS
  /// asks for more, from other seeds.
  private static let worlds: Range<UInt64> = {
    let wanted = ProcessInfo.processInfo.environment["GROVE_ORACLE_WORLDS"].flatMap { UInt64($0) }
    return wanted.map { 1_000..<(1_000 + max($0, 240)) } ?? 0..<240
  }()
  private static let queries = 44

  @Test("in columns, rows, order, groups and dropped rows", arguments: 0..<4)
  func agreement(part: UInt64) {
    var accepted = 0
    var refused: [String: (count: Int, text: String)] = [:]
    for seed in stride(from: Self.worlds.lowerBound + part, to: Self.worlds.upperBound, by: 4) {
      let world = RandomWorld.make(seed: seed)
      let check = OracleCheck(world)
      var maker = QueryMaker(world, seed: seed &* 1_000_003)
      var found = 0
      for _ in 0..<(Self.queries * 2) where found < Self.queries {
        let query = maker.query()
        switch check.check(query.text) {
        case .agreed: found += 1
        case .refused(let code, let message):
          let known = refused[code] ?? (0, "\(query.text): \(message)")
          refused[code] = (known.count + 1, known.text)
        case .differs(let words):
          found += 1
          let smallest = OracleCheck.minimised(query, world)
          Issue.record(
            """
            seed \(seed): \(query.text)
            \(words)
            smallest: \(smallest?.query.text ?? query.text)
            \(smallest?.difference ?? "")
            \(smallest?.world.description ?? "")
            """)
        }
      }
      accepted += found
    }
    // The generator is to ask what means something: few questions are refused.
    let refusals = refused.values.reduce(0) { $0 + $1.count }
    #expect(accepted >= 2_500, "\(accepted) accepted")
    #expect(refusals * 4 < accepted, "\(refused)")
  }
}
