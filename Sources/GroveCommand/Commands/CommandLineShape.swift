// Decides what the first word of a command line is (a command, a place or a query) and puts the
// command in front, so that the argument parser never has to guess.

import Grove

enum CommandLineShape {
  /// The commands that have a name, as help lists them.
  static let commandNames = [
    "ask", "run", "reports", "check", "diff", "fmt", "explain", "fields", "kinds", "words", "open",
  ]
  private static let optionsWithValue: Set<String> = [
    "-w", "--workspace", "--at", "--today", "--as-of", "--me", "--steps", "--format", "--color",
    "--param", "-o", "--output",
  ]

  /// The arguments with the command's name first.
  ///
  /// A first word that names a command is that command; one that is a kind of thing, such as
  /// `objectives`, begins a query even where a folder has that name; an existing folder or file is
  /// opened, a `.grove` file run; anything else begins a query.
  static func arranged(
    _ arguments: [String], kindOfPath: (String) -> SystemFiles.Kind
  ) -> [String] {
    guard let place = firstWord(of: arguments) else {
      let asksForRoot = arguments.contains { ["-h", "--help", "--version"].contains($0) }
      return asksForRoot ? arguments : ["open"] + arguments
    }
    let word = arguments[place]
    var rest = arguments
    if commandNames.contains(word) || word == "help" {
      rest.remove(at: place)
      return [word] + rest
    }
    if Schema.standard.kind(named: word) != nil { return ["ask"] + arguments }
    let kind = kindOfPath(word)
    if kind == .none && !looksLikePath(word) { return ["ask"] + arguments }
    if kind == .file, word.hasSuffix(".grove") { return ["run"] + arguments }
    rest.remove(at: place)
    if place > 0, rest[place - 1] == "--" { rest.remove(at: place - 1) }
    return ["open", "--place", word] + rest
  }

  /// A word that can only have been meant as a path, so that a missing one is said to be missing.
  private static func looksLikePath(_ word: String) -> Bool {
    guard !word.contains(" "), !word.contains("\n"), !word.contains("|") else { return false }
    let endings = [".yaml", ".yml", ".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".grove"]
    return word.hasPrefix("/") || word.hasPrefix("./") || word.hasPrefix("../")
      || word.hasPrefix("~/") || word.hasSuffix("/") || endings.contains { word.hasSuffix($0) }
      || word.contains("/") && !word.hasPrefix("@")
  }

  private static func firstWord(of arguments: [String]) -> Int? {
    var place = 0
    while place < arguments.count {
      let argument = arguments[place]
      if argument == "--" { return place + 1 < arguments.count ? place + 1 : nil }
      if argument == "-" || !argument.hasPrefix("-") { return place }
      place += optionsWithValue.contains(argument) ? 2 : 1
    }
    return nil
  }
}
