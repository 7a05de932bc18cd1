// How much a run has used and may still use. Everything that loops or allocates over data asks here.

import Synchronization

/// Why a run ended without an answer.
package enum RunFailure: Error, Sendable {
  /// A limit was hit.
  case limit(LimitKind)
  /// Someone cancelled it.
  case cancelled
  /// It failed at a place of the text.
  case runTime(Diagnostic)
}

/// What can be limited.
package enum LimitKind: String, Hashable, Sendable, CaseIterable {
  case ticks, bytes, rows, depth
}

/// The counters of one run.
///
/// One thread counts; any thread may cancel by the switch it was given. A tick is a row that a step of a query looks at, an edge
/// of the graph, or a call. Bytes are those of intermediate values that are held at the same time.
package final class Budget: Sendable {
  /// The limits counted against.
  package let limits: Limits
  private let ticksUsed = Atomic<Int>(0)
  private let bytesHeld = Atomic<Int>(0)
  private let cancellation: Cancellation?

  package init(_ limits: Limits, cancellation: Cancellation? = nil) {
    self.limits = limits
    self.cancellation = cancellation
  }

  /// Ticks counted so far.
  package var ticks: Int { ticksUsed.load(ordering: .relaxed) }
  /// Bytes held now.
  package var bytes: Int { bytesHeld.load(ordering: .relaxed) }

  /// Counts so many ticks.
  /// - Throws: when that is more than the limit, or the run was cancelled.
  package func charge(ticks count: Int) throws(RunFailure) {
    if cancellation?.isCancelled == true { throw .cancelled }
    let (used, overflow) = ticks.addingReportingOverflow(count)
    guard !overflow, used <= limits.ticks ?? .max else { throw .limit(.ticks) }
    ticksUsed.store(used, ordering: .relaxed)
  }

  /// Counts bytes about to be allocated.
  /// - Throws: when that is more than the limit.
  package func charge(bytes count: Int) throws(RunFailure) {
    let (held, overflow) = bytes.addingReportingOverflow(count)
    guard !overflow, held <= limits.bytes ?? .max else { throw .limit(.bytes) }
    bytesHeld.store(held, ordering: .relaxed)
  }

  /// Gives back all bytes beyond those held at an earlier moment.
  package func release(toBytes held: Int) {
    bytesHeld.store(min(held, bytes), ordering: .relaxed)
  }

  /// Bytes that may still be charged.
  package var bytesLeft: Int { max((limits.bytes ?? .max) - bytes, 0) }

  /// Checks the number of rows of an answer.
  package func check(rows count: Int) throws(RunFailure) {
    guard count <= limits.rows ?? .max else { throw .limit(.rows) }
  }
}
