// What each column of a table is for, decided once from its header.

import Grove

/// The columns of one table of a file.
struct ColumnPlan {
  let kind: Kind
  /// The header as written.
  let header: [String]
  /// What each column is for.
  var uses: [FieldUse]
  /// The largest plain number seen so far in ratio columns, which tells 0...1 from 0...10 and
  /// 0...100.
  var largest: [Int: Double] = [:]
  /// Columns of the workspace's own, held until the file's end, when their type is known.
  var custom: [CustomColumn] = []
  /// Columns for a use that another column has: their cells stand in where it has none, as nested
  /// rows write `to` here and `target` there.
  private(set) var spares: [(column: Int, first: Int)] = []

  /// Plans a table. `mapping` (from workspace.yaml, by the header as written) goes before the known
  /// names; of several columns for one use the first has it, and the others only where it is
  /// empty. The column that tells rows' kinds apart is used up.
  init(
    kind: Kind, header: [String], vocabulary: Vocabulary, mapping: [String: String],
    places: [Place], log: ProblemLog, reportsUnknown: Bool, kindColumn: Int? = nil
  ) {
    self.kind = kind
    self.header = header
    let definition = vocabulary.schema.definition(kind)
    var taken: [FieldUse: Int] = [:]
    uses = []
    for (index, name) in header.enumerated() {
      if index == kindColumn {
        uses.append(.ignored)
        continue
      }
      let meant = mapping[name] ?? mapping[FieldNames.normalized(name)] ?? name
      var use = vocabulary.use(of: meant, for: kind)
      if case .custom(let own) = use {
        let nearest = vocabulary.nearMiss(of: own, for: kind)
        if reportsUnknown || nearest != nil {
          log.add(
            .unknownColumn(places[index], name: name, kind: definition.plural, nearest: nearest))
        }
      }
      if use == .ignored, places[index].line != nil {
        log.add(.namelessColumn(places[index], number: index + 1))
      }
      if use != .ignored, let first = taken[use] {
        spares.append((index, first))
        let own = FieldNames.normalized(name)
        use = .custom(definition.field(own) == nil ? own : "\(own)_\(index + 1)")
        if taken[use] != nil {
          log.add(.duplicateKey(places[index], key: name))
          use = .ignored
        }
      }
      if taken[use] == nil { taken[use] = index }
      uses.append(use)
    }
    custom = uses.enumerated().compactMap { index, use in
      if case .custom(let name) = use { CustomColumn(name: name, column: index) } else { nil }
    }
  }

  /// The first column of a use.
  func column(_ use: FieldUse) -> Int? { uses.firstIndex(of: use) }
}
