// How many terminal cells a text takes, by grapheme, and how to cut it to a number of cells.
// The table of wide characters is WideCharacters.swift; symbols for control characters are
// VisibleControls.swift.

/// Measures and cuts text in terminal cells.
///
/// A grapheme takes two cells when it is East Asian wide or shown as an emoji, none when it only
/// combines, else one. Text must not hold control characters: see `visibleControls`.
package enum DisplayWidth {
  /// The cells `text` takes. O(length); ASCII text costs one pass over its bytes.
  package static func of(_ text: String) -> Int {
    if let count = asciiCount(text) { return count }
    var cells = 0
    for character in text { cells += of(character) }
    return cells
  }

  /// The cells one grapheme takes: 0, 1 or 2.
  package static func of(_ character: Character) -> Int {
    var cells = 0
    for scalar in character.unicodeScalars {
      if scalar.value == 0xFE0F, cells == 1 { return 2 }  // asks for the emoji form
      if cells == 0 { cells = of(scalar) }
    }
    return cells
  }

  /// The longest beginning of `text` that fits into `limit` cells, ended by `ellipsis` when
  /// something was left off. Never cuts inside a grapheme; empty when not even the ellipsis fits.
  package static func cut(_ text: String, to limit: Int, ellipsis: String = "…") -> String {
    if of(text) <= limit { return text }
    let room = limit - of(ellipsis)
    guard room >= 0 else { return "" }
    var kept = ""
    var cells = 0
    for character in text {
      let width = of(character)
      if cells + width > room { break }
      kept.append(character)
      cells += width
    }
    return kept + ellipsis
  }

  private static func asciiCount(_ text: String) -> Int? {
    for byte in text.utf8 where byte >= 0x80 { return nil }
    return text.utf8.count
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
    // A flag is two of these in one grapheme.
    if (0x1F1E6...0x1F1FF).contains(scalar.value) { return 2 }
    if WideCharacters.contains(scalar.value) || scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
}
