// The graph and its numbers from the viewpoints asked for lately, shared by the runs of a session.

import Synchronization

/// What a session keeps of the viewpoints its questions look from. The graph as it looks from one,
/// and the numbers computed there, are made at the first question and kept while they are among the
/// newest; the caller's own viewpoint always is.
package final class ViewCache: Sendable {
  /// The graph as loaded.
  package let graph: GoalGraph
  /// The graph and its numbers from the caller's own viewpoint.
  package let base: MeasureCache
  /// The caller's day.
  let today: CivilDate
  private let kept = Mutex<[MeasureCache]>([])
  /// The feed of changes that graphs show, once a question asked for it.
  private let feed: (table: Table, offsets: [Int32])?
  private let withFeed = Mutex<ViewCache?>(nil)

  /// How many viewpoints besides the caller's are kept: the weeks of a quarter and some.
  static let capacity = 16

  package convenience init(graph: GoalGraph, today: CivilDate, asOf: CivilDate? = nil) {
    var viewpoint = Viewpoint(today: asOf ?? today)
    viewpoint.isPast = viewpoint.today < today
    self.init(graph: graph, today: today, viewpoint: viewpoint, feed: nil)
  }

  private init(
    graph: GoalGraph, today: CivilDate, viewpoint: Viewpoint,
    feed: (table: Table, offsets: [Int32])?
  ) {
    self.graph = graph
    self.today = today
    self.feed = feed
    base = Self.numbers(of: graph, from: viewpoint, showing: feed)
  }

  private static func numbers(
    of graph: GoalGraph, from viewpoint: Viewpoint, showing feed: (table: Table, offsets: [Int32])?
  ) -> MeasureCache {
    let seen = graph.seen(from: viewpoint)
    return MeasureCache(graph: feed.map { seen.showing($0) } ?? seen, viewpoint: viewpoint)
  }

  /// The cache for a plan: one whose graphs show the feed of changes when it asks for them, which is
  /// made at the first call.
  /// - Throws: when the budget does not allow for it.
  package func cache(for plan: ProgramPlan, _ budget: Budget) throws(RunFailure) -> ViewCache {
    guard plan.asksForChanges, feed == nil else { return self }
    if let made = withFeed.withLock({ $0 }) { return made }
    // Made outside the lock: two threads may make the same one at once.
    var maker = ChangeFeed(cache: self, budget: budget)
    let made = ViewCache(
      graph: graph, today: today, viewpoint: base.viewpoint, feed: try maker.make())
    return withFeed.withLock {
      if let first = $0 { return first }
      $0 = made
      return made
    }
  }

  /// The numbers from a viewpoint if they are at hand.
  package func known(_ viewpoint: Viewpoint) -> MeasureCache? {
    if viewpoint == base.viewpoint { return base }
    return kept.withLock { kept in
      guard let place = kept.lastIndex(where: { $0.viewpoint == viewpoint }) else { return nil }
      let found = kept.remove(at: place)
      kept.append(found)
      return found
    }
  }

  /// Makes the numbers from a viewpoint; `keeping` them for later questions.
  package func make(_ viewpoint: Viewpoint, keeping: Bool) -> MeasureCache {
    let made = Self.numbers(of: graph, from: viewpoint, showing: feed)
    if keeping {
      kept.withLock { kept in
        if kept.count >= Self.capacity { kept.removeFirst() }
        kept.append(made)
      }
    }
    return made
  }
}
