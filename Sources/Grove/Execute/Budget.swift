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
/// One thread counts; any thread may cancel by the switch it was given. A tick is a row that a step of
/// a query looks at, an edge of the graph, or a call, and more of them for what is long. Bytes are
/// those of intermediate values that are held at the same time.
package final class Budget: Sendable {
  /// The limits counted against.
  package let limits: Limits
  private let ticksUsed = Atomic<Int>(0)
  private let bytesHeld = Atomic<Int>(0)
  private let arenaBytesHeld = Atomic<Int>(0)
  private let bytesGiven = Atomic<Int>(0)
  /// The ticks at which the clock is looked at next.
  private let nextLook = Atomic<Int>(0)
  /// Work that may still be done before the switch and the clock are looked at.
  private let workLeft = Atomic<Int>(workPerLook)
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
  /// Work between two looks: a few milliseconds.
  private static let workPerLook = 65_536

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

  /// Tells of work that no tick is counted for, so that a long step can be stopped in the middle: an
  /// expression for a row, a comparison of a sort, a few bytes of a text.
  /// - Throws: now and then, when the run was cancelled or its time is over.
  @inline(__always)
  package func work(_ amount: Int) throws(RunFailure) {
    guard cancellation != nil else { return }
    let (left, overflow) = workLeft.load(ordering: .relaxed).subtractingReportingOverflow(amount)
    workLeft.store(left, ordering: .relaxed)
    if left < 0 || overflow { try look() }
  }

  /// Looks at the switch and the clock.
  /// - Throws: when the run was cancelled or its time is over.
  @inline(never)
  package func look() throws(RunFailure) {
    workLeft.store(Self.workPerLook, ordering: .relaxed)
    guard let cancellation else { return }
    if cancellation.isCancelled { throw .cancelled }
    if cancellation.isDue { throw .limit(.deadline) }
  }

  /// Tells of work, and whether to go on; nil when nobody can stop the run.
  var goesOn: (@Sendable (Int) -> Bool)? {
    guard cancellation != nil else { return nil }
    return { amount in
      do throws(RunFailure) {
        try self.work(amount)
        return true
      } catch {
        return false
      }
    }
  }

  /// Why the run does not go on.
  var stopped: RunFailure { cancellation?.isCancelled == false ? .limit(.deadline) : .cancelled }

  /// Sorts things; a long sort can be stopped.
  @inline(__always)
  func sort<Things: MutableCollection & RandomAccessCollection>(
    _ things: inout Things, by isBefore: (Things.Element, Things.Element) -> Bool
  ) throws(RunFailure) {
    guard things.sort(asking: goesOn, by: isBefore) else { throw stopped }
  }

  /// Counts ticks for values that a call goes through: one for each 64 members of a list and each
  /// 1,024 bytes of a text.
  func charge(lengthOf values: [Value]) throws(RunFailure) {
    var count = 0
    for value in values {
      switch value {
      case .text(let text): count += text.utf8.count / 1024
      case .list(let members): count += members.count / 64
      default: break
      }
    }
    if count > 0 { try charge(ticks: count) }
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

  /// Checks how long a value that was made is, how deeply it is nested, and that written out it would
  /// fit into the memory that is left: lists that share members may be many times as long as what
  /// they hold. O(members, those of members counted each time), which is charged.
  package func check(_ value: Value) throws(RunFailure) {
    switch value {
    case .text(let text):
      guard text.utf8.count <= limits.textBytes else { throw .limit(.textBytes) }
    case .list(let members):
      guard members.count <= limits.listLength else { throw .limit(.listLength) }
      try checkExtent(of: value)
    case .record: try checkExtent(of: value)
    default: break
    }
  }

  private func checkExtent(of value: Value) throws(RunFailure) {
    let most = bytesLeft / MemoryLayout<Value>.stride
    guard let members = value.memberCount(nestedUpTo: limits.valueNesting, most: most) else {
      throw .limit(.valueNesting)
    }
    guard members <= most else { throw .limit(.bytes) }
    if members >= 64 { try charge(ticks: members / 64) }
  }

  /// Checks the length of a list that was made of rows.
  package func check(listLength count: Int) throws(RunFailure) {
    guard count <= limits.listLength else { throw .limit(.listLength) }
  }
}
