// `grove explain QUERY`: how a query is read, without its answer.

import ArgumentParser
import Grove
import GroveRender

struct ExplainCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say how a query is understood: words, expansion, dates, rows after each step.")

  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The query; `-` reads it from standard input.", valueName: "query"))
  var query: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    try shared.refuseParameters()
    let source = try ProgramText.fromWords(query, environment)
    let answering = try Answering(shared, in: environment)
    let bench = try Workbench.open(shared, in: environment)
    return answering.explain(source, with: bench.session)
  }
}
