// Runs that are stopped from outside.

import Grove
import TestKit
import Testing

@Suite("Stopped runs") struct CancellationTests {
  @Test("a run whose switch is off already gives no answer but says that it was cancelled")
  func cancelled() {
    let session = Session(
      graph: GraphFixture().objective("O1").graph(), today: .on("2026-05-15"))
    let cancellation = Cancellation()
    cancellation.cancel()
    do {
      _ = try session.run("objectives", cancellation: cancellation)
      Issue.record("it gave an answer")
    } catch {
      #expect(error.kind == .cancelled)
      #expect(error.diagnostics.map(\.code) == [.runCancelled])
    }
  }
}
