// What a run gave, as a caller reads it: one answer after the other, each with columns and rows.

import CGrove
import Grove
import GroveRender

/// One answer of a program.
struct Answer: Sendable {
  let kind: grove_answer
  /// How it was understood, or what it says.
  let words: String
  let rows: QueryResult
  var promise = GROVE_PROMISE_NONE
  /// What it was made of, for formats.
  let statement: StatementResult

  /// The answers of a run, the sections of reports among them.
  static func all(of results: [StatementResult], in session: Session) -> [Answer] {
    var answers: [Answer] = []
    // A stack of what is still to come, so that reports within reports take no stack.
    var waiting = Array(results.reversed())
    while let result = waiting.popLast() {
      if case .report(let report) = result {
        answers.append(titled(report.title, GROVE_ANSWER_REPORT, .heading(report.title), session))
        waiting += report.sections.reversed()
      } else {
        answers.append(one(result, session))
      }
    }
    return answers
  }

  private static func one(_ result: StatementResult, _ session: Session) -> Answer {
    switch result {
    case .table(let table):
      return Answer(
        kind: GROVE_ANSWER_TABLE, words: table.understood, rows: table, statement: result)
    case .value(let value, let query):
      let answer = PlainAnswer(
        value: value, query: query, graph: session.graph, today: session.today)
      return Answer(
        kind: GROVE_ANSWER_VALUE, words: query, rows: answer.asResult, statement: result)
    case .card(let card, let query):
      return Answer(
        kind: GROVE_ANSWER_CARD, words: query, rows: card.asResult(query: query),
        statement: result)
    case .explanation(let explanation):
      return Answer(
        kind: GROVE_ANSWER_EXPLANATION, words: explanation.understood,
        rows: explanation.asResult(), statement: result)
    case .why(let why):
      return Answer(
        kind: GROVE_ANSWER_WHY, words: why.verdict, rows: why.asResult(), statement: result)
    case .promise(let promise):
      let rows = promise.offending ?? table(promise.words, [], [], session)
      return Answer(
        kind: GROVE_ANSWER_PROMISE, words: promise.message ?? promise.words, rows: rows,
        promise: promise.standing, statement: result)
    case .failure(let failure):
      let rows = failure.diagnostics.map { diagnostic in
        [
          .text(diagnostic.code.id), .text(diagnostic.message),
          diagnostic.help.map { .text($0) } ?? Value.missing,
        ]
      }
      return Answer(
        kind: GROVE_ANSWER_FAILURE, words: failure.diagnostics.first?.message ?? "",
        rows: table("", ["id", "message", "help"], rows, session), statement: result)
    case .text(let text): return titled(text, GROVE_ANSWER_TEXT, result, session)
    case .heading(let text): return titled(text, GROVE_ANSWER_HEADING, result, session)
    case .remark(let remark): return titled(remark.message, GROVE_ANSWER_REMARK, result, session)
    case .report(let report): return titled(report.title, GROVE_ANSWER_REPORT, result, session)
    }
  }

  /// One row with the column `text`.
  private static func titled(
    _ text: String, _ kind: grove_answer, _ statement: StatementResult, _ session: Session
  ) -> Answer {
    Answer(
      kind: kind, words: text, rows: table(text, ["text"], [[.text(text)]], session),
      statement: statement)
  }

  private static func table(
    _ query: String, _ columns: [String], _ cells: [[Value]], _ session: Session
  ) -> QueryResult {
    QueryResult(
      graph: session.graph, query: query, expansion: query, today: session.today,
      understood: query, columns: columns.map { QueryResult.Column(name: $0, type: .text) },
      cells: cells)
  }
}

extension PromiseOutcome {
  fileprivate var standing: grove_promise {
    switch state {
    case .kept: GROVE_PROMISE_KEPT
    case .vacuous: GROVE_PROMISE_ABOUT_NOTHING
    case .broken: isWarning ? GROVE_PROMISE_WARNED : GROVE_PROMISE_BROKEN
    }
  }
}

extension grove_type {
  /// The type of a value.
  init(of value: Value) {
    self =
      switch value {
      case .missing: GROVE_TYPE_MISSING
      case .flag: GROVE_TYPE_YES_NO
      case .number: GROVE_TYPE_NUMBER
      case .ratio: GROVE_TYPE_RATIO
      case .points: GROVE_TYPE_POINTS
      case .duration: GROVE_TYPE_DURATION
      case .date: GROVE_TYPE_DATE
      case .period: GROVE_TYPE_PERIOD
      case .text: GROVE_TYPE_TEXT
      case .node: GROVE_TYPE_NODE
      case .list: GROVE_TYPE_LIST
      case .record: GROVE_TYPE_RECORD
      }
  }

  /// A type as the checker knows it.
  init(_ type: ValueType) {
    self =
      switch type {
      case .missing: GROVE_TYPE_MISSING
      case .flag: GROVE_TYPE_YES_NO
      case .number: GROVE_TYPE_NUMBER
      case .ratio: GROVE_TYPE_RATIO
      case .points: GROVE_TYPE_POINTS
      case .duration: GROVE_TYPE_DURATION
      case .date: GROVE_TYPE_DATE
      case .period: GROVE_TYPE_PERIOD
      case .text: GROVE_TYPE_TEXT
      case .node: GROVE_TYPE_NODE
      case .list: GROVE_TYPE_LIST
      case .record: GROVE_TYPE_RECORD
      case .any: GROVE_TYPE_ANY
      }
  }

  /// As functions return it.
  var result: Int32 { Int32(clamping: rawValue) }
}
