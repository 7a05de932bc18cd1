// `render tree`: what stands under what.

import Grove
import TestKit
import Testing

@Suite("Trees") struct TreeTests {
  @Test("a row stands after its parent and before the parent's next child")
  func order() throws {
    let graph = GraphFixture()
      .objective("late").supporting("K1")
      .objective("O").keyResult("K1", of: "O").keyResult("K2", of: "O")
      .initiative("I").supporting("late").graph()
    let session = Session(graph: graph, today: .earliest)
    guard case .table(let answer)? = try session.run("goals | render tree").last else {
      Issue.record("no table")
      return
    }
    #expect(answer.nodes.map { $0.map(graph.id(of:)) } == ["O", "K1", "late", "I", "K2"])
    #expect(answer.treeParents == [nil, 0, 1, 2, 0])
    #expect(answer.value(row: 2, column: 0) == .text("late"))
  }
}
