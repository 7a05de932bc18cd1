// The entries of earlier sessions: one a line, with line breaks and backslashes escaped, so that
// sessions side by side merge by appending and an entry of several lines stays one.

/// The history in `$XDG_STATE_HOME/grove/history`, readable by its owner only.
struct HistoryFile {
  let path: String
  private static let keptEntries = 2_000
  private static let mostBytes = 8 << 20

  /// The file for these variables; nil when they name no home.
  init?(variables: [String: String]) {
    if let state = variables["XDG_STATE_HOME"], state.hasPrefix("/") {
      path = state + "/grove/history"
    } else if let home = variables["HOME"], home.hasPrefix("/") {
      path = home + "/.local/state/grove/history"
    } else {
      return nil
    }
  }

  init(path: String) { self.path = path }

  /// The latest entries, oldest first. A file that has grown to twice what is kept is cut back.
  func load() -> [String] {
    guard let bytes = try? SystemFiles.contents(of: path, limit: Self.mostBytes) else { return [] }
    let lines = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    let latest = Array(lines.suffix(Self.keptEntries))
    if lines.count > 2 * Self.keptEntries {
      let text = latest.map { $0 + "\n" }.joined()
      // Losing the cut only means that the file is cut next time.
      try? SystemFiles.replace(path, with: Array(text.utf8), mode: 0o600)
    }
    return latest.map(Self.unescaped)
  }

  /// Adds an entry at the end. Failing to is no reason to disturb anybody.
  func append(_ entry: String) {
    guard let slash = path.lastIndex(of: "/"),
      SystemFiles.makeDirectory(String(path[..<slash]))
    else { return }
    _ = SystemFiles.append(Array((Self.escaped(entry) + "\n").utf8), to: path, mode: 0o600)
  }

  static func escaped(_ entry: String) -> String {
    var text = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\0": break
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  static func unescaped(_ line: String) -> String {
    var text = ""
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
