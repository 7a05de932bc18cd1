// Links from every place they may be given in, and the loops they may form.

import Grove
import TestKit
import Testing

@Suite struct LinkTests {
  @Test("objectives, parents beside rows and rows of their own all become links")
  func places() {
    var fixture = GraphFixture()
      .objective("C1").objective("O1").supporting("C1", weight: 0.5).keyResult("K1", of: "O1")
    let batch = fixture.builder.addRows(kind: .initiatives, source: 0, lines: [9, 10])
    fixture.builder.setTexts("id", batch, CellSpans(["I1", "I2"]))
    fixture.builder.setParents(batch, CellSpans(["K1; O1", ""]), separator: 0x3B)
    let graph = fixture.graph()
    let links = graph.nodes(.links).map { link in
      ["child", "kind", "parent"].map { name -> String in
        switch graph.value(name, of: link) {
        case .node(let node): graph.id(of: node)
        case .text(let text): text
        default: "-"
        }
      }.joined(separator: " ")
    }
    #expect(
      links == ["O1 supports C1", "K1 measures O1", "I1 supports K1", "I1 supports O1"])
    #expect(graph.value("weight", of: graph.nodes(.links)[0]) == .number(0.5))
    #expect(graph.value("weight", of: graph.nodes(.links)[1]) == .missing)
    #expect(graph.nodes(.links).map { graph.source(of: $0)?.line } == [2, 3, 9, 9])
  }

  @Test("a link given twice counts once, with the weight that is given")
  func duplicates() {
    let fixture = GraphFixture()
      .objective("O1").keyResult("K1", of: "O1", to: 10, now: 10)
      .supporting("O1", weight: 3).keyResult("K2", of: "O1", to: 10, now: 0)
    let graph = fixture.graph()
    #expect(graph.count(.links) == 2)
    #expect(graph.value("progress", of: "O1", on: "2026-05-15") == .ratio(0.75))
    #expect(fixture.problems().isEmpty)
    let twice = GraphFixture()
      .objective("O1").objective("O2").supporting("O1", weight: 1).supporting("O1", weight: 2)
    #expect(twice.problems().map(\.code) == [.duplicateLink])
  }

  @Test("links that only block stand beside links that support")
  func blocks() {
    let graph = GraphFixture()
      .objective("O1").objective("O2").supporting("O1").supporting("O1", kind: "blocks").graph()
    #expect(graph.count(.links) == 2)
  }

  @Test("a kind of link nobody declared shows alignment and carries nothing")
  func unknownKind() {
    let fixture = GraphFixture()
      .objective("O1").keyResult("K1", to: 10, now: 5).supporting("O1", kind: "suports")
    let graph = fixture.graph()
    #expect(fixture.problems().map(\.code) == [.unknownLinkKind])
    #expect(graph.value("progress", of: "O1", on: "2026-05-15") == .missing)
    #expect(graph.value("unaligned", of: "K1", on: "2026-05-15") == .flag(false))
  }

  @Test("loops of one, two and three goals are told once, and nothing hangs", arguments: 1...3)
  func loops(size: Int) {
    var fixture = GraphFixture().objective("TOP")
    for number in 0..<size {
      fixture = fixture.objective("O\(number)").supporting("O\((number + 1) % size)")
      if number == 0 { fixture = fixture.supporting("TOP") }
      fixture = fixture.keyResult("K\(number)", of: "O\(number)", to: 10, now: 5)
    }
    let graph = fixture.graph()
    #expect(fixture.problems().map(\.code) == [.alignmentLoop])
    for number in 0..<size {
      #expect(graph.value("circular", of: "O\(number)", on: "2026-05-15") == .flag(true))
      #expect(graph.value("progress", of: "O\(number)", on: "2026-05-15") == .missing)
      #expect(graph.value("depth", of: "K\(number)", on: "2026-05-15") == .missing)
      #expect(graph.value("progress", of: "K\(number)", on: "2026-05-15") == .ratio(0.5))
    }
    #expect(graph.value("circular", of: "TOP", on: "2026-05-15") == .flag(false))
    #expect(graph.value("progress", of: "TOP", on: "2026-05-15") == .ratio(0))
  }

  @Test("two loops that share no goal are two problems")
  func twoLoops() {
    let fixture = GraphFixture()
      .objective("A").supporting("B").objective("B").supporting("A")
      .objective("C").supporting("D", "A").objective("D").supporting("C")
    let problems = fixture.problems()
    #expect(problems.map(\.code) == [.alignmentLoop, .alignmentLoop])
    #expect(problems.map(\.text) == ["A, B", "C, D"])
  }

  @Test("a chain of 50,000 goals is walked without recursion")
  func longChain() {
    var builder = GraphBuilder(name: "chain")
    let count = 50_000
    let batch = builder.addRows(
      kind: .objectives, source: -1, lines: [Int32](repeating: 0, count: count))
    builder.setTexts("id", batch, CellSpans((0..<count).map { "O\($0)" }))
    builder.setParents(
      batch, CellSpans((0..<count).map { "O\(($0 + 1) % count)" }), separator: nil)
    let (loop, problems) = builder.build()
    #expect(problems.map(\.code) == [.alignmentLoop])
    #expect(loop.links.isCircular(count / 2))

    var open = GraphBuilder(name: "chain")
    let rows = open.addRows(
      kind: .objectives, source: -1, lines: [Int32](repeating: 0, count: count))
    open.setTexts("id", rows, CellSpans((0..<count).map { "O\($0)" }))
    open.setParents(
      rows, CellSpans((0..<count).map { $0 + 1 < count ? "O\($0 + 1)" : "" }), separator: nil)
    let graph = open.build().graph
    #expect(graph.value("depth", of: "O0", on: "2026-05-15") == .number(Double(count - 1)))
  }
}
