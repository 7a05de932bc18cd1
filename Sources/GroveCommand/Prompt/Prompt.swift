// The prompt: reads statements, runs them over the open workspace and shows what they give.
// Commands that start with a dot stand in MetaCommands.swift, where a statement ends in
// StatementReader.swift.

import Grove
import GroveRender
import GroveWorkspace
import Synchronization

/// One conversation with a workspace.
final class Prompt {
  let environment: CommandEnvironment
  let shared: SharedOptions
  let errorOptions: RenderOptions
  var bench: Workbench {
    didSet {
      session = bench.session
      askedWith = nil
      definitions = TypedDefinitions()
    }
  }
  /// The workbench's session with `$_` and `$1` of the last answer.
  private(set) var session: Session
  /// The session that the last statement was asked with: its variables were those of the answer
  /// before. A `|` line and `.explain` go back to it.
  private var askedWith: Session?
  var format: any ResultFormat
  var echo: EchoChoice
  /// The columns that take the place of the kind's own, as written after `show`.
  var columns: String?
  /// Whether each answer tells how long it took.
  var showsTiming = false
  /// The cards looked at.
  var trail = Trail()
  /// What `.last` and `.out` speak of: the last program that ran and all that it gave.
  var lastDocument: (source: SourceText, results: [StatementResult])?
  var statements = StatementReader()
  private(set) var definitions = TypedDefinitions()
  /// What `.more` goes on with.
  var lastTable: (result: QueryResult, shown: Int)?
  private(set) var entries: [String] = []
  private(set) var isLeaving = false
  private var isInteractive = false
  private let history: HistoryFile?
  /// Puts a yes or no question to whoever sits there; no when nobody does.
  private(set) var confirm: (_ question: String) -> Bool = { _ in false }
  /// Cancels what runs; the same one for every statement, reset before each.
  let cancellation = Cancellation()
  /// How many rows an answer shows before it waits for `.more`.
  static let pageRows = 40

  init(_ shared: SharedOptions, in environment: CommandEnvironment) throws(CommandFailure) {
    self.shared = shared
    self.environment = environment
    format = try shared.resultFormat()
    echo = shared.noEcho ? .off : .short
    errorOptions = shared.errorOptions(in: environment)
    _ = try shared.renderOptions(in: environment)
    bench = try Workbench.open(
      shared, allowsEmpty: true, isInteractive: environment.inputIsTerminal, in: environment)
    session = bench.session
    history = HistoryFile(variables: environment.variables)
  }

  /// Reads until the end of the input. Without anybody in front of it the first failure ends it with
  /// its status, as a script would.
  func run() -> ExitStatus {
    let cancellation = cancellation
    let services = EditorServices(
      readLine: environment.readLine,
      complete: { [unowned self] line, cursor in
        Completer(bench: bench, in: environment)
          .completion(of: line, cursor: cursor, begun: statements.pending)
          .fitting(environment.width ?? 80)
      },
      interrupt: { cancellation.cancel() })
    let editor = environment.makeEditor(services)
    defer { editor.close() }
    isInteractive = editor.isInteractive
    if isInteractive {
      confirm = { question in
        guard case .text(let answer) = editor.read(prompt: question + " [y/N] ") else {
          return false
        }
        return ["y", "yes"].contains(answer.lowercased())
      }
      for entry in history?.load() ?? [] { editor.remember(entry) }
      greet()
    } else if let emptiness = bench.emptiness {
      environment.complain("grove: " + emptiness.description.visibleControls())
      return .unreadable
    }
    while !isLeaving {
      switch editor.read(prompt: statements.isWaiting ? "  ...> " : "grove> ") {
      case .interrupted: statements.forget()
      case .end: return finish()
      case .text(let text):
        for line in pieces(of: text) where !isLeaving {
          let status = take(line, editor: editor)
          if status != .ok, !isInteractive { return status }
        }
      }
    }
    return .ok
  }

  /// A pasted text is one program, unless it begins with a command of the prompt: then its lines
  /// are taken one by one, as if they had been typed.
  private func pieces(of text: String) -> [String] {
    guard text.contains("\n"), text.first(where: { !$0.isWhitespace }) == "." else { return [text] }
    return text.split(separator: "\n").map(String.init)
  }

  /// An unfinished statement at the end of a script is an error like any other.
  private func finish() -> ExitStatus {
    guard !isInteractive, statements.isWaiting, case .run(let text, _) = statements.add("") else {
      return .ok
    }
    return answer(text, with: session)
  }

  private func take(_ line: String, editor: any LineEditor) -> ExitStatus {
    let begun = statements.pending
    let step = statements.add(line)
    switch step {
    case .nothing, .more: break
    case .run(let text, let continues):
      note(begun.map { $0 + "\n" + line } ?? line, editor: editor)
      return answer(text, with: continues ? askedWith ?? session : session)
    case .meta(let command):
      note(line, editor: editor)
      return MetaCommands(prompt: self).perform(command)
    }
    return .ok
  }

  /// What was typed, once for entries repeated in a row. Lines that begin with a space are not kept.
  private func note(_ entry: String, editor: any LineEditor) {
    guard isInteractive, !entry.hasPrefix(" "), entries.last != entry else { return }
    entries.append(entry)
    editor.remember(entry)
    history?.append(entry)
  }

  func leave() { isLeaving = true }

  // MARK: - Answers

  /// Options for now: the terminal may have changed its width.
  var renderOptions: RenderOptions {
    var options = (try? shared.renderOptions(in: environment)) ?? RenderOptions()
    options.numbersRows = isInteractive
    options.echo = echo != .off
    options.cutsEcho = echo != .full
    return options
  }

  /// Asks on behalf of a command, as if the text had been typed.
  func ask(_ text: String) -> ExitStatus { answer(text, with: session) }

  /// Runs a text, shows what it gives and remembers the rows of its last answer.
  private func answer(_ text: String, with asking: Session) -> ExitStatus {
    let source = SourceText(withColumns(text, in: asking), name: "<prompt>")
    let status = answer(source, with: asking)
    if status == .ok || status == .checkFailed {
      statements.noteSuccess(of: text)
      definitions.note(text)
    }
    return status
  }

  /// Runs a saved program, which knows nothing of what was typed here and leaves its answer only.
  func run(_ source: SourceText, _ arguments: ProgramArguments) -> ExitStatus {
    answer(source, with: bench.session, arguments: arguments)
  }

  private func answer(
    _ source: SourceText, with asking: Session, arguments: ProgramArguments? = nil
  ) -> ExitStatus {
    cancellation.reset()
    let start = environment.milliseconds()
    var shown = Showing(self, source)
    do {
      var reading = asking
      reading.files = bench.programFiles(for: source, in: environment)
      let program = try reading.prepare(source)
      var values: [String: Value] = [:]
      if let arguments {
        do throws(CommandFailure) {
          values = try arguments.values(for: program)
        } catch {
          environment.complain(error.message)
          return error.status
        }
      }
      let end = try program.run(parameters: values, cancellation: cancellation) { shown.add($0) }
      shown.finish(nil)
      if arguments == nil {
        if !shown.results.isEmpty { session = asking }
        session.keep(end, of: program)
      }
    } catch {
      shown.finish(error)
      return report(error, source)
    }
    if let final = shown.results.last {
      askedWith = asking
      session.remember(final)
      lastDocument = (source, shown.results)
      if case .card(let card, _) = final { trail.visit(card.node) }
    }
    if showsTiming { environment.say("\(environment.milliseconds() - start) ms") }
    return shown.counts.isFailed ? .checkFailed : .ok
  }

  func report(_ failure: QueryFailure, _ text: String) -> ExitStatus {
    report(failure, SourceText(text, name: "<prompt>"))
  }

  func report(_ failure: QueryFailure, _ source: SourceText) -> ExitStatus {
    if failure.kind == .cancelled {
      // Whoever pressed Ctrl-C knows what was stopped; the key has left its mark on the line.
      environment.complain("\nStopped.")
      return failure.kind.exitStatus
    }
    complain(failure.diagnostics, of: source)
    return failure.kind.exitStatus
  }

  func complain(_ diagnostics: [Diagnostic], of source: SourceText) {
    var errors = environment.errors
    DiagnosticRenderer(source: source, options: errorOptions).write(diagnostics, to: &errors)
    errors.flush()
  }

  /// How a text is read; without one, the last statement.
  func explain(_ text: String) throws(CommandFailure) {
    guard let query = text.isEmpty ? statements.last : text else {
      throw CommandFailure(
        status: .usage, message: "explain what? For example: .explain key results below 50%")
    }
    let asking = text.isEmpty ? askedWith ?? session : session
    do {
      cancellation.reset()
      let explanations = try asking.prepare(SourceText(query, name: "<prompt>"))
        .explain(cancellation: cancellation)
      var output = environment.output
      ExplanationRenderer(options: renderOptions).write(explanations, to: &output)
      output.flush()
    } catch {
      throw CommandFailure(status: report(error, query), message: "")
    }
  }

  /// The next page of the last answer.
  func showMore() {
    guard let (result, shown) = lastTable, shown < result.rowCount else {
      return environment.say("Nothing more to show.")
    }
    var output = environment.output
    showRows(of: result, from: shown, to: &output)
    output.flush()
  }

  private func showRows(of result: QueryResult, from first: Int, to output: inout ByteOutput) {
    var options = pageOptions(from: first)
    options.echo = options.echo && first == 0
    lastTable?.shown = options.rows.map { min($0.upperBound, result.rowCount) } ?? result.rowCount
    format.write(result, options: options, to: &output)
  }

  /// Options for a page of rows, where answers come in pages.
  func pageOptions(from first: Int = 0) -> RenderOptions {
    var options = renderOptions
    if isInteractive, format.name == "table" { options.rows = first..<first + Self.pageRows }
    return options
  }
}
