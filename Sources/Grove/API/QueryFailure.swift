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
  /// Which limit was hit, when one was.
  public let limit: LimitKind?

  package init(kind: Kind, diagnostics: [Diagnostic], limit: LimitKind? = nil) {
    self.kind = kind
    self.diagnostics = diagnostics
    self.limit = limit
  }
}

extension QueryFailure {
  /// The failure of a run; one without a place of its own is shown at `range`.
  package init(_ failure: RunFailure, at range: SourceRange, limits: Limits) {
    let diagnostics = [failure.diagnostic(at: range, limits: limits)]
    switch failure {
    case .limit(let limit): self.init(kind: .limit, diagnostics: diagnostics, limit: limit)
    case .cancelled: self.init(kind: .cancelled, diagnostics: diagnostics)
    case .runTime: self.init(kind: .runTime, diagnostics: diagnostics)
    }
  }

  /// The failure of a text that the parser or the checker refused.
  init(ofParsing diagnostics: [Diagnostic]) {
    let limit = diagnostics.lazy.compactMap { LimitKind(refusing: $0.code) }.first
    self.init(kind: limit == nil ? .language : .limit, diagnostics: diagnostics, limit: limit)
  }
}

extension LimitKind {
  /// The limit of a text that is refused with this code.
  fileprivate init?(refusing code: DiagnosticCode) {
    switch code.id {
    case "GRV0601": self = .sourceBytes
    case "GRV0602": self = .sourceNesting
    case "GRV0603", "GRV0604": self = .sourceNodes
    default: return nil
    }
  }
}
