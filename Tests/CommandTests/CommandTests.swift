// Every command in process: what it prints, where, and how it ends.

import Grove
import GroveCommand
import Testing

@Suite("Commands") struct CommandTests {
  private let folder = Retail.folder()

  @Test("ask answers on standard output, by its name and without it")
  func ask() {
    let world = World(in: folder.path)
    #expect(world.run("ask", "key results below 50%", "--no-echo") == .ok)
    #expect(world.output.contains("KR-1"))
    #expect(!world.output.contains("KR-3"))
    #expect(world.errors.isEmpty)
    let answer = world.output
    #expect(world.run("--no-echo", "key results below 50%") == .ok)
    #expect(world.output == answer)
    #expect(world.run("key", "results", "below", "50%", "--no-echo") == .ok)
    #expect(world.output == answer)
  }

  @Test("a query of one word is asked, even where a folder has that name")
  func oneWord() {
    folder.write("x", to: "objectives/note.txt")
    let world = World(in: folder.path)
    #expect(world.run("objectives", "--format", "csv") == .ok)
    #expect(world.output.contains("O1"))
  }

  @Test("- reads the query from standard input")
  func standardInput() {
    let world = World(in: folder.path)
    #expect(world.run("ask", "-", "--no-echo", input: ["count(key results)"]) == .ok)
    #expect(world.output == "3\n")
    #expect(world.run("run", "-", input: ["count(key results)", "count(objectives)"]) == .ok)
    #expect(world.output == "3\n\n2\n")
  }

  @Test("the echo comes first and tells the day and the rows")
  func echo() {
    let world = World(in: folder.path)
    #expect(world.run("key results below 50%", "--today", "2026-05-18") == .ok)
    let first = world.output.split(separator: "\n").first ?? ""
    #expect(first.hasPrefix("key results, progress below 50%"))
    #expect(first.contains("18 May 2026"))
    #expect(first.hasSuffix("1 row"))
  }

  @Test("-w names the workspace, and the nearest one upwards is found without it")
  func workspace() {
    folder.write("", to: "deeper/nothing.txt")
    let elsewhere = World()
    #expect(elsewhere.run("-w", folder.path, "count(objectives)") == .ok)
    #expect(elsewhere.output == "2\n")
    let below = World(in: folder.path + "/deeper")
    #expect(below.run("count(objectives)") == .ok)
    #expect(below.output == "2\n")
  }

  @Test("JSON carries query, day, typed columns, rows and counts")
  func json() {
    let world = World(in: folder.path)
    #expect(world.run("key results | show id, progress | take 1", "--format", "json") == .ok)
    #expect(
      world.output == """
        {"query": "key results | show id, progress | take 1",
         "today": "2026-05-15",
         "columns": [{"name": "id", "type": "text"}, {"name": "progress", "type": "ratio"}],
         "rows": [
          {"id": "KR-1", "progress": 0.25}
         ],
         "row_count": 1,
         "skipped_missing": 0}

        """)
  }

  @Test("JSON calls a list of several types a list")
  func mixedList() {
    let world = World(in: folder.path)
    for (list, type) in [("[50%, 2]", "list"), ("[50%, 1 / 0, 20%]", "list of ratio")] {
      #expect(world.run(list, "--format", "json") == .ok)
      #expect(world.output.contains("\"type\": \"\(type)\"}"))
    }
  }

  @Test("a workspace that is not there is told by the path as typed")
  func missingWorkspace() {
    let world = World(in: folder.path)
    #expect(world.run("-w", "nowhere/at-all", "count(objectives)") != .ok)
    #expect(world.errors.contains("nowhere/at-all: there is no such file or folder"))
    #expect(!world.errors.contains(folder.path))
  }

  @Test("run answers the queries of files and stops at the first error")
  func runFiles() {
    folder.write("# two\ncount(key results)\nkey results | take 1 | show id\n", to: "two.grove")
    folder.write("key results blow 50%\n", to: "wrong.grove")
    let world = World(in: folder.path)
    #expect(world.run("run", "two.grove", "--no-echo") == .ok)
    #expect(world.output == "3\n\nid\nKR-1\n")
    #expect(world.run("run", "two.grove", "wrong.grove", "two.grove", "--no-echo") == .language)
    #expect(world.output.hasPrefix("3\n\nid\nKR-1\n"))
    #expect(world.errors.contains("wrong.grove:1:"))
    #expect(world.run("two.grove", "--no-echo") == .ok)
  }

  @Test("check prints problems and counts, and --strict fails")
  func check() {
    let world = World(in: folder.path)
    #expect(world.run("check") == .ok)
    #expect(world.output == "no problems\n")
    folder.write("key_results:\n  - { id: KR-9, title: Odd, target: TBD }\n", to: "odd.yaml")
    #expect(world.run("check") == .ok)
    #expect(world.output.contains("odd.yaml:2:"))
    #expect(world.output.contains("problem"))
    #expect(world.run("check", "--strict") == .checkFailed)
    #expect(world.run("ask", "key results", "--strict") == .checkFailed)
    #expect(world.output.isEmpty)
    #expect(world.errors.contains("(--strict)"))
  }

  @Test("fmt rewrites files, names the changed ones, and --check only tells")
  func format() {
    folder.write("krs   below 50%\n", to: "a.grove")
    folder.write("key results\n", to: "b.grove")
    let world = World(in: folder.path)
    #expect(world.run("fmt", "--check", "a.grove", "b.grove") == .checkFailed)
    #expect(world.output == "a.grove\n")
    #expect(folder.read("a.grove") == "krs   below 50%\n")
    #expect(world.run("fmt", "a.grove", "b.grove") == .ok)
    #expect(world.output == "a.grove\n")
    #expect(folder.read("a.grove") == "key results below 50%\n")
    #expect(world.run("fmt", "-", input: ["krs"]) == .ok)
    #expect(world.output == "key results\n")
  }

  @Test("explain shows the core form and the rows after each step")
  func explain() {
    let world = World(in: folder.path)
    #expect(world.run("explain", "key results below 50%") == .ok)
    #expect(world.output.contains("from key_results | where progress < 50%"))
    #expect(world.output.contains("3  from key_results"))
  }

  @Test("kinds, fields and words tell the vocabulary")
  func vocabulary() {
    let world = World(in: folder.path)
    #expect(world.run("kinds") == .ok)
    #expect(world.output.contains("key results  3"))
    #expect(world.run("fields", "key", "results") == .ok)
    #expect(world.output.contains("progress"))
    #expect(world.run("fields", "key reslts") == .usage)
    #expect(world.errors.contains("did you mean `key results`?"))
    #expect(world.run("words") == .ok)
    #expect(world.output.contains("owned by @x"))
  }

  @Test("an existing folder is opened; without a terminal its statements come from standard input")
  func open() {
    let world = World()
    #expect(world.run(folder.path, input: ["count(key results)"]) == .ok)
    #expect(world.output == "3\n")
  }
}

@Suite("Exit statuses and what is said") struct FailureTests {
  private let folder = Retail.folder()

  @Test("a mistake in the query is 3, with the place on standard error and nothing else")
  func language() {
    let world = World(in: folder.path)
    #expect(world.run("key results at rsik") == .language)
    #expect(world.output.isEmpty)
    #expect(world.errors.hasPrefix("error[GRV"))
    #expect(world.errors.contains("  1 | key results at rsik\n"))
    #expect(world.errors.contains("^^^^"))
    #expect(world.errors.contains("at risk"))
  }

  @Test("what fails while running is 5, what hits a limit is 6")
  func runTimeAndLimits() {
    let world = World(in: folder.path)
    #expect(world.run("goals where due before today + 99999999 days") == .runTime)
    #expect(world.errors.contains("GRV03"))
    let brackets = String(repeating: "(", count: 300) + "1" + String(repeating: ")", count: 300)
    #expect(world.run(brackets) == .limit)
    #expect(world.errors.contains("200 deep"))
    #expect(world.run("ask", "-", input: [String(repeating: "(", count: (1 << 20) + 1)]) == .limit)
    #expect(world.errors.contains("1048576"))
  }

  @Test("a workspace that is not there is 4 and named")
  func unreadable() {
    let world = World(in: folder.path)
    #expect(world.run("-w", "nowhere", "key results") == .unreadable)
    #expect(world.errors.contains("nowhere"))
    #expect(world.run("./nowhere") == .unreadable)
    #expect(world.run("run", "nothing.grove") == .unreadable)
    #expect(world.errors.contains("nothing.grove"))
  }

  @Test(
    "what the command line gets wrong is 2, with the nearest right word",
    arguments: [
      (["ask", "--formt", "csv", "x"], "--format"),
      (["ask", "--format", "cvs", "key results"], "did you mean `csv`?"),
      (["ask", "--today", "yesterday", "key results"], "2026-05-15"),
      (["ask", "--color", "blue", "key results"], "auto, always or never"),
      (["ask", "--param", "a=1", "key results"], "--param"),
      (["run", "--param", "floor", "two.grove"], "--param takes name=value"),
      (["run", "--param", "a=1", "--param", "$a=2", "two.grove"], "gives `a` twice"),
      (["run", "--force", "two.grove"], "--force belongs to -o FILE"),
      (["run", "a.grove", "b.grove", "-o", "x.md"], "one program at a time"),
      (["run", "a.grove", "b.grove", "--format", "json"], "json takes one program at a time"),
      (["run", "-o", "x.html", "two.grove"], "found `html`"),
      (["ask", "--me", "anna", "key results"], "did you mean `ana`?"),
      (["ask"], "what is the question?"), (["run"], "which program?"), (["fmt"], "which file?"),
    ])
  func usage(arguments: [String], said: String) {
    let world = World(in: folder.path)
    #expect(GroveCommand.run(arguments, in: world.environment) == .usage)
    #expect(world.errors.contains(said))
  }

  @Test("a misspelt command is a query that fails, with the command it was near to")
  func misspeltCommand() {
    let world = World(in: folder.path)
    #expect(world.run("chekc") == .language)
    #expect(world.errors.contains("Did you mean `grove check`?"))
  }

  @Test("help and version are answers")
  func help() {
    let world = World()
    #expect(world.run("--help") == .ok)
    #expect(world.output.contains("grove 'QUERY'"))
    #expect(world.run("help", "ask") == .ok)
    #expect(world.output.contains("--today"))
    #expect(world.run("--version") == .ok)
    #expect(world.output.hasPrefix("grove "))
  }

  @Test("colour follows --color, NO_COLOR, CLICOLOR_FORCE and TERM")
  func colour() {
    let world = World(in: folder.path)
    func isColoured(_ arguments: String...) -> Bool {
      _ = GroveCommand.run(["key results"] + arguments, in: world.environment)
      return world.output.contains("\u{1B}[")
    }
    #expect(!isColoured())
    #expect(isColoured("--color", "always"))
    world.environment.variables = ["CLICOLOR_FORCE": "1"]
    _ = world.run("count(goals)")
    #expect(isColoured())
    world.environment.variables = ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]
    _ = world.run("count(goals)")
    #expect(!isColoured())
    world.environment.variables = ["TERM": "dumb"]
    world.environment.outputIsTerminal = true
    #expect(!isColoured())
    world.environment.variables = ["TERM": "xterm"]
    #expect(isColoured())
  }
}
