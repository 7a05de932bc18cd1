// Promises: what keeps and breaks them, what they leave out, and how a run with them ends.

import Grove
import GroveCommand
import Testing

import enum GroveCommand.ExitStatus

@Suite("Promises") struct PromiseTests {
  private let folder = Retail.folder()

  /// Runs a text and gives its status with what it printed.
  private func run(_ text: String, _ options: String...) -> (status: ExitStatus, world: World) {
    let world = World(in: folder.path)
    folder.write(text + "\n", to: "checks/gate.grove")
    world.environment.currentDirectory = folder.path
    let status = GroveCommand.run(
      ["run", "gate", "--today", "2026-05-15"] + options, in: world.environment)
    return (status, world)
  }

  @Test(
    "a promise is kept or broken, and only `expect` fails",
    arguments: [
      ("expect no key results below 10%", "kept: no key results below 10%", ExitStatus.ok),
      ("expect no key results below 30%", "broken: no key results below 30%", .checkFailed),
      ("expect some key results below 30%", "kept: some key results below 30%", .ok),
      ("expect some key results below 10%", "broken: some key results below 10%", .checkFailed),
      ("expect every (key results) below 99%", "kept: every (key results) below 99%", .ok),
      (
        "expect every (objectives) owned by @ana", "broken: every (objectives) owned by @ana",
        .checkFailed
      ),
      ("expect count(key results) = 3", "kept: count(key results) = 3", .ok),
      ("expect count(key results) > 3", "broken: count(key results) > 3", .checkFailed),
      ("warn count(key results) > 3", "warning: count(key results) > 3", .ok),
      ("expect no (key results | take 1)", "broken: no (key results | take 1)", .checkFailed),
      ("expect no (key results | summarize n = count())", "broken: no", .checkFailed),
      ("let $all = key results\nexpect no from $all below 10%", "kept: no from $all", .ok),
    ])
  func verdicts(text: String, line: String, status: ExitStatus) {
    let found = run(text)
    #expect(found.world.output.hasPrefix(line), "\(found.world.output)\(found.world.errors)")
    #expect(found.status == status)
  }

  @Test("a condition that is missing is not kept, and a missing value breaks `expect every`")
  func missing() {
    let missing = run("expect avg((key results below 1%).progress) > 0%")
    #expect(missing.status == .checkFailed)
    #expect(missing.world.output.contains("avg((key results below 1%).progress) is missing"))
    let every = run("expect every (objectives) owned by (people)")
    #expect(every.status == .checkFailed)
    #expect(every.world.output.contains("goals.yaml:30"))
    #expect(every.world.output.contains("O2"))
  }

  @Test("what breaks a promise is shown with its file and line, under the message")
  func offending() {
    #expect(
      run("expect no key results of @O1 below 30%, \"too low: {30%}\"").world.output == """
        broken: too low: 30%
          no key results of @O1 below 30%
          source         id    title             owner      progress  status   due
          goals.yaml:15  KR-1  Sign 40 accounts  Ana Silva       25%  at risk  2026-06-30

        """)
  }

  @Test("the sides of a comparison that does not hold are told, plain values are not")
  func sides() {
    let found = run("let $most = 2\nexpect count(key results) <= $most")
    #expect(
      found.world.output == """
        broken: count(key results) <= $most
          count(key results) is 3
          $most is 2

        """)
  }

  @Test(
    "an exception leaves things out until its day is over; then it breaks the promise itself",
    arguments: [
      ("expect no key results below 30% except @KR-1 until 2026-05-15 \"soon\"", ExitStatus.ok),
      ("expect no key results below 30% except @KR-1 until 2026-05-14 \"soon\"", .checkFailed),
      ("expect no key results below 10% except @KR-1 until 2026-05-14 \"soon\"", .checkFailed),
      ("expect every (key results) above 30% except @KR-1 until end of Q2 \"soon\"", .ok),
      ("expect some key results below 30% except @KR-1 until end of Q2 \"soon\"", .checkFailed),
      ("expect count(key results below 30%) = 0 except @KR-1 until end of Q2 \"soon\"", .ok),
      (
        "let $low = key results below 30%\n"
          + "expect count($low) = 0 except $low until end of Q2 \"soon\"", .ok
      ),
      ("expect count(key results) = 3 except @KR-1, @KR-2 until today \"x\"", .checkFailed),
    ])
  func exceptions(text: String, status: ExitStatus) {
    let found = run(text)
    #expect(found.status == status, "\(found.world.output)\(found.world.errors)")
  }

  @Test("what is left out is told with its day and reason")
  func toldExceptions() {
    #expect(
      run("expect count(key results) = 3 except @KR-1, @KR-2 until today \"agreed\"").world.output
        == """
        broken: count(key results) = 3
          count(key results) is 1
          without KR-1, KR-2 until Fri 15 May 2026: agreed

        """)
  }

  @Test("a promise about nothing at all warns and fails nothing")
  func vacuous() {
    for text in ["expect no kpis without owner", "expect every (key results below 1%) with owner"] {
      let found = run(text)
      #expect(found.status == .ok)
      #expect(found.world.output.hasPrefix("nothing to check: "))
      #expect(found.world.output.contains("no row could break it"))
    }
    // Of what is there, none may be so low, and none is.
    #expect(run("expect no key results below 1%").world.output.hasPrefix("kept: "))
  }

  @Test("a section that fails shows its error, the others print, and the status is 1")
  func failedSection() {
    let found = run(
      """
      report "Two" {
        key results | take (1 / 0)
        count(key results)
        heading "Rest"
        key results below 1% else "None is so low."
      }
      """)
    #expect(found.status == .checkFailed)
    #expect(found.world.output.hasPrefix("Two\n===\n\nerror[GRV0303]"))
    #expect(
      found.world.output.hasSuffix("\n\n3\n\nRest\n----\nNone is so low.\n\n1 section failed\n"))
  }

  @Test("what came before the first error outside a report is printed")
  func firstError() {
    let found = run("print 1\nexpect no people\nkey results | take (1 / 0)\nprint 2")
    #expect(found.status == .runTime)
    #expect(found.world.output.hasPrefix("1\n\nbroken: no people\n"))
    #expect(!found.world.output.contains("2 promises"))
    #expect(found.world.errors.contains("GRV0303"))
  }

  @Test("checks for continuous integration name the files where it looks for them")
  func integration() {
    let found = run("expect no key results below 30%", "--format", "github")
    #expect(
      found.world.output == """
        ::error file=goals.yaml,line=15,title=no key results below 30%25::KR-1 Sign 40 accounts
        1 promise: 1 broken

        """)
    let world = World(in: "/")
    #expect(
      world.run("run", folder.path + "/checks/gate.grove", "--format", "junit") == .checkFailed)
    #expect(world.output.contains("\(folder.path.dropFirst())/goals.yaml:15: KR-1 Sign 40"))
    #expect(world.output.contains("tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""))
    #expect(run("print 1", "--format", "github").world.errors.contains("promises nothing"))
  }

  @Test(
    "a promise that makes no sense is refused before anything runs",
    arguments: [
      ("expect no (count(goals))", "`expect no` takes a query, found"),
      ("expect every (goals | summarize n = count()) with owner", "GRV0"),
      ("warn some (3)", "`warn some` takes a query"),
      ("expect count(goals)", "expected a condition"),
      ("expect no goals except \"x\" until today \"y\"", "GRV01"),
      ("expect no goals except @O1 until Q2 \"y\"", "`until` takes a day, found"),
      ("expect 1 = 1 except @O1 until today \"y\"", "the exception leaves nothing out"),
      (
        "expect no (goals | summarize n = count()) except @O1 until today \"y\"",
        "the exception leaves nothing out"
      ),
      ("let $x = 3\nexpect no goals except $x until today \"y\"", "`except` takes things"),
    ])
  func refused(text: String, message: String) {
    let found = run(text)
    #expect(found.status == .language)
    #expect(found.world.errors.contains(message), "\(found.world.errors)")
    #expect(found.world.output.isEmpty)
  }

  @Test("an exception whose last day turns out missing is an error of the run")
  func noDay() {
    let found = run("expect no goals except @O1 until @O2.progress_date ?? (today) \"y\"")
    #expect(found.status == .language)
    let late = run("expect no goals except @O1 until @sales.closed \"y\"")
    #expect(late.status == .runTime)
    #expect(late.world.errors.contains("the last day of the exception is missing"))
  }
}
