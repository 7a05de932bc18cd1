// What `snapshots` of workspace.yaml names: the files that are exports of one sheet, by day. What
// exports say of goals is compared in SnapshotHistory.

import Grove

/// A path with `{date}` in it, such as `exports/okrs-{date}.csv`.
struct SnapshotPattern: Hashable {
  private let prefix: String
  private let suffix: String
  /// Whether it has folders; without, names in any folder are meant.
  private let isPath: Bool

  /// Missing for a text that is no such path: one `{date}`, of a sheet, within the workspace.
  init?(_ text: String) {
    var text = text
    if text.hasPrefix("./") { text = String(text.dropFirst(2)) }
    let bytes = Array(text.utf8)
    let mark = Array("{date}".utf8)
    let places = ByteSearch.occurrences(of: mark, in: bytes)
    guard places.count == 1, let place = places.first, !text.hasPrefix("/"),
      !text.contains(where: { "*?\\".contains($0) }),
      !text.split(separator: "/").contains(".."),
      [.csv, .tsv].contains(FileFormat(path: text))
    else { return nil }
    prefix = String(decoding: bytes[..<place], as: UTF8.self)
    suffix = String(decoding: bytes[(place + mark.count)...], as: UTF8.self)
    isPath = text.contains("/")
  }

  /// What stands for `{date}` in a path; missing when the pattern does not mean it.
  func date(in path: String) -> String? {
    let name = isPath ? path : path.split(separator: "/").last.map(String.init) ?? path
    guard name.count > prefix.count + suffix.count, name.hasPrefix(prefix), name.hasSuffix(suffix)
    else { return nil }
    let date = name.dropFirst(prefix.count).dropLast(suffix.count)
    return date.contains("/") ? nil : String(date)
  }
}

/// One dated export of a sheet.
struct SnapshotFile {
  let file: FoundFile
  let source: Int32
  let day: CivilDate
}

/// The exports among the files of a workspace.
struct SnapshotFiles {
  /// Which files some pattern means.
  private(set) var isExport: [Bool]
  /// The exports of each pattern by day, under the place of the newest among the files.
  private(set) var series: [Int: [SnapshotFile]] = [:]

  /// Sorts files by pattern and day; the first pattern that means a file has it. `sources` are
  /// those of the builder. A name without a day, and a second file of a day, are told and left out.
  init(
    _ files: [FoundFile], sources: [Int32], patterns: [SnapshotPattern], dates: DateText,
    log: ProblemLog
  ) {
    isExport = files.map { _ in false }
    var exports = patterns.map { _ in [(place: Int, export: SnapshotFile)]() }
    for (place, file) in files.enumerated() {
      let found = patterns.enumerated().lazy.compactMap { index, pattern in
        pattern.date(in: file.path).map { (index, $0) }
      }.first
      guard let (index, text) = found else { continue }
      isExport[place] = true
      log.beginFile(file.path)
      guard let day = Self.day(text, dates) else {
        log.add(.exportWithoutDay(file.path, text: text))
        continue
      }
      if let other = exports[index].first(where: { $0.export.day == day }) {
        log.add(.exportsOfOneDay(file.path, other: other.export.file.path))
        continue
      }
      exports[index].append((place, SnapshotFile(file: file, source: sources[place], day: day)))
    }
    log.endFile()
    for found in exports {
      let found = found.sorted { $0.export.day < $1.export.day }
      if let newest = found.last { series[newest.place] = found.map(\.export) }
    }
  }

  /// The day in a name: `2026-04-14`, `20260414`, `2026_04_14`, `14-Apr-2026`. A month or a quarter
  /// is no day.
  private static func day(_ text: String, _ dates: DateText) -> CivilDate? {
    var text = String(text.map { $0 == "_" ? "-" : $0 })
    if text.utf8.count == 8, text.utf8.allSatisfy(\.isDigit) {
      text = "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))"
    }
    let first = dates.day(text, edge: .first)
    return first == dates.day(text, edge: .last) ? first : nil
  }
}
