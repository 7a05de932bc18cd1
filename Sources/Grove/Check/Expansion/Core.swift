// Short ways to write core trees.

/// Builds the pieces of core forms. Each piece takes the range of the words it came from.
enum Core {
  static func field(_ name: String, _ range: SourceRange) -> Expression {
    Expression(.field(Name(name, range: range)), range: range)
  }

  static func path(_ path: Path, _ range: SourceRange) -> Expression {
    guard let first = path.names.first else { return literal(.missing, range) }
    let base = Expression(.field(first), range: first.range)
    let suffixes = path.names.dropFirst().map { Suffix.name($0) }
    return suffixes.isEmpty ? base : Expression(.path(base, suffixes), range: range)
  }

  static func member(_ base: Expression, _ name: String, _ range: SourceRange) -> Expression {
    Expression(.path(base, [.name(Name(name, range: range))]), range: range)
  }

  static func literal(_ literal: Literal, _ range: SourceRange) -> Expression {
    Expression(.literal(literal), range: range)
  }

  static func number(_ value: Int, _ range: SourceRange) -> Expression {
    literal(.number(NumberLiteral(value)), range)
  }

  static func text(_ text: String, _ range: SourceRange) -> Expression {
    Expression(.text(Template(text)), range: range)
  }

  static func compare(
    _ left: Expression, _ comparator: Comparator, _ right: Expression, _ range: SourceRange
  ) -> Expression {
    Expression(.comparison(left, comparator, isNegated: false, right), range: range)
  }

  /// `today - E`: how long ago E was.
  static func since(_ moment: Expression, _ range: SourceRange) -> Expression {
    Expression(.sum(literal(.today, range), [SumTerm(.minus, moment)]), range: range)
  }

  /// The days that bound what changes during a period: its last day, or the day at hand while it
  /// lasts, and the day before its first.
  static func ends(of period: Expression) -> (last: Expression, dayBefore: Expression) {
    let range = period.range
    let ends = Expression(
      .list([
        Expression(.moment(.end, period), range: range), literal(.today, range),
      ]), range: range)
    let last = Expression(.call(Name("min", range: range), [argument(ends)]), range: range)
    let day = SumTerm(.minus, literal(.duration(NumberLiteral(1), .day), range))
    let before = Expression(
      .sum(Expression(.moment(.start, period), range: range), [day]), range: range)
    return (last, Expression(.group(before), range: range))
  }

  /// An argument; a query in parentheses gives up its own for those of the call.
  static func argument(_ expression: Expression, label: String? = nil) -> Argument {
    let name = label.map { Name($0) }
    if name == nil, case .query(let query) = expression.form {
      return Argument(query)
    }
    return Argument(expression, label: name)
  }

  /// All conditions at once; one stands alone, none is nil.
  static func all(_ conditions: [Expression]) -> Expression? {
    guard let first = conditions.first, let last = conditions.last else { return nil }
    guard conditions.count > 1 else { return first }
    return Expression(.logic(.and, conditions), range: first.range.union(last.range))
  }
}
