// What was odd in the files of a workspace and what was done about it. A problem never stops a
// load; the messages themselves stand in ProblemCatalogue.swift.

public import Grove

/// Something odd in a file: where, what, and what was done about it.
///
/// `description` is the line `grove check` prints:
/// `goals/sales.yaml:41:9 GRV0412 'TBD' is not a number: kept as text`.
public struct Problem: Hashable, Sendable, CustomStringConvertible {
  /// What the load did with the odd thing.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// Nothing was lost; it is worth knowing.
    case noted
    /// The whole file was left out.
    case fileLeftOut = "file left out"
    /// The rest of the file was left out; what came before is loaded.
    case restLeftOut = "rest of the file left out"
    /// The row was left out.
    case rowLeftOut = "row left out"
    /// The cell was kept as text in a field of its own.
    case cellKeptAsText = "kept as text"
    /// The cell was left out.
    case cellLeftOut = "left out"
    /// The column was kept as a field of the workspace's own.
    case columnKept = "column kept as a field of your own"
    /// The setting of `workspace.yaml` was left out.
    case settingLeftOut = "setting left out"
  }

  /// The file's path within the workspace, with `/` between folders.
  public let file: String
  /// The line, counted from 1; missing when the whole file is meant.
  public let line: Int?
  /// The column, counted from 1 in characters; missing when the whole line is meant.
  public let column: Int?
  /// The catalogue entry.
  public let code: DiagnosticCode
  /// What is odd, in the user's words, without a full stop.
  public let message: String
  /// What was done.
  public let action: Action
  /// `action` in words that fit this problem; `action.rawValue` unless something plainer is known.
  public let done: String
  /// One way out, when there is one worth saying.
  public let help: String?

  /// Makes a problem.
  public init(
    _ code: DiagnosticCode, file: String, line: Int?, column: Int? = nil, message: String,
    action: Action, done: String? = nil, help: String? = nil
  ) {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.action = action
    self.done = done ?? action.rawValue
    self.help = help
  }

  /// The problem on one line: place, code, message, what was done.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if line != nil, let column { place += ":\(column)" }
    let tail = action == .noted && done == action.rawValue ? "" : ": \(done)"
    return "\(place) \(code.id) \(message)\(tail)"
  }
}
