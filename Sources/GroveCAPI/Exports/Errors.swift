// What is to be said about the last call that failed on a handle.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CGrove

/// The last failure of a handle of either sort.
private func failure(_ handle: UnsafeRawPointer?) -> KeptFailure? {
  HandleTable.shared.find(handle.map { OpaquePointer($0) })?.errors.last
}

/// One of its mistakes.
private func mistake(_ handle: UnsafeRawPointer?, _ index: Int) -> KeptFailure.Mistake? {
  guard let failure = failure(handle), failure.mistakes.indices.contains(index) else { return nil }
  return failure.mistakes[index]
}

/// Its code.
@c @implementation
public func grove_error_code(_ handle: UnsafeRawPointer?) -> Int32 {
  guard let found = HandleTable.shared.find(handle.map { OpaquePointer($0) }) else {
    return GROVE_MISUSE.result
  }
  return found.errors.last?.code.result ?? GROVE_OK.result
}

/// All of it as a terminal shows it.
@c @implementation
public func grove_error_text(_ handle: UnsafeRawPointer?) -> UnsafePointer<CChar>? {
  failure(handle)?.shown.pointer
}

/// How many mistakes there are.
@c @implementation
public func grove_error_count(_ handle: UnsafeRawPointer?) -> Int {
  failure(handle)?.mistakes.count ?? 0
}

/// The number of a mistake in the catalogue.
@c @implementation
public func grove_error_id(_ handle: UnsafeRawPointer?, _ index: Int) -> UnsafePointer<CChar>? {
  mistake(handle, index)?.id.pointer
}

/// What is wrong.
@c @implementation
public func grove_error_message(
  _ handle: UnsafeRawPointer?, _ index: Int
) -> UnsafePointer<CChar>? {
  mistake(handle, index)?.message.pointer
}

/// A way out.
@c @implementation
public func grove_error_help(_ handle: UnsafeRawPointer?, _ index: Int) -> UnsafePointer<CChar>? {
  mistake(handle, index)?.help?.pointer
}

/// Where it stands.
@c @implementation
public func grove_error_place(
  _ handle: UnsafeRawPointer?, _ index: Int, _ place: UnsafeMutablePointer<grove_place>?
) -> Int32 {
  guard let place, HandleTable.shared.find(handle.map { OpaquePointer($0) }) != nil else {
    return GROVE_MISUSE.result
  }
  guard let found = mistake(handle, index)?.place else { return GROVE_RANGE.result }
  place.pointee = found
  return GROVE_OK.result
}
