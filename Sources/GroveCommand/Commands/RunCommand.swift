// `grove run NAME or FILE ...`: programs, by path or by the name a workspace keeps them under.

import ArgumentParser
import Grove
import GroveRender

struct RunCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a saved report, check or query, by its name or path; stop at the first error.",
    discussion: """
      Names are those of the files in the workspace's folders reports, checks and queries, as \
      `grove reports` lists them. The exit status is 1 when a promise is broken or a section fails.
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("param"), parsing: .singleValue,
    help: ArgumentHelp("A parameter of the program, again for each.", valueName: "name=value"))
  var parameters: [String] = []

  @ArgumentParser.Argument(
    help: ArgumentHelp("Names or files; `-` reads standard input.", valueName: "name or file"))
  var programs: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    guard !programs.isEmpty else {
      throw .usage("which program? For example: grove run weekly; `grove reports` lists them")
    }
    let file = try output.file(in: environment)
    let answering = try Answering(shared, file: file, wholePrograms: true, in: environment)
    if programs.count > 1, file != nil || ["json", "junit"].contains(answering.format.name) {
      throw .usage("\(file == nil ? answering.format.name : "-o") takes one program at a time")
    }
    let bench = try Workbench.open(
      shared, program: SavedPrograms.folder(of: programs, in: environment), in: environment)
    let saved = SavedPrograms(of: bench, in: environment)
    let arguments = try ProgramArguments(parameters)
    var sources: [SourceText] = []
    for program in programs { sources.append(try saved.source(of: program)) }
    var status = ExitStatus.ok
    for (index, source) in sources.enumerated() {
      if index > 0, answering.format.name == "table" { environment.say("") }
      let ended = try answering.answer(source, on: bench, arguments: arguments)
      if ended == .checkFailed { status = ended } else if ended != .ok { return ended }
    }
    return status
  }
}
