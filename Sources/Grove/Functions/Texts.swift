// Functions of text. Tests such as `contains` and `matches` are operators: see Execute/TextSearch.
// Letters are what a reader takes for one (grapheme clusters), whatever bytes they have.

extension FunctionDefinition {
  static let texts: [FunctionDefinition] = [
    FunctionDefinition(
      "upper", .text, [Parameter("text", .value(.text))], .always(.text), "The text in capitals.",
      example: "teams | show upper(name)"
    ) { arguments, context throws(FunctionFailure) in
      try arguments.mapText(context) { $0.uppercased() }
    },
    FunctionDefinition(
      "lower", .text, [Parameter("text", .value(.text))], .always(.text),
      "The text in small letters.", example: "teams | show lower(name)"
    ) { arguments, context throws(FunctionFailure) in
      try arguments.mapText(context) { $0.lowercased() }
    },
    FunctionDefinition(
      "trim", .text, [Parameter("text", .value(.text))], .always(.text),
      "The text without white space at its ends.", example: "goals | show trim(title)"
    ) { arguments, context throws(FunctionFailure) in
      try arguments.mapText(context) { text in
        let head = text.drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
      }
    },
    FunctionDefinition(
      "length", .text, [Parameter("value", .listOrText)], .always(.number),
      "How many letters a text has, or members a list.",
      example: "goals | where length(title) > 80"
    ) { arguments, _ throws(FunctionFailure) in
      switch arguments.first ?? .missing {
      case .text(let text): .number(Double(text.count))
      case .list(let members): .number(Double(members.count))
      default: .missing
      }
    },
    FunctionDefinition(
      "split", .text, [Parameter("text", .value(.text)), Parameter("separator", .value(.text))],
      .always(.list(.text)),
      "The parts of a text between separators; with the separator \"\", its letters.",
      example: "goals | add area = split(title, \":\")[0]"
    ) { arguments, context throws(FunctionFailure) in
      guard let text = arguments.text(at: 0), let separator = arguments.text(at: 1) else {
        return .missing
      }
      let (bytes, overflow) = text.utf8.count.multipliedReportingOverflow(by: 32)
      guard !overflow, bytes <= context.maximumBytes else { throw .needsBytes(bytes) }
      if separator.isEmpty { return .list(text.map { .text(String($0)) }) }
      return .list(pieces(of: text, separator).map { .text($0) })
    },
    FunctionDefinition(
      "replace", .text,
      [
        Parameter("text", .value(.text)), Parameter("old", .value(.text)),
        Parameter("new", .value(.text)),
      ], .always(.text),
      "The text with every `old` replaced by `new`, from left to right. An empty `old` changes "
        + "nothing.",
      example: "goals | show replace(title, \"Q1\", \"Q2\")"
    ) { arguments, context throws(FunctionFailure) in
      guard let text = arguments.text(at: 0), let old = arguments.text(at: 1),
        let new = arguments.text(at: 2)
      else { return .missing }
      if old.isEmpty { return .text(text) }
      return try joined(pieces(of: text, old), new, context)
    },
    FunctionDefinition(
      "join", .text,
      [Parameter("list", .list), Parameter("separator", .value(.text), optional: true)],
      .always(.text),
      "The members as one text, with the separator (`, ` when not given) between them. Missing "
        + "members are left out.",
      example: "teams | show name, join(this.members.name, \" and \")"
    ) { arguments, context throws(FunctionFailure) in
      guard let members = arguments.list(at: 0),
        let separator = arguments.count > 1 ? arguments.text(at: 1) : ", "
      else { return .missing }
      var writer = ValueText(context)
      var isFirst = true
      for member in members where !member.isMissing {
        if !isFirst { try writer.write(separator) }
        isFirst = false
        try writer.write(member)
      }
      return .text(writer.text)
    },
    FunctionDefinition(
      "text", .text, [Parameter("value", .any)], .always(.text),
      "The value as it stands in a sentence: `50%`, `2026-05-15`, the name of a node.",
      example: "key results | show text(due)"
    ) { arguments, context throws(FunctionFailure) in
      guard let value = arguments.first, !value.isMissing else { return .missing }
      return .text(try ValueText.describe(value, context))
    },
    FunctionDefinition(
      "number", .text, [Parameter("value", .any)], .always(.number),
      "The number that a text spells, such as `12.5` or `1_000`; a ratio as a plain number, 50% "
        + "being 0.5; a duration in days.",
      missing: "When the argument is missing or the text is no number.",
      example: "goals | add year = number(split(title, \" \")[0])"
    ) { arguments, _ throws(FunctionFailure) in
      switch arguments.first ?? .missing {
      case .number(let value), .ratio(let value), .points(let value): return .number(value)
      case .duration(let length): return .number(length.approximateDays)
      case .text(let text):
        let digits = text.filter { $0 != "_" && !$0.isWhitespace }
        guard digits.allSatisfy({ $0.isASCII && !$0.isLetter }), let value = Double(digits),
          value.isFinite
        else { return .missing }
        return .number(value)
      default: return .missing
      }
    },
  ]

  private static func joined(
    _ parts: [String], _ separator: String, _ context: FunctionContext
  ) throws(FunctionFailure) -> Value {
    let (between, overflow) = max(parts.count - 1, 0)
      .multipliedReportingOverflow(by: separator.utf8.count)
    let (bytes, sumOverflow) = parts.reduce(0) { $0 + $1.utf8.count }
      .addingReportingOverflow(between)
    guard !overflow, !sumOverflow, bytes <= context.maximumBytes else {
      throw .needsBytes(overflow || sumOverflow ? .max : bytes)
    }
    return .text(parts.joined(separator: separator))
  }

  /// The parts between non-overlapping occurrences of a separator, which is not empty.
  private static func pieces(of text: String, _ separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let needle = Array(separator.utf8)
    let places = ByteSearch.occurrences(of: needle, in: bytes)
    var parts: [String] = []
    var start = 0
    for place in places where place >= start {
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      start = place + needle.count
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}

extension [Value] {
  /// Applies `change` to the text in the first argument. A changed text is at most three times as
  /// long in bytes as before.
  fileprivate func mapText(
    _ context: FunctionContext, _ change: (String) -> String
  ) throws(FunctionFailure) -> Value {
    guard let text = text(at: 0) else { return .missing }
    let (bytes, overflow) = text.utf8.count.multipliedReportingOverflow(by: 3)
    guard !overflow, bytes <= context.maximumBytes else { throw .needsBytes(bytes) }
    return .text(change(text))
  }
}
