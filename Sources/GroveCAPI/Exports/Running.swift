// Statements from their text to their end: prepare, step, cancel, reset, finalize.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CGrove
import Grove

/// Checks a text.
@c @implementation
public func grove_prepare(
  _ graph: OpaquePointer?, _ text: UnsafePointer<CChar>?, _ length: Int,
  _ statement: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  statement?.pointee = nil
  return call(GraphHandle.self, graph) { (graph) throws(Failure) in
    guard let statement else { throw Failure(GROVE_MISUSE, "there is nowhere to put a statement") }
    let source = SourceText(try Arguments.text(text, length, "the text"), name: "<text>")
    let session = try graph.session()
    let program = try EngineThread.run { () throws(Failure) in
      do throws(QueryFailure) {
        return try session.prepare(source)
      } catch {
        throw Failure(error, in: source)
      }
    }
    statement.pointee = HandleTable.shared.insert(
      StatementHandle(program, session, source, milliseconds: graph.milliseconds))
    if statement.pointee == nil { throw .tooManyHandles }
    return GROVE_OK
  }
}

/// Runs once, then moves from row to row.
@c @implementation
public func grove_step(_ statement: OpaquePointer?) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in try statement.step() }
}

/// Moves to the next answer.
@c @implementation
public func grove_next_answer(_ statement: OpaquePointer?) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.read { (reading) throws(Failure) in
      guard reading.answers != nil else {
        throw Failure(GROVE_MISUSE, "nothing was run", help: "call grove_step first")
      }
      return reading.moveToNextAnswer() ? GROVE_OK : GROVE_DONE
    }
  }
}

/// Forgets what the run gave.
@c @implementation
public func grove_reset(_ statement: OpaquePointer?) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    try statement.reset()
    return GROVE_OK
  }
}

/// Stops the run.
@c @implementation
public func grove_cancel(_ statement: OpaquePointer?) -> Int32 {
  call(StatementHandle.self, statement) { (statement) throws(Failure) in
    statement.cancel()
    return GROVE_OK
  }
}

/// Gives a statement back.
@c @implementation
public func grove_finalize(_ statement: OpaquePointer?) -> Int32 {
  guard statement != nil else { return GROVE_OK.result }
  return call(StatementHandle.self, statement) { (handle) throws(Failure) in
    try handle.read { (_) throws(Failure) in
      HandleTable.shared.remove(handle, statement) ? GROVE_OK : GROVE_MISUSE
    }
  }
}
