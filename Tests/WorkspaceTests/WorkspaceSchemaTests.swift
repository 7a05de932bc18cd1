// grammar/workspace.schema.json against the loader: it is made of the loader's names, takes every
// workspace of the repository, and refuses what the loader reports.

import Foundation
import Grove
import GroveWorkspace
import Testing

@Suite("The JSON Schema of workspace files") struct WorkspaceSchemaTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let path = root.appendingPathComponent("grammar/workspace.schema.json")
  private static let updates = ProcessInfo.processInfo.environment["GROVE_UPDATE"] == "1"

  @Test("the file is made of the names that the loader knows")
  func made() throws {
    let made = WorkspaceSchema.schema.description + "\n"
    if Self.updates { try made.write(to: Self.path, atomically: true, encoding: .utf8) }
    #expect(try String(contentsOf: Self.path, encoding: .utf8) == made)
    #expect(try JSONSerialization.jsonObject(with: Data(contentsOf: Self.path)) is [String: Any])
  }

  @Test("no object gives a key twice, of which readers would take one or the other")
  func keys() {
    func repeated(_ value: JSONValue) -> [String] {
      switch value {
      case .object(let fields):
        let twice = Dictionary(grouping: fields, by: \.key).filter { $0.value.count > 1 }.keys
        return twice.sorted() + fields.flatMap { repeated($0.value) }
      case .list(let members): return members.flatMap(repeated)
      default: return []
      }
    }
    #expect(repeated(WorkspaceSchema.schema) == [])
  }

  @Test("it has every setting and no other")
  func settings() {
    let keys = WorkspaceSchema.settingRules.map(\.key).sorted()
    #expect(keys == FileVocabulary.settings.sorted())
  }

  private static func trouble(_ text: String, isSettings: Bool) throws -> String? {
    let schema = WorkspaceSchema.schema
    let rule = isSettings ? schema["$defs"]?["settings"] ?? .null : schema
    return JSONSchemaValidator(root: schema).trouble(try JSONValue(yaml: text), rule)
  }

  /// Every YAML and JSON file of the examples and of the conformance suite, cut where a line names
  /// another file.
  private static let files: [(name: String, text: String)] = {
    var found: [(name: String, text: String)] = []
    for folder in ["examples", "grammar/conformance/workspaces"] {
      let url = root.appendingPathComponent(folder)
      let walker = FileManager.default.enumerator(atPath: url.path)
      for name in (walker?.compactMap { $0 as? String } ?? []).sorted()
      where (name.hasSuffix(".yaml") || name.hasSuffix(".json"))
        && !name.contains("/expected/") && !name.contains(".build/")
      {
        let path = url.appendingPathComponent(name)
        guard let text = try? String(contentsOf: path, encoding: .utf8) else { continue }
        let parts = text.components(separatedBy: "\n# workspace.yaml\n")
        found.append(("\(folder)/\(name)", parts[0]))
        if parts.count > 1 { found.append(("\(folder)/\(name) workspace.yaml", parts[1])) }
      }
    }
    return found
  }()

  @Test("every file of a workspace of the repository is valid")
  func examples() throws {
    #expect(Self.files.count > 20)
    for (name, text) in Self.files {
      let trouble = try Self.trouble(text, isSettings: name.hasSuffix("workspace.yaml"))
      #expect(trouble == nil, "\(name)")
    }
  }

  /// Small files, with whether they are good.
  private static let fixtures: [(text: String, isSettings: Bool, isGood: Bool)] = [
    ("objectives: [{id: O1, title: Reduce churn, due: 2026-06-30, weight: 2}]", false, true),
    ("objectives: {O1: {title: Reduce churn, state: draft, tags: [a, b]}}", false, true),
    (
      "objectives: [{id: O1, title: T, key_results: [{id: K, title: U, from: 1k, to: 98%}]}]",
      false, true
    ),
    ("key_results: [{id: K, title: U, keep: \"<= 5%\", now: 4%}]", false, true),
    ("key_results: [{id: K, title: U, milestones: {a: done, b: open}}]", false, true),
    (
      "kpis: [{id: P, title: R, target: 5, value: 4, north_star: yes, frequency: monthly}]", false,
      true
    ),
    ("teams: [{id: t, name: T, closed: May 2026}]", false, true),
    (
      "objectives: [{id: O1, title: T, supports: [{to: O2, weight: 0.5}]}, {id: O2, title: U}]",
      false, true
    ),
    (
      "key_results: [{id: K, to: 80, history: [{on: 2026-04-20, target: 80, by: ana}, "
        + "{on: 2026-05-01, field: owner, to: [ana, ben]}]}]", false, true
    ),
    ("changes: [{goal: K, on: 2026-04-20, field: target, to: 80}]\nkpis: [{id: K}]", false, true),
    ("key_results: [{id: K, to: 80, phases: [{by: 2026-04-20, target: 40}]}]", false, true),
    ("kpis: [{id: P, plan: {2026-04: 100}}, {id: Q, plan: 5}]", false, true),
    ("objectives: [{id: O1, title: T, due: soon}]", false, false),
    ("objectives: [{id: O1, title: T, due: [2026-06-30]}]", false, false),
    ("objectives: [{id: O1, title: T, state: actve}]", false, false),
    ("objectives: [{id: O1, title: T, weight: heavy}]", false, false),
    ("objectives: [{id: O1, title: T, cadence: often}]", false, false),
    ("key_results: [{id: K, title: U, from: TBD, to: 90}]", false, false),
    ("key_results: [{id: K, title: U, to: many}]", false, false),
    ("key_results: [{id: K, title: U, confidence: high}]", false, false),
    ("kpis: [{id: P, title: R, target: 5, north_star: perhaps}]", false, false),
    ("kpis: [{id: P, title: R, target: 5, indicator: middling}]", false, false),
    ("objectives: Reduce churn", false, true),
    ("objectives: [[O1, Reduce churn]]", false, false),
    ("name: Acme\nfiscal_year_start: april\nstatus_policy: ratio\nlevels: [all, some]", true, true),
    ("cadence: 2 weeks\ngrace: 3 days\nrollup: both\nmissing: skip\nmaintain: mean", true, true),
    (
      "kinds: {risk: {plural: risks, fields: {impact: [low, high]}}}\nlinks: {threatens: nothing}",
      true, true
    ),
    ("ignore: [old/]\ndate_order: dmy\nweek_start: sunday", true, true),
    ("fiscal_year_starts: april", true, false),
    ("status_policy: strict", true, false),
    ("date_order: ymd", true, false),
    ("cadence: often", true, false),
    ("fiscal_year_start: 13", true, false),
    ("kinds: {risk: {plurals: risks}}", true, false),
    ("status_roll_up: worst", true, true), ("status_roll_up: best", true, false),
    ("overload: 5", true, true), ("overload: many", true, false),
    ("levels: {a: b}", true, false),
  ]

  @Test("the schema and the loader agree on good and bad files")
  func agreement() throws {
    for (text, isSettings, isGood) in Self.fixtures {
      let trouble = try Self.trouble(text, isSettings: isSettings)
      #expect((trouble == nil) == isGood, "\(text): \(trouble ?? "the schema finds nothing")")
      let workspace = try TemporaryWorkspace(
        isSettings
          ? ["goals.yaml": "teams: [{id: t, name: T}]\n", "workspace.yaml": text + "\n"]
          : ["goals.yaml": text + "\n"])
      let problems = try Workspace.load(path: workspace.path).problems
      #expect(problems.isEmpty == isGood, "\(text): \(problems.map(\.description))")
    }
  }
}
