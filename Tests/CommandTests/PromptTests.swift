// The prompt over scripted lines: statements, meta-commands, the last answer and its rows.

import Grove
import GroveCommand
import Testing

@Suite("The prompt, scripted") struct PromptTests {
  private let folder = Retail.folder()

  private func typed(_ lines: String...) -> World {
    let world = World()
    _ = world.type(lines.map { .text($0) }, at: folder.path)
    return world
  }

  @Test("it greets with what is open and with queries that find something")
  func greeting() {
    let world = typed()
    let lines = world.output.split(separator: "\n")
    #expect(
      lines.first == """
        retail: 2 objectives, 3 key results, 2 check-ins, 1 team, 2 people, today Fri 15 May 2026
        """)
    #expect(lines.last?.hasPrefix("Try: ") == true)
    #expect(lines.last?.hasSuffix("@O1") == true)
  }

  @Test("an empty folder is told what to do next")
  func emptyFolder() {
    let empty = TemporaryFolder()
    let world = World()
    _ = world.type([], at: empty.path)
    #expect(world.output.contains("goals.yaml"))
    #expect(world.output.contains(".open DIR"))
  }

  @Test("a complete line runs, an incomplete one asks for more, an empty one gives up")
  func statementEnd() {
    let world = World()
    let (_, editor) = world.type(
      [.text("count(key results"), .text(")"), .text("key results below"), .text("")],
      at: folder.path)
    #expect(editor.prompts == ["grove> ", "  ...> ", "grove> ", "  ...> ", "grove> "])
    #expect(world.output.hasSuffix("\n3\n"))
    #expect(world.errors.contains("error[GRV"))
    #expect(editor.remembered == ["count(key results\n)", "key results below\n"])
  }

  @Test("a line that begins with | is added to the last statement, which runs as a whole")
  func continuation() {
    let world = typed("key results | show id", "| take 1", "| tkae 2", "| count")
    #expect(world.output.contains("1 row\n   id\n1  KR-1\n"))
    #expect(world.errors.contains("take"))
    // The mistyped stage was not added, so this counts the one row.
    #expect(world.output.hasSuffix("1\n"))
  }

  @Test("Ctrl-C forgets what was begun and the session goes on")
  func interrupt() {
    let world = World()
    let (status, editor) = world.type(
      [.text("count(key"), .interrupted, .text("count(objectives)")], at: folder.path)
    #expect(status == .ok)
    #expect(editor.prompts == ["grove> ", "  ...> ", "grove> ", "grove> "])
    #expect(world.output.hasSuffix("\n2\n"))
    #expect(world.errors.isEmpty)
  }

  @Test("$1 and $_ are the rows and the whole of the last answer")
  func lastAnswer() {
    let world = typed("key results | sort by id", "$2.title", "key results", "count($_)")
    #expect(world.output.contains("\nCut churn\n"))
    #expect(world.output.hasSuffix("\n3\n"))
  }

  @Test("a | line sees the same $1 as the statement it continues, and so does .explain")
  func continuedRow() {
    let world = typed("key results | sort by id", "$2", "| show title", "| count", ".explain")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("1  Cut churn\n"))
    #expect(world.output.contains("$2 | show title | count"))
  }

  @Test("a bare @id prints the card: standing, trend, directions, source")
  func card() {
    let world = typed("@KR-1")
    #expect(world.output.contains("KR-1  Sign 40 accounts"))
    #expect(world.output.contains("key result of O1, Q2 2026"))
    #expect(world.output.contains("progress 25% (10 of 40 accounts)"))
    #expect(world.output.contains("last 12 May (3 days ago): \"two big ones slipped\""))
    #expect(world.output.contains("goals.yaml:"))
  }

  @Test("an error does not end the session")
  func errors() {
    let world = typed("key results blow 50%", "count(objectives)")
    #expect(world.errors.contains("error[GRV"))
    #expect(world.output.hasSuffix("\n2\n"))
  }

  @Test(
    "meta-commands answer",
    arguments: [
      (".help", "Ctrl-D leaves"), (".help below", "key results below 50%"),
      (".help progress", "How far it is"), (".help key results", ".fields key results"),
      (".kinds", "objectives"), (".fields teams", "members"), (".format", "* table"),
      (".today", "Fri 15 May 2026"), (".today 2026-06-01", "Mon 1 Jun 2026"),
      (".as-of", "as of Fri 15 May 2026"), (".as-of end of last month", "as of Thu 30 Apr 2026"),
      (".me", "nobody"), (".me @ana", "@me is ana"), (".problems", "no problems"),
      (".limits", "steps"), (".explain count(goals)", "count"), (".reload", "retail: 2"),
      (".more", "Nothing more"), (".echo full", "echo is full"), (".timing on", "timing is on"),
      (".columns title, due", "columns are title, due"), (".columns default", "the kind's own"),
      (".set", ".today DATE"), (".card KR-1", "Sign 40 accounts"),
      (".why KR-1", "status of KR-1 is"),
      (".help below", "closest SQL: WHERE progress < 0.5"),
    ])
  func metaCommands(command: String, answer: String) {
    let world = typed(command)
    #expect(world.output.contains(answer))
    #expect(world.errors.isEmpty)
  }

  @Test(
    "wrong meta-commands name the nearest and change nothing",
    arguments: [
      (".hlep", "did you mean `.help`?"), (".frobnicate", "`.help` lists them"),
      (".today soon", "2026-05-15"), (".as-of whenever", "`last friday`"),
      (".format cvs", "did you mean `csv`?"),
      (".fields goalz", "did you mean `goals`?"), (".help belwo", "did you mean `below`?"),
      (".open nowhere", "nowhere"), (".me anna", "did you mean `ana`?"),
      (".fields", "of which kind?"), (".explain", "explain what?"),
      (".up", "Look at something first"), (".down", "Look at something first"),
      (".why", "Look at something first"), (".why sales", "no team has a status"),
      (".tree", "Look at something first"), (".back", "nothing to go back to"),
      (".card Sign 41 accounts", "did you mean `Sign 40 accounts`?"), (".card $9", "$9"),
      (".tree KR-1 0", "at least one level"), (".echo loud", "short, full or off"),
      (".timing maybe", "on or off"), (".columns title |", "for example: .columns title"),
      (".last as cvs", "did you mean `csv`?"), (".last", "nothing has been answered yet"),
      (".out", "where to?"),
      (".out answer.csv", "nothing has been answered yet"), (".save", "a name is letters"),
      (".save x", "nothing has been asked yet"),
    ])
  func wrongMetaCommands(command: String, message: String) {
    let world = typed(command, "count(objectives)")
    #expect(world.errors.contains(message))
    #expect(world.output.hasSuffix("\n2\n"))
  }

  @Test(".format, .me and .today change the answers that follow")
  func settings() {
    let world = typed(".format csv", ".me ana", "goals owned by @me | show id", ".quit", "goals")
    #expect(world.output.hasSuffix("id\r\nO1\r\nKR-1\r\n"))
  }

  @Test("long answers wait for .more")
  func pages() {
    let many = TemporaryFolder()
    let rows = (1...50).map { "  - { id: K\($0), title: t\($0) }\n" }.joined()
    many.write("key_results:\n" + rows, to: "goals.yaml")
    let world = World()
    _ = world.type([.text("key results | show id"), .text(".more"), .text(".more")], at: many.path)
    #expect(world.output.contains("40  K40\n… 10 more: .more\n"))
    #expect(world.output.contains("50  K50\n"))
    #expect(world.output.hasSuffix("Nothing more to show.\n"))
  }

  @Test("without a terminal there is no greeting and no number, and the first error ends it")
  func plain() {
    let world = World()
    let status = world.run(
      folder.path, "--no-echo",
      input: ["key results | show id | take 1", "goals blow 3", "count(objectives)"])
    #expect(status == .language)
    #expect(world.output == "id\nKR-1\n")
    #expect(world.run(folder.path, input: ["count(key results"]) == .language)
  }

  @Test("history is kept across sessions, for its owner only")
  func history() {
    let world = World()
    world.environment.variables["XDG_STATE_HOME"] = folder.path + "/state"
    _ = world.type([.text("count(goals"), .text(")"), .text(" secret")], at: folder.path)
    #expect(folder.read("state/grove/history") == "count(goals\\n)\n")
    let (_, editor) = world.type([.text("count(goals)")], at: folder.path)
    #expect(editor.remembered == ["count(goals\n)", "count(goals)"])
  }
}
