// The prompt as a person sees it: readline, signals, paste and completion on a real terminal.

import Grove
import GroveCommand
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

private let isBuilt = builtExecutable() != nil

@Suite(
  "The prompt on a terminal", .serialized,
  .enabled(if: isBuilt, "the grove executable is not built beside the tests"))
struct TerminalTests {
  private let folder = Retail.folder()

  private func open(_ arguments: String..., term: String = "xterm") throws -> PseudoTerminal {
    let executable = try #require(builtExecutable())
    let variables = [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state", "TERM": term,
      "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null", "NO_COLOR": "1",
    ]
    let terminal = try #require(
      PseudoTerminal(
        [executable, "-w", folder.path, "--today", "2026-05-15"] + arguments,
        variables: variables))
    return terminal
  }

  @Test("it greets, runs a query and leaves on Ctrl-D with status 0")
  func query() throws {
    let terminal = try open()
    #expect(terminal.expect("retail: 2 objectives"))
    #expect(terminal.expect("grove> "))
    terminal.send("key results below 50%\r")
    #expect(terminal.expect("KR-1"))
    #expect(terminal.expect("grove> "))
    terminal.send("\u{04}")
    #expect(terminal.exitStatus() == 0)
  }

  @Test("Ctrl-C clears the line and the session goes on")
  func interrupt() throws {
    let terminal = try open()
    #expect(terminal.expect("grove> "))
    terminal.send("key results bel")
    #expect(terminal.expect("key results bel"))
    terminal.send("\u{03}")
    #expect(terminal.expect("^C"))
    #expect(terminal.expect("grove> "))
    terminal.send("count(objectives)\r")
    #expect(terminal.expect("\r2\r\n"))
    #expect(terminal.expect("grove> "))
    terminal.send("\u{04}")
    #expect(terminal.exitStatus() == 0)
  }

  @Test("Ctrl-C stops a query that runs, and the session goes on")
  func cancel() throws {
    let rows = (0..<20_000).map { "O\($0),Title \($0)\n" }.joined()
    folder.write("id,title\n" + rows, to: "objectives.csv")
    let terminal = try open()
    #expect(terminal.expect("grove> ", within: 60))
    // Each row looks at every other: more than anybody waits for.
    terminal.send("objectives where count(goals where title > outer.title) < 0\r")
    #expect(terminal.expect("\u{1B}[?2004l"))
    usleep(300_000)
    terminal.send("\u{03}")
    #expect(terminal.expect("Stopped."))
    #expect(terminal.expect("grove> "))
    terminal.send("count(key results)\r")
    #expect(terminal.expect("\r3\r\n"))
  }

  @Test("an incomplete line gets a second prompt; a | line goes on with the last statement")
  func continuation() throws {
    let terminal = try open()
    #expect(terminal.expect("grove> "))
    terminal.send("count(key results\r")
    #expect(terminal.expect("  ...> "))
    terminal.send(")\r")
    #expect(terminal.expect("\r3\r\n"))
    terminal.send("key results | show id\r")
    #expect(terminal.expect("3 rows"))
    terminal.send("| take 1\r")
    #expect(terminal.expect("1 row"))
    #expect(terminal.expect("1  KR-1"))
  }

  @Test("two pasted lines stay in the editor until Enter")
  func paste() throws {
    let terminal = try open()
    #expect(terminal.expect("\u{1B}[?2004h"))
    #expect(terminal.expect("grove> "))
    terminal.send("\u{1B}[200~count(objectives)\ncount(key results)\u{1B}[201~")
    #expect(terminal.expect("count(key results)"))
    #expect(!terminal.transcript.contains("\r2\r\n"))
    terminal.send("\r")
    #expect(terminal.expect("\r2\r\n"))
    #expect(terminal.expect("\n3\r\n"))
  }

  @Test("Tab completes words of the language, commands, ids and titles")
  func completion() throws {
    let terminal = try open()
    #expect(terminal.expect("grove> "))
    terminal.send("key re\t")
    #expect(terminal.expect("key results"))
    terminal.send("\u{15}@KR-\t")
    #expect(terminal.expect("KR-2  Cut churn"))
    terminal.send("\u{15}@chur\t")
    #expect(terminal.expect("KR-2 "))
    terminal.send("\u{15}.relo\t")
    #expect(terminal.expect(".reload"))
    terminal.send("\u{15}\u{04}")
    #expect(terminal.exitStatus() == 0)
  }

  @Test("history survives the session, readable by its owner only")
  func history() throws {
    let first = try open()
    #expect(first.expect("grove> "))
    first.send("count(objectives)\r")
    #expect(first.expect("\r2\r\n"))
    #expect(first.expect("grove> "))
    first.send("\u{04}")
    #expect(first.exitStatus() == 0)
    var info = stat()
    #expect(stat(folder.path + "/state/grove/history", &info) == 0)
    #expect(info.st_mode & 0o777 == 0o600)
    let second = try open()
    #expect(second.expect("grove> "))
    second.send("\u{1B}[A")
    #expect(second.expect("count(objectives)"))
    second.send("\r")
    #expect(second.expect("\r2\r\n"))
  }

  @Test("wide characters can be typed and edited")
  func wideCharacters() throws {
    let terminal = try open()
    #expect(terminal.expect("grove> "))
    terminal.send("\"日本é\"\u{7F}\u{7F}\"\r")
    #expect(terminal.expect("\r日本\r\n"))
  }

  @Test("a dumb terminal gets prompts and answers without escape codes")
  func dumb() throws {
    let terminal = try open(term: "dumb")
    #expect(terminal.expect("grove> "))
    terminal.send("count(objectives)\r")
    #expect(terminal.expect("\n2\r\n"))
    #expect(!terminal.transcript.contains("\u{1B}"))
  }
}
