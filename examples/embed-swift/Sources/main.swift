// Grove inside a Swift program: a workspace from files, a graph built in code, prepared questions
// asked by several tasks, rows as Swift values, a function of the program, limits, cancellation.
// Every step checks what it gets, so that the exit status says whether all of it works.

import Grove
import GroveWorkspace

/// Stops the program with a message when something is not as it should be.
struct Unexpected: Error, CustomStringConvertible {
  let description: String
}

func expect(_ isRight: Bool, _ what: String) throws {
  if !isRight { throw Unexpected(description: "not as expected: \(what)") }
}

guard let today = CivilDate(year: 2026, month: 5, day: 15) else {
  throw Unexpected(description: "no such day")
}

// 1. A workspace from files, and a question.

let path = CommandLine.arguments.dropFirst().first ?? "../retail"
let workspace = try Workspace.load(path: path)
let retail = Session(graph: workspace.graph, today: today)
for case .table(let answer) in try retail.run("key results below 30% in Q2") {
  print("retail: \(answer.rowCount) key results, \(answer.understood)")
  try expect(answer.rowCount > 0, "rows of the retail example")
}

// 2. A graph built in code.

var builder = GraphBuilder(name: "in code")
for (place, goal) in [("Visitors", 40.0), ("Orders", 90.0), ("Returns", 10.0)].enumerated() {
  builder.addKeyResult(
    id: "KR-\(place + 1)", title: goal.0, from: 0, to: 100, now: goal.1, unit: "USD")
}
let (graph, problems) = builder.build()
try expect(problems.isEmpty, "no problems in a graph built in code")

// 3. A function of the program, declared with its types and checked before anything runs.

let rates = ["USD": 0.9]
let rate = HostFunction(
  "rate", [.init("currency", .text)], result: .number, summary: "Euros for one of a currency."
) { arguments, _ in
  rates[arguments[0].asText ?? ""].map { .number($0) } ?? .missing
}
var session = Session(
  graph: graph, today: today, functions: try FunctionRegistry.standard.adding(rate))

// 4. A value of the program in the question, which is prepared once; rows as Swift values.

struct Goal: Decodable, Equatable {
  var title: String
  var progress: Double?
  var euros: Double?
}

session.bind("floor", .ratio(0.5))
let prepared = try session.prepare(
  SourceText(
    "key results where progress < $floor | sort by id"
      + " | show title, progress, euros = current * rate(unit)"))
guard case .table(let table)? = try prepared.run().first else {
  throw Unexpected(description: "a query gives a table")
}
let goals = try table.decode(Goal.self)
for goal in goals {
  print("in code: \(goal.title), \(goal.euros.map { "\($0) EUR" } ?? "unknown")")
}
try expect(
  goals == [
    Goal(title: "Visitors", progress: 0.4, euros: 36),
    Goal(title: "Returns", progress: 0.1, euros: 9),
  ], "decoded rows")

// 5. The same prepared question from eight tasks at once.

let answers = try await withThrowingTaskGroup(of: [Goal].self) { group in
  for _ in 0..<8 {
    group.addTask { [prepared] in
      guard case .table(let table)? = try prepared.run().first else { return [] }
      return try table.decode(Goal.self)
    }
  }
  var answers: [[Goal]] = []
  for try await answer in group { answers.append(answer) }
  return answers
}
try expect(answers.count == 8 && answers.allSatisfy { $0 == goals }, "the same from every task")
print("8 tasks: the same answer")

// 6. Rows one at a time.

var titles: [String] = []
if let stream = try session.prepare(SourceText("key results | sort by title")).stream() {
  for row in stream { titles.append(row["title"]?.asText ?? "") }
}
try expect(titles == ["Orders", "Returns", "Visitors"], "streamed rows")

// 7. Limits: a stranger's text ends in a typed error, and the session goes on.

let guarded = Session(
  graph: graph, today: today, limits: Limits(rows: 2, source: .untrusted), language: .queries)
do {
  _ = try guarded.run("key results")
  throw Unexpected(description: "three rows where two are allowed")
} catch let failure as QueryFailure {
  try expect(failure.limit == .rows, "the limit that was hit")
  print("limits: \(failure.diagnostics.map(\.message).joined())")
}
try expect(try guarded.run("key results | take 2").count == 1, "a session after a limit")
try expect(!guarded.diagnose(SourceText("while yes { print 1 }")).isEmpty, "a loop is refused")

// 8. Cancellation: by a token, by the task, by the program's clock.

let cancellation = Cancellation(after: .seconds(60), by: ContinuousClock())
cancellation.cancel()
do {
  _ = try prepared.run(cancellation: cancellation)
  throw Unexpected(description: "a cancelled run gave an answer")
} catch let failure as QueryFailure {
  try expect(failure.kind == .cancelled, "a cancelled run")
}
let results = try await Cancellation.ofTask { try prepared.run(cancellation: $0) }
try expect(results.count == 1, "a run in a task")

// 9. A mistake, as a value and as JSON; what may be written at a cursor.

let mistake = SourceText("key results belo 50%", name: "question")
print("mistakes: \(Diagnostic.json(session.diagnose(mistake), of: mistake))")
let offered = Assistant(session).completions(in: SourceText("key results bel"), at: 15)
try expect(offered.candidates.map(\.text) == ["below"], "completion")
print("all as expected")
