// What can be set at the prompt, and what all of it is now.

import Grove
import GroveRender

/// How much of how a question was understood is shown.
enum EchoChoice: String, CaseIterable {
  /// One line, cut to the width.
  case short
  /// All of it.
  case full
  case off
}

struct PromptSettings {
  let prompt: Prompt
  private var environment: CommandEnvironment { prompt.environment }

  /// `.echo short|full|off`.
  func echo(_ word: String) throws(CommandFailure) {
    if !word.isEmpty {
      guard let choice = EchoChoice(rawValue: word.lowercased()) else {
        throw .prompt(".echo takes short, full or off, found `\(word.visibleControls())`")
      }
      prompt.echo = choice
    }
    environment.say("echo is \(prompt.echo.rawValue)")
  }

  /// `.timing on|off`.
  func timing(_ word: String) throws(CommandFailure) {
    switch word.lowercased() {
    case "": prompt.showsTiming.toggle()
    case "on": prompt.showsTiming = true
    case "off": prompt.showsTiming = false
    default: throw .prompt(".timing takes on or off, found `\(word.visibleControls())`")
    }
    environment.say("timing is \(prompt.showsTiming ? "on" : "off")")
  }

  /// `.columns a, b` or `.columns default`.
  func columns(_ text: String) throws(CommandFailure) {
    if text.isEmpty {
      return environment.say("columns are \(prompt.columns ?? "the kind's own")")
    }
    if text.lowercased() == "default" {
      prompt.columns = nil
      return environment.say("columns are the kind's own")
    }
    let source = SourceText("goals | show " + text, name: "<prompt>")
    let parsed = Parser.parseProgram(source)
    let isColumns =
      if case .value(let query, _)? = parsed.program.statements.first?.form {
        parsed.program.statements.count == 1 && query.stages.count == 1
      } else {
        false
      }
    guard isColumns, parsed.diagnostics.isEmpty else {
      throw .prompt("columns are written as for `show`, for example: .columns title, owner, due")
    }
    prompt.columns = text
    environment.say("columns are \(text.visibleControls()), where a question leaves them open")
  }

  /// `.set`: everything that an answer depends on besides the question and the files.
  func show() {
    let bench = prompt.bench
    let policies = bench.graph.policies
    func shown(_ limit: Int?) -> String { limit.map(String.init) ?? "no limit" }
    var table = TextTable(titles: ["setting", "is", "set by"])
    table.rows = [
      ["workspace", bench.path.visibleControls(), ".open PATH"],
      ["today", DayText.full(bench.today), ".today DATE"],
      ["as of", DayText.full(bench.asOf ?? bench.today), ".as-of DAY"],
      ["@me", bench.me?.visibleControls() ?? "nobody", ".me ID"],
      ["format", prompt.format.name, ".format NAME"],
      ["columns", prompt.columns?.visibleControls() ?? "the kind's own", ".columns a, b"],
      ["echo", prompt.echo.rawValue, ".echo short, full or off"],
      ["timing", prompt.showsTiming ? "on" : "off", ".timing on or off"],
      ["status policy", policies.status.rawValue, "workspace.yaml"],
      ["missing in roll-ups", policies.missingInRollUp.rawValue, "workspace.yaml"],
      ["check-in cadence", "\(policies.defaultCadenceDays) days", "workspace.yaml"],
      ["grace before stale", "\(policies.graceDays) days", "workspace.yaml"],
      ["limit of steps", shown(bench.session.limits.ticks), "the host"],
      ["limit of bytes", shown(bench.session.limits.bytes), "the host"],
      ["limit of rows", shown(bench.session.limits.rows), "the host"],
    ]
    var output = environment.output
    table.write(options: prompt.renderOptions, to: &output)
    output.flush()
  }
}

extension Prompt {
  /// The text with the columns that are set, where it leaves them open and its kind has them.
  func withColumns(_ text: String, in asking: Session) -> String {
    guard let columns else { return text }
    let statements = Parser.parseProgram(SourceText(text)).program.statements
    guard statements.count == 1, case .value(let query, emptyText: nil)? = statements.first?.form,
      case .phrase = query.head
    else { return text }
    let keepsColumns = query.stages.allSatisfy {
      switch $0.form {
      case .filter, .sort, .limit, .extreme: true
      default: false
      }
    }
    let shown = text + "\n| show " + columns
    return keepsColumns && asking.diagnose(SourceText(shown)).isEmpty ? shown : text
  }
}
