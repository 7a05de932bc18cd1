// Measures Grove against the engines people would pick instead, all in one run.
//
//   swift run -c release --static-swift-stdlib --package-path Tests/Benchmarks GroveBenchmarks
//
// Options: --goals N (100000), --grove PATH (the release executable, for whole-process times),
// --python PATH (python3; one that has the peers), --questions (the questions only),
// --prepared (prepared queries only), --evaluations N (counts so many times, for allocation counters).
// Timings depend on the machine; compare the ratios, within one run.

import Foundation
import Grove
import GroveWorkspace

struct Options {
  var goals = 100_000
  var grove: String?
  var loadOnly: String?
  var python = "python3"
  var onlyQuestions = false
  var onlyScripts = false
  var lua = "lua5.4"
  var onlyPrepared = false
  var evaluations: Int?

  init(_ arguments: [String]) {
    var rest = arguments.dropFirst()
    while let word = rest.popFirst() {
      switch word {
      case "--goals": goals = rest.popFirst().flatMap { Int($0) } ?? goals
      case "--grove": grove = rest.popFirst()
      case "--python": python = rest.popFirst() ?? python
      case "--questions": onlyQuestions = true
      case "--scripts": onlyScripts = true
      case "--lua": lua = rest.popFirst() ?? lua
      case "--prepared": onlyPrepared = true
      case "--evaluations": evaluations = rest.popFirst().flatMap { Int($0) }
      case "--load": loadOnly = rest.popFirst()
      default: print("unknown option \(word)")
      }
    }
  }
}

func today() throws -> CivilDate {
  guard let day = CivilDate(iso: "2026-05-15") else { throw CocoaError(.formatting) }
  return day
}

func bytes(of path: String) -> Int {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  return names.reduce(0) { sum, name in
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "/" + name)
    return sum + ((attributes?[.size] as? Int) ?? 0)
  }
}

/// Loads once in this process: `milliseconds peak-memory rows`.
func loadOnly(_ path: String) throws {
  var nodes = 0
  let (best, _) = try Measuring.milliseconds(runs: 1) {
    let workspace = try Workspace.load(path: path)
    nodes = workspace.graph.count(.goals)
  }
  print("\(best)\t\(Measuring.peakMemory())\t\(nodes)")
}

func format(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

/// Loading in processes of their own, so that each one's peak memory is its own.
func measureLoading(_ path: String, label: String) {
  let size = bytes(of: path)
  var times: [Double] = []
  var peak = 0
  for _ in 0..<5 {
    guard
      let line = Measuring.output(of: CommandLine.arguments[0], ["--load", path]),
      case let parts = line.split(whereSeparator: { $0 == "\t" || $0 == "\n" }), parts.count == 3,
      let time = Double(parts[0]), let memory = Int(parts[1])
    else { continue }
    times.append(time)
    peak = max(peak, memory)
  }
  guard let best = times.min() else { return print("\(label): could not be loaded") }
  let median = times.sorted()[times.count / 2]
  let megabytes = Double(size) / 1e6
  print(
    "load \(label)\t\(format(megabytes, 1)) MB\tbest \(format(best, 0)) ms = "
      + "\(format(megabytes / best * 1e3, 0)) MB/s\tmedian \(format(median, 0)) ms\t"
      + "peak \(format(Double(peak) / Double(size), 2)) x the files")
}

/// What an answer holds, to compare it with the peers': how many rows, and the sum of its numbers.
func contents(_ results: [StatementResult]) -> (rows: Int, sum: Double) {
  guard case .table(let result)? = results.first else { return (0, 0) }
  var sum = 0.0
  for row in 0..<result.rowCount {
    for column in result.columns.indices {
      switch result.value(row: row, column: column) {
      case .number(let value), .ratio(let value): sum += value
      default: continue
      }
    }
  }
  return (result.rowCount, sum)
}

/// The questions, warm, and the best peer of the same run. `first` is the first answer of a session
/// that has computed nothing yet.
func measureQuestions(_ path: String, leaf: String) throws {
  let workspace = try Workspace.load(path: path)
  let session = Session(graph: workspace.graph, today: try today())
  let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("peers.py").path
  let peers = (Measuring.output(of: options.python, [script, path, leaf]) ?? "")
    .split(separator: "\n")
    .map { $0.split(separator: "\t").map(String.init) }.filter { $0.count == 5 }
  print("question\tfirst ms\tbest\tmedian\ttext to answer\trows\tbest peer\tratio")
  for question in Question.all(leaf: leaf) {
    do {
      let fresh = Session(graph: workspace.graph, today: try today())
      let (first, _) = try Measuring.milliseconds(runs: 1) { _ = try fresh.run(question.query) }
      let prepared = try session.prepare(SourceText(question.query))
      var results: [StatementResult] = []
      let (best, median) = try Measuring.milliseconds(runs: 41) { results = try prepared.run() }
      let (whole, _) = try Measuring.milliseconds(runs: 21) { _ = try session.run(question.query) }
      let answers = peers.filter { $0[1] == question.name }
      let fastest = answers.min { (Double($0[2]) ?? .infinity) < (Double($1[2]) ?? .infinity) }
      let ratio = fastest.flatMap { Double($0[2]) }.map { $0 / best }
      let (rows, sum) = contents(results)
      let agree = answers.allSatisfy {
        $0[3] == "\(rows)" && abs((Double($0[4]) ?? .nan) - sum) <= 1e-6 * max(1, abs(sum))
      }
      var line =
        "\(question.name)\t\(format(first, 3))\t\(format(best, 4))\t\(format(median, 4))\t"
        + "\(format(whole, 4))\t\(rows)\t\(fastest.map { "\($0[0]) \($0[2])" } ?? "-")\t"
        + "\(ratio.map { format($0, 1) + "x" } ?? "-")"
      if let ratio, ratio < question.goal { line += "\tBELOW \(format(question.goal, 0))x" }
      if !agree { line += "\tANSWERS DIFFER: \(answers), grove \(rows) rows, \(sum)" }
      print(line)
    } catch let error as QueryFailure {
      print("\(question.name)\tnot answered: \(error.diagnostics.first?.message ?? "")")
    }
  }
}

/// A quarter asked week by week, against the as-of answers it consists of: of a session that has
/// computed nothing yet, and again.
func measureOver(_ path: String) throws {
  let workspace = try Workspace.load(path: path)
  let days = ["2026-04-12", "2026-04-19", "2026-04-26", "2026-05-03", "2026-05-10"]
  do {
    var firsts: [Double] = []
    var agains: [Double] = []
    for day in days {
      let session = Session(graph: workspace.graph, today: try today())
      let prepared = try session.prepare(SourceText(Question.asOf(day)))
      firsts.append(try Measuring.milliseconds(runs: 1) { _ = try prepared.run() }.best)
      agains.append(try Measuring.milliseconds(runs: 11) { _ = try prepared.run() }.best)
    }
    var whole: [Double] = []
    var again = Double.infinity
    for _ in 0..<5 {
      let session = Session(graph: workspace.graph, today: try today())
      let prepared = try session.prepare(SourceText(Question.overWeeks))
      whole.append(try Measuring.milliseconds(runs: 1) { _ = try prepared.run() }.best)
      again = min(again, try Measuring.milliseconds(runs: 11) { _ = try prepared.run() }.best)
    }
    let first = firsts.reduce(0, +) / Double(firsts.count)
    let repeated = agains.reduce(0, +) / Double(agains.count)
    let over = whole.min() ?? .nan
    print(
      "over weeks of a quarter\tfirst \(format(over, 2)) ms = \(format(over / first, 1)) first as-of answers of "
        + "\(format(first, 2)) ms\tagain \(format(again, 2)) ms = \(format(again / repeated, 1)) of "
        + "\(format(repeated, 3)) ms")
  } catch let error as QueryFailure {
    print("over weeks\tnot answered: \(error.diagnostics.first?.message ?? "")")
  }
}

/// Paths between two nodes of a graph where every node supports up to four others: near ones, of
/// which there are few, and far ones, of which there are more than anybody can count.
func measurePaths(_ path: String, nodes: Int, label: String) throws {
  let workspace = try Workspace.load(path: path)
  let session = Session(graph: workspace.graph, today: try today())
  for child in [30, 2_000, nodes - 1] {
    do {
      let prepared = try session.prepare(SourceText("paths from @N\(child) to @N0"))
      let (first, _) = try Measuring.milliseconds(runs: 1) { _ = try prepared.run() }
      var results: [StatementResult] = []
      let (best, _) = try Measuring.milliseconds(runs: 11) { results = try prepared.run() }
      var told = ""
      if case .table(let result)? = results.first {
        told = "\(result.rowCount) rows \(result.notes.joined(separator: "; "))"
      }
      print(
        "paths N\(child) to N0, \(label)\tfirst \(format(first, 2)) ms\tbest \(format(best, 2)) ms\t\(told)"
      )
    } catch let error as QueryFailure {
      print("paths N\(child) to N0\tnot answered: \(error.diagnostics.first?.message ?? "")")
    }
  }
}

/// A whole process from start to answer, against jq over the same data as JSON.
func measureProcess(_ grove: String, _ path: String) throws {
  let json = path + ".json"
  let program = """
    import csv, json, sys
    d = sys.argv[1]
    rows = lambda n: list(csv.DictReader(open(f"{d}/{n}.csv", newline="")))
    json.dump({n: rows(n) for n in ("objectives", "key_results")}, open(sys.argv[2], "w"))
    """
  guard Measuring.output(of: "python3", ["-c", program, path, json]) != nil else { return }
  let query = "key results below 50% in 2026-Q2 | count"
  let ask = ["-w", path, "--today", "2026-05-15", "--format", "csv", "ask", query]
  let filter =
    "(.objectives | map({(.id): .cycle}) | add) as $c | [.key_results[] | select($c[.objective] == \"2026-Q2\" "
    + "and ((.current|tonumber) - (.start|tonumber)) / ((.target|tonumber) - (.start|tonumber)) < 0.5)] | length"
  let groveAnswer = Measuring.output(of: grove, ask)?.split(separator: "\n").last.map(String.init)
  let jqAnswer = Measuring.output(of: "jq", [filter, json])?.split(separator: "\n").last.map(
    String.init)
  let (groveBest, groveMedian) = Measuring.milliseconds(runs: 30) {
    _ = Measuring.output(of: grove, ask)
  }
  let (jqBest, jqMedian) = Measuring.milliseconds(runs: 30) {
    _ = Measuring.output(of: "jq", [filter, json])
  }
  let (empty, _) = Measuring.milliseconds(runs: 30) { _ = Measuring.output(of: "true", []) }
  print(
    "process, 1,000 goals\tgrove best \(format(groveBest, 1)) median \(format(groveMedian, 1)) ms (\(groveAnswer ?? "failed"))\t"
      + "jq best \(format(jqBest, 1)) median \(format(jqMedian, 1)) ms (\(jqAnswer ?? "failed"))\t"
      + "of which starting any process \(format(empty, 1)) ms")
}

/// A workspace of 1,000 goals.
func smallWorkspace() throws -> URL {
  let small = FileManager.default.temporaryDirectory.appendingPathComponent(
    "grove-benchmarks/goals-1000")
  var generator = WorkspaceGenerator(goals: 1000)
  _ = try generator.write(to: small)
  return small
}

let options = Options(CommandLine.arguments)
if let path = options.loadOnly {
  try loadOnly(path)
} else if options.onlyPrepared || options.evaluations != nil {
  let small = try smallWorkspace()
  if let times = options.evaluations {
    try PreparedQueries.countOnly(small.path, times: times)
  } else {
    try await PreparedQueries.measure(small.path)
  }
} else if options.onlyScripts {
  try measureScripts(lua: options.lua)
} else {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent("grove-benchmarks")
  let large = root.appendingPathComponent("goals-\(options.goals)")
  var generator = WorkspaceGenerator(goals: options.goals)
  _ = try generator.write(to: large)
  let wide = root.appendingPathComponent("dag-\(options.goals)")
  try DAGGenerator.write(nodes: options.goals, isDeep: false, to: wide)
  let deep = root.appendingPathComponent("deep-\(options.goals)")
  try DAGGenerator.write(nodes: options.goals, isDeep: true, to: deep)
  if !options.onlyQuestions {
    measureLoading(large.path, label: "CSV, \(options.goals) goals")
    let yaml = root.appendingPathComponent("yaml")
    try FileManager.default.createDirectory(at: yaml, withIntermediateDirectories: true)
    try Data(YAMLGenerator.text(megabytes: 8).utf8).write(
      to: yaml.appendingPathComponent("goals.yaml"))
    measureLoading(yaml.path, label: "YAML")
  }
  if !options.onlyQuestions { try measureScripts(lua: options.lua) }
  try measureQuestions(large.path, leaf: "O\(options.goals / 5 - 1)")
  try measureOver(large.path)
  try measurePaths(wide.path, nodes: options.goals, label: "wide")
  try measurePaths(deep.path, nodes: options.goals, label: "deep")
  let small = try smallWorkspace()
  try await PreparedQueries.measure(small.path)
  if let grove = options.grove { try measureProcess(grove, small.path) }
}
