// Stopping a run from another thread or a signal handler, or when its time is over.

import Synchronization

/// A switch that stops the runs it was given to, and may be due at a time.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let isTimeOver: (@Sendable () -> Bool)?
  /// Which charge of bytes fails, counted from 1, as if memory had run out there: for tests.
  let failingCharge: Int?

  /// A switch that is off.
  public init() {
    isTimeOver = nil
    failingCharge = nil
  }

  /// A switch whose run is refused memory at its n-th charge of bytes.
  package init(failingAtCharge number: Int) {
    isTimeOver = nil
    failingCharge = number
  }

  /// A switch that also stops runs once `isTimeOver` says so.
  ///
  /// The engine reads no clock of its own: it asks this one after 1,024 ticks, or 65,536 pieces of
  /// other work such as comparisons of a sort: every few milliseconds.
  package init(isTimeOver: @escaping @Sendable () -> Bool) {
    self.isTimeOver = isTimeOver
    failingCharge = nil
  }

  /// Stops the runs within a few milliseconds. Safe in a signal handler; may be called any number of times.
  public func cancel() {
    flag.store(true, ordering: .relaxed)
  }

  /// Makes the switch usable for the next run. A time that is over stays over.
  public func reset() {
    flag.store(false, ordering: .relaxed)
  }

  /// Whether it has been switched.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// Whether its time is over: a look at the clock.
  var isDue: Bool { isTimeOver?() ?? false }
}
