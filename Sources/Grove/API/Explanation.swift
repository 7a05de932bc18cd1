// What a query means, without its answer: the core form, the days its words of time stand for, how
// many rows each step leaves, and the rules its numbers follow.

/// The explanation of one query.
public struct Explanation: Sendable {
  /// A step of the query with the rows it leaves.
  public struct Step: Hashable, Sendable {
    /// The modifier or stage as written.
    public let words: String
    /// How many rows there are after it; nil when they cannot be counted.
    public let rows: Int?
    /// How many groups the rows are in; nil while there are none.
    public let groups: Int?
    /// How many of the rows before it had no value to be asked about, and were dropped for it.
    public let skippedMissing: Int

    package init(words: String, rows: Int?, groups: Int? = nil, skippedMissing: Int = 0) {
      self.words = words
      self.rows = rows
      self.groups = groups
      self.skippedMissing = skippedMissing
    }
  }

  /// A word of time with what it stands for.
  public struct ResolvedTime: Hashable, Sendable {
    /// The word as written: `Q2`, `last month`, `monday`.
    public let words: String
    /// Its days in words, with the cycle it names, if any.
    public let meaning: String
  }

  /// The graph that was asked.
  public let graph: GoalGraph
  /// The day it is about.
  public let today: CivilDate
  /// The canonical text.
  public let query: String
  /// The core form it stands for.
  public let expansion: String
  /// How it was read, with dates resolved.
  public let understood: String
  /// Each word of time in it, once, in the order of the text.
  public let times: [ResolvedTime]
  /// The source and each step after it, in order.
  public let steps: [Step]
  /// The workspace's policies that its numbers follow, each in a sentence.
  public let rules: [String]
  /// The plan, one operator a line.
  public let plan: String
}

extension PreparedProgram {
  /// Explains every query of the program: what each means and how many rows each step leaves.
  ///
  /// Every query is run once. Nothing is explained when a parameter is wrong or lacking.
  public func explain(
    parameters: [String: Value] = [:], cancellation: Cancellation? = nil
  ) -> [Explanation] {
    var explanations: [Explanation] = []
    // What fails leaves those before it; a query that hits a limit has steps without counts.
    _ = try? ProgramRun.run(self, try given(parameters), cancellation, explains: true) { result in
      if case .explanation(let explanation) = result { explanations.append(explanation) }
    }
    return explanations
  }

  /// Explains a question with what variables hold.
  func explain(
    _ statement: PreparedStatement, _ variables: [Value], _ budget: Budget
  ) -> Explanation {
    Explanation(
      graph: session.graph, today: session.today, query: statement.text,
      expansion: statement.expansion, understood: statement.understood, times: times(of: statement),
      steps: steps(of: statement, variables, budget),
      rules: RuleWords(plan: plan, graph: session.graph).rules(of: statement.form),
      plan: PlanText(plan: plan, graph: session.graph).text(of: statement.form))
  }

  // MARK: Steps

  /// The source, each modifier, each stage. A query that hits a limit has steps without counts.
  private func steps(
    of statement: PreparedStatement, _ variables: [Value], _ budget: Budget
  ) -> [Explanation.Step] {
    guard case .rows(let id) = statement.form else { return [] }
    let query = plan[id]
    defer { budget.release(toBytes: 0) }
    let counts = try? executor(of: plan, variables: variables, budget).stepCounts(of: id)
    var head = statement.core
    head.stages = []
    var steps = [Explanation.Step(words: Printer.print(head), counts?.source)]
    var done = 0
    for (place, stage) in query.stages.enumerated() {
      // `top 3 by E` has become two stages, which are told as one.
      let next = query.stages.dropFirst(place + 1).first
      if let next, next.range == stage.range { continue }
      let operators = done..<max(done, stage.operatorCount)
      done = operators.upperBound
      if place == 0, statement.hasModifiers, let first = operators.first,
        case .filter(let conjuncts) = query.operators[first]
      {
        for (index, conjunct) in conjuncts.enumerated() {
          steps.append(
            Explanation.Step(words: conjunct.words, counts?.conjunct(index, of: first)))
        }
      } else {
        let words = "| " + source.words(in: stage.range)
        steps.append(Explanation.Step(words: words, counts?.after(operators, upTo: done)))
      }
    }
    return steps
  }

  // MARK: Words of time

  private func times(of statement: PreparedStatement) -> [Explanation.ResolvedTime] {
    let resolver = PeriodResolver(graph: session.graph, today: session.today)
    var times: [Explanation.ResolvedTime] = []
    let text = SourceText(statement.text)
    for token in Lexer.lex(text).tokens {
      guard case .literal(let literal) = token.kind,
        let meaning = resolver.meaning(of: literal, at: token.range)
      else { continue }
      let words = text.text(in: token.range)
      guard !times.contains(where: { $0.words == words }) else { continue }
      times.append(Explanation.ResolvedTime(words: words, meaning: meaning))
    }
    return times
  }
}

extension Explanation.Step {
  fileprivate init(words: String, _ count: StepCount?) {
    self.init(
      words: words, rows: count?.rows, groups: count?.groups,
      skippedMissing: count?.skippedMissing ?? 0)
  }
}

extension PreparedStatement {
  /// Whether the first stage of the core form is what the phrase's modifiers became.
  fileprivate var hasModifiers: Bool {
    guard case .phrase(let phrase) = query.head else { return false }
    if case .kind(let adjectives, let own, _) = phrase.subject.form,
      !adjectives.isEmpty || own != nil
    {
      return true
    }
    if case .own(let adjectives, _) = phrase.subject.form, !adjectives.isEmpty { return true }
    return phrase.modifiers.contains { !$0.isView }
  }
}

extension PeriodResolver {
  /// What a word of time stands for; nil for what names its days itself and for all else.
  func meaning(of literal: Literal, at range: SourceRange) -> String? {
    switch literal {
    case .period(let period):
      switch resolve(period, at: range) {
      case .period(let days): return Understanding.words(days)
      case .cycle(let node):
        let days = graph.dates(ofCycle: node.row).map { Understanding.words($0) } ?? "no dates"
        let place = graph.source(of: node).map { ", \($0.file):\($0.line)" } ?? ""
        return "\(days), the cycle \(graph.name(of: node))\(place)"
      case .failure: return nil
      }
    case .date: return nil
    default: return day(of: literal).map { Understanding.words($0) }
    }
  }
}
