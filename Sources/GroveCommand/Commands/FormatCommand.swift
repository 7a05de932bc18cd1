// `grove fmt FILES`: the one way to lay out a program.

import ArgumentParser
import Grove
import GroveRender

struct FormatCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Lay out query files; prints the names of those it changed.")

  @Flag(help: "Change nothing; fail when a file would change.")
  var check = false

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Files of queries; `-` formats standard input to standard output.", valueName: "file"))
  var files: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    guard !files.isEmpty else { throw .usage("which file? For example: grove fmt queries/*.grove") }
    var status = ExitStatus.ok
    for file in files {
      let isInput = file == "-"
      let source =
        isInput
        ? ProgramText.fromStandardInput(environment)
        : try ProgramText.fromFile(file, environment)
      guard let formatted = formatted(source, environment) else {
        status = .language  // the other files are formatted all the same
        continue
      }
      let bytes = Array(formatted.utf8)
      let isChanged = bytes != source.bytes
      if isInput, !check {
        environment.write(bytes)
      } else if isChanged {
        environment.say(file)
        if check, status == .ok { status = .checkFailed }
        if !check { try write(bytes, to: file, environment) }
      }
    }
    return status
  }

  /// The formatted text, or nil after its diagnostics have been written.
  private func formatted(_ source: SourceText, _ environment: CommandEnvironment) -> String? {
    let result = Formatter.format(source)
    if let text = result.text { return text }
    let color = ColorChoice.auto.applies(
      in: environment, toTerminal: environment.errorsAreTerminal)
    let options = RenderOptions(color: color, unicode: environment.allowsUnicode)
    var errors = environment.errors
    DiagnosticRenderer(source: source, options: options).write(result.diagnostics, to: &errors)
    errors.flush()
    return nil
  }

  private func write(
    _ bytes: [UInt8], to file: String, _ environment: CommandEnvironment
  ) throws(CommandFailure) {
    do {
      try SystemFiles.replace(environment.absolute(file), with: bytes)
    } catch {
      throw .unreadable("\(file.visibleControls()) cannot be written: \(error.reason)")
    }
  }
}
