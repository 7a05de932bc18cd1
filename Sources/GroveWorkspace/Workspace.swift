// A workspace as callers see it: load a folder or a file, get a graph and what was odd about the
// files.

public import Grove

/// What a load may take. The defaults are far above any workspace of people's own making.
public struct LoadLimits: Hashable, Sendable {
  /// The largest file read, in bytes; never more than 1 GiB.
  public var fileBytes: Int
  /// How many files are read.
  public var files: Int
  /// How many folders deep files are looked for.
  public var folderDepth: Int

  /// The most that any limit lets a file have.
  static let mostFileBytes = 1 << 30

  /// 1 GiB a file, 100,000 files, 32 folders deep.
  public static let standard = LoadLimits()

  /// Limits; the largest file is cut to 1 GiB.
  public init(fileBytes: Int = 1 << 30, files: Int = 100_000, folderDepth: Int = 32) {
    self.fileBytes = min(max(0, fileBytes), Self.mostFileBytes)
    self.files = max(0, files)
    self.folderDepth = max(0, folderDepth)
  }
}

/// What was read to load a workspace.
public struct LoadStatistics: Hashable, Sendable {
  /// Bytes of all files together.
  public var bytes = 0
  /// Rows of all files together, problems included.
  public var rows = 0
  /// Rows of the graph: goals, check-ins, teams, people, cycles and links.
  public var nodes = 0
}

/// A folder (or file) of goals, loaded.
///
/// Loading is deterministic: the same files give the same graph and the same problems in the same
/// order. It reads only below the folder, follows no links, and never changes anything.
public struct Workspace: Sendable {
  /// The goals and what belongs to them.
  public let graph: GoalGraph
  /// What was odd, in the order of the files; see `isSpotless` for a strict check.
  public let problems: [Problem]
  /// How much was left out or kept as text, counted to the last cell.
  public let counts: ProblemCounts
  /// The files that were read, in order, as paths within the workspace.
  public let files: [String]
  /// The name of `workspace.yaml`, else that of the folder or file.
  public let name: String
  /// The folder, with all links in its path followed.
  public let root: String
  /// What was read.
  public let loadStatistics: LoadStatistics

  /// Whether no problem was found; what a strict caller asks.
  public var isSpotless: Bool { counts.problems == 0 }

  /// Loads a folder, or one file and the `workspace.yaml` beside it.
  ///
  /// What is odd inside the files is in `problems`, and the rest is loaded.
  ///
  /// `onProgress` is told how far the load has come, now and then, on the calling thread.
  ///
  /// - Complexity: O(bytes of the files) plus O(rows x log rows).
  /// - Throws: `WorkspaceError` when there is nothing to open at all.
  public static func load(
    path: String, limits: LoadLimits = .standard, onProgress: ((LoadProgress) -> Void)? = nil
  ) throws(WorkspaceError) -> Workspace {
    var loader = try WorkspaceLoader(path: path, limits: limits, meter: LoadMeter(onProgress))
    return try loader.load()
  }
}
