// The user's mistake as a value. How it looks on a screen is decided elsewhere.

/// Something wrong in a text: what, where, why, and one way out.
///
/// The message says what was expected before what was found.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is: nothing runs after an error.
  public enum Severity: String, Hashable, Sendable {
    /// The text means nothing until it is mended.
    case error
    /// The text means something, perhaps not what was wanted.
    case warning
  }

  /// A further fact, with the place it speaks of when there is one.
  public struct Note: Hashable, Sendable {
    /// The fact, a sentence without a full stop.
    public let message: String
    /// The place, if the note has its own.
    public let range: SourceRange?

    /// Makes a note.
    public init(_ message: String, range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// A change of the text that would mend it.
  public struct FixIt: Hashable, Sendable {
    /// What to replace.
    public let range: SourceRange
    /// What to put there.
    public let replacement: String

    /// Makes a fix-it.
    public init(range: SourceRange, replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// The catalogue entry.
  public let code: DiagnosticCode
  /// Error or warning.
  public let severity: Severity
  /// What is wrong, in the user's words.
  public let message: String
  /// Where.
  public let range: SourceRange
  /// Further facts, in the order they should be read.
  public let notes: [Note]
  /// One way out, in words or as the text to write.
  public let help: String?
  /// The changes that carry out the way out; empty when it cannot be done by machine.
  public let fixIts: [FixIt]

  /// Makes a diagnostic.
  public init(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange, severity: Severity = .error,
    notes: [Note] = [], help: String? = nil, fixIts: [FixIt] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.notes = notes
    self.help = help
    self.fixIts = fixIts
  }
}
