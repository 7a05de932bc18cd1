// The door for hosts: one call a row, with the fields that most rows have; `set` takes the others.

/// Where a row comes from, as problems and the field `source` tell it: a table of the host's and its
/// row, a file and its line.
public struct RowPlace: Hashable, Sendable {
  /// What the row comes from.
  public let source: String
  /// The line or number within it, from 1.
  public let line: Int

  /// A place; a line beyond 32 bits is cut to them.
  public init(source: String, line: Int) {
    self.source = source
    self.line = line
  }
}

extension GraphBuilder {
  /// Adds a row of any kind, such as one of your own. A kind that the schema does not have, and
  /// `goals`, which is several kinds, are a problem.
  @discardableResult
  public mutating func add(_ kind: Kind, id: String? = nil, at place: RowPlace? = nil) -> RowHandle
  {
    if place == nil, rowsAdded < .max { rowsAdded += 1 }
    let place = place ?? RowPlace(source: name, line: Int(rowsAdded))
    let source = number(of: place.source)
    let line = Int32(clamping: max(0, place.line))
    guard kind != .goals, schema.kinds.contains(where: { $0.kind == kind }) else {
      problems.append(
        GraphProblem(
          code: .wrongKind, source: source, line: line, field: nil, text: id ?? "",
          message: kind == .goals
            ? "a row is of one kind of goals, not of all" : "the schema does not have the kind",
          action: "the row is left out"))
      return RowHandle(kind: kind, row: -1)
    }
    let batch = addRows(kind: kind, source: source, lines: [line])
    let row = RowHandle(kind: kind, row: batch.count == 0 ? -1 : batch.first)
    if let id { set("id", row, .text(id)) }
    return row
  }

  private mutating func number(of source: String) -> Int32 {
    if let number = numbersOfSources[source] { return number }
    let number = addSource(source)
    numbersOfSources[source] = number
    return number
  }

  private mutating func set(_ row: RowHandle, _ fields: [(name: String, value: Value)]) {
    for (name, value) in fields where !value.isMissing { set(name, row, value) }
  }

  // MARK: Goals

  /// Adds an objective. Without an id it gets one of its title. `supports`: the goals it
  /// contributes to; links with weights and days are added by `addLink`.
  @discardableResult
  public mutating func addObjective(
    id: String? = nil, title: String, owner: String? = nil, team: String? = nil,
    cycle: String? = nil, start: CivilDate? = nil, due: CivilDate? = nil,
    supports parents: [GoalReference] = [], at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.objectives, id: id, at: place)
    set(row, Self.common(title, owner, team, cycle, start, due))
    link(row, to: parents, at: place)
    return row
  }

  /// Adds a key result of an objective: from a value at the start to a target, with the value now
  /// if no check-in tells of it. The direction follows from both unless it is given.
  @discardableResult
  public mutating func addKeyResult(
    id: String? = nil, title: String, of objective: GoalReference? = nil,
    from baseline: Double? = nil, to target: Double? = nil, now current: Double? = nil,
    unit: String? = nil, direction: Direction? = nil, owner: String? = nil, team: String? = nil,
    cycle: String? = nil, start: CivilDate? = nil, due: CivilDate? = nil,
    at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.keyResults, id: id, at: place)
    set(row, Self.common(title, owner, team, cycle, start, due))
    set(
      row,
      [
        ("objective", value(of: objective)), ("baseline", .some(baseline)),
        ("target", .some(target)), ("current", .some(current)), ("unit", .some(unit)),
        ("direction", .some(direction?.rawValue)),
      ])
    return row
  }

  /// Adds a KPI, with its value now if no check-in tells of it.
  @discardableResult
  public mutating func addKPI(
    id: String? = nil, title: String, value: Double? = nil, target: Double? = nil,
    unit: String? = nil, direction: Direction? = nil, owner: String? = nil, team: String? = nil,
    supports parents: [GoalReference] = [], at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.kpis, id: id, at: place)
    set(row, Self.common(title, owner, team, nil, nil, nil))
    set(
      row,
      [
        ("value", .some(value)), ("target", .some(target)), ("unit", .some(unit)),
        ("direction", .some(direction?.rawValue)),
      ])
    link(row, to: parents, at: place)
    return row
  }

  /// Adds an initiative: work that supports goals.
  @discardableResult
  public mutating func addInitiative(
    id: String? = nil, title: String, owner: String? = nil, team: String? = nil,
    cycle: String? = nil, start: CivilDate? = nil, due: CivilDate? = nil,
    supports parents: [GoalReference] = [], at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.initiatives, id: id, at: place)
    set(row, Self.common(title, owner, team, cycle, start, due))
    link(row, to: parents, at: place)
    return row
  }

  /// The links that come with a row stand where it does.
  private mutating func link(_ row: RowHandle, to parents: [GoalReference], at place: RowPlace?) {
    let place = place ?? RowPlace(source: name, line: Int(rowsAdded))
    for parent in parents { addLink(from: .row(row), to: parent, at: place) }
  }

  private static func common(
    _ title: String, _ owner: String?, _ team: String?, _ cycle: String?, _ start: CivilDate?,
    _ due: CivilDate?
  ) -> [(name: String, value: Value)] {
    [
      ("title", .text(title)), ("owner", .some(owner)), ("team", .some(team)),
      ("cycle", .some(cycle)), ("start", .some(start)), ("due", .some(due)),
    ]
  }

  // MARK: People, teams and cycles

  /// Adds a person. Without an id the name is the id.
  @discardableResult
  public mutating func addPerson(
    id: String? = nil, name: String, team: String? = nil, manager: String? = nil,
    email: String? = nil, at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.people, id: id, at: place)
    set(
      row,
      [
        ("name", .text(name)), ("team", .some(team)), ("manager", .some(manager)),
        ("email", .some(email)),
      ])
    return row
  }

  /// Adds a team, part of another if that is given. Without an id the name is the id.
  @discardableResult
  public mutating func addTeam(
    id: String? = nil, name: String, parent: String? = nil, lead: String? = nil,
    at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.teams, id: id, at: place)
    set(row, [("name", .text(name)), ("parent", .some(parent)), ("lead", .some(lead))])
    return row
  }

  /// Adds a cycle, part of another if that is given. Without days it takes those that its name
  /// tells by the fiscal calendar: `Q2 2026`.
  @discardableResult
  public mutating func addCycle(
    id: String? = nil, name: String, start: CivilDate? = nil, end: CivilDate? = nil,
    parent: String? = nil, at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.cycles, id: id, at: place)
    set(
      row,
      [
        ("name", .text(name)), ("start", .some(start)), ("end", .some(end)),
        ("parent", .some(parent)),
      ])
    return row
  }

  // MARK: What ties and tells

  /// Adds a link: the child supports (blocks, continues ...) the parent, from the day it was added
  /// (without one: always) to the day it was removed.
  @discardableResult
  public mutating func addLink(
    from child: GoalReference, to parent: GoalReference, kind: String = Schema.defaultLinkKind,
    weight: Double? = nil, added: CivilDate? = nil, removed: CivilDate? = nil,
    at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.links, at: place)
    set(
      row,
      [
        ("child", value(of: child)), ("parent", value(of: parent)), ("kind", .text(kind)),
        ("weight", .some(weight)), ("added", .some(added)), ("removed", .some(removed)),
      ])
    return row
  }

  /// Adds a check-in of a goal on a day. Confidence is from 0 to 1; `recorded` is the day it was
  /// entered, when that is another.
  @discardableResult
  public mutating func addCheckIn(
    of goal: GoalReference, on date: CivilDate, value: Double? = nil, confidence: Double? = nil,
    statedStatus: String? = nil, note: String? = nil, author: String? = nil,
    recorded: CivilDate? = nil, at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.checkIns, at: place)
    set(
      row,
      [
        ("goal", self.value(of: goal)), ("date", .date(date)), ("value", .some(value)),
        ("confidence", confidence.map { .ratio($0) } ?? .missing),
        ("stated_status", .some(statedStatus)), ("note", .some(note)), ("author", .some(author)),
        ("recorded", .some(recorded)),
      ])
    return row
  }

  /// Adds a change: on that day the goal's field took another value. The goal's own cell holds the
  /// newest value; where it holds none, the newest change fills it.
  @discardableResult
  public mutating func addChange(
    of goal: GoalReference, on date: CivilDate, field: String, from old: Value = .missing,
    to new: Value, author: String? = nil, recorded: CivilDate? = nil, at place: RowPlace? = nil
  ) -> RowHandle {
    let row = add(.changes, at: place)
    set(
      row,
      [
        ("goal", value(of: goal)), ("date", .date(date)), ("field", .text(field)), ("old", old),
        ("new", new), ("author", .some(author)), ("recorded", .some(recorded)),
      ])
    return row
  }
}

extension Value {
  fileprivate static func some(_ text: String?) -> Value { text.map { .text($0) } ?? .missing }
  fileprivate static func some(_ number: Double?) -> Value {
    number.map { .number($0) } ?? .missing
  }
  fileprivate static func some(_ day: CivilDate?) -> Value { day.map { .date($0) } ?? .missing }
}

extension GoalGraph {
  /// Where the row of a problem comes from; nil when it concerns none.
  public func place(of problem: GraphProblem) -> RowPlace? {
    guard sources.indices.contains(Int(problem.source)) else { return nil }
    return RowPlace(source: sources[Int(problem.source)], line: Int(problem.line))
  }
}
