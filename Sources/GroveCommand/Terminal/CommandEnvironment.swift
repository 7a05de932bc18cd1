// Everything a command may touch outside the process, as one value, so that tests run commands in
// process. SystemEnvironment.swift builds the real one.

public import Grove
import GroveRender

/// The world around a command.
public struct CommandEnvironment {
  /// The environment variables.
  public var variables: [String: String]
  /// The directory that relative paths start from.
  public var currentDirectory: String
  /// The day it is, read from the clock once.
  public var today: CivilDate
  /// Whether standard input is a terminal.
  public var inputIsTerminal: Bool
  /// Whether standard output is a terminal.
  public var outputIsTerminal: Bool
  /// Whether standard error is a terminal.
  public var errorsAreTerminal: Bool
  /// The columns of the terminal on standard output now, nil without one.
  public var columns: () -> Int?
  /// Milliseconds of a clock that only goes forward; for what is shown of time passing, never for a
  /// result.
  public var milliseconds: () -> Int
  /// Takes bytes for standard output.
  public var write: ([UInt8]) -> Void
  /// Takes bytes for standard error.
  public var writeError: ([UInt8]) -> Void
  /// The next line of standard input without its line break, nil at its end.
  public var readLine: () -> String?
  /// The rest of standard input, at most so many bytes and one more.
  public var readAll: (_ limit: Int) -> [UInt8]
  /// The editor of the prompt; by default lines of standard input.
  public var makeEditor: (_ services: EditorServices) -> any LineEditor

  /// A world of one's own. Standard input is empty and nothing is a terminal unless set.
  public init(
    variables: [String: String] = [:], currentDirectory: String, today: CivilDate,
    write: @escaping ([UInt8]) -> Void, writeError: @escaping ([UInt8]) -> Void
  ) {
    self.variables = variables
    self.currentDirectory = currentDirectory
    self.today = today
    inputIsTerminal = false
    outputIsTerminal = false
    errorsAreTerminal = false
    columns = { nil }
    milliseconds = { 0 }
    self.write = write
    self.writeError = writeError
    readLine = { nil }
    readAll = { _ in [] }
    makeEditor = { services in PlainEditor(readLine: services.readLine) }
  }

  // MARK: - Helpers

  func say(_ text: String) { write(Array((text + "\n").utf8)) }

  func complain(_ text: String) { writeError(Array((text + "\n").utf8)) }

  /// Standard output as a place to render to. The caller flushes it.
  var output: ByteOutput { ByteOutput(to: write) }

  /// Standard error as a place to render to. The caller flushes it.
  var errors: ByteOutput { ByteOutput(to: writeError) }

  /// A path as seen from the current directory.
  func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "." { return currentDirectory }
    if path.hasPrefix("~/"), let home = variables["HOME"] { return home + path.dropFirst(1) }
    return currentDirectory + "/" + path
  }

  /// The width that text is cut to: none unless standard output is a terminal.
  var width: Int? {
    guard outputIsTerminal else { return nil }
    if let columns = columns(), columns > 0 { return columns }
    return variables["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
  }

  /// Whether own decoration may leave ASCII: always in a file or pipe, so that its bytes do not
  /// depend on the locale; on a terminal unless the locale says otherwise.
  var allowsUnicode: Bool {
    guard outputIsTerminal else { return true }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { variables[$0] }.first { !$0.isEmpty }
    guard let locale = locale?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
      || !locale.contains(".") && !["c", "posix"].contains(locale)
  }
}

/// When to colour.
enum ColorChoice: String, CaseIterable {
  case auto, always, never

  /// The choice of the command line, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM` and the terminal.
  func applies(in environment: CommandEnvironment, toTerminal isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    let variables = environment.variables
    if let off = variables["NO_COLOR"], !off.isEmpty { return false }
    if let force = variables["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
    if variables["TERM"] == "dumb" || variables["CLICOLOR"] == "0" { return false }
    return isTerminal
  }
}
