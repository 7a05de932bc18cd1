// The first lines at the prompt: what is open, and three things to try that really give rows.

import Grove
import GroveRender
import GroveWorkspace

extension Prompt {
  func greet() {
    if bench.emptiness != nil { return environment.say(Greeting.emptyWorkspace(bench.path)) }
    environment.say(Greeting.summary(of: bench))
    let ideas = Greeting.ideas(for: bench)
    if !ideas.isEmpty {
      environment.say("Try: " + ideas.joined(separator: renderOptions.unicode ? " · " : "   "))
    }
  }
}

enum Greeting {
  /// `retail: 12 objectives, 41 key results, 6 teams, 7 problems (.problems), today Mon 18 May 2026`.
  static func summary(of bench: Workbench) -> String {
    let graph = bench.graph
    var parts: [String] = []
    let shown: [Kind] = [.objectives, .keyResults, .kpis, .initiatives, .checkIns, .teams, .people]
    for kind in shown + graph.schema.ownKinds.map(\.kind) {
      let count = graph.count(kind)
      let definition = graph.schema.definition(kind)
      if count > 0 {
        parts.append("\(count) \(count == 1 ? definition.singular : definition.plural)")
      }
    }
    let problems = bench.problems.count
    if problems > 0 { parts.append("\(problems) problem\(problems == 1 ? "" : "s") (.problems)") }
    parts.append("today \(DayText.full(bench.today))")
    if bench.commit != nil { parts.append("as in \(bench.state.visibleControls())") }
    return graph.name.visibleControls() + ": " + parts.joined(separator: ", ")
  }

  /// Up to three queries of the workspace that find something.
  static func ideas(for bench: Workbench) -> [String] {
    let candidates = [
      "key results off track in this quarter", "key results below 50%", "unaligned objectives",
      "stale key results", "objectives without key results", "kpis", "key results", "objectives",
    ]
    var ideas: [String] = []
    for query in candidates where ideas.count < 2 {
      guard case .table(let result)? = try? bench.session.run(query).last else { continue }
      if result.rowCount > 0 { ideas.append(query) }
    }
    for kind in [Kind.objectives, .keyResults, .kpis] {
      guard let node = bench.graph.nodes(kind).first else { continue }
      ideas.append(Assistant.reference(bench.graph.id(of: node)))
      break
    }
    return ideas
  }

  static func emptyWorkspace(_ path: String) -> String {
    """
    No goals in \(path.visibleControls()) yet.
    Goals are plain files. Write this to goals.yaml and open the folder again (.reload):

      objectives:
        - title: Become the place where people meet
          owner: Ana Silva
          key_results:
            - { title: Reach 400 visitors a day, baseline: 120, target: 400, current: 180 }

    YAML, JSON and CSV files in this folder are read; a CSV is called after what it holds, such as
    key_results.csv. To look at another folder: .open DIR. To leave: .quit or Ctrl-D.
    """
  }
}
