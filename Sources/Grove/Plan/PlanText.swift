// A plan as text, one operator a line, for `explain`.

/// Prints plans.
struct PlanText {
  let plan: ProgramPlan
  let graph: GoalGraph

  func text(of form: StatementPlan) -> String {
    switch form {
    case .rows(let id): lines(id, indent: "").joined(separator: "\n")
    case .value(let id): "value \(text(id))"
    case .card(let node): "card \(graph.id(of: node))"
    }
  }

  private func lines(_ id: QueryID, indent: String) -> [String] {
    let query = plan[id]
    var lines: [String]
    switch query.source {
    case .kind(let kind): lines = ["\(indent)scan \(graph.schema.definition(kind).coreName)"]
    case .nodes(let id): lines = ["\(indent)nodes \(text(id))"]
    case .values(let id): lines = ["\(indent)values \(text(id))"]
    case .query(let inner):
      lines = ["\(indent)rows of"] + self.lines(inner, indent: indent + "  ")
    case .paths(let paths):
      let depth = paths.depth.map { " to depth \($0)" } ?? ""
      lines = ["\(indent)paths from \(text(paths.from)) to \(text(paths.to))\(depth)"]
    case .over(let over):
      lines =
        ["\(indent)over \(over.unit.rawValue)s in \(text(over.period))"]
        + self.lines(over.query, indent: indent + "  ")
    }
    for step in query.operators {
      lines.append(indent + text(step))
      if let other = step.otherQuery { lines += self.lines(other, indent: indent + "  ") }
    }
    if let view = query.view { lines.insert("\(indent)seen \(text(view))", at: 0) }
    return lines
  }

  private func text(_ step: Operator) -> String {
    func keys(_ keys: [OrderKey]) -> String {
      keys.map { text($0.expression) + ($0.descending ? " desc" : "") }.joined(separator: ", ")
    }
    func columns(_ columns: [PlanColumn]) -> String {
      columns.map { "\($0.name) = \(text($0.expression))" }.joined(separator: ", ")
    }
    func conditions(_ conjuncts: [Conjunct]) -> String {
      conjuncts.map { text($0.condition) }.joined(separator: " and ")
    }
    return switch step {
    case .filter(let conjuncts): "filter \(conditions(conjuncts))"
    case .filterGroups(let conjuncts): "filter groups \(conditions(conjuncts))"
    case .sort(let list): "sort \(keys(list))"
    case .sortGroups(let list): "sort groups \(keys(list))"
    case .top(let count, let list): "top \(text(count)) by \(keys(list))"
    case .take(let count): "take \(text(count))"
    case .skip(let count): "skip \(text(count))"
    case .last(let count): "last \(text(count))"
    case .takeGroups(let count): "take groups \(text(count))"
    case .skipGroups(let count): "skip groups \(text(count))"
    case .lastGroups(let count): "last groups \(text(count))"
    case .extend(let list): "extend \(columns(list))"
    case .project(let list): "project \(columns(list))"
    case .keep(let indices): "keep columns \(indices.map(String.init).joined(separator: ", "))"
    case .group(let list): "group \(columns(list))"
    case .summarize(let list): "summarize \(columns(list))"
    case .distinct: "distinct"
    case .total: "total"
    case .compare(let pairing):
      "compare \(pairing.columns.map(\.name).joined(separator: ", ")) with ("
        + lines(pairing.other, indent: "").joined(separator: " | ") + ")"
    case .walk(let walk): text(walk)
    case .combine(let combine): combine.operation.rawValue
    case .join(let join): "join on \(text(join.left)) = \(text(join.right))"
    case .pairs: "pairs"
    case .pivot(let pivot): "pivot \(text(pivot.across)), \(text(pivot.cell))"
    }
  }

  private func text(_ walk: WalkPlan) -> String {
    let depth = walk.depth.map { " to depth \($0)" } ?? ""
    switch walk.step {
    case .links(let direction, let kind):
      let name = kind.map { " by \(graph.schema.linkKinds[$0].name)" } ?? ""
      return "walk \(direction.rawValue)\(name)\(depth)"
    case .relation(let relation, _):
      return "walk by \(relation.name)\(depth)"
    }
  }

  private func text(_ across: PivotPlan.Across) -> String {
    switch across {
    case .expression(let id): text(id)
    case .key(let place): "#\(place)"
    }
  }

  private func text(_ view: ViewPlan) -> String {
    let assumed = view.assumptions.map { "\(text($0.targets)).\($0.field) = \(text($0.value))" }
    let parts: [String?] = [
      view.asOf.map { "as of \(text($0))" }, view.knownOn.map { "as known on \(text($0))" },
      assumed.isEmpty ? nil : "assuming \(assumed.joined(separator: ", "))",
      view.dropsAssumptions ? "without assumptions" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  private func text(_ ids: [ExpressionID], _ separator: String) -> String {
    ids.map(text).joined(separator: separator)
  }

  private func words(_ value: Value) -> String {
    let context = FunctionContext(today: .earliest, calendar: graph.policies.fiscal) { node in
      "@\(graph.id(of: node))"
    }
    return (try? ValueText.describe(value, context)) ?? "..."
  }

  private func prefix(_ frame: Int) -> String {
    String(repeating: "outer.", count: max(0, frame))
  }

  func text(_ id: ExpressionID) -> String {
    switch plan[id].form {
    case .constant(.node(let node)): "@\(graph.id(of: node))"
    case .constant(.text(let text)): "\"\(text)\""
    case .constant(let value): words(value)
    case .variable(let slot): "$\(slot)"
    case .row(let frame): frame == 0 ? "this" : String(prefix(frame).dropLast())
    case .field(let field, let frame): prefix(frame) + field.name
    case .column(let index, let frame): prefix(frame) + "#\(index)"
    case .across(let name, _, let frame): prefix(frame) + "`\(name)`"
    case .member(let base, let field): "\(text(base)).\(field.name)"
    case .recordMember(let base, let name): "\(text(base)).\(name)"
    case .related(let base, let relation): "\(text(base)).\(relation.name)"
    case .negate(let operand): "-\(text(operand))"
    case .arithmetic(let operation, let left, let right):
      "(\(text(left)) \(operation.rawValue) \(text(right)))"
    case .compare(let comparison, let left, let right):
      "\(text(left)) \(comparison.sign) \(text(right))"
    case .isIn(let value, let place): "\(text(value)) in \(text(place))"
    case .filedIn(let place): "filed in \(text(place))"
    case .textTest(let test, let value, let pattern): "\(text(value)) \(test) \(text(pattern))"
    case .isMissing(let value): "\(text(value)) is missing"
    case .isPresent(let value): "\(text(value)) is present"
    case .not(let operand): "not \(text(operand))"
    case .and(let parts): "(\(text(parts, " and ")))"
    case .or(let parts): "(\(text(parts, " or ")))"
    case .coalesce(let parts): "(\(text(parts, " ?? ")))"
    case .conditional(let test, let then, let otherwise):
      "(if \(text(test)) then \(text(then)) else \(text(otherwise)))"
    case .call(let name, let arguments): "\(name)(\(text(arguments, ", ")))"
    case .callFunction(let id, let arguments):
      "\(plan.script[id].name)(\(text(arguments, ", ")))"
    case .comprehension(let element, let variable, let source, let condition):
      "[\(text(element)) for $\(plan.script.variables[variable].name) in \(text(source))"
        + (condition.map { " if \(text($0))" } ?? "") + "]"
    case .definedField(let body, let base): "\(text(base)).(\(text(body)))"
    case .aggregateRows(let aggregate, let arguments), .aggregateList(let aggregate, let arguments):
      "\(aggregate.rawValue)(\(text(arguments, ", ")))"
    case .cumulative(let value): "cumulative(\(text(value)))"
    case .query(let id): "(\(lines(id, indent: "").joined(separator: " | ")))"
    case .list(let members): "[\(text(members, ", "))]"
    case .index(let base, let position): "\(text(base))[\(text(position))]"
    case .record(let entries):
      "{\(entries.map { "\($0.name): \(text($0.value))" }.joined(separator: ", "))}"
    case .template(let parts):
      "\""
        + parts.map { part in
          switch part {
          case .text(let text): text
          case .value(let id): "{\(text(id))}"
          }
        }.joined() + "\""
    case .startOf(let period): "start of \(text(period))"
    case .endOf(let period): "end of \(text(period))"
    case .dayRange(let start, let end): "\(text(start)) to \(end.map(text) ?? "date")"
    case .reaches(let reach, let targets, let depth):
      "\(reach == .under ? "under" : "supported by") \(text(targets))"
        + (depth.map { " to depth \($0)" } ?? "")
    case .ownedBy(let targets): "owned by \(text(targets))"
    case .belongsTo(let targets): "of \(text(targets))"
    case .reportsTo(let targets, let depth):
      "reporting to \(text(targets))" + (depth.map { " to depth \($0)" } ?? "")
    case .measure(.progress(let clamped), let base): "progress(\(text(base)), clamp: \(clamped))"
    case .measure(.status(let policy), let base): "status(\(text(base)), \(policy.rawValue))"
    case .today: "today"
    case .seen(let base, let view): "(\(text(base)) \(text(view)))"
    case .held(let condition, let window, let counted):
      "\(counted ? "days_when" : "once")(\(text(condition)), "
        + "\(window.word.rawValue) \(text(window.moment)))"
    case .series(.previous, let value): "previous(\(text(value)))"
    case .series(.falling(let times), let value): "falling(\(text(value)), \(times))"
    case .series(.rising(let times), let value): "rising(\(text(value)), \(times))"
    case .series(.streak, let condition): "streak(\(text(condition)))"
    case .judged(let judgement, let value): "\(judgement.rawValue)(\(text(value)))"
    case .standing(let standing, let goal, let above):
      "\(standing.rawValue)(\(text(goal)), \(text(above)))"
    }
  }
}

extension Comparison {
  fileprivate var sign: String {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .before: "<"
    case .until: "<="
    case .after: ">"
    case .since: ">="
    }
  }
}
