// The computed fields, each worked out from what the rows say, by the definitions of the manual's
// pages on numbers. Nothing is shared with the engine's formulas.

import Grove

extension NaiveGraph {
  func computed(_ name: String, _ node: Node) -> Value {
    switch name {
    case "current" where node.table == .cycles: return isCurrentCycle(node)
    case "current", "value", "actual": return value(current(node), Value.number)
    case "progress": return value(progress(node), Value.ratio)
    case "progress_is_stated": return progressIsStated(node)
    case "forecast", "forecast_low", "forecast_high": return forecast(name, node)
    case "forecast_progress": return value(forecastProgress(node).flatMap(\.progress), Value.ratio)
    case "trend":
      let values = history(node).compactMap { plain("value", $0) }
      return values.isEmpty ? .missing : .list(values.map { .number($0) })
    case "plan": return stored("plan", node)
    case "expected", "elapsed": return value(elapsed(node), Value.ratio)
    case "gap":
      guard let progress = progress(node), let expected = elapsed(node) else { return .missing }
      return .points(rounded(expected - progress))
    case "score": return value(progress(node).map { min(max($0, 0), 1) }, Value.number)
    case "status": return .text(status(node, by: world.policies.status))
    case "stated_status": return newest("stated_status", node)
    case "confidence": return newest("confidence", node)
    case "attainment": return value(attainment(node), Value.ratio)
    case "health": return health(node).map { .text($0) } ?? .missing
    case "in_band" where node.table == .checkIns: return checkInHolds(node)
    case "holding", "in_band": return flag(current(node).flatMap { holds($0, node) })
    case "needed_rate": return value(neededRate(node), Value.number)
    case "actual_rate": return value(actualRate(node), Value.number)
    case "zone": return zone(node).map { .text($0) } ?? .missing
    case "open": return .flag(isOpen(node))
    case "overdue":
      guard isOpen(node) else { return .flag(false) }
      return flag(day("due", node).map { $0 < today })
    case "stale": return stale(node)
    case "started": return onStatus(node) { $0 != "not started" }
    case "done": return onStatus(node) { $0 == "done" }
    case "behind", "ahead":
      guard case .points(let gap) = field("gap", node) else { return .missing }
      return .flag(name == "behind" ? gap > 0 : gap < 0)
    case "unowned": return .flag(owners(node).isEmpty)
    case "unaligned":
      let highest = schema.definition(.objectives).field("level")?.closedSet?.first
      let isTop = highest.map { stored("level", node) == .text($0) } ?? false
      return .flag(neighbours(node, up: true).isEmpty && !isTop)
    case "unsupported": return isUnsupported(node)
    case "cross_cycle": return isCrossCycle(node)
    case "overloaded": return isOverloaded(node)
    case "circular": return .flag(isCircular(node))
    case "draft", "cancelled": return .flag(stored("state", node) == .text(name))
    case "committed", "aspirational":
      guard case .text(let word) = stored("commitment", node) else { return .missing }
      return .flag(word == name)
    case "last_check_in": return history(node).last.map { .node($0) } ?? .missing
    case "check_ins_expected":
      return intervals(node).map { .number(Double($0.count)) } ?? .missing
    case "check_ins_made":
      guard let intervals = intervals(node) else { return .missing }
      let days = checkIns(node).compactMap { day("date", $0) }
      return .number(
        Double(intervals.count { interval in days.contains { interval.contains($0) } }))
    case "depth": return depth(node, above: []).map { .number(Double($0)) } ?? .missing
    case "root": return root(node, above: [])
    case "carried", "first": return carried(name, node)
    case "previous": return previous(node)
    case "days_late":
      guard let date = day("date", node) else { return .missing }
      return .number(Double((day("recorded", node) ?? date).days(since: date)))
    default: return .missing
    }
  }

  private func value(_ number: Double?, _ make: (Double) -> Value) -> Value {
    number.map(make) ?? .missing
  }

  private func flag(_ flag: Bool?) -> Value { flag.map { .flag($0) } ?? .missing }

  /// Nine decimals, half away from zero.
  func rounded(_ number: Double) -> Double {
    number.magnitude < 4e6
      ? (number * 1e9).rounded(.toNearestOrAwayFromZero) / 1e9 + 0 : number
  }

  func ratio(_ part: Double, _ whole: Double) -> Double? {
    whole == 0 ? nil : rounded(part / whole)
  }

  func plain(_ name: String, _ node: Node) -> Double? { number(stored(name, node)) }

  // MARK: Check-ins

  func checkIns(_ node: Node) -> [Node] {
    (tables[.checkIns] ?? []).indices.map { Node(table: .checkIns, row: Int32($0)) }
      .filter { reference(row($0)?.fields["goal"]) == node }
  }

  /// The check-ins up to today, oldest first.
  func history(_ node: Node) -> [Node] {
    checkIns(node).filter { checkIn in day("date", checkIn).map { $0 <= today } ?? false }
  }

  private func newest(_ name: String, _ node: Node) -> Value {
    for checkIn in history(node).reversed() {
      let value = stored(name, checkIn)
      if !value.isMissing { return value }
    }
    return stored(name, node)
  }

  private func previous(_ checkIn: Node) -> Value {
    guard let goal = reference(row(checkIn)?.fields["goal"]) else { return .missing }
    let all = checkIns(goal)
    guard let place = all.firstIndex(of: checkIn), place > 0 else { return .missing }
    return .node(all[place - 1])
  }

  private func checkInHolds(_ checkIn: Node) -> Value {
    guard let goal = reference(row(checkIn)?.fields["goal"]), let value = plain("value", checkIn)
    else { return .missing }
    return flag(holds(value, goal))
  }

  // MARK: Values

  /// The newest value: of the newest check-in that has one, unless the file's own is dated and not
  /// older. A KPI may add up or average those of its cycle.
  func current(_ node: Node) -> Double? {
    guard kind(node) == .keyResults || kind(node) == .kpis else { return nil }
    let isKPI = kind(node) == .kpis
    var current = plain(isKPI ? "value" : "current", node)
    if let newest = history(node).last(where: { plain("value", $0) != nil }),
      let value = plain("value", newest), let date = day("date", newest)
    {
      let updated = day("updated", node)
      if current == nil || updated == nil || updated.map({ date > $0 }) == true { current = value }
    }
    if isKPI, case .text(let word) = stored("aggregate", node), word != "last" {
      var from: CivilDate?
      if let cycle = cycle(node), case .date(let start)? = row(cycle)?.fields["start"] {
        from = start
      } else {
        from = NaiveCalendar(world.policies.fiscal).yearStart(of: today)
      }
      let values = history(node).filter { checkIn in
        guard let date = day("date", checkIn), let from else { return true }
        return date >= from
      }.compactMap { plain("value", $0) }
      if !values.isEmpty {
        let sum = values.reduce(0, +)
        current = rounded(word == "sum" ? sum : sum / Double(values.count))
      }
    }
    return current
  }

  func direction(_ node: Node) -> String {
    if case .text(let word) = stored("direction", node) { return word }
    let target = plain("target", node)
    if target == nil, plain("low", node) != nil || plain("high", node) != nil { return "between" }
    if kind(node) == .kpis { return "increase" }
    if let baseline = plain("baseline", node), let target, target < baseline { return "decrease" }
    return "increase"
  }

  /// Whether a value is where it should be kept; nil when the goal keeps none or it cannot be told.
  func holds(_ value: Double, _ node: Node) -> Bool? {
    let (target, low, high) = (plain("target", node), plain("low", node), plain("high", node))
    let isKPI = kind(node) == .kpis
    guard isKPI || kind(node) == .keyResults else { return nil }
    switch direction(node) {
    case "between":
      guard low != nil || high != nil else { return nil }
      return low.map { value >= $0 } ?? true && high.map { value <= $0 } ?? true
    case "at_least": return (isKPI ? target : target ?? low).map { value >= $0 }
    case "at_most": return (isKPI ? target : target ?? high).map { value <= $0 }
    case "decrease" where isKPI: return target.map { value <= $0 }
    default: return isKPI ? target.map { value >= $0 } : nil
    }
  }

  private func zone(_ node: Node) -> String? {
    guard kind(node) == .keyResults, let current = current(node),
      let stretch = plain("stretch", node)
    else { return nil }
    let baseline = plain("baseline", node) ?? 0
    guard let share = ratio(current - baseline, stretch - baseline) else { return nil }
    return share >= 1 ? "stretch" : share >= 0.7 ? "target" : share >= 0.3 ? "commit" : "fail"
  }

  // MARK: KPIs

  private func against(_ value: Double, _ target: Double, lessIsBetter: Bool) -> Double {
    if target == 0 { return (lessIsBetter ? value <= 0 : value >= 0) ? 1 : 0 }
    let distance = (value - target) / target.magnitude
    return rounded(lessIsBetter ? 1 - distance : 1 + distance)
  }

  private func lessIsBetter(_ node: Node) -> Bool {
    ["decrease", "at_most"].contains(direction(node))
  }

  private func attainment(_ node: Node) -> Double? {
    guard kind(node) == .kpis, let value = current(node) else { return nil }
    guard direction(node) == "between" else {
      return plain("target", node).map { against(value, $0, lessIsBetter: lessIsBetter(node)) }
    }
    let (low, high) = (plain("low", node), plain("high", node))
    if let low, value < low { return against(value, low, lessIsBetter: false) }
    if let high, value > high { return against(value, high, lessIsBetter: true) }
    return low == nil && high == nil ? nil : 1
  }

  private func health(_ node: Node) -> String? {
    guard kind(node) == .kpis, let value = current(node) else { return nil }
    func word(_ attainment: Double) -> String { attainment >= 0.75 ? "amber" : "red" }
    if direction(node) == "between" {
      return attainment(node).map { $0 >= 1 ? "green" : word($0) }
    }
    let less = lessIsBetter(node)
    func reaches(_ bound: Double) -> Bool { less ? value <= bound : value >= bound }
    let amber = plain("amber_from", node)
    guard let green = plain("green_from", node) ?? plain("target", node) ?? amber else {
      return nil
    }
    if reaches(green) { return "green" }
    if let amber { return reaches(amber) ? "amber" : "red" }
    return word(against(value, green, lessIsBetter: less))
  }

  // MARK: Progress

  private static let leftOut = ["draft", "cancelled", "dropped", "archived", "deferred"]

  private func counts(_ node: Node) -> Bool {
    if case .text(let state) = stored("state", node) { return !Self.leftOut.contains(state) }
    return true
  }

  /// The children that count in an objective's progress, with their weights.
  func contributors(_ node: Node) -> [(node: Node, weight: Double)] {
    guard kind(node) == .objectives else { return [] }
    let all = links.filter { $0.parent == node.row && $0.kind.effect == .progress }
      .map { link -> (node: Node, weight: Double) in
        let child = Node(table: .goals, row: link.child)
        return (child, link.weight ?? plain("weight", child) ?? 1)
      }
      .filter { counts($0.node) }
    let keyResults = all.filter { kind($0.node) == .keyResults }
    let objectives = all.filter { kind($0.node) == .objectives }
    var source = world.policies.rollUp.rawValue
    if case .text(let word) = stored("rollup", node) { source = word }
    switch source {
    case "both": return all.filter { [.keyResults, .objectives].contains(kind($0.node)) }
    case "children": return objectives
    default: return keyResults.isEmpty ? objectives : keyResults
    }
  }

  func progress(_ node: Node) -> Double? {
    if let known = knownProgress[node.row] { return known.isNaN ? nil : known }
    let value = computedProgress(node) ?? statedProgress(node)
    knownProgress[node.row] = value ?? .nan
    return value
  }

  private func statedProgress(_ node: Node) -> Double? {
    switch kind(node) {
    case .keyResults: plain("stated_progress", node)
    case .objectives: isCircular(node) ? nil : plain("stated_progress", node)
    default: nil
    }
  }

  private func progressIsStated(_ node: Node) -> Value {
    progress(node) == nil ? .missing : .flag(computedProgress(node) == nil)
  }

  private func computedProgress(_ node: Node) -> Double? {
    switch kind(node) {
    case .objectives: rolledUp(node)
    case .keyResults: ownProgress(node)
    default: nil
    }
  }

  private func rolledUp(_ node: Node) -> Double? {
    guard !isCircular(node) else { return nil }
    return rolledUp(contributors(node).map { (progress($0.node), $0.weight) })
  }

  func rolledUp(_ children: [(progress: Double?, weight: Double)]) -> Double? {
    var sum = 0.0
    var weights = 0.0
    for (progress, given) in children {
      let weight = max(given, 0)
      guard weight > 0 else { continue }
      if let progress {
        sum += weight * min(max(progress, 0), 1)
        weights += weight
      } else {
        switch world.policies.missingInRollUp {
        case .zero: weights += weight
        case .skip: break
        case .missing: return nil
        }
      }
    }
    return ratio(sum, weights)
  }

  private func ownProgress(_ node: Node) -> Double? {
    if let steps = milestones(node), ["", "milestones"].contains(word("direction", node)) {
      let total = steps.reduce(0) { $0 + $1.weight }
      return ratio(steps.reduce(0) { $0 + ($1.isReached ? $1.weight : 0) }, total)
    }
    let current = current(node)
    switch direction(node) {
    case "increase", "decrease":
      guard let current, let target = plain("target", node) else { return nil }
      let isUp = direction(node) == "increase"
      guard let baseline = plain("baseline", node) ?? (isUp ? 0 : nil) else { return nil }
      return ratio(current - baseline, target - baseline)
    case "yes_no": return current.map { $0 >= 1 ? 1 : 0 }
    case "baseline": return current.map { _ in 1 }
    case "milestones": return nil
    default: return kept(node, current)
    }
  }

  func word(_ name: String, _ node: Node) -> String {
    if case .text(let word) = stored(name, node) { word } else { "" }
  }

  private func milestones(_ node: Node) -> [(weight: Double, isReached: Bool)]? {
    guard case .list(let steps) = stored("milestones", node) else { return nil }
    return steps.compactMap { step in
      guard case .record(let step) = step else { return nil }
      let weight = step["weight"].flatMap { number($0) } ?? 1
      switch step["reached"] {
      case .flag(let isReached)?: return (max(weight, 0), isReached)
      case .date(let day)?: return (max(weight, 0), day <= today)
      default: return (max(weight, 0), false)
      }
    }
  }

  /// Progress of a value that is to be kept, by the workspace's policy.
  private func kept(_ node: Node, _ current: Double?) -> Double? {
    func mark(_ value: Double?) -> Double? {
      value.flatMap { holds($0, node) }.map { $0 ? 1 : 0 }
    }
    let values = history(node).compactMap { plain("value", $0) }
    switch world.policies.maintain {
    case .latest: return mark(current)
    case .distance:
      guard let current, let target = plain("target", node), direction(node) != "between" else {
        return mark(current)
      }
      return against(current, target, lessIsBetter: direction(node) == "at_most")
    case .worst:
      if values.contains(where: { holds($0, node) == false }) { return 0 }
      return mark(current)
    case .mean:
      if values.isEmpty { return mark(current) }
      return mark(rounded(values.reduce(0, +) / Double(values.count)))
    case .share:
      guard let intervals = intervals(node), !intervals.isEmpty else { return mark(current) }
      let held = intervals.count { interval in
        let inside = checkIns(node).filter { checkIn in
          plain("value", checkIn) != nil
            && day("date", checkIn).map { interval.contains($0) } == true
        }
        return inside.last.flatMap { plain("value", $0) }.flatMap { holds($0, node) } == true
      }
      return ratio(Double(held), Double(intervals.count))
    }
  }

  // MARK: Time

  func elapsed(_ node: Node) -> Double? {
    guard let start = day("start", node), let due = day("due", node), start <= due else {
      return nil
    }
    if today >= due { return 1 }
    if today <= start { return 0 }
    return ratio(Double(today.days(since: start)), Double(due.days(since: start)))
  }

  private var movesValue: [String] { ["increase", "decrease"] }

  private func neededRate(_ node: Node) -> Double? {
    guard kind(node) == .keyResults, movesValue.contains(direction(node)),
      let due = day("due", node), due > today, let target = plain("target", node),
      let current = current(node)
    else { return nil }
    let rest = target - current
    if direction(node) == "decrease" ? rest >= 0 : rest <= 0 { return 0 }
    return rounded(rest / (Double(due.days(since: today)) / 7))
  }

  private func actualRate(_ node: Node) -> Double? {
    guard kind(node) == .keyResults, movesValue.contains(direction(node)),
      let start = day("start", node), let current = current(node),
      let baseline = plain("baseline", node) ?? (direction(node) == "increase" ? 0 : nil)
    else { return nil }
    let end = min(today, day("due", node) ?? today)
    guard end > start else { return nil }
    return rounded((current - baseline) / (Double(end.days(since: start)) / 7))
  }

  private func isOpen(_ node: Node) -> Bool { ["", "active"].contains(word("state", node)) }

  /// The time between check-ins; nil for no rhythm.
  private func cadence(_ node: Node) -> CalendarDuration? {
    var found: CalendarDuration?
    if case .duration(let own) = stored("cadence", node) {
      found = own
    } else if kind(node) == .kpis, !word("frequency", node).isEmpty {
      let lengths: [String: CalendarDuration] = [
        "daily": .init(days: 1), "weekly": .init(days: 7), "fortnightly": .init(days: 14),
        "monthly": .init(months: 1), "quarterly": .init(months: 3), "yearly": .init(months: 12),
      ]
      found = lengths[word("frequency", node)]
    } else if [Kind.objectives, .keyResults, .kpis].contains(kind(node)) {
      found = CalendarDuration(days: world.policies.defaultCadenceDays)
    }
    return found.flatMap { $0.months >= 0 && $0.days >= 0 && $0.months + $0.days > 0 ? $0 : nil }
  }

  private func stale(_ node: Node) -> Value {
    guard isOpen(node), let cadence = cadence(node) else { return .flag(false) }
    guard let since = newestDay(node, seen: []) ?? day("start", node) else { return .missing }
    let fresh = since.adding(months: Int(cadence.months))?
      .adding(days: Int(cadence.days) + Int(world.policies.graceDays))
    return flag(fresh.map { today > $0 })
  }

  /// The day of the newest check-in of a goal or of what it rolls up.
  private func newestDay(_ node: Node, seen: Set<Node>) -> CivilDate? {
    guard !seen.contains(node) else { return nil }
    let own = history(node).last.flatMap { day("date", $0) }
    let below = contributors(node).compactMap { newestDay($0.node, seen: seen.union([node])) }
    return ([own].compactMap { $0 } + below).max()
  }

  /// The stretches of the cadence since the start that are over; nil without a start or a rhythm.
  private func intervals(_ node: Node) -> [Period]? {
    guard let start = day("start", node), let cadence = cadence(node) else { return nil }
    let last = min(today, day("due", node) ?? today)
    var found: [Period] = []
    var from = start
    for count in 1...5000 {
      guard
        let next = start.adding(months: Int(cadence.months) * count)?
          .adding(days: Int(cadence.days) * count), next.days(since: last) <= 1,
        let period = Period(start: from, end: next)
      else { break }
      found.append(period)
      from = next
    }
    return found
  }
}
