// Stopping a run by Swift's clocks and tasks. The library for C leaves this out, and with it the
// runtime of Swift's concurrency.

#if !GROVE_FOR_C
  extension Cancellation {
    /// A switch that also stops runs once so much time has passed, counted from now.
    ///
    /// The clock is read every few milliseconds.
    ///
    ///     let cancellation = Cancellation(after: .seconds(2), by: ContinuousClock())
    public convenience init<C: Clock>(after time: Duration, by clock: C)
    where C.Duration == Duration {
      let end = clock.now.advanced(by: time)
      self.init { clock.now >= end }
    }

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
#endif
