// The texts of a program: its own, those it uses, and what a session keeps. To the checker they are
// one text, each after the one before, so that a place is a place in all of them.

/// Where the files of `use "name.grove"` come from.
///
/// A program sees no files but those that its host hands it here. A path that is absolute, leads
/// upwards or holds a NUL is refused before the host is asked.
public struct ProgramFiles: Sendable {
  /// Why a file is not handed over, in words that end a sentence beginning with its name.
  public struct Refusal: Error, Hashable, Sendable {
    /// The words: `is not there`.
    public let reason: String
    /// What to do about it: `save it as UTF-8`.
    public let help: String

    /// A refusal; without a help, that of a file that is not there.
    public init(
      _ reason: String, help: String = "name a file that is there, as it is written on disk"
    ) {
      self.reason = reason
      self.help = help
    }
  }

  let read: @Sendable (_ path: String) throws(Refusal) -> String

  /// Files handed over by `read`, which gets the path below the folder of the program, its parts
  /// parted by `/`. It is called once a file, and may be called from any thread.
  public init(_ read: @escaping @Sendable (_ path: String) throws(Refusal) -> String) {
    self.read = read
  }
}

/// The texts of a program, read and put one after the other.
struct ProgramSources {
  /// A text beside the program's own.
  private struct Part {
    let source: SourceText
    /// Where it begins in the whole.
    let start: Int
    /// The `use` of the program itself that brought it.
    let use: SourceRange
  }

  /// Files inside each other, and files in all.
  private static let depthLimit = 16
  private static let fileLimit = 1_000

  private let main: SourceText
  private let files: ProgramFiles?
  private let limits: ParserLimits
  private var parts: [Part] = []
  private var bytes: [UInt8]
  private var used: Set<String> = []
  private var using: [String] = []
  private var isFull = false
  /// What the texts beside the program's own define.
  private(set) var definitions: [Statement] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ main: SourceText, files: ProgramFiles?, limits: ParserLimits) {
    self.main = main
    self.files = files
    self.limits = limits
    bytes = main.bytes
  }

  /// All texts as one.
  var whole: SourceText {
    parts.isEmpty ? main : SourceText(bytes: bytes, name: main.name)
  }

  // MARK: Reading

  /// Adds a definition that a session keeps.
  mutating func add(kept text: String) {
    for statement in read(text, named: "<prompt>", use: SourceRange(start: 0, end: 0)) {
      definitions.append(statement)
    }
  }

  /// Reads the files that a program uses, those before it that they use.
  mutating func use(filesOf program: Program) {
    for statement in program.statements {
      guard case .use(let path) = statement.form else { continue }
      use(path, from: "", at: statement.range, use: statement.range)
    }
  }

  private mutating func use(
    _ path: String, from folder: String, at range: SourceRange, use: SourceRange
  ) {
    func refuse(_ what: String, help: String) {
      diagnostics.append(located(.cannotUse(path, what, help: help, at: range)))
    }
    guard !isFull else { return }
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    if path.isEmpty || path.hasPrefix("/") || path.contains("\0") || path.contains("\\")
      || pieces.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." })
    {
      return refuse(
        "is no path below this file", help: "name a file in the same folder or below it")
    }
    let whole = folder + path
    if using.contains(whole) {
      return refuse("uses itself", help: "move what both need into a third file")
    }
    guard !used.contains(whole) else { return }
    guard using.count < Self.depthLimit, used.count < Self.fileLimit else {
      isFull = true
      return refuse(
        "is one file too many: \(Self.fileLimit) files, \(Self.depthLimit) inside each other",
        help: "put definitions that belong together into one file")
    }
    guard let files else {
      return refuse("cannot be read here", help: "put its definitions into this text")
    }
    let text: String
    do throws(ProgramFiles.Refusal) {
      text = try files.read(whole)
    } catch {
      return refuse(error.reason, help: error.help)
    }
    used.insert(whole)
    using.append(whole)
    let inside = pieces.dropLast().map { $0 + "/" }.joined()
    for statement in read(text, named: whole, use: use) {
      switch statement.form {
      case .use(let next): self.use(next, from: folder + inside, at: statement.range, use: use)
      case .define, .defineBlock, .defineField: definitions.append(statement)
      default:
        diagnostics.append(
          located(
            .cannotUse(
              whole, "defines, and this statement would run",
              help: "keep `define` and `define field` in files that others use",
              at: statement.range)))
      }
    }
    using.removeLast()
  }

  /// The statements of a text, with places in the whole.
  private mutating func read(_ text: String, named name: String, use: SourceRange) -> [Statement] {
    let source = SourceText(text, name: name)
    // A line break between two texts.
    let start = bytes.count + 1
    let (length, overflow) = start.addingReportingOverflow(source.bytes.count)
    guard !overflow, length <= limits.sourceBytes else {
      isFull = true
      diagnostics.append(
        .cannotUse(
          name, "makes the program longer than \(limits.sourceBytes) bytes",
          help: "use fewer files", at: use))
      return []
    }
    parts.append(Part(source: source, start: start, use: use))
    bytes.append(UInt8(ascii: "\n"))
    bytes += source.bytes
    // Blanks in the place of what stands before it give its tokens their places.
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: start)
    let parsed = Parser.parseProgram(
      SourceText(bytes: blanks + source.bytes, name: name), limits: limits)
    diagnostics += parsed.diagnostics.map(located)
    return parsed.isValid ? parsed.program.statements : []
  }

  // MARK: Places

  /// A message for the program's own text: one of a place in another text names that text, and
  /// stands at the `use` that brought it.
  func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let place = place(diagnostic.range) { notes.append(Diagnostic.Note("in " + place.words)) }
    notes += diagnostic.notes.map { note in
      guard let range = note.range, let place = place(range) else { return note }
      return Diagnostic.Note("\(note.message): \(place.words)")
    }
    guard let part = part(diagnostic.range) else {
      return Diagnostic(
        diagnostic.code, diagnostic.message, at: diagnostic.range,
        severity: diagnostic.severity, notes: notes, help: diagnostic.help,
        fixIts: diagnostic.fixIts)
    }
    return Diagnostic(
      diagnostic.code, diagnostic.message, at: part.use, severity: diagnostic.severity,
      notes: notes, help: diagnostic.help)
  }

  private func part(_ range: SourceRange) -> Part? {
    guard range.start > main.bytes.count else { return nil }
    return parts.last { $0.start <= range.start }
  }

  /// `health.grove:3:5: the words there`.
  private func place(_ range: SourceRange) -> (words: String, part: Part)? {
    guard let part = part(range) else { return nil }
    let inside = SourceRange(start: range.start - part.start, end: range.end - part.start)
    let place =
      "\(part.source.name):\(part.source.line(of: inside.start)):"
      + "\(part.source.column(of: inside.start))"
    return ("\(place): `\(part.source.words(in: inside))`", part)
  }
}

/// A definition that a session keeps: what it defines, and its words.
struct KeptDefinition: Sendable {
  /// What tells it from others.
  let key: String
  let text: String

  /// Nil for a statement that defines nothing.
  init?(_ statement: Statement, in source: SourceText) {
    switch statement.form {
    case .define(let name, _, _), .defineBlock(let name, _, _): key = name.text + "()"
    case .defineField(let name, _, _): key = name.text
    default: return nil
    }
    text = source.text(in: statement.range)
  }
}
