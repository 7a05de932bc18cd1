// A stack that no text can use up: the caller's, or that of a thread of the library's own, since
// callers may have little left, on coroutines, in small threads, or far down in programs of their own.

import CGrove

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum EngineThread {
  /// Eight times what the deepest text needs in an optimised build; pages that are never touched
  /// cost nothing.
  private static let stackBytes = 16 << 20

  /// What the caller must have left to do the work itself: twice what the deepest text needs, which
  /// in a build without optimisation is several times as much.
  #if DEBUG
    private static let enoughBytes = 12 << 20
  #else
    private static let enoughBytes = 4 << 20
  #endif

  /// Does work where there is stack enough, while the caller waits.
  /// - Throws: what the work throws, and `GROVE_SYSTEM` when there is no thread to be had.
  static func run<Result: Sendable>(
    _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if stack_bytes_left() >= enoughBytes { return try work() }
    var outcome: Swift.Result<Result, Failure> = .failure(
      Failure(GROVE_SYSTEM, "the system gives no thread to work on", help: "try again later"))
    withoutActuallyEscaping(work) { work in
      // The thread has ended, and the closure with it, before this one goes on: `outcome` is
      // touched by one thread at a time.
      let errand = Errand {
        do throws(Failure) {
          outcome = .success(try work())
        } catch {
          outcome = .failure(error)
        }
      }
      errand.runOnItsThread(stackBytes)
    }
    return try outcome.get()
  }
}

/// Work for a thread.
private final class Errand {
  private var work: () -> Void

  init(_ work: @escaping () -> Void) { self.work = work }

  /// Starts a thread and waits for its end; does nothing when there is none to be had.
  func runOnItsThread(_ stackBytes: Int) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, stackBytes) == 0 else { return }
    let context = Unmanaged.passUnretained(self).toOpaque()
    // The object outlives the thread: this function waits for it.
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, &attributes, { Errand.start($0) }, context)
      guard status == 0, let thread else { return }
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, &attributes, { Errand.start($0) }, context)
      guard status == 0 else { return }
    #endif
    pthread_join(thread, nil)
    withExtendedLifetime(self) {}
  }

  private static func start(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Errand>.fromOpaque(context).takeUnretainedValue().work() }
    return nil
  }
}
