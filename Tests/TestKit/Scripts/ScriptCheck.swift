// Runs a program by the machine and by the plain evaluator of statements, and says where what they
// give parts.

package import Grove
import GroveSyntax

/// A workspace with both ways to run programs over it.
package struct ScriptCheck {
  /// How a comparison ended.
  package enum Outcome {
    /// Both gave the same; whether a failure ended them.
    case agreed(failed: Bool)
    /// The engine refused the text, with this code.
    case refused(String, message: String)
    /// They differ.
    case differs(String)
  }

  /// Three key results, one of them without numbers.
  package static let graph =
    GraphFixture()
    .objective("O1", "Grow", start: "2026-04-01", due: "2026-06-30")
    .keyResult("K1", "One", of: "O1", from: 0, to: 100, now: 40, due: "2026-06-30")
    .keyResult("K2", "Two", of: "O1", from: 0, to: 10, now: 9, due: "2026-06-15")
    .keyResult("K3", "Three", of: "O1")
    .graph()

  package var session: Session

  package init(limits: Limits = .standard) {
    session = Session(graph: Self.graph, today: .on("2026-05-15"), limits: limits)
  }

  /// What a run gave: each result in words, and the failure that ended it.
  package struct Trace: Equatable {
    package var results: [String] = []
    package var variables: [String] = []
    package var failure: String?

    package init(failure: String? = nil) {
      self.failure = failure
    }
  }

  package func check(_ text: String) -> Outcome {
    let program: PreparedProgram
    do {
      program = try session.prepare(SourceText(text, name: "script"))
    } catch {
      let first = error.diagnostics.first
      return .refused(first?.code.id ?? "", message: first?.message ?? "")
    }
    let machine = trace(program)
    let plain = trace(program) { _ in PlainScript(program.plan.script) }
    if machine == plain { return .agreed(failed: machine.failure != nil) }
    return .differs("machine \(machine)\nplain   \(plain)")
  }

  /// What a run gives, by the machine or another way.
  package func trace(
    _ program: PreparedProgram,
    by runner: ((any ScriptHost) throws(RunFailure) -> any ScriptRunner)? = nil
  ) -> Trace {
    var results: [String] = []
    var trace = Trace()
    do throws(QueryFailure) {
      let end: ProgramEnd
      if let runner {
        end = try program.run(with: runner) { results.append(Self.words($0)) }
      } else {
        end = try program.run { results.append(Self.words($0)) }
      }
      trace.variables = end.variables.map { "\($0.name) = \($0.value)" }
    } catch {
      trace.failure = Self.words(error)
    }
    trace.results = results
    return trace
  }

  private static func words(_ result: StatementResult) -> String {
    switch result {
    case .text(let text): "text \(text)"
    case .heading(let text): "heading \(text)"
    case .value(let value, _): "value \(value)"
    case .card(let card, _): "card \(card.node)"
    case .table(let table):
      "table "
        + (0..<table.rowCount).map { row in
          table.columns.indices.map { "\(table.value(row: row, column: $0))" }
            .joined(separator: ", ")
        }.joined(separator: "; ")
    case .report(let report):
      "report \(report.title): \(report.sections.map { words($0) })"
    case .failure(let failure): "failed: \(words(failure))"
    case .remark(let remark): "remark \(remark.code.id) \(remark.range)"
    case .explanation, .why, .promise: "other"
    }
  }

  /// A failure with its place; a limit without.
  private static func words(_ failure: QueryFailure) -> String {
    let diagnostics = failure.diagnostics.map {
      failure.kind == .limit ? $0.code.id : "\($0.code.id) \($0.range) \($0.message)"
    }
    return "\(failure.kind): \(diagnostics.joined(separator: "; "))"
  }
}
