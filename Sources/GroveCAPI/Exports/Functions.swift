// Functions of the host: adding them, reading their arguments, taking their results.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove
import Grove

/// Adds a function for statements to come.
@c @implementation
public func grove_add_function(
  _ graph: OpaquePointer?, _ name: UnsafePointer<CChar>?,
  _ parameters: UnsafePointer<grove_parameter>?, _ count: Int, _ result: Int32,
  _ summary: UnsafePointer<CChar>?, _ function: grove_function?,
  _ context: UnsafeMutableRawPointer?,
  _ release: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?
) -> Int32 {
  guard let function else {
    release?(context)
    return call(GraphHandle.self, graph) { (_) throws(Failure) in
      throw Failure(GROVE_MISUSE, "the function is NULL")
    }
  }
  let callback = HostCallback(function, context, release)
  return call(GraphHandle.self, graph) { (graph) throws(Failure) in
    let name = try Arguments.text(name, -1, "the name")
    let summary = summary == nil ? "" : try Arguments.text(summary, -1, "the summary")
    guard count >= 0, count <= 64 else {
      throw Failure(GROVE_RANGE, "a function takes 64 arguments at most")
    }
    guard count == 0 || parameters != nil else {
      throw Failure(GROVE_MISUSE, "the parameters are NULL")
    }
    var declared: [HostFunction.Parameter] = []
    for parameter in UnsafeBufferPointer(start: parameters, count: count) {
      declared.append(
        HostFunction.Parameter(
          try Arguments.text(parameter.name, -1, "the name of a parameter"),
          try Arguments.type(parameter.type), optional: parameter.is_optional))
    }
    let data = try graph.data()
    let added = HostFunction(
      name, declared, result: try Arguments.type(result), summary: summary
    ) { arguments, _ in
      try CallHandle.value(of: callback, arguments, data)
    }
    try graph.add(added)
    return GROVE_OK
  }
}

// MARK: Arguments

/// How many arguments there are.
@c @implementation
public func grove_argument_count(_ call: OpaquePointer?) -> Int {
  ask(CallHandle.self, call) { $0.argumentCount } ?? 0
}

/// What an argument is.
@c @implementation
public func grove_argument_type(_ call: OpaquePointer?, _ index: Int) -> Int32 {
  let value = ask(CallHandle.self, call) { (call) throws(Failure) in try call.argument(index) }
  return grove_type(of: value ?? .missing).result
}

/// An argument that is yes or no.
@c @implementation
public func grove_argument_yes_no(
  _ number: OpaquePointer?, _ index: Int, _ value: UnsafeMutablePointer<Bool>?
) -> Int32 {
  call(CallHandle.self, number) { (call) throws(Failure) in
    try put(try call.argument(index), value, "yes or no") { $0.yesOrNo }
  }
}

/// An argument that is a number.
@c @implementation
public func grove_argument_number(
  _ number: OpaquePointer?, _ index: Int, _ value: UnsafeMutablePointer<Double>?
) -> Int32 {
  call(CallHandle.self, number) { (call) throws(Failure) in
    try put(try call.argument(index), value, "number") { $0.plainNumber }
  }
}

/// An argument that is a day.
@c @implementation
public func grove_argument_date(
  _ number: OpaquePointer?, _ index: Int, _ value: UnsafeMutablePointer<grove_date>?
) -> Int32 {
  call(CallHandle.self, number) { (call) throws(Failure) in
    try put(try call.argument(index), value, "date") { $0.calendarDay }
  }
}

/// Any argument as text.
@c @implementation
public func grove_argument_text(
  _ call: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  ask(CallHandle.self, call) { (call) throws(Failure) in
    try call.text(of: index, isJSON: false)
  }?.give(length)
}

/// Any argument as JSON.
@c @implementation
public func grove_argument_json(
  _ call: OpaquePointer?, _ index: Int, _ length: UnsafeMutablePointer<Int>?
) -> UnsafePointer<CChar>? {
  ask(CallHandle.self, call) { (call) throws(Failure) in
    try call.text(of: index, isJSON: true)
  }?.give(length)
}

// MARK: Results

/// Takes the result of a call.
private func take(_ number: OpaquePointer?, _ value: () throws(Failure) -> Value) -> Int32 {
  call(CallHandle.self, number) { (call) throws(Failure) in
    call.give(.success(try value()))
    return GROVE_OK
  }
}

/// The result is missing.
@c @implementation
public func grove_return_missing(_ call: OpaquePointer?) -> Int32 {
  take(call) { .missing }
}

/// The result is yes or no.
@c @implementation
public func grove_return_yes_no(_ call: OpaquePointer?, _ value: Bool) -> Int32 {
  take(call) { .flag(value) }
}

/// The result is a number.
@c @implementation
public func grove_return_number(_ call: OpaquePointer?, _ value: Double) -> Int32 {
  take(call) { .number(value) }
}

/// The result is a ratio.
@c @implementation
public func grove_return_ratio(_ call: OpaquePointer?, _ value: Double) -> Int32 {
  take(call) { .ratio(value) }
}

/// The result is a day.
@c @implementation
public func grove_return_date(_ call: OpaquePointer?, _ value: grove_date) -> Int32 {
  take(call) { () throws(Failure) in .date(try Arguments.day(value)) }
}

/// The result is a text.
@c @implementation
public func grove_return_text(
  _ call: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  take(call) { () throws(Failure) in .text(try Arguments.text(text, length, "the result")) }
}

/// The call fails.
@c @implementation
public func grove_return_error(
  _ number: OpaquePointer?, _ message: UnsafePointer<CChar>?, _ length: Int
) -> Int32 {
  call(CallHandle.self, number) { (call) throws(Failure) in
    // Whatever the message is worth, the run is to end.
    call.give(.failure(HostFunctionError("it gave a message that cannot be read")))
    let message = try Arguments.text(message, length, "the message")
    call.give(.failure(HostFunctionError(message)))
    return GROVE_OK
  }
}
