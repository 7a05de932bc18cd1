// The formatter: a program in its one form, with its comments and the gaps between its statements.

/// Formats programs. There are no options.
///
/// Formatting twice changes nothing more, and the formatted text has the same tree.
public struct Formatter {
  /// The columns after which a pipe is broken before each `|`.
  public static let width = 100

  private let source: SourceText
  private let comments: [SourceRange]
  /// The comments before this one are printed.
  private var nextComment = 0
  private var output = ""

  /// The formatted text, with a line break at its end; nil with the mistakes if it has any.
  public static func format(
    _ source: SourceText
  ) -> (text: String?, diagnostics: [Diagnostic]) {
    let result = Parser.parseProgram(source)
    guard result.isValid else { return (nil, result.diagnostics) }
    var formatter = Formatter(source: source, comments: Lexer.lex(source).comments)
    formatter.write(
      result.program.statements, indent: "", before: source.bytes.count, after: nil)
    return (formatter.output, [])
  }

  private init(source: SourceText, comments: [SourceRange]) {
    self.source = source
    self.comments = comments
  }

  // MARK: Lists of statements

  /// Writes statements and comments, each on lines of its own. `after` is the offset behind which
  /// the list begins, for the gaps; nil for a whole program.
  private mutating func write(
    _ statements: [Statement], indent: String, before end: Int, after: Int?
  ) {
    var previousEnd: Int?
    for statement in statements {
      while let comment = comment(before: statement.range.start) {
        startLine(indent, at: comment.start, previousEnd)
        output += source.text(in: comment)
        previousEnd = comment.end
      }
      let inner = hoisted(statement)
      for comment in inner {
        startLine(indent, at: statement.range.start, previousEnd)
        output += source.text(in: comment)
        previousEnd = statement.range.start
      }
      startLine(indent, at: statement.range.start, previousEnd)
      write(statement, indent: indent, without: inner)
      previousEnd = statement.range.end
      writeTrailingComment(statement.range.end, before: end)
      if nextComment > 0, nextComment <= comments.count {
        previousEnd = max(statement.range.end, trailingEnd(statement.range.end))
      }
    }
    while let comment = comment(before: end) {
      startLine(indent, at: comment.start, previousEnd)
      output += source.text(in: comment)
      previousEnd = comment.end
    }
    if after == nil, !output.isEmpty { output += "\n" }
  }

  /// Begins a line; one blank line stays where there was one or more.
  private mutating func startLine(_ indent: String, at start: Int, _ previousEnd: Int?) {
    guard let previousEnd else {
      if !output.isEmpty { output += "\n" }
      output += indent
      return
    }
    let gap = source.line(of: start) - source.line(of: previousEnd)
    output += gap > 1 ? "\n\n" : "\n"
    output += indent
  }

  private mutating func comment(before end: Int) -> SourceRange? {
    guard nextComment < comments.count, comments[nextComment].start < end else { return nil }
    nextComment += 1
    return comments[nextComment - 1]
  }

  /// A comment on the line where a statement ends stays on that line.
  private mutating func writeTrailingComment(_ statementEnd: Int, before end: Int) {
    guard nextComment < comments.count else { return }
    let comment = comments[nextComment]
    guard comment.start < end, source.line(of: comment.start) == source.line(of: statementEnd),
      isOnlySeparators(statementEnd, comment.start)
    else { return }
    output += "  " + source.text(in: comment)
    nextComment += 1
  }

  private func trailingEnd(_ statementEnd: Int) -> Int {
    let last = comments[nextComment - 1]
    return source.line(of: last.start) == source.line(of: statementEnd) ? last.end : statementEnd
  }

  private func isOnlySeparators(_ start: Int, _ end: Int) -> Bool {
    source.text(in: SourceRange(start: start, end: end)).allSatisfy {
      $0 == " " || $0 == ";" || $0 == "\t"
    }
  }

  // MARK: One statement

  /// The comments inside a statement that have no line of their own in the formatted text; they go
  /// before it. Those before a stage and those in blocks have one.
  private mutating func hoisted(_ statement: Statement) -> [SourceRange] {
    let blocks = Printer.pieces(statement).compactMap { piece -> SourceRange? in
      if case .block(let block) = piece { block.range } else { nil }
    }
    let gaps = blocks.isEmpty ? stageGaps(statement) : blocks
    var found: [SourceRange] = []
    while nextComment < comments.count, comments[nextComment].start < statement.range.end {
      let comment = comments[nextComment]
      if gaps.contains(where: { $0.start <= comment.start && comment.end <= $0.end }) { break }
      found.append(comment)
      nextComment += 1
    }
    return found
  }

  /// The stretches between the stages of a statement's own pipe.
  private func stageGaps(_ statement: Statement) -> [SourceRange] {
    guard let query = Printer.query(statement) else { return [] }
    var end: Int
    switch query.head {
    case .phrase(let phrase): end = phrase.range.end
    case .expression(let expression): end = expression.range.end
    }
    return query.stages.map { stage in
      let gap = SourceRange(start: end, end: stage.range.start)
      end = stage.range.end
      return gap
    }
  }

  private mutating func write(
    _ statement: Statement, indent: String, without hoisted: [SourceRange]
  ) {
    let pieces = Printer.pieces(statement)
    if !pieces.isEmpty {
      for piece in pieces {
        switch piece {
        case .text(let text): output += text
        case .block(let block): write(block, indent: indent)
        }
      }
      return
    }
    var printer = Printer(indent: indent)
    printer.write(statement)
    let hasComment =
      nextComment < comments.count && comments[nextComment].start < statement.range.end
    let firstLine = printer.output.split(separator: "\n").first ?? ""
    guard let prefix = Printer.prefix(statement), let query = Printer.query(statement),
      !query.stages.isEmpty, hasComment || firstLine.count + indent.count > Self.width
    else {
      output += printer.output
      return
    }
    write(prefix, query, gaps: stageGaps(statement), indent: indent)
    output += Printer.suffix(statement, indent: indent)
  }

  /// A pipe broken before each `|`, comments before their stages.
  private mutating func write(
    _ prefix: String, _ query: Query, gaps: [SourceRange], indent: String
  ) {
    var printer = Printer(indent: indent)
    printer.output = prefix
    printer.write(query.head)
    output += printer.output
    for (stage, gap) in zip(query.stages, gaps) {
      while let comment = comment(before: gap.end) {
        output += "\n\(indent)\(source.text(in: comment))"
      }
      var printer = Printer(indent: indent)
      printer.write(stage)
      output += "\n\(indent)| \(printer.output)"
    }
  }

  private mutating func write(_ block: Block, indent: String) {
    let hasComment = nextComment < comments.count && comments[nextComment].start < block.range.end
    guard !block.statements.isEmpty || hasComment else {
      output += "{ }"
      return
    }
    output += "{"
    let end = max(block.range.start, block.range.end - 1)
    write(block.statements, indent: indent + "  ", before: end, after: block.range.start)
    output += "\n\(indent)}"
  }
}
