// Sorts check-ins by goal, date and place in the files, so that a goal's history is one run of
// rows. Those without a goal or a day cannot be used and are left out.

extension GraphAssembly {
  /// Where each goal's check-ins start, and the end.
  mutating func sortCheckIns() -> [Int32] {
    let goalCount = rowCount(of: .goals)
    let place = Int(TableID.checkIns.rawValue)
    var goals = nodes("goal", .checkIns)
    let dates = days("date", .checkIns)
    for row in goals.indices where dates[row] == CivilDate.missingDayNumber || goals[row] < 0 {
      // A goal that is named but not there has been reported already.
      if goals[row] >= 0 || !namesAbsentGoal(.checkIns, row) {
        report(
          .incompleteCheckIn, .checkIns, row, field: goals[row] < 0 ? "goal" : "date",
          "this check-in has no \(goals[row] < 0 ? "goal" : "date")", action: "it is left out")
      }
      goals[row] = -1
    }
    let lists = RowLists(grouping: goals, count: goalCount)
    var order = lists.rows
    for goal in 0..<goalCount {
      let range = lists.range(goal)
      // Mostly in order already; a stable insertion sort for the rest would be quadratic.
      if zip(range, range.dropFirst()).allSatisfy({
        dates[Int(order[$0])] <= dates[Int(order[$1])]
      }) {
        continue
      }
      let sorted = order[range].sorted {
        (dates[Int($0)], $0) < (dates[Int($1)], $1)
      }
      order.replaceSubrange(range, with: sorted)
    }
    let isIdentity =
      order.count == goals.count && order.indices.allSatisfy { order[$0] == Int32($0) }
    guard !isIdentity else { return lists.offsets }
    for name in columns[place].keys.sorted() {
      columns[place][name] = columns[place][name]?.reordered(order)
    }
    rowOrders[.checkIns] = order
    return lists.offsets
  }
}
