// Gathers all links between goals, from key results' objectives, from the parents named beside
// rows and from rows of their own, into one table and one index.

extension GraphAssembly {
  /// The links while they are gathered.
  private struct Links {
    var list = LinkList()
    /// The builder's link row; -1 for a link that has none.
    var rows: [Int32] = []
    /// 1 for a link that only the child's objectives tell of.
    var ofObjectives: [UInt8] = []
    /// 1 for a link of an objective that the child measured once and does not now.
    var isPast: [UInt8] = []

    mutating func add(
      _ child: Int32, _ parent: Int32, _ kind: UInt8, _ weight: Double = .nan, row: Int32 = -1,
      ofObjectives: Bool = false, isPast: Bool = false
    ) {
      list.children.append(child)
      list.parents.append(parent)
      list.kinds.append(kind)
      list.weights.append(weight)
      rows.append(row)
      self.ofObjectives.append(ofObjectives ? 1 : 0)
      self.isPast.append(isPast ? 1 : 0)
    }

    /// The links at these places, in this order.
    func keeping(_ places: [Int]) -> Links {
      var kept = Links()
      for link in places {
        kept.add(
          list.children[link], list.parents[link], list.kinds[link], list.weights[link],
          row: rows[link], ofObjectives: ofObjectives[link] == 1, isPast: isPast[link] == 1)
      }
      return kept
    }
  }

  /// The links of a graph as they stand once all that its files tell of has come to pass.
  struct AssembledLinks {
    let index: LinkIndex
    let kinds: [UInt8]
    let ofObjectives: [UInt8]
    /// By row of the links table, 1 for a link that is cut; nil when none is.
    let absent: [UInt8]?
  }

  mutating func assembleLinks() -> AssembledLinks {
    var links = Links()
    addObjectives(to: &links)
    addParents(to: &links)
    addRows(to: &links)
    merge(&links)
    let places = sortByPlace(&links)
    fillContinues(links)
    makeLinkTable(links, places)
    var absent = links.isPast
    for (link, day) in days("removed", .links).enumerated()
    where day != CivilDate.missingDayNumber {
      absent[link] = 1
    }
    let (index, loops) = LinkIndex.build(
      links.list.without(absent), goalCount: rowCount(of: .goals),
      linkKinds: builder.schema.linkKinds)
    for loop in loops { report(loop) }
    return AssembledLinks(
      index: index, kinds: links.list.kinds, ofObjectives: links.ofObjectives,
      absent: absent.contains(1) ? absent : nil)
  }

  private func kindCode(_ name: String) -> UInt8? {
    builder.schema.linkKinds.firstIndex { $0.name == name }.flatMap { UInt8(exactly: $0) }
  }

  /// Each objective that a goal measures, and each that it measured before a change.
  private func addObjectives(to links: inout Links) {
    guard let measures = kindCode("measures") else { return }
    func add(_ child: Int, _ parent: Int32, isPast: Bool = false) {
      links.add(Int32(child), parent, measures, ofObjectives: true, isPast: isPast)
    }
    var now: (Int) -> [Int32] = { _ in [] }
    switch columns[Int(TableID.goals.rawValue)]["objectives"] {
    case .node(let rows, _)?:
      for (child, parent) in rows.enumerated() where parent >= 0 { add(child, parent) }
      now = { [rows[$0]] }
    case .nodes(let lists, _)?:
      for child in 0..<lists.count {
        for parent in lists[child] { add(child, parent) }
      }
      now = { Array(lists[$0]) }
    default: break
    }
    for (child, parents) in pastObjectives() {
      for parent in parents where !now(child).contains(parent) { add(child, parent, isPast: true) }
    }
  }

  /// The goals whose objectives changed, with all that they ever had.
  private func pastObjectives() -> [(child: Int, parents: [Int32])] {
    let changes = columns[Int(TableID.changes.rawValue)]
    guard case .code(let codes, let words)? = changes["field"],
      let objective = words.firstIndex(of: "objective"),
      case .values(let old)? = changes["old"], case .values(let new)? = changes["new"]
    else { return [] }
    var past: [(child: Int, parents: [Int32])] = []
    let goals = nodes("goal", .changes)
    for row in codes.indices where codes[row] == Int32(objective) {
      if past.last?.child != Int(goals[row]) { past.append((Int(goals[row]), [])) }
      for parent in old[row].rows(in: .goals) + new[row].rows(in: .goals)
      where past.last?.parents.contains(parent) == false {
        past[past.count - 1].parents.append(parent)
      }
    }
    return past
  }

  private mutating func addParents(to links: inout Links) {
    for segment in segments(of: .goals) {
      for field in (builder.rows[segment.kind]?.fields ?? [:]).keys.sorted() {
        guard field.hasPrefix("parents\u{1F}"), let found = resolved[segment.kind]?[field],
          let codes = builder.rows[segment.kind]?.fields[field]?.int32s
        else { continue }
        let name = String(field.dropFirst("parents\u{1F}".count))
        let kind = code(ofLinkKind: name, .goals, segment.first)
        for (row, code) in codes.enumerated() {
          for parent in found.rows(code) { links.add(Int32(segment.first + row), parent, kind) }
        }
      }
    }
  }

  private mutating func addRows(to links: inout Links) {
    let children = nodes("child", .links)
    let parents = nodes("parent", .links)
    let columns = self.columns[Int(TableID.links.rawValue)]
    var weights: [Double] = []
    if case .number(let cells)? = columns["weight"] { weights = cells }
    var codes: [Int32] = []
    var codeOfWord: [UInt8] = []
    if case .code(let cells, let words)? = columns["kind"] {
      codes = cells
      codeOfWord = words.enumerated().map { code, word in
        let row = cells.firstIndex(of: Int32(code)) ?? 0
        return self.code(ofLinkKind: word, .links, row)
      }
    }
    let standard = kindCode(Schema.defaultLinkKind) ?? 0
    for row in 0..<rowCount(of: .links) where children[row] >= 0 && parents[row] >= 0 {
      let code = codes.isEmpty ? -1 : codes[row]
      links.add(
        children[row], parents[row], code < 0 ? standard : codeOfWord[Int(code)],
        weights.isEmpty ? .nan : weights[row], row: Int32(row))
    }
  }

  /// The code of a link kind; of one that is not declared, that of a link which only shows
  /// alignment, since nothing says that it may change a number.
  private mutating func code(ofLinkKind name: String, _ table: TableID, _ row: Int) -> UInt8 {
    if let code = kindCode(name) { return code }
    let names = builder.schema.linkKinds.map(\.name)
    let nearest = NearestName.find(name, in: names).map { "; \($0)?" } ?? ""
    report(
      .unknownLinkKind, table, row, field: "kind", text: name,
      "no link kind \(name) is declared\(nearest)",
      action: "the link shows alignment and carries no progress")
    return kindCode("aligns") ?? 0
  }

  /// Two links that show alignment between the same goals at the same time are one, or the child
  /// would count twice; the weight that is given wins, and the first kind.
  private mutating func merge(_ links: inout Links) {
    let showsAlignment = builder.schema.linkKinds.map { $0.effect != .nothing }
    let byChild = RowLists(grouping: links.list.children, count: rowCount(of: .goals))
    let times = LinkTimes(added: days("added", .links), removed: days("removed", .links))
    var dropped = Set<Int32>()
    for child in 0..<byChild.count where byChild[child].count > 1 {
      var alike: [Int64: [Int32]] = [:]
      for link in byChild[child] {
        let kind = links.list.kinds[Int(link)]
        let group = showsAlignment[Int(kind)] ? 256 : Int64(kind)
        let key = Int64(links.list.parents[Int(link)]) << 16 | group
        guard
          let first = alike[key]?.first(where: {
            times.overlap(links.rows[Int($0)], links.rows[Int(link)])
          })
        else {
          alike[key, default: []].append(link)
          continue
        }
        dropped.insert(link)
        merge(Int(link), into: Int(first), &links, times)
      }
    }
    guard !dropped.isEmpty else { return }
    links = links.keeping(links.rows.indices.filter { !dropped.contains(Int32($0)) })
  }

  private mutating func merge(
    _ link: Int, into first: Int, _ links: inout Links, _ times: LinkTimes
  ) {
    let weight = links.list.weights[link]
    let hasWeight = !links.list.weights[first].isNaN
    if !weight.isNaN, hasWeight, weight != links.list.weights[first] {
      report(
        .duplicateLink, .links, Int(links.rows[link]), field: "weight",
        "the same link stands twice, with two weights", action: "the first weight is kept")
    } else if !weight.isNaN {
      links.list.weights[first] = weight
    }
    // Days say more than their absence.
    let (row, firstRow) = (links.rows[link], links.rows[first])
    if firstRow < 0 || (times.hasDays(row) && !times.hasDays(firstRow)) { links.rows[first] = row }
    links.ofObjectives[first] &= links.ofObjectives[link]
    links.isPast[first] &= links.isPast[link]
  }

  /// A link of the kind `continues` says the same as the field of that name.
  private mutating func fillContinues(_ links: Links) {
    guard let code = kindCode("continues"), links.list.kinds.contains(code) else { return }
    var continues = nodes("continues", .goals)
    for link in links.list.kinds.indices where links.list.kinds[link] == code {
      let child = Int(links.list.children[link])
      if continues[child] < 0 { continues[child] = links.list.parents[link] }
    }
    columns[Int(TableID.goals.rawValue)]["continues"] = .node(rows: continues, table: .goals)
  }

  /// Brings links into workspace order, by file, then line, and gives the place of each. A link
  /// without a row of its own stands where its child stands.
  private func sortByPlace(_ links: inout Links) -> RowPlaces {
    var goals = RowPlaces()
    for segment in segments(of: .goals) {
      if let places = builder.rows[segment.kind]?.places { goals.append(places) }
    }
    let own = builder.rows[.links]?.places ?? RowPlaces()
    var places = links.rows.indices.map { link in
      let row = links.rows[link]
      return row < 0 ? goals[Int(links.list.children[link])] : own[Int(row)]
    }
    if !zip(places, places.dropFirst()).allSatisfy({ $0 <= $1 }) {
      let order = places.indices.sorted { left, right in
        places[left] == places[right] ? left < right : places[left] < places[right]
      }
      links = links.keeping(order)
      places = order.map { places[$0] }
    }
    var placed = RowPlaces()
    for place in places { placed.append(source: place.source, line: place.line) }
    return placed
  }

  private mutating func makeLinkTable(_ links: Links, _ places: RowPlaces) {
    let place = Int(TableID.links.rawValue)
    let (words, codes) = sortedKindNames(links.list.kinds)
    for name in columns[place].keys.sorted() {
      columns[place][name] = columns[place][name]?.reordered(links.rows)
    }
    columns[place]["child"] = .node(rows: links.list.children, table: .goals)
    columns[place]["parent"] = .node(rows: links.list.parents, table: .goals)
    columns[place]["kind"] = .code(codes: codes, words: words)
    columns[place]["weight"] =
      links.list.weights.allSatisfy(\.isNaN) ? nil : .number(links.list.weights)
    builder.rows[.links] = GraphBuilder.KindRows()
    builder.rows[.links]?.count = places.count
    builder.rows[.links]?.places = places
  }

  private func sortedKindNames(_ kinds: [UInt8]) -> (words: [String], codes: [Int32]) {
    let names = builder.schema.linkKinds.map(\.name)
    let words = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let map = names.map { name in Int32(words.firstIndex(of: name) ?? 0) }
    return (words, kinds.map { map[Int($0)] })
  }

  private mutating func report(_ loop: [Int32]) {
    let ids = loop.prefix(8).map { self.ids[Int(TableID.goals.rawValue)][Int($0)] }
    let more = loop.count > 8 ? " and \(loop.count - 8) more" : ""
    let message =
      loop.count == 1
      ? "\(ids[0]) supports itself"
      : "\(ids.joined(separator: ", "))\(more) support each other in a loop"
    report(
      .alignmentLoop, .goals, Int(loop[0]), text: ids.joined(separator: ", "), message,
      action: "the links are kept; progress that rolls up through them is missing")
  }
}

/// When links are there, as far as their rows tell; a link without a row of its own is there always.
private struct LinkTimes {
  let added: [Int32]
  let removed: [Int32]

  /// Whether the links of two rows are both there on some day.
  func overlap(_ one: Int32, _ other: Int32) -> Bool {
    start(one) < end(other) && start(other) < end(one)
  }

  func hasDays(_ row: Int32) -> Bool {
    start(row) != CivilDate.missingDayNumber || end(row) != .max
  }

  private func start(_ row: Int32) -> Int32 {
    row < 0 ? CivilDate.missingDayNumber : added[Int(row)]
  }

  private func end(_ row: Int32) -> Int32 {
    row < 0 || removed[Int(row)] == CivilDate.missingDayNumber ? .max : removed[Int(row)]
  }
}
