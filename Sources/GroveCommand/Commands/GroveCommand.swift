// The way in: arguments and a world in, an exit status out.

import ArgumentParser
import Grove

/// The command line of Grove.
public enum GroveCommand {
  /// Runs one command line (without the program's name) and says how it ended.
  public static func run(_ arguments: [String], in environment: CommandEnvironment) -> ExitStatus {
    let arranged = CommandLineShape.arranged(arguments) { path in
      SystemFiles.kind(of: environment.absolute(path))
    }
    do {
      var command = try RootCommand.parseAsRoot(arranged)
      if let command = command as? any WorldlyCommand { return run(command, in: environment) }
      try command.run()  // help
      return .ok
    } catch {
      let text = RootCommand.fullMessage(for: error)
      if RootCommand.exitCode(for: error) == .success {
        environment.say(text)
        return .ok
      }
      environment.complain(text)
      return .usage
    }
  }

  private static func run(
    _ command: any WorldlyCommand, in environment: CommandEnvironment
  ) -> ExitStatus {
    do {
      return try command.run(in: environment)
    } catch {
      environment.complain(error.message)
      return error.status
    }
  }
}

/// A command that touches the world through its environment only.
protocol WorldlyCommand: ParsableCommand {
  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus
}

struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grove",
    abstract: "Ask questions of goals, key results, KPIs and check-ins kept as text files.",
    usage: """
      grove 'QUERY'            the answer, as a table
      grove [DIR or FILE]      the prompt, over that workspace
      grove COMMAND [OPTIONS] [ARGUMENTS]
      """,
    discussion: """
      grove 'key results below 50% in Q2'
      grove -w examples/software 'objectives off track | show title, owner, gap'
      grove 'kpis | show id, value' --format csv > kpis.csv
      grove run weekly --param floor=40% -o weekly.md

      Exit status: 0 ok, 1 a promise or check failed, 2 usage, 3 not a query, 4 cannot be read, 5 run-time \
      error, 6 limit hit, 130 interrupted.
      """,
    version: "grove \(GroveVersion.current)",
    subcommands: [
      AskCommand.self, RunCommand.self, ReportsCommand.self, CheckCommand.self, DiffCommand.self,
      FormatCommand.self, ExplainCommand.self, FieldsCommand.self, KindsCommand.self,
      WordsCommand.self,
      OpenCommand.self,
    ])
}
