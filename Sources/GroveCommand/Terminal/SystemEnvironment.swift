// The real world around a command: descriptors, clock, variables. Built once, by the executable.

import CReadline
import Grove

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension CommandEnvironment {
  /// The process's own standard streams, variables, directory and day.
  public static func system() -> CommandEnvironment {
    var environment = CommandEnvironment(
      variables: systemVariables(), currentDirectory: systemDirectory(), today: systemToday(),
      write: { bytes in send(bytes, to: STDOUT_FILENO) },
      writeError: { bytes in send(bytes, to: STDERR_FILENO) })
    environment.inputIsTerminal = isatty(STDIN_FILENO) == 1
    environment.outputIsTerminal = isatty(STDOUT_FILENO) == 1
    environment.errorsAreTerminal = isatty(STDERR_FILENO) == 1
    environment.columns = {
      let columns = Int(grove_terminal_columns())
      return columns > 0 ? columns : nil
    }
    environment.milliseconds = {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
    }
    environment.readLine = { Swift.readLine(strippingNewline: true) }
    environment.readAll = { limit in
      (try? SystemFiles.contents(of: STDIN_FILENO, limit: limit)) ?? []
    }
    let isInteractive = environment.inputIsTerminal && environment.outputIsTerminal
    if isInteractive {
      environment.makeEditor = { services in
        if let editor = ReadlineEditor(services) { return editor }
        return PlainEditor(readLine: services.readLine)
      }
    }
    return environment
  }

  /// A reader that has gone ends the program without a word, as a broken pipe does.
  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    if SystemFiles.send(bytes, to: descriptor) { return }
    exit(errno == EPIPE ? ExitStatus.brokenPipe.rawValue : ExitStatus.unreadable.rawValue)
  }

  private static func systemVariables() -> [String: String] {
    var variables: [String: String] = [:]
    // Only these are ever read, so that nothing else of the environment can matter.
    for name in [
      "HOME", "COLUMNS", "TERM", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LC_ALL", "LC_CTYPE",
      "LANG", "XDG_STATE_HOME", "PATH",
    ] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  private static func systemDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// The civil day in the zone of the machine.
  private static func systemToday() -> CivilDate {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil else { return CivilDate(dayNumber: 0) }
    let year = Int(parts.tm_year) + 1900
    return CivilDate(year: year, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? CivilDate(dayNumber: 0)
  }
}
