// The world's failures: what keeps a workspace from being opened at all. What is odd inside its
// files is a Problem instead.

/// Why a workspace cannot be opened: the place, the cause and a way out.
public struct WorkspaceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sort of failure.
  public enum Cause: String, Hashable, Sendable {
    /// Nothing is at the path.
    case notFound
    /// The path may not be read.
    case notReadable
    /// The path is neither a folder nor a file of a known format.
    case notAWorkspace
    /// The folder holds no file that could hold goals, and no `workspace.yaml`.
    case noGoalFiles
  }

  /// The path as it was given.
  public let path: String
  /// What went wrong.
  public let cause: Cause
  /// What went wrong, as a sentence without a full stop.
  public let message: String
  /// One way out.
  public let help: String

  init(path: String, cause: Cause, message: String, help: String) {
    self.path = path
    self.cause = cause
    self.message = message
    self.help = help
  }

  /// `PATH: MESSAGE; HELP`.
  public var description: String { "\(path): \(message); \(help)" }

  static func notFound(_ path: String) -> WorkspaceError {
    WorkspaceError(
      path: path, cause: .notFound, message: "there is no such file or folder",
      help: "check the path")
  }

  static func notReadable(_ path: String, reason: String) -> WorkspaceError {
    WorkspaceError(
      path: path, cause: .notReadable, message: "cannot be read: \(reason)",
      help: "check the permissions")
  }

  static func notAWorkspace(_ path: String) -> WorkspaceError {
    WorkspaceError(
      path: path, cause: .notAWorkspace, message: "is neither a folder nor a file with goals",
      help: "give a folder, or a .yaml, .json, .ndjson, .csv or .tsv file")
  }

  static func noGoalFiles(_ path: String) -> WorkspaceError {
    WorkspaceError(
      path: path, cause: .noGoalFiles, message: "no file in this folder can hold goals",
      help: "write goals.yaml or objectives.csv there, or name another folder")
  }
}
