// Finds the workspace one stands in.

/// Looks for workspaces by their `workspace.yaml`.
public enum WorkspaceLocator {
  /// The nearest folder, from `path` upwards, that holds a `workspace.yaml`; missing when none
  /// does.
  public static func nearest(from path: String) -> String? {
    var folder = FileSystem.realPath(path)
    while true {
      if settingsFile(in: folder) != nil { return folder }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  /// The path of a folder's `workspace.yaml` (or `.yml`), if that is a regular file.
  static func settingsFile(in folder: String) -> String? {
    for name in ["workspace.yaml", "workspace.yml"] {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      if FileSystem.item(at: path)?.isFile == true { return path }
    }
    return nil
  }
}
