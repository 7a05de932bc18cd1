// What the commands that take one query have in common: its words, and the way to a session.

import ArgumentParser
import Grove

struct QuestionOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The query; `-` reads it from standard input.", valueName: "query"))
  var query: [String] = []

  /// The query's text, how its answer leaves, and the session to ask.
  func open(
    in environment: CommandEnvironment
  ) throws(CommandFailure) -> (source: SourceText, answering: Answering, session: Session) {
    try shared.refuseParameters()
    let source = try ProgramText.fromWords(query, environment)
    let answering = try Answering(shared, in: environment)
    return (source, answering, try Workbench.open(shared, in: environment).session)
  }
}
