// What a whole program gave, as one document: the ways to write it. One file a way stands beside.

public import Grove

/// What a document is of.
public struct DocumentFrame: Sendable {
  /// The text of the program; its name is where it stands.
  public let source: SourceText
  /// The graph that was asked.
  public let graph: GoalGraph
  /// The day it was asked.
  public let today: CivilDate
  /// What stands before the names of the workspace's files where other programs look for them:
  /// empty, or a folder with `/` at its end.
  public let filePrefix: String

  /// The program, what it was asked of, and where the workspace is.
  public init(source: SourceText, graph: GoalGraph, today: CivilDate, filePrefix: String = "") {
    self.source = source
    self.graph = graph
    self.today = today
    self.filePrefix = filePrefix
  }
}

/// A way to write what a program gives.
public protocol DocumentFormat: Sendable {
  /// The name that `--format` takes.
  var name: String { get }
  /// One line on what it is good for.
  var summary: String { get }
  /// Begins a document.
  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter
}

/// A document while it is written. Text is written as results come; formats that need the whole
/// write at the end.
public protocol DocumentWriter {
  /// Takes what a statement gave, in the order of the program.
  mutating func add(_ result: StatementResult, to output: inout ByteOutput)
  /// Ends the document. A program that stopped says why; what it gave before stays.
  mutating func finish(_ failure: QueryFailure?, to output: inout ByteOutput) -> DocumentEnding
}

/// How much of a program a document holds.
public enum DocumentEnding: Hashable, Sendable {
  /// All of it.
  case whole
  /// A part, with a sentence on what was left out.
  case part(String)
  /// The format has no room for anything of it, with a sentence that says so.
  case nothing(String)
}

/// Every way there is to write a document.
public enum DocumentFormats {
  /// Text for people.
  public static let text: any DocumentFormat = TextDocument()
  /// In the order that help lists them.
  public static let all: [any DocumentFormat] =
    ResultFormats.all.map { format in
      switch format.name {
      case "table": text
      case "markdown": MarkdownDocument()
      case "json": JSONDocument()
      default: RowsDocument(rows: format)
      }
    } + [GitHubDocument(), JUnitDocument()]

  /// The format of that name, or nil; `text` is another name of `table`.
  public static func named(_ name: String) -> (any DocumentFormat)? {
    all.first { $0.name == (name == "text" ? "table" : name) }
  }

  /// The same for a single question: one answer alone is written without a frame around it.
  public static func forAnswers(named name: String) -> (any DocumentFormat)? {
    name == "json" ? JSONDocument(unwrapsOneAnswer: true) : named(name)
  }
}
