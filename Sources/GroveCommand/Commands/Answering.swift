// From the text of a program to its answers on standard output or in a file, or its diagnostics on
// standard error, with the exit status that fits.

import Grove
import GroveRender

/// How answers leave a command.
struct Answering {
  let environment: CommandEnvironment
  let format: any DocumentFormat
  let options: RenderOptions
  let errorOptions: RenderOptions
  /// Where a document goes instead of standard output.
  let file: OutputFile?

  /// Answers of questions, or with `wholePrograms` documents with a frame round them.
  init(
    _ options: SharedOptions, file: OutputFile? = nil, wholePrograms: Bool = false,
    in environment: CommandEnvironment
  ) throws(CommandFailure) {
    self.environment = environment
    self.file = file
    let name = options.format ?? file?.formatName ?? "table"
    let format =
      wholePrograms ? DocumentFormats.named(name) : DocumentFormats.forAnswers(named: name)
    guard let format else { throw .usage(SharedOptions.unknownFormat(name, wholePrograms: true)) }
    self.format = format
    var drawn = try options.renderOptions(in: environment)
    if file != nil {
      drawn.width = nil
      drawn.color = false
      drawn.unicode = true
    }
    self.options = drawn
    errorOptions = options.errorOptions(in: environment)
  }

  /// Runs a program and writes what its statements give. What it gave before an error is written,
  /// except to a file, which is written whole or not at all.
  func answer(
    _ source: SourceText, on bench: Workbench, arguments: ProgramArguments? = nil
  ) throws(CommandFailure) -> ExitStatus {
    try file?.check(against: bench, program: source)
    try file?.checkOwner()
    var output = file == nil ? environment.output : ByteOutput()
    var counts = DocumentCounts()
    let frame = DocumentFrame(
      source: source, graph: bench.graph, today: bench.today,
      filePrefix: bench.filePrefix(in: environment))
    var writer = format.begin(frame, options: options)
    var failure: QueryFailure?
    var program: PreparedProgram?
    do {
      var session = bench.session
      session.files = bench.programFiles(for: source, in: environment)
      program = try session.prepare(source)
    } catch {
      failure = error
    }
    var values: [String: Value] = [:]
    if let program, let arguments { values = try arguments.values(for: program) }
    do {
      try program?.run(parameters: values) { result in
        remark(on: result, source)
        counts.add(result)
        writer.add(result, to: &output)
        output.flush()
      }
    } catch {
      failure = error
    }
    let ending = writer.finish(failure, to: &output)
    output.flush()
    if let failure {
      let status = report(failure, source: source)
      if let file { environment.complain("grove: \(file.shown) was not written") }
      return status
    }
    switch ending {
    case .whole: break
    case .part(let words): environment.complain("grove: " + words)
    case .nothing(let words): throw .usage(words)
    }
    if let file {
      try file.write(output.bytes, format: format.name)
      if counts.isFailed, let summary = counts.summary { environment.complain("grove: " + summary) }
    }
    return counts.isFailed ? .checkFailed : .ok
  }

  /// Says how a program is read.
  func explain(
    _ source: SourceText, with session: Session, as format: any ResultFormat
  ) -> ExitStatus {
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

  /// Remarks on a run go where diagnostics go, in every format.
  private func remark(on result: StatementResult, _ source: SourceText) {
    switch result {
    case .remark(let diagnostic): complain([diagnostic], of: source)
    case .report(let report): for section in report.sections { remark(on: section, source) }
    default: break
    }
  }

  /// Writes the diagnostics of a failure.
  func report(_ failure: QueryFailure, source: SourceText) -> ExitStatus {
    complain(failure.diagnostics, of: source)
    return failure.kind.exitStatus
  }

  private func complain(_ diagnostics: [Diagnostic], of source: SourceText) {
    var errors = environment.errors
    DiagnosticRenderer(source: source, options: errorOptions).write(diagnostics, to: &errors)
    errors.flush()
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
