// What the tests of scripts run and expect: the machine's outputs, and those of plain evaluation.

import Grove
import TestKit
import Testing

enum ScriptExpectations {
  /// What a program gives by the machine.
  static func run(_ text: String, _ limits: Limits = .standard) -> ScriptCheck.Trace {
    let check = ScriptCheck(limits: limits)
    do {
      return check.trace(try check.session.prepare(SourceText(text, name: "script")))
    } catch {
      return ScriptCheck.Trace(failure: "refused: \(error.diagnostics.map(\.message))")
    }
  }

  /// Checks what a program prints, by the machine and by plain evaluation.
  static func expect(
    _ text: String, prints lines: [String], _ place: SourceLocation = #_sourceLocation
  ) {
    let trace = run(text)
    #expect(trace.failure == nil, sourceLocation: place)
    #expect(trace.results == lines.map { "text \($0)" }, sourceLocation: place)
    if case .differs(let words) = ScriptCheck().check(text) {
      Issue.record("\(words)", sourceLocation: place)
    }
  }
}
