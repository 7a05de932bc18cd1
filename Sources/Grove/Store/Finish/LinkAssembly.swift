// Gathers all links between goals, from key results' objectives, from the parents named beside
// rows and from rows of their own, into one table and one index.

extension GraphAssembly {
  /// Links as equally long arrays, in the order of the links table.
  private struct Links {
    var children: [Int32] = []
    var parents: [Int32] = []
    var kinds: [UInt8] = []
    var weights: [Double] = []
    /// The builder's link row; -1 for a link that has none.
    var rows: [Int32] = []

    mutating func add(
      _ child: Int32, _ parent: Int32, _ kind: UInt8, _ weight: Double = .nan, row: Int32 = -1
    ) {
      children.append(child)
      parents.append(parent)
      kinds.append(kind)
      weights.append(weight)
      rows.append(row)
    }
  }

  mutating func assembleLinks() -> LinkIndex {
    var links = Links()
    addObjectives(to: &links)
    addParents(to: &links)
    addRows(to: &links)
    merge(&links)
    fillContinues(links)
    makeLinkTable(links)
    let (index, loops) = LinkIndex.build(
      goalCount: rowCount(of: .goals), children: links.children, parents: links.parents,
      kinds: links.kinds, weights: links.weights, linkKinds: builder.schema.linkKinds)
    for loop in loops { report(loop) }
    return index
  }

  private func kindCode(_ name: String) -> UInt8? {
    builder.schema.linkKinds.firstIndex { $0.name == name }.flatMap { UInt8(exactly: $0) }
  }

  private func addObjectives(to links: inout Links) {
    guard let measures = kindCode("measures") else { return }
    switch columns[Int(TableID.goals.rawValue)]["objectives"] {
    case .node(let rows, _)?:
      for (child, parent) in rows.enumerated() where parent >= 0 {
        links.add(Int32(child), parent, measures)
      }
    case .nodes(let lists, _)?:
      for child in 0..<lists.count {
        for parent in lists[child] { links.add(Int32(child), parent, measures) }
      }
    default: break
    }
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

  /// Two links that show alignment between the same goals are one, or the child would count twice;
  /// the weight that is given wins, and the first kind.
  private mutating func merge(_ links: inout Links) {
    let showsAlignment = builder.schema.linkKinds.map { $0.effect != .nothing }
    let byChild = RowLists(grouping: links.children, count: rowCount(of: .goals))
    var dropped = Set<Int32>()
    for child in 0..<byChild.count where byChild[child].count > 1 {
      var firsts: [Int64: Int32] = [:]
      for link in byChild[child] {
        let kind = links.kinds[Int(link)]
        let group = showsAlignment[Int(kind)] ? 256 : Int64(kind)
        let key = Int64(links.parents[Int(link)]) << 16 | group
        guard let first = firsts[key] else {
          firsts[key] = link
          continue
        }
        dropped.insert(link)
        let weight = links.weights[Int(link)]
        let hasWeight = !links.weights[Int(first)].isNaN
        if !weight.isNaN, hasWeight, weight != links.weights[Int(first)] {
          report(
            .duplicateLink, .links, Int(links.rows[Int(link)]), field: "weight",
            "the same link stands twice, with two weights", action: "the first weight is kept")
        } else if !weight.isNaN {
          links.weights[Int(first)] = weight
        }
        if links.rows[Int(first)] < 0 { links.rows[Int(first)] = links.rows[Int(link)] }
      }
    }
    guard !dropped.isEmpty else { return }
    var kept = Links()
    for link in links.children.indices where !dropped.contains(Int32(link)) {
      kept.add(
        links.children[link], links.parents[link], links.kinds[link], links.weights[link],
        row: links.rows[link])
    }
    links = kept
  }

  /// A link of the kind `continues` says the same as the field of that name.
  private mutating func fillContinues(_ links: Links) {
    guard let code = kindCode("continues"), links.kinds.contains(code) else { return }
    var continues = nodes("continues", .goals)
    for link in links.kinds.indices where links.kinds[link] == code {
      let child = Int(links.children[link])
      if continues[child] < 0 { continues[child] = links.parents[link] }
    }
    columns[Int(TableID.goals.rawValue)]["continues"] = .node(rows: continues, table: .goals)
  }

  private mutating func makeLinkTable(_ links: Links) {
    let place = Int(TableID.links.rawValue)
    let (words, codes) = sortedKindNames(links.kinds)
    for name in columns[place].keys.sorted() {
      columns[place][name] = columns[place][name]?.reordered(links.rows)
    }
    columns[place]["child"] = .node(rows: links.children, table: .goals)
    columns[place]["parent"] = .node(rows: links.parents, table: .goals)
    columns[place]["kind"] = .code(codes: codes, words: words)
    columns[place]["weight"] =
      links.weights.allSatisfy(\.isNaN) ? nil : .number(links.weights)
    takePlaces(of: links.children, links.rows)
  }

  /// A link without a row of its own stands where its child stands.
  private mutating func takePlaces(of children: [Int32], _ rows: [Int32]) {
    let segments = segments(of: .goals)
    let sources = segments.flatMap { builder.rows[$0.kind]?.sources ?? [] }
    let lines = segments.flatMap { builder.rows[$0.kind]?.lines ?? [] }
    let own = builder.rows[.links] ?? GraphBuilder.KindRows()
    var placed = GraphBuilder.KindRows()
    placed.count = rows.count
    placed.sources = zip(children, rows).map {
      $1 < 0 ? sources[Int($0)] : own.sources[Int($1)]
    }
    placed.lines = zip(children, rows).map { $1 < 0 ? lines[Int($0)] : own.lines[Int($1)] }
    builder.rows[.links] = placed
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
