// Stopping a run from another thread or a signal handler.

import Synchronization

/// A switch that stops the runs it was given to.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A switch that is off.
  public init() {}

  /// Stops the runs at their next row. Safe in a signal handler; may be called any number of times.
  public func cancel() {
    flag.store(true, ordering: .relaxed)
  }

  /// Makes the switch usable for the next run.
  public func reset() {
    flag.store(false, ordering: .relaxed)
  }

  /// Whether it has been switched.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
