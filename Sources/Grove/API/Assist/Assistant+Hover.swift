// What the word at a cursor means.

extension Assistant {
  /// What is known of the word at a byte offset, or just before it; nil where nothing is.
  ///
  /// The text may have mistakes. O(bytes).
  public func hover(in source: SourceText, at offset: Int) -> Hover? {
    guard source.bytes.count <= session.limits.source.sourceBytes else { return nil }
    let tokens = Lexer.lex(source).tokens
    let found =
      tokens.firstIndex { $0.range.start <= offset && offset < $0.range.end }
      ?? tokens.firstIndex { $0.range.end == offset && !$0.range.isEmpty }
    guard let place = found else { return nil }
    let token = tokens[place]
    let known: Known? =
      switch token.kind {
      case .kind(let word): meaning(ofKindNamed: word.phraseName)
      case .node(let reference): meaning(of: reference)
      case .literal(let literal): meaning(of: literal, at: token.range)
      case .variable: meaning(ofVariable: token.spelling)
      case .word, .name: meaning(ofWordAt: place, tokens, source)
      default: nil
      }
    guard let known else { return nil }
    let range = known.range ?? token.range
    return Hover(
      range: range, name: source.text(in: range), role: known.role, type: known.type,
      meaning: known.meaning, example: known.example,
      expansion: expansion(at: token.range.start, in: source))
  }

  /// What is known of a word, before it is put together.
  private struct Known {
    var role: WordRole
    var meaning: String
    var type: ValueType?
    var example: String?
    /// When it is more than the one word.
    var range: SourceRange?
  }

  // MARK: Names of the graph

  private func meaning(ofKindNamed name: String) -> Known? {
    guard let kind = schema.kind(named: name) else { return nil }
    let definition = schema.definition(kind)
    let fields = [
      definition.headlineMeasure.map { "`below` alone speaks of its \($0)" },
      definition.headlineDate.map { "`before` alone of its \($0)" },
    ].compactMap { $0 }
    let words = ["\(graph.count(kind)) in this workspace"] + fields
    return Known(role: .kind, meaning: words.joined(separator: "; "), type: .node(kind))
  }

  private func meaning(of reference: NodeReference) -> Known? {
    let id = reference.id == "me" && !reference.isQuoted ? session.me ?? "me" : reference.id
    guard let node = graph.nodes(id: id).first else { return nil }
    let kind = graph.kind(of: node)
    return Known(
      role: .node, meaning: "\(schema.definition(kind).singular): \(graph.name(of: node))",
      type: .node(kind))
  }

  private func meaning(of literal: Literal, at range: SourceRange) -> Known? {
    PeriodResolver(graph: graph, today: session.asOf ?? session.today)
      .meaning(of: literal, at: range).map { Known(role: .period, meaning: $0) }
  }

  private func meaning(ofVariable name: String) -> Known? {
    session.environment().variables.first { $0.name == name }.map {
      Known(role: .variable, meaning: "a value that the host has given", type: $0.type)
    }
  }

  // MARK: Words

  /// Reserved words and stages mean what the language says; other names are functions before a
  /// bracket, then fields and relations of the kind at hand, then words again.
  private func meaning(
    ofWordAt place: Int, _ tokens: [Token], _ source: SourceText
  ) -> Known? {
    let token = tokens[place]
    let isCalled = place + 1 < tokens.count && tokens[place + 1].symbol == "("
    let isStage = place > 0 && tokens[place - 1].symbol == "|"
    let isMember = place > 0 && tokens[place - 1].symbol == "."
    let isReserved = token.kind == .word && Vocabulary.isReserved(token.symbol)
    if isReserved || isStage, !isMember, let word = catalogued(place, tokens) { return word }
    if isCalled, let function = session.functions.definition(named: token.spelling) {
      return Known(
        role: .function, meaning: function.summary + " Missing: " + function.missing,
        type: function.resultType([]), example: function.example)
    }
    let before = SourceText(
      bytes: Array(source.bytes[..<token.range.start]), name: source.name)
    let here = kind(in: before)
    for definition in isMember ? [here] + schema.kinds : [here] {
      if let known = meaning(of: token.spelling, ofThe: definition) { return known }
    }
    return catalogued(place, tokens) ?? meaning(ofKindNamed: token.spelling)
  }

  private func meaning(of name: String, ofThe definition: KindDefinition) -> Known? {
    if let field = definition.field(name) {
      return Known(
        role: .field, meaning: "\(field.doc) Missing means: \(field.missingMeans).",
        type: field.type)
    }
    return definition.relation(name).map { relation in
      Known(
        role: .relation, meaning: relation.doc,
        type: relation.many ? .list(.node(relation.target)) : .node(relation.target))
    }
  }

  /// A word of the language, of two words where the one before or after belongs to it.
  private func catalogued(_ place: Int, _ tokens: [Token]) -> Known? {
    func entry(_ range: ClosedRange<Int>) -> Known? {
      guard range.lowerBound >= 0, range.upperBound < tokens.count else { return nil }
      let words = tokens[range].map(\.symbol)
      guard words.allSatisfy({ !$0.isEmpty }) else { return nil }
      let wanted = words.joined(separator: " ")
      return WordCatalogue.entries.first { $0.words.contains(wanted) }.map {
        Known(
          role: .word, meaning: $0.meaning, example: $0.example,
          range: tokens[range.lowerBound].range.union(tokens[range.upperBound].range))
      }
    }
    if let pair = entry(place...place + 1) ?? entry(place - 1...place) { return pair }
    if let single = entry(place...place) { return single }
    return WordCatalogue.entry(tokens[place].symbol).map {
      Known(role: .word, meaning: $0.meaning, example: $0.example)
    }
  }

  // MARK: The statement around

  private func expansion(at offset: Int, in source: SourceText) -> String? {
    let parsed = Parser.parseProgram(source, limits: session.limits.source)
    guard parsed.isValid else { return nil }
    let place = parsed.program.statements.firstIndex {
      $0.range.start <= offset && offset <= $0.range.end
    }
    guard let place else { return nil }
    let expansions = session.expansions(of: source)
    return expansions.indices.contains(place) ? expansions[place] : nil
  }
}
