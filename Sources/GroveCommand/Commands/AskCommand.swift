// `grove ask QUERY`, also written `grove 'QUERY'`.

import ArgumentParser
import Grove
import GroveRender

struct AskCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answer a query. `grove 'QUERY'` is short for it.",
    discussion: "Quote the query, or `|` and `<` are taken by the shell.")

  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The query; `-` reads it from standard input.", valueName: "query"))
  var query: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    try shared.refuseParameters()
    let source = try ProgramText.fromWords(query, environment)
    let answering = try Answering(shared, in: environment)
    let bench = try Workbench.open(shared, in: environment)
    let status = answering.answer(source, with: bench.session)
    if status == .language { suggestCommand(environment) }
    return status
  }

  /// A single word that is no query may have been meant as a command.
  private func suggestCommand(_ environment: CommandEnvironment) {
    guard query.count == 1, let word = query.first,
      let command = NearestName.find(word, in: CommandLineShape.commandNames)
    else { return }
    environment.complain("Commands: \(CommandLineShape.commandNames.joined(separator: ", ")).")
    environment.complain("Did you mean `grove \(command)`?")
  }
}
