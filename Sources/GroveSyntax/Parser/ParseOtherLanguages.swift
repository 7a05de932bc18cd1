// Sentences of other languages at the start of a statement, refused with the phrase that was meant.
// The words themselves stand in OtherLanguages.swift. Nothing is refused here that the grammar takes.

extension Parser {
  /// `show me the key results`, `SELECT * FROM goals`.
  mutating func refuseOtherSentences() throws(ParseStop) {
    guard current.kind == .word else { return }
    if current.symbol == "select" { return try refuseSelection() }
    guard OtherLanguages.requests.contains(current.symbol) else { return }
    var place = index + 1
    while canRead(place), OtherLanguages.fillers.contains(tokens[place].symbol) { place += 1 }
    let first = place
    while canRead(place), tokens[place].adjective != nil { place += 1 }
    if canRead(place), !tokens[place].isKind, tokens[place].isPlain { place += 1 }
    guard canRead(place), tokens[place].isKind else { return }
    // One word before a kind may be a word of one's own; `show` never is.
    guard place > index + 1 || !current.isPlain else { return }
    throw stop(
      .request(
        words(from: index, to: first), words(from: first, to: restEnd()),
        at: tokens[index].range.union(tokens[first - 1].range), until: tokens[first].range.start))
  }

  /// `SELECT a, b FROM kind`: with nothing after it, as a phrase; else with the general advice.
  private mutating func refuseSelection() throws(ParseStop) {
    var from = index + 1
    while canRead(from), tokens[from].symbol != "from" {
      let token = tokens[from]
      let isSign = token.isSign && ["*", ",", "."].contains(token.symbol)
      guard token.isAnyName || isSign else { return }
      from += 1
    }
    guard canRead(from), from > index + 1, canRead(from + 1),
      tokens[from + 1].isKind || tokens[from + 1].isIdentifier,
      let advice = OtherLanguages.help("select")
    else { return }
    let columns = words(from: index + 1, to: from)
    let kind = words(from: from + 1, to: from + 2)
    let isWhole = !canRead(from + 2) || tokens[from + 2].kind == .end
    let meant = columns == "*" ? kind : "\(kind) | show \(columns)"
    throw stop(
      .selection(
        tokens[index].spelling, isWhole ? "write `\(meant)`" : advice, at: tokens[index].range))
  }

  /// Whether a token is there and no line break ends the statement before it.
  private func canRead(_ place: Int) -> Bool {
    place < tokens.count && !isBreak(place) && tokens[place].kind != .separator
  }
}
