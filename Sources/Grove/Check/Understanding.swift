// How a query was read, in words: the line that stands above its answer. Counts are the caller's.

/// Puts a checked query into words, with periods resolved.
struct Understanding {
  let graph: GoalGraph
  let source: SourceText
  let periods: PeriodResolver
  let expander: Expander
  /// The day the graph is looked at unless the phrase names another.
  let asOf: CivilDate
  /// The id that `@me` stands for.
  let me: String?

  private var schema: Schema { graph.schema }

  /// `key results, progress below 50%, filed under 2026-Q2, as of Fri 15 May 2026`.
  func words(for query: Query) -> String {
    var parts: [String] = []
    var views: [String] = []
    switch query.head {
    case .phrase(let phrase):
      let kind = expander.kind(of: phrase.subject, frames: [])
      parts.append(words(phrase.subject))
      parts += phrase.modifiers.filter { !$0.isView }.map { words($0, kind) }
      views = phrase.modifiers.compactMap(view)
    case .expression(let expression):
      parts.append(words(expression))
    }
    if !views.contains(where: { $0.hasPrefix("as of") }) {
      parts.append("as of \(Self.words(asOf))")
    }
    parts += views
    let stages = query.stages.map { written($0.range) }
    return ([parts.joined(separator: ", ")] + stages).joined(separator: " | ")
  }

  private func words(_ subject: Subject) -> String {
    switch subject.form {
    case .source(.value(let value)): "from \(words(value))"
    case .source(.named(let name)):
      schema.kind(named: name.text).map { schema.definition($0).plural } ?? name.text
    case .source(.kind(let word)): word.phraseName
    default: written(subject.range)
    }
  }

  private func words(_ expression: Expression) -> String {
    if case .node(let reference) = expression.form, let node = graph.nodes(id: reference.id).first {
      return named(node)
    }
    return written(expression.range)
  }

  private func words(_ modifier: Modifier, _ kind: Kind?) -> String {
    let not = modifier.isNegated ? "not " : ""
    switch modifier.form {
    case .measure(nil, let measure, _):
      let definition = kind.map { schema.definition($0) }
      switch measure {
      case .level, .between:
        return "\(definition?.headlineMeasure ?? "progress") \(written(modifier.range))"
      case .during(let period) where !isEvent(kind):
        return "\(not)dates overlapping \(place(period))"
      case .date, .during:
        return "\(definition?.headlineDate ?? "due") \(withDays(modifier))"
      }
    case .measure:
      return withDays(modifier)
    case .filed(let span):
      return "\(not)filed under \(place(span))"
    case .relation(.under, let target, nil):
      return "\(not)everything that contributes to \(place(target))"
    case .relation(.under, let target, 1?):
      return "\(not)what contributes to \(place(target)) directly"
    case .relation(.supportedBy, let target, nil):
      return "\(not)everything \(place(target)) contributes to (upwards)"
    case .relation(let word, let target, nil):
      return "\(not)\(word.rawValue) \(place(target))"
    default:
      return written(modifier.range)
    }
  }

  /// A view of the phrase, with its day in words.
  private func view(_ modifier: Modifier) -> String? {
    switch modifier.form {
    case .asOf(let day): "as of \(words(ofDay: day))"
    case .asKnownOn(let day): "as known on \(words(ofDay: day))"
    case .assuming: written(modifier.range)
    default: nil
    }
  }

  /// A day as `Fri 1 May 2026`, as written when only a run can tell it.
  private func words(ofDay expression: Expression) -> String {
    if case .date(let day) = time.value(of: expression) { return Self.words(day) }
    return written(expression.range)
  }

  private var time: TimeOfText { TimeOfText(graph: graph, periods: periods) }

  private func isEvent(_ kind: Kind?) -> Bool { kind == .checkIns || kind == .changes }

  /// A modifier as written, with the days that its periods stand for.
  private func withDays(_ modifier: Modifier) -> String {
    guard case .measure(_, let measure, _) = modifier.form else { return written(modifier.range) }
    let operand: Expression =
      switch measure {
      case .level(_, let value), .date(_, let value), .during(let value), .between(let value, _):
        value
      }
    guard let days = days(of: operand) else { return written(modifier.range) }
    return "\(written(modifier.range)) (\(days))"
  }

  /// A place or period by name, with its days.
  private func place(_ expression: Expression) -> String {
    switch expression.unwrapped.form {
    case .literal(.period(let literal)):
      switch periods.resolve(literal, at: expression.range) {
      case .cycle(let node):
        let dates = graph.dates(ofCycle: node.row).map { " (\(Self.words($0)))" } ?? ""
        return graph.name(of: node) + dates
      case .period(let period):
        let days = Self.words(period)
        return "cycles in \(written(expression.range)), or due then (\(days))"
      case .failure: return written(expression.range)
      }
    case .node(let reference):
      let id = reference.id == "me" && !reference.isQuoted ? me ?? "" : reference.id
      guard let node = graph.nodes(id: id).first else { break }
      return named(node)
    case .list(let members), .alternatives(let members):
      return "(\(members.map(place).joined(separator: ", ")))"
    default:
      guard case .period(let period)? = time.value(of: expression) else { break }
      return "cycles in \(written(expression.range)), or due then (\(Self.words(period)))"
    }
    return written(expression.range)
  }

  private func named(_ node: Node) -> String {
    let id = graph.id(of: node)
    let name = graph.name(of: node)
    return name.isEmpty || name == id ? id : "\(id) \"\(name)\""
  }

  /// The days of an expression of time that does not name them itself.
  private func days(of expression: Expression) -> String? {
    if case .literal(.date) = expression.unwrapped.form { return nil }
    switch time.value(of: expression) {
    case .date(let day): return Self.words(day)
    case .period(let period): return Self.words(period)
    default: return nil
    }
  }

  private func written(_ range: SourceRange) -> String {
    source.text(in: range).split { $0 == "\n" || $0 == "\r" || $0 == "\t" || $0 == " " }
      .joined(separator: " ")
  }

  // MARK: Days in words

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Fri 15 May 2026`.
  static func words(_ day: CivilDate) -> String {
    "\(weekdays[day.weekday - 1]) \(date(day))"
  }

  /// `15 May 2026`.
  static func date(_ day: CivilDate) -> String {
    let (year, month, dayOfMonth) = day.components
    return "\(dayOfMonth) \(months[month - 1]) \(year)"
  }

  /// `1 Apr to 30 Jun 2026`, the last day included.
  static func words(_ period: Period) -> String {
    guard let last = period.lastDay else { return "no days" }
    let (firstYear, firstMonth, firstDay) = period.start.components
    let (lastYear, lastMonth, lastDay) = last.components
    if period.start == last { return words(last) }
    let year = firstYear == lastYear ? "" : " \(firstYear)"
    return
      "\(firstDay) \(months[firstMonth - 1])\(year) to \(lastDay) \(months[lastMonth - 1]) \(lastYear)"
  }
}
