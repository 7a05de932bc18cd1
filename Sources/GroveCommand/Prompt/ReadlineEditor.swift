// The line editor of a terminal: GNU readline behind the C shim.

import CReadline

/// Readline on standard input and output. There is one at a time.
final class ReadlineEditor: LineEditor {
  let isInteractive = true
  private let services: EditorServices

  /// Nil when readline cannot be set up.
  init?(_ services: EditorServices) {
    self.services = services
    // The shim keeps the pointer until `close`; the prompt holds the editor for longer than that.
    let context = Unmanaged.passUnretained(self).toOpaque()
    let isStarted = grove_editor_start(
      { line, cursor, context in
        guard let line, let context else { return }
        let editor = Unmanaged<ReadlineEditor>.fromOpaque(context).takeUnretainedValue()
        editor.complete(String(cString: line), cursor: Int(cursor))
      },
      { context in
        guard let context else { return }
        Unmanaged<ReadlineEditor>.fromOpaque(context).takeUnretainedValue().services.interrupt()
      }, context)
    guard isStarted else { return nil }
  }

  func read(prompt: String) -> EditedLine {
    var line: UnsafeMutablePointer<CChar>?
    let status = grove_editor_read(prompt, &line)
    defer { grove_line_free(line) }
    if status == GROVE_INTERRUPTED { return .interrupted }
    guard status == GROVE_LINE, let line else { return .end }
    return .text(String(cString: line))
  }

  func remember(_ entry: String) { grove_history_add(entry) }

  func close() { grove_editor_stop() }

  private func complete(_ line: String, cursor: Int) {
    let completion = services.complete(line, cursor)
    grove_completion_replace(max(0, completion.start))
    for candidate in completion.candidates {
      let closing = candidate.closing?.asciiValue.map { CChar(bitPattern: $0) } ?? 0
      grove_completion_add(candidate.text, candidate.note, closing)
    }
  }
}
