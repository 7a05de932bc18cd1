// The questions that Grove and its peers are asked. The peers' side stands in peers.py, by the same
// names.

/// One question in the words of Grove.
struct Question {
  let name: String
  let query: String
  /// How many times as fast as the best peer it should be.
  var goal = 10.0

  /// `leaf` is the last objective, deepest in the tree.
  static func all(leaf: String) -> [Question] {
    [
      Question(name: "count", query: "key results below 50% in 2026-Q2 | count"),
      Question(
        name: "filter",
        query:
          "key results below 50% in 2026-Q2 | sort by progress, id | take 20 | show id, title, progress"
      ),
      Question(
        name: "group",
        query:
          "key results in 2026-Q2 | group by team | summarize n = count(), mean = avg(progress) | sort by team"
      ),
      Question(name: "text", query: "key results named \"churn\" | count", goal: 3),
      Question(
        name: "stale", query: "key results in 2026-Q2 without check-ins since 14 days ago | count"),
      Question(
        name: "descend",
        query: "key results under @O0 | summarize n = count(), mean = avg(progress)"
      ),
      Question(
        name: "ancestors",
        query: "objectives supported by @\(leaf) | sort by id | show id, title", goal: 2),
      Question(name: "orphans", query: "objectives in 2026-Q2 without parents | count"),
      Question(
        name: "tree",
        query: "objectives in 2026-Q2 | sort by progress, id | take 20 | show id, progress"),
      Question(
        name: "asof",
        query:
          "key results in 2026-Q2 as of 2026-05-01 | group by team | summarize mean = avg(progress) | sort by team"
      ),
    ]
  }

  /// A quarter in weeks, against one as-of answer of the same question.
  static let overWeeks =
    "objectives in 2026-Q2 | summarize mean = avg(progress) | over weeks in 2026-Q2"
  static func asOf(_ day: String) -> String {
    "objectives in 2026-Q2 as of \(day) | summarize mean = avg(progress)"
  }
}
