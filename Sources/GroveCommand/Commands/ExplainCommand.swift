// `grove explain QUERY`: how a query is read, without its answer.

import ArgumentParser
import Grove
import GroveRender

struct ExplainCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say how a query is understood: words, expansion, dates, rows after each step.")

  @OptionGroup var question: QuestionOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    let (source, answering, session) = try question.open(in: environment)
    return answering.explain(source, with: session)
  }
}
