// The questions that Grove and its peers are asked. The peers' side stands in peers.py.

/// One question in the words of Grove.
struct Question {
  let name: String
  let query: String

  static let all = [
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
    Question(name: "text", query: "key results named \"churn\" | count"),
  ]
}
