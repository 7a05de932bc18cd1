// The queries that a workspace keeps: files in its folders `queries` and `reports`.

/// A query file of a workspace.
public struct SavedQuery: Hashable, Sendable {
  /// What it is run by: the path below its folder, without `.grove`.
  public let name: String
  /// The path within the workspace.
  public let path: String
  /// The first comment line; empty without one.
  public let title: String
  /// The text of the file.
  public let text: String
}

/// Lists a workspace's saved queries.
public enum SavedQueries {
  /// The largest query file that is read, in bytes.
  public static let maximumBytes = 1 << 20

  /// The `*.grove` files of `queries/` and `reports/`, in the order of their paths' bytes. Files
  /// that cannot be read, are too large or are links are left out. A folder that is not there is
  /// empty.
  public static func list(in workspace: String) -> [SavedQuery] {
    let root = FileSystem.realPath(workspace)
    var queries: [SavedQuery] = []
    for folder in ["queries", "reports"] {
      let names = FileSystem.names(in: "\(root)/\(folder)") ?? []
      for name in names where name.hasSuffix(".grove") && !name.hasPrefix(".") {
        let path = "\(folder)/\(name)"
        guard let text = text(at: "\(root)/\(path)") else { continue }
        queries.append(
          SavedQuery(
            name: String(name.dropLast(".grove".count)), path: path, title: title(of: text),
            text: text))
      }
    }
    return queries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func text(at location: String) -> String? {
    guard FileSystem.item(at: location)?.isFile == true,
      case .success(let bytes) = FileReader.read(location), bytes.count <= maximumBytes
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func title(of text: String) -> String {
    for line in text.split(whereSeparator: \.isNewline).prefix(3)
    where line.hasPrefix("#") && !line.hasPrefix("#!") {
      return String(line.drop { $0 == "#" || $0 == " " })
    }
    return ""
  }
}
