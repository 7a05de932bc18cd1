// Workspaces whose files are at hand as bytes: those of a commit, of an archive, of a test.

import Grove

/// A file of a workspace that is not read from the disk.
public struct WorkspaceFile: Sendable {
  /// The path within the workspace, with `/` between folders.
  public let path: String
  /// What it holds.
  public let bytes: [UInt8]

  /// A file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

extension Workspace {
  /// Whether a load would read a file of that path within a workspace: `workspace.yaml`, and files
  /// of known formats that no part of the path hides (`.git`, `queries`, `reports`).
  public static func reads(_ path: String) -> Bool {
    FileFinder.isSettings(path) || FileFinder.mayHoldGoals(path)
  }

  /// Loads a workspace from bytes instead of a folder; else as `load(path:)`. Files that no load
  /// would read are left alone, and `name` stands for the folder's.
  ///
  /// - Throws: `WorkspaceError` when none of the files can hold goals.
  public static func load(
    files: [WorkspaceFile], name: String, limits: LoadLimits = .standard
  ) throws(WorkspaceError) -> Workspace {
    var loader = WorkspaceLoader(files: files, name: name, limits: limits)
    return try loader.load()
  }
}
