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

  @Test("a loop is cut at its first row, and what hangs on it stays there")
  func loop() throws {
    let asked = AskedGraph(
      GraphFixture().objective("A").supporting("B").objective("B").supporting("D")
        .objective("D").supporting("A").keyResult("K", of: "D").objective("S").supporting("S"))
    let answer = try asked.ask("goals | render tree")
    #expect(answer.nodes.map { $0.map(asked.session.graph.id(of:)) } == ["A", "D", "B", "K", "S"])
    #expect(answer.treeParents == [nil, 0, 1, 1, nil])
  }

  @Test("a chain of many rows is as deep as it is long")
  func deep() throws {
    var fixture = GraphFixture().objective("N0")
    for place in 1..<5000 { fixture = fixture.objective("N\(place)").supporting("N\(place - 1)") }
    let answer = try AskedGraph(fixture).ask("goals | render tree")
    #expect(answer.treeParents.count == 5000)
    #expect(answer.treeParents.last == 4998)
  }
}
