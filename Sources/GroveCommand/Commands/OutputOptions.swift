// `-o FILE` and `--force`: the file that a command writes instead of standard output.

import ArgumentParser

struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Write to a file, in the format its name ends in. It appears whole or not at all.",
      valueName: "file"))
  var output: String?

  @Flag(help: "Let -o replace a file that grove did not write, or that was changed since.")
  var force = false

  func file(in environment: CommandEnvironment) throws(CommandFailure) -> OutputFile? {
    guard let output else {
      if force { throw .usage("--force belongs to -o FILE") }
      return nil
    }
    return OutputFile(output, isForced: force, in: environment)
  }
}
