// YAML, JSON and NDJSON: the bytes of a file to a tree, with what was odd about it.

import Grove

/// Reads the formats that nest.
enum TreeFormats {
  /// A file's tree. Reading stops where the format breaks; the tree keeps what was complete.
  static func yaml(_ bytes: [UInt8], file: String, log: ProblemLog) -> SourceTree {
    var tree = SourceTree()
    var reader = YAMLReader()
    reader.read(bytes, into: &tree)
    var isBroken = false
    for oddity in reader.oddities {
      let place = Place(file: file, line: Int(oddity.line), column: Int(oddity.column))
      switch oddity.kind {
      case .syntax(let reason):
        isBroken = true
        log.add(.broken(place, format: "YAML", reason: reason, help: hint(reason)))
      case .tooDeep: log.add(.tooDeep(place, limit: SourceTree.deepest))
      case .unknownAlias(let name): log.add(.unknownAlias(place, name: name))
      case .tooManyAliases: log.add(.tooManyAliases(place, limit: YAMLReader.aliasBudget))
      }
    }
    if isBroken { breakOff(&tree, file: file, log: log) }
    return tree
  }

  static func json(_ bytes: [UInt8], file: String, log: ProblemLog) -> SourceTree {
    var tree = SourceTree(text: bytes)
    var reader = JSONReader()
    let failure = reader.readDocument(into: &tree)
    for place in reader.tooDeep { report(tooDeep: place, file, log) }
    if let failure {
      log.add(
        .broken(
          Place(file: file, line: Int(failure.line), column: Int(failure.column)), format: "JSON",
          reason: failure.message))
      breakOff(&tree, file: file, log: log)
    }
    return tree
  }

  static func ndjson(_ bytes: [UInt8], file: String, log: ProblemLog) -> SourceTree {
    var tree = SourceTree(text: bytes)
    var reader = JSONReader()
    while true {
      let (found, failure) = reader.readLine(into: &tree)
      if !found { break }
      if let failure {
        log.add(
          .brokenRow(
            Place(file: file, line: Int(failure.line), column: Int(failure.column)),
            format: "JSON", reason: failure.message))
      }
    }
    for place in reader.tooDeep { report(tooDeep: place, file, log) }
    return tree
  }

  private static func breakOff(_ tree: inout SourceTree, file: String, log: ProblemLog) {
    if let cut = tree.breakOff() {
      log.add(.cutOff(Place(file: file, line: Int(cut.line), column: Int(cut.column))))
    }
  }

  private static func report(
    tooDeep place: (line: Int32, column: Int32), _ file: String, _ log: ProblemLog
  ) {
    log.add(
      .tooDeep(
        Place(file: file, line: Int(place.line), column: Int(place.column)),
        limit: SourceTree.deepest))
  }

  /// What people mostly did when libyaml says so.
  private static func hint(_ reason: String) -> String? {
    switch reason {
    case "mapping values are not allowed in this context":
      "put quotes round a text that holds `: `"
    case "found character that cannot start any token":
      "put quotes round a text that begins with `%`, `@` or a backtick, and indent by blanks, not tabs"
    case "did not find expected key", "did not find expected '-' indicator":
      "check that the entries of a list or mapping are indented alike"
    default: nil
    }
  }
}
