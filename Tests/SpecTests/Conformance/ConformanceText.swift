// Answers as the plain text of the conformance suite: cells that tell their type, and tables of them.

import Grove

/// Writes values as cells.
struct ConformanceText {
  let graph: GoalGraph

  // MARK: Cells

  func cell(_ value: Value) -> String { cell(value, isQuoted: false) }

  private func cell(_ value: Value, isQuoted: Bool) -> String {
    switch value {
    case .missing: return "–"
    case .flag(let flag): return flag ? "yes" : "no"
    case .number(let number): return Self.number(number)
    case .ratio(let ratio): return Self.number(ratio * 100) + "%"
    case .points(let points):
      let count = Self.number(points * 100)
      return count == "1" ? "1 point" : "\(count) points"
    case .duration(let length): return length.description
    case .date(let day): return day.description
    case .period(let period): return period.description
    case .text(let text): return isQuoted || Self.looksLikeAnother(text) ? Self.quoted(text) : text
    case .node(let node):
      let id = graph.id(of: node)
      return "@" + (id.isEmpty ? place(node) : id)
    case .list(let members):
      return "[" + members.map { cell($0, isQuoted: true) }.joined(separator: ", ") + "]"
    case .record(let record):
      let fields = record.fields.map { "\($0.name): \(cell($0.value, isQuoted: true))" }
      return "{" + fields.joined(separator: ", ") + "}"
    }
  }

  /// Check-ins and links have no id: what they belong to stands for them.
  private func place(_ node: Node) -> String {
    let definition = graph.schema.definition(graph.kind(of: node))
    let parts = definition.defaultColumns.prefix(2).map { cell(graph.value($0, of: node)) }
    return "(\(parts.joined(separator: " ")))"
  }

  /// At most nine decimals, half away from zero, without zeros at the end.
  static func number(_ number: Double) -> String {
    if number.magnitude < 1e15, let whole = Int(exactly: number) { return String(whole) }
    guard number.magnitude < 1e6 else { return number.description }
    let scaled = (number * 1e9).rounded(.toNearestOrAwayFromZero)
    guard scaled != 0 else { return "0" }
    let digits = String(Int(scaled.magnitude))
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var decimals = String(padded.suffix(9))
    while decimals.last == "0" { decimals.removeLast() }
    let whole = (scaled < 0 ? "-" : "") + padded.dropLast(9)
    return decimals.isEmpty ? whole : "\(whole).\(decimals)"
  }

  /// Whether a reader could take the text for another value.
  private static func looksLikeAnother(_ text: String) -> Bool {
    guard let first = text.first, let last = text.last else { return true }
    if ["yes", "no", "–"].contains(text) || first == " " || last == " " { return true }
    if first.isNumber || "-@[{\"".contains(first) { return true }
    return text.contains { $0 == "|" || $0.isNewline }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for letter in text {
      switch letter {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "|": quoted += "\\u{7C}"
      default: quoted.append(letter)
      }
    }
    return quoted + "\""
  }

  // MARK: Tables

  /// A line a step: the rows after it, the groups they are in, the rows dropped for a missing value,
  /// and its words.
  func steps(_ explanation: Explanation) -> String {
    explanation.steps.map { step in
      let counts = [step.rows, step.groups, step.skippedMissing].map { $0.map(String.init) ?? "–" }
      return (counts + [step.words.replacing("|", with: "\\u{7C}")]).joined(separator: " | ")
    }.joined(separator: "\n")
  }

  /// The names of the columns and a line a row, the keys of groups before the columns.
  func table(_ result: QueryResult) -> String {
    let names = result.columns.map(\.name)
    let keys = result.groups == nil ? [] : result.groupKeys.filter { !names.contains($0) }
    var rows: [[String]] = [keys + names]
    var keysOfRow: [[Value]] = Array(repeating: [], count: result.rowCount)
    for group in result.groups ?? [] {
      let shown = zip(result.groupKeys, group.keys).filter { keys.contains($0.0) }.map(\.1)
      for row in group.rows { keysOfRow[row] = shown }
    }
    for row in 0..<result.rowCount {
      let values = names.indices.map { result.value(row: row, column: $0) }
      rows.append((keysOfRow[row] + values).map(cell))
    }
    return Self.aligned(rows).joined(separator: "\n")
  }

  func line(_ values: [Value]) -> String { values.map(cell).joined(separator: " | ") }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let width = rows.map(\.count).max() ?? 0
    let widths = (0..<width).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        if column > 0 { line += " | " }
        line += cell
        if column + 1 < row.count {
          line += String(repeating: " ", count: widths[column] - cell.count)
        }
      }
      return line
    }
  }

  /// A table with one blank between cells, so that tables can be compared however they are aligned.
  static func compact(_ table: String) -> String {
    table.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimming { $0 == " " } }
        .joined(separator: " | ")
    }.joined(separator: "\n")
  }
}

extension Substring {
  fileprivate func trimming(_ isOutside: (Character) -> Bool) -> Substring {
    var text = self
    while let first = text.first, isOutside(first) { text.removeFirst() }
    while let last = text.last, isOutside(last) { text.removeLast() }
    return text
  }
}
