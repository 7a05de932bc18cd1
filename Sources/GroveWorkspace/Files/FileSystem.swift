// The few questions a load asks the system: what is at a path, which names a folder holds, a file's
// bytes, where a path leads. Straight from the C library, so that whoever embeds this module
// carries no Foundation; what the answers mean is decided by FileFinder and the loader.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The disk, as a load sees it.
enum FileSystem {
  /// What stands at a path.
  enum Item: Hashable {
    case file(byteCount: Int)
    case folder
    case symbolicLink
    /// A pipe, a socket or a device.
    case other

    /// Whether it is a regular file.
    var isFile: Bool { if case .file = self { true } else { false } }
  }

  /// What stands at a path, a link being a link; nil when nothing does, or nobody tells.
  static func item(at path: String) -> Item? {
    var information = stat()
    guard isSpeakable(path), lstat(path, &information) == 0 else { return nil }
    switch information.st_mode & S_IFMT {
    case S_IFREG: return .file(byteCount: Int(clamping: information.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .symbolicLink
    default: return .other
    }
  }

  /// The names in a folder, in no order; nil when it cannot be listed.
  static func names(in folder: String) -> [String]? {
    guard isSpeakable(folder), let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // The system ends the name with a zero within the array that its record has for it.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee))
        { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// A file's bytes, up to a number of them and one more, which tells that there are more.
  static func read(_ path: String, atMost limit: Int) -> Result<[UInt8], FileFailure> {
    guard isSpeakable(path) else { return .failure(.refused) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return .failure(FileFailure(errno)) }
    defer { close(file) }
    var bytes: [UInt8] = []
    // Files are read whole, in pieces that grow with what has come: a size that was asked for
    // before may no longer be true.
    var piece = 1 << 16
    while bytes.count <= limit {
      let wanted = min(piece, limit - bytes.count + 1)
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: wanted))
      var count = 0
      repeat {
        // The piece from `start` on is `wanted` bytes long.
        count = bytes.withUnsafeMutableBytes { buffer in
          buffer.baseAddress.map { systemRead(file, $0 + start, wanted) } ?? 0
        }
      } while count < 0 && errno == EINTR
      let failure = errno
      bytes.removeLast(wanted - max(count, 0))
      guard count >= 0 else { return .failure(FileFailure(failure)) }
      if count == 0 { break }
      if count == wanted { piece = min(piece * 2, 1 << 24) }
    }
    return .success(bytes)
  }

  /// A path with every link in it followed; of one that leads to nothing the absolute path.
  static func realPath(_ path: String) -> String {
    guard isSpeakable(path) else { return path }
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var parts: [Substring] = []
    let absolute = path.hasPrefix("/") ? path : realPath(".") + "/" + path
    for part in absolute.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Whether the system can be asked for a path: a NUL would end it early.
  private static func isSpeakable(_ path: String) -> Bool {
    !path.isEmpty && !path.utf8.contains(0)
  }

  private static func systemRead(
    _ file: CInt, _ place: UnsafeMutableRawPointer, _ count: Int
  ) -> Int {
    #if canImport(Darwin)
      Darwin.read(file, place, count)
    #elseif canImport(Musl)
      Musl.read(file, place, count)
    #else
      Glibc.read(file, place, count)
    #endif
  }
}

/// Why a file could not be read.
struct FileFailure: Error, Hashable {
  /// As a clause.
  let reason: String

  static let refused = FileFailure(reason: "the system refuses to read it")

  private init(reason: String) { self.reason = reason }

  /// By the number that the C library gave.
  init(_ number: CInt) {
    switch number {
    case EACCES, EPERM: reason = "permission denied"
    case ENOENT: reason = "it is no longer there"
    default: self = .refused
    }
  }
}
