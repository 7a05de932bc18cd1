// Bytes to tokens: words, signs, comments and line breaks. Numbers and dates, texts, and the
// literals of several words have their own files.

/// Reads a text once from left to right.
package struct Lexer {
  let source: SourceText
  let bytes: [UInt8]
  var position = 0
  var output = LexedText(tokens: [])
  var breakBefore = false
  /// What the braces around the current place are: a plain one, or a text that goes on after it.
  var braces: [Brace] = []

  enum Brace {
    case plain
    case text(OpenText)
  }

  /// The tokens of a source; literals of several words are joined.
  package static func lex(_ source: SourceText) -> LexedText {
    LiteralJoiner.join(lexWords(source))
  }

  /// The same before the words of literals are joined.
  static func lexWords(_ source: SourceText) -> LexedText {
    var lexer = Lexer(source)
    lexer.run()
    return lexer.output
  }

  private init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  private mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      guard output.diagnostics.count <= ParserLimits.diagnostics else { break }
      scanOne()
    }
    reportOpenTexts()
    position = bytes.count
    add(.end, from: position)
  }

  private mutating func scanOne() {
    let start = position
    switch bytes[position] {
    case 0x20, 0x09: position += 1
    case 0x0A, 0x0D:
      position += 1
      breakBefore = true
    case UInt8(ascii: "#"):
      while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
        position += 1
      }
      output.comments.append(SourceRange(start: start, end: position))
    case UInt8(ascii: "\""): scanText()
    case UInt8(ascii: "@"): scanNode()
    case UInt8(ascii: "$"): scanVariable()
    case UInt8(ascii: "`"): scanQuotedName()
    case 0x30...0x39: scanNumber()
    default: scanWordOrSign()
    }
  }

  private mutating func scanWordOrSign() {
    let start = position
    if let word = scanWord() {
      add(.word, from: start, symbol: word.lowercased(), spelling: word)
    } else {
      scanSign()
    }
  }

  /// A letter or `_`, then letters, digits and `_`; nil when none begins here.
  mutating func scanWord() -> String? {
    let start = position
    guard let first = scalar(at: position), Self.startsWord(first) else { return nil }
    position += UTF8.width(first)
    skipWordCharacters()
    return source.text(in: SourceRange(start: start, end: position))
  }

  mutating func skipWordCharacters() {
    while let next = scalar(at: position), Self.continuesWord(next) {
      position += UTF8.width(next)
    }
  }

  private mutating func scanNode() {
    let start = position
    position += 1
    if byte(at: position) == UInt8(ascii: "\"") {
      guard let id = scanQuotedID() else { return }
      add(.node(NodeReference(id, isQuoted: true, range: range(from: start))), from: start)
      return
    }
    let idStart = position
    skipWordCharacters()
    while byte(at: position) == UInt8(ascii: "-"), position > idStart,
      let next = scalar(at: position + 1), Self.continuesWord(next)
    {
      position += 1
      skipWordCharacters()
    }
    guard position > idStart else {
      report(.missingID(at: range(from: start)), incomplete: position == bytes.count)
      add(.broken, from: start)
      return
    }
    let id = source.text(in: SourceRange(start: idStart, end: position))
    add(.node(NodeReference(id, range: range(from: start))), from: start)
  }

  private mutating func scanVariable() {
    let start = position
    position += 1
    let nameStart = position
    let isDigits = byte(at: position).map(Self.isDigit) ?? false
    if isDigits {
      while let next = byte(at: position), Self.isDigit(next) { position += 1 }
      let isFraction =
        byte(at: position) == UInt8(ascii: ".") && byte(at: position + 1).map(Self.isDigit) ?? false
      if isFraction || scalar(at: position).map(Self.continuesWord) ?? false {
        if isFraction { position += 1 }
        skipWordCharacters()
        let amount = source.text(in: SourceRange(start: nameStart, end: position))
        report(.moneySign(amount, at: range(from: start)))
        add(.broken, from: start)
        return
      }
    } else if scanWord() == nil {
      report(.missingVariableName(at: range(from: start)), incomplete: position == bytes.count)
      add(.broken, from: start)
      return
    }
    add(
      .variable, from: start,
      spelling: source.text(in: SourceRange(start: nameStart, end: position)))
  }

  private mutating func scanQuotedName() {
    let start = position
    position += 1
    let nameStart = position
    while let next = byte(at: position), next != UInt8(ascii: "`"), next != 0x0A, next != 0x0D {
      position += 1
    }
    let name = source.text(in: SourceRange(start: nameStart, end: position))
    guard byte(at: position) == UInt8(ascii: "`") else {
      report(.unclosedName(at: range(from: start)))
      add(.broken, from: start)
      return
    }
    position += 1
    guard !name.isEmpty else {
      report(.emptyName(at: range(from: start)))
      add(.broken, from: start)
      return
    }
    add(.name, from: start, spelling: name)
  }

  private mutating func scanSign() {
    let start = position
    let pair = position + 1 < bytes.count ? [bytes[position], bytes[position + 1]] : []
    let two = String(decoding: pair, as: UTF8.self)
    switch two {
    case "??", "!=", "<=", ">=":
      position += 2
      add(.sign, from: start, symbol: two)
      return
    case "==", "<>", "=>", "=<", "&&", "||":
      position += 2
      let known = Self.otherSigns[two] ?? "="
      report(.otherSign(two, known, at: range(from: start)))
      let isWord = known.utf8.first.map { $0 > 0x60 } ?? false
      add(isWord ? .word : .sign, from: start, symbol: known, spelling: known)
      return
    default: break
    }
    switch bytes[position] {
    case UInt8(ascii: ";"):
      position += 1
      add(.separator, from: start, symbol: ";")
    case UInt8(ascii: "{"):
      position += 1
      braces.append(.plain)
      add(.sign, from: start, symbol: "{")
    case UInt8(ascii: "}"):
      position += 1
      if case .text(let open) = braces.popLast() {
        continueText(open, from: start)
      } else {
        add(.sign, from: start, symbol: "}")
      }
    case let byte where Self.signs.contains(byte):
      position += 1
      add(.sign, from: start, symbol: String(UnicodeScalar(byte)))
    default: scanUnknown()
    }
  }

  private mutating func scanUnknown() {
    let start = position
    guard let scalar = scalar(at: position) else {
      position += 1
      return
    }
    position += UTF8.width(scalar)
    switch scalar {
    case "\u{00A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{FEFF}": return
    case "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}":
      report(.otherQuote(String(scalar), at: range(from: start)))
    case "!":
      report(.otherSign("!", "not", at: range(from: start)))
      add(.word, from: start, symbol: "not", spelling: "not")
      return
    case "\u{2013}", "\u{2014}", "\u{2212}":
      report(.otherSign(String(scalar), "-", at: range(from: start)))
      add(.sign, from: start, symbol: "-")
      return
    default:
      // One message for a run of them: the rest of a pasted line says nothing new.
      while let next = self.scalar(at: position), Self.isUnknown(next) {
        position += UTF8.width(next)
      }
      report(.unknownCharacter(scalar, at: range(from: start)))
    }
    add(.broken, from: start)
  }

  // MARK: Characters

  func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  /// The scalar at an offset; the bytes are valid UTF-8 from there on.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard let first = byte(at: offset) else { return nil }
    if first < 0x80 { return Unicode.Scalar(first) }
    var decoder = UTF8()
    var rest = bytes[offset..<min(offset + 4, bytes.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return scalar
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func startsWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII ? isLetter(scalar) : scalar.properties.isXIDStart)
  }

  static func continuesWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_"
      || (scalar.isASCII
        ? isLetter(scalar) || isDigit(UInt8(truncatingIfNeeded: scalar.value))
        : scalar.properties.isXIDContinue)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value | 0x20) >= 0x61 && (scalar.value | 0x20) <= 0x7A
  }

  private static func isUnknown(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return !scalar.properties.isXIDStart }
    let byte = UInt8(truncatingIfNeeded: scalar.value)
    return byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
      || "%&?^~\\".unicodeScalars.contains(scalar)
  }

  private static let signs: Set<UInt8> = Set("=<>+-*/()[],.:|".utf8)
  private static let otherSigns = [
    "==": "=", "<>": "!=", "=>": ">=", "=<": "<=", "&&": "and", "||": "or",
  ]

  // MARK: Output

  func range(from start: Int) -> SourceRange { SourceRange(start: start, end: position) }

  mutating func add(
    _ kind: Token.Kind, from start: Int, symbol: String = "", spelling: String = "",
    isMultiline: Bool = false
  ) {
    output.tokens.append(
      Token(
        kind: kind, symbol: symbol, spelling: spelling, range: range(from: start),
        breakBefore: breakBefore, isMultiline: isMultiline))
    breakBefore = false
  }

  mutating func report(_ diagnostic: Diagnostic, incomplete: Bool = false) {
    if incomplete, output.diagnostics.isEmpty { output.isIncomplete = true }
    output.diagnostics.append(diagnostic)
  }
}
