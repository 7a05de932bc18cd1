// Texts: escapes, interpolation, and the form between `"""` with its shared indent.

/// A text that is being read, across the values in it.
struct OpenText {
  var isMultiline: Bool
  /// Where the opening quotes stand.
  var start: Int
  /// The stretches so far: where their token is and what they say before escapes are resolved.
  var pieces: [(token: Int, raw: SourceRange)] = []
}

extension Lexer {
  mutating func scanText() {
    let start = position
    let isMultiline =
      byte(at: position + 1) == UInt8(ascii: "\"") && byte(at: position + 2) == UInt8(ascii: "\"")
    position += isMultiline ? 3 : 1
    scanPiece(OpenText(isMultiline: isMultiline, start: start), from: start)
  }

  mutating func continueText(_ open: OpenText, from start: Int) {
    scanPiece(open, from: start)
  }

  /// Reads up to the closing quotes or the next `{`.
  private mutating func scanPiece(_ text: OpenText, from start: Int) {
    var open = text
    let rawStart = position
    while let next = byte(at: position) {
      switch next {
      case UInt8(ascii: "\\"):
        // The brace of `\u{..}` begins no value.
        let isScalar =
          byte(at: position + 1) == UInt8(ascii: "u") && byte(at: position + 2) == UInt8(ascii: "{")
        position = min(position + (isScalar ? 3 : 2), bytes.count)
      case UInt8(ascii: "{"):
        open.pieces.append((output.tokens.count, SourceRange(start: rawStart, end: position)))
        position += 1
        addPiece(open.pieces.count == 1 ? .textStart("") : .textMiddle(""), open, from: start)
        if braces.count < ParserLimits.standard.nesting {
          braces.append(.text(open))
        } else {
          report(.tooDeep(at: range(from: start), .standard))
          position = bytes.count
        }
        return
      case UInt8(ascii: "\"") where !open.isMultiline || closesMultiline():
        open.pieces.append((output.tokens.count, SourceRange(start: rawStart, end: position)))
        position += open.isMultiline ? 3 : 1
        addPiece(open.pieces.count == 1 ? .text("") : .textEnd(""), open, from: start)
        resolve(open)
        return
      case 0x0A where !open.isMultiline, 0x0D where !open.isMultiline:
        failText(open, from: start)
        return
      default: position += 1
      }
    }
    failText(open, from: start)
  }

  private func closesMultiline() -> Bool {
    byte(at: position + 1) == UInt8(ascii: "\"") && byte(at: position + 2) == UInt8(ascii: "\"")
  }

  private mutating func addPiece(_ kind: Token.Kind, _ open: OpenText, from start: Int) {
    add(kind, from: start, isMultiline: open.isMultiline)
  }

  private mutating func failText(_ open: OpenText, from start: Int) {
    let isAtEnd = position == bytes.count
    let isNested = braces.contains { if case .text = $0 { true } else { false } }
    report(
      .unclosedText(
        isMultiline: open.isMultiline, isNested: isNested,
        at: SourceRange(start: start, end: position)),
      incomplete: isAtEnd && (open.isMultiline || isNested))
    add(.broken, from: start)
    if isNested { braces.removeAll() }
  }

  /// At the end of the input, says that a text with an open value was never closed.
  mutating func reportOpenTexts() {
    for brace in braces {
      guard case .text(let open) = brace else { continue }
      report(
        .unclosedBrace(at: SourceRange(start: open.start, end: open.start + 1)), incomplete: true)
      return
    }
  }

  // MARK: What a text says

  /// Fills the tokens of a finished text with what they say.
  private mutating func resolve(_ open: OpenText) {
    let indent = open.isMultiline ? sharedIndent(open) : 0
    for (index, piece) in open.pieces.enumerated() {
      var value = ""
      var offset = piece.raw.start
      if open.isMultiline, index == 0 { offset = skipLineBreak(offset, before: piece.raw.end) }
      var isLineStart = index == 0 && offset > piece.raw.start
      while offset < piece.raw.end {
        if isLineStart {
          offset = min(
            offset + indentWidth(offset, before: piece.raw.end, atMost: indent), piece.raw.end)
          isLineStart = false
          continue
        }
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\\") {
          offset = resolveEscape(at: offset, before: piece.raw.end, into: &value)
        } else if open.isMultiline, byte == 0x0A || byte == 0x0D {
          offset = skipLineBreak(offset, before: piece.raw.end)
          value += "\n"
          isLineStart = true
        } else if let scalar = scalar(at: offset) {
          value.unicodeScalars.append(scalar)
          offset += UTF8.width(scalar)
        } else {
          offset += 1
        }
      }
      setText(value, ofToken: piece.token)
    }
  }

  private mutating func setText(_ value: String, ofToken index: Int) {
    switch output.tokens[index].kind {
    case .textStart: output.tokens[index].kind = .textStart(value)
    case .textMiddle: output.tokens[index].kind = .textMiddle(value)
    case .textEnd: output.tokens[index].kind = .textEnd(value)
    default: output.tokens[index].kind = .text(value)
    }
  }

  private func skipLineBreak(_ offset: Int, before end: Int) -> Int {
    guard offset < end else { return offset }
    if bytes[offset] == 0x0D, offset + 1 < end, bytes[offset + 1] == 0x0A { return offset + 2 }
    return bytes[offset] == 0x0A || bytes[offset] == 0x0D ? offset + 1 : offset
  }

  private func indentWidth(_ offset: Int, before end: Int, atMost limit: Int) -> Int {
    var width = 0
    while offset + width < end, width < limit,
      bytes[offset + width] == 0x20 || bytes[offset + width] == 0x09
    {
      width += 1
    }
    return width
  }

  /// The blanks that all lines after the opening quotes begin with; blank lines do not count, but
  /// the line of the closing quotes does.
  private func sharedIndent(_ open: OpenText) -> Int {
    var shared = Int.max
    for (index, piece) in open.pieces.enumerated() {
      var offset = piece.raw.start
      while offset < piece.raw.end {
        guard bytes[offset] == 0x0A || bytes[offset] == 0x0D else {
          offset += 1
          continue
        }
        offset = skipLineBreak(offset, before: piece.raw.end)
        let width = indentWidth(offset, before: piece.raw.end, atMost: .max)
        let stop = offset + width
        let isBlank = stop < piece.raw.end && (bytes[stop] == 0x0A || bytes[stop] == 0x0D)
        let isLast = index == open.pieces.count - 1 && stop == piece.raw.end
        if !isBlank || isLast { shared = min(shared, width) }
      }
    }
    return shared == .max ? 0 : shared
  }

  private mutating func resolveEscape(at offset: Int, before end: Int, into value: inout String)
    -> Int
  {
    guard offset + 1 < end else { return end }
    switch bytes[offset + 1] {
    case UInt8(ascii: "n"): value += "\n"
    case UInt8(ascii: "t"): value += "\t"
    case UInt8(ascii: "\""): value += "\""
    case UInt8(ascii: "\\"): value += "\\"
    case UInt8(ascii: "{"): value += "{"
    case UInt8(ascii: "}"): value += "}"
    case UInt8(ascii: "u"): return resolveScalarEscape(at: offset, before: end, into: &value)
    default:
      let width = scalar(at: offset + 1).map(UTF8.width) ?? 1
      report(.unknownEscape(source, SourceRange(start: offset, end: offset + 1 + width)))
      return offset + 1 + width
    }
    return offset + 2
  }

  private mutating func resolveScalarEscape(
    at offset: Int, before end: Int, into value: inout String
  ) -> Int {
    var stop = offset + 2
    while stop < end, stop < offset + 12, bytes[stop] != UInt8(ascii: "}") { stop += 1 }
    let digits = source.text(in: SourceRange(start: offset + 3, end: stop))
    guard byte(at: offset + 2) == UInt8(ascii: "{"), stop < end,
      bytes[stop] == UInt8(ascii: "}"), let code = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(code)
    else {
      report(.unknownEscape(source, SourceRange(start: offset, end: min(stop + 1, end))))
      return min(stop, end)
    }
    value.unicodeScalars.append(scalar)
    return stop + 1
  }

  /// The id after `@`, at its opening quote; braces mean themselves. Nil when it was reported.
  mutating func scanQuotedID() -> String? {
    let start = position - 1
    position += 1
    let rawStart = position
    while let next = byte(at: position), next != UInt8(ascii: "\""), next != 0x0A, next != 0x0D {
      position += next == UInt8(ascii: "\\") && position + 1 < bytes.count ? 2 : 1
    }
    position = min(position, bytes.count)
    guard byte(at: position) == UInt8(ascii: "\"") else {
      report(.unclosedText(isMultiline: false, isNested: false, at: range(from: start)))
      add(.broken, from: start)
      return nil
    }
    let end = position
    position += 1
    var id = ""
    var offset = rawStart
    while offset < end {
      if bytes[offset] == UInt8(ascii: "\\") {
        offset = resolveEscape(at: offset, before: end, into: &id)
      } else if let scalar = scalar(at: offset) {
        id.unicodeScalars.append(scalar)
        offset += UTF8.width(scalar)
      } else {
        offset += 1
      }
    }
    guard !id.isEmpty else {
      report(.missingID(at: range(from: start)))
      add(.broken, from: start)
      return nil
    }
    return id
  }
}
