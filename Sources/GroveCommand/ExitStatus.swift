// The exit statuses of the command line: what a script may rely on.

/// How a command ended.
public enum ExitStatus: Int32, Sendable {
  /// Done.
  case ok = 0
  /// It ran, and a check, a promise or `--strict` failed.
  case checkFailed = 1
  /// The command line was not understood.
  case usage = 2
  /// The text is not a query or program of the language.
  case language = 3
  /// The workspace or a file cannot be read.
  case unreadable = 4
  /// It failed while running.
  case runTime = 5
  /// It hit a limit.
  case limit = 6
  /// It was interrupted.
  case interrupted = 130
  /// Whoever read the output has gone.
  case brokenPipe = 141
}

/// Why a command ended early; what was to be said goes to standard error.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String
}
