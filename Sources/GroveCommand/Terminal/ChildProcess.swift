// Another program run to its end: bytes in, bytes and a status out. Foundation's Process costs
// start-up and is not part of FoundationEssentials, so this is posix_spawn and poll.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a program left behind.
package struct ChildResult: Sendable {
  /// Its exit status; 128 and the signal's number when a signal ended it, as shells count.
  package let status: Int32
  package let output: [UInt8]
  /// What it said on standard error, the first 64 KiB of it.
  package let errors: String
  /// Whether it wrote more than was allowed; it was stopped then.
  package let isCut: Bool
}

package enum ChildProcess {
  /// Why a program could not be run.
  package enum Failure: Error {
    /// There is no program of that name.
    case notFound
    /// The system refused, in its own words.
    case refused(String)
  }

  private static let errorLimit = 1 << 16

  /// Runs a program found by `PATH` (or by a path) with exactly these variables, gives it `input`
  /// and waits for its end.
  package static func run(
    _ arguments: [String], variables: [String: String], input: [UInt8] = [],
    outputLimit: Int = 1 << 30
  ) throws(Failure) -> ChildResult {
    var pipes = Pipes()
    guard pipes.open() else { throw .refused(SystemError(errno).reason) }
    defer { pipes.close() }
    let process = try spawn(arguments, variables, pipes)
    pipes.closeFarEnds()
    let (output, errors, isCut) = withoutBrokenPipes { exchange(input, &pipes, outputLimit) }
    pipes.close()
    if isCut { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return ChildResult(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: output,
      errors: String(decoding: errors, as: UTF8.self), isCut: isCut)
  }

  /// Three pipes; the even descriptors are read from, the odd ones written to.
  private struct Pipes {
    private var descriptors = [Int32](repeating: -1, count: 6)

    var childInput: Int32 { descriptors[0] }
    var input: Int32 { descriptors[1] }
    var output: Int32 { descriptors[2] }
    var childOutput: Int32 { descriptors[3] }
    var errors: Int32 { descriptors[4] }
    var childErrors: Int32 { descriptors[5] }

    mutating func open() -> Bool {
      for place in [0, 2, 4] {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else { return false }
        descriptors[place] = pair[0]
        descriptors[place + 1] = pair[1]
        // Another thread's child must not hold these open.
        for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      }
      return true
    }

    mutating func closeFarEnds() { for place in [0, 3, 5] { close(place) } }

    mutating func closeInput() { close(1) }

    mutating func close() { for place in descriptors.indices { close(place) } }

    private mutating func close(_ place: Int) {
      guard descriptors[place] >= 0 else { return }
      _ = systemClose(descriptors[place])
      descriptors[place] = -1
    }
  }

  private static func spawn(
    _ arguments: [String], _ variables: [String: String], _ pipes: Pipes
  ) throws(Failure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes.childInput, 0)
    posix_spawn_file_actions_adddup2(&actions, pipes.childOutput, 1)
    posix_spawn_file_actions_adddup2(&actions, pipes.childErrors, 2)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Signals held back or ignored here are no concern of the program's.
    var none = sigset_t()
    sigemptyset(&none)
    var restored = sigset_t()
    sigemptyset(&restored)
    for signal in [SIGINT, SIGPIPE] { sigaddset(&restored, signal) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &restored)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var variablePointers =
      variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argumentPointers + variablePointers).forEach { free($0) } }
    var process: pid_t = 0
    let status = posix_spawnp(
      &process, arguments.first ?? "", &actions, &attributes, &argumentPointers, &variablePointers)
    switch status {
    case 0: return process
    case ENOENT, ENOTDIR: throw .notFound
    default: throw .refused(SystemError(status).reason)
    }
  }

  /// Writing to a program that has gone is an error to `body` and no signal.
  private static func withoutBrokenPipes<Result>(_ body: () -> Result) -> Result {
    var broken = sigset_t()
    var before = sigset_t()
    sigemptyset(&broken)
    sigaddset(&broken, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &broken, &before)
    defer {
      var waiting = sigset_t()
      sigemptyset(&waiting)
      sigpending(&waiting)
      var signal: Int32 = 0
      if sigismember(&waiting, SIGPIPE) == 1, sigismember(&before, SIGPIPE) == 0 {
        sigwait(&broken, &signal)
      }
      pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return body()
  }

  /// Writes the input and reads both outputs as the program takes and gives them; doing one after
  /// the other would wait forever on a program that fills a pipe meanwhile.
  private static func exchange(
    _ input: [UInt8], _ pipes: inout Pipes, _ outputLimit: Int
  ) -> (output: [UInt8], errors: [UInt8], isCut: Bool) {
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var sent = 0
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var isOpen = (output: true, errors: true)
    if input.isEmpty { pipes.closeInput() }
    _ = fcntl(pipes.input, F_SETFL, O_NONBLOCK)
    while isOpen.output || isOpen.errors {
      // Negative descriptors are skipped.
      var waits = [
        pollfd(fd: isOpen.output ? pipes.output : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen.errors ? pipes.errors : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: pipes.input, events: Int16(POLLOUT), revents: 0),
      ]
      guard poll(&waits, 3, -1) >= 0 else {
        if errno == EINTR { continue }
        break
      }
      if waits[0].revents != 0 {
        let count = read(pipes.output, &piece, piece.count)
        if count > 0 { output.append(contentsOf: piece.prefix(count)) }
        isOpen.output = count > 0
        if output.count > outputLimit { return (output, errors, true) }
      }
      if waits[1].revents != 0 {
        let count = read(pipes.errors, &piece, piece.count)
        if count > 0 {
          errors.append(contentsOf: piece.prefix(min(count, errorLimit - errors.count)))
        }
        isOpen.errors = count > 0
      }
      if waits[2].revents != 0 {
        let count = input.withUnsafeBytes { all in
          // `sent` never passes the count.
          write(pipes.input, all.baseAddress.map { $0 + sent }, min(all.count - sent, 1 << 16))
        }
        if count > 0 { sent += count }
        if sent == input.count || count < 0 && errno != EAGAIN && errno != EINTR {
          pipes.closeInput()
        }
      }
    }
    return (output, errors, false)
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
