// The columns that machine formats write: those of the answer, after the keys of `group by` that
// are not among them.

import Grove

struct MachineColumns {
  let columns: [QueryResult.Column]
  private let keyPlaces: [Int]  // places in `Group.keys`
  private let result: QueryResult

  init(_ result: QueryResult) {
    self.result = result
    let own = Set(result.columns.map(\.name))
    keyPlaces =
      result.groups == nil
      ? [] : result.groupKeys.indices.filter { !own.contains(result.groupKeys[$0]) }
    let keys = keyPlaces.map { place in
      let sample = result.groups?.lazy.compactMap { group -> Value? in
        guard group.keys.indices.contains(place) else { return nil }
        return group.keys[place].isMissing ? nil : group.keys[place]
      }.first
      return QueryResult.Column(
        name: result.groupKeys[place], type: sample?.type(in: result.graph) ?? .missing)
    }
    columns = keys + result.columns
  }

  /// Calls `body` with every row's values, in order.
  func forEachRow(_ body: ([Value]) -> Void) {
    var group = 0
    let groups = result.groups ?? []
    for row in 0..<result.rowCount {
      while group < groups.count, groups[group].rows.upperBound <= row { group += 1 }
      var values: [Value] = []
      values.reserveCapacity(columns.count)
      for place in keyPlaces {
        let isInside = group < groups.count && groups[group].keys.indices.contains(place)
        values.append(isInside ? groups[group].keys[place] : .missing)
      }
      for column in result.columns.indices { values.append(result.value(row: row, column: column)) }
      body(values)
    }
  }
}
