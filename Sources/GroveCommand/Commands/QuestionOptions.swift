// What the commands that take one query have in common: its words, and the way to a session.

import ArgumentParser
import Grove

struct QuestionOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("The query; `-` reads it from standard input.", valueName: "query"))
  var query: [String] = []
}
