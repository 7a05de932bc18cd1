// Rebuilding trees one level at a time: what the expansion and the frame shift have in common.

extension Expression {
  /// The same expression with its direct parts replaced. Nested queries go to `query` whole.
  func mappingParts(
    _ part: (Expression) -> Expression, query: (Query) -> Query
  ) -> Expression {
    var copy = self
    switch form {
    case .literal, .node, .variable, .this, .outer, .field, .adjective, .status:
      return self
    case .text(let template):
      copy.form = .text(template.mappingValues(part))
    case .call(let name, let arguments):
      copy.form = .call(
        name,
        arguments.map { argument in
          var argument = argument
          argument.value = argument.value.mappingAsValue(part, query: query)
          return argument
        })
    case .query(let inner):
      copy.form = .query(query(inner))
    case .group(let inner):
      copy.form = .group(part(inner))
    case .alternatives(let members):
      copy.form = .alternatives(members.map(part))
    case .list(let members):
      copy.form = .list(members.map(part))
    case .comprehension(let element, let variable, let source, let condition):
      copy.form = .comprehension(
        part(element), variable, source.mappingAsValue(part, query: query),
        condition: condition.map(part))
    case .record(let entries):
      copy.form = .record(
        entries.map { entry in
          var entry = entry
          entry.value = part(entry.value)
          return entry
        })
    case .path(let base, let suffixes):
      copy.form = .path(
        part(base),
        suffixes.map { suffix in
          if case .index(let index) = suffix { .index(part(index)) } else { suffix }
        })
    case .asOf(let base, let views):
      copy.form = .asOf(part(base), views.map { View(isKnown: $0.isKnown, part($0.day)) })
    case .negate(let operand):
      copy.form = .negate(part(operand))
    case .moment(let moment, let operand):
      copy.form = .moment(moment, part(operand))
    case .product(let first, let terms):
      copy.form = .product(part(first), terms.map { ProductTerm($0.sign, part($0.operand)) })
    case .sum(let first, let terms):
      copy.form = .sum(part(first), terms.map { SumTerm($0.sign, part($0.operand)) })
    case .range(let start, let end):
      if case .moment(let moment) = end {
        copy.form = .range(part(start), .moment(part(moment)))
      } else {
        copy.form = .range(part(start), end)
      }
    case .coalesce(let members):
      copy.form = .coalesce(members.map(part))
    case .comparison(let left, let comparator, let isNegated, let right):
      copy.form = .comparison(part(left), comparator, isNegated: isNegated, part(right))
    case .between(let operand, let isNegated, let low, let high):
      copy.form = .between(part(operand), isNegated: isNegated, part(low), part(high))
    case .presence(let operand, let isPresent):
      copy.form = .presence(part(operand), isPresent: isPresent)
    case .not(let operand):
      copy.form = .not(part(operand))
    case .logic(let connective, let members):
      copy.form = .logic(connective, members.map(part))
    case .conditional(let branches, let otherwise):
      copy.form = .conditional(
        branches.map { ConditionalBranch(part($0.condition), part($0.value)) },
        otherwise: part(otherwise))
    case .assuming(let operand, let changes):
      copy.form = .assuming(
        part(operand), changes.map { Change(part($0.target), part($0.value)) })
    }
    return copy
  }
}

extension Query {
  /// A plain expression goes to `part`, anything else to `query`.
  func mappingAsValue(_ part: (Expression) -> Expression, query: (Query) -> Query) -> Query {
    guard let expression else { return query(self) }
    var copy = self
    copy.head = .expression(part(expression))
    return copy
  }
}

extension Template {
  /// The same text with its values replaced.
  func mappingValues(_ part: (Expression) -> Expression) -> Template {
    var copy = self
    copy.parts = parts.map { piece in
      if case .value(let expression) = piece { .value(part(expression)) } else { piece }
    }
    return copy
  }
}

extension Stage {
  /// The same stage with its parts replaced: expressions of a row, operands outside any row, and
  /// nested queries.
  func mappingParts(
    row: (Expression) -> Expression, outside: (Expression) -> Expression, query: (Query) -> Query
  ) -> Stage {
    func columns(_ list: [ColumnClause]) -> [ColumnClause] {
      list.map { column in
        var column = column
        column.expression = row(column.expression)
        return column
      }
    }
    func keys(_ list: [SortKey]) -> [SortKey] {
      list.map { SortKey(row($0.expression), isDescending: $0.isDescending) }
    }
    var copy = self
    switch form {
    case .filter(let condition, let rows): copy.form = .filter(row(condition), rows: rows)
    case .sort(let list, let rows): copy.form = .sort(keys(list), rows: rows)
    case .limit(let limit, let number, let rows):
      copy.form = .limit(limit, outside(number), rows: rows)
    case .extreme(let isTop, let number, let rows, let list):
      copy.form = .extreme(isTop: isTop, outside(number), rows: rows, list.map(row))
    case .group(let list): copy.form = .group(columns(list))
    case .summarize(let list): copy.form = .summarize(columns(list))
    case .show(let list): copy.form = .show(columns(list))
    case .add(let list): copy.form = .add(columns(list))
    case .say(let text): copy.form = .say(row(text))
    case .combine(let combination, let other): copy.form = .combine(combination, query(other))
    case .join(let other, let left, let right): copy.form = .join(query(other), left, right)
    case .pivot(let key, let aggregate): copy.form = .pivot(row(key), row(aggregate))
    case .over(let unit, let span): copy.form = .over(unit, outside(span))
    case .change(let span): copy.form = .change(outside(span))
    case .compareQuery(let other): copy.form = .compareQuery(query(other))
    case .drop, .distinct, .count, .total, .forecast, .pairs, .render, .walk, .follow, .compare:
      break
    }
    return copy
  }
}
