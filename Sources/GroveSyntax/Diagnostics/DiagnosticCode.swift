// The identity of a kind of message. Each phase declares its own codes beside its messages.

/// What a diagnostic is called in the catalogue: a number that never changes and a phrase.
///
/// 01xx is syntax, 02xx the checker, 03xx run time, 04xx the workspace, 05xx what a host does
/// not allow, 06xx limits.
public struct DiagnosticCode: Hashable, Sendable {
  /// The name people search for, `GRV0103`.
  public let id: String
  /// A phrase for the catalogue, without a full stop.
  public let title: String

  /// Declares a code.
  public init(_ id: String, _ title: String) {
    self.id = id
    self.title = title
  }
}
