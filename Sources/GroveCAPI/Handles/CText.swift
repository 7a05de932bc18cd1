// Text that C reads: bytes that stand still, with a NUL behind them.

/// A text given out to a caller, for as long as its owner keeps it.
final class CText: Sendable {
  // Written once, before anyone else knows of it.
  private nonisolated(unsafe) let bytes: UnsafeMutableBufferPointer<CChar>

  init(_ text: some Collection<UInt8>) {
    bytes = .allocate(capacity: text.count + 1)
    var place = bytes.startIndex
    for byte in text {
      bytes.initializeElement(at: place, to: CChar(bitPattern: byte))
      place += 1
    }
    bytes.initializeElement(at: place, to: 0)
  }

  convenience init(_ text: String) { self.init(text.utf8) }

  deinit { bytes.deallocate() }

  /// Where it begins.
  var pointer: UnsafePointer<CChar>? { UnsafePointer(bytes.baseAddress) }

  /// How long it is without its NUL.
  var length: Int { bytes.count - 1 }

  /// Writes the length for the caller and returns the text.
  func give(_ length: UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>? {
    length?.pointee = self.length
    return pointer
  }
}
