// Time and memory, as the operating system tells them.

import Foundation

enum Measuring {
  /// The best and the middle of so many runs, in milliseconds.
  static func milliseconds(runs: Int, _ body: () throws -> Void) rethrows -> (
    best: Double, median: Double
  ) {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs {
      let elapsed = try clock.measure(body)
      times.append(
        Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3)
    }
    times.sort()
    return (times[0], times[times.count / 2])
  }

  /// The largest amount of memory this process has held, in bytes; 0 where it is not told.
  static func peakMemory() -> Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return 0
    }
    for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
      return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }
    return 0
  }

  /// Runs a program and gives its output; nil when it cannot be run or fails.
  ///
  /// By the shell and not by Foundation's Process, which looks only every 50 ms whether a process has
  /// ended.
  static func output(of program: String, _ arguments: [String]) -> String? {
    let words = ([program] + arguments).map { word in
      "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
    }
    guard let pipe = popen("exec " + words.joined(separator: " ") + " 2>/dev/null", "r") else {
      return nil
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      bytes += buffer[..<count]
    }
    return pclose(pipe) == 0 ? String(decoding: bytes, as: UTF8.self) : nil
  }
}
