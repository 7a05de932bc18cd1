// Small graphs for tests, written as a chain of calls. Ids are given; lines count up from 1 in the
// order of the calls, in a file called `fixture`.

package import Grove

/// A graph being written down: `GraphFixture().objective("O1").keyResult("KR1", of: "O1", ...)`.
///
/// Further fields go into the last row with `with(_:_:)`. Days are ISO texts.
package struct GraphFixture {
  package var builder: GraphBuilder
  private let file: Int32
  private var line: Int32 = 0
  private var last: RowHandle?

  package init(schema: Schema = .standard, policies: Policies = .standard) {
    builder = GraphBuilder(name: "fixture", schema: schema, policies: policies)
    file = builder.addSource("fixture")
  }

  /// A row of any kind.
  package func row(_ kind: Kind, id: String? = nil, _ fields: [String: Value] = [:]) -> Self {
    var copy = self
    copy.line += 1
    let row = copy.builder.addRow(kind: kind, source: file, line: copy.line)
    if let id { copy.builder.set("id", row, .text(id)) }
    for name in fields.keys.sorted() {
      copy.builder.set(name, row, fields[name] ?? .missing)
    }
    copy.last = row
    return copy
  }

  /// One more field of the last row.
  package func with(_ field: String, _ value: Value) -> Self {
    var copy = self
    if let last { copy.builder.set(field, last, value) }
    return copy
  }

  /// The last row supports these goals.
  package func supporting(
    _ parents: String..., kind: String = "supports", weight: Double? = nil
  ) -> Self {
    var copy = self
    guard let last else { return self }
    for parent in parents {
      copy.builder.addLink(
        child: .row(last), parent: .id(parent), kind: kind, weight: weight, source: file,
        line: line)
    }
    return copy
  }

  package func objective(
    _ id: String, _ title: String? = nil, cycle: String? = nil, owner: String? = nil,
    team: String? = nil, start: String? = nil, due: String? = nil, state: String? = nil,
    weight: Double? = nil
  ) -> Self {
    row(
      .objectives, id: id,
      Self.fields(
        title ?? id, texts: ["cycle": cycle, "owner": owner, "team": team, "state": state],
        days: ["start": start, "due": due], numbers: ["weight": weight]))
  }

  package func keyResult(
    _ id: String, _ title: String? = nil, of objective: String? = nil, from: Double? = nil,
    to: Double? = nil, now: Double? = nil, direction: String? = nil, cycle: String? = nil,
    owner: String? = nil, start: String? = nil, due: String? = nil, state: String? = nil,
    weight: Double? = nil
  ) -> Self {
    row(
      .keyResults, id: id,
      Self.fields(
        title ?? id,
        texts: [
          "objective": objective, "direction": direction, "cycle": cycle, "owner": owner,
          "state": state,
        ],
        days: ["start": start, "due": due],
        numbers: ["baseline": from, "target": to, "current": now, "weight": weight]))
  }

  package func kpi(
    _ id: String, _ title: String? = nil, target: Double? = nil, now: Double? = nil,
    direction: String? = nil
  ) -> Self {
    row(
      .kpis, id: id,
      Self.fields(
        title ?? id, texts: ["direction": direction], numbers: ["target": target, "value": now]))
  }

  package func initiative(_ id: String, _ title: String? = nil, state: String? = nil) -> Self {
    row(.initiatives, id: id, Self.fields(title ?? id, texts: ["state": state]))
  }

  package func checkIn(
    _ goal: String, on day: String, value: Double? = nil, recorded: String? = nil,
    confidence: Double? = nil
  ) -> Self {
    row(
      .checkIns,
      Self.fields(
        texts: ["goal": goal], days: ["date": day, "recorded": recorded],
        numbers: ["value": value, "confidence": confidence]))
  }

  /// A change of a goal's field; values of references are ids.
  package func change(
    _ goal: String, on day: String, _ field: String, from old: Value = .missing,
    to new: Value = .missing, recorded: String? = nil
  ) -> Self {
    row(
      .changes,
      Self.fields(
        texts: ["goal": goal, "field": field], days: ["date": day, "recorded": recorded])
    ).with("old", old).with("new", new)
  }

  package func cycle(
    _ id: String, from start: String? = nil, through end: String? = nil, in parent: String? = nil
  ) -> Self {
    row(
      .cycles, id: id, Self.fields(texts: ["parent": parent], days: ["start": start, "end": end]))
  }

  package func team(_ id: String, in parent: String? = nil) -> Self {
    row(.teams, id: id, Self.fields(texts: ["name": id, "parent": parent]))
  }

  package func person(_ id: String, _ name: String? = nil, manager: String? = nil) -> Self {
    row(.people, id: id, Self.fields(texts: ["name": name ?? id, "manager": manager]))
  }

  /// The graph; problems are left aside.
  package func graph() -> GoalGraph { builder.build().graph }

  /// What was wrong.
  package func problems() -> [GraphProblem] { builder.build().problems }

  private static func fields(
    _ title: String? = nil, texts: [String: String?] = [:], days: [String: String?] = [:],
    numbers: [String: Double?] = [:]
  ) -> [String: Value] {
    var fields: [String: Value] = [:]
    if let title { fields["title"] = .text(title) }
    for (name, text) in texts { if let text { fields[name] = .text(text) } }
    for (name, day) in days {
      if let day = day.flatMap({ CivilDate(iso: $0) }) { fields[name] = .date(day) }
    }
    for (name, number) in numbers { if let number { fields[name] = .number(number) } }
    return fields
  }
}

extension CivilDate {
  /// A day written as ISO text in a test; 0001-01-01 when it is none, which no test expects.
  package static func on(_ iso: String) -> CivilDate { CivilDate(iso: iso) ?? .earliest }
}

extension GoalGraph {
  /// A computed or stored field of the goal, team, ... of that id, on a day.
  package func value(_ field: String, of id: String, on today: String) -> Value {
    value(field, of: id, from: Viewpoint(today: .on(today)))
  }

  /// The same from any viewpoint.
  package func value(_ field: String, of id: String, from viewpoint: Viewpoint) -> Value {
    let graph = seen(from: viewpoint)
    guard let node = nodes(id: id).first,
      let definition = schema.definition(kind(of: node)).field(field)
    else { return .missing }
    guard case .measure(let measure) = definition.access else {
      return graph.value(field, of: node)
    }
    let measures = MeasureCache(graph: graph, viewpoint: viewpoint)
    return measures.value(measure, row: Int(node.row), type: definition.type)
  }
}

extension Viewpoint {
  /// An earlier day, as `as of` looks from it.
  package static func past(_ day: String) -> Viewpoint {
    var viewpoint = Viewpoint(today: .on(day))
    viewpoint.isPast = true
    return viewpoint
  }

  /// What had been recorded by a day, as of another.
  package static func on(_ today: String, knownOn day: String) -> Viewpoint {
    var viewpoint = Viewpoint(today: .on(today))
    viewpoint.knownOn = .on(day)
    return viewpoint
  }
}
