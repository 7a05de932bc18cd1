// How a mistake is drawn: the place, the caret, notes and the way out.

import Grove
import GroveRender
import Testing

@Suite("Diagnostics on a screen") struct DiagnosticTests {
  private let code = DiagnosticCode("GRV0103", "unexpected word")

  private func text(
    _ source: String, name: String = "<prompt>", _ range: Range<Int>, help: String? = nil,
    notes: [Diagnostic.Note] = [], options: RenderOptions = RenderOptions()
  ) -> String {
    let diagnostic = Diagnostic(
      code, "after `at` comes `risk`, found `rsik`",
      at: SourceRange(start: range.lowerBound, end: range.upperBound), notes: notes, help: help)
    var output = ByteOutput()
    DiagnosticRenderer(source: SourceText(source, name: name), options: options)
      .write(diagnostic, to: &output)
    return output.text
  }

  @Test("the line, carets below the place and the way out")
  func oneLine() {
    #expect(
      text("goals at rsik", 9..<13, help: "did you mean `at risk`?") == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          1 | goals at rsik
            |          ^^^^ did you mean `at risk`?

        """)
  }

  @Test("files are named with line and column")
  func files() {
    #expect(
      text("# weekly\n\ngoals at rsik", name: "weekly.grove", 19..<23) == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          weekly.grove:3:10
          3 | goals at rsik
            |          ^^^^

        """)
  }

  @Test("tabs and wide characters keep the carets in place")
  func wide() {
    #expect(
      text("a\t\"東京\" rsik", 11..<15) == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          1 | a   "東京" rsik
            |            ^^^^

        """)
  }

  @Test("a range over lines marks each of them, and notes follow")
  func lines() {
    #expect(
      text("goals (\n  stale", 6..<15, notes: [.init("opened here")]) == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          1 | goals (
            |       ^
          2 |   stale
            | ^^^^^^^
          note: opened here

        """)
  }

  @Test("the end of an empty text has no excerpt but keeps the help")
  func empty() {
    #expect(
      text("", 0..<0, help: "write a question") == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          write a question

        """)
  }

  @Test("of a very long line the part around the place is shown")
  func longLine() {
    let source = String(repeating: "a ", count: 500) + "rsik" + String(repeating: " b", count: 500)
    #expect(
      text(source, 1000..<1004, options: RenderOptions(width: 46)) == """
        error[GRV0103]: after `at` comes `risk`, found `rsik`
          1 | …a a a a a a a a a a rsik b b b b b b b …
            |                      ^^^^

        """)
  }
}
