// Row numbers and positions, as a run or as a list: most columns are read from end to end, and a run
// needs no memory.

/// Numbers of rows, in order.
enum RowNumbers {
  case range(Range<Int>)
  case list([Int32])

  /// No rows.
  static let none = RowNumbers.range(0..<0)

  var count: Int {
    switch self {
    case .range(let range): range.count
    case .list(let list): list.count
    }
  }

  subscript(place: Int) -> Int {
    switch self {
    case .range(let range): range.lowerBound + place
    case .list(let list): Int(list[place])
    }
  }

  /// Those at `places`: a composition of two lists.
  @_optimize(speed)
  func gather(_ places: RowNumbers) -> RowNumbers {
    switch (self, places) {
    case (.range(let run), .range(let range)):
      return .range((run.lowerBound + range.lowerBound)..<(run.lowerBound + range.upperBound))
    case (.range(let run), .list(let list)):
      if run.lowerBound == 0 { return places }
      let shift = Int32(truncatingIfNeeded: run.lowerBound)
      return .list(list.map { $0 &+ shift })
    case (.list(let list), .range(let range)):
      return range.count == list.count ? self : .list(Array(list[range]))
    case (.list(let list), .list(let places)):
      return .list(places.map { list[Int($0)] })
    }
  }

  /// Each number changed.
  func map(_ change: (Int) -> Int) -> [Int32] {
    (0..<count).map { Int32(truncatingIfNeeded: change(self[$0])) }
  }

  /// The numbers as a list.
  var array: [Int32] {
    switch self {
    case .range(let range): range.map { Int32(truncatingIfNeeded: $0) }
    case .list(let list): list
    }
  }
}

extension Array {
  /// The elements at `places`, which lie in the array.
  @_optimize(speed)
  func gather(_ places: RowNumbers) -> [Element] {
    switch places {
    case .range(let range):
      return range.count == count ? self : Array(self[range])
    case .list(let list):
      return list.map { self[Int($0)] }
    }
  }

  /// The elements at `places`; `fallback` for places below zero.
  @_optimize(speed)
  func gather(_ places: [Int32], orElse fallback: Element) -> [Element] {
    places.map { $0 < 0 ? fallback : self[Int($0)] }
  }
}
