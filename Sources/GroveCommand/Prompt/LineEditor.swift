// How the prompt gets its lines: a protocol with three back ends (readline, plain, scripted).

/// What came of asking for a line.
public enum EditedLine: Equatable, Sendable {
  /// A line, without its line break; it holds line breaks when several were pasted at once.
  case text(String)
  /// Ctrl-C: what was typed is to be forgotten.
  case interrupted
  /// Ctrl-D, or the end of the input.
  case end
}

/// Reads lines for the prompt.
public protocol LineEditor: AnyObject {
  /// Whether somebody sits in front of it, so that a greeting and prompts make sense.
  var isInteractive: Bool { get }
  /// Shows `prompt` and waits for a line.
  func read(prompt: String) -> EditedLine
  /// Makes an entry reachable with the arrow keys.
  func remember(_ entry: String)
  /// Gives the terminal back.
  func close()
}

extension LineEditor {
  /// Nothing to remember by default.
  public func remember(_ entry: String) {}
  /// Nothing to give back by default.
  public func close() {}
}

/// What an editor may ask of the prompt it reads for.
public struct EditorServices {
  /// The next line of standard input.
  public let readLine: () -> String?
  /// What may stand at the cursor.
  public let complete: (_ line: String, _ cursor: Int) -> EditorCompletion
  /// Called, inside a signal handler, when Ctrl-C comes while something runs. Must do no more than
  /// set an atomic flag.
  public let interrupt: () -> Void
}

/// Candidates for the text before the cursor.
public struct EditorCompletion: Equatable, Sendable {
  /// One candidate.
  public struct Candidate: Equatable, Sendable {
    /// What is inserted.
    public let text: String
    /// What stands beside it in the list.
    public let note: String
    /// The character that follows when it is the only one.
    public let closing: Character?

    /// Makes a candidate.
    public init(_ text: String, note: String = "", closing: Character? = " ") {
      self.text = text
      self.note = note
      self.closing = closing
    }
  }

  /// The byte offset in the line where replacing starts.
  public var start: Int
  /// The candidates, best first.
  public var candidates: [Candidate]

  /// Makes a completion.
  public init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }
}

/// Lines of standard input as they come: no prompt, no history.
final class PlainEditor: LineEditor {
  let isInteractive = false
  private let nextLine: () -> String?

  init(readLine: @escaping () -> String?) { nextLine = readLine }

  func read(prompt: String) -> EditedLine { nextLine().map { .text($0) } ?? .end }
}

/// A script in place of a person: for tests, which also see the prompts and the history.
public final class ScriptedEditor: LineEditor {
  /// As if somebody sat there.
  public let isInteractive = true
  /// The prompts shown so far.
  public private(set) var prompts: [String] = []
  /// The entries remembered so far.
  public private(set) var remembered: [String] = []
  private var script: [EditedLine]

  /// Types `script`, then Ctrl-D.
  public init(_ script: [EditedLine]) { self.script = script.reversed() }

  /// The next line of the script.
  public func read(prompt: String) -> EditedLine {
    prompts.append(prompt)
    return script.popLast() ?? .end
  }

  /// Notes the entry.
  public func remember(_ entry: String) { remembered.append(entry) }
}
