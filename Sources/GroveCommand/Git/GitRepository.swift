// The files of a workspace as they stood in a commit, read through the `git` command: nothing is
// checked out, nothing is written, no network is used, and no file outside the folder is read.

import Grove
import GroveRender
import GroveWorkspace

/// A commit, and how it was asked for.
struct GitCommit {
  let revision: String
  let hash: String
  /// The civil day it was committed on, where it was committed.
  let day: CivilDate

  var short: String { String(hash.prefix(10)) }
}

/// A workspace's folder within a git repository.
struct GitRepository {
  private let git: String
  private let folder: String
  /// The one file of the workspace, where it is one.
  private let single: String?
  private let variables: [String: String]
  /// The folder's path within the repository, `examples/retail/`, empty at its top.
  private var prefix = ""
  private let path: String

  /// What all files of a commit may have together.
  private static let mostBytes = 1 << 30
  private static let mostFiles = 100_000

  /// The repository that a workspace (a folder or a file) stands in.
  init(workspace path: String, in environment: CommandEnvironment) throws(CommandFailure) {
    self.path = path
    let place = environment.absolute(path)
    let isFile = SystemFiles.kind(of: place) == .file
    guard isFile || SystemFiles.kind(of: place) == .directory else {
      throw .unreadable(
        "\(path): there is no such file or folder; check the path".visibleControls())
    }
    let slash = place.lastIndex(of: "/") ?? place.startIndex
    let name = String(place[slash...].drop { $0 == "/" })
    let isSettings = ["workspace.yaml", "workspace.yml"].contains(name)
    folder = isFile ? (slash == place.startIndex ? "/" : String(place[..<slash])) : place
    single = isFile && !isSettings ? name : nil
    let search = environment.variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    let places = search.split(separator: ":").map { "\($0)/git" }
    guard let found = places.first(where: { SystemFiles.isExecutable($0) }) else {
      throw .git(.gitNotInstalled, "there is no `git` on this machine", help: "install git")
    }
    git = found
    var variables = [
      "PATH": search, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
      "GIT_NO_LAZY_FETCH": "1",
    ]
    variables["HOME"] = environment.variables["HOME"]
    self.variables = variables
    let answer = try run(["rev-parse", "--show-prefix"])
    guard answer.status == 0 else {
      throw .git(
        .notARepository, "\(path.visibleControls()) is in no git repository",
        help: Self.reason(answer) ?? "--at and diff look at commits: `git init` begins a history")
    }
    let line = String(decoding: answer.output, as: UTF8.self)
    prefix = line.hasSuffix("\n") ? String(line.dropLast()) : line
  }

  /// The commit that a revision names: a hash, branch or tag, `HEAD~3`, `main@{yesterday}`.
  func commit(_ revision: String) throws(CommandFailure) -> GitCommit {
    let isName = !revision.isEmpty && !revision.hasPrefix("-") && !revision.utf8.contains(0)
    let found =
      isName ? try run(["rev-parse", "--verify", "--quiet", revision + "^{commit}"]) : nil
    guard let found, found.status == 0, let hash = found.line else {
      throw .git(
        .noSuchCommit, "this repository has no commit `\(revision.visibleControls())`",
        help: "`git log --oneline` lists commits")
    }
    let shown = try run(["show", "--no-patch", "--format=%cs", hash])
    guard shown.status == 0, let day = shown.line.flatMap({ CivilDate(iso: $0) }) else {
      throw failure(shown)
    }
    return GitCommit(revision: revision, hash: hash, day: day)
  }

  /// A commit with its files.
  func state(
    _ revision: String
  ) throws(CommandFailure) -> (commit: GitCommit, files: [WorkspaceFile]) {
    let commit = try commit(revision)
    return (commit, try files(of: commit))
  }

  /// The files of the commit that a load of the folder would read, by path within the folder.
  func files(of commit: GitCommit) throws(CommandFailure) -> [WorkspaceFile] {
    let tree = prefix.isEmpty ? commit.hash : "\(commit.hash):\(prefix.dropLast())"
    let listed = try run(["ls-tree", "--full-tree", "-r", "-z", "-l", tree])
    let blobs = listed.status == 0 ? try wanted(listed.output) : []
    guard !blobs.isEmpty else {
      throw .git(
        .notInCommit,
        "\(path.visibleControls()) holds no goals in commit \(commit.short)",
        help: "`git log -- \(path.visibleControls())` lists the commits that changed it")
    }
    let names = blobs.map { $0.hash + "\n" }.joined()
    let answer = try run(["cat-file", "--batch"], input: Array(names.utf8))
    guard answer.status == 0, !answer.isCut else { throw failure(answer) }
    return try contents(answer.output, of: blobs, failure: failure(answer))
  }

  // MARK: - What git answers

  private struct Blob {
    let path: String
    let hash: Substring
    let size: Int
  }

  /// The regular files of `git ls-tree -r -z -l`: `mode type hash size<tab>path`, each ended by NUL.
  private func wanted(_ listing: [UInt8]) throws(CommandFailure) -> [Blob] {
    var blobs: [Blob] = []
    var total = 0
    for entry in listing.split(separator: 0) {
      guard let tab = entry.firstIndex(of: 0x09) else { continue }
      let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      let path = String(decoding: entry[(tab + 1)...], as: UTF8.self)
      guard words.count == 4, words[0].hasPrefix("100"), words[1] == "blob",
        let size = Int(words[3]), isWanted(path)
      else { continue }
      total += min(size, Self.mostBytes)
      guard total <= Self.mostBytes, blobs.count < Self.mostFiles else {
        throw .unreadable(
          "the commit holds more than \(Self.mostBytes >> 20) MB or \(Self.mostFiles) files of goals"
        )
      }
      blobs.append(Blob(path: path, hash: words[2], size: size))
    }
    return blobs
  }

  private func isWanted(_ path: String) -> Bool {
    guard let single else { return Workspace.reads(path) }
    return path == single || path == "workspace.yaml" || path == "workspace.yml"
  }

  /// `hash type size`, a line break, the bytes, a line break, for each file asked for.
  private func contents(
    _ bytes: [UInt8], of blobs: [Blob], failure: CommandFailure
  ) throws(CommandFailure) -> [WorkspaceFile] {
    var files: [WorkspaceFile] = []
    var place = 0
    for blob in blobs {
      guard let end = bytes[place...].firstIndex(of: 0x0A),
        bytes[place..<end].elementsEqual("\(blob.hash) blob \(blob.size)".utf8),
        end + 1 + blob.size < bytes.count
      else { throw failure }
      files.append(
        WorkspaceFile(path: blob.path, bytes: Array(bytes[(end + 1)..<(end + 1 + blob.size)])))
      place = end + 1 + blob.size + 1
    }
    return files
  }

  // MARK: - Running git

  private func run(
    _ arguments: [String], input: [UInt8] = []
  ) throws(CommandFailure) -> ChildResult {
    do {
      return try ChildProcess.run(
        [git, "-C", folder, "--no-pager"] + arguments, variables: variables, input: input,
        outputLimit: Self.mostBytes + (64 << 20))
    } catch {
      switch error {
      case .notFound:
        throw .git(.gitNotInstalled, "there is no `git` on this machine", help: "install git")
      case .refused(let reason): throw .unreadable("git cannot be run: \(reason)")
      }
    }
  }

  private func failure(_ answer: ChildResult) -> CommandFailure {
    .unreadable("git failed: \(Self.reason(answer) ?? "status \(answer.status)")")
  }

  /// The first line that git complained with, unless it only says that there is no repository.
  private static func reason(_ answer: ChildResult) -> String? {
    guard let line = answer.errors.split(separator: "\n").first,
      !line.contains("not a git repository")
    else { return nil }
    return String(line).visibleControls()
  }
}

extension ChildResult {
  /// The only line of the output.
  fileprivate var line: String? {
    String(decoding: output, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }
}

extension CommandFailure {
  static func git(_ code: DiagnosticCode, _ message: String, help: String) -> CommandFailure {
    CommandFailure(status: .unreadable, message: "error[\(code.id)]: \(message); \(help)")
  }
}

extension DiagnosticCode {
  static let gitNotInstalled = DiagnosticCode("GRV0701", "git is not installed")
  static let notARepository = DiagnosticCode("GRV0702", "the workspace is in no git repository")
  static let noSuchCommit = DiagnosticCode("GRV0703", "there is no such commit")
  static let notInCommit = DiagnosticCode("GRV0704", "the workspace is not in that commit")

  /// All codes of looking at commits, in order.
  static let gitCodes = [gitNotInstalled, notARepository, noSuchCommit, notInCommit]
}
