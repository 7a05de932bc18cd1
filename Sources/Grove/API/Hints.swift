// What is said beside an answer: which modifier emptied it and what other readings would find, and
// how many more their owners state to be as asked.

/// Finds the remarks of one answer by asking small variations of its query.
struct Hints {
  let program: PreparedProgram
  let statement: PreparedStatement
  /// What the program's variables hold.
  let variables: [Value]
  /// What all variations of a run may use.
  let budget: Budget

  // MARK: Stated status

  /// For a filter on a computed status: how many more have it by their owner's word.
  func notes() -> [String] {
    var notes = undated()
    for (index, condition) in conditions.enumerated() {
      guard let word = condition.computedStatus else { continue }
      let stated = Core.compare(
        Core.field("stated_status", .none), .equal, Core.text(word, .none), .none)
      let differs = Expression(.not(condition), range: .none)
      guard
        let count = count(replacing: index, with: [stated, differs]), count > 0
      else { continue }
      notes.append(
        "\(count) more \(count == 1 ? "is" : "are") stated \(word) by their owner (`stated \(word)`)"
      )
    }
    return notes
  }

  // MARK: Fields without a history

  /// Fields without a history that are seen from another day.
  private func undated() -> [String] {
    let range = statement.query.range
    var names: [String] = []
    for (name, place) in program.plan.undatedFields
    where place.start >= range.start && place.end <= range.end && !names.contains(name) {
      names.append(name)
    }
    return names.map { "no history is kept of `\($0)`: it is as the files give it, on every day" }
  }

  // MARK: Empty answers

  func emptyAnswer(_ answer: ExecutedQuery, text: String?) -> QueryResult.EmptyAnswer {
    var hints: [String] = []
    for modifier in modifiers where !modifier.isNegated {
      guard let (span, reading) = Reading.asked(by: modifier),
        let index = conditions.firstIndex(where: { $0.range == modifier.range })
      else { continue }
      hints += otherReadings(of: span, than: reading, at: index)
    }
    if let removed = answer.removedBy,
      let index = conditions.firstIndex(where: { $0.range == removed.conjunct.range }),
      let nearest = nearestValue(to: index)
    {
      hints.append(nearest)
    }
    return QueryResult.EmptyAnswer(
      removedBy: answer.removedBy?.conjunct.words, rowsBefore: answer.removedBy?.rowsBefore ?? 0,
      hints: hints, text: text, reason: answer.emptyReason)
  }

  /// How goals may be asked for by a period.
  private enum Reading: CaseIterable {
    case filed, due, overlapping

    /// The period of a modifier, and how it reads it.
    static func asked(by modifier: Modifier) -> (span: Expression, reading: Reading)? {
      switch modifier.form {
      case .filed(let span): return (span, .filed)
      case .measure(nil, .during(let span), _): return (span, .overlapping)
      case .measure(let path?, .during(let span), _) where path.names.map(\.text) == ["due"]:
        return (span, .due)
      default: return nil
      }
    }

    func conditions(_ span: Expression) -> [Expression] {
      let due = Core.field("due", .none)
      switch self {
      case .filed:
        let fields = Expression(.coalesce([Core.field("cycle", .none), due]))
        return [Core.compare(Expression(.group(fields)), .in, span, .none)]
      case .due: return [Core.compare(due, .in, span, .none)]
      case .overlapping:
        return [
          Core.compare(Core.field("start", .none), .until, span, .none),
          Core.compare(due, .since, span, .none),
        ]
      }
    }

    func hint(_ count: Int, _ words: String) -> String {
      switch self {
      case .filed: "filed under it: \(count) (`in \(words)`)"
      case .due: "due then: \(count) (`due during \(words)`)"
      case .overlapping: "dates overlapping it: \(count) (`during \(words)`)"
      }
    }
  }

  /// For a period that found nothing: how many goals another reading of it finds.
  private func otherReadings(
    of span: Expression, than asked: Reading, at index: Int
  ) -> [String] {
    let words = Printer.print(span)
    var hints: [String] = []
    if asked == .filed, case .literal(.period(let literal)) = span.unwrapped.form,
      case .period = PeriodResolver(graph: program.session.graph, today: program.session.today)
        .resolve(literal, at: span.range)
    {
      hints.append("no cycle of this workspace is `\(words)`")
    }
    for reading in Reading.allCases where reading != asked {
      if let count = count(replacing: index, with: reading.conditions(span)), count > 0 {
        hints.append(reading.hint(count, words))
      }
    }
    return hints
  }

  /// For a bound that no row met: the value that came nearest, among the rows that stood before it.
  private func nearestValue(to index: Int) -> String? {
    guard case .comparison(let left, let comparator, isNegated: false, _) = conditions[index].form,
      let field = left.bareField
    else { return nil }
    let (aggregate, word): (String, String)
    switch comparator {
    case .less, .lessOrEqual, .before, .until: (aggregate, word) = ("min", "lowest")
    case .greater, .greaterOrEqual, .after, .since: (aggregate, word) = ("max", "highest")
    default: return nil
    }
    var core = statement.core
    core.stages =
      Core.all(Array(conditions[..<index])).map { [Stage(.filter($0, rows: false))] } ?? []
    let call = Expression(.call(Name(aggregate), [Argument(field)]))
    core.stages.append(Stage(.summarize([ColumnClause(Name("nearest"), call)])))
    guard let value = self.value(core) else { return nil }
    return "the \(word) \(Printer.print(field)) there is \(value)"
  }

  // MARK: Variations

  private var modifiers: [Modifier] {
    guard case .phrase(let phrase) = statement.query.head else { return [] }
    return phrase.modifiers.filter { !$0.isView }
  }

  /// The conditions of the phrase's own `where`.
  private var conditions: [Expression] {
    guard case .phrase = statement.core.head,
      case .filter(let condition, rows: false)? = statement.core.stages.first?.form
    else { return [] }
    if case .logic(.and, let members) = condition.form { return members }
    return [condition]
  }

  /// How many rows the phrase has with one condition replaced; nil when that cannot be asked.
  private func count(replacing index: Int, with replacement: [Expression]) -> Int? {
    var conditions = conditions
    guard conditions.indices.contains(index) else { return nil }
    conditions.replaceSubrange(index...index, with: replacement)
    guard let all = Core.all(conditions) else { return nil }
    var core = statement.core
    core.stages = [Stage(.filter(all, rows: false))]
    return self.count(core)
  }
}

extension Hints {
  /// How many rows a core query has; nil when it cannot be checked or run.
  private func count(_ core: Query) -> Int? {
    variation(core) { executor, id throws(RunFailure) in try executor.count(id) }
  }

  /// The first cell of a core query's answer in words; nil when there is none.
  private func value(_ core: Query) -> String? {
    variation(core) { executor, id throws(RunFailure) in
      guard let value = try executor.run(id).cells.first?.first, !value.isMissing else {
        return nil
      }
      return executor.words(for: value)
    } ?? nil
  }

  private func variation<T>(
    _ core: Query, _ body: (Executor, QueryID) throws(RunFailure) -> T
  ) -> T? {
    let checker = Checker(environment: program.session.environment(), source: program.source)
    checker.plan.script.variables = program.plan.script.variables
    checker.script.names = statement.names
    checker.defined.definitions = program.definitions
    checker.defineFields()
    let id = checker.check(core)
    checker.finish()
    guard checker.diagnostics.isEmpty else { return nil }
    defer { budget.release(toBytes: 0) }
    return try? body(try program.executor(of: checker.plan, variables: variables, budget), id)
  }
}

extension Expression {
  /// `status = "at risk"`: the word.
  fileprivate var computedStatus: String? {
    guard case .comparison(let left, .equal, isNegated: false, let right) = form,
      case .field(let name) = left.form, name.text == "status",
      case .text(let template) = right.form
    else { return nil }
    return template.plainText
  }
}
