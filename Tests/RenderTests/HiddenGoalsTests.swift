// No byte of what a view hides in anything that is printed: answers in every format, errors,
// explanations, reasons and cards.

import Grove
import GroveRender
import GroveSyntax
import TestKit
import Testing

@Suite("Hidden goals") struct HiddenGoalsTests {
  /// All that tells of the hidden goals holds this, whatever the letters' case.
  private static let mark = "zyx"

  private static let whole: GoalGraph = {
    var builder = GraphBuilder(name: "acme")
    builder.addPerson(id: "ana", name: "Ana Lima")
    builder.addPerson(id: "ben", name: "Ben Ito", manager: "ana")
    builder.addTeam(id: "sales", name: "Sales", lead: "ana")
    builder.addCycle(id: "Q2", name: "Q2 2026")
    let files = (open: "goals.yaml", secret: "zyx-board.yaml")
    func open(_ line: Int) -> RowPlace { RowPlace(source: files.open, line: line) }
    func secret(_ line: Int) -> RowPlace { RowPlace(source: files.secret, line: line) }
    builder.addObjective(
      id: "O1", title: "Grow in Europe", owner: "ana", team: "sales", cycle: "Q2", at: open(1))
    builder.addKeyResult(
      id: "K1", title: "Monthly users", of: "O1", from: 0, to: 100, owner: "ben", at: open(2))
    builder.addKeyResult(
      id: "zyx-K2", title: "Zyx layoffs", of: "O1", from: 0, to: 10, now: 0, unit: "zyxes",
      owner: "Zyxanne Only Named", at: secret(3))
    let merger = builder.addObjective(
      id: "zyx-O2", title: "Zyx merger", owner: "ana", team: "Zyx Only Named", cycle: "Zyx 2026",
      supports: ["O1"], at: secret(1))
    builder.set("tags", merger, .list([.text("zyx"), .text("core")]))
    builder.set("description", merger, .text("zyx"))
    builder.addKeyResult(
      id: "K3", title: "Contracts kept", of: "zyx-O2", from: 10, to: 2, now: 5, owner: "ana",
      at: open(4))
    builder.addInitiative(id: "I1", title: "Open a shop", supports: ["zyx-K2", "K1"], at: open(5))
    builder.addLink(from: "zyx-O2", to: "K1", kind: "blocks", at: open(6))
    builder.addLink(from: "O1", to: "zyx-O2", kind: "continues", at: open(7))
    for (goal, day, value) in [
      ("K1", "2026-04-20", 10.0), ("zyx-K2", "2026-04-21", 1), ("K1", "2026-05-08", 40),
    ] {
      builder.addCheckIn(
        of: .id(goal), on: .on(day), value: value, note: goal == "K1" ? "Fine" : "zyx note",
        author: goal == "K1" ? "ben" : "Zyxander Only Named", at: open(8))
    }
    builder.addChange(
      of: "K3", on: .on("2026-05-01"), field: "objective", from: .text("O1"), to: .text("zyx-O2"))
    builder.addChange(of: "zyx-O2", on: .on("2026-05-02"), field: "title", to: .text("Zyx merger"))
    return builder.build().graph
  }()

  private static let seen = whole.view { !whole.id(of: $0).contains(mark) }

  private static let questions = [
    "goals", "objectives", "key results", "initiatives", "people", "teams", "cycles", "links",
    "check-ins", "changes", "key results | as tree", "objectives with key results | as tree",
    "goals | show all", "key results below 80%", "key results | group by owner | count",
    "key results | group by unit | count", "goals tagged core", "goals named z", "goals about zy",
    "goals containing merger", "goals of @ana", "goals under @O1", "goals above @K3",
    "goals without parents", "goals with blockers", "goals | group by team | count",
    "goals | group by cycle | count", "changes during 2026", "goals as of 2026-04-30",
    "paths from @I1 to @O1", "check-ins by @ben", "count(goals)", "@O1", "@K1", "@K3", "@ana",
    "@Q2", "why @O1.progress", "why @K3", "explain key results below 50% under @O1",
    "explain goals with children", "@O2", "@zy", "@K2", "\"Zy merge\"", "goals owned by zy",
    "goals in team zy", "goals with unt above 3", "goals in Zy 2026", "objectives contiues @O1",
    "change(count(goals), this quarter)", "goals | sort by title | first 3", "people with goals",
    "people without goals", "teams with goals", "goals with files", "goals | show source",
  ]

  @Test("are in nothing that is printed of a view, and are in much of the whole")
  func output() {
    var leaks = 0
    for question in Self.questions {
      let printed = Self.printed(question, Self.seen)
      #expect(!printed.lowercased().contains(Self.mark), "\(question)\n\(printed)")
      if Self.printed(question, Self.whole).lowercased().contains(Self.mark) { leaks += 1 }
    }
    #expect(leaks > 20, "the questions would show hidden goals")
  }

  @Test("an id that is hidden is as unknown as one that never was")
  func unknown() {
    for (hidden, never) in [("zyx-O2", "abc-O2"), ("zyx-K2", "abc-K2")] {
      for question in ["@ID", "goals under @ID", "why @ID", "count(goals under @ID)"] {
        let one = Self.printed(question.replacing("ID", with: hidden), Self.seen)
        let other = Self.printed(question.replacing("ID", with: never), Self.seen)
        #expect(one.replacing(hidden, with: never) == other)
      }
    }
  }

  private static func printed(_ text: String, _ graph: GoalGraph) -> String {
    var output = ByteOutput()
    let options = RenderOptions(width: 120, unicode: true, echo: true)
    let source = SourceText(text, name: "query")
    let session = Session(graph: graph, today: Made.today)
    do {
      for result in try session.run(source) {
        switch result {
        case .table(let table):
          for name in ["table", "tree", "csv", "json", "ndjson", "markdown"] {
            ResultFormats.named(name)?.write(table, options: options, to: &output)
          }
        case .card(let card, _): CardRenderer(card: card, options: options).write(to: &output)
        case .explanation(let explanation):
          ExplanationRenderer(options: options).write([explanation], to: &output)
        case .why(let answer):
          WhyRenderer(answer: answer, options: options).write(to: &output)
          ResultFormats.named("json")?.write(answer, options: options, to: &output)
        case .value(let value, let query):
          ResultFormats.named("table")?.write(
            PlainAnswer(value: value, query: query, graph: graph, today: Made.today),
            options: options, to: &output)
        default: output.write("\(result)")
        }
      }
    } catch {
      DiagnosticRenderer(source: source, options: options).write(error.diagnostics, to: &output)
    }
    return output.text
  }
}
