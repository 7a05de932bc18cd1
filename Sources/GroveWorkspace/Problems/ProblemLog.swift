// Collects the problems of one load, in the order they are met, and counts what was left out.

import Grove

/// The problems of a load as they are found. A file with a million bad cells is counted to the last
/// cell, but only its first problems are kept with their texts.
final class ProblemLog {
  /// How many problems of one file are kept with place and text.
  static let keptPerFile = 1_000

  private(set) var problems: [Problem] = []
  private(set) var counts = ProblemCounts()
  private var file = ""
  private var fileProblems = 0

  /// Starts the problems of a file. Call `endFile` before the next.
  func beginFile(_ path: String) {
    endFile()
    file = path
    fileProblems = 0
  }

  /// Says how many problems of the file were counted without being kept.
  func endFile() {
    if fileProblems > Self.keptPerFile {
      problems.append(.notListed(file: file, count: fileProblems - Self.keptPerFile))
    }
    fileProblems = 0
  }

  /// Adds a problem of the file now read.
  func add(_ problem: Problem) {
    counts.count(problem.action)
    fileProblems += 1
    if fileProblems <= Self.keptPerFile { problems.append(problem) }
  }

  /// The problems as one reads the files: what is of no file that was loaded (settings, folders),
  /// then file by file as loaded, each by line and column; what is of no file at all comes last.
  /// What concerns a whole file precedes its lines, except the count of what is not listed.
  func inOrder(of files: [String]) -> [Problem] {
    let ranks = Dictionary(zip(files, 0...), uniquingKeysWith: { first, _ in first })
    func key(_ problem: Problem) -> (rank: Int, line: Int, column: Int) {
      let rank = ranks[problem.file] ?? (problem.file.isEmpty ? files.count : -1)
      return (rank, problem.line ?? (problem.code == .notListed ? .max : 0), problem.column ?? 0)
    }
    return problems.enumerated().map { (key: key($0.element), place: $0.offset) }.sorted {
      ($0.key.rank, $0.key.line, $0.key.column, $0.place)
        < ($1.key.rank, $1.key.line, $1.key.column, $1.place)
    }.map { problems[$0.place] }
  }
}

/// How much of a workspace's files could not be used as written.
public struct ProblemCounts: Hashable, Sendable {
  /// Problems of every kind.
  public private(set) var problems = 0
  /// Whole files left out.
  public private(set) var filesLeftOut = 0
  /// Rows left out.
  public private(set) var rowsLeftOut = 0
  /// Cells kept as text in a field of their own.
  public private(set) var cellsKeptAsText = 0
  /// Cells and settings left out.
  public private(set) var cellsLeftOut = 0

  mutating func count(_ action: Problem.Action) {
    problems += 1
    switch action {
    case .fileLeftOut: filesLeftOut += 1
    case .rowLeftOut: rowsLeftOut += 1
    case .cellKeptAsText: cellsKeptAsText += 1
    case .cellLeftOut, .settingLeftOut: cellsLeftOut += 1
    case .noted, .restLeftOut, .columnKept: break
    }
  }

  /// `7 problems: 3 rows left out, 4 cells kept as text`; `no problems` when there are none.
  public var summary: String {
    guard problems > 0 else { return "no problems" }
    let parts = [
      (filesLeftOut, "file", "left out"), (rowsLeftOut, "row", "left out"),
      (cellsKeptAsText, "cell", "kept as text"), (cellsLeftOut, "cell", "left out"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s") \($0.2)" }
    let head = "\(problems) problem\(problems == 1 ? "" : "s")"
    return parts.isEmpty ? head : "\(head): \(parts.joined(separator: ", "))"
  }
}
