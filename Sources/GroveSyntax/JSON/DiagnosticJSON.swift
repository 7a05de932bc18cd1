// Diagnostics as JSON, for editors, build tools and reports.

extension Diagnostic {
  /// Diagnostics of one text as a JSON array on one line.
  ///
  /// Each has its `code` and the code's `title`, `severity` and `message`; its place as `start` and
  /// `end` in bytes and as `line`, `column`, `end_line` and `end_column` counted from 1, columns in
  /// characters; `notes` with a `message`, and `start` and `end` when they have a place; `help` when
  /// there is one; and `fixes`, each with `start`, `end` and a `replacement`.
  public static func json(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    let writer = JSONEncoding(isSpaced: true)
    // Texts and whole numbers can always be written.
    try? writer.write(diagnostics.map { Entry($0, in: source) }, path: [])
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// What is written of a diagnostic, in the order it is written.
private struct Entry: Encodable {
  let code, title, severity, message: String
  let start, end, line, column, end_line, end_column: Int
  let notes: [Note]
  let help: String?
  let fixes: [Fix]

  init(_ diagnostic: Diagnostic, in source: SourceText) {
    code = diagnostic.code.id
    title = diagnostic.code.title
    severity = diagnostic.severity.rawValue
    message = diagnostic.message
    start = diagnostic.range.start
    end = diagnostic.range.end
    line = source.line(of: start)
    column = source.column(of: start)
    end_line = source.line(of: end)
    end_column = source.column(of: end)
    notes = diagnostic.notes.map {
      Note(message: $0.message, start: $0.range?.start, end: $0.range?.end)
    }
    help = diagnostic.help
    fixes = diagnostic.fixIts.map {
      Fix(start: $0.range.start, end: $0.range.end, replacement: $0.replacement)
    }
  }

  struct Note: Encodable {
    let message: String
    let start, end: Int?
  }

  struct Fix: Encodable {
    let start, end: Int
    let replacement: String
  }
}
