// `grove check`: what is odd in the files of a workspace, and what was done about it.

import ArgumentParser
import Grove
import GroveRender
import GroveWorkspace

struct CheckCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "List what is odd in the files of the workspace.",
    discussion: "The exit status is 0, with --strict 1 when there are problems.")

  @OptionGroup var shared: SharedOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    var lenient = shared
    lenient.strict = false  // here the problems are the answer, not an obstacle
    let bench = try Workbench.open(lenient, in: environment)
    let options = try shared.renderOptions(in: environment)
    var output = environment.output
    ProblemList.write(bench, options: options, to: &output)
    output.flush()
    return shared.strict && !bench.problems.isEmpty ? .checkFailed : .ok
  }
}

/// The problems of a workspace, a line each, and their counts.
enum ProblemList {
  /// Writes those of one file, or all.
  static func write(
    _ bench: Workbench, file: String? = nil, options: RenderOptions,
    to output: inout ByteOutput
  ) {
    for problem in bench.problems where file == nil || problem.file == file {
      let style: Style? = problem.action == .noted ? .faint : nil
      let text = problem.description.visibleControls(unicode: options.unicode)
      output.write(text, style: style, when: options.color)
      output.endLine()
      if let help = problem.help {
        output.write("    " + help.visibleControls(unicode: options.unicode))
        output.endLine()
      }
    }
    output.write(bench.problemSummary)
    output.endLine()
  }
}
