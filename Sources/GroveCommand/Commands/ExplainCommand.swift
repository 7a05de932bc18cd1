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
    let source = try ProgramText.fromWords(question.query, environment)
    let format = try question.shared.resultFormat()
    let answering = try Answering(question.shared, in: environment)
    let session = try Workbench.open(question.shared, in: environment).session
    return answering.explain(source, with: session, as: format)
  }
}
