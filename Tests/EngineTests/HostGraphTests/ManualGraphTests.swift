// The Swift of the manual's page on graphs, compiled and run: each block of the page stands here as
// it does there, and what it prints follows it on the page.

import Foundation
import Grove
import TestKit
import Testing

@Suite("The manual's page on graphs") struct ManualGraphTests {
  private let april20 = CivilDate.on("2026-04-20")
  private let may8 = CivilDate.on("2026-05-08")
  private let may15 = CivilDate.on("2026-05-15")

  /// What the blocks print, a line a call.
  private final class Printed {
    var lines: [String] = []
  }

  private let printed = Printed()

  private func print(_ parts: Any...) {
    printed.lines.append(parts.map { "\($0)" }.joined(separator: " "))
  }

  private func build() -> (graph: GoalGraph, problems: [GraphProblem]) {
    var builder = GraphBuilder(name: "acme")
    builder.addPerson(id: "ana", name: "Ana Lima")
    builder.addCycle(name: "Q2 2026")
    let growth = builder.addObjective(
      id: "O1", title: "Grow in Europe", owner: "ana", cycle: "Q2 2026")
    let users = builder.addKeyResult(
      id: "K1", title: "Monthly users", of: .row(growth), from: 2_000, to: 5_000)
    builder.addCheckIn(of: .row(users), on: april20, value: 3_500, note: "Campaign started")
    builder.addObjective(id: "O2", title: "Be known", cycle: "Q2 2026", supports: ["O1", "O9"])
    builder.set("commitment", growth, .text("committed"))
    let (graph, problems) = builder.build()
    return (graph, problems)
  }

  @Test("a graph is built and its problems are told at their places")
  func building() throws {
    let (graph, problems) = build()
    for problem in problems {
      let place = graph.place(of: problem)
      print(place?.source ?? "", place?.line ?? 0, problem.code.id, problem.message)
    }
    try expectPrinted()
    #expect(graph.value("progress", of: "O1", on: "2026-05-15") == .ratio(0.5))
  }

  @Test("kinds and fields of one's own")
  func own() throws {
    var builder = GraphBuilder(name: "acme")
    builder.addObjective(id: "O1", title: "Grow in Europe")
    let risks = builder.schema.addKind(
      plural: "risks", singular: "risk",
      fields: [
        FieldDefinition(name: "severity", type: .number),
        FieldDefinition(name: "area", type: .text, closedSet: ["market", "staff"]),
      ])
    builder.schema.addField(FieldDefinition(name: "budget", type: .number), to: .objectives)
    builder.schema.addLinkKind(LinkKind(name: "threatens", effect: .nothing))
    if let risks {
      let risk = builder.add(risks, id: "R1")
      builder.set("title", risk, .text("Prices fall"))
      builder.set("area", risk, .text("market"))
      builder.addLink(from: .row(risk), to: "O1", kind: "threatens")
    }
    let (graph, problems) = builder.build()
    #expect(problems == [])
    #expect(try AskedGraph(graph).ids("risks market") == ["R1"])
  }

  @Test("a view answers without what it hides")
  func view() throws {
    let graph = build().graph
    let seen = graph.view { graph.id(of: $0) != "K1" }
    let answers = try Session(graph: seen, today: may15).run("objectives with key results")
    guard case .table(let table)? = answers.first else {
      Issue.record("no table")
      return
    }
    #expect(table.rowCount == 0)
    #expect(try AskedGraph(graph).ids("objectives with key results") == ["O1"])
  }

  @Test("events make another graph")
  func events() throws {
    let graph = build().graph
    let later = try graph.applying([
      .checkIn(goal: "K1", date: may8, value: 4_100, confidence: 0.8, author: "ana"),
      .set(goal: "O1", field: "owner", to: .text("ana"), date: may8),
      .add(kind: .keyResults, id: "K2", fields: ["objective": .text("O1"), "target": .number(9)]),
      .link(child: "O2", parent: "K2", weight: 0.5, date: may8),
    ])
    #expect(later.value("progress", of: "K1", on: "2026-05-15") == .ratio(0.7))
    #expect(try AskedGraph(later).ids("goals under @O1") == ["K1", "O2", "K2"])
    do {
      _ = try graph.applying([.checkIn(goal: "K7", date: may8, value: 1)])
    } catch {
      print(error)
    }
    try expectPrinted()
  }

  @Test("the schema is written without data")
  func schema() throws {
    let graph = build().graph
    let json = graph.schema.json()
    printed.lines = json.split(separator: "\n").prefix(6).map(String.init)
    try expectPrinted()
  }

  // MARK: The page

  private static let page = (try? text("Sources/Grove/Grove.docc/Embedding/Graphs.md")) ?? ""

  private static func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The lines a block of the page is followed by as comments.
  private func expectPrinted() throws {
    let wanted = printed.lines.map { "// \($0)" }.joined(separator: "\n")
    #expect(!printed.lines.isEmpty)
    #expect(Self.page.contains(wanted), "\(wanted)")
  }

  @Test("each of its blocks stands in this file")
  func blocks() throws {
    func code(_ text: some StringProtocol) -> String {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.hasPrefix("//") && !$0.isEmpty }.joined(separator: "\n")
    }
    let here = code(try String(contentsOfFile: #filePath, encoding: .utf8))
    let blocks = Self.page.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    #expect(blocks.count == 7)
    for block in blocks { #expect(here.contains(code(block)), "\(block)") }
  }
}
