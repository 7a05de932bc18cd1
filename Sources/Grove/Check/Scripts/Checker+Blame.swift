// Whom a mistake found in a definition is told: its author, when nothing that it may be called with
// would fit, else whoever calls it with a value of the wrong type, at that value.

extension Checker {
  /// Moves the mistakes from `first` on, found in what a call stands for, to the values that it hands
  /// over, where other values would do.
  func blame(
    from first: Int, _ function: Definitions.Function, _ places: [SourceRange],
    _ values: [ExpressionID], _ call: SourceRange
  ) {
    guard diagnostics.count > first, !values.isEmpty else { return }
    // What is said twice of one body would be said four times of the next.
    var seen: Set<Diagnostic> = []
    let found = takeBack(from: first).filter { seen.insert($0).inserted }
    // No value makes a program smaller.
    guard !found.contains(where: { $0.code == .definitionsTooLarge }) else { return report(found) }
    let own = Set(mistakes(in: function).map(\.range))
    var blamed: Set<Int?> = []
    for mistake in found {
      let handedOver = places.firstIndex { $0.contains(mistake.range) }
      guard handedOver != nil || function.range.contains(mistake.range),
        !own.contains(mistake.range)
      else {
        report(mistake)
        continue
      }
      let place = handedOver ?? parameter(in: mistake.range, function)
      // The others come of the first.
      guard blamed.insert(place).inserted else { continue }
      let cause = defined.causes[mistake] ?? mistake
      let range = place.map { places[$0] } ?? call
      let told = Diagnostic.wrongValue(
        place.map { words(for: values[$0], written: range) } ?? "these values",
        for: place.map { function.parameters[$0] }, of: function.name, because: cause, at: range)
      defined.causes[told] = cause
      report(told)
    }
  }

  /// The only parameter that a piece of a definition names, or that there is.
  private func parameter(in range: SourceRange, _ function: Definitions.Function) -> Int? {
    let words = source.text(in: range).split {
      !($0 == "$" || $0 == "_" || $0.isLetter || $0.isNumber)
    }
    let named = function.parameters.indices.filter {
      words.contains("$\(function.parameters[$0].name)")
    }
    if named.count == 1 { return named[0] }
    return function.parameters.count == 1 ? 0 : nil
  }

  /// A value as it is written, or what it is when that is long.
  private func words(for value: ExpressionID, written range: SourceRange) -> String {
    let text = source.text(in: range)
    return text.isEmpty || text.count > 30 || text.contains("\n") ? describe(value) : "`\(text)`"
  }
}
