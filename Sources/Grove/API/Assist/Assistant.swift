// Completion at a cursor: what the grammar allows, filled with the names of the schema, the session
// and its graph. What the word at the cursor means stands in Assistant+Hover.

/// Helps somebody who is writing a question for a session. It knows what the session's graph shows
/// and nothing more.
public struct Assistant: Sendable {
  let session: Session
  var graph: GoalGraph { session.graph }
  var schema: Schema { session.graph.schema }

  /// The most things of the graph that are offered at once.
  static let mostNodes = 400

  /// Help for questions of a session.
  public init(_ session: Session) {
    self.session = session
  }

  /// What may stand at a byte offset of a text; the text after it is not read. Offsets outside the
  /// text are moved to its ends. O(bytes), and O(nodes) after an `@`.
  public func completions(in source: SourceText, at offset: Int) -> Suggestions {
    var cursor = min(max(offset, 0), source.bytes.count)
    // Inside a character the cursor stands before it.
    while cursor > 0, cursor < source.bytes.count, source.bytes[cursor] & 0xC0 == 0x80 {
      cursor -= 1
    }
    let before = SourceText(bytes: Array(source.bytes[..<cursor]), name: source.name)
    if let start = nodeStart(in: before) {
      return Suggestions(
        range: SourceRange(start: start, end: cursor),
        candidates: nodes(
          beginning: before.text(in: SourceRange(start: start + 1, end: cursor)).lowercased()))
    }
    let completion = Completion.find(in: before, at: before.bytes.count)
    let prefix = completion.prefix.lowercased()
    var seen: Set<String> = []
    let expectations =
      isAfterKey(before, completion.range.start)
      ? [.word("results")] : completion.expectations
    let candidates = expectations.flatMap { self.candidates(for: $0, in: before) }.filter {
      $0.text.lowercased().hasPrefix(prefix) && $0.text != completion.prefix
        && seen.insert($0.text).inserted
    }
    return Suggestions(range: completion.range, candidates: candidates)
  }

  // MARK: Things by id and title

  /// Where the `@` of the word before the cursor stands, if it is a node's.
  private func nodeStart(in source: SourceText) -> Int? {
    var place = source.bytes.count
    while place > 0 {
      let byte = source.bytes[place - 1]
      if byte == UInt8(ascii: "@") { return place - 1 }
      let isName =
        byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
      guard isName else { return nil }
      place -= 1
    }
    return nil
  }

  /// `@chur` finds ids that begin so, then titles with a word that begins so; the id is inserted.
  private func nodes(beginning prefix: String) -> [Suggestions.Candidate] {
    var byID: [Suggestions.Candidate] = []
    var byTitle: [Suggestions.Candidate] = []
    if "me".hasPrefix(prefix), session.me != nil {
      byID.append(.init("@me", .node, note: "you"))
    }
    let kinds: [Kind] = [.goals, .teams, .people, .cycles] + schema.ownKinds.map(\.kind)
    for node in kinds.lazy.flatMap({ graph.nodes($0) }) {
      if byID.count + byTitle.count >= Self.mostNodes { break }
      let id = graph.id(of: node)
      if id.isEmpty { continue }
      let name = graph.name(of: node)
      let candidate = Suggestions.Candidate(
        Self.reference(id), .node, note: name == id ? "" : name)
      if id.lowercased().hasPrefix(prefix) {
        byID.append(candidate)
      } else if Self.hasWord(name.lowercased(), beginning: prefix) {
        byTitle.append(candidate)
      }
    }
    return byID + byTitle
  }

  /// An id as a text refers to it: `@KR-1`, in quotes where it must be.
  package static func reference(_ id: String) -> String {
    let isPlain =
      !id.isEmpty && !id.hasPrefix("-") && !id.hasSuffix("-")
      && id.unicodeScalars.allSatisfy {
        $0 == "-" || $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
    return Printer.print(Expression(.node(NodeReference(id, isQuoted: !isPlain))))
  }

  private static func hasWord(_ title: String, beginning prefix: String) -> Bool {
    var rest = title[...]
    while !rest.isEmpty {
      if rest.hasPrefix(prefix) { return true }
      guard let space = rest.firstIndex(where: { !$0.isLetter && !$0.isNumber }) else { break }
      rest = rest[rest.index(after: space)...]
    }
    return false
  }

  // MARK: Words of the language

  private func candidates(
    for expectation: Expectation, in source: SourceText
  ) -> [Suggestions.Candidate] {
    switch expectation {
    case .word(let word): return [.init(word, .word)]
    case .sign: return []
    case .category(.kind): return Expectation.Category.kind.words.map { .init($0, .kind) }
    case .category(.ownKind): return schema.ownKinds.map { .init($0.plural, .kind) }
    case .category(.field):
      return kind(in: source).fields
        .map { .init($0.name, .field, note: $0.doc) }
    case .category(.ownWord): return ownWords(of: kind(in: source))
    case .category(.function):
      return session.functions.all
        .map { .init($0.name + "(", .function, note: $0.signature, isOpen: true) }
    case .category(.node): return [.init("@", .node, note: "a thing by its id", isOpen: true)]
    case .category(.variable):
      return session.environment().variables.map { .init("$" + $0.name, .variable) }
    case .category(let category): return category.words.map { .init($0, .word) }
    }
  }

  /// Yes/no fields and the words of closed fields, which stand as adjectives.
  private func ownWords(of definition: KindDefinition) -> [Suggestions.Candidate] {
    definition.fields.flatMap { field in
      (field.type == .flag ? [.init(field.name, .field, note: field.doc)] : [])
        + (field.closedSet ?? []).filter { !$0.contains(" ") }
        .map { Suggestions.Candidate($0, .word, note: field.name) }
    }
  }

  /// Whether the word before is the first half of `key results`: the grammar alone would also take
  /// it for a kind of the workspace's own.
  private func isAfterKey(_ source: SourceText, _ offset: Int) -> Bool {
    let before = source.text(in: SourceRange(start: 0, end: offset)).lowercased()
    guard before.hasSuffix(" ") else { return false }
    let words = before.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
    return words.last == "key" && schema.kind(named: "key") == nil
  }

  /// The kind that a text speaks of: the last one named in it, else goals.
  func kind(in source: SourceText) -> KindDefinition {
    let bytes = Array(source.text.lowercased().utf8)
    var best: (place: Int, definition: KindDefinition)?
    for definition in schema.kinds {
      for name in [definition.plural, definition.coreName] {
        guard let place = Self.lastPlace(of: Array(name.utf8), in: bytes) else { continue }
        if best.map({ place > $0.place }) ?? true { best = (place, definition) }
      }
    }
    return best?.definition ?? schema.definition(.goals)
  }

  /// Where the last whole-word occurrence of a word begins.
  private static func lastPlace(of word: [UInt8], in bytes: [UInt8]) -> Int? {
    func isOfWord(_ place: Int) -> Bool {
      guard bytes.indices.contains(place) else { return false }
      let byte = bytes[place]
      return (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
    guard !word.isEmpty, bytes.count >= word.count else { return nil }
    return (0...(bytes.count - word.count)).last { place in
      bytes[place] == word[0] && bytes[place..<place + word.count].elementsEqual(word)
        && !isOfWord(place - 1) && !isOfWord(place + word.count)
    }
  }
}
