// Every message of the checker, with its code. What is wrong stands in the user's words, expected
// before found, and each message offers one way out.

extension DiagnosticCode {
  static let unknownField = DiagnosticCode("GRV0201", "a kind has no such field")
  static let removedField = DiagnosticCode("GRV0202", "a stage has removed the field")
  static let unknownKind = DiagnosticCode("GRV0203", "no such kind")
  static let unknownFunction = DiagnosticCode("GRV0204", "no such function")
  static let unknownVariable = DiagnosticCode("GRV0205", "a variable without a value")
  static let unknownNode = DiagnosticCode("GRV0206", "nothing has this id")
  static let unknownTitle = DiagnosticCode("GRV0207", "no title, or several, for a quoted name")
  static let ambiguousNode = DiagnosticCode("GRV0208", "an id that several things have")
  static let impossibleComparison = DiagnosticCode("GRV0209", "values that cannot be compared")
  static let numberForRatio = DiagnosticCode("GRV0210", "a number where a ratio is due")
  static let notACondition = DiagnosticCode("GRV0211", "a value where a condition is due")
  static let wordNeverHeld = DiagnosticCode("GRV0212", "a word a field never holds")
  static let ambiguousWord = DiagnosticCode("GRV0213", "a word with two meanings")
  static let dateBeforeIn = DiagnosticCode("GRV0214", "a date read as an adjective")
  static let comparedWithItself = DiagnosticCode("GRV0215", "a field compared with itself")
  static let wholeWorkspace = DiagnosticCode("GRV0216", "an aggregate over the whole workspace")
  static let aggregateOutsideStage = DiagnosticCode("GRV0217", "an aggregate without rows")
  static let wrongAggregate = DiagnosticCode("GRV0218", "an aggregate of the wrong values")
  static let groupedField = DiagnosticCode("GRV0219", "a field of rows where groups stand")
  static let missingComparison = DiagnosticCode("GRV0220", "a comparison with missing")
  static let wrongOperands = DiagnosticCode("GRV0221", "values an operator does not take")
  static let wrongArguments = DiagnosticCode("GRV0222", "arguments a function does not take")
  static let wrongPlace = DiagnosticCode("GRV0223", "a relation to a thing of the wrong kind")
  static let noRow = DiagnosticCode("GRV0224", "`this` or `outer` where no row stands")
  static let ambiguousPeriod = DiagnosticCode(
    "GRV0225", "a period that several cycles are named by")
  static let noSuchPeriod = DiagnosticCode("GRV0226", "a period that does not exist")
  static let unknownMe = DiagnosticCode("GRV0227", "@me without a person")
  static let wrongStage = DiagnosticCode("GRV0228", "a stage that does not fit the rows before it")
  static let repeatedName = DiagnosticCode("GRV0229", "a name given twice")
  static let bareWordIsKind = DiagnosticCode("GRV0230", "a bare word where a kind is due")
  static let periodForDay = DiagnosticCode("GRV0231", "a period where a day is due")
  static let nothingToMeasure = DiagnosticCode("GRV0232", "a kind without such a measure or date")
  static let notAWholeNumber = DiagnosticCode("GRV0233", "a count that is no whole number")
  static let noHistory = DiagnosticCode("GRV0234", "a field without a history")
  static let assumesNothing = DiagnosticCode("GRV0235", "an assumption without a field")
  static let cannotAssume = DiagnosticCode("GRV0236", "a field that cannot be assumed")
  static let nothingChanges = DiagnosticCode("GRV0237", "a kind whose changes are not recorded")
  static let periodBackwards = DiagnosticCode("GRV0238", "a period that ends before it begins")

  /// Every code of the checker, in order.
  package static let checkCodes: [DiagnosticCode] =
    [
      unknownField, removedField, unknownKind, unknownFunction, unknownVariable, unknownNode,
      unknownTitle, ambiguousNode, impossibleComparison, numberForRatio, notACondition,
      wordNeverHeld, ambiguousWord, dateBeforeIn, comparedWithItself, wholeWorkspace,
      aggregateOutsideStage, wrongAggregate, groupedField, missingComparison, wrongOperands,
      wrongArguments, wrongPlace, noRow, ambiguousPeriod, noSuchPeriod, unknownMe, wrongStage,
      repeatedName, bareWordIsKind, periodForDay, nothingToMeasure, notAWholeNumber,
      noHistory, assumesNothing, cannotAssume, nothingChanges, periodBackwards,
    ] + scriptCodes + promiseCodes
}

extension Diagnostic {
  // MARK: Names

  /// What to write in place of a word that means something elsewhere.
  private static func advice(on name: Name) -> String? {
    let word = name.text.lowercased()
    if let advice = OtherLanguages.help(word) { return advice }
    return Vocabulary.month(word).map { _ in
      "a month is written with its year: `\(name.text) 2026`"
    }
  }

  static func unknownField(
    _ name: Name, of definition: KindDefinition, near: String?, fields: [String]
  ) -> Diagnostic {
    let list = fields.prefix(12).joined(separator: ", ") + (fields.count > 12 ? ", ..." : "")
    return Diagnostic(
      .unknownField, "\(article(definition.singular)) has no field `\(name.text)`", at: name.range,
      notes: [Note("fields: \(list)")],
      help: advice(on: name) ?? near.map { "did you mean `\($0)`?" }
        ?? "`.fields \(definition.plural)` lists them all",
      fixIts: near.map { [FixIt(range: name.range, replacement: $0)] } ?? [])
  }

  static func unknownRelation(
    _ name: Name, of definition: KindDefinition, links: [String], near: String?
  ) -> Diagnostic {
    let relations = definition.relations.map(\.name).joined(separator: ", ")
    var notes = [Note("relations: \(relations)")]
    if !links.isEmpty { notes.append(Note("links: \(links.joined(separator: ", "))")) }
    return Diagnostic(
      .unknownField,
      "\(article(definition.singular)) has no relation \(links.isEmpty ? "" : "or link ")"
        + "`\(name.text)`",
      at: name.range, notes: notes,
      help: near.map { "did you mean `\($0)`?" } ?? "follow one of them",
      fixIts: near.map { [FixIt(range: name.range, replacement: $0)] } ?? [])
  }

  static func impossibleJoin(
    _ left: Name, _ leftType: String, _ right: Name, _ rightType: String
  ) -> Diagnostic {
    Diagnostic(
      .impossibleComparison,
      "a join needs keys of one type: `\(left.text)` is \(leftType) here, `\(right.text)` is "
        + "\(rightType) there",
      at: left.range.union(right.range),
      help: "name another column: `on \(left.text) = ...`; `id` also stands for the row itself")
  }

  static func unknownColumn(_ name: Name, near: String?, columns: [String]) -> Diagnostic {
    Diagnostic(
      .unknownField, "there is no column `\(name.text)` here", at: name.range,
      notes: [Note("columns: \(columns.joined(separator: ", "))")],
      help: near.map { "did you mean `\($0)`?" } ?? "use one of them, or ask before the stage",
      fixIts: near.map { [FixIt(range: name.range, replacement: $0)] } ?? [])
  }

  static func removedField(_ name: Name, by stage: String) -> Diagnostic {
    Diagnostic(
      .removedField, "`\(stage)` has removed `\(name.text)`", at: name.range,
      help: stage == "summarize" || stage == "count"
        ? "add it to `group by` or `summarize`, or move this stage before `\(stage)`"
        : "keep it in `\(stage)`, or move this stage before it")
  }

  static func unknownKind(
    _ name: Name, near: String?, kinds: [String], isFunction: Bool = false
  ) -> Diagnostic {
    if isFunction {
      return Diagnostic(
        .unknownKind, "expected a kind, found the function `\(name.text)` alone", at: name.range,
        help: "a function is called with parentheses: `\(name.text)(...)`")
    }
    return Diagnostic(
      .unknownKind, "expected a kind, found `\(name.text)`", at: name.range,
      notes: [Note("kinds: \(kinds.joined(separator: ", "))")],
      help: advice(on: name) ?? near.map { "did you mean `\($0)`?" }
        ?? "start with a kind: `key results ...`; a thing is `@id`, a text \"...\"",
      fixIts: near.map { [FixIt(range: name.range, replacement: $0)] } ?? [])
  }

  static func kindSecond(_ word: Name, _ kind: Name) -> Diagnostic {
    Diagnostic(
      .unknownKind, "expected a kind, found `\(word.text)` before the kind `\(kind.text)`",
      at: word.range, help: "a word of one's own follows: `\(kind.text) \(word.text)`")
  }

  static func singularKind(_ name: Name, plural: String) -> Diagnostic {
    Diagnostic(
      .bareWordIsKind, "a bare word here is a kind, and kinds are plural: found `\(name.text)`",
      at: name.range, help: "write `\(plural)`",
      fixIts: [FixIt(range: name.range, replacement: plural)])
  }

  static func unknownFunction(_ name: Name, near: String?) -> Diagnostic {
    Diagnostic(
      .unknownFunction, "there is no function `\(name.text)`", at: name.range,
      help: near.map { "did you mean `\($0)`?" } ?? "`.help functions` lists them")
  }

  static func ownKindInRow(_ name: Name) -> Diagnostic {
    Diagnostic(
      .bareWordIsKind, "in a row `\(name.text)` is a field, and there is none of this name",
      at: name.range, help: "write `from \(name.text)` for the kind",
      fixIts: [FixIt(range: name.range, replacement: "from \(name.text)")])
  }

  static func unknownVariable(
    _ variable: Variable, near: String?, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .unknownVariable, "`$\(variable.name)` has no value here", at: variable.range,
      help: near.map { "did you mean `$\($0)`?" } ?? help
        ?? (variable.name == "_" || variable.name.allSatisfy(\.isNumber)
          ? "at the prompt `$_` is the last result and `$1`, `$2` its rows"
          : "give it one on a line before: `let $\(variable.name) = ...`"))
  }

  static func unknownNode(_ reference: NodeReference, near: String?) -> Diagnostic {
    Diagnostic(
      .unknownNode, "nothing in this workspace has the id `\(reference.id)`", at: reference.range,
      help: near.map { "did you mean `@\($0)`?" }
        ?? "a title stands in quotes: under \"Reduce churn\"",
      fixIts: near.map { [FixIt(range: reference.range, replacement: "@\($0)")] } ?? [])
  }

  static func ambiguousNode(_ reference: NodeReference, kinds: [String]) -> Diagnostic {
    Diagnostic(
      .ambiguousNode, "several things have the id `\(reference.id)`: \(listed(kinds))",
      at: reference.range, help: "give them ids of their own in the files")
  }

  static func unknownMe(_ range: SourceRange, id: String?, near: String?) -> Diagnostic {
    guard let id else {
      return Diagnostic(
        .unknownMe, "nobody has said who `@me` is", at: range, help: "give the person: --me ID")
    }
    return Diagnostic(
      .unknownMe, "`@me` is \(id), and no person has this id", at: range,
      help: near.map { "did you mean --me \($0)?" } ?? "give the id of a person: --me ID")
  }

  static func unknownTitle(_ title: String, kinds: String, near: String?, at range: SourceRange)
    -> Diagnostic
  {
    Diagnostic(
      .unknownTitle, "no \(kinds) is called \"\(title)\"", at: range,
      help: near.map { "did you mean \"\($0)\"?" }
        ?? "a quoted name is matched whole; for a part of it use `named \"\(title)\"`")
  }

  static func ambiguousTitle(_ title: String, ids: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .unknownTitle, "\(ids.count) things are called \"\(title)\"", at: range,
      help: "use the id: \(listed(ids.prefix(5).map { "@\($0)" }))")
  }

  static func noRow(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noRow, "`\(word)` is a row, and there is none here", at: range,
      help: "`this` belongs into `where` or a stage: `objectives where count(this.key_results) > 2`"
    )
  }

  static func repeatedName(
    _ name: String, inRecord: Bool = false, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .repeatedName,
      "two \(inRecord ? "values of the record" : "columns") are called `\(name)`", at: range,
      help: "give one of them another name: `\(name)_2\(inRecord ? ": ..." : " = ...")`")
  }

  // MARK: Types

  static func reservedColumn(_ word: String, value: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .impossibleComparison,
      "`\(word)` is reserved, a word of the language: before `=` it is compared and names no column",
      at: range, help: "to use it as a name, put it in backticks: `` `\(word)` = \(value) ``",
      fixIts: [FixIt(range: range, replacement: "`\(word)`")])
  }

  static func impossibleComparison(
    _ left: String, _ right: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .impossibleComparison, "\(left) cannot be compared with \(right)", at: range, help: help)
  }

  static func numberForRatio(
    _ what: String, spelling: String, type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    let fixed = type == .points ? "\(spelling) points" : "\(spelling)%"
    return Diagnostic(
      .numberForRatio,
      "\(what) is \(type == .points ? "a difference of ratios" : "a ratio"), and \(spelling) a number",
      at: range, help: spelling == "1" ? "write `1%` or `100%`" : "write `\(fixed)`",
      fixIts: spelling == "1" ? [] : [FixIt(range: range, replacement: fixed)])
  }

  static func ratioForPoints(spelling: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .numberForRatio, "a difference of ratios is measured in points, not in per cent",
      at: range, help: "write `\(spelling) points`",
      fixIts: [FixIt(range: range, replacement: "\(spelling) points")])
  }

  static func notACondition(_ what: String, _ type: String, help: String, at range: SourceRange)
    -> Diagnostic
  {
    Diagnostic(
      .notACondition, "expected a condition, found \(what), which is \(type)", at: range,
      help: help)
  }

  static func wordNeverHeld(
    _ word: String, field: String, words: [String], near: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wordNeverHeld, "`\(field)` never holds \"\(word)\"", at: range,
      notes: [Note("it holds \(listed(words))")],
      help: near.map { "did you mean \"\($0)\"?" }
        ?? "use one of these words",
      fixIts: near.map { [FixIt(range: range, replacement: "\"\($0)\"")] } ?? [])
  }

  /// Words that English puts in and the language leaves out.
  private static let fillers: Set<String> = [
    "the", "an", "my", "our", "these", "those", "every", "all",
  ]

  private static func isFiller(_ word: String) -> Bool {
    fillers.contains(word) || OtherLanguages.requests.contains(word)
  }

  static func unknownAdjective(
    _ name: Name, of definition: KindDefinition, near: String?
  ) -> Diagnostic {
    if isFiller(name.text.lowercased()) {
      return Diagnostic(
        .unknownField, "expected the kind itself, found the filler word `\(name.text)`",
        at: name.range, help: "leave it out: `\(definition.plural) ...`",
        fixIts: [FixIt(range: name.range, replacement: "")])
    }
    return Diagnostic(
      .unknownField,
      "\(article(definition.singular)) has no yes/no field or declared word `\(name.text)`",
      at: name.range,
      help: advice(on: name) ?? near.map { "did you mean `\($0)`?" }
        ?? "a thing is written `@\(name.text)`, a text \"\(name.text)\"",
      fixIts: near.map { [FixIt(range: name.range, replacement: $0)] } ?? [])
  }

  static func ambiguousWord(_ name: Name, fields: [String]) -> Diagnostic {
    Diagnostic(
      .ambiguousWord, "`\(name.text)` fits \(listed(fields.map { "`\($0)`" }))", at: name.range,
      help: "say which: `where \(fields.first ?? "field") = \"\(name.text)\"`")
  }

  static func dateBeforeIn(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .dateBeforeIn, "`\(name)` is a date, and `in` files under a cycle", at: range,
      help: "write `\(name) during ...`")
  }

  static func comparedWithItself(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .comparedWithItself, "`\(text)` is compared with itself: `this` is the row at hand",
      at: range, help: "for the row outside write `outer.\(text)`")
  }

  static func missingComparison(_ what: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .missingComparison, "nothing equals missing, not even missing", at: range,
      help: "write `\(what) is missing`")
  }

  static func wrongOperands(
    _ left: String, _ sign: String, _ right: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wrongOperands, "`\(sign)` does not take \(left) and \(right)", at: range, help: help)
  }

  static func wrongOperand(
    _ sign: String, takes: String, found: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.wrongOperands, "`\(sign)` takes \(takes), found \(found)", at: range, help: help)
  }

  static func wrongArguments(
    _ function: String, expected: String, found: String, example: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wrongArguments, "`\(function)` takes \(expected), found \(found)", at: range,
      help: example.isEmpty ? "write \(expected)" : "for example `\(example)`")
  }

  static func nothingToMeasure(
    _ definition: KindDefinition, isDate: Bool, at range: SourceRange, fields: [String]
  ) -> Diagnostic {
    Diagnostic(
      .nothingToMeasure,
      "\(article(definition.singular)) has no \(isDate ? "date" : "measure") of its own",
      at: range, help: "name a field: \(listed(fields.prefix(4).map { "`\($0) ...`" }))")
  }

  /// For `in P` after a kind that has neither a cycle nor a due day.
  static func filedNowhere(
    _ definition: KindDefinition, _ period: String, at range: SourceRange
  ) -> Diagnostic {
    let help =
      if definition.relation("goals") != nil {
        "ask it of what it has: `\(definition.plural) with (goals in \(period))`"
      } else if let date = definition.headlineDate {
        "name a date: `\(date) during \(period)`"
      } else {
        "`where` takes any condition on its fields"
      }
    return Diagnostic(
      .nothingToMeasure, "\(article(definition.singular)) is filed under no cycle", at: range,
      help: help)
  }

  static func periodForDay(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .periodForDay, "expected a day, found the period `\(text)`", at: range,
      help: "write `start of \(text)` or `end of \(text)`")
  }

  // MARK: Aggregates and stages

  static func wholeWorkspace(
    _ aggregate: String, kind: String, relation: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wholeWorkspace,
      "`\(aggregate)` here runs over all \(kind) of the workspace, the same for every row",
      at: range, help: "for the row's own write `\(aggregate)(this.\(relation))`")
  }

  static func aggregateInWhere(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .aggregateOutsideStage, "`\(name)` needs rows, and `where` looks at one row at a time",
      at: range, help: "put it after the pipe: `... | group by team | where \(name)(...) > 1`")
  }

  static func aggregateWithoutRows(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .aggregateOutsideStage, "`\(name)` needs rows or a list", at: range,
      help: "give it a query, `\(name)(key results)`, or put it into a stage: `| summarize ...`")
  }

  static func wrongAggregate(
    _ name: String, of type: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(.wrongAggregate, "`\(name)` does not take \(type)", at: range, help: help)
  }

  static func groupedField(_ name: Name, keys: [String]) -> Diagnostic {
    Diagnostic(
      .groupedField, "`\(name.text)` belongs to rows, and after `group by` there are groups",
      at: name.range,
      notes: [Note("group keys: \(keys.joined(separator: ", "))")],
      help: "aggregate it, `avg(\(name.text))`, or add `rows`: `where rows ...`, `sort rows by ...`"
    )
  }

  static func wrongStage(_ message: String, help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.wrongStage, message, at: range, help: help)
  }

  static func wrongPlace(
    _ word: String, takes: String, found: String, help: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      .wrongPlace, "`\(word)` takes \(takes), found \(found)", at: range, help: help)
  }

  static func notAWholeNumber(_ word: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .notAWholeNumber, "`\(word)` takes a whole number", at: range, help: "write `\(word) 10`")
  }

  // MARK: Periods

  static func ambiguousPeriod(_ text: String, cycles: [String], at range: SourceRange) -> Diagnostic
  {
    Diagnostic(
      .ambiguousPeriod, "\(cycles.count) cycles are named `\(text)`: \(listed(cycles))", at: range,
      help: "name one by its id: `in @\(cycles.first ?? "id")`")
  }

  static func noSuchPeriod(_ message: String, help: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(.noSuchPeriod, message, at: range, help: help)
  }

  // MARK: Words

  /// `a, b and c`.
  static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `an objective`, `a key result`.
  static func article(_ noun: String) -> String {
    let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
    guard let first = noun.lowercased().first else { return noun }
    return (vowels.contains(first) ? "an " : "a ") + noun
  }
}
