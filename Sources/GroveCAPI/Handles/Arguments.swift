// What callers give: text of known or unknown length, and days. Nothing is mended.

import CGrove
import Grove

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

enum Arguments {
  /// The longest text that is taken, in bytes.
  static let mostTextBytes = 1 << 24

  /// A text of so many bytes, or up to its first NUL; `what` names it in messages.
  static func text(
    _ pointer: UnsafePointer<CChar>?, _ length: Int, _ what: String
  ) throws(Failure) -> String {
    guard let pointer else { throw Failure(GROVE_MISUSE, "\(what) is NULL") }
    // GROVE_WHOLE_TEXT is the largest size_t, which is -1 here; so is half of all lengths negative.
    let length = length == -1 ? strnlen(pointer, mostTextBytes + 1) : length
    guard length >= 0 else { throw Failure(GROVE_RANGE, "no text can be as long as \(what)") }
    guard length <= mostTextBytes else {
      throw Failure(GROVE_LIMIT, "\(what) is longer than \(mostTextBytes) bytes")
    }
    // The caller vouches for `length` bytes at `pointer`.
    let buffer = UnsafeRawBufferPointer(start: pointer, count: length)
    guard let text = String(validating: buffer, as: UTF8.self) else {
      throw Failure(notUTF8: firstFault(in: buffer), of: what)
    }
    return text
  }

  /// The bytes of a file that is at hand.
  static func bytes(
    _ pointer: UnsafePointer<CChar>?, _ length: Int, _ what: String
  ) throws(Failure) -> [UInt8] {
    guard length >= 0 else { throw Failure(GROVE_RANGE, "no file can be as long as \(what)") }
    guard length > 0 else { return [] }
    guard let pointer else { throw Failure(GROVE_MISUSE, "the bytes of \(what) are NULL") }
    return Array(UnsafeRawBufferPointer(start: pointer, count: length))
  }

  /// A day of the calendar.
  static func day(_ date: grove_date) throws(Failure) -> CivilDate {
    guard
      let day = CivilDate(year: Int(date.year), month: Int(date.month), day: Int(date.day))
    else {
      throw Failure(GROVE_RANGE, "there is no day \(date.year)-\(date.month)-\(date.day)")
    }
    return day
  }

  /// The type that a function declares: a node is any goal, a list any list.
  static func type(_ number: Int32) throws(Failure) -> ValueType {
    switch grove_type(rawValue: UInt32(bitPattern: number)) {
    case GROVE_TYPE_YES_NO: return .flag
    case GROVE_TYPE_NUMBER: return .number
    case GROVE_TYPE_RATIO: return .ratio
    case GROVE_TYPE_POINTS: return .points
    case GROVE_TYPE_DURATION: return .duration
    case GROVE_TYPE_DATE: return .date
    case GROVE_TYPE_PERIOD: return .period
    case GROVE_TYPE_TEXT: return .text
    case GROVE_TYPE_NODE: return .node(.goals)
    case GROVE_TYPE_LIST: return .list(.any)
    case GROVE_TYPE_RECORD: return .record
    case GROVE_TYPE_ANY: return .any
    default: throw Failure(GROVE_RANGE, "there is no type \(number) to declare")
    }
  }

  /// The offset of the first byte that no UTF-8 has there.
  private static func firstFault(in bytes: UnsafeRawBufferPointer) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error, .emptyInput: return offset
      }
    }
  }
}

extension grove_date {
  init(_ day: CivilDate) {
    let (year, month, day) = day.components
    self.init(
      year: Int32(clamping: year), month: Int32(clamping: month), day: Int32(clamping: day))
  }
}
