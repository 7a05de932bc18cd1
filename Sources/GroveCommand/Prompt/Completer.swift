// What Tab offers: what the grammar allows at the cursor, filled with the names of the workspace.
// The grammar's part is GroveSyntax's `Completion`; here are ids, titles, fields and functions.

import Grove
import GroveRender
import GroveWorkspace

struct Completer {
  let bench: Workbench
  private let environment: CommandEnvironment
  private var graph: GoalGraph { bench.graph }
  private static let mostCandidates = 400

  init(bench: Workbench, in environment: CommandEnvironment) {
    self.bench = bench
    self.environment = environment
  }

  /// The candidates for what stands before the cursor, a byte offset into the line. `begun` is what
  /// the statement has on the lines before.
  func completion(of line: String, cursor: Int, begun: String? = nil) -> EditorCompletion {
    let head = String(decoding: line.utf8.prefix(max(0, cursor)), as: UTF8.self)
    if begun == nil, head.hasPrefix(".") { return metaCompletion(head) }
    if let place = nodeStart(in: head) { return nodeCompletion(head, from: place) }
    return grammarCompletion(head, begun: begun.map { $0 + "\n" } ?? "")
  }

  // MARK: - Things by id and title

  /// The byte offset of the `@` of the word before the cursor, if it is a node's.
  private func nodeStart(in head: String) -> Int? {
    let bytes = Array(head.utf8)
    var place = bytes.count
    while place > 0 {
      let byte = bytes[place - 1]
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
  private func nodeCompletion(_ head: String, from start: Int) -> EditorCompletion {
    let typed = String(decoding: head.utf8.dropFirst(start + 1), as: UTF8.self)
    let wanted = typed.lowercased()
    var byID: [EditorCompletion.Candidate] = []
    var byTitle: [EditorCompletion.Candidate] = []
    if "me".hasPrefix(wanted), bench.me != nil { byID.append(.init("@me", note: "you")) }
    let kinds: [Kind] = [.goals, .teams, .people, .cycles] + graph.schema.ownKinds.map(\.kind)
    for kind in kinds {
      for node in graph.nodes(kind) {
        if byID.count + byTitle.count >= Self.mostCandidates { break }
        let id = graph.id(of: node)
        if id.isEmpty { continue }
        let name = graph.name(of: node)
        let note = name == id ? "" : DisplayWidth.cut(name.visibleControls(), to: 60)
        let candidate = EditorCompletion.Candidate(Greeting.nodeText(id), note: note)
        if id.lowercased().hasPrefix(wanted) {
          byID.append(candidate)
        } else if hasWord(name.lowercased(), beginning: wanted) {
          byTitle.append(candidate)
        }
      }
    }
    return EditorCompletion(start: start, candidates: byID + byTitle)
  }

  private func hasWord(_ title: String, beginning prefix: String) -> Bool {
    var rest = title[...]
    while !rest.isEmpty {
      if rest.hasPrefix(prefix) { return true }
      guard let space = rest.firstIndex(where: { !$0.isLetter && !$0.isNumber }) else { break }
      rest = rest[rest.index(after: space)...]
    }
    return false
  }

  // MARK: - Words of the language

  private func grammarCompletion(_ head: String, begun: String) -> EditorCompletion {
    let source = SourceText(begun + head)
    let completion = Completion.find(in: source, at: source.bytes.count)
    let start = max(0, completion.range.start - begun.utf8.count)
    let prefix = completion.prefix.lowercased()
    if isAfterKey(source, completion.range.start) {
      let isTyped = "results".hasPrefix(prefix)
      return EditorCompletion(start: start, candidates: isTyped ? [.init("results")] : [])
    }
    var candidates: [EditorCompletion.Candidate] = []
    var seen: Set<String> = []
    for expectation in completion.expectations {
      for candidate in self.candidates(for: expectation, in: source) {
        guard candidate.text.lowercased().hasPrefix(prefix), candidate.text != completion.prefix,
          seen.insert(candidate.text).inserted
        else { continue }
        candidates.append(candidate)
      }
    }
    return EditorCompletion(start: start, candidates: candidates)
  }

  /// Whether the word before is the first half of `key results`: the grammar alone would also take
  /// it for a kind of the workspace's own.
  private func isAfterKey(_ source: SourceText, _ offset: Int) -> Bool {
    let before = source.text(in: SourceRange(start: 0, end: offset)).lowercased()
    guard before.hasSuffix(" ") else { return false }
    let words = before.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }
    return words.last == "key" && graph.schema.kind(named: "key") == nil
  }

  private func candidates(
    for expectation: Expectation, in source: SourceText
  ) -> [EditorCompletion.Candidate] {
    switch expectation {
    case .word(let word): return [.init(word)]
    case .sign: return []
    case .category(.ownKind): return graph.schema.ownKinds.map { .init($0.plural) }
    case .category(.field):
      return kindBefore(source).fields.filter { $0.availability == .now }
        .map { .init($0.name, note: $0.doc) }
    case .category(.ownWord): return ownWords(of: kindBefore(source))
    case .category(.function):
      return FunctionRegistry.standard.all.filter { $0.availability == .now }
        .map { .init($0.name + "(", note: $0.signature, closing: nil) }
    case .category(.node): return [.init("@", note: "a thing by its id", closing: nil)]
    case .category(let category): return category.words.map { .init($0) }
    }
  }

  /// Yes/no fields and the words of closed fields, which stand as adjectives.
  private func ownWords(of definition: KindDefinition) -> [EditorCompletion.Candidate] {
    var candidates: [EditorCompletion.Candidate] = []
    for field in definition.fields where field.availability == .now {
      if field.type == .flag { candidates.append(.init(field.name, note: field.doc)) }
      for word in field.closedSet ?? [] where !word.contains(" ") {
        candidates.append(.init(word, note: field.name))
      }
    }
    return candidates
  }

  /// The kind that the statement speaks of: the last one named before the cursor, else goals.
  private func kindBefore(_ source: SourceText) -> KindDefinition {
    let text = " " + source.text.lowercased() + " "
    var best: (place: String.Index, definition: KindDefinition)?
    for definition in graph.schema.kinds {
      guard let place = text.lastPlace(ofWord: definition.plural) else { continue }
      if best.map({ place > $0.place }) ?? true { best = (place, definition) }
    }
    return best?.definition ?? graph.schema.definition(.goals)
  }

  // MARK: - Commands of the prompt

  private func metaCompletion(_ head: String) -> EditorCompletion {
    guard let space = head.firstIndex(of: " ") else {
      let names = MetaCommand.all.filter { $0.name.hasPrefix(head.lowercased()) }
      return EditorCompletion(
        start: 0, candidates: names.map { .init($0.name, note: $0.meaning) })
    }
    let argument = head[head.index(after: space)...].drop { $0 == " " }
    let choices: [String] =
      switch head[..<space] {
      case ".fields": graph.schema.kinds.map(\.plural)
      case ".format": ResultFormats.all.map(\.name)
      case ".help": WordCatalogue.entries.flatMap(\.words) + graph.schema.kinds.map(\.plural)
      case ".card", ".tree": graph.ids(limit: Self.mostCandidates)
      case ".columns": graph.schema.definition(.goals).fields.map(\.name) + ["default"]
      case ".echo": EchoChoice.allCases.map(\.rawValue)
      case ".timing": ["on", "off"]
      case ".last": ResultFormats.all.map { "as " + $0.name }
      case ".me": graph.nodes(.people).map { graph.id(of: $0) }
      case ".problems": graph.sources
      case ".run", ".save": SavedPrograms(of: bench, in: environment).all.map(\.name)
      default: []
      }
    let wanted = argument.lowercased()
    return EditorCompletion(
      start: head.utf8.count - argument.utf8.count,
      candidates: choices.filter { $0.lowercased().hasPrefix(wanted) }.map { .init($0) })
  }
}

extension EditorCompletion {
  /// The same with notes cut so that a candidate takes one line.
  func fitting(_ width: Int) -> EditorCompletion {
    let widest = candidates.map { DisplayWidth.of($0.text) }.max() ?? 0
    let room = max(0, width - widest - 3)
    return EditorCompletion(
      start: start,
      candidates: candidates.map {
        Candidate($0.text, note: DisplayWidth.cut($0.note, to: room), closing: $0.closing)
      })
  }
}

extension String {
  /// Where the last whole-word occurrence begins. The text must begin and end with a space.
  fileprivate func lastPlace(ofWord word: String) -> String.Index? {
    let wanted = Array(word.utf8)
    let bytes = Array(utf8)
    guard !wanted.isEmpty, bytes.count >= wanted.count + 2 else { return nil }
    func isLetter(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
    var place = bytes.count - wanted.count - 1
    while place >= 1 {
      if bytes[place..<place + wanted.count].elementsEqual(wanted), !isLetter(bytes[place - 1]),
        !isLetter(bytes[place + wanted.count])
      {
        return utf8.index(utf8.startIndex, offsetBy: place)
      }
      place -= 1
    }
    return nil
  }
}
