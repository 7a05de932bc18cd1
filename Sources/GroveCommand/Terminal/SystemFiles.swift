// Reading and writing of files by path: bounded reads, and writes that replace a file whole.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why the system refused, in its own words.
struct SystemError: Error {
  let reason: String

  init(reason: String) { self.reason = reason }

  init(_ number: Int32) {
    reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}

enum SystemFiles {
  enum Kind { case none, file, directory, other }

  /// What stands at a path; links are followed.
  static func kind(of path: String) -> Kind {
    var info = stat()
    guard stat(path, &info) == 0 else { return .none }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// Whether a link stands at a path, wherever it leads.
  static func isLink(_ path: String) -> Bool {
    var info = stat()
    return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether a path is a program that may be run.
  static func isExecutable(_ path: String) -> Bool {
    kind(of: path) == .file && access(path, X_OK) == 0
  }

  /// Whether both paths lead to one thing that is there.
  static func isSameFile(_ left: String, _ right: String) -> Bool {
    var one = stat()
    var other = stat()
    return stat(left, &one) == 0 && stat(right, &other) == 0 && one.st_dev == other.st_dev
      && one.st_ino == other.st_ino
  }

  /// The bytes of a file, at most `limit`.
  static func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(errno) }
    defer { close(descriptor) }
    let bytes = try contents(of: descriptor, limit: limit)
    guard bytes.count <= limit else { throw SystemError(reason: "larger than \(limit) bytes") }
    return bytes
  }

  /// What can be read from a descriptor, up to `limit` bytes and one more.
  static func contents(of descriptor: Int32, limit: Int) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(errno)
      }
      if count == 0 { break }
      bytes.append(contentsOf: piece.prefix(min(count, limit + 1 - bytes.count)))
    }
    return bytes
  }

  /// Writes a file beside the path, syncs it and moves it there, so that readers see all of it or the
  /// old one, also after the machine has stopped. It keeps the old file's permissions unless `mode`
  /// is given. When it fails, nothing is left behind.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t? = nil
  ) throws(SystemError) {
    var info = stat()
    let kept = stat(path, &info) == 0 ? info.st_mode & 0o777 : 0o644
    let temporary = path + ".\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ?? kept)
    guard descriptor >= 0 else { throw SystemError(errno) }
    var cause: Int32 = 0
    if !send(bytes, to: descriptor) || fsync(descriptor) != 0 { cause = errno }
    if close(descriptor) != 0, cause == 0 { cause = errno }
    if cause == 0, rename(temporary, path) != 0 { cause = errno }
    guard cause == 0 else {
      unlink(temporary)
      throw SystemError(cause)
    }
    syncFolder(of: path)
  }

  /// Makes the new name last. Where a folder cannot be synced, the file is there all the same.
  private static func syncFolder(of path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Adds bytes at the end of a file, making it with `mode` when it is not there.
  static func append(_ bytes: [UInt8], to path: String, mode: mode_t) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return send(bytes, to: descriptor)
  }

  /// Makes a directory and those above it, for their owner only. True when it is there.
  static func makeDirectory(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if kind(of: made) == .none, mkdir(made, 0o700) != 0 { return false }
    }
    return kind(of: path) == .directory
  }

  /// Writes all bytes; false when that fails, with the cause in `errno`.
  static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        write(descriptor, all.baseAddress.map { $0 + sent }, all.count - sent)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      sent += count
    }
    return true
  }
}
