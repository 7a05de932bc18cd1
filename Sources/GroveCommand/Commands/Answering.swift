// From the text of a program to its answers on standard output, or its diagnostics on standard
// error with the exit status that fits.

import Grove
import GroveRender

/// How answers leave a command.
struct Answering {
  let environment: CommandEnvironment
  let format: any ResultFormat
  let options: RenderOptions
  let errorOptions: RenderOptions

  init(_ options: SharedOptions, in environment: CommandEnvironment) throws(CommandFailure) {
    self.environment = environment
    format = try options.resultFormat()
    self.options = try options.renderOptions(in: environment)
    errorOptions = options.errorOptions(in: environment)
  }

  /// Runs a program and writes what its statements give, an empty line between two.
  func answer(_ source: SourceText, with session: Session) -> ExitStatus {
    do {
      let results = try session.run(source)
      var output = environment.output
      for (index, result) in results.enumerated() {
        if index > 0, format.name == "table" || format.name == "markdown" { output.write("\n") }
        format.write(
          result, graph: session.graph, today: session.today, options: options, to: &output)
      }
      output.flush()
      return .ok
    } catch {
      return report(error, source: source)
    }
  }

  /// Says how a program is read.
  func explain(_ source: SourceText, with session: Session) -> ExitStatus {
    do {
      let explanations = try session.prepare(source).explain()
      var output = environment.output
      for (index, explanation) in explanations.enumerated() {
        if index > 0, format.name == "table" || format.name == "markdown" { output.write("\n") }
        format.write(explanation, options: options, to: &output)
      }
      output.flush()
      return .ok
    } catch {
      return report(error, source: source)
    }
  }

  /// Writes the diagnostics of a failure.
  func report(_ failure: QueryFailure, source: SourceText) -> ExitStatus {
    var errors = environment.errors
    DiagnosticRenderer(source: source, options: errorOptions)
      .write(failure.diagnostics, to: &errors)
    errors.flush()
    return failure.kind.exitStatus
  }
}

extension QueryFailure.Kind {
  var exitStatus: ExitStatus {
    switch self {
    case .language: .language
    case .runTime: .runTime
    case .limit: .limit
    case .cancelled: .interrupted
    }
  }
}

/// The text of programs, from arguments, files and standard input.
enum ProgramText {
  /// One byte more than the parser accepts, so that the parser says what is wrong.
  private static let limit = 1 << 20

  static func fromStandardInput(_ environment: CommandEnvironment) -> SourceText {
    SourceText(bytes: environment.readAll(limit), name: "<input>")
  }

  static func fromFile(
    _ path: String, _ environment: CommandEnvironment
  ) throws(CommandFailure) -> SourceText {
    do {
      let bytes = try SystemFiles.contents(of: environment.absolute(path), limit: limit)
      return SourceText(bytes: bytes, name: path)
    } catch {
      throw .unreadable("\(path.visibleControls()) cannot be read: \(error.reason)")
    }
  }

  /// The words of a query, joined by spaces; a single `-` reads standard input.
  static func fromWords(
    _ words: [String], _ environment: CommandEnvironment
  ) throws(CommandFailure) -> SourceText {
    if words == ["-"] { return fromStandardInput(environment) }
    let text = words.joined(separator: " ")
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .usage("what is the question? For example: grove 'key results below 50%'")
    }
    return SourceText(text, name: "<query>")
  }
}
