// The line that shows how far a long load has come, on a terminal only, and goes when it is done.

import Grove
import GroveRender
import GroveWorkspace

/// One line of standard error, written over again and again.
final class LoadingLine {
  private let environment: CommandEnvironment
  private let start: Int
  private var nextAt: Int
  private var isShown = false
  /// Loads shorter than this show nothing.
  private static let patience = 500
  private static let interval = 100

  /// Nil where nobody watches.
  init?(in environment: CommandEnvironment) {
    guard environment.errorsAreTerminal, environment.variables["TERM"] != "dumb" else { return nil }
    self.environment = environment
    start = environment.milliseconds()
    nextAt = start + Self.patience
  }

  func show(_ progress: LoadProgress) {
    let now = environment.milliseconds()
    guard now >= nextAt else { return }
    nextAt = now + Self.interval
    isShown = true
    let text = Self.text(progress, elapsed: now - start)
    let width = max(20, (environment.width ?? 80) - 1)
    environment.writeError(Array(("\r" + text.prefix(width) + "\u{1B}[K").utf8))
  }

  /// Takes the line away.
  func clear() {
    if isShown { environment.writeError(Array("\r\u{1B}[K".utf8)) }
    isShown = false
  }

  /// `loading key_results.csv: 42 of 190 MB, 812000 rows, 3 s left`.
  static func text(_ progress: LoadProgress, elapsed: Int) -> String {
    let megabyte = 1 << 20
    var text = "loading \(progress.file.visibleControls()): "
    text += "\(progress.bytes / megabyte) of \(progress.totalBytes / megabyte) MB"
    text += ", \(progress.rows) rows"
    // Rows are put together after the last byte, for about as long as reading takes a quarter of.
    if progress.bytes > 0, progress.bytes < progress.totalBytes {
      let rest = Double(progress.totalBytes - progress.bytes) / Double(progress.bytes)
      let seconds = Int((Double(elapsed) * rest / 1000).rounded(.up))
      text += ", \(seconds) s left"
    } else {
      text += ", putting them together"
    }
    return text
  }
}
