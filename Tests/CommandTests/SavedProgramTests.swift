// Programs that a workspace keeps: listed, found by name, run from the command line and the prompt.

import Grove
import GroveCommand
import Testing

@Suite("Saved programs") struct SavedProgramTests {
  private let folder = Retail.folder()

  init() {
    folder.write("# How it stands\ncount(key results)\n", to: "reports/weekly.grove")
    folder.write("# Broken\nkey results blow 50%\n", to: "reports/broken.grove")
    folder.write("count(objectives)\n", to: "queries/goals.grove")
    folder.write("count(teams)\n", to: "checks/goals.grove")
  }

  @Test("reports lists what is kept, with whether it still checks")
  func list() {
    let world = World(in: folder.path)
    #expect(world.run("reports") == .ok)
    #expect(
      world.output == """
        name                 title          parameters  checks
        broken               Broken                     line 2: expected a modifier, `|` or the \
        end, found `50%`: a value follows `below`, `above`, `at least`, `at most` or `exactly`
        weekly               How it stands              ok
        checks/goals.grove                              ok
        queries/goals.grove                             ok

        """)
    #expect(world.run("reports", "--format", "json") == .ok)
    #expect(world.output.contains("{\"name\": \"weekly\", \"title\": \"How it stands\""))
    let empty = TemporaryFolder()
    empty.write("teams: [{ id: a }]\n", to: "goals.yaml")
    #expect(world.run("reports", "-w", empty.path) == .ok)
    #expect(
      world.output
        == "nothing is saved here: programs are files NAME.grove in the folder `reports`\n")
  }

  @Test("a program that is not UTF-8 is refused where it stops being it, used or run or listed")
  func notUTF8() {
    folder.write([0x23, 0x20, 0x63, 0x61, 0x66, 0xE9, 0x0A], to: "queries/latin.grove")
    folder.write("use \"latin.grove\"\ncount(goals)\n", to: "queries/user.grove")
    let world = World(in: folder.path)
    #expect(world.run("run", "latin") == .language)
    #expect(
      world.errors == """
        error[GRV0101]: the text is not UTF-8 from here on
          queries/latin.grove:1:6
          1 | # caf\u{FFFD}
            |      ^ save it as UTF-8

        """)
    #expect(world.run("run", "user") == .language)
    #expect(world.errors.contains("`latin.grove` is not UTF-8"), "\(world.errors)")
    #expect(world.run("reports") == .ok)
    #expect(world.output.contains("line 1: the text is not UTF-8"), "\(world.output)")
  }

  @Test("a program without an end ends at its steps")
  func steps() {
    folder.write("let $n = 0\nwhile yes { set $n = $n + 1 }\n", to: "queries/forever.grove")
    let world = World(in: folder.path)
    #expect(world.run("run", "forever", "--steps", "5000") == .limit)
    #expect(world.errors.contains("it takes more than the 5000 steps that are allowed"))
    #expect(world.run("ask", "count(key results)", "--steps", "none") == .ok)
    for wrong in ["0", "-5", "many"] {
      #expect(world.run("ask", "count(key results)", "--steps=\(wrong)") == .usage)
      #expect(
        world.errors
          == "grove: --steps takes a number above 0, or none; found `\(wrong)`\n")
    }
    // A prompt that is fed by a pipe has nobody in front.
    #expect(world.run("open", input: [".limits"]) == .ok)
    #expect(world.output.contains("steps  1000000000"))
    world.environment.inputIsTerminal = true
    #expect(world.run("open", input: [".limits"]) == .ok)
    #expect(world.output.contains("steps  no limit"))
  }

  @Test("a program is run by its name, its path in the workspace or a path")
  func byName() {
    let world = World(in: folder.path)
    for name in ["weekly", "reports/weekly", "reports/weekly.grove"] {
      #expect(world.run("run", name) == .ok, "\(name)")
      #expect(world.output == "3\n")
    }
    #expect(world.run("run", "goals") == .usage)
    #expect(world.errors.contains("`goals` is checks/goals.grove and queries/goals.grove"))
    #expect(world.run("run", "queries/goals") == .ok)
    #expect(world.run("run", "wekly") == .unreadable)
    #expect(world.errors.contains("no report, check or query `wekly`; did you mean `weekly`?"))
    #expect(world.run("run", "nothing-like-it") == .unreadable)
    #expect(world.errors.contains("`grove reports` lists them"))
    #expect(world.run("run", "reports/none.grove") == .unreadable)
    #expect(world.errors.contains("reports/none.grove cannot be read: no such file"))
    #expect(world.run("run", "broken") == .language)
    #expect(world.errors.contains("reports/broken.grove:2:"))
  }

  @Test("a program named by its path is asked of the workspace it stands in")
  func ownWorkspace() {
    let elsewhere = TemporaryFolder()
    elsewhere.write("name: other\n", to: "workspace.yaml")
    elsewhere.write("teams: [{ id: a }, { id: b }]\n", to: "goals.yaml")
    let world = World(in: elsewhere.path)
    #expect(world.run("run", folder.path + "/reports/weekly.grove") == .ok)
    #expect(world.output == "3\n")
    #expect(world.run("run", folder.path + "/checks/goals.grove", "-w", ".") == .ok)
    #expect(world.output == "2\n")
  }

  @Test("the prompt lists and runs them, and its answer is the last one")
  func prompt() {
    let world = World()
    _ = world.type(
      [
        .text(".reports"), .text(".run weekly"), .text("$_ + 1"), .text(".run wekly"),
        .text(".run"), .text(".run weekly x"),
      ], at: folder.path)
    #expect(world.output.contains("weekly               How it stands"))
    #expect(world.output.hasSuffix("\n3\n4\n"))
    #expect(world.errors.contains("did you mean `weekly`?"))
    #expect(world.errors.contains("run what?"))
    #expect(world.errors.contains(".run takes name=value"))
  }

  @Test("parameters are given by name, with values as the language writes them")
  func parameters() {
    folder.write(
      "param $floor = 50%\nparam $who\nparam $word = \"x\"\n"
        + "print \"{$word}: {count(from (key results below $floor) owned by $who)}\"\n",
      to: "reports/mine.grove")
    let world = World(in: folder.path)
    #expect(world.run("reports") == .ok)
    #expect(world.output.contains("$floor = 50%, $who, $word = \"x\""))
    #expect(world.run("run", "mine", "--param", "who=@ana") == .ok)
    #expect(world.output == "x: 1\n")
    #expect(
      world.run(
        "run", "mine", "--param", "$who=@dana", "--param", "floor=70%", "--param", "word=so many")
        == .ok)
    #expect(world.output == "so many: 1\n")
    let wrong = [
      (["--param", "floor=40%"], "this program needs $who: give it with --param who=..."),
      (["--param", "who=@ana", "--param", "flor=40%"], "floor"),
      (["--param", "who=@ana", "--param", "floor=\"x\""], "floor"),
      (["--param", "who=@ana", "--param", "floor=40% 3"], "floor=40% 3: "),
      (["--param", "who=@anna"], "who=@anna: nothing in this workspace has the id `anna`"),
    ]
    for (given, message) in wrong {
      let fails = GroveCommand.run(["run", "mine"] + given, in: world.environment) != .ok
      #expect(fails)
      #expect(world.errors.contains(message), "\(given) \(world.errors)")
    }
    _ = world.type(
      [.text(".run mine who=@ana floor=10% word=a b"), .text(".run mine")], at: folder.path)
    #expect(world.output.hasSuffix("a b: 0\n"))
    #expect(world.errors.hasSuffix("this program needs $who: give it with who=...\n"))
  }

  @Test("a saved program leaves the prompt its answer and nothing else")
  func separate() {
    folder.write("let $x = 1\ncount(teams)\n", to: "reports/one.grove")
    let world = World()
    _ = world.type(
      [.text("let $y = 40"), .text(".run one"), .text("$_ + $y"), .text("$x")], at: folder.path)
    #expect(world.output.hasSuffix("\n1\n41\n"))
    #expect(world.errors.contains("$x"))
  }

  @Test("an answer goes over another file only when that is wanted")
  func out() {
    folder.write("mine\n", to: "note.txt")
    let target = folder.path + "/note.txt"
    let world = World()
    _ = world.type(
      [.text("count(goals)"), .text(".out \(target)"), .text("n")], at: folder.path)
    #expect(folder.read("note.txt") == "mine\n")
    #expect(world.errors.contains("nothing was written"))
    _ = world.type(
      [.text("count(goals)"), .text(".out \(target)"), .text("y")], at: folder.path)
    #expect(folder.read("note.txt") == "5\n")
  }
}
