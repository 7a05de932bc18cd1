// Why progress is what it is: of a key result by its direction, of an objective by its children.

extension Provenance {
  func progress(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let goal = Int(node.row)
    let isStated = measures.flags(.progressIsStated)[goal] == 1
    if isStated {
      return Reason(
        field, value, "stated by its owner, since none can be computed",
        parts: try parts(["stated_progress"], of: node, depth: depth))
    }
    return contributions.isObjective(goal)
      ? try rollUp(of: node, field, value, depth: depth)
      : try keyResult(node, field, value, depth: depth)
  }

  // MARK: Key results

  private func keyResult(
    _ node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let goal = Int(node.row)
    func made(_ words: String, _ fields: [String]) throws(RunFailure) -> Reason {
      Reason(
        field, value, words, source: depth == 0 ? graph.place(of: node) : nil,
        parts: try parts(fields, of: node, depth: depth))
    }
    if case .list(let steps) = graph.value("milestones", of: node), !steps.isEmpty,
      bounds.directions[goal] ?? .milestones == .milestones
    {
      return milestones(steps, of: node, field, value, depth: depth)
    }
    let current = measures.numbers(.current)[goal]
    let direction = bounds.direction(goal)
    switch direction {
    case .increase, .decrease:
      let isRising = direction == .increase
      return try made(
        movingWords(goal, current, isRising: isRising), ["current", "baseline", "target"])
    case .atLeast, .atMost, .between:
      let policy = graph.policies.maintain
      let rule = policy == .latest ? "" : ", by the policy `\(policy.rawValue)` for kept values"
      return try made(holdingWords(goal) + rule, ["current"])
    case .yesNo: return try made(current.isNaN ? "no value yet" : "yes or no", ["current"])
    case .baseline:
      return try made(current.isNaN ? "no value yet" : "its first value is there", ["current"])
    case .milestones: return try made("no steps are given", [])
    }
  }

  private func movingWords(_ goal: Int, _ current: Double, isRising: Bool) -> String {
    let (baseline, target) = (bounds.baseline[goal], bounds.target[goal])
    if current.isNaN { return "no value yet" }
    if target.isNaN { return "no target" }
    if baseline.isNaN, !isRising { return "no value it started from is given" }
    let from = baseline.isNaN ? 0 : baseline
    if from == target { return "the target is the value it started from" }
    return "(\(say(current)) - \(say(from))) / (\(say(target)) - \(say(from)))"
  }

  private func milestones(
    _ steps: [Value], of node: Node, _ field: String, _ value: Value, depth: Int
  ) -> Reason {
    var reached = 0.0
    var total = 0.0
    var parts: [Reason] = []
    for case .record(let step) in steps.prefix(Self.childLimit) {
      var weight = 1.0
      if case .number(let number)? = step["weight"] { weight = max(number, 0) }
      var isReached = step["reached"] == .flag(true)
      var words = weight == 1 ? "" : "weight \(say(weight))"
      if case .date(let day)? = step["reached"] {
        isReached = day <= today
        words += (words.isEmpty ? "" : ", ") + "\(isReached ? "on" : "planned for") "
        words += Understanding.date(day)
      }
      total += weight
      if isReached { reached += weight }
      var name = "step"
      if case .text(let text)? = step["name"] { name = text }
      parts.append(Reason(name, .flag(isReached), words))
    }
    return Reason(
      field, value, "\(say(reached)) of \(say(total)) steps reached, by weight",
      source: graph.place(of: "milestones", node), parts: depth > 0 ? parts : [])
  }

  // MARK: Objectives

  /// A child in a roll-up.
  private struct Child {
    let node: Node
    let weight: Double
    let progress: Double
    let source: Reason.Source?
    var isMissing: Bool { progress.isNaN }
  }

  private func rollUp(
    of node: Node, _ field: String, _ value: Value, depth: Int
  ) throws(RunFailure) -> Reason {
    let goal = Int(node.row)
    if graph.links.isCircular(goal) {
      return Reason(
        field, value, "it supports itself in a loop, and a loop has no roll-up",
        source: graph.place(of: node))
    }
    let places = graph.links.down.range(goal)
    try budget.charge(ticks: places.count)
    let progress = measures.numbers(.progress)
    var counted: Set<Int> = []
    contributions.forEachChild(of: goal) { child, _ in counted.insert(child) }
    var children: [Child] = []
    var leftOut: [Reason] = []
    for place in places {
      let row = Int(graph.links.down.goals[place])
      let child = Node(table: .goals, row: graph.links.down.goals[place])
      guard counted.contains(row), carriesProgress(place) else {
        if let reason = leftOutReason(child, place, of: node) { leftOut.append(reason) }
        continue
      }
      let weight = weight(place, child)
      if weight == 0 {
        leftOut.append(
          Reason(
            graph.id(of: child), .missing, "not counted: its weight is 0",
            source: weightSource(place, child)))
        continue
      }
      children.append(
        Child(
          node: child, weight: weight, progress: progress[row],
          source: weightSource(place, child)))
    }
    if children.isEmpty {
      return Reason(
        field, value, "nothing counts in it", source: graph.place(of: node), parts: leftOut)
    }
    let parts = depth > 0 ? try told(children, depth: depth) + leftOut : []
    return Reason(
      field, value, meanWords(children), source: depth > 0 ? nil : graph.place(of: node),
      parts: parts)
  }

  /// The children that are part of the sum, in the order of the formula.
  private func told(_ children: [Child], depth: Int) throws(RunFailure) -> [Reason] {
    let total = totalWeight(children)
    var parts: [Reason] = []
    for child in children.prefix(Self.childLimit) {
      let inner = try reason("progress", of: child.node, depth: depth - 1)
      let share = child.weight * Ratio.clamped(child.progress) / total
      var words = "weight \(say(child.weight)) of \(say(total))"
      if child.isMissing {
        words += ", " + missingWords + (inner.words.isEmpty ? "" : ": \(inner.words)")
      } else {
        words += ", adds \(points(share))"
      }
      parts.append(
        Reason(
          graph.id(of: child.node), child.isMissing ? .missing : .ratio(child.progress), words,
          source: child.source, parts: depth > 1 ? [inner] : []))
    }
    if children.count > Self.childLimit {
      let rest = children.count - Self.childLimit
      parts.append(Reason("...", .missing, "\(rest) more that count"))
    }
    return parts
  }

  private func totalWeight(_ children: [Child]) -> Double {
    let counts = graph.policies.missingInRollUp == .skip
    return children.reduce(0) { counts && $1.isMissing ? $0 : $0 + $1.weight }
  }

  private var missingWords: String {
    switch graph.policies.missingInRollUp {
    case .zero: "no progress counts as 0"
    case .skip: "left out without progress"
    case .missing: "without progress, which makes the whole missing"
    }
  }

  private func meanWords(_ children: [Child]) -> String {
    let known = children.filter { !$0.isMissing }
    let total = totalWeight(children)
    if known.count < children.count, graph.policies.missingInRollUp == .missing {
      return "a child without progress makes it missing"
    }
    if known.isEmpty { return "none of its \(children.count) children has progress" }
    let over = "over \(known.count) of \(children.count) children"
    let suffix = known.count < children.count ? ", \(over)" : ""
    guard known.count <= 4 else {
      return "weighted mean \(known.count < children.count ? over : "over \(known.count) children")"
    }
    let isPlain = known.allSatisfy { $0.weight == 1 }
    let terms = known.map { child in
      let progress = percent(Ratio.clamped(child.progress))
      return isPlain ? progress : "\(say(child.weight)) x \(progress)"
    }
    let sum = terms.count == 1 ? terms.joined() : "(\(terms.joined(separator: " + ")))"
    return "\(sum) / \(say(total))\(suffix)"
  }

  // MARK: What does not count

  func carriesProgress(_ place: Int) -> Bool {
    graph.links.carriesProgress[Int(graph.links.down.kinds[place])]
  }

  /// What a child by a link counts: the link's weight, else its own, else 1.
  func weight(_ place: Int, _ child: Node) -> Double {
    let weights = graph.links.down.weights
    if !weights.isEmpty, !weights[place].isNaN { return max(weights[place], 0) }
    if case .number(let own) = graph.value("weight", of: child) { return max(own, 0) }
    return 1
  }

  private func weightSource(_ place: Int, _ child: Node) -> Reason.Source? {
    let weights = graph.links.down.weights
    guard !weights.isEmpty, !weights[place].isNaN else { return graph.place(of: "weight", child) }
    return graph.place(of: Node(table: .links, row: graph.links.down.links[place]))
  }

  /// Why a child by a link is not part of the roll-up; nil for one nobody would expect in it.
  func leftOutReason(_ child: Node, _ place: Int, of parent: Node) -> Reason? {
    let kind = graph.kind(of: child)
    guard kind == .objectives || kind == .keyResults else { return nil }
    let id = graph.id(of: child)
    func leftOut(_ why: String) -> Reason {
      Reason(id, .missing, "not counted: \(why)", source: graph.place(of: child))
    }
    if !carriesProgress(place) {
      let link = graph.schema.linkKinds[Int(graph.links.down.kinds[place])].name
      return leftOut("a `\(link)` link carries no progress")
    }
    if case .text(let state) = graph.value("state", of: child),
      Contributions.leftOut.contains(state)
    {
      return leftOut("it is \(state)")
    }
    var source = graph.policies.rollUp.rawValue
    if case .text(let own) = graph.value("rollup", of: parent) { source = own }
    return leftOut("\(graph.id(of: parent)) rolls up `\(source)`")
  }
}
