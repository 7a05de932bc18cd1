// What a `grove_statement` is: a checked program, its parameters, and where its caller reads in what
// it gave.

import CGrove
import Grove
import GroveRender
import Synchronization

final class StatementHandle: Handle {
  static let sort: UInt = 0b1001

  let errors = ErrorKeeper()
  let program: PreparedProgram
  let session: Session
  /// The names of its parameters, for as long as it lives.
  let parameterNames: [CText]
  private let source: SourceText
  /// How long a run may take.
  private let milliseconds: Int?
  /// The switch of the run under way, or else of the next.
  private let cancellation = Mutex(Cancellation())
  private let state = Mutex(Reading())

  init(
    _ program: PreparedProgram, _ session: Session, _ source: SourceText, milliseconds: Int?
  ) {
    self.milliseconds = milliseconds
    self.program = program
    parameterNames = program.parameters.map { CText($0.name) }
    self.session = session
    self.source = source
  }

  /// Does a call on what the run gave: one at a time.
  func read<Result>(
    _ body: (inout sending Reading) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    guard let result = try state.withLockIfAvailable(body) else { throw .busy }
    return result
  }

  // MARK: Running

  /// Runs when there is nothing to read yet, and moves to the next row.
  func step() throws(Failure) -> grove_code {
    try read { (reading) throws(Failure) in
      if let failure = reading.failure { throw failure }
      if reading.answers == nil {
        do throws(Failure) {
          reading.results = try run(reading.given)
          reading.answers = Answer.all(of: reading.results, in: session)
        } catch {
          reading.failure = error
          throw error
        }
      }
      return reading.moveToNextRow() ? GROVE_ROW : GROVE_DONE
    }
  }

  /// All that the run gave, in one document; nil when nothing was run.
  func document(_ format: any DocumentFormat) throws(Failure) -> CText? {
    try read { (reading) throws(Failure) in
      guard reading.answers != nil else { return nil }
      let frame = DocumentFrame(source: source, graph: session.graph, today: session.today)
      let results = reading.results
      return reading.answerText("document " + format.name) {
        var writer = format.begin(frame, options: RenderOptions())
        var output = ByteOutput()
        for result in results { writer.add(result, to: &output) }
        _ = writer.finish(nil, to: &output)
        return output.text
      }
    }
  }

  /// Forgets what the run gave, and that it was cancelled.
  func reset() throws(Failure) {
    try read { (reading) throws(Failure) in
      reading = Reading(given: reading.given)
      cancellation.withLock { $0 = Cancellation() }
    }
  }

  /// Stops the run under way, or else the next.
  func cancel() {
    cancellation.withLock { $0.cancel() }
  }

  private func run(_ given: [String: Value]) throws(Failure) -> [StatementResult] {
    let cancellation = beginning()
    return try EngineThread.run { () throws(Failure) in
      do throws(QueryFailure) {
        return try program.run(parameters: given, cancellation: cancellation)
      } catch {
        throw Failure(error, in: source)
      }
    }
  }

  /// The switch of a run that begins now, with the time it has.
  private func beginning() -> Cancellation {
    cancellation.withLock { cancellation in
      guard let milliseconds, !cancellation.isCancelled else { return cancellation }
      cancellation = Deadline.cancellation(after: milliseconds)
      return cancellation
    }
  }
}

extension Failure {
  fileprivate static let busy = Failure(
    GROVE_BUSY, "another call is at work on the statement", help: "wait for it, or cancel it")
}

/// Where the caller reads in what a run gave, and what it gave the run.
struct Reading: Sendable {
  /// The values of parameters, by name.
  var given: [String: Value] = [:]
  /// What the run gave, by statement.
  var results: [StatementResult] = []
  /// The same one after the other; nil when nothing was run.
  var answers: [Answer]?
  /// Why the run gave nothing.
  var failure: Failure?
  private var place = 0
  private var rowsMoved = 0
  /// Texts that were given out, until the next answer and until the next row.
  private var answerTexts: [String: CText] = [:]
  private var rowTexts: [String: CText] = [:]

  /// Nothing was run yet.
  init(given: [String: Value] = [:]) { self.given = given }

  /// The answer at hand.
  var answer: Answer? {
    guard let answers, answers.indices.contains(place) else { return nil }
    return answers[place]
  }

  /// The row at hand; nil before the first and after the last.
  var row: Int? {
    guard let answer, rowsMoved > 0, rowsMoved <= answer.rows.rowCount else { return nil }
    return rowsMoved - 1
  }

  mutating func moveToNextRow() -> Bool {
    rowTexts = [:]
    guard let count = answer?.rows.rowCount else { return false }
    rowsMoved = min(rowsMoved, count) + 1
    return rowsMoved <= count
  }

  mutating func moveToNextAnswer() -> Bool {
    guard let answers, place < answers.count else { return false }
    place += 1
    rowsMoved = 0
    rowTexts = [:]
    answerTexts = [:]
    return place < answers.count
  }

  /// The value in a column of the row at hand.
  func cell(_ column: Int) throws(Failure) -> Value {
    guard let answer, let row else {
      throw Failure(GROVE_MISUSE, "there is no row at hand", help: "step to one first")
    }
    guard answer.rows.columns.indices.contains(column) else {
      throw Failure(
        GROVE_RANGE, "the answer has \(answer.rows.columns.count) columns, none numbered \(column)")
    }
    return answer.rows.value(row: row, column: column)
  }

  /// A text that stays until the next answer, made once.
  mutating func answerText(_ key: String, _ make: () -> String) -> CText {
    Self.text(key, in: &answerTexts, make)
  }

  /// A text that stays until the next row, made once.
  mutating func rowText(_ key: String, _ make: () -> String) -> CText {
    Self.text(key, in: &rowTexts, make)
  }

  private static func text(
    _ key: String, in texts: inout [String: CText], _ make: () -> String
  ) -> CText {
    if let text = texts[key] { return text }
    let text = CText(make())
    texts[key] = text
    return text
  }
}
