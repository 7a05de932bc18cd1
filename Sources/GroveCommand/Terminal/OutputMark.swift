// The line by which grove knows a file that it wrote: with a checksum of all other lines, so that one
// that somebody changed is told from one that nobody did. It tells changes, not forgeries.

/// Marks what is written to files.
enum OutputMark {
  /// What a file's mark tells.
  enum Finding {
    /// Grove wrote it, and nobody changed it since.
    case untouched
    case changed
    /// No mark: of somebody else, or of a format without room for one.
    case foreign
  }

  /// How the mark is written in comments and as a key of an object.
  private static let forms: [(before: String, after: String)] = [
    ("<!-- written by grove, checksum ", " -->"), (" \"checksum\": \"", "\","),
  ]

  /// The bytes of a document with its mark: as the first line of Markdown, and as the second of JSON
  /// and XML. Other formats have no room for it.
  static func marked(_ bytes: [UInt8], format: String) -> [UInt8] {
    let form = format == "json" ? forms[1] : forms[0]
    let line = Array((form.before + checksum(bytes[...]) + form.after + "\n").utf8)
    switch format {
    case "markdown": return line + bytes
    case "json", "junit":
      guard let end = bytes.firstIndex(of: lineBreak) else { return bytes }
      return bytes[...end] + line + bytes[(end + 1)...]
    default: return bytes
    }
  }

  /// Whose a file is.
  static func find(in bytes: [UInt8]) -> Finding {
    var start = 0
    for _ in 0..<2 {
      guard let end = bytes[start...].firstIndex(of: lineBreak) else { break }
      let line = String(decoding: bytes[start..<end], as: UTF8.self)
      for form in forms where line.hasPrefix(form.before) && line.hasSuffix(form.after) {
        let sum = line.dropFirst(form.before.count).dropLast(form.after.count)
        return checksum(bytes[..<start] + bytes[(end + 1)...]) == sum ? .untouched : .changed
      }
      start = end + 1
    }
    return .foreign
  }

  private static let lineBreak: UInt8 = 0x0A

  /// FNV-1a of 64 bits, as 16 hexadecimal digits.
  private static func checksum(_ bytes: some Sequence<UInt8>) -> String {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
