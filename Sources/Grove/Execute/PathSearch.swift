// Simple paths upwards between goals, shortest first. Knows links only: no rows, no text.

/// Searches for paths over links that show alignment.
///
/// Before any path is followed, two breadth-first passes leave only goals that lie above a start and
/// below an end, with the distance of each to the nearest end. A depth-first search then follows the
/// paths of the least length, of the next, and so on: it never enters a goal from which no path of
/// that length can be completed, except where a loop closes on itself. Nothing is recursive.
struct PathSearch {
  /// Why a search ended.
  enum Ending: Hashable {
    /// All paths were found.
    case complete
    /// As many were found as were wanted, and there are more.
    case enough
    /// The paths found are so long that together they hold as many goals as they may.
    case full
    /// It followed as many links as it may.
    case tired
  }

  /// The most paths an answer holds.
  static let maximumPaths = 1000
  /// The most goals the paths of an answer hold together; one path may be of any length.
  static let maximumGoals = 100_000
  /// The most links one search follows.
  static let maximumSteps = 1_000_000

  /// The goals between starts and ends, in workspace order: the search knows them by place.
  private var goals: [Int32] = []
  /// The least number of links from each to an end.
  private var distance: [Int32] = []
  private var isEnd: [Bool] = []
  private var starts: [Int32] = []
  /// The goals above each, by place, in workspace order.
  private var offsets: [Int32] = [0]
  private var above: [Int32] = []

  private(set) var ending = Ending.complete

  /// Prepares a search. O(links above the starts).
  init(
    from starts: [Int32], to ends: [Int32], in context: RunContext
  ) throws(RunFailure) {
    let links = context.graph.links
    let reached = try context.walk(from: starts, .up, depth: nil)
    try context.budget.charge(bytes: (reached.count + starts.count) * 32)
    var between = starts + reached
    context.sortByPlace(&between)
    // By goal, -1 for those that are not between.
    let goalCount = context.graph.table(.goals).rowCount
    try context.budget.charge(bytes: goalCount * MemoryLayout<Int32>.stride)
    var placeOf = [Int32](repeating: -1, count: goalCount)
    for goal in between where placeOf[Int(goal)] < 0 {
      placeOf[Int(goal)] = Int32(truncatingIfNeeded: goals.count)
      goals.append(goal)
    }
    distance = [Int32](repeating: -1, count: goals.count)
    isEnd = [Bool](repeating: false, count: goals.count)
    var level: [Int32] = []
    for end in ends {
      let place = placeOf[Int(end)]
      guard place >= 0, !isEnd[Int(place)] else { continue }
      isEnd[Int(place)] = true
      distance[Int(place)] = 0
      level.append(place)
    }
    var length: Int32 = 0
    while !level.isEmpty {
      length += 1
      var next: [Int32] = []
      for place in level {
        let range = links.down.range(Int(goals[Int(place)]))
        try context.budget.charge(ticks: range.count)
        for link in range where context.follows(links.down.kinds[link], nil) {
          let below = placeOf[Int(links.down.goals[link])]
          guard below >= 0, distance[Int(below)] < 0 else { continue }
          distance[Int(below)] = length
          next.append(below)
        }
      }
      level = next
    }
    for goal in goals {
      let first = above.count
      for link in links.up.range(Int(goal)) where context.follows(links.up.kinds[link], nil) {
        let place = placeOf[Int(links.up.goals[link])]
        guard place >= 0, distance[Int(place)] >= 0 else { continue }
        above.append(place)
      }
      above[first...].sort()
      offsets.append(Int32(truncatingIfNeeded: above.count))
    }
    var seen: Set<Int32> = []
    self.starts = starts.map { placeOf[Int($0)] }
      .filter { distance[Int($0)] >= 0 && seen.insert($0).inserted }.sorted()
  }

  /// Calls `found` with each path, as rows of goals from start to end: by length, and of one length
  /// in workspace order, goal by goal from the start.
  mutating func run(
    depth: Int?, limit: Int, goals maximumGoals: Int = .max, budget: Budget,
    _ found: (_ path: [Int32]) -> Void
  ) throws(RunFailure) {
    ending = .complete
    var onPath = [Bool](repeating: false, count: goals.count)
    var path: [(place: Int32, next: Int32)] = []
    var (count, steps, held) = (0, 0, 0)
    var length = Int.max
    for start in starts { length = min(length, max(Int(distance[Int(start)]), 1)) }
    while length <= depth ?? Int.max - 1, length < Int.max {
      var nextLength = Int.max
      for start in starts {
        path.append((start, offsets[Int(start)]))
        onPath[Int(start)] = true
        while let (place, next) = path.last {
          let goal = Int(place)
          guard next < offsets[goal + 1], path.count <= length else {
            if path.count == length + 1, isEnd[goal] {
              guard count < limit else {
                ending = .enough
                return
              }
              held += path.count
              guard held <= maximumGoals || count == 0 else {
                ending = .full
                return
              }
              count += 1
              found(path.map { goals[Int($0.place)] })
            }
            if path.count > length {
              nextLength = min(nextLength, shortestBeyond(goal, path.count))
            }
            path.removeLast()
            onPath[goal] = false
            continue
          }
          path[path.count - 1].next = next + 1
          steps += 1
          if steps & 1023 == 0 {
            try budget.charge(ticks: 1024)
            if steps >= Self.maximumSteps {
              ending = .tired
              return
            }
          }
          let other = Int(above[Int(next)])
          if onPath[other] { continue }
          let total = path.count + Int(distance[other])
          guard total <= length else {
            nextLength = min(nextLength, total)
            continue
          }
          path.append((Int32(truncatingIfNeeded: other), offsets[other]))
          onPath[other] = true
        }
      }
      length = nextLength
    }
    try budget.charge(ticks: steps & 1023)
  }

  /// The least length of a path that goes on from the end of one of the length at hand.
  private func shortestBeyond(_ goal: Int, _ count: Int) -> Int {
    var least = Int.max
    for place in Int(offsets[goal])..<Int(offsets[goal + 1]) {
      least = min(least, count + Int(distance[Int(above[place])]))
    }
    return least
  }
}
