// How every function of the header begins and ends: a number becomes a handle, and whatever goes
// wrong becomes a code that the handle can tell more about.

import CGrove

extension grove_code {
  /// As functions return it.
  var result: Int32 { Int32(clamping: rawValue) }
}

/// Does a call on a handle that returns a code.
func call<Sought: Handle>(
  _ sort: Sought.Type, _ number: OpaquePointer?,
  _ body: (Sought) throws(Failure) -> grove_code
) -> Int32 {
  guard let handle = HandleTable.shared.find(sort, number) else { return GROVE_MISUSE.result }
  do {
    return try body(handle).result
  } catch {
    handle.errors.keep(error)
    return error.code.result
  }
}

/// Does a call on a handle that returns something else; nil when there is no handle, or it fails.
func ask<Sought: Handle, Answer>(
  _ sort: Sought.Type, _ number: OpaquePointer?,
  _ body: (Sought) throws(Failure) -> Answer?
) -> Answer? {
  guard let handle = HandleTable.shared.find(sort, number) else { return nil }
  do {
    return try body(handle)
  } catch {
    handle.errors.keep(error)
    return nil
  }
}
