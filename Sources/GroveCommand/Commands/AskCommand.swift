// `grove ask QUERY`, also written `grove 'QUERY'`.

import ArgumentParser
import Grove
import GroveRender

struct AskCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Answer a query. `grove 'QUERY'` is short for it.",
    discussion: "Quote the query, or `|` and `<` are taken by the shell.")

  @OptionGroup var question: QuestionOptions
  @OptionGroup var output: OutputOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    let source = try ProgramText.fromWords(question.query, environment)
    let answering = try Answering(
      question.shared, file: output.file(in: environment), in: environment)
    let bench = try Workbench.open(question.shared, in: environment)
    let status = try answering.answer(source, on: bench)
    if status == .language { suggestCommand(environment) }
    return status
  }

  /// A single word that is no query may have been meant as a command.
  private func suggestCommand(_ environment: CommandEnvironment) {
    guard question.query.count == 1, let word = question.query.first,
      let command = NearestName.find(word, in: CommandLineShape.commandNames)
    else { return }
    environment.complain("Commands: \(CommandLineShape.commandNames.joined(separator: ", ")).")
    environment.complain("Did you mean `grove \(command)`?")
  }
}
