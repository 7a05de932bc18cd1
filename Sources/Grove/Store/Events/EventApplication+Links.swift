// Links that events make and cut, and those that follow from the objectives of key results.

import GroveSyntax

/// Links on their way into the table. Until then, and after, new ones stand behind the others.
struct NewLinks {
  /// One link of the table as it will be.
  struct Link {
    let row: Int
    let parent: Int32
    var kind: UInt8
    /// The first day it is there, Int32.min: always.
    let added: Int32
    /// The day it is cut, Int32.max: never.
    var removed: Int32
    var ofObjectives: Bool
    var isAbsent: Bool
  }

  /// The links that lead from goals which events touch.
  var ofChild: [Int32: [Link]] = [:]
  /// The links of the base by child; made at the first need.
  var known: RowLists?
  /// The new rows in order, with the event that made each.
  var rows: [(cells: [String: Value], kind: UInt8, ofObjectives: UInt8, event: Int)] = []
  /// The days on which links of the base or new ones are cut.
  var removals: [CellEdit] = []
  var kinds: [CellEdit] = []
}

extension EventApplication {
  private func kindCode(_ name: String) -> UInt8? {
    base.schema.linkKinds.firstIndex { $0.name == name }.flatMap { UInt8(exactly: $0) }
  }

  private func showsAlignment(_ kind: UInt8) -> Bool {
    base.schema.linkKinds[Int(kind)].effect != .nothing
  }

  /// The links that lead from a goal.
  private mutating func links(from child: Int32) -> [NewLinks.Link] {
    if let links = newLinks.ofChild[child] { return links }
    guard case .node(let children, _)? = remake.column("child", .links),
      case .node(let parents, _)? = remake.column("parent", .links)
    else { return [] }
    let lists = newLinks.known ?? RowLists(grouping: children, count: remake.rowCount(.goals))
    newLinks.known = lists
    var added: [Int32]?
    if case .day(let days)? = remake.column("added", .links) { added = days }
    var removed: [Int32]?
    if case .day(let days)? = remake.column("removed", .links) { removed = days }
    return lists[Int(child)].map { link in
      let row = Int(link)
      let end = removed.map { $0[row] } ?? CivilDate.missingDayNumber
      return NewLinks.Link(
        row: row, parent: parents[row], kind: remake.linkKinds[row],
        added: added.map { $0[row] } ?? CivilDate.missingDayNumber,
        removed: end == CivilDate.missingDayNumber ? .max : end,
        ofObjectives: remake.linksOfObjectives[row] == 1, isAbsent: remake.absentLinks[row] == 1)
    }
  }

  private mutating func append(
    from child: Int32, to parent: Int32, _ kind: UInt8, cells: [String: Value] = [:],
    added: Int32 = CivilDate.missingDayNumber, ofObjectives: Bool = false
  ) {
    var links = links(from: child)
    var cells = cells
    cells["child"] = .node(Node(table: .goals, row: child))
    cells["parent"] = .node(Node(table: .goals, row: parent))
    cells["kind"] = .text(base.schema.linkKinds[Int(kind)].name)
    links.append(
      NewLinks.Link(
        row: base.table(.links).rowCount + newLinks.rows.count, parent: parent, kind: kind,
        added: added, removed: .max, ofObjectives: ofObjectives, isAbsent: false))
    newLinks.ofChild[child] = links
    newLinks.rows.append((cells, kind, ofObjectives ? 1 : 0, event))
  }

  // MARK: Events

  mutating func link(
    from child: EventGoal, to parent: EventGoal, kind name: String, weight: Double?,
    on date: CivilDate?
  ) throws(GraphEventError) {
    guard let kind = kindCode(name) else {
      let names = base.schema.linkKinds.map(\.name)
      let nearest = NearestName.find(name, in: names).map { "; \($0)?" } ?? ""
      throw failure(
        .unknownLinkKind, field: "kind", "no link kind \(name) is declared\(nearest)")
    }
    let start = date?.dayNumber ?? CivilDate.missingDayNumber
    let isTwice = links(from: child.node.row).contains { other in
      let isAlike =
        showsAlignment(kind) ? showsAlignment(other.kind) : kind == other.kind
      let isPast = other.ofObjectives && other.isAbsent
      return isAlike && other.parent == parent.node.row && !isPast && start < other.removed
    }
    guard !isTwice else {
      throw failure(.duplicateLink, "the goals are linked already")
    }
    var cells: [String: Value] = [:]
    if let weight { cells["weight"] = try cell(.number(weight), of: "weight", .links) }
    if let date { cells["added"] = .date(date) }
    append(from: child.node.row, to: parent.node.row, kind, cells: cells, added: start)
    if name == "continues" { fillContinues(of: child, from: parent) }
  }

  /// A link of the kind `continues` says the same as the field of that name.
  private mutating func fillContinues(of child: EventGoal, from parent: EventGoal) {
    guard let field = base.schema.definition(child.kind).field("continues") else { return }
    let cell = GoalCell(field: field.name, row: child.node.row)
    let now =
      latest[cell]
      ?? remake.column(field.name, .goals)?.value(Int(cell.row), type: field.type) ?? .missing
    if now.isMissing { set(field, of: child, to: .node(parent.node)) }
  }

  mutating func unlink(
    from child: EventGoal, to parent: EventGoal, kind name: String?, on date: CivilDate
  ) throws(GraphEventError) {
    var links = links(from: child.node.row)
    let there = links.indices.filter {
      let isKind = name == nil || base.schema.linkKinds[Int(links[$0].kind)].name == name
      return links[$0].parent == parent.node.row && isKind && !links[$0].isAbsent
    }
    let own = there.filter { !links[$0].ofObjectives }
    guard !own.isEmpty else {
      throw there.isEmpty
        ? failure(.danglingReference, "no such link leads from the one goal to the other")
        : failure(
          .incompleteChange, field: "objective",
          "the link tells of the objective it measures: that is set, not cut")
    }
    for place in own {
      guard links[place].added <= date.dayNumber else {
        throw failure(.endBeforeStart, field: "removed", "the link is cut before it was made")
      }
      links[place].removed = date.dayNumber
      links[place].isAbsent = true
      newLinks.removals.append(
        CellEdit(row: Int32(clamping: links[place].row), value: .date(date)))
    }
    newLinks.ofChild[child.node.row] = links
  }

  /// Makes the links of the objectives that a goal measures now, and leaves out those it measured.
  mutating func setObjectives(of child: Int32, to parents: [Int32]) {
    guard let measures = kindCode("measures") else { return }
    var links = links(from: child)
    var missing = parents
    for place in links.indices {
      let isNow = parents.contains(links[place].parent)
      if links[place].ofObjectives {
        links[place].isAbsent = !isNow
      } else if isNow, showsAlignment(links[place].kind), !links[place].isAbsent {
        // It supports the objective already: the two links are one, and that measures it.
        links[place].kind = measures
        newLinks.kinds.append(
          CellEdit(
            row: Int32(clamping: links[place].row),
            value: .text(base.schema.linkKinds[Int(measures)].name)))
      } else {
        continue
      }
      missing.removeAll { $0 == links[place].parent }
    }
    newLinks.ofChild[child] = links
    for parent in missing { append(from: child, to: parent, measures, ofObjectives: true) }
  }

  // MARK: The table

  /// Puts what was read into the table; whether anything of it differs.
  mutating func insertLinks() -> Bool {
    guard !newLinks.ofChild.isEmpty else { return false }
    let count = base.table(.links).rowCount
    for row in newLinks.rows {
      remake.linkKinds.append(row.kind)
      remake.linksOfObjectives.append(row.ofObjectives)
      remake.absentLinks.append(0)
    }
    remake.insert(
      newLinks.rows.map(\.cells), at: newLinks.rows.map { _ in count }, into: .links)
    remake.set("removed", .links, newLinks.removals)
    remake.set("kind", .links, newLinks.kinds)
    for links in newLinks.ofChild.values {
      for link in links {
        remake.linkKinds[link.row] = link.kind
        remake.absentLinks[link.row] = link.isAbsent ? 1 : 0
      }
    }
    return true
  }

  /// Refuses the first event whose link closes a loop.
  func checkLoops(_ loops: [[Int32]]) throws(GraphEventError) {
    guard !loops.isEmpty else { return }
    for row in newLinks.rows where showsAlignment(row.kind) {
      guard case .node(let child)? = row.cells["child"],
        case .node(let parent)? = row.cells["parent"],
        loops.contains(where: { $0.contains(child.row) && $0.contains(parent.row) })
      else { continue }
      throw GraphEventError(
        event: row.event, code: .alignmentLoop, field: nil,
        message: "the goals would support each other in a loop")
    }
  }
}
