// Writes a synthetic workspace as CSV files, one a kind: the data that all engines are asked about.

import Foundation

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// One objective to four key results, eight quarters, up to twelve check-ins a key result.
struct WorkspaceGenerator {
  let goals: Int
  private var random = SeededGenerator(seed: 20_260_515)

  private let verbs = [
    "Grow", "Reduce", "Improve", "Launch", "Double", "Cut", "Raise", "Ship", "Secure", "Automate",
  ]
  private let things = [
    "customer churn", "page load time", "response time", "machine downtime", "order value",
    "student enrolment", "inventory turnover", "qualified leads", "conversion", "build duration",
    "test coverage", "gross margin", "energy use", "onboarding time", "client retention",
  ]
  private let places = [
    "in the north", "in the south", "for enterprise", "on mobile", "on the web", "at checkout",
    "for new hires", "across plants", "for partners",
  ]
  private let units = ["%", "", "USD", "h", "days", "users"]
  private let cycles: [(id: String, start: String, firstDay: Int, days: Int)] = [
    ("2025-Q1", "2025-01-01", 0, 90), ("2025-Q2", "2025-04-01", 90, 91),
    ("2025-Q3", "2025-07-01", 181, 92), ("2025-Q4", "2025-10-01", 273, 92),
    ("2026-Q1", "2026-01-01", 365, 90), ("2026-Q2", "2026-04-01", 455, 91),
    ("2026-Q3", "2026-07-01", 546, 92), ("2026-Q4", "2026-10-01", 638, 92),
  ]
  private let ends = [
    "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30",
    "2026-09-30", "2026-12-31",
  ]

  init(goals: Int) { self.goals = goals }

  /// Days since 1 January 2025 as an ISO date; months of both years, none of them leap.
  private func date(_ day: Int) -> String {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var rest = day
    for year in [2025, 2026] {
      for (month, length) in lengths.enumerated() {
        if rest < length {
          return "\(year)-\(month < 9 ? "0" : "")\(month + 1)-\(rest < 9 ? "0" : "")\(rest + 1)"
        }
        rest -= length
      }
    }
    return "2026-12-31"
  }

  private mutating func below(_ limit: Int) -> Int {
    Int.random(in: 0..<max(1, limit), using: &random)
  }
  private mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }
  private mutating func title() -> String { "\(pick(verbs)) \(pick(things)) \(pick(places))" }

  /// Writes the files and returns their bytes in all.
  mutating func write(to directory: URL) throws -> Int {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let objectives = goals / 5
    let keyResults = goals - objectives
    let teams = max(4, goals / 100)
    let people = max(8, goals / 10)
    var bytes = 0
    func save(_ name: String, _ text: String) throws {
      bytes += text.utf8.count
      try Data(text.utf8).write(to: directory.appendingPathComponent(name))
    }

    var text = "id,name,parent,lead\n"
    for i in 0..<teams {
      text += "T\(i),Team \(i),\(i == 0 ? "" : "T\((i - 1) / 6)"),P\(below(people))\n"
    }
    try save("teams.csv", text)
    text = "id,name,team,manager\n"
    for i in 0..<people {
      text += "P\(i),Person \(i),T\(below(teams)),\(i == 0 ? "" : "P\((i - 1) / 8)")\n"
    }
    try save("people.csv", text)
    text = "id,start,end\n"
    for (cycle, end) in zip(cycles, ends) { text += "\(cycle.id),\(cycle.start),\(end)\n" }
    try save("cycles.csv", text)

    var cycleOf: [Int] = []
    text = "id,title,owner,team,cycle,supports,weight\n"
    for i in 0..<objectives {
      let cycle = below(8)
      cycleOf.append(cycle)
      // One in twenty supports nothing, one in ten a second objective.
      var parent = i == 0 || below(20) == 0 ? "" : "O\((i - 1) / 5)"
      if !parent.isEmpty, below(10) == 0 {
        let other = "O\(below(i))"
        if other != parent { parent += ";" + other }
      }
      text +=
        "O\(i),\(title()),P\(below(people)),T\(below(teams)),\(cycles[cycle].id),\(parent),\(pick([1, 1, 1, 2, 3]))\n"
    }
    try save("objectives.csv", text)

    text = "id,objective,title,owner,start,target,current,unit,weight\n"
    var checkIns = "goal,date,value,confidence,note\n"
    for k in 0..<keyResults {
      let objective = k % objectives
      let cycle = cycles[cycleOf[objective]]
      let start = pick([0, 0, 10, 50, 100, 400])
      var target = start + pick([-1, 1, 1, 1]) * pick([5, 10, 20, 50, 100, 300])
      if target < 0 { target = start + 10 }
      let count = below(13)
      let speed = Double(below(125)) / 100
      var current = Double(start)
      for n in 0..<count {
        let day = cycle.firstDay + n * cycle.days / 12
        if day > 499 { break }
        let share = speed * Double(n + 1) / Double(count)
        current = ((Double(start) + Double(target - start) * share) * 100).rounded() / 100
        checkIns +=
          "K\(k),\(date(day)),\(current),\((speed * 80).rounded() / 100),\(pick(["", "", "", "on plan", "slipped a week"]))\n"
      }
      text +=
        "K\(k),O\(objective),\(title()),P\(below(people)),\(start),\(target),\(current),\(pick(units)),\(pick([1, 1, 2]))\n"
    }
    try save("key_results.csv", text)
    try save("check_ins.csv", checkIns)
    text = "id,title,owner,team,unit,target,frequency\n"
    for i in 0..<max(4, goals / 200) {
      text +=
        "M\(i),\(title()),P\(below(people)),T\(below(teams)),\(pick(units)),\(50 + below(50)),\(pick(["daily", "weekly", "monthly"]))\n"
    }
    try save("kpis.csv", text)
    return bytes
  }
}

/// Objectives that each support up to four before them: of a tree's depth, parents a fifth of the way
/// up, or `isDeep`, parents just before them. Both have more paths than anybody can count.
struct DAGGenerator {
  static func write(nodes: Int, isDeep: Bool, to directory: URL) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    var random = SeededGenerator(seed: 99)
    var text = "id,title,supports\n"
    for node in 0..<nodes {
      var parents: [Int] = []
      if node > 0 {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let parent =
            isDeep
            ? max(0, node - Int.random(in: 1...20, using: &random))
            : min(node - 1, max(0, node / 5 - Int.random(in: 0...3, using: &random)))
          if !parents.contains(parent) { parents.append(parent) }
        }
      }
      text += "N\(node),Node \(node),\(parents.map { "N\($0)" }.joined(separator: ";"))\n"
    }
    try Data(text.utf8).write(to: directory.appendingPathComponent("objectives.csv"))
  }
}

/// The same goals as nested YAML, the way people write them.
struct YAMLGenerator {
  /// About `megabytes` of it.
  static func text(megabytes: Int) -> String {
    var text = "objectives:\n"
    var objective = 0
    while text.utf8.count < megabytes << 20 {
      text += "  - id: O\(objective)\n    title: Become the first choice of region \(objective)\n"
      text += "    cycle: Q2 2026\n    key_results:\n"
      for keyResult in 0..<4 {
        text +=
          "      - id: O\(objective)-K\(keyResult)\n        title: Sign partners of region \(objective)\n"
        text += "        from: 0\n        to: 120\n        check_ins:\n"
        for week in 0..<4 {
          text +=
            "          - {on: 2026-04-\(10 + week * 5), value: \(week * 12 + keyResult), confidence: 0.6}\n"
        }
      }
      objective += 1
    }
    return text
  }
}
