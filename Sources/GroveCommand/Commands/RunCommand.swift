// `grove run FILE.grove ...`: saved queries in batch.

import ArgumentParser
import Grove
import GroveRender

struct RunCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Answer the queries of files, in order; stop at the first error.")

  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("Files of queries; `-` reads standard input.", valueName: "file"))
  var files: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    try shared.refuseParameters()
    guard !files.isEmpty else {
      throw .usage("which file? For example: grove run queries/weekly.grove")
    }
    let answering = try Answering(shared, in: environment)
    var sources: [SourceText] = []
    for file in files {
      sources.append(
        file == "-"
          ? ProgramText.fromStandardInput(environment)
          : try ProgramText.fromFile(file, environment))
    }
    let bench = try Workbench.open(shared, in: environment)
    for (index, source) in sources.enumerated() {
      if index > 0, answering.format.name == "table" { environment.say("") }
      let status = answering.answer(source, with: bench.session)
      if status != .ok { return status }
    }
    return .ok
  }
}
