// `grove reports`: the programs that a workspace keeps, and whether they still run.

import ArgumentParser
import Grove
import GroveRender
import GroveWorkspace

struct ReportsCommand: WorldlyCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "List the reports, checks and queries of the workspace, with their parameters.")

  @OptionGroup var shared: SharedOptions

  func run(in environment: CommandEnvironment) throws(CommandFailure) -> ExitStatus {
    let format = try shared.resultFormat()
    var options = try shared.renderOptions(in: environment)
    options.echo = false
    let bench = try Workbench.open(shared, in: environment)
    var output = environment.output
    SavedProgramList(bench: bench, programs: SavedPrograms(of: bench, in: environment))
      .write(format, options: options, to: &output)
    output.flush()
    return .ok
  }
}

/// Saved programs as a table: name, title, parameters with their defaults, whether they check.
struct SavedProgramList {
  let bench: Workbench
  let programs: SavedPrograms

  func write(
    _ format: any ResultFormat, options: RenderOptions, to output: inout ByteOutput
  ) {
    let rows = programs.all.map { program -> [Value] in
      [
        .text(program.path.hasPrefix("reports/") ? program.name : program.path),
        .text(program.title), .text(parameters(of: program)),
        .text(programs.firstMistake(in: program, on: bench) ?? "ok"),
      ]
    }
    let names = ["name", "title", "parameters", "checks"]
    format.write(
      QueryResult(
        graph: bench.graph, query: "reports", expansion: "reports", today: bench.today,
        understood: "reports", columns: names.map { .init(name: $0, type: .text) }, cells: rows,
        emptyAnswer: rows.isEmpty
          ? .init(
            removedBy: nil, rowsBefore: 0, hints: [],
            text: "nothing is saved here: programs are files NAME.grove in the folder `reports`")
          : nil),
      options: options, to: &output)
  }

  /// `$cycle = this quarter, $floor`.
  private func parameters(of program: SavedQuery) -> String {
    program.parameters.map { parameter in
      "$" + parameter.name + (parameter.defaultText.map { " = " + $0 } ?? "")
    }.joined(separator: ", ")
  }
}
