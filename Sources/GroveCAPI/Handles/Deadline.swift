// The time a run may take, by the system's clock. Swift's own clocks would bring the runtime of its
// concurrency, which nothing else here needs.

import Grove

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum Deadline {
  /// A switch that stops its runs once so many milliseconds have passed, counted from now.
  static func cancellation(after milliseconds: Int) -> Cancellation {
    let (end, isBeyond) = now().addingReportingOverflow(Int64(milliseconds))
    return isBeyond ? Cancellation() : Cancellation { now() >= end }
  }

  /// Milliseconds of a clock that never goes back.
  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
