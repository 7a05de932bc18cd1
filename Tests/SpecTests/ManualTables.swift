// The tables of the manual that repeat the schema, the function registry and the code catalogues.
// A page asks for one between `<!-- table: NAME -->` and `<!-- end -->`; it must equal what is made
// here, and GROVE_UPDATE=1 writes it anew.

import Foundation
import Grove
import Testing

enum ManualTables {
  /// The table of a name as pages write it: `kind key results`, `functions dates`, `codes check`.
  static func table(named name: String) -> String? {
    let words = name.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "kind": return Schema.standard.kind(named: words[1]).map(kind)
    case "functions": return FunctionDefinition.Family(rawValue: words[1]).map(functions)
    case "codes": return codes(words[1])
    case "rules": return words[1] == "arithmetic" ? arithmetic : nil
    case "questions": return questions(in: words[1])
    default: return nil
    }
  }

  // MARK: Questions

  /// The questions of an example workspace, each a comment in its first line, beside their queries.
  private static func questions(in workspace: String) -> String? {
    let folder = SpecPlace.root.appendingPathComponent("examples/\(workspace)/queries")
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      return nil
    }
    var lines = ["| | question | query |", "|---|---|---|"]
    for name in names.filter({ $0.hasSuffix(".grove") }).sorted() {
      guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      else { continue }
      let written = text.split(separator: "\n").map(String.init)
      let question = written.first.map { $0.drop { "# ".contains($0) } } ?? ""
      let query = written.dropFirst().map { line in
        "`\(line.replacingOccurrences(of: "|", with: "\\|"))`"
      }
      let number = name.prefix { $0.isNumber }.drop { $0 == "0" }
      lines.append("| \(number) | \(question) | \(query.joined(separator: "<br>")) |")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Arithmetic

  /// One line for the operators that have the same operands and result.
  private static var arithmetic: String {
    var lines = ["| left | | right | gives |", "|---|---|---|---|"]
    var operators: [[String]: [String]] = [:]
    var order: [[String]] = []
    for (operation, left, right, result) in Arithmetic.rules {
      let types = [left, right, result].map(typeName)
      if operators[types] == nil { order.append(types) }
      operators[types, default: []].append("`\(operation.rawValue)`")
    }
    for types in order {
      let signs = (operators[types] ?? []).joined(separator: " ")
      lines.append("| \(types[0]) | \(signs) | \(types[1]) | \(types[2]) |")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Kinds

  private static func kind(_ kind: Kind) -> String {
    let definition = Schema.standard.definition(kind)
    var facts: [String] = []
    if let measure = definition.headlineMeasure { facts.append("headline measure `\(measure)`") }
    if let date = definition.headlineDate { facts.append("headline date `\(date)`") }
    let columns = definition.defaultColumns.map { "`\($0)`" }.joined(separator: ", ")
    facts.append("shown without `show`: \(columns)")
    let order = definition.defaultSort.joined(separator: ", ")
    facts.append("sorted by " + (order.isEmpty ? "workspace order" : order))
    let sections = [
      sentence(facts), fields(definition), words(definition), relations(definition),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func sentence(_ facts: [String]) -> String {
    let text = facts.joined(separator: "; ") + "."
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func fields(_ definition: KindDefinition) -> String {
    var lines = ["| field | type | from | what it is | missing means |", "|---|---|---|---|---|"]
    for field in definition.fields {
      let type = typeName(field.type) + (field.unit.isEmpty ? "" : ", \(field.unit)")
      let origin = field.origin.rawValue
      lines.append(
        "| `\(field.name)` | \(type) | \(origin) | \(field.doc) | \(field.missingMeans) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func words(_ definition: KindDefinition) -> String {
    let closed = definition.fields.compactMap { field in
      field.closedSet.map { words in
        "- `\(field.name)`: " + words.map { "`\($0)`" }.joined(separator: ", ")
      }
    }
    return closed.isEmpty
      ? "" : "Fields that hold one of these words:\n\n" + closed.joined(separator: "\n")
  }

  private static func relations(_ definition: KindDefinition) -> String {
    if definition.relations.isEmpty { return "" }
    var lines = ["| relation | leads to | what it is |", "|---|---|---|"]
    for relation in definition.relations {
      let target = Schema.standard.definition(relation.target)
      let leads = relation.many ? target.plural : "one \(target.singular)"
      lines.append("| `\(relation.name)` | \(leads) | \(relation.doc) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func typeName(_ type: ValueType) -> String {
    switch type {
    case .missing: "missing"
    case .flag: "yes/no"
    case .number: "number"
    case .ratio: "ratio"
    case .points: "points"
    case .duration: "duration"
    case .date: "date"
    case .period: "period"
    case .text: "text"
    case .node(let kind): Schema.standard.definition(kind).singular
    case .list(.node(let kind)): Schema.standard.definition(kind).plural
    case .list(let member): "list of \(typeName(member))"
    case .record: "record"
    case .any: "any"
    }
  }

  // MARK: Functions

  private static func functions(_ family: FunctionDefinition.Family) -> String {
    let all = FunctionRegistry.standard.all.filter { $0.family == family }
    var lines: [String] = []
    if !all.isEmpty { lines += ["| function | gives | missing |", "|---|---|---|"] }
    for function in all {
      lines.append("| `\(function.signature)` | \(function.summary) | \(function.missing) |")
    }
    return lines.joined(separator: "\n")
  }

  // MARK: Codes

  private static func codes(_ phase: String) -> String? {
    let syntax = DiagnosticCode.syntaxCodes
    let list: [DiagnosticCode]
    switch phase {
    case "syntax": list = syntax.filter { $0.id < "GRV0200" }
    case "check": list = DiagnosticCode.checkCodes.filter { $0.id < "GRV0300" }
    case "run": list = DiagnosticCode.runCodes.filter { $0.id < "GRV0600" }
    case "limits":
      list = (syntax + DiagnosticCode.runCodes).filter { $0.id >= "GRV0600" }
    default: return nil
    }
    let lines = list.map { "| \($0.id) | \($0.title) |" }
    return (["| code | means |", "|---|---|"] + lines).joined(separator: "\n")
  }

  // MARK: Pages

  /// A page with every table made anew. One that has no maker stays as it is.
  static func rewritten(_ text: String) -> String {
    var lines: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "<!-- end -->" { isInside = false }
      if !isInside { lines.append(line) }
      guard let name = name(line), let table = table(named: name) else { continue }
      lines += ["", table, ""]
      isInside = true
    }
    return lines.joined(separator: "\n")
  }

  /// The table that a line opens.
  static func name(_ line: String) -> String? {
    guard line.hasPrefix("<!-- table: "), line.hasSuffix(" -->") else { return nil }
    return String(line.dropFirst("<!-- table: ".count).dropLast(" -->".count))
  }
}

@Suite("The manual's tables", .disabled(if: SpecTests.updates)) struct ManualTableTests {
  @Test("a page's tables equal the schema, the registry and the catalogues")
  func tablesAreUpToDate() {
    for page in SpecTests.pages {
      let text = page.lines.joined(separator: "\n")
      #expect(ManualTables.rewritten(text) == text, "\(page.path)")
    }
  }

  @Test("every table has a maker, and every kind, family and catalogue a table")
  func tablesAreShown() {
    let shown = SpecTests.pages.flatMap(\.lines).compactMap(ManualTables.name)
    #expect(shown.filter { ManualTables.table(named: $0) == nil } == [])
    let kinds = Schema.standard.kinds.map { "kind \($0.plural)" }
    let families = FunctionDefinition.Family.allCases.filter { $0 != .host }
      .map { "functions \($0.rawValue)" }
    let codes = ["syntax", "check", "run", "limits"].map { "codes \($0)" }
    let wanted = Set(kinds + families + codes + ["rules arithmetic"])
    #expect(wanted.subtracting(shown) == [])
  }
}
