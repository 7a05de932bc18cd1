// Trees and diagnostics as JSON: out, in again, and what is refused on the way in.

import GroveSyntax
import TestKit
import Testing

@Suite("Syntax trees as JSON") struct SyntaxJSONTests {
  private func tree(_ text: String) -> Program { Parser.parseProgram(SourceText(text)).program }

  /// What reading a JSON text is refused with; nil when it is taken.
  private func refusal(_ json: String) -> String? {
    do {
      _ = try SyntaxJSON.program(from: json)
      return nil
    } catch { return error.message }
  }

  @Test("a tree as JSON says what the tree says, with the edition and the places")
  func shape() {
    let json = SyntaxJSON.text(of: tree("open kpis"))
    let expected = """
      {"edition":1,"program":{"statements":[{"form":{"value":{"_0":{"head":{"phrase":{"_0":\
      {"subject":{"form":{"kind":{"adjectives":["open"],"_2":"kpis"}},"range":[0,9]},\
      "modifiers":[],"range":[0,9]}}},"stages":[],"range":[0,9]}}},"range":[0,9]}],"range":[0,9]}}
      """
    #expect(json == expected)
    #expect(!SyntaxJSON.text(of: tree("open kpis"), ranges: false).contains("range"))
  }

  @Test("what the grammar accepts comes back as it was, with and without its places")
  func roundTrip() throws {
    var count = 0
    for input in try GrammarInput.load("accepted.txt") {
      for text in input.texts {
        let program = tree(text)
        let json = SyntaxJSON.text(of: program)
        #expect(try SyntaxJSON.program(from: json) == program, "\(text)")
        #expect(SyntaxJSON.text(of: program) == json)
        let bare = SyntaxJSON.text(of: program, ranges: false)
        let read = try SyntaxJSON.program(from: bare)
        #expect(SyntaxJSON.text(of: read, ranges: false) == bare, "\(text)")
        #expect(TreeDump.areEqual(read, program), "\(text)")
        count += 1
      }
    }
    #expect(count > 100)
  }

  @Test("the deepest and the strangest texts come back, too")
  func extremes() throws {
    let deep =
      String(repeating: "goals with (", count: 199) + "goals"
      + String(repeating: ")", count: 199)
    let odd = "print \"\\\"\\u{7F}\\u{1F642}\\u{2028}\\\\ \\n\\r\\t\\u{1}é\""
    for text in [deep, odd, ""] {
      let program = tree(text)
      #expect(try SyntaxJSON.program(from: SyntaxJSON.text(of: program)) == program)
    }
  }

  @Test("escapes of other writers are read")
  func escapes() throws {
    let json = SyntaxJSON.text(of: tree("print \"🙂é/\""))
    let escaped = json.replacing("🙂é/", with: "\\ud83d\\ude42\\u00e9\\/")
    #expect(escaped != json)
    #expect(try SyntaxJSON.program(from: " \n" + escaped + "\t") == tree("print \"🙂é/\""))
  }

  @Test("JSON that is none is refused with its place")
  func noJSON() {
    for text in [
      "", "{", "[", "nul", "{\"a\"}", "{\"a\":1,}", "[1,]", "\"a", "\"\u{1}\"", "1 2", "+1",
      "1e999",
      "{a:1}", "--1", "\"\\ud83d\"", "{}", "[]", "null", "{\"edition\":1}",
    ] {
      #expect(refusal(text) != nil, "\(text)")
    }
    #expect(refusal(#"{"edition":"1"}"#) == "expected a whole number as `edition`")
    let deep = String(repeating: "[", count: 100_000)
    #expect(refusal(deep) == "values are nested more than 4096 deep")
  }

  @Test("a tree that no text has is refused, and one of a later edition")
  func noTree() {
    let json = SyntaxJSON.text(of: tree("take5 | take 3"), ranges: false)
    #expect(refusal(json) == nil)
    #expect(
      refusal(json.replacing(#""value":3.0"#, with: #""value":4.0"#))
        == "the tree says something that no text says")
    #expect(
      refusal(json.replacing("take5", with: "take 5"))
        == "the tree says something that no text says")
    #expect(
      refusal(json.replacing(#""edition":1"#, with: #""edition":2"#))
        == "the tree is of edition 2, and this is edition 1")
    let empty = SyntaxJSON.text(of: tree("1 + 2"), ranges: false)
    #expect(refusal(empty.replacing(#"[{"sign""#, with: #"[],"x":[{"sign""#)) != nil)
  }

  @Test("diagnostics as JSON have code, place, notes, help and fixes")
  func diagnostics() {
    let source = SourceText("é\nkey results belo 5", name: "file")
    let code = DiagnosticCode("GRV0000", "a title")
    let diagnostic = Diagnostic(
      code, "expected `below`", at: SourceRange(start: 15, end: 19),
      notes: [Diagnostic.Note("a fact", range: SourceRange(start: 0, end: 2))], help: "write below",
      fixIts: [Diagnostic.FixIt(range: SourceRange(start: 15, end: 19), replacement: "below")])
    let expected = """
      [{"code": "GRV0000", "title": "a title", "severity": "error", \
      "message": "expected `below`", "start": 15, "end": 19, "line": 2, "column": 13, \
      "end_line": 2, "end_column": 17, "notes": [{"message": "a fact", "start": 0, "end": 2}], \
      "help": "write below", "fixes": [{"start": 15, "end": 19, "replacement": "below"}]}]
      """
    #expect(Diagnostic.json([diagnostic], of: source) == expected)
    #expect(Diagnostic.json([], of: source) == "[]")
  }
}
