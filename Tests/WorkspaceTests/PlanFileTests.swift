// Plans of KPIs in sheets of their own.

import Grove
import GroveWorkspace
import TestKit
import Testing

@Suite struct PlanFileTests {
  private func plans(_ workspace: Workspace, _ id: String) -> [String] {
    guard case .list(let records) = workspace.value("plans", id) else { return [] }
    return records.map { record in
      guard case .record(let record) = record, case .period(let period)? = record["period"],
        case .number(let value)? = record["value"], let end = period.lastDay
      else { return "?" }
      return "\(period.start)...\(end) \(value)"
    }
  }

  @Test("a file of plans gives KPIs numbers by period, in any order of files")
  func plans() throws {
    let workspace = try load([
      "kpis.csv": "id,title,target\nP1,Orders,500\nP2,Visits,\n",
      "budget.csv": "Metric,Month,Budget\nP2,2026-05,1k\n",
      "0 plans.tsv":
        "kpi_id\tquarter\tplanned\nP1\tQ2 2026\t$300\nP1\t2026-04\t100\nP1\t2026-05\t\n",
      "workspace.yaml": "files: {budget.csv: plans}\n",
    ])
    #expect(workspace.problems.map(\.description) == [])
    #expect(
      plans(workspace, "P1") == ["2026-04-01...2026-06-30 300.0", "2026-04-01...2026-04-30 100.0"])
    #expect(plans(workspace, "P2") == ["2026-05-01...2026-05-31 1000.0"])
  }

  @Test("plans of a file come after those the KPI gives, and a period is planned once")
  func twice() throws {
    let workspace = try load([
      "goals.yaml": """
      kpis: [{id: P1, title: Orders, plan: {2026-04: 90}}]
      objectives: [{id: O1, title: Grow, due: 2026-06-30}]
      """,
      "plans.csv": """
      kpi,period,value,why
      P1,2026-05,100,
      P1,2026-04,95,late
      P9,2026-04,1,
      O1,2026-04,1,
      P1,soon,1,
      P1,2026-06,much,
      ,2026-06,1,
      """,
    ])
    #expect(
      plans(workspace, "P1") == ["2026-04-01...2026-04-30 90.0", "2026-05-01...2026-05-31 100.0"])
    #expect(
      workspace.places == [
        "plans.csv:3 GRV0420", "plans.csv:3:15 GRV0424", "plans.csv:4 GRV0431",
        "plans.csv:5 GRV0432", "plans.csv:6:4 GRV0417", "plans.csv:7:12 GRV0417",
        "plans.csv:8:1 GRV0417",
      ])
  }
}
