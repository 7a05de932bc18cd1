// Where a statement ends at the prompt: Enter runs what is complete, an incomplete text asks for
// more, an empty line gives up, and a line that begins with `|` is added to the last statement.

import Grove

/// Collects lines into statements. Knows nothing of terminals or of what running means.
struct StatementReader {
  enum Step: Equatable {
    /// Nothing to do.
    case nothing
    /// Ask for another line of the same statement.
    case more
    /// Run this text; when it is incomplete, its error is what the user gave up on. One that
    /// `continues` the last statement is to see what that one saw.
    case run(String, continues: Bool)
    /// A command of the prompt, with its dot.
    case meta(String)
  }

  /// What a statement that wants more has so far.
  private(set) var pending: String?
  private var pendingContinues = false
  /// The statement that a line beginning with `|` is added to.
  private(set) var last: String?

  /// Whether a statement has begun and wants more.
  var isWaiting: Bool { pending != nil }

  mutating func add(_ line: String) -> Step {
    let isEmpty = !line.contains { !$0.isWhitespace }
    if let begun = pending {
      if isEmpty {
        pending = nil
        return .run(begun, continues: pendingContinues)
      }
      return decide(begun + "\n" + line, continues: pendingContinues)
    }
    if isEmpty { return .nothing }
    let trimmed = String(line.drop { $0.isWhitespace })
    if trimmed.hasPrefix("."), !trimmed.dropFirst().hasPrefix(".") {
      let isNumber = trimmed.dropFirst().first?.isNumber ?? false
      if !isNumber { return .meta(trimmed) }
    }
    if trimmed.hasPrefix("|"), let last { return decide(last + "\n" + line, continues: true) }
    return decide(line, continues: false)
  }

  /// Ctrl-C: what was begun is forgotten.
  mutating func forget() { pending = nil }

  /// Notes that a text ran: its last statement is what a `|` continues. A text that failed is not
  /// noted, so that a mistyped stage can be typed again.
  mutating func noteSuccess(of text: String) {
    let source = SourceText(text)
    let statements = Parser.parseProgram(source).program.statements
    guard let final = statements.last else { return }
    last = source.text(in: SourceRange(start: final.range.start, end: source.bytes.count))
  }

  private mutating func decide(_ text: String, continues: Bool) -> Step {
    let parsed = Parser.parseProgram(SourceText(text))
    if parsed.isIncomplete {
      pending = text
      pendingContinues = continues
      return .more
    }
    pending = nil
    return .run(text, continues: continues)
  }
}
