// Phrases, modifiers and stages to text.

extension Printer {
  mutating func write(_ query: Query) {
    write(query.head)
    for stage in query.stages {
      output += " | "
      write(stage)
    }
  }

  mutating func write(_ head: Query.Head) {
    switch head {
    case .phrase(let phrase): write(phrase)
    case .expression(let expression): write(expression, .conditional)
    }
  }

  mutating func write(_ phrase: Phrase) {
    write(phrase.subject)
    if let binding = phrase.binding {
      output += " as "
      write(binding)
    }
    for modifier in phrase.modifiers {
      output += " "
      write(modifier)
    }
  }

  private mutating func write(_ subject: Subject) {
    switch subject.form {
    case .kind(let adjectives, let own, let kind):
      writeAdjectives(adjectives)
      if let own {
        write(own)
        output += " "
      }
      output += kind.phraseName
    case .own(let adjectives, let name):
      writeAdjectives(adjectives)
      write(name)
    case .source(let source):
      output += "from "
      write(source)
    case .paths(let from, let to, let depth):
      output += "paths from "
      write(from, .path)
      output += " to "
      write(to, .path)
      writeDepth(depth)
    }
  }

  private mutating func writeAdjectives(_ adjectives: [Adjective]) {
    for adjective in adjectives { output += adjective.rawValue + " " }
  }

  private mutating func write(_ source: Source) {
    switch source {
    case .kind(let kind): output += kind.phraseName
    case .named(let name): write(name)
    case .value(let value): write(value, .path)
    }
  }

  mutating func write(_ kind: KindName) {
    switch kind {
    case .builtIn(let kind): output += kind.phraseName
    case .own(let name): write(name)
    }
  }

  private mutating func writeDepth(_ depth: Int?) {
    if let depth { output += " to depth \(depth)" }
  }

  // MARK: Modifiers

  mutating func write(_ modifier: Modifier) {
    if modifier.isNegated { output += "not " }
    switch modifier.form {
    case .measure(let path, let measure, let orMissing):
      if let path {
        write(path)
        output += " "
      }
      write(measure)
      if orMissing { output += " or missing" }
    case .word(let path): write(path)
    case .adjective(let adjective): output += adjective.rawValue
    case .status(let status): write(status)
    case .degree(let degree): write(degree)
    case .filed(let span):
      output += "in "
      writeSpan(span)
    case .relation(let word, let place, let depth): writeRelation(word, place, depth)
    case .text(let test, let value):
      output += test.rawValue + " "
      write(value, .path)
    case .alternatives(let branches): write(branches)
    case .having(let having): write(having)
    default: writeHistoryOrView(modifier.form)
    }
  }

  private mutating func writeHistoryOrView(_ form: Modifier.Form) {
    switch form {
    case .changed(let path, let from, let to, let date):
      output += "changed "
      write(path)
      if let from {
        output += " from "
        writeOperand(from)
      }
      if let to {
        output += " to "
        writeOperand(to)
      }
      if let date {
        output += " "
        write(date)
      }
    case .ever(let condition, let date):
      output += "ever "
      write(condition)
      output += " "
      write(date)
    case .asOf(let day):
      output += "as of "
      writeOperand(day)
    case .asKnownOn(let day):
      output += "as known on "
      writeOperand(day)
    case .assuming(let changes):
      output += "assuming "
      write(changes)
    case .condition(let expression):
      output += "where "
      write(expression, .conditional)
    default: return
    }
  }

  mutating func write(_ measure: MeasureClause) {
    switch measure {
    case .level(let level, let value):
      output += level.rawValue + " "
      writeOperand(value)
    case .between(let low, let high):
      output += "between "
      writeOperand(low)
      output += " and "
      writeOperand(high)
    case .date(let word, let value):
      output += word.rawValue + " "
      writeOperand(value)
    case .during(let period):
      output += "during "
      writeSpan(period)
    }
  }

  private mutating func writeSpan(_ span: Expression) {
    guard case .range(let first, let end) = span.form else {
      writeOperand(span)
      return
    }
    writeOperand(first)
    output += " to "
    switch end {
    case .date: output += "date"
    case .moment(let moment): writeOperand(moment)
    }
  }

  private mutating func write(_ degree: Degree) {
    switch degree {
    case .by(let adjective, let bound, let value):
      output += "\(adjective.rawValue) by \(bound.rawValue) "
      writeOperand(value)
    case .staleFor(let value):
      output += "stale for "
      writeOperand(value)
    }
  }

  private mutating func writeRelation(_ word: RelationWord, _ place: Expression, _ depth: Int?) {
    if depth == 1 { output += "directly " }
    output += word.rawValue + " "
    write(place, .path)
    if depth != 1 { writeDepth(depth) }
  }

  private mutating func write(_ branches: [[Modifier]]) {
    output += "("
    writeList(branches, separator: " or ") { printer, branch in
      if branch.count > 1 { printer.output += "(" }
      printer.writeList(branch, separator: " ") { $0.write($1) }
      if branch.count > 1 { printer.output += ")" }
    }
    output += ")"
  }

  private mutating func write(_ having: Having) {
    output += having.isWithout ? "without " : "with "
    if let amount = having.amount {
      output += amount.bound.rawValue + " "
      write(amount.number, .path)
      output += " "
    }
    switch having.content {
    case .query(let query):
      output += "("
      write(query)
      output += ")"
    case .path(let path): write(path)
    case .kind(let adjectives, let own, let kind, let date):
      writeAdjectives(adjectives)
      if let own {
        write(own)
        output += " "
      }
      output += kind.phraseName
      if let date {
        output += " "
        write(date)
      }
    }
  }

  // MARK: Stages

  mutating func write(_ stage: Stage) {
    switch stage.form {
    case .filter(let condition, let rows):
      output += rows ? "where rows " : "where "
      write(condition, .conditional)
    case .sort(let keys, let rows):
      output += rows ? "sort rows by " : "sort by "
      writeList(keys) { printer, key in
        printer.write(key.expression, .conditional)
        if key.isDescending { printer.output += " desc" }
      }
    case .limit(let limit, let number, let rows):
      output += limit.rawValue + " "
      write(number, .primary)
      if rows { output += " rows" }
    case .extreme(let isTop, let number, let rows, let keys):
      output += isTop ? "top " : "bottom "
      write(number, .primary)
      output += rows ? " rows by " : " by "
      writeList(keys) { $0.write($1, .conditional) }
    case .group(let columns): write("group by ", columns)
    case .summarize(let columns): write("summarize ", columns)
    case .show(let columns): write("show ", columns)
    case .add(let columns): write("add ", columns)
    case .drop(let names):
      output += "drop "
      writeList(names) { $0.writeAny($1) }
    case .distinct: output += "distinct"
    case .count: output += "count"
    case .total: output += "total"
    case .forecast: output += "forecast"
    default: writeFurtherStage(stage.form)
    }
  }

  private mutating func write(_ word: String, _ columns: [ColumnClause]) {
    output += word
    writeList(columns) { printer, column in
      if let name = column.name {
        printer.write(name)
        printer.output += " = "
      }
      printer.write(column.expression, .conditional)
      if let format = column.format { printer.output += " as \(format.rawValue)" }
    }
  }

  private mutating func writeFurtherStage(_ form: Stage.Form) {
    switch form {
    case .say(let text):
      output += "say "
      write(text, .primary)
    case .pairs(let first, let second):
      output += "pairs as "
      write(first)
      output += ", "
      write(second)
    case .render(let name):
      output += "render "
      writeAny(name)
    case .combine(let combination, let query):
      output += "\(combination.rawValue) ("
      write(query)
      output += ")"
    case .join(let query, let left, let right):
      output += "join ("
      write(query)
      output += ") on "
      write(left)
      if let right {
        output += " = "
        write(right)
      }
    case .pivot(let key, let aggregate):
      output += "pivot "
      write(key, .conditional)
      output += ", "
      write(aggregate, .conditional)
    case .walk(let walk, let depth):
      output += walk.rawValue
      writeDepth(depth)
    case .follow(let link, let depth):
      output += "follow "
      writeAny(link)
      writeDepth(depth)
    case .over(let unit, let span):
      output += "over \(unit.plural) in "
      writeSpan(span)
    case .change(let span):
      output += "change during "
      writeSpan(span)
    case .compareQuery(let query):
      output += "compare with ("
      write(query)
      output += ")"
    case .compare(let modifier):
      output += "compare with "
      write(modifier)
    default: return
    }
  }
}
