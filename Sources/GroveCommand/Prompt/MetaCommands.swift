// What can be told to the prompt itself: commands that start with a dot. They exist only here; a
// query file is pure language.

import Grove
import GroveRender
import GroveWorkspace

/// A command of the prompt.
struct MetaCommand {
  let name: String
  let form: String
  let meaning: String

  static let all: [MetaCommand] = [
    .init(name: ".help", form: ".help [WORD]", meaning: "what a word means, with an example"),
    .init(name: ".kinds", form: ".kinds", meaning: "the kinds of things, and how many there are"),
    .init(name: ".fields", form: ".fields KIND", meaning: "the fields of a kind"),
    .init(name: ".explain", form: ".explain [QUERY]", meaning: "how a query is read; the last one"),
    .init(name: ".card", form: ".card X", meaning: "everything known of a thing: @id, $1, a title"),
    .init(name: ".why", form: ".why X", meaning: "why it stands as it does: @id, 1, a title"),
    .init(name: ".tree", form: ".tree X [N]", meaning: "what lies below it, N levels deep"),
    .init(name: ".up", form: ".up", meaning: "what the last card supports or belongs to"),
    .init(name: ".down", form: ".down", meaning: "what supports the last card, or is of it"),
    .init(name: ".back", form: ".back", meaning: "the card before"),
    .init(name: ".more", form: ".more", meaning: "the next rows of the last answer"),
    .init(name: ".format", form: ".format [NAME]", meaning: "how answers are written"),
    .init(name: ".columns", form: ".columns [A, B]", meaning: "the columns of answers; default"),
    .init(name: ".echo", form: ".echo [CHOICE]", meaning: "the first line: short, full or off"),
    .init(name: ".timing", form: ".timing [on]", meaning: "how long answers take"),
    .init(name: ".last", form: ".last as FMT", meaning: "the last answer in another format"),
    .init(name: ".out", form: ".out FILE [FMT]", meaning: "the last answer to a file"),
    .init(
      name: ".save", form: ".save NAME [TITLE]", meaning: "the last query as a file of queries"),
    .init(name: ".reports", form: ".reports", meaning: "the reports, checks and queries kept here"),
    .init(name: ".run", form: ".run NAME [K=V]", meaning: "one of them, with parameters"),
    .init(name: ".set", form: ".set", meaning: "everything that is set, and how to set it"),
    .init(name: ".today", form: ".today [DATE]", meaning: "the day that `today` means"),
    .init(
      name: ".as-of", form: ".as-of [DAY|now]",
      meaning: "the day to look at the workspace, `now` for today"),
    .init(name: ".me", form: ".me [ID]", meaning: "the person that @me means"),
    .init(name: ".problems", form: ".problems [FILE]", meaning: "what is odd in the files"),
    .init(name: ".open", form: ".open PATH", meaning: "another workspace"),
    .init(name: ".reload", form: ".reload", meaning: "read the files again"),
    .init(name: ".history", form: ".history [N]", meaning: "what was typed in this session"),
    .init(name: ".limits", form: ".limits", meaning: "how much a query may use"),
    .init(name: ".quit", form: ".quit", meaning: "leave, as Ctrl-D does"),
  ]
}

struct MetaCommands {
  let prompt: Prompt
  private var environment: CommandEnvironment { prompt.environment }

  init(prompt: Prompt) { self.prompt = prompt }

  /// Performs a command line that starts with a dot. Mistakes are said and change nothing.
  func perform(_ line: String) -> ExitStatus {
    let name = String(line.prefix { !$0.isWhitespace }).lowercased()
    let rest = line.dropFirst(name.count).drop { $0.isWhitespace }
    let argument = String(rest.reversed().drop { $0.isWhitespace }.reversed())
    do {
      try perform(name, argument)
      return .ok
    } catch {
      if !error.message.isEmpty { environment.complain(error.message) }
      return error.status
    }
  }

  private func perform(_ name: String, _ argument: String) throws(CommandFailure) {
    switch name {
    case ".help", ".h", ".?": try help(argument)
    case ".kinds": write { schemaHelp.writeKinds(to: &$0) }
    case ".fields": try fields(argument)
    case ".explain": try prompt.explain(argument)
    case ".more": prompt.showMore()
    case ".card": try Exploring(prompt: prompt).card(argument)
    case ".why": try Exploring(prompt: prompt).why(argument)
    case ".tree": try Exploring(prompt: prompt).tree(argument)
    case ".up": try Exploring(prompt: prompt).up()
    case ".down": try Exploring(prompt: prompt).down()
    case ".back": try Exploring(prompt: prompt).back()
    case ".last": try Keeping(prompt: prompt).showLast(argument)
    case ".out": try Keeping(prompt: prompt).writeOut(argument)
    case ".save": try Keeping(prompt: prompt).save(argument)
    case ".reports": Keeping(prompt: prompt).list()
    case ".run": try Keeping(prompt: prompt).run(argument)
    case ".columns": try PromptSettings(prompt: prompt).columns(argument)
    case ".echo": try PromptSettings(prompt: prompt).echo(argument)
    case ".timing": try PromptSettings(prompt: prompt).timing(argument)
    case ".set": PromptSettings(prompt: prompt).show()
    case ".format": try format(argument)
    case ".today": try today(argument)
    case ".as-of": try lookAt(argument)
    case ".me": try me(argument)
    case ".problems": problems(argument)
    case ".open": try open(argument)
    case ".reload": try reload()
    case ".history": history(argument)
    case ".limits": limits()
    case ".quit", ".exit", ".q": prompt.leave()
    default:
      let names = MetaCommand.all.map(\.name)
      let near = NearestName.find(name, in: names).map { "did you mean `\($0)`?" }
      throw CommandFailure(
        status: .usage,
        message: "no command `\(name.visibleControls())`: " + (near ?? "`.help` lists them"))
    }
  }

  // MARK: - Looking things up

  private func help(_ word: String) throws(CommandFailure) {
    let help = WordHelp(
      options: prompt.renderOptions, graph: prompt.bench.graph,
      registry: prompt.bench.session.functions)
    if word.isEmpty { return write { help.writeOverview(to: &$0) } }
    if word.hasPrefix("."), let command = MetaCommand.all.first(where: { $0.name == word }) {
      return environment.say("\(command.form)  \(command.meaning)")
    }
    var message: String?
    write { message = help.write(word, to: &$0) }
    if let message { throw CommandFailure(status: .usage, message: message) }
  }

  private func fields(_ kind: String) throws(CommandFailure) {
    guard !kind.isEmpty else {
      throw CommandFailure(
        status: .usage, message: "of which kind? For example: .fields key results")
    }
    var message: String?
    write { message = schemaHelp.writeFields(ofKindNamed: kind, to: &$0) }
    if let message { throw CommandFailure(status: .usage, message: message) }
  }

  private func problems(_ file: String) {
    write {
      ProblemList.write(
        prompt.bench, file: file.isEmpty ? nil : file, options: prompt.renderOptions,
        to: &$0)
    }
  }

  private func history(_ count: String) {
    let wanted = Int(count).flatMap { $0 > 0 ? $0 : nil } ?? 20
    for entry in prompt.entries.suffix(wanted) { environment.say(entry.visibleControls()) }
  }

  private func limits() {
    let limits = prompt.bench.session.limits
    func shown(_ limit: Int?) -> String { limit.map(String.init) ?? "no limit" }
    environment.say("steps  \(shown(limits.ticks))  rows, links and calls visited by one query")
    environment.say("bytes  \(shown(limits.bytes))  of intermediate values")
    environment.say("rows   \(shown(limits.rows))  of an answer")
    environment.say("Ctrl-C stops a query that takes too long.")
  }

  // MARK: - Changing the session

  private func format(_ name: String) throws(CommandFailure) {
    if name.isEmpty {
      for format in ResultFormats.all {
        let mark = format.name == prompt.format.name ? "* " : "  "
        let padding = String(repeating: " ", count: max(1, 10 - format.name.utf8.count))
        environment.say(mark + format.name + padding + format.summary)
      }
      return
    }
    guard let format = ResultFormats.named(name) else {
      throw CommandFailure(status: .usage, message: SharedOptions.unknownFormat(name))
    }
    prompt.format = format
  }

  private func today(_ text: String) throws(CommandFailure) {
    if !text.isEmpty {
      guard let date = CivilDate(iso: text) else {
        throw CommandFailure(
          status: .usage,
          message: "a date looks like 2026-05-15, found `\(text.visibleControls())`")
      }
      prompt.bench = try prompt.bench.with(today: date)
    }
    environment.say("today is \(DayText.full(prompt.bench.today))")
  }

  private func lookAt(_ day: String) throws(CommandFailure) {
    if !day.isEmpty { prompt.bench = try prompt.bench.lookedAt(day) }
    let seen = prompt.bench.asOf ?? prompt.bench.today
    environment.say("looking at the workspace as of \(DayText.full(seen))")
  }

  private func me(_ text: String) throws(CommandFailure) {
    if !text.isEmpty {
      let id = text.hasPrefix("@") ? String(text.dropFirst()) : text
      prompt.bench = try prompt.bench.with(me: id)
    }
    environment.say(
      prompt.bench.me.map { "@me is \($0.visibleControls())" }
        ?? "nobody is @me yet: .me ID says who")
  }

  private func open(_ path: String) throws(CommandFailure) {
    guard !path.isEmpty else {
      throw CommandFailure(status: .usage, message: "open what? For example: .open examples")
    }
    try prompt.open(path)
  }

  private func reload() throws(CommandFailure) { try prompt.open(prompt.bench.path) }

  // MARK: - Helpers

  private var schemaHelp: SchemaHelp {
    SchemaHelp(graph: prompt.bench.graph, options: prompt.renderOptions)
  }

  private func write(_ body: (inout ByteOutput) -> Void) {
    var output = environment.output
    body(&output)
    output.flush()
  }
}

extension Prompt {
  /// Opens a workspace in place of the present one, which stays open when that fails.
  func open(_ path: String) throws(CommandFailure) {
    let isSame = path == bench.path
    bench = try Workbench(
      path: path, at: isSame ? bench.commit?.revision : nil, today: bench.today,
      me: isSame ? bench.me : nil, limits: bench.session.limits, allowsEmpty: isSame,
      in: environment)
    lastTable = nil
    lastDocument = nil
    trail = Trail()
    greet()
  }
}
