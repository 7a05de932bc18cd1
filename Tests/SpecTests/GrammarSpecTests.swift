// The inputs of Tests/Spec/grammar beyond the parser: their expansions, and what the checker says of
// them over a workspace that has the names they use.

import Grove
import GroveSyntax
import TestKit
import Testing

@Suite("The inputs of the grammar") struct GrammarSpecTests {
  // MARK: The workspace

  private static let people = ["ana", "ben"]
  private static let teams = ["growth", "sales", "team-a", "team-b", "app"]

  /// A workspace with the ids, kinds, fields and variables that the inputs name.
  private static func session(for input: GrammarInput) -> Session {
    var schema = Schema.standard
    for (plural, singular) in [("risks", "risk"), ("pillars", "pillar")] {
      schema.addKind(
        plural: plural, singular: singular,
        fields: [
          FieldDefinition(name: "struggling", type: .flag),
          FieldDefinition(name: "from", type: .number),
          FieldDefinition(name: "target", type: .number),
        ])
    }
    for kind in [Kind.objectives, .keyResults] {
      schema.addField(FieldDefinition(name: "struggling", type: .flag), to: kind)
    }
    var fixture = GraphFixture(schema: schema)
    for person in people { fixture = fixture.person(person) }
    for team in teams { fixture = fixture.team(team) }
    fixture = fixture.person("ana-silva", "Ana Silva")
      .objective("O-churn", "Reduce churn").keyResult("KR-0", of: "O-churn").cycle(
        "q2", from: "2026-04-01", through: "2026-06-30")
    var seen = Set(people + teams)
    for text in input.texts {
      for match in text.matches(of: #/@([A-Za-z][A-Za-z0-9-]*)/#)
      where seen.insert(String(match.1)).inserted && match.1 != "me" {
        let id = String(match.1)
        fixture = id.hasPrefix("K") ? fixture.keyResult(id) : fixture.objective(id)
      }
    }
    let graph = fixture.graph()
    var session = Session(graph: graph, today: .on("2026-05-15"), me: "ana")
    let quarter = Period(first: .on("2026-04-01"), last: .on("2026-06-30"))
    session.bind("cycle", quarter.map { .period($0) } ?? .missing)
    session.bind("c", quarter.map { .period($0) } ?? .missing)
    session.bind("floor", .ratio(0.5))
    session.bind("n", .number(2))
    session.bind("a", .date(.on("2026-04-01")))
    session.bind("b", .date(.on("2026-07-01")))
    session.bind("d", .date(.on("2026-05-01")))
    let keyResults = graph.nodes(.keyResults).map { Value.node($0) }
    session.bind("krs", .list(keyResults))
    session.bind("k", keyResults.first ?? .missing)
    session.bind("_", .list(keyResults))
    session.bind("1", keyResults.first ?? .missing)
    return session
  }

  // MARK: Expansions

  static let expanded = ((try? GrammarInput.load("accepted.txt")) ?? [])
    .filter { $0.expansion != nil && isQuery($0.text) }

  private static func isQuery(_ text: String) -> Bool {
    let statements = Parser.parseProgram(SourceText(text)).program.statements
    return statements.allSatisfy { if case .value = $0.form { true } else { false } }
  }

  @Test("a query expands to the core form that stands beside it", arguments: expanded)
  func expansion(input: GrammarInput) throws {
    let session = Self.session(for: input)
    let expected = try #require(input.expansion)
    let canonical = Parser.parseProgram(SourceText(expected)).program.statements.compactMap {
      if case .value(let query, _) = $0.form { Printer.print(query) } else { String?.none }
    }
    #expect(session.expansions(of: input.source) == canonical)
    // The core form is a fixed point.
    #expect(session.expansions(of: SourceText(expected)) == canonical)
  }

  @Test("there are expansions")
  func some() { #expect(Self.expanded.count > 40) }

  // MARK: Accepted

  static let accepted = (try? GrammarInput.load("accepted.txt")) ?? []

  /// Inputs that parse and mean nothing here, for a reason of their own: what they show is grammar.
  /// By a part of the input: the codes the checker gives.
  private static let meaningless: [(part: String, codes: Set<String>)] = [
    // Functions and variables of a file that is not there.
    ("f(key results", ["GRV0204"]), ("f((key results)", ["GRV0204"]),
    ("struggling($c)", ["GRV0204"]),
    ("$x", ["GRV0205"]), ("why $3", ["GRV0205"]),
    // Fields that stand for any.
    ("a between", ["GRV0201"]), ("(a and b)", ["GRV0201"]), ("a in (b)", ["GRV0201"]),
    ("check - ins", ["GRV0201"]), ("`under`", ["GRV0201"]), ("changed_at", ["GRV0201"]),
    ("a is missing", ["GRV0201", "GRV0220"]),
    // Teams are filed under no cycle, risks have no status, `start` is a day, and 5% no number.
    ("teams with fewer than 2", ["GRV0232"]), ("open risks struggling at risk", ["GRV0201"]),
    // What is counted has nothing to do with the row.
    ("count(from pillars", ["GRV0216"]),
    ("current below start", ["GRV0209"]), ("-5% + 2", ["GRV0221"]),
    // There is one cycle and none before it; revenue is no KPI here.
    ("`after` > `before`", ["GRV0201"]), ("during last cycle", ["GRV0226"]),
    ("cumulative(actual)", ["GRV0201"]),
    ("use \"health.grove\"", ["GRV0249", "GRV0201"]),
    ("struggling($cycle)", ["GRV0204", "GRV0205"]), ("sort by a, b", ["GRV0201"]),
    ("print \"a {f(", ["GRV0204"]), ("if $k.x]", ["GRV0201"]),
  ]

  @Test("an accepted input checks, or says that it is not there yet", arguments: accepted)
  func check(input: GrammarInput) {
    let found = Self.session(for: input).diagnose(input.source)
    let known = Self.meaningless.filter { input.text.contains($0.part) }
      .reduce(into: Set<String>()) { $0.formUnion($1.codes) }
    let surprising = found.filter { !$0.code.id.hasPrefix("GRV05") && !known.contains($0.code.id) }
    #expect(
      surprising.isEmpty || found.contains { $0.code.id.hasPrefix("GRV05") },
      "\(input)\n\(surprising.map { "\($0.code.id) \($0.message)" }.joined(separator: "\n"))")
  }

  // MARK: Refused

  static let refused = (try? GrammarInput.load("refused-by-checker.txt")) ?? []

  @Test("an input that the checker must refuse is refused", arguments: refused)
  func refusal(input: GrammarInput) {
    let found = Self.session(for: input).diagnose(input.source)
    #expect(!found.isEmpty, "\(input)")
    for diagnostic in found {
      #expect(diagnostic.code.id.hasPrefix("GRV02") || diagnostic.code.id.hasPrefix("GRV05"))
      #expect(diagnostic.help != nil, "\(input) offers no way out")
    }
  }
}
