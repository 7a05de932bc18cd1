// Why a call failed, in the shape in which callers ask for it: a code, mistakes with their places,
// and all of it as a terminal shows it.

import CGrove
import Grove
import GroveRender
import GroveWorkspace
import Synchronization

/// A call that failed.
struct Failure: Error {
  /// One thing that is wrong.
  struct Mistake {
    var id = ""
    let message: String
    var help: String?
    var place: grove_place?
  }

  let code: grove_code
  let mistakes: [Mistake]
  let shown: String

  /// The caller's mistake, or the world's failure.
  init(_ code: grove_code, _ message: String, help: String? = nil) {
    self.code = code
    mistakes = [Mistake(message: message, help: help)]
    shown = "error: " + message + (help.map { "; " + $0 } ?? "")
  }

  /// A text that is no text: the offset of the first byte that is wrong.
  init(notUTF8 offset: Int, of what: String) {
    code = GROVE_UTF8
    let message = "byte \(offset) of \(what) is not UTF-8"
    let place = grove_place(start: offset, end: offset + 1, line: 0, column: 0)
    mistakes = [Mistake(message: message, place: place)]
    shown = "error: " + message
  }

  /// The mistakes of a text.
  init(_ failure: QueryFailure, in source: SourceText) {
    code =
      switch failure.kind {
      case .language: GROVE_LANGUAGE
      case .runTime: GROVE_RUN_TIME
      case .limit: GROVE_LIMIT
      case .cancelled: GROVE_CANCELLED
      }
    mistakes = failure.diagnostics.map { diagnostic in
      Mistake(
        id: diagnostic.code.id, message: diagnostic.message, help: diagnostic.help,
        place: grove_place(
          start: diagnostic.range.start, end: diagnostic.range.end,
          line: source.line(of: diagnostic.range.start),
          column: source.column(of: diagnostic.range.start)))
    }
    var output = ByteOutput()
    DiagnosticRenderer(source: source).write(failure.diagnostics, to: &output)
    shown = output.text.hasSuffix("\n") ? String(output.text.dropLast()) : output.text
  }

  /// What cannot be opened.
  init(_ error: WorkspaceError) {
    self.init(GROVE_WORKSPACE, "\(error.path): \(error.message)", help: error.help)
  }
}

/// A failure as texts that stand still.
final class KeptFailure: Sendable {
  struct Mistake: Sendable {
    let id: CText
    let message: CText
    let help: CText?
    let place: grove_place?
  }

  let code: grove_code
  let shown: CText
  let mistakes: [Mistake]

  init(_ failure: Failure) {
    code = failure.code
    shown = CText(failure.shown)
    mistakes = failure.mistakes.map {
      Mistake(
        id: CText($0.id), message: CText($0.message), help: $0.help.map { CText($0) },
        place: $0.place)
    }
  }
}

/// The last failure of a handle.
final class ErrorKeeper: Sendable {
  private let kept = Mutex<KeptFailure?>(nil)

  /// The last failure, nil when no call has failed.
  var last: KeptFailure? { kept.withLock { $0 } }

  func keep(_ failure: Failure) {
    let failure = KeptFailure(failure)
    kept.withLock { $0 = failure }
  }
}
