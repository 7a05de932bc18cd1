// `grove diff REV [REV2]`: what changed between two commits, or between a commit and the files.

import ArgumentParser
import Grove
import GroveRender

struct DiffCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare goals with those of a commit: new, gone, changed, moved and why.",
    discussion: "One commit is compared with the files as they are, two with each other.")

  @OptionGroup var shared: SharedOptions

  @ArgumentParser.Argument(
    help: ArgumentHelp("A commit: a hash, branch or tag, HEAD~3.", valueName: "commit"))
  var revisions: [String] = []

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    guard (1...2).contains(revisions.count) else {
      throw .usage("diff takes one commit or two, for example: grove diff HEAD~1")
    }
    guard shared.at == nil else {
      throw .usage("diff names its commits itself: leave out --at")
    }
    let format = try shared.resultFormat().name
    guard ["table", "json"].contains(format) else {
      throw .usage("diff is written as text or with --format json, not as \(format)")
    }
    var options = shared
    // Both sides are looked at from one day, so that only what the files say differs.
    options.today = try shared.today(in: environment).description
    options.at = revisions[0]
    let before = try Workbench.open(options, in: environment)
    options.at = revisions.count > 1 ? revisions[1] : nil
    let after = try Workbench.open(options, in: environment)
    let difference: GraphDifference
    do {
      difference = try GraphDifference(from: before.session, to: after.session)
    } catch {
      environment.complain(error.diagnostics.map(\.message).joined(separator: "\n"))
      return error.kind.exitStatus
    }
    var output = environment.output
    let (from, to) = (before.state, after.state)
    if format == "json" {
      DifferenceJSON().write(difference, from: from, to: to, to: &output)
    } else {
      DifferenceText(options: try shared.renderOptions(in: environment))
        .write(difference, from: from, to: to, to: &output)
    }
    output.flush()
    return .ok
  }
}
