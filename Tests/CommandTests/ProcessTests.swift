// How the built `grove` ends when the world around it does: the statuses a shell sees.

import GroveCommand
import Testing

@Suite(
  "Ends of the process",
  .enabled(if: builtExecutable() != nil, "grove is not built beside the tests"))
struct ProcessTests {
  private let folder = TemporaryFolder()

  init() {
    let rows = (0..<20_000).map { "O\($0),Title number \($0)\n" }.joined()
    folder.write("id,title\n" + rows, to: "objectives.csv")
  }

  /// Runs a script of the shell, in which `$GROVE` is the command over the folder.
  private func shell(_ script: String) throws -> ChildResult {
    let grove = try #require(builtExecutable()) + " -w \(folder.path) --today 2026-05-15"
    // A query that nobody stops ends here instead of never.
    return try ChildProcess.run(
      ["/bin/sh", "-c", "ulimit -t 120; " + script],
      variables: ["GROVE": grove, "PATH": "/usr/bin:/bin", "OUT": folder.path + "/status"])
  }

  @Test("a reader that has gone ends a command as a broken pipe does, without a word")
  func brokenPipe() throws {
    let result = try shell("{ $GROVE --format csv objectives; echo $? > $OUT; } | head -n 2")
    #expect(String(decoding: result.output, as: UTF8.self).hasPrefix("id,title,"))
    #expect(folder.read("status") == "141\n")
    #expect(result.errors.isEmpty)
  }

  @Test("so it does where the signal is ignored, as in some services")
  func ignoredSignal() throws {
    let result = try shell(
      "trap '' PIPE; { $GROVE --format csv objectives; echo $? > $OUT; } | head -n 2")
    #expect(folder.read("status") == "141\n")
    #expect(result.errors.isEmpty)
  }

  @Test("Ctrl-C ends a long query with the status of an interrupt and no answer")
  func interrupt() throws {
    // The shell becomes grove, so that the signal meets it as Ctrl-C does. Each row looks at every
    // other, which is far from done when the signal comes.
    let result = try shell(
      """
      (sleep 1; kill -INT $$) &
      exec $GROVE "objectives where count(goals where title > outer.title) < 0"
      """)
    #expect(result.status == 130)
    #expect(result.output.isEmpty)
  }

  @Test(
    "a program is a command of its own by its first line",
    arguments: ["#!/usr/bin/env -S grove run", "#!/usr/bin/env grove"])
  func firstLine(line: String) throws {
    let built = try #require(builtExecutable())
    let bin = built.split(separator: "/").dropLast().joined(separator: "/")
    folder.write("name: many\n", to: "workspace.yaml")
    folder.write("\(line)\nprint \"there are {count(objectives)}\"\n", to: "reports/all.grove")
    let result = try ChildProcess.run(
      ["/bin/sh", "-c", "chmod +x $FILE && cd / && $FILE --no-echo"],
      variables: ["PATH": "/\(bin):/usr/bin:/bin", "FILE": folder.path + "/reports/all.grove"])
    #expect(result.errors.isEmpty)
    #expect(String(decoding: result.output, as: UTF8.self) == "there are 20000\n")
    #expect(result.status == 0)
  }
}
