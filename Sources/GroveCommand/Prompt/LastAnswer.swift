// The last answer as variables: `$_` is all of it, `$1`, `$2` ... are its rows.

import Grove

extension Session {
  /// Rows beyond these have no variable of their own; `$_` holds them all the same.
  private static let numberedRows = 1_000

  /// Binds what a statement gave. Rows take the place of the rows before; rows that stand for a thing
  /// are that thing, others a record of their columns. A value is only `$_`, and a card, which one
  /// looks at on the way, leaves the rows it was chosen from.
  mutating func remember(_ statement: StatementResult) {
    switch statement {
    case .value(let value, _): bind("_", value)
    case .card, .explanation, .why, .text, .heading, .report, .promise, .failure, .remark: break
    case .table(let result):
      unbindAll()
      let rows = (0..<result.rowCount).map { result.rowValue($0) }
      bind("_", .list(rows))
      for (index, row) in rows.prefix(Self.numberedRows).enumerated() {
        bind(String(index + 1), row)
      }
    }
  }
}

extension QueryResult {
  fileprivate func rowValue(_ row: Int) -> Value {
    if nodes.indices.contains(row), let node = nodes[row] { return .node(node) }
    return .record(
      Record(
        columns.indices.map { column in
          Record.Field(name: columns[column].name, value: value(row: row, column: column))
        }))
  }
}
