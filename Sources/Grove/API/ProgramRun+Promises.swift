// What is given for a promise.

extension ProgramRun {
  /// Looks into a promise and says how it turned out.
  func outcome(
    of promise: PreparedPromise, _ executor: Executor, _ program: PreparedProgram
  ) throws(RunFailure) -> PromiseOutcome {
    let finding = try executor.find(promise.plan, today: program.session.today)
    let message = try promise.message.map { id throws(RunFailure) in try executor.words(of: id) }
    return PromiseOutcome(
      state: PromiseOutcome.State(finding.state), isWarning: promise.isWarning,
      words: promise.words, message: message,
      offending: finding.offending.map { rows in
        QueryResult(
          graph: executor.graph, query: promise.query, expansion: promise.query,
          today: program.session.today, understood: promise.query,
          columns: program.plan[rows.query].output.map { column in
            QueryResult.Column(
              name: column.name, type: program.plan[column.expression].type, format: column.format)
          }, cells: rows.cells, nodes: rows.nodes)
      },
      exceptions: finding.exceptions.map { exception in
        PromiseOutcome.Exception(
          nodes: exception.nodes, until: exception.until, reason: exception.reason,
          isExpired: exception.isExpired)
      },
      sides: finding.sides.map { PromiseOutcome.Side(words: $0.words, value: $0.value) },
      range: promise.range)
  }
}

extension PromiseOutcome.State {
  fileprivate init(_ state: PromiseFinding.State) {
    switch state {
    case .kept: self = .kept
    case .broken: self = .broken
    case .vacuous: self = .vacuous
    }
  }
}
