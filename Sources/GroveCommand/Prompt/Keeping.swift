// What becomes of an answer at the prompt: written to a file, shown in another format, its query
// kept with the workspace.

import Grove
import GroveRender
import GroveWorkspace

struct Keeping {
  let prompt: Prompt
  private var environment: CommandEnvironment { prompt.environment }

  /// `.last as FMT`: the last answer again.
  func showLast(_ argument: String) throws(CommandFailure) {
    let words = argument.split(separator: " ").map(String.init)
    guard words.isEmpty || words.count == 2 && words[0].lowercased() == "as" else {
      throw .prompt("for example: .last as csv")
    }
    let name = words.count == 2 ? words[1].lowercased() : prompt.format.name
    guard DocumentFormats.named(name) != nil else {
      throw .prompt(SharedOptions.unknownFormat(name))
    }
    var output = environment.output
    try write(as: name, options: prompt.renderOptions, to: &output)
    output.flush()
  }

  /// `.out FILE [FMT]`: the last answer to a file, in the format that its name ends in or FMT.
  func writeOut(_ argument: String) throws(CommandFailure) {
    var words = argument.split(separator: " ").map(String.init)
    var name: String?
    if words.count > 1, let last = words.last?.lowercased(), DocumentFormats.named(last) != nil {
      name = last
      words.removeLast()
    }
    let path = words.joined(separator: " ")
    guard !path.isEmpty else { throw .prompt("where to? For example: .out answer.csv") }
    let file = OutputFile(path, in: environment)
    let ending = OutputFile.formatName(of: path)
    name = name ?? ending.flatMap { DocumentFormats.named($0) == nil ? nil : $0 }
    var options = prompt.renderOptions
    options.width = nil
    options.color = false
    options.numbersRows = false
    var output = ByteOutput()
    try write(as: name ?? prompt.format.name, options: options, to: &output)
    try file.check(against: prompt.bench, program: nil)
    if let owner = try file.foreignOwner(), !prompt.confirm("\(file.shown) \(owner): replace it?") {
      throw .prompt("\(file.shown) \(owner): nothing was written")
    }
    try file.write(output.bytes, format: name ?? prompt.format.name)
  }

  private func write(
    as name: String, options: RenderOptions, to output: inout ByteOutput
  ) throws(CommandFailure) {
    guard let (source, results) = prompt.lastDocument else {
      throw .prompt("nothing has been answered yet")
    }
    var writer = prompt.document(of: source, as: name, options: options)
    for result in results { writer?.add(result, to: &output) }
    if case .nothing(let words)? = writer?.finish(nil, to: &output) { throw .prompt(words) }
  }

  // MARK: - Saved programs

  /// `.save NAME ["title"]`: the last query as a file of the workspace's `queries`; whoever sits
  /// there is asked before one is replaced.
  func save(_ argument: String) throws(CommandFailure) {
    let name = String(argument.prefix { !$0.isWhitespace })
    let title = argument.dropFirst(name.count).filter { $0 != "\"" && !$0.isNewline }
    let isPlain = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard !name.isEmpty, isPlain else {
      throw .prompt("a name is letters, digits, `-` and `_`, for example: .save behind \"Behind\"")
    }
    guard let query = prompt.statements.last else { throw .prompt("nothing has been asked yet") }
    guard SystemFiles.kind(of: environment.absolute(prompt.bench.path)) == .directory else {
      throw .prompt("the workspace is one file: queries are kept in folders only")
    }
    let folder = prompt.bench.folder(in: environment) + "/queries"
    guard !SystemFiles.isLink(folder) else {
      throw .prompt("the folder queries is a link that leads elsewhere: nothing was written")
    }
    let file = "\(folder)/\(name).grove"
    let shown = "queries/\(name).grove"
    if SystemFiles.kind(of: file) != .none || SystemFiles.isLink(file),
      !prompt.confirm("\(shown) is there already: replace it?")
    {
      throw .prompt("\(shown) is there already: nothing was written")
    }
    let heading = title.drop { $0 == " " }
    let opening = (heading.isEmpty ? "" : "# \(heading)\n") + LanguageEdition.line + "\n\n"
    let text = try program(of: query, in: folder)
    do throws(SystemError) {
      guard SystemFiles.makeDirectory(folder) else {
        throw SystemError(reason: "the folder queries cannot be made")
      }
      try SystemFiles.replace(
        file, with: Array((opening + text).utf8))
    } catch {
      throw .unreadable("\(shown) cannot be written: \(error.reason)")
    }
    environment.say("kept as \(shown): `.run \(name)` asks it again")
  }

  /// A text that says the same alone: before the query stands what it names of what was typed.
  private func program(of query: String, in folder: String) throws(CommandFailure) -> String {
    var reading = prompt.bench.session
    reading.files = .inWorkspace(prompt.bench.folder(in: environment), folder: folder)
    var trouble: [Diagnostic] = []
    for usingFiles in [false, true] {
      let before = prompt.definitions.statements(before: query, usingFiles: usingFiles)
      let lines = (before + [query]).joined(separator: "\n")
      let text = Formatter.format(SourceText(lines)).text ?? lines + "\n"
      do throws(QueryFailure) {
        _ = try reading.prepare(SourceText(text))
        return text
      } catch {
        if trouble.isEmpty { trouble = error.diagnostics }
      }
    }
    let reason = trouble.first.map { ": \($0.message)" } ?? ""
    throw .prompt("the query cannot stand alone\(reason); nothing was written")
  }

  /// `.run NAME [k=v]`: a saved program, or one by its path. A value goes on to the next `name=`.
  func run(_ argument: String) throws(CommandFailure) {
    let words = argument.split(separator: " ").map(String.init)
    guard let name = words.first else {
      throw .prompt("run what? For example: .run weekly; `.reports` lists them")
    }
    var values: [String] = []
    for word in words.dropFirst() {
      let opening = word.drop { $0 == "$" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let opens = !opening.isEmpty && word.contains("=")
      if opens || values.isEmpty {
        values.append(word)
      } else {
        values[values.count - 1] += " " + word
      }
    }
    let arguments = try ProgramArguments(values, command: ".run")
    let source = try SavedPrograms(of: prompt.bench, in: environment).source(of: name)
    let status = prompt.run(source, arguments)
    if status != .ok { throw CommandFailure(status: status, message: "") }
  }

  /// `.reports`: what the workspace keeps.
  func list() {
    var output = environment.output
    var options = prompt.renderOptions
    options.numbersRows = false
    options.echo = false
    SavedProgramList(
      bench: prompt.bench, programs: SavedPrograms(of: prompt.bench, in: environment)
    ).write(prompt.format, options: options, to: &output)
    output.flush()
  }
}
