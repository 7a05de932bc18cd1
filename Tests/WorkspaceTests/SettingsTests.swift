// What workspace.yaml sets, and what it refuses; dates, since their order is a setting.

import Grove
import GroveWorkspace
import Testing

@Suite("workspace.yaml") struct SettingsTests {
  private func settings(_ text: String, _ files: [String: String] = [:]) throws -> Workspace {
    var all = ["people.csv": "id,name\nana,Ana\n"]
    all.merge(files) { $1 }
    all["workspace.yaml"] = text
    return try load(all)
  }

  @Test("all policies can be set")
  func policies() throws {
    let workspace = try settings(
      """
      name: Acme
      fiscal_year_start: september
      fiscal_year_named_by: start
      week_start: sunday
      cadence: 2 weeks
      grace: 3 days
      status_policy: google
      missing: skip
      rollup: both
      maintain: share
      overload: 8
      levels: [group, squad]
      """)
    #expect(workspace.places == [])
    #expect(workspace.name == "Acme")
    let policies = workspace.graph.policies
    #expect(policies.fiscal == FiscalCalendar(startMonth: 9, yearNamedBy: .start, weekStart: 7))
    #expect(policies.defaultCadenceDays == 14)
    #expect(policies.graceDays == 3)
    #expect(policies.status == .google)
    #expect(policies.missingInRollUp == .skip)
    #expect(policies.rollUp == .both)
    #expect(policies.maintain == .share)
    #expect(policies.overload == 8)
    #expect(
      workspace.graph.schema.definition(.objectives).field("level")?.closedSet == [
        "group", "squad",
      ])
  }

  @Test("a misspelt key names the nearest, a wrong value what may stand there")
  func mistakes() throws {
    let workspace = try settings("nmae: x\nstatus_policy: viva\nfiscal_year_start: 13\n")
    #expect(
      workspace.places == [
        "workspace.yaml:1:1 GRV0426", "workspace.yaml:2:16 GRV0427", "workspace.yaml:3:20 GRV0427",
      ])
    #expect(workspace.problems.first?.help == "did you mean `name`?")
    #expect(
      workspace.problems[1].help == "write `gap`, `ratio`, `scorecard`, `google`")
  }

  @Test("own kinds have typed fields")
  func ownKinds() throws {
    let workspace = try settings(
      """
      kinds:
        risk:
          plural: risks
          fields:
            probability: ratio
            impact: [low, medium, high]
            seen: date
      """,
      [
        "risks.csv":
          "id,title,probability,impact,seen\nR1,Fire,20%,High,2026-01-05\nR2,Flood,0.5,huge,TBD\n"
      ])
    let kind = try #require(workspace.graph.schema.kind(named: "risks"))
    #expect(workspace.values("probability", kind) == [.ratio(0.2), .ratio(0.5)])
    #expect(workspace.values("impact", kind) == [.text("high"), .missing])
    #expect(workspace.places == ["risks.csv:3:14 GRV0440", "risks.csv:3:19 GRV0413"])
  }

  @Test("files can be mapped and left out")
  func files() throws {
    let workspace = try settings(
      """
      files:
        "export/*.csv": {kind: key_results, columns: {"What we sign": title, Ref: id, Ist: current}}
      ignore: ["old/", "*.tmp.csv"]
      """,
      [
        "export/q2.csv": "Ref,What we sign,Ist\nK1,Accounts,12\n",
        "old/objectives.csv": "id,title\nO9,x\n", "kpis.tmp.csv": "id,title\nM9,x\n",
      ])
    #expect(workspace.files == ["export/q2.csv", "people.csv"])
    #expect(workspace.value("title", "K1") == .text("Accounts"))
    #expect(workspace.value("current", "K1") == .number(12))
  }

  @Test("a stated order of day and month makes such dates certain")
  func dateOrder() throws {
    let text = "id,title,due\nO1,a,30/6/26\nO2,b,05.06.2026\n"
    let workspace = try settings("date_order: dmy\n", ["objectives.csv": text])
    #expect(workspace.places == [])
    #expect(
      workspace.values("due", .objectives).map { "\($0)" } == [
        "date(2026-06-30)", "date(2026-06-05)",
      ])
  }

  @Test(
    "dates of many spellings are days",
    arguments: [
      ("2026-05-15", "2026-05-15"), ("2026/5/15", "2026-05-15"), ("15 May 2026", "2026-05-15"),
      ("\"May 15, 2026\"", "2026-05-15"), ("2026-05", "2026-05-31"), ("Q2 2026", "2026-06-30"),
      ("2026-05-15T23:30:00-02:00", "2026-05-16"), ("2026-05-15 01:00+02:00", "2026-05-14"),
      ("May 2026", "2026-05-31"), ("2026-05-15T10:00:00.000Z", "2026-05-15"),
    ])
  func dates(_ text: String, _ day: String) throws {
    let workspace = try load(["objectives.csv": "id,title,due\nO1,a,\(text)\n"])
    #expect(workspace.places == [])
    #expect(workspace.value("due", "O1") == CivilDate(iso: day).map { .date($0) } ?? .missing)
  }
}
