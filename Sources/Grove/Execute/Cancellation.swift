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

  /// A switch that also stops runs once so much time has passed, counted from now.
  ///
  /// The engine reads no clock of its own: it asks this one after 1,024 ticks, or 65,536 pieces of
  /// other work such as comparisons of a sort: every few milliseconds.
  ///
  ///     let cancellation = Cancellation(after: .seconds(2), by: ContinuousClock())
  public init<C: Clock>(after time: Duration, by clock: C) where C.Duration == Duration {
    let end = clock.now.advanced(by: time)
    isTimeOver = { clock.now >= end }
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

extension Cancellation {
  /// Runs `body` with a switch that the cancellation of the current task turns, too.
  ///
  ///     let results = try await Cancellation.ofTask { try prepared.run(cancellation: $0) }
  ///
  /// The body runs on the calling task's thread until it is done: for long questions use a task of
  /// their own.
  public static func ofTask<Answer, Failure: Error>(
    _ cancellation: Cancellation = Cancellation(),
    _ body: (Cancellation) throws(Failure) -> Answer
  ) async throws(Failure) -> Answer {
    let outcome = await withTaskCancellationHandler {
      () -> Result<Answer, Failure> in
      do throws(Failure) {
        return .success(try body(cancellation))
      } catch {
        return .failure(error)
      }
    } onCancel: {
      cancellation.cancel()
    }
    return try outcome.get()
  }
}
