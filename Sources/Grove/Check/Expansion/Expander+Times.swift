// What is asked again at another time or with another modifier, written out: `compare with M`,
// `change during P`, `forecast`.

extension Expander {
  /// A query whose `compare with M` and `change during P` name the whole other query.
  func askingAgain(_ query: Query) -> Query {
    guard query.stages.contains(where: \.asksAgain) else { return query }
    var written = query
    written.stages = []
    for stage in query.stages {
      switch stage.form {
      case .compare(let modifier):
        guard let other = Self.asked(written, with: modifier) else { break }
        written.stages.append(Stage(.compareQuery(other), range: stage.range))
        continue
      case .change(let span):
        let ends = Core.ends(of: span)
        guard
          let now = Self.asked(written, with: Modifier(.asOf(ends.last), range: stage.range)),
          let then = Self.asked(written, with: Modifier(.asOf(ends.dayBefore), range: stage.range))
        else { break }
        written = now
        written.stages.append(Stage(.compareQuery(then), range: stage.range))
        continue
      default: break
      }
      written.stages.append(stage)
    }
    return written
  }

  /// A query with a modifier added to its phrase, in place of one of the same sort. Any value takes a
  /// view as `from` it; nil for other modifiers on a value.
  static func asked(_ query: Query, with modifier: Modifier) -> Query? {
    var asked = query
    switch query.head {
    case .phrase(var phrase):
      let end = phrase.modifiers.firstIndex { $0.endsPhrase } ?? phrase.modifiers.count
      if let place = phrase.modifiers.firstIndex(where: { $0.isSameSort(as: modifier) }) {
        phrase.modifiers[place] = modifier
      } else {
        phrase.modifiers.insert(modifier, at: end)
      }
      asked.head = .phrase(phrase)
    case .expression(let value):
      guard modifier.isView else { return nil }
      let subject: Expression
      switch value.form {
      case .node, .variable, .call, .list, .query: subject = value
      default: subject = Expression(.group(value), range: value.range)
      }
      asked.head = .phrase(
        Phrase(
          Subject(.source(.value(subject)), range: value.range), modifiers: [modifier],
          range: value.range))
    }
    return asked
  }

  /// `forecast`: where the line through the check-ins leads, and between which values.
  func forecast(_ range: SourceRange) -> Stage {
    let fields = ["forecast", "forecast_low", "forecast_high", "forecast_progress"]
    return Stage(
      .add(
        fields.map { ColumnClause(Name($0, range: range), Core.field($0, range), range: range) }),
      range: range)
  }
}

extension Stage {
  fileprivate var asksAgain: Bool {
    switch form {
    case .compare, .change: true
    default: false
    }
  }
}

extension Modifier {
  /// Whether nothing but its like may follow it in a phrase.
  fileprivate var endsPhrase: Bool {
    switch form {
    case .condition: true
    case .having(let having): having.isBare
    default: false
    }
  }

  /// Whether one takes the place of the other in `compare with`.
  fileprivate func isSameSort(as other: Modifier) -> Bool {
    switch (form, other.form) {
    case (.filed, .filed), (.asOf, .asOf), (.asKnownOn, .asKnownOn), (.assuming, .assuming): true
    case (.relation(let word, _, _), .relation(let otherWord, _, _)): word == otherWord
    case (.measure(nil, .date, _), .measure(nil, .date, _)),
      (.measure(nil, .date, _), .measure(nil, .during, _)),
      (.measure(nil, .during, _), .measure(nil, .date, _)),
      (.measure(nil, .during, _), .measure(nil, .during, _)):
      true
    default: false
    }
  }

  /// A view with its expressions changed.
  func mappingView(_ part: (Expression) -> Expression) -> Modifier {
    var copy = self
    switch form {
    case .asOf(let day): copy.form = .asOf(part(day))
    case .asKnownOn(let day): copy.form = .asKnownOn(part(day))
    case .assuming(let changes):
      copy.form = .assuming(changes.map { Change(part($0.target), part($0.value)) })
    default: break
    }
    return copy
  }
}

extension Query {
  /// The views of its phrase, in core form all that is left of its modifiers.
  var views: [Modifier] {
    if case .phrase(let phrase) = head { phrase.modifiers } else { [] }
  }
}
