// Control characters of data shown as symbols, so that a title cannot move the cursor, recolour the
// screen or turn the reading direction.

extension String {
  /// The text with every control, line break and bidirectional control replaced by a visible sign:
  /// `␊` and its like, or `<U+202E>`. Text without any comes back as it is. O(length).
  package func visibleControls(unicode: Bool = true) -> String {
    guard unicodeScalars.contains(where: \.isHiddenControl) else { return self }
    var shown = ""
    for scalar in unicodeScalars {
      guard scalar.isHiddenControl else {
        shown.unicodeScalars.append(scalar)
        continue
      }
      if unicode, let symbol = scalar.controlSymbol {
        shown.unicodeScalars.append(symbol)
      } else if scalar.value < 0x20 {
        shown.append("^")
        shown.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value) + 0x40))
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        shown += "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
      }
    }
    return shown
  }
}

extension Unicode.Scalar {
  fileprivate var isHiddenControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    case 0xFFF9...0xFFFB: true
    default: false
    }
  }

  fileprivate var controlSymbol: Unicode.Scalar? {
    switch value {
    case 0..<0x20: Unicode.Scalar(0x2400 + value)
    case 0x7F: Unicode.Scalar(0x2421 as UInt32)
    default: nil
    }
  }
}
