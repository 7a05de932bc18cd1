// Programs that use the definitions of other files: what is found, and what never is.

import Grove
import Synchronization
import TestKit
import Testing

@Suite("Files that programs use") struct UseTests {
  /// The mistakes of a program that may use these files, with what was asked for.
  static func diagnose(
    _ text: String, files: [String: String]
  ) -> (codes: [String], asked: [String], first: Diagnostic?) {
    let asked = Mutex<[String]>([])
    var session = ScriptTests.session()
    session.files = ProgramFiles { path throws(ProgramFiles.Refusal) in
      asked.withLock { $0.append(path) }
      guard let text = files[path] else { throw ProgramFiles.Refusal("is not there") }
      return text
    }
    let found = session.diagnose(SourceText(text, name: "main.grove"))
    return (found.map(\.code.id), asked.withLock { $0 }, found.first)
  }

  @Test("definitions come over, from files below the file that uses them, each read once")
  func definitions() throws {
    let files = [
      "a.grove": "use \"sub/b.grove\"\ndefine f($x) = g($x) + 1",
      "sub/b.grove": "use \"c.grove\"\ndefine g($x) = h($x) * 2",
      "sub/c.grove": "define h($x) = $x",
    ]
    let text = "use \"a.grove\"\nuse \"sub/c.grove\"\nprint f(3)"
    let found = Self.diagnose(text, files: files)
    #expect(found.codes == [])
    #expect(found.asked == ["a.grove", "sub/b.grove", "sub/c.grove"])
  }

  @Test(
    "a path that leaves the folder is refused before anybody is asked",
    arguments: [
      "../a.grove", "/etc/passwd", "sub/../../a.grove", "a\\u{0}.grove", "", "./a.grove",
      "sub//a.grove", "..\\\\a.grove",
    ])
  func escape(path: String) {
    let found = Self.diagnose("use \"\(path)\"", files: ["a.grove": ""])
    #expect(found.codes == ["GRV0249"])
    #expect(found.asked == [])
  }

  @Test("a file that uses itself, is not there, or would run is refused with its place")
  func mistakes() {
    #expect(
      Self.diagnose(
        "use \"a.grove\"",
        files: ["a.grove": "use \"b.grove\"", "b.grove": "use \"a.grove\""]
      ).codes == ["GRV0249"])
    #expect(Self.diagnose("use \"a.grove\"", files: [:]).codes == ["GRV0249"])
    let runs = Self.diagnose("\nuse \"a.grove\"", files: ["a.grove": "\n  print 3"])
    #expect(runs.codes == ["GRV0249"])
    #expect(runs.first?.range == SourceRange(start: 1, end: 14))
    #expect(runs.first?.notes.first?.message == "in a.grove:2:3: `print 3`")
  }

  @Test("a mistake in a file that is used names the file")
  func placed() {
    let found = Self.diagnose(
      "use \"a.grove\"\nprint f(1)", files: ["a.grove": "\ndefine f($x) = $x + \"a\" * 2"])
    #expect(found.codes == ["GRV0221"])
    #expect(found.first?.range.end ?? 99 <= 13)
    #expect(found.first?.notes.first?.message.hasPrefix("in a.grove:2:") == true)
    let call = Self.diagnose(
      "use \"a.grove\"\nprint f(\"b\")", files: ["a.grove": "\ndefine f($x) = $x + 1"])
    #expect(call.first?.range == SourceRange(start: 22, end: 25))
    #expect(call.first?.notes.map(\.message) == ["`$x` is used here: a.grove:2:16: `$x + 1`"])
    let syntax = Self.diagnose("use \"a.grove\"", files: ["a.grove": "define f( = 1"])
    #expect(syntax.first?.notes.first?.message.hasPrefix("in a.grove:1:") == true)
  }

  @Test("a chain of files and a crowd of them end")
  func limits() {
    var chain: [String: String] = [:]
    for place in 0..<40 { chain["f\(place).grove"] = "use \"f\(place + 1).grove\"" }
    let deep = Self.diagnose("use \"f0.grove\"", files: chain)
    #expect(deep.codes == ["GRV0249"])
    #expect(deep.asked.count == 16)
    chain["f15.grove"] = "define deepest() = 1"
    let whole = Self.diagnose("use \"f0.grove\"", files: chain)
    #expect(whole.codes == [])
    #expect(whole.asked.count == 16)
    var crowd = ""
    var files: [String: String] = [:]
    for place in 0..<1_100 {
      crowd += "use \"f\(place).grove\"\n"
      files["f\(place).grove"] = "define f\(place)() = 1"
    }
    let many = Self.diagnose(crowd, files: files)
    #expect(many.codes == ["GRV0249"])
    #expect(many.asked.count == 1_000)
    let lines = crowd.split(separator: "\n").prefix(1_000).joined(separator: "\n")
    #expect(Self.diagnose(lines, files: files).codes == [])
    let most = ParserLimits.standard.sourceBytes
    let use = "use \"a.grove\""
    let head = "define f() = 1 #"
    // A line break stands between two texts.
    let room = most - use.utf8.count - 1 - head.utf8.count
    for (length, codes) in [(room, []), (room + 1, ["GRV0249"])] {
      let found = Self.diagnose(
        use, files: ["a.grove": head + String(repeating: "x", count: length)])
      #expect(found.codes == codes)
    }
  }

  @Test("what a program leaves can be kept for the next")
  func kept() throws {
    var session = ScriptTests.session()
    let first = try session.prepare(
      SourceText("let $n = 2\ndefine twice($x) = $x * 2\ndefine field two on goals = 2"))
    session.keep(try first.run { _ in }, of: first)
    session.bind("_", .number(1))
    session.unbindAll()
    let text = "let $n = $n + 1\nprint twice($n)\nkey results where two = 2 | count"
    #expect(try session.run(text).count == 2)
    let second = try session.prepare(SourceText("define twice($x) = $x * 20"))
    session.keep(try second.run { _ in }, of: second)
    guard case .text("40")? = try session.run("print twice($n)").first else {
      Issue.record("the newer definition does not hold")
      return
    }
  }
}
