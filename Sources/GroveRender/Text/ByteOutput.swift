// Where formats write: bytes that are collected, or handed on in large pieces while rows stream by.

/// A buffer of UTF-8 bytes, handed on in pieces of about 64 KiB when there is somewhere to hand
/// them to.
public struct ByteOutput {
  /// The bytes not yet handed on.
  public private(set) var bytes: [UInt8] = []
  private let handOn: (([UInt8]) -> Void)?
  private static let pieceSize = 1 << 16

  /// Collects everything in `bytes`.
  public init() { handOn = nil }

  /// Hands full pieces to `receiver`, in order; call `flush` at the end.
  public init(to receiver: @escaping ([UInt8]) -> Void) { handOn = receiver }

  /// Hands on what is still held. Does nothing when bytes are collected.
  public mutating func flush() {
    guard let handOn, !bytes.isEmpty else { return }
    handOn(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// What was collected, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  package mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  package mutating func write(byte: UInt8) { bytes.append(byte) }

  package mutating func write(spaces count: Int) {
    if count > 0 { bytes.append(contentsOf: repeatElement(0x20, count: count)) }
  }

  package mutating func write(_ text: String, style: Style?, when color: Bool) {
    guard color, let style else { return write(text) }
    write(style.opening)
    write(text)
    write(Style.closing)
  }

  /// Ends a line, and hands on a piece when it is full.
  package mutating func endLine() {
    bytes.append(0x0A)
    if bytes.count >= Self.pieceSize { flush() }
  }
}
