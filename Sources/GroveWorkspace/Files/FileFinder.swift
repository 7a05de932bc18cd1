// Finds the files of a workspace below its folder, and never outside: links are not followed. Order
// and limits are the same on every machine.

/// A file to load.
struct FoundFile: Hashable {
  /// The path within the workspace, with `/` between folders.
  let path: String
  /// The path the system knows.
  let location: String
  let byteCount: Int
  /// What it holds, of a file that is not on the disk.
  var bytes: [UInt8]?
}

/// Walks the folders of a workspace.
struct FileFinder {
  let root: String
  let limits: LoadLimits
  let log: ProblemLog
  /// Patterns of paths to leave out.
  let ignored: [String]

  private static let skippedFolders: Set = ["queries", "reports", "node_modules"]

  /// The files that may hold goals, in the order of their paths' bytes.
  func files() -> [FoundFile] {
    var found: [FoundFile] = []
    var folders: [(path: String, depth: Int)] = [("", 0)]
    while let (folder, depth) = folders.popLast() {
      let location = folder.isEmpty ? root : "\(root)/\(folder)"
      guard let names = FileSystem.names(in: location) else {
        log.beginFile(folder)
        log.add(.unreadable(folder, reason: "the folder cannot be listed"))
        continue
      }
      for name in names.sorted(by: Self.byBytes) where !name.hasPrefix(".") {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        guard !ignored.contains(where: { FileName.matches(path, pattern: $0) }) else { continue }
        switch look(path, name) {
        case .file(let file): found.append(file)
        case .folder where depth >= limits.folderDepth:
          log.beginFile(path)
          log.add(.tooDeepFolder(path, limit: limits.folderDepth))
        case .folder: folders.append((path, depth + 1))
        case .nothing: break
        }
      }
    }
    found.sort { Self.byBytes($0.path, $1.path) }
    cut(&found)
    return found
  }

  /// Of files held in memory those that would be found in a folder, in the same order.
  func files(among given: [WorkspaceFile]) -> [FoundFile] {
    var found = given.filter { file in
      Self.mayHoldGoals(file.path) && file.path.utf8.count { $0 == 0x2F } <= limits.folderDepth
        && !ignored.contains { FileName.matches(file.path, pattern: $0) }
    }.map {
      FoundFile(path: $0.path, location: $0.path, byteCount: $0.bytes.count, bytes: $0.bytes)
    }
    found.sort { Self.byBytes($0.path, $1.path) }
    cut(&found)
    return found
  }

  /// Whether a path is that of the workspace's settings.
  static func isSettings(_ path: String) -> Bool {
    ["workspace.yaml", "workspace.yml"].contains(path)
  }

  /// Whether a file of that path is read for goals: of a known format, in no folder that is skipped
  /// or hidden.
  static func mayHoldGoals(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last, !isSettings(path), FileFormat(path: path) != nil else {
      return false
    }
    return !name.lowercased().hasPrefix("readme.") && !parts.contains { $0.hasPrefix(".") }
      && !parts.dropLast().contains { skippedFolders.contains(String($0)) }
  }

  private func cut(_ found: inout [FoundFile]) {
    guard found.count > limits.files else { return }
    log.beginFile(found[limits.files].path)
    log.add(.tooManyFiles(found[limits.files].path, limit: limits.files))
    found.removeSubrange(limits.files...)
  }

  private enum Finding {
    case file(FoundFile)
    case folder
    case nothing
  }

  private func look(_ path: String, _ name: String) -> Finding {
    let location = "\(root)/\(path)"
    let mayHoldGoals = FileFormat(path: name) != nil && !name.lowercased().hasPrefix("readme.")
    guard let item = FileSystem.item(at: location) else {
      if mayHoldGoals {
        log.beginFile(path)
        log.add(.unreadable(path, reason: "the system does not tell what it is"))
      }
      return .nothing
    }
    switch item {
    case .folder: return Self.skippedFolders.contains(name) ? .nothing : .folder
    case .symbolicLink:
      reportLink(path, location, mayHoldGoals)
      return .nothing
    case .file(let byteCount):
      guard mayHoldGoals, !Self.isSettings(path) else { return .nothing }
      return .file(FoundFile(path: path, location: location, byteCount: byteCount))
    case .other:
      if mayHoldGoals {
        log.beginFile(path)
        log.add(.notAFile(path))
      }
      return .nothing
    }
  }

  /// Links are never followed: what one within the workspace leads to is read where it stands, what
  /// one leads to outside is not ours to read.
  private func reportLink(_ path: String, _ location: String, _ mayHoldGoals: Bool) {
    let target = FileSystem.realPath(location)
    let isInside = target == root || target.hasPrefix(root == "/" ? "/" : root + "/")
    let item = FileSystem.item(at: target)
    let isFolder = item == .folder
    guard mayHoldGoals || isFolder else { return }
    log.beginFile(path)
    if item == nil || target == location {
      log.add(.brokenLink(path))
    } else if isInside {
      log.add(.folderLoop(path))
    } else {
      log.add(.outside(path))
    }
  }

  private static func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// Reads whole files into memory. Never maps them: a mapped file that is cut short while it is read
/// takes the process with it.
enum FileReader {
  /// The file's bytes, from where it is.
  static func read(_ file: FoundFile) -> Result<[UInt8], FileFailure> {
    file.bytes.map { .success($0) } ?? read(file.location)
  }

  /// The file's bytes, or why there are none, as a clause.
  static func read(_ location: String) -> Result<[UInt8], FileFailure> {
    FileSystem.read(location, atMost: LoadLimits.mostFileBytes)
  }
}
