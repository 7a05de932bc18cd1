// A statement's parameters: which there are, and the values the caller gives them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove
import Grove

/// How many there are.
@c @implementation
public func grove_parameter_count(_ statement: OpaquePointer?) -> Int {
  ask(StatementHandle.self, statement) { $0.parameters.count } ?? 0
}

/// The name of one.
@c @implementation
public func grove_parameter_name(
  _ statement: OpaquePointer?, _ index: Int
) -> UnsafePointer<CChar>? {
  ask(StatementHandle.self, statement) { $0.parameterName(index) }?.pointer
}

/// The type of one.
@c @implementation
public func grove_parameter_type(_ statement: OpaquePointer?, _ index: Int) -> Int32 {
  let type = ask(StatementHandle.self, statement) { statement in
    statement.parameters.indices.contains(index) ? statement.parameters[index].type : nil
  }
  return grove_type(type ?? .missing).result
}

/// The number of the one of a name.
@c @implementation
public func grove_parameter_index(
  _ statement: OpaquePointer?, _ name: UnsafePointer<CChar>?,
  _ index: UnsafeMutablePointer<Int>?
) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    guard let index else { throw Failure(GROVE_MISUSE, "there is nowhere to put the number") }
    let written = try Arguments.text(name, -1, "the name")
    let name = written.hasPrefix("$") ? String(written.dropFirst()) : written
    guard let place = statement.parameters.firstIndex(where: { $0.name == name }) else {
      let names = statement.parameters.map { "$" + $0.name }.joined(separator: ", ")
      throw Failure(
        GROVE_RANGE, "there is no parameter `$\(name)`",
        help: names.isEmpty ? "the text declares none" : "there are \(names)")
    }
    index.pointee = place
    return GROVE_OK
  }
}

/// Takes all values away.
@c @implementation
public func grove_clear_parameters(_ statement: OpaquePointer?) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.clearParameters()
    return GROVE_OK
  }
}

// MARK: Values

/// Gives a parameter a value.
private func bind(
  _ statement: OpaquePointer?, _ index: Int, _ value: (StatementHandle) throws(Failure) -> Value
) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.bind(index, try value(statement))
    return GROVE_OK
  }
}

/// A number that the language can hold.
private func finite(_ value: Double) throws(Failure) -> Double {
  guard value.isFinite else {
    throw Failure(GROVE_RANGE, "a number is neither NaN nor infinite", help: "bind it as missing")
  }
  return value
}

/// Nothing is known.
@c @implementation
public func grove_bind_missing(_ statement: OpaquePointer?, _ index: Int) -> Int32 {
  bind(statement, index) { _ in .missing }
}

/// Yes or no.
@c @implementation
public func grove_bind_yes_no(_ statement: OpaquePointer?, _ index: Int, _ value: Bool) -> Int32 {
  bind(statement, index) { _ in .flag(value) }
}

/// A plain number.
@c @implementation
public func grove_bind_number(_ statement: OpaquePointer?, _ index: Int, _ value: Double) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in .number(try finite(value)) }
}

/// A share.
@c @implementation
public func grove_bind_ratio(_ statement: OpaquePointer?, _ index: Int, _ value: Double) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in .ratio(try finite(value)) }
}

/// A difference of shares.
@c @implementation
public func grove_bind_points(_ statement: OpaquePointer?, _ index: Int, _ value: Double) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in .points(try finite(value)) }
}

/// A length of time.
@c @implementation
public func grove_bind_duration(
  _ statement: OpaquePointer?, _ index: Int, _ months: Int32, _ days: Int32
) -> Int32 {
  bind(statement, index) { _ in .duration(CalendarDuration(months: months, days: days)) }
}

/// A day.
@c @implementation
public func grove_bind_date(
  _ statement: OpaquePointer?, _ index: Int, _ value: grove_date
) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in .date(try Arguments.day(value)) }
}

/// A run of days.
@c @implementation
public func grove_bind_period(
  _ statement: OpaquePointer?, _ index: Int, _ first: grove_date, _ last: grove_date
) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in
    let (first, last) = (try Arguments.day(first), try Arguments.day(last))
    guard let period = Period(first: first, last: last) else {
      throw Failure(GROVE_RANGE, "a period does not go from \(first) to \(last)")
    }
    return .period(period)
  }
}

/// Text.
@c @implementation
public func grove_bind_text(
  _ statement: OpaquePointer?, _ index: Int, _ text: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  bind(statement, index) { (_) throws(Failure) in
    .text(try Arguments.text(text, length, "the text"))
  }
}

/// A row of the graph.
@c @implementation
public func grove_bind_node(
  _ statement: OpaquePointer?, _ index: Int, _ id: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  bind(statement, index) { (statement) throws(Failure) in
    .node(try statement.node(id: try Arguments.text(id, length, "the id")))
  }
}

/// A value as the language writes it.
@c @implementation
public func grove_bind_written(
  _ statement: OpaquePointer?, _ index: Int, _ text: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  bind(statement, index) { (statement) throws(Failure) in
    try statement.value(of: try Arguments.text(text, length, "the text"), for: index)
  }
}
