// Questions asked of small graphs in text, for tests of whole stages.

import Grove
import TestKit
import Testing

/// A graph that answers questions.
struct AskedGraph {
  var session: Session

  init(_ fixture: GraphFixture, today: String = "2026-05-15", limits: Limits = .standard) {
    session = Session(graph: fixture.graph(), today: .on(today), limits: limits)
  }

  init(_ graph: GoalGraph, limits: Limits = .standard) {
    session = Session(graph: graph, today: .on("2026-05-15"), limits: limits)
  }

  init(_ session: Session) {
    self.session = session
  }

  /// The answer to a query.
  func ask(_ text: String) throws -> QueryResult {
    guard case .table(let table)? = try session.run(text).first else {
      throw NoTable()
    }
    return table
  }

  /// The cells of an answer as a line a row: ids of nodes, plain numbers, `-` for missing.
  func lines(_ text: String) throws -> [String] {
    let table = try ask(text)
    return (0..<table.rowCount).map { row in
      table.columns.indices.map { word(table.value(row: row, column: $0)) }.joined(separator: " ")
    }
  }

  /// The ids of the rows of an answer.
  func ids(_ text: String) throws -> [String] {
    try ask(text).nodes.map { $0.map { session.graph.id(of: $0) } ?? "-" }
  }

  /// The value of an expression.
  func value(_ text: String) throws -> Value {
    guard case .value(let value, _)? = try session.run(text).first else { return .missing }
    return value
  }

  /// The messages a text is refused with.
  func messages(_ text: String) -> [String] {
    do {
      _ = try session.run(text)
      return []
    } catch {
      return error.diagnostics.map { "\($0.code.id) \($0.message)" }
    }
  }

  private func word(_ value: Value) -> String {
    switch value {
    case .missing: "-"
    case .flag(let flag): flag ? "yes" : "no"
    case .number(let number), .ratio(let number), .points(let number):
      Int(exactly: number).map(String.init) ?? String(number)
    case .text(let text): text
    case .node(let node): session.graph.id(of: node)
    case .list(let members): members.map(word).joined(separator: ">")
    default: "?"
    }
  }

  struct NoTable: Error {}
}
