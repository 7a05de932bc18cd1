// `grove kinds`, `grove fields [KIND]` and `grove words`: the vocabulary over one's own workspace.
// What they print stands under Help/, for the prompt prints the same.

import ArgumentParser
import Grove
import GroveRender

struct KindsCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "List the kinds of things and how many there are.")

  @OptionGroup var shared: SharedOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    let bench = try Workbench.open(shared, in: environment)
    var output = environment.output
    SchemaHelp(graph: bench.graph, options: try shared.renderOptions(in: environment))
      .writeKinds(to: &output)
    output.flush()
    return .ok
  }
}

struct FieldsCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields", abstract: "List the fields of a kind: type, origin, meaning.")

  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The kind, such as `key results`.", valueName: "kind"))
  var kind: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    let bench = try Workbench.open(shared, in: environment)
    let help = SchemaHelp(
      graph: bench.graph, options: try shared.renderOptions(in: environment))
    var output = environment.output
    if kind.isEmpty {
      help.writeKinds(to: &output)
    } else if let message = help.writeFields(ofKindNamed: kind.joined(separator: " "), to: &output)
    {
      throw .usage(message)
    }
    output.flush()
    return .ok
  }
}

struct WordsCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Print the whole vocabulary on one page.")

  @OptionGroup var shared: SharedOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    var output = environment.output
    WordHelp(options: try shared.renderOptions(in: environment)).writeAll(to: &output)
    output.flush()
    return .ok
  }
}
