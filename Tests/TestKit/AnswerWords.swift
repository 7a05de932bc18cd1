// Everything an answer says, as text, so that two answers can be compared whole.

package import Grove

extension Session {
  /// All that a text gives: every part of its answers, or its diagnostics. Rows by their numbers.
  package func everything(_ text: String) -> String {
    do {
      return try run(text).map(\.everything).joined(separator: "\n")
    } catch {
      return error.diagnostics.map { "\($0)" }.joined(separator: "\n")
    }
  }
}

extension StatementResult {
  fileprivate var everything: String {
    switch self {
    case .table(let table):
      let cells = (0..<table.rowCount).map { row in
        table.columns.indices.map { "\(table.value(row: row, column: $0))" }
      }
      return [
        table.query, table.expansion, table.understood, "\(table.columns)", "\(cells)",
        "\(table.nodes)", "\(table.groups ?? [])", "\(table.groupKeys)", "\(table.totals ?? [])",
        "\(table.skippedMissing)", "\(table.notes)",
        table.emptyAnswer.map { "\($0)" } ?? "", "\(table.shape)", "\(table.treeParents)",
      ].joined(separator: "\n")
    case .value(let value, _): return "\(value)"
    case .card(let card, _):
      return "\(card.node) \(card.entries) \(String(describing: card.alignment)) \(card.trend)"
    case .explanation(let explanation):
      return [
        explanation.expansion, explanation.understood, "\(explanation.times)",
        "\(explanation.steps)", "\(explanation.rules)", explanation.plan,
      ].joined(separator: "\n")
    case .why(let answer): return "\(answer.value) \(answer.verdict) \(answer.reasons)"
    default: return "\(self)"
    }
  }
}
