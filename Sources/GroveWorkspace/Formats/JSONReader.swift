// JSON and NDJSON: bytes to a SourceTree. Our own reader, because every scalar needs its place,
// escapes are undone where they stand, and a file that breaks off keeps what was complete.

/// Reads JSON (RFC 8259) from the text of a tree into its nodes.
///
/// Numbers keep their spelling, so none is rounded here. Nesting is counted, never recursed.
/// Reading stops at the first byte that is not JSON; the tree keeps what came before.
struct JSONReader {
  /// Where and why reading stopped.
  struct Failure: Hashable {
    let line: Int32
    let column: Int32
    /// What was expected and found, as a clause.
    let message: String
    /// The text ended too soon, rather than held something wrong.
    let isEnd: Bool
  }

  /// What may stand next.
  private enum Expected {
    case value, firstItem, firstKey, key, comma, nothing
  }

  private var position = 0
  private var line: Int32 = 1
  private var lineStart = 0
  /// Bytes of this line that do not begin a character, so that columns count characters.
  private var continuations = 0
  /// What is open, outermost first: true for a mapping.
  private var open: [Bool] = []
  /// Places of values nested deeper than `SourceTree.deepest`, which were left out.
  private(set) var tooDeep: [(line: Int32, column: Int32)] = []

  /// Reads the one value that fills the text.
  mutating func readDocument(into tree: inout SourceTree) -> Failure? {
    if let failure = readValue(into: &tree) { return failure }
    skipBlanks(tree.text)
    guard position < tree.text.count else { return nil }
    return fail(tree.text, expected: "the end of the file")
  }

  /// Reads the next line that is not blank as a value of its own; false when there is none.
  /// A line that is not JSON leaves no nodes.
  mutating func readLine(into tree: inout SourceTree) -> (found: Bool, failure: Failure?) {
    skipBlanks(tree.text)
    guard position < tree.text.count else { return (false, nil) }
    let start = tree.nodes.count
    let startLine = line
    var failure = readValue(into: &tree)
    if failure == nil, startLine == line {
      while position < tree.text.count, tree.text[position] != 0x0A, tree.text[position].isBlank {
        position += 1
      }
      if position < tree.text.count, tree.text[position] != 0x0A {
        failure = fail(tree.text, expected: "the end of the line")
      }
    }
    if failure != nil {
      tree.removeDocument(from: start)
      open.removeAll()
      while position < tree.text.count, tree.text[position] != 0x0A { position += 1 }
    }
    return (true, failure)
  }

  private mutating func readValue(into tree: inout SourceTree) -> Failure? {
    var expected = Expected.value
    while expected != .nothing {
      skipBlanks(tree.text)
      guard position < tree.text.count else {
        return fail(tree.text, expected: open.isEmpty ? "a value" : "more of it")
      }
      let byte = tree.text[position]
      switch (expected, byte) {
      case (.firstItem, 0x5D), (.firstKey, 0x7D):
        expected = close(&tree)
      case (.firstKey, _), (.key, _):
        guard byte == 0x22 else { return fail(tree.text, expected: "a key in quotes") }
        if let failure = readString(into: &tree) { return failure }
        skipBlanks(tree.text)
        guard position < tree.text.count, tree.text[position] == 0x3A else {
          return fail(tree.text, expected: "`:` after the key")
        }
        position += 1
        expected = .value
      case (.comma, 0x2C):
        position += 1
        expected = open.last == true ? .key : .value
      case (.comma, _):
        guard let isMapping = open.last, byte == (isMapping ? 0x7D : 0x5D) else {
          return fail(tree.text, expected: open.last == true ? "`,` or `}`" : "`,` or `]`")
        }
        expected = close(&tree)
      case (_, 0x7B), (_, 0x5B):
        if open.count >= SourceTree.deepest {
          if let failure = skipDeep(&tree) { return failure }
          expected = .comma
        } else {
          let isMapping = byte == 0x7B
          tree.begin(isMapping ? .mapping : .list, line: line, column: column)
          open.append(isMapping)
          position += 1
          expected = isMapping ? .firstKey : .firstItem
        }
      default:
        if let failure = byte == 0x22 ? readString(into: &tree) : readWord(into: &tree) {
          return failure
        }
        expected = open.isEmpty ? .nothing : .comma
      }
    }
    return nil
  }

  private mutating func close(_ tree: inout SourceTree) -> Expected {
    position += 1
    open.removeLast()
    tree.end()
    return open.isEmpty ? .nothing : .comma
  }

  /// Passes over a list or mapping that is nested too deep, by counting brackets outside strings.
  private mutating func skipDeep(_ tree: inout SourceTree) -> Failure? {
    let place = (line, column)
    var depth = 0
    repeat {
      skipBlanks(tree.text)
      guard position < tree.text.count else {
        return fail(tree.text, expected: "more of it")
      }
      let byte = tree.text[position]
      if byte == 0x22 {
        let nodes = tree.nodes.count
        if let failure = readString(into: &tree) { return failure }
        tree.removeNodes(from: nodes)
        continue
      }
      if byte == 0x7B || byte == 0x5B { depth += 1 }
      if byte == 0x7D || byte == 0x5D { depth -= 1 }
      position += 1
    } while depth > 0
    if tooDeep.count < 8 { tooDeep.append(place) }
    tree.add(SourceTree.Node(form: .missing, line: place.0, column: place.1))
    return nil
  }

  // MARK: Scalars

  /// A number, `true`, `false` or `null`, as it is spelled.
  private mutating func readWord(into tree: inout SourceTree) -> Failure? {
    let start = position
    let startColumn = column
    while position < tree.text.count, isWordByte(tree.text[position]) { position += 1 }
    let word = tree.text[start..<position]
    let isKnown = Self.words.contains { word.elementsEqual($0) }
    guard isKnown || Self.isNumber(word) else {
      let isEnd = position == tree.text.count && !word.isEmpty
      position = start
      var failure = fail(tree.text, expected: "a value")
      if isEnd {
        failure = Failure(line: line, column: startColumn, message: failure.message, isEnd: true)
      }
      return failure
    }
    tree.add(
      SourceTree.Node(
        form: .scalar, range: range(start, position), line: line, column: startColumn))
    return nil
  }

  private static let words: [[UInt8]] = [
    Array("true".utf8), Array("false".utf8), Array("null".utf8),
  ]

  /// The number grammar of RFC 8259; leading zeros and a bare `+` are refused.
  private static func isNumber(_ word: ArraySlice<UInt8>) -> Bool {
    var index = word.startIndex
    func digits() -> Int {
      let start = index
      while index < word.endIndex, word[index].isDigit { index += 1 }
      return index - start
    }
    if index < word.endIndex, word[index] == 0x2D { index += 1 }
    let first = index
    let whole = digits()
    guard whole > 0, whole == 1 || word[first] != 0x30 else { return false }
    if index < word.endIndex, word[index] == 0x2E {
      index += 1
      guard digits() > 0 else { return false }
    }
    if index < word.endIndex, word[index] | 0x20 == 0x65 {
      index += 1
      if index < word.endIndex, word[index] == 0x2B || word[index] == 0x2D { index += 1 }
      guard digits() > 0 else { return false }
    }
    return index == word.endIndex
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte.isLetter || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  /// A string; its escapes are undone in place, which never needs more room.
  private mutating func readString(into tree: inout SourceTree) -> Failure? {
    let startLine = line
    let startColumn = column
    position += 1
    let start = position
    var write = position
    while position < tree.text.count {
      let byte = tree.text[position]
      switch byte {
      case 0x22:
        position += 1
        tree.add(
          SourceTree.Node(
            form: .scalar, isQuoted: true, range: range(start, write), line: startLine,
            column: startColumn))
        return nil
      case 0x5C:
        guard let escape = readEscape(tree.text) else {
          return fail(tree.text, expected: "one of `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000`")
        }
        for unit in escape {
          tree.text[write] = unit
          write += 1
        }
      default:
        if byte == 0x0A {
          line += 1
          lineStart = position + 1
          continuations = 0
        } else if byte & 0xC0 == 0x80 {
          continuations += 1
        }
        if write != position { tree.text[write] = byte }
        write += 1
        position += 1
      }
    }
    return fail(tree.text, expected: "the closing quote")
  }

  /// The UTF-8 of the escape at `position`, which is moved behind it; missing when it is none.
  /// Half of a surrogate pair alone becomes U+FFFD.
  private mutating func readEscape(_ text: [UInt8]) -> [UInt8]? {
    guard position + 1 < text.count else { return nil }
    let simple: [UInt8: UInt8] = [
      0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D,
      0x74: 0x09,
    ]
    if let byte = simple[text[position + 1]] {
      position += 2
      return [byte]
    }
    guard text[position + 1] == 0x75, let first = hexUnit(text, at: position + 2) else {
      return nil
    }
    position += 6
    var units = [first]
    if first & 0xFC00 == 0xD800, position + 1 < text.count, text[position] == 0x5C,
      text[position + 1] == 0x75, let second = hexUnit(text, at: position + 2),
      second & 0xFC00 == 0xDC00
    {
      position += 6
      units.append(second)
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private func hexUnit(_ text: [UInt8], at start: Int) -> UInt16? {
    guard start + 4 <= text.count else { return nil }
    var unit: UInt16 = 0
    for byte in text[start..<start + 4] {
      let digit: UInt8
      if byte.isDigit {
        digit = byte - 0x30
      } else {
        guard (0x61...0x66).contains(byte | 0x20) else { return nil }
        digit = (byte | 0x20) - 0x61 + 10
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  // MARK: Places

  private mutating func skipBlanks(_ text: [UInt8]) {
    while position < text.count, text[position].isBlank {
      if text[position] == 0x0A {
        line += 1
        lineStart = position + 1
        continuations = 0
      }
      position += 1
    }
  }

  private var column: Int32 {
    Int32(truncatingIfNeeded: max(1, position - lineStart - continuations + 1))
  }

  private func range(_ start: Int, _ end: Int) -> ByteRange {
    ByteRange(
      start: Int32(truncatingIfNeeded: start), length: Int32(truncatingIfNeeded: end - start))
  }

  private func fail(_ text: [UInt8], expected: String) -> Failure {
    guard position < text.count else {
      return Failure(
        line: line, column: column, message: "the file ends where \(expected) was expected",
        isEnd: true)
    }
    let end = min(position + 12, text.count)
    let stop = text[position..<end].firstIndex { $0.isBlank } ?? end
    let found = String(decoding: text[position..<max(stop, position + 1)], as: UTF8.self)
    return Failure(
      line: line, column: column, message: "expected \(expected), found `\(found)`", isEnd: false)
  }
}
