// Why a text could not be answered.

/// A query or program that was not answered, with every diagnostic found.
public struct QueryFailure: Error, Sendable {
  /// At which point it failed: this decides the exit status of the command line.
  public enum Kind: Hashable, Sendable {
    /// The text is not a program of the language, or asks for what the graph does not have.
    case language
    /// It failed while running.
    case runTime
    /// It hit a limit.
    case limit
    /// It was cancelled.
    case cancelled
  }

  /// At which point it failed.
  public let kind: Kind
  /// What was found, in order of the text; at least one.
  public let diagnostics: [Diagnostic]

  package init(kind: Kind, diagnostics: [Diagnostic]) {
    self.kind = kind
    self.diagnostics = diagnostics
  }
}
