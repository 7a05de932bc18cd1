// Walking at the prompt, and keeping what was found.

import Grove
import GroveCommand
import Testing

@Suite("Exploring at the prompt") struct ExploringTests {
  private let folder = Retail.folder()

  private func typed(_ lines: String...) -> World {
    let world = World()
    _ = world.type(lines.map { .text($0) }, at: folder.path)
    return world
  }

  @Test("up goes to the only goal above, down lists what supports it, back returns")
  func walk() {
    let world = typed("@KR-1", ".up", ".down", ".back")
    #expect(world.errors.isEmpty)
    let cards = world.output.split(separator: "\n").filter { $0.hasPrefix("KR-1  Sign") }
    #expect(cards.count == 2)
    #expect(world.output.contains("O1  Grow revenue"))
    #expect(world.output.contains("goals, what contributes to O1"))
    #expect(world.output.contains("2  KR-2"))
  }

  @Test("rows of down are numbered, so that one can be gone to")
  func numbered() {
    let world = typed(".card O1", ".down", ".card $2", ".up")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("\nKR-2  Cut churn"))
    #expect(world.output.occurrences(of: "O1  Grow revenue") == 2)
  }

  @Test("a title finds the thing, without case")
  func title() {
    #expect(typed(".card cut CHURN").output.contains("KR-2  Cut churn"))
  }

  @Test("a row of the last answer is asked why by its number")
  func whyOfRow() {
    let world = typed("key results", ".why 2")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("status of KR-2 is"))
  }

  @Test("a tree has its root, and as many levels as asked for")
  func tree() {
    let world = typed(".tree O1", ".tree @O1 1", ".tree ana", ".tree sales")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("O1"))
    #expect(world.output.contains("├─ Sign 40 accounts"))
    #expect(world.output.contains("contributes_to(@O1, 1)"))
    #expect(world.output.contains("Ana Silva"))
  }

  @Test("people, teams and cycles have an up and a down as well")
  func others() {
    let world = typed("@sales", ".down", ".up", "@ana", ".down", ".up", "@q2", ".down", ".up")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("Sales has no parent: this is the top."))
    #expect(world.output.contains("Ana Silva has no manager: this is the top."))
  }

  @Test("columns take the place of the kind's own, unless the question chooses or lacks them")
  func columns() {
    let world = typed(
      ".format csv", ".columns id, progress", "key results | sort by id | take 1", "teams",
      "key results | show title | take 1", ".columns default", "people | take 1")
    #expect(world.errors.isEmpty)
    #expect(world.output.contains("id,progress\r\nKR-1,0.25\r\n"))
    #expect(world.output.contains("id,name,parent,lead\r\nsales"))
    #expect(world.output.contains("title\r\nSign 40 accounts\r\n"))
    #expect(world.output.contains("id,name,team,manager\r\nana"))
  }

  @Test("echo off and timing change what stands around an answer")
  func around() {
    let world = typed(".echo off", ".timing on", "key results | show id | take 1")
    #expect(world.output.hasSuffix("timing is on\n   id\n1  KR-1\n0 ms\n"))
  }

  @Test("an answer goes to a file in the format of its name, never over a file of the workspace")
  func out() {
    folder.write("", to: "reports/none.txt")
    let target = folder.path + "/reports/answer.json"
    let world = typed(
      "key results | show id", ".out \(target)", ".out \(folder.path)/goals.yaml csv",
      ".out \(folder.path)/nowhere/x.txt", ".last as csv")
    #expect(folder.read("reports/answer.json").contains("\"row_count\": 3"))
    #expect(world.errors.contains("is a file of the workspace"))
    #expect(world.errors.contains("cannot be written"))
    #expect(folder.read("goals.yaml").contains("Grow revenue"))
    #expect(world.output.hasSuffix("id\r\nKR-1\r\nKR-2\r\nKR-3\r\n"))
  }

  @Test("a query is kept as a file of the workspace, which is replaced only when that is wanted")
  func save() {
    let world = typed(
      "key results   below 50%", ".save low \"Low ones\"", "teams", ".save low", "n",
      ".save ../x")
    #expect(
      folder.read("queries/low.grove") == "# Low ones\n# edition: 1\n\nkey results below 50%\n")
    #expect(world.errors.contains("queries/low.grove is there already: nothing was written"))
    #expect(world.errors.contains("a name is letters"))
    _ = typed("teams", ".save low Teams", "yes")
    #expect(folder.read("queries/low.grove") == "# Teams\n# edition: 1\n\nteams\n")
    #expect(World(in: folder.path).run("run", folder.path + "/queries/low.grove") == .ok)
  }

  @Test("a query that is kept takes along what it names of what was typed")
  func saveDefinitions() {
    let world = typed(
      "let $goal = 70%", "let $other = 3", "define poor($c) = key results below $goal in $c",
      "define poor($c) = key results below $goal in $c", "poor(this year) | show id", ".save poor",
      "print \"{$goal}\"", ".save goal", "key results | show id", "$_ | count", ".save rows")
    #expect(
      folder.read("queries/poor.grove") == """
        # edition: 1

        let $goal = 70%
        define poor($c) = key results below $goal in $c
        poor(this year) | show id

        """)
    #expect(
      folder.read("queries/goal.grove") == """
        # edition: 1

        let $goal = 70%
        print "{$goal}"

        """)
    #expect(folder.read("queries/rows.grove") == "")
    #expect(
      world.errors
        == "the query cannot stand alone: `$_` has no value here; nothing was written\n")
  }

  @Test("the edition of a query that is kept is not its title")
  func savedTitles() {
    let world = typed("teams", ".save all", ".save few \"A few teams\"", ".reports")
    #expect(world.output.contains("A few teams"))
    #expect(!world.output.contains("edition"))
  }

  @Test("a long load on a terminal shows one line, which goes; a short one or a pipe shows nothing")
  func loading() {
    let world = World(in: folder.path)
    var now = 0
    world.environment.milliseconds = {
      now += 400
      return now
    }
    #expect(world.run("count(goals)") == .ok)
    #expect(world.errors.isEmpty)
    world.environment.errorsAreTerminal = true
    #expect(world.run("count(goals)") == .ok)
    #expect(world.errors.hasPrefix("\rloading goals.yaml: 0 of 0 MB"))
    #expect(world.errors.hasSuffix("\r\u{1B}[K"))
    world.environment.milliseconds = { 0 }
    #expect(world.run("count(goals)") == .ok)
    #expect(world.errors.isEmpty)
  }

  @Test("words names the closest SQL and jq of every word")
  func words() {
    let world = World()
    #expect(world.run("words") == .ok)
    for word in ["ORDER BY", "COALESCE", "WITH RECURSIVE", "group_by(.team)"] {
      #expect(world.output.contains(word))
    }
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func occurrences(of text: String) -> Int {
    var count = 0
    var rest = utf8[...]
    while !rest.isEmpty {
      if rest.starts(with: text.utf8) { count += 1 }
      rest = rest.dropFirst()
    }
    return count
  }
}
