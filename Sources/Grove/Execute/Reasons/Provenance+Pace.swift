// Why a goal is expected to be where it is, and how fast it goes: its days, and the values on them.

extension Provenance {
  /// `44 of 90 days, 1 Apr to 30 Jun 2026`, with the days' own origin: in one line when both are of
  /// the same row.
  func expected(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    var words = elapsedWords(Int(node.row))
    if case .list = graph.value("phases", of: node) { words += ", through its phases" }
    let start = try reason("start", of: node, depth: 0)
    let due = try reason("due", of: node, depth: 0)
    if start.source == due.source, start.origin == due.origin {
      return Reason(field, value, words, origin: due.origin, source: due.source)
    }
    return Reason(field, value, words, parts: depth > 0 ? [start, due] : [])
  }

  func elapsedWords(_ goal: Int) -> String {
    guard let start = day("start", goal), let due = day("due", goal) else {
      return day("start", goal) == nil
        ? day("due", goal) == nil ? "no dates" : "no first day" : "no last day"
    }
    guard start <= due else { return "it is due before it starts" }
    let over = min(max(today.days(since: start), 0), due.days(since: start))
    let span = Period(first: start, last: due).map { Understanding.words($0) } ?? ""
    if start == due { return "it lasts one day, \(Understanding.date(due))" }
    return "\(over) of \(days(due.days(since: start))), \(span)"
  }

  /// A goal's effective day.
  func day(_ field: String, _ goal: Int) -> CivilDate? {
    let node = Node(table: .goals, row: Int32(truncatingIfNeeded: goal))
    if case .date(let day) = graph.value(field, of: node) { return day }
    return nil
  }

  /// `expected 52.2% - progress 25% = 27.2 points behind`.
  func paceWords(_ goal: Int) -> String {
    let (progress, expected) = (
      measures.numbers(.progress)[goal], measures.numbers(.expected)[goal]
    )
    if progress.isNaN { return "its progress is missing" }
    if expected.isNaN { return "its expected progress is missing: \(elapsedWords(goal))" }
    let gap = measures.numbers(.gap)[goal]
    let sense = gap > 0 ? " behind" : gap < 0 ? " ahead" : ""
    return "expected \(percent(expected)) - progress \(percent(progress)) = "
      + points(gap.magnitude) + sense
  }

  func neededWords(_ goal: Int) -> String {
    let (target, current) = (bounds.target[goal], measures.numbers(.current)[goal])
    guard bounds.direction(goal).movesValue else { return "it moves no value to a target" }
    guard let due = day("due", goal) else { return "no last day" }
    let left = due.days(since: today)
    if left <= 0 { return "no time is left since \(Understanding.date(due))" }
    if target.isNaN { return "no target" }
    if current.isNaN { return "no value yet" }
    if measures.numbers(.neededRate)[goal] == 0 { return "the target is reached" }
    return
      "(\(say(target)) - \(say(current))) in \(days(left)) to \(Understanding.date(due)), a week"
  }

  func actualWords(_ goal: Int) -> String {
    let current = measures.numbers(.current)[goal]
    let direction = bounds.direction(goal)
    guard direction.movesValue else { return "it moves no value to a target" }
    guard let start = day("start", goal) else { return "no first day" }
    let end = day("due", goal).map { min($0, today) } ?? today
    let passed = end.days(since: start)
    if passed <= 0 { return "it begins on \(Understanding.date(start))" }
    if current.isNaN { return "no value yet" }
    let baseline = bounds.baseline[goal]
    if baseline.isNaN, direction == .decrease { return "no value it started from is given" }
    let from = baseline.isNaN ? 0 : baseline
    return "(\(say(current)) - \(say(from))) in \(days(passed)) since "
      + "\(Understanding.date(start)), a week"
  }
}
