// Why a goal is heading where it is: the check-ins of its line, its phases and its plan; and which
// child an objective has its status from, where the worst one gives it.

extension Provenance {
  func forecastWords(_ goal: Int) -> String {
    guard let due = day("due", goal) else { return "no last day" }
    if measures.numbers(.forecast)[goal].isNaN { return "no values on two days of its time" }
    return "the line through its check-ins, on \(Understanding.date(due))"
  }

  func bandWords(_ goal: Int) -> String {
    measures.numbers(.forecastLow)[goal].isNaN
      ? "no values on three check-ins of its time"
      : "four times out of five it ends between the two"
  }

  func forecastProgressWords(_ goal: Int) -> String {
    if contributions.isObjective(goal) {
      return measures.numbers(.forecastProgress)[goal].isNaN
        ? "no child has a forecast" : "its children's, rolled up"
    }
    return "its progress at the forecast"
  }

  func trendWords(_ value: Value) -> String {
    guard case .list(let values) = value else { return "no value yet" }
    return "the values of \(values.count) \(values.count == 1 ? "check-in" : "check-ins")"
  }

  func planWords(_ node: Node) -> String {
    guard case .list = graph.value("plans", of: node) else { return "" }
    return measures.numbers(.plan)[Int(node.row)].isNaN
      ? "no planned period holds the day" : "of its planned periods"
  }

  /// The children whose status an objective has, the first few by id; nil where its own progress
  /// tells its status.
  func worstChildWords(_ goal: Int) -> String? {
    guard graph.policies.statusRollUp == .worst, contributions.isObjective(goal),
      !graph.links.isCircular(goal), let status = status(goal)
    else { return nil }
    var ids: [String] = []
    contributions.forEachChild(of: goal) { child, weight in
      guard weight.isNaN || weight > 0, self.status(child) == status else { return }
      ids.append(graph.id(of: Node(table: .goals, row: Int32(truncatingIfNeeded: child))))
    }
    guard !ids.isEmpty else { return nil }
    let more = ids.count > 3 ? " and \(ids.count - 3) more" : ""
    return "the worst of its children: \(ids.prefix(3).joined(separator: ", "))\(more)"
  }
}
