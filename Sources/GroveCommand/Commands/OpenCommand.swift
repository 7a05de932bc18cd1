// `grove`, `grove DIR`: the prompt. Without a terminal, statements come from standard input.

import ArgumentParser
import Grove
import GroveRender

struct OpenCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "The prompt, over a workspace. `grove DIR` is short for it.")

  @OptionGroup var shared: SharedOptions

  @Option(help: .hidden) var place: String?

  @ArgumentParser.Argument(help: ArgumentHelp("The workspace.", valueName: "dir or file"))
  var path: String?

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    var options = shared
    if let place = place ?? path {
      guard shared.workspace == nil else {
        throw .usage("the workspace is named twice: -w and `\(place.visibleControls())`")
      }
      options.workspace = place
    }
    return try Prompt(options, in: environment).run()
  }
}
