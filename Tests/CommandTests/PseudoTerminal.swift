// A terminal made for tests: the built `grove` runs behind it as it would in front of a person.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The built executable beside the test bundle; nil when it has not been built.
func builtExecutable() -> String? {
  let own = CommandLine.arguments.first ?? ""
  guard let slash = own.lastIndex(of: "/") else { return nil }
  let path = own[..<slash] + "/grove"
  return access(String(path), X_OK) == 0 ? String(path) : nil
}

/// A process behind a terminal of 100 columns.
final class PseudoTerminal {
  private let master: Int32
  private var process: pid_t = 0
  /// Everything the process has written.
  private(set) var transcript = ""
  private var seen = 0
  private var bytes: [UInt8] = []

  /// Starts `arguments` (the executable first) with these variables.
  init?(_ arguments: [String], variables: [String: String]) {
    guard let pair = Self.openPair() else { return nil }
    master = pair.master
    var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session leader opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, pair.name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_addclose(&actions, master)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that tests run on hold signals back, which the process must not inherit.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Self.startsSession | Int16(POSIX_SPAWN_SETSIGMASK))

    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var variablePointers =
      variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argumentPointers + variablePointers).forEach { free($0) } }
    let status = posix_spawn(
      &process, arguments[0], &actions, &attributes, &argumentPointers, &variablePointers)
    guard status == 0 else { return nil }
  }

  #if os(Linux)
    // Not among the names that the Glibc module brings: <asm-generic/ioctls.h>, <spawn.h>.
    private static let unlock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430
    private static let startsSession: Int16 = 0x80

    private static func openPair() -> (master: Int32, name: String)? {
      let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var locked: Int32 = 0
      var index: Int32 = 0
      guard master >= 0, ioctl(master, unlock, &locked) == 0, ioctl(master, number, &index) == 0
      else { return nil }
      return (master, "/dev/pts/\(index)")
    }
  #else
    private static let startsSession = Int16(POSIX_SPAWN_SETSID)

    private static func openPair() -> (master: Int32, name: String)? {
      let master = posix_openpt(O_RDWR | O_NOCTTY)
      guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master)
      else { return nil }
      return (master, String(cString: name))
    }
  #endif

  deinit {
    if process > 0 {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(master)
  }

  /// Types bytes, as the keys of a keyboard send them.
  func send(_ keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Waits until the process has written `text` after what was waited for before.
  func expect(_ text: String, within seconds: Int = 20) -> Bool {
    for _ in 0..<seconds * 20 {
      if let end = place(after: text) {
        seen = end
        return true
      }
      if !readMore() { return place(after: text) != nil }
    }
    return false
  }

  /// The exit status once the process has ended; nil when it does not end.
  func exitStatus(within seconds: Int = 20) -> Int32? {
    for _ in 0..<seconds * 20 {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        process = 0
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
      }
      _ = readMore()
    }
    return nil
  }

  private func place(after text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= seen + wanted.count else { return nil }
    for start in seen...bytes.count - wanted.count
    where bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return start + wanted.count
    }
    return nil
  }

  /// Reads what comes within a twentieth of a second; false when the terminal is gone.
  private func readMore() -> Bool {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, 50) > 0 else { return true }
    var piece = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &piece, piece.count)
    guard count > 0 else {
      usleep(50_000)
      return false
    }
    bytes += piece[..<count]
    transcript = String(decoding: bytes, as: UTF8.self)
    return true
  }
}
