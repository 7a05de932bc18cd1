// Moving an expression one row expression deeper. In a phrase the value of a modifier is not a row
// expression, in the core form it stands under `where`: so `this` there becomes `outer`, and so on.

/// How many row expressions out a reference points: `this` 0, `outer` 1, `outer.outer` 2.
enum FrameReference {
  /// Reads `this`, `outer`, `outer.outer.owner`: the level, and the suffixes that are left.
  static func read(_ expression: Expression) -> (level: Int, rest: [Suffix])? {
    switch expression.form {
    case .this: return (0, [])
    case .outer: return (1, [])
    case .path(let base, let suffixes):
      switch base.form {
      case .this: return (0, suffixes)
      case .outer:
        let more = suffixes.prefix { suffix in
          if case .name(let name) = suffix { name.text == "outer" && !name.isQuoted } else { false }
        }
        return (1 + more.count, Array(suffixes.dropFirst(more.count)))
      default: return nil
      }
    default: return nil
    }
  }

  /// Writes a reference to a level with suffixes.
  static func make(level: Int, rest: [Suffix], range: SourceRange) -> Expression {
    let base = Expression(level == 0 ? .this : .outer, range: range)
    let suffixes = Array(
      repeating: Suffix.name(Name("outer", range: range)), count: max(0, level - 1))
    let all = suffixes + rest
    return all.isEmpty ? base : Expression(.path(base, all), range: range)
  }
}

extension Expression {
  /// The expression, in core form, as it must read one row expression deeper.
  ///
  /// `depth` row expressions lie between the place where the move happens and this part.
  func shiftedDeeper(from depth: Int = 0) -> Expression {
    if let (level, rest) = FrameReference.read(self) {
      let suffixes = rest.map { suffix -> Suffix in
        if case .index(let index) = suffix {
          .index(index.shiftedDeeper(from: depth))
        } else {
          suffix
        }
      }
      return FrameReference.make(
        level: level >= depth ? level + 1 : level, rest: suffixes, range: range)
    }
    return mappingParts(
      { $0.shiftedDeeper(from: depth) }, query: { $0.shiftedDeeper(from: depth) })
  }
}

extension Query {
  /// The same for a query in core form: its source stands outside its rows, its stages inside.
  func shiftedDeeper(from depth: Int) -> Query {
    var copy = self
    switch head {
    case .expression(let expression):
      copy.head = .expression(expression.shiftedDeeper(from: depth))
    case .phrase(var phrase):
      switch phrase.subject.form {
      case .source(.value(let source)):
        phrase.subject.form = .source(.value(source.shiftedDeeper(from: depth)))
      case .paths(let start, let end, let limit):
        phrase.subject.form = .paths(
          from: start.shiftedDeeper(from: depth), to: end.shiftedDeeper(from: depth), depth: limit)
      default: break
      }
      phrase.modifiers = phrase.modifiers.map { $0.mappingView { $0.shiftedDeeper(from: depth) } }
      copy.head = .phrase(phrase)
    }
    copy.stages = stages.map { stage in
      stage.mappingParts(
        row: { $0.shiftedDeeper(from: depth + 1) }, outside: { $0.shiftedDeeper(from: depth) },
        query: { $0.shiftedDeeper(from: depth) })
    }
    return copy
  }
}
