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

/// The counters of one run.
///
/// One thread counts; any thread may cancel by the switch it was given. A tick is a row that a step of a query looks at, an edge
/// of the graph, or a call. Bytes are those of intermediate values that are held at the same time.
package final class Budget: Sendable {
  /// The limits counted against.
  package let limits: Limits
  private let ticksUsed = Atomic<Int>(0)
  private let bytesHeld = Atomic<Int>(0)
  private let arenaBytesHeld = Atomic<Int>(0)
  private let bytesGiven = Atomic<Int>(0)
  /// The ticks at which the clock is looked at next.
  private let nextLook = Atomic<Int>(0)
  private let cancellation: Cancellation?
  /// Charges of bytes so far, counted when one of them is to fail.
  private let charges = Atomic<Int>(0)

  package init(_ limits: Limits, cancellation: Cancellation? = nil) {
    self.limits = limits
    self.cancellation = cancellation
  }

  /// Ticks counted so far.
  package var ticks: Int { ticksUsed.load(ordering: .relaxed) }
  /// Bytes held now.
  package var bytes: Int { bytesHeld.load(ordering: .relaxed) }
  /// Ticks between two looks at the clock.
  private static let ticksPerLook = 1024

  /// Counts so many ticks.
  /// - Throws: when that is more than the limit, or the run was cancelled or its time is over.
  package func charge(ticks count: Int) throws(RunFailure) {
    if let cancellation {
      if cancellation.isCancelled { throw .cancelled }
      if ticks >= nextLook.load(ordering: .relaxed) {
        if cancellation.isDue { throw .limit(.deadline) }
        nextLook.store(
          ticks.addingReportingOverflow(Self.ticksPerLook).partialValue, ordering: .relaxed)
      }
    }
    let (used, overflow) = ticks.addingReportingOverflow(count)
    guard !overflow, used <= limits.ticks ?? .max else { throw .limit(.ticks) }
    ticksUsed.store(used, ordering: .relaxed)
  }

  /// Counts bytes about to be allocated.
  /// - Throws: when that is more than the limit.
  package func charge(bytes count: Int) throws(RunFailure) {
    guard count <= bytesLeft, !isMadeToFail() else { throw .limit(.bytes) }
    bytesHeld.store(bytes + count, ordering: .relaxed)
  }

  /// Counts bytes about to be allocated that are given back in an order of their own: those of a
  /// script's values. Says whether they are allowed.
  package func charge(arenaBytes count: Int) -> Bool {
    guard count <= bytesLeft, !isMadeToFail() else { return false }
    arenaBytesHeld.store(arenaBytes + count, ordering: .relaxed)
    return true
  }

  /// Gives back so many of them.
  package func release(arenaBytes count: Int) {
    arenaBytesHeld.store(max(arenaBytes - count, 0), ordering: .relaxed)
  }

  /// Counts a charge; whether it is the one that a test wants to fail.
  private func isMadeToFail() -> Bool {
    guard let failing = cancellation?.failingCharge else { return false }
    return charges.add(1, ordering: .relaxed).newValue == failing
  }

  private var arenaBytes: Int { arenaBytesHeld.load(ordering: .relaxed) }

  /// Gives back all bytes beyond those held at an earlier moment.
  package func release(toBytes held: Int) {
    bytesHeld.store(min(held, bytes), ordering: .relaxed)
  }

  /// Bytes that may still be charged.
  package var bytesLeft: Int { max((limits.bytes ?? .max) - bytes - arenaBytes, 0) }

  /// Ticks that may still be charged.
  package var ticksLeft: Int { max((limits.ticks ?? .max) - ticks, 0) }

  /// Checks the number of rows of an answer.
  package func check(rows count: Int) throws(RunFailure) {
    guard count <= limits.rows ?? .max else { throw .limit(.rows) }
  }

  /// Counts values that the run gives to its host.
  /// - Throws: when that is more than the limit. O(values), and nothing without a limit.
  package func give(_ values: [Value]) throws(RunFailure) {
    guard let limit = limits.outputBytes else { return }
    for value in values { try give(bytes: value.outputBytes(atMost: limit), limit) }
  }

  /// Counts bytes of text that the run gives to its host.
  package func give(text: String) throws(RunFailure) {
    guard let limit = limits.outputBytes else { return }
    try give(bytes: text.utf8.count, limit)
  }

  private func give(bytes count: Int, _ limit: Int) throws(RunFailure) {
    let (given, overflow) = bytesGiven.load(ordering: .relaxed).addingReportingOverflow(count)
    guard !overflow, given <= limit else { throw .limit(.outputBytes) }
    bytesGiven.store(given, ordering: .relaxed)
  }

  /// Checks how long a value that was made is, and how deeply it is nested.
  /// O(lists and records in it, with their members).
  package func check(_ value: Value) throws(RunFailure) {
    switch value {
    case .text(let text):
      guard text.utf8.count <= limits.textBytes else { throw .limit(.textBytes) }
    case .list(let members):
      guard members.count <= limits.listLength else { throw .limit(.listLength) }
      if value.isNested(deeperThan: limits.valueNesting) { throw .limit(.valueNesting) }
    case .record:
      if value.isNested(deeperThan: limits.valueNesting) { throw .limit(.valueNesting) }
    default: break
    }
  }

  /// Checks the length of a list that was made of rows.
  package func check(listLength count: Int) throws(RunFailure) {
    guard count <= limits.listLength else { throw .limit(.listLength) }
  }
}
