// A prepared query asked again and again: evaluations a second of one thread, and of several at once.

import Foundation
import Grove
import GroveWorkspace

enum PreparedQueries {
  private static let query = "key results below 50% in 2026-Q2 | count"

  /// Counts so many times with an evaluation of its own; the sum keeps the loop from being left out.
  private static func count(_ program: PreparedProgram, times: Int) throws -> Int {
    guard let evaluation = try Evaluation(program) else { return 0 }
    var sum = 0
    for _ in 0..<times { sum &+= try evaluation.count() }
    return sum
  }

  /// Evaluations a second of one thread and of eight, of counting and of whole answers.
  static func measure(_ path: String) async throws {
    let workspace = try Workspace.load(path: path)
    let session = Session(graph: workspace.graph, today: try today())
    let program = try session.prepare(SourceText(query))
    let times = 200_000
    let (one, _) = try Measuring.milliseconds(runs: 5) { _ = try count(program, times: times) }
    let threads = 8
    var best = Double.infinity
    for _ in 0..<5 {
      let elapsed = try await ContinuousClock().measure {
        try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<threads { group.addTask { try count(program, times: times) } }
          for try await _ in group {}
        }
      }
      best = min(
        best,
        Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3)
    }
    let alone = Double(times) / one * 1e3
    let together = Double(times * threads) / best * 1e3
    let (answers, _) = try Measuring.milliseconds(runs: 5) {
      for _ in 0..<2_000 { _ = try program.run() }
    }
    print(
      "prepared count, 1,000 goals\t\(format(alone, 0)) a second\t\(threads) threads "
        + "\(format(together, 0)) a second = \(format(together / alone, 2))x\t"
        + "whole answers \(format(2_000 / answers * 1e3, 0)) a second")
  }

  /// Counts so many times and nothing else: run under a tool that counts allocations, with two
  /// numbers, it shows how many one count makes.
  static func countOnly(_ path: String, times: Int) throws {
    let workspace = try Workspace.load(path: path)
    let session = Session(graph: workspace.graph, today: try today())
    print(try count(try session.prepare(SourceText(query)), times: times))
  }
}
