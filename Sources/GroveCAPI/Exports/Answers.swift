// The answer at hand, its columns, and the row at hand.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove
import Grove
import GroveRender

/// A text of the answer or row at hand.
private func text(
  _ statement: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?,
  _ body: (inout sending Reading) throws(Failure) -> sending CText?
) -> UnsafePointer<CChar>? {
  ask(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.read(body)
  }?.give(length)
}

/// A number about the answer at hand.
private func number<Number: Sendable>(
  _ statement: OpaquePointer?, _ body: (Answer) -> Number?
) -> Number? {
  ask(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.read { (reading) throws(Failure) in reading.answer }.flatMap(body)
  }
}

// MARK: The answer

/// What the answer is.
@c @implementation
public func grove_answer_kind(_ statement: OpaquePointer?) -> Int32 {
  Int32(clamping: (number(statement) { $0.kind } ?? GROVE_ANSWER_NONE).rawValue)
}

/// How a promise turned out.
@c @implementation
public func grove_answer_promise(_ statement: OpaquePointer?) -> Int32 {
  Int32(clamping: (number(statement) { $0.promise } ?? GROVE_PROMISE_NONE).rawValue)
}

/// How the answer was understood.
@c @implementation
public func grove_answer_words(
  _ statement: OpaquePointer?, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  text(statement, length) { (reading) throws(Failure) in
    guard let answer = reading.answer else { return nil }
    return reading.answerText("words") { answer.words }
  }
}

/// The answer in a format.
@c @implementation
public func grove_answer_text(
  _ statement: OpaquePointer?, _ format: UnsafePointer<CChar>?,
  _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  text(statement, length) { (reading) throws(Failure) in
    let name = try Arguments.text(format, -1, "the format")
    guard let format = ResultFormats.named(name) else {
      let names = ResultFormats.all.map(\.name).joined(separator: ", ")
      throw Failure(GROVE_RANGE, "there is no format `\(name)`", help: "there are \(names)")
    }
    guard let answer = reading.answer else { return nil }
    return reading.answerText("as " + name) {
      var output = ByteOutput()
      switch answer.kind {
      case GROVE_ANSWER_TABLE, GROVE_ANSWER_VALUE, GROVE_ANSWER_CARD, GROVE_ANSWER_EXPLANATION,
        GROVE_ANSWER_WHY:
        format.write(
          answer.statement, graph: answer.rows.graph, today: answer.rows.today,
          options: RenderOptions(), to: &output)
      default: format.write(answer.rows, options: RenderOptions(), to: &output)
      }
      return output.text
    }
  }
}

/// All answers of the run as one document.
@c @implementation
public func grove_document_text(
  _ statement: OpaquePointer?, _ format: UnsafePointer<CChar>?,
  _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  ask(StatementHandle.self, statement) { (statement) throws(Failure) in
    let name = try Arguments.text(format, -1, "the format")
    guard let format = DocumentFormats.named(name) else {
      let names = DocumentFormats.all.map(\.name).joined(separator: ", ")
      throw Failure(GROVE_RANGE, "there is no format `\(name)`", help: "there are \(names)")
    }
    return try statement.document(format)
  }?.give(length)
}

/// How many rows it has.
@c @implementation
public func grove_row_count(_ statement: OpaquePointer?) -> Int {
  number(statement) { $0.rows.rowCount } ?? 0
}

// MARK: Columns

/// How many columns it has.
@c @implementation
public func grove_column_count(_ statement: OpaquePointer?) -> Int {
  number(statement) { $0.rows.columns.count } ?? 0
}

/// A column's name.
@c @implementation
public func grove_column_name(
  _ statement: OpaquePointer?, _ column: Int
) -> UnsafePointer<CChar>? {
  text(statement, nil) { (reading) throws(Failure) in
    guard let columns = reading.answer?.rows.columns, columns.indices.contains(column) else {
      return nil
    }
    return reading.answerText("column \(column)") { columns[column].name }
  }
}

/// A column's type.
@c @implementation
public func grove_column_type(_ statement: OpaquePointer?, _ column: Int) -> Int32 {
  let type = number(statement) { answer in
    answer.rows.columns.indices.contains(column) ? answer.rows.columns[column].type : nil
  }
  return grove_type(type ?? .missing).result
}

// MARK: Cells

/// The value in a column of the row at hand, to be put where the caller wants it.
private func cell<Wanted>(
  _ statement: OpaquePointer?, _ column: Int, _ place: UnsafeMutablePointer<Wanted>?,
  _ what: String, _ reading: (Value) throws(Failure) -> Wanted?
) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    let value = try statement.read { (reading) throws(Failure) in try reading.cell(column) }
    return try put(value, place, what, reading)
  }
}

/// What a cell holds.
@c @implementation
public func grove_cell_type(_ statement: OpaquePointer?, _ column: Int) -> Int32 {
  let value = ask(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.read { (reading) throws(Failure) in try reading.cell(column) }
  }
  return grove_type(of: value ?? .missing).result
}

/// Yes or no.
@c @implementation
public func grove_cell_yes_no(
  _ statement: OpaquePointer?, _ column: Int, _ value: UnsafeMutablePointer<Bool>?
) -> Int32 {
  cell(statement, column, value, "yes or no") { $0.yesOrNo }
}

/// A number, a ratio or points.
@c @implementation
public func grove_cell_number(
  _ statement: OpaquePointer?, _ column: Int, _ value: UnsafeMutablePointer<Double>?
) -> Int32 {
  cell(statement, column, value, "number") { $0.plainNumber }
}

/// A day.
@c @implementation
public func grove_cell_date(
  _ statement: OpaquePointer?, _ column: Int, _ value: UnsafeMutablePointer<grove_date>?
) -> Int32 {
  cell(statement, column, value, "date") { $0.calendarDay }
}

/// A run of days.
@c @implementation
public func grove_cell_period(
  _ statement: OpaquePointer?, _ column: Int, _ first: UnsafeMutablePointer<grove_date>?,
  _ last: UnsafeMutablePointer<grove_date>?
) -> Int32 {
  guard let first, let last else { return cell(statement, column, first, "period") { _ in nil } }
  var lastDay = last.pointee
  let code = cell(statement, column, first, "period") { (cell) throws(Failure) in
    guard case .period(let period) = cell else { return nil }
    guard let day = period.lastDay else { throw Failure(GROVE_RANGE, "the period has no days") }
    lastDay = grove_date(day)
    return grove_date(period.start)
  }
  last.pointee = lastDay
  return code
}

/// A length of time.
@c @implementation
public func grove_cell_duration(
  _ statement: OpaquePointer?, _ column: Int, _ months: UnsafeMutablePointer<Int32>?,
  _ days: UnsafeMutablePointer<Int32>?
) -> Int32 {
  guard let months, let days else {
    return cell(statement, column, months, "duration") { _ in nil }
  }
  var found = days.pointee
  let code = cell(statement, column, months, "duration") { cell in
    guard case .duration(let duration) = cell else { return nil }
    found = Int32(clamping: duration.days)
    return Int32(clamping: duration.months)
  }
  days.pointee = found
  return code
}

/// Any value as text.
@c @implementation
public func grove_cell_text(
  _ statement: OpaquePointer?, _ column: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  text(statement, length) { (reading) throws(Failure) in
    let value = try reading.cell(column)
    guard !value.isMissing, let graph = reading.answer?.rows.graph else { return nil }
    return reading.rowText("text \(column)") { MachineText.of(value, in: graph) }
  }
}

/// Any value as JSON.
@c @implementation
public func grove_cell_json(
  _ statement: OpaquePointer?, _ column: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  text(statement, length) { (reading) throws(Failure) in
    let value = try reading.cell(column)
    guard let graph = reading.answer?.rows.graph else { return nil }
    return reading.rowText("json \(column)") { MachineText.json(value, in: graph) }
  }
}

// MARK: Rows

/// The node that the row stands for.
private func node(_ reading: Reading) -> (node: Node, graph: GoalGraph)? {
  guard let rows = reading.answer?.rows, let row = reading.row, rows.nodes.indices.contains(row)
  else { return nil }
  return rows.nodes[row].map { ($0, rows.graph) }
}

/// The id of the row's node.
@c @implementation
public func grove_row_id(_ statement: OpaquePointer?) -> UnsafePointer<CChar>? {
  text(statement, nil) { (reading) throws(Failure) in
    guard let (node, graph) = node(reading) else { return nil }
    return reading.rowText("id") { graph.id(of: node) }
  }
}

/// Where the row's node stands.
@c @implementation
public func grove_row_place(
  _ statement: OpaquePointer?, _ line: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  var found: Int?
  let file = text(statement, nil) { (reading) throws(Failure) in
    guard let (node, graph) = node(reading), let place = graph.source(of: node) else { return nil }
    found = place.line
    return reading.rowText("file") { place.file }
  }
  if let found { line?.pointee = found }
  return file
}
