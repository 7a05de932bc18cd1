// Words from closed sets (states, statuses, directions ...): the spellings that tools and people
// use, and the word of the schema each one means.

import Grove

/// Finds the word of a closed set that a text means.
enum ClosedWords {
  /// The index in `words` of what `text` means for a field; missing when it means none of them.
  static func index(of text: String, in words: [String], field: String) -> Int? {
    if let exact = words.firstIndex(of: text) { return exact }
    let plain = folded(text)
    if let same = words.firstIndex(where: { folded($0) == plain }) { return same }
    guard let meant = synonyms[field]?[plain] else { return nil }
    return words.firstIndex(of: meant)
  }

  /// The spellings that are known for a field's words, in the order of the alphabet.
  static func spellings(_ field: String) -> [String] {
    (synonyms[field] ?? [:]).keys.sorted()
  }

  /// Letters in one case, and one blank for `_`, `-` and blanks.
  static func folded(_ text: String) -> String {
    text.lowercased().split { $0 == "_" || $0 == "-" || $0 == " " }.joined(separator: " ")
  }

  /// The order is: meaning, then the spellings, as tools print them.
  private static func table(_ rows: [(String, [String])]) -> [String: String] {
    var result: [String: String] = [:]
    for (word, spellings) in rows {
      for spelling in spellings { result[spelling] = word }
    }
    return result
  }

  private static let synonyms: [String: [String: String]] = [
    "stated_status": table([
      (
        "done",
        [
          "achieved", "accomplished", "complete", "completed", "closed", "successful", "reached",
        ]
      ),
      ("on track", ["green", "ontrack", "on target", "good", "ongoing", "ok", "okay"]),
      (
        "at risk",
        [
          "amber", "yellow", "orange", "behind", "progressing", "needs attention", "atrisk",
          "attention",
        ]
      ),
      ("off track", ["red", "offtrack", "off", "problem", "blocked", "missed"]),
      ("not started", ["pending", "todo", "to do", "new", "none"]),
      ("unknown", ["no status", "grey", "gray"]),
    ]),
    "state": table([
      ("draft", ["planned", "proposed", "inactive"]),
      (
        "active",
        [
          "open", "in progress", "ongoing", "started", "running", "todo", "to do", "not started",
          "new",
        ]
      ),
      ("closed", ["complete", "completed", "done", "accomplished", "finished", "achieved"]),
      ("cancelled", ["canceled"]),
      ("dropped", ["abandoned"]),
      ("deferred", ["postponed", "paused", "on hold"]),
    ]),
    "level": table([
      ("company", ["organisation", "organization", "corporate", "org"]),
      ("team", ["department", "group"]),
      ("person", ["individual", "personal"]),
    ]),
    "commitment": table([
      ("committed", ["roofshot", "commit"]),
      ("aspirational", ["moonshot", "stretch", "aspiration"]),
    ]),
    "direction": table([
      ("increase", ["up", "higher is better", "increasing", "reach"]),
      ("decrease", ["down", "lower is better", "decreasing", "reduce"]),
      ("at_least", ["maintain above", "stay above", "minimum", "keep above", ">="]),
      ("at_most", ["maintain below", "stay below", "maximum", "keep below", "control", "<="]),
      ("between", ["range", "in between", "band"]),
      ("milestones", ["milestone"]),
      ("yes_no", ["binary", "boolean", "yes no", "done"]),
      ("baseline", ["measure"]),
    ]),
    "frequency": table([
      ("fortnightly", ["biweekly", "every two weeks", "every 2 weeks"]),
      ("yearly", ["annual", "annually"]),
      ("irregular", ["ad hoc", "never"]),
    ]),
    "aggregate": table([
      ("last", ["latest"]),
      ("sum", ["total"]),
      ("mean", ["average", "avg"]),
    ]),
    "indicator": table([("leading", ["lead"]), ("lagging", ["lag"])]),
    "rollup": table([("both", ["key results and children"]), ("children", ["objectives"])]),
  ]
}
