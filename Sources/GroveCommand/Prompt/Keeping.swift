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
    let format = try words.count == 2 ? namedFormat(words[1]) : prompt.format
    let answer = try lastAnswer()
    var output = environment.output
    format.write(
      answer, graph: prompt.bench.graph, today: prompt.bench.today, options: prompt.renderOptions,
      to: &output)
    output.flush()
  }

  /// `.out FILE [FMT]`: the last answer to a file, in the format that its name ends in or FMT.
  func writeOut(_ argument: String) throws(CommandFailure) {
    var words = argument.split(separator: " ").map(String.init)
    var format: (any ResultFormat)?
    if words.count > 1, let last = words.last, let named = ResultFormats.named(last.lowercased()) {
      format = named
      words.removeLast()
    }
    let path = words.joined(separator: " ")
    guard !path.isEmpty else { throw .prompt("where to? For example: .out answer.csv") }
    let answer = try lastAnswer()
    let place = environment.absolute(path)
    let shown = path.visibleControls()
    if isSource(place) {
      throw .prompt("\(shown) is a file of the workspace: choose another name")
    }
    var options = prompt.renderOptions
    options.width = nil
    options.color = false
    options.numbersRows = false
    var output = ByteOutput()
    (format ?? Self.format(ofName: path) ?? prompt.format).write(
      answer, graph: prompt.bench.graph, today: prompt.bench.today, options: options, to: &output)
    do {
      try SystemFiles.replace(place, with: output.bytes)
    } catch {
      throw .unreadable("\(shown) cannot be written: \(error.reason)")
    }
    environment.say("wrote \(output.bytes.count) bytes to \(shown)")
  }

  /// `.save NAME ["title"]`: the last query as a file of the workspace's `queries`.
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
    let folder = environment.absolute(prompt.bench.path) + "/queries"
    guard SystemFiles.kind(of: environment.absolute(prompt.bench.path)) == .directory else {
      throw .prompt("the workspace is one file: queries are kept in folders only")
    }
    let file = "\(folder)/\(name).grove"
    guard SystemFiles.kind(of: file) == .none else {
      throw .prompt("queries/\(name).grove is there already: choose another name")
    }
    let heading = title.drop { $0 == " " }
    let text = Formatter.format(SourceText(query)).text ?? query + "\n"
    do throws(SystemError) {
      guard SystemFiles.makeDirectory(folder) else {
        throw SystemError(reason: "the folder queries cannot be made")
      }
      try SystemFiles.replace(
        file, with: Array(((heading.isEmpty ? "" : "# \(heading)\n\n") + text).utf8))
    } catch {
      throw .unreadable("queries/\(name).grove cannot be written: \(error.reason)")
    }
    environment.say("kept as queries/\(name).grove: grove run queries/\(name).grove asks it again")
  }

  // MARK: - Parts

  private func lastAnswer() throws(CommandFailure) -> StatementResult {
    guard let answer = prompt.lastAnswer else { throw .prompt("nothing has been answered yet") }
    return answer
  }

  private func namedFormat(_ name: String) throws(CommandFailure) -> any ResultFormat {
    if let format = ResultFormats.named(name.lowercased()) { return format }
    throw .prompt(SharedOptions.unknownFormat(name))
  }

  private static func format(ofName path: String) -> (any ResultFormat)? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    return ResultFormats.named(ending == "md" ? "markdown" : ending)
  }

  /// Whether a path is one that the open workspace was read from.
  private func isSource(_ place: String) -> Bool {
    let root = environment.absolute(prompt.bench.path)
    let isSame = { (path: String) in SystemFiles.isSameFile(path, place) }
    return isSame(root) || prompt.bench.graph.sources.contains { isSame("\(root)/\($0)") }
  }
}
