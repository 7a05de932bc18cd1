// Where the rows of a table go when a graph is made of another: which stay, and where new ones come
// between. Kept as runs, so that what stays is copied in stretches of memory.

/// The way of a table's rows from one graph to another. Rows that stay keep their order.
struct RowMove: Sendable {
  /// Rows one after the other.
  private struct Run: Sendable {
    /// The first of them in the table before; -1: they are new.
    let first: Int
    var count: Int
  }

  private var runs: [Run] = []
  private let countBefore: Int
  /// How many rows the table has then.
  private(set) var count = 0
  /// The new rows, by their numbers in the table then.
  private(set) var newRows: [Int] = []

  /// Keeps the rows that are marked.
  init(keeping isKept: [Bool]) {
    countBefore = isKept.count
    for row in isKept.indices where isKept[row] {
      if let last = runs.last, last.first + last.count == row {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(first: row, count: 1))
      }
      count += 1
    }
  }

  /// Keeps all of so many rows and puts new ones before the rows at these places, which ascend.
  init(of count: Int, inserting places: [Int]) {
    countBefore = count
    var next = 0
    for (index, place) in places.enumerated() {
      let place = min(max(place, next), count)
      if place > next {
        runs.append(Run(first: next, count: place - next))
        next = place
      }
      if let last = runs.last, last.first < 0 {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(first: -1, count: 1))
      }
      newRows.append(place + index)
    }
    if next < count { runs.append(Run(first: next, count: count - next)) }
    self.count = count + places.count
  }

  /// By row before, the row then; -1 for one that is gone.
  var places: [Int32] {
    var places = [Int32](repeating: -1, count: countBefore)
    var next: Int32 = 0
    for run in runs {
      if run.first >= 0 {
        for row in run.first..<(run.first + run.count) {
          places[row] = next
          next += 1
        }
      } else {
        next += Int32(clamping: run.count)
      }
    }
    return places
  }

  /// Cells a row; `new` are those of the new rows, in order.
  func moved<Cell>(_ cells: [Cell], new: [Cell]) -> [Cell] {
    var result: [Cell] = []
    result.reserveCapacity(count)
    var used = 0
    for run in runs {
      if run.first < 0 {
        result.append(contentsOf: new[used..<(used + run.count)])
        used += run.count
      } else {
        result.append(contentsOf: cells[run.first..<(run.first + run.count)])
      }
    }
    return result
  }

  /// Runs of elements a row; `new` are those of the new rows, in order.
  private func moved<Element>(
    _ elements: [Element], _ offsets: [Int32], new: [[Element]]
  ) -> (elements: [Element], offsets: [Int32]) {
    var result: [Element] = []
    result.reserveCapacity(
      count < countBefore ? 0 : elements.count + new.reduce(0) { $0 + $1.count })
    var ends: [Int32] = [0]
    ends.reserveCapacity(count + 1)
    var used = 0
    for run in runs {
      if run.first < 0 {
        for row in new[used..<(used + run.count)] {
          result.append(contentsOf: row)
          ends.append(Int32(clamping: result.count))
        }
        used += run.count
      } else {
        let end = run.first + run.count
        let shift = Int32(clamping: result.count - Int(offsets[run.first]))
        result.append(contentsOf: elements[Int(offsets[run.first])..<Int(offsets[end])])
        ends.append(contentsOf: offsets[(run.first + 1)...end].lazy.map { $0 + shift })
      }
    }
    return (result, ends)
  }

  /// The texts of the rows.
  func moved(_ texts: TextColumn, new: [String]) -> TextColumn {
    let (pool, offsets) = moved(texts.pool, texts.offsets, new: new.map { Array($0.utf8) })
    return TextColumn(pool: pool, offsets: offsets)
  }

  /// The lists of the rows.
  func moved(_ lists: RowLists, new: [[Int32]]) -> RowLists {
    let (rows, offsets) = moved(lists.rows, lists.offsets, new: new)
    return RowLists(offsets: offsets, rows: rows)
  }
}
