// Targets as people say them: `98%`, `< 5%`, `+20%`, `less than 1 hour per month`, `20..30`,
// `done`. The whole table stands in the manual, page TargetsAsPeopleSayThem.

/// What a text says about where a number should go. It knows neither baseline nor field: what a
/// relative target comes to is worked out beside the baseline, in MeasureColumns.
enum TargetText: Hashable {
  /// A number to reach.
  case number(NumberText)
  /// A number to stay at or under: `< 5%`, `at most 3`.
  case atMost(NumberText)
  /// A number to stay at or over: `>= 90%`, `at least 90%`.
  case atLeast(NumberText)
  /// A band to stay in: `20..30`, `20-30`, `between 20 and 30`.
  case band(low: NumberText, high: NumberText)
  /// So much more or less than the baseline: `+20%` is 0.2.
  case relative(Double)
  /// So many times the baseline: `2x`.
  case factor(Double)
  /// To be done or not: true for `done` and `yes`, false for `open` and `no`.
  case done(Bool)
  /// To be measured for the first time.
  case baseline

  init?(_ text: String) {
    let words = text.lowercased()
    if let state = Self.doneWords[words] {
      self = .done(state)
    } else if words == "baseline" || words == "measure" || words == "establish a baseline" {
      self = .baseline
    } else if let band = Self.band(text) {
      self = band
    } else if let comparison = Self.comparison(text, words) {
      self = comparison
    } else if let number = NumberText(text) {
      if number.isFactor {
        self = .factor(number.value)
      } else if number.isPercent, number.unit == "%", number.hasPlus || number.hasMinus {
        self = .relative(number.value / 100)
      } else {
        self = .number(number)
      }
    } else {
      return nil
    }
  }

  /// Words for reached and not reached; also read in values.
  static let doneWords: [String: Bool] = [
    "done": true, "yes": true, "true": true, "complete": true, "completed": true, "launched": true,
    "live": true, "shipped": true, "achieved": true, "reached": true, "finished": true,
    "open": false, "no": false, "false": false, "not done": false, "not started": false,
    "in progress": false, "wip": false, "missed": false,
  ]

  private static let most = [
    "<=", "≤", "=<", "<", "less than", "fewer than", "at most", "no more than", "not more than",
    "under", "below", "up to", "within", "maximum", "max", "stays under", "stay under",
  ]
  private static let least = [
    ">=", "≥", "=>", ">", "at least", "no less than", "not less than", "more than", "over", "above",
    "minimum", "min", "stays over", "stay over",
  ]

  private static func comparison(_ text: String, _ words: String) -> TargetText? {
    for (signs, isMost) in [(most, true), (least, false)] {
      for sign in signs where words.hasPrefix(sign) {
        let rest = text.dropFirst(sign.count).drop { $0 == " " }
        let isWord = sign.last?.isLetter == true
        if isWord, text.dropFirst(sign.count).first?.isLetter == true { continue }
        guard let number = NumberText(String(rest)) else { continue }
        return isMost ? .atMost(number) : .atLeast(number)
      }
    }
    return nil
  }

  private static func band(_ text: String) -> TargetText? {
    var rest = Substring(text)
    var marks = ["..", " to ", "–", "-"]
    if rest.lowercased().hasPrefix("between ") {
      rest = rest.dropFirst("between ".count)
      marks = [" and "]
    }
    for mark in marks {
      guard let cut = split(rest, at: mark) else { continue }
      guard var low = NumberText(String(cut.0)), let high = NumberText(String(cut.1)),
        !high.hasMinus || mark == ".." || mark == " to " || mark == " and ",
        low.value <= high.value,
        low.unit.isEmpty || low.unit == high.unit
      else { continue }
      low.unit = high.unit
      low.isPercent = high.isPercent
      return .band(low: low, high: high)
    }
    return nil
  }

  /// The text before and after the first mark that does not open it.
  private static func split(_ text: Substring, at mark: String) -> (Substring, Substring)? {
    guard text.count > mark.count else { return nil }
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      if text[index...].hasPrefix(mark) {
        let after = text[index...].dropFirst(mark.count)
        return after.isEmpty ? nil : (text[..<index], after)
      }
      index = text.index(after: index)
    }
    return nil
  }
}
