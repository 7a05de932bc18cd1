// What a file's name says: its format, its kind of rows, and whether a pattern of workspace.yaml
// means it.

import Grove

/// The formats that are read.
enum FileFormat: Hashable {
  case csv, tsv, yaml, json, ndjson

  /// The format of a file's name; missing for files that hold no goals.
  init?(path: String) {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    switch name[name.index(after: dot)...] {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "yaml", "yml": self = .yaml
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    default: return nil
    }
  }
}

/// Reads file names.
enum FileName {
  /// A path's last part without its extension.
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// The kind of rows a file's name tells: `key-results.csv`, `2026 objectives.csv`, `Risk.json`.
  /// Missing when it names none, or several.
  static func kind(of path: String, vocabulary: Vocabulary) -> Kind? {
    let name = FieldNames.normalized(stem(path))
    if let kind = vocabulary.kind(named: name) { return kind }
    let padded = "_\(name)_"
    let found = vocabulary.schema.kinds.filter {
      $0.kind != .goals && ByteSearch.occurs("_\($0.coreName)_", in: padded)
    }
    return found.count == 1 ? found.first?.kind : nil
  }

  /// What files of plans are called: no kind of rows, but what is planned of KPIs by period.
  static let plans = "plans"

  /// Whether a file's name, of no kind, tells that it holds plans: `plans.csv`, `kpi plans.csv`.
  static func namesPlans(_ path: String) -> Bool {
    FieldNames.normalized(stem(path)).split(separator: "_").contains { $0 == plans }
  }

  /// Whether a pattern means a path. `*` and `?` stay within a folder, `**` does not; a pattern
  /// without a slash means names in any folder, one that ends in a slash all that is below. Linear
  /// in the path for each star, never more.
  static func matches(_ path: String, pattern: String) -> Bool {
    var pattern = pattern
    if pattern.hasPrefix("./") { pattern = String(pattern.dropFirst(2)) }
    if pattern.hasSuffix("/") { pattern += "**" }
    let text =
      pattern.contains("/") ? path : path.split(separator: "/").last.map(String.init) ?? path
    return matches(Array(text.utf8), Array(pattern.utf8))
  }

  private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    // Where matching may begin again after each star met: one place for `*`, one for `**`.
    var position = 0
    var index = 0
    var star: (pattern: Int, text: Int)?
    var globe: (pattern: Int, text: Int)?
    while position < text.count {
      if index < pattern.count, pattern[index] == 0x2A {
        if index + 1 < pattern.count, pattern[index + 1] == 0x2A {
          index += 2
          if index < pattern.count, pattern[index] == 0x2F { index += 1 }
          globe = (index, position)
          star = nil
        } else {
          index += 1
          star = (index, position)
        }
      } else if index < pattern.count,
        pattern[index] == text[position] || (pattern[index] == 0x3F && text[position] != 0x2F)
      {
        index += 1
        position += 1
      } else if let last = star, text[last.text] != 0x2F {
        star = (last.pattern, last.text + 1)
        index = last.pattern
        position = last.text + 1
      } else if let last = globe {
        globe = (last.pattern, last.text + 1)
        star = nil
        index = last.pattern
        position = last.text + 1
      } else {
        return false
      }
    }
    while index < pattern.count, pattern[index] == 0x2A { index += 1 }
    return index == pattern.count
  }
}
