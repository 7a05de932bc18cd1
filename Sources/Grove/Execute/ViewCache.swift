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

  /// How many viewpoints besides the caller's are kept: the weeks of a quarter and some.
  static let capacity = 16

  package init(graph: GoalGraph, today: CivilDate, asOf: CivilDate? = nil) {
    self.graph = graph
    self.today = today
    var viewpoint = Viewpoint(today: asOf ?? today)
    viewpoint.isPast = viewpoint.today < today
    base = MeasureCache(graph: graph.seen(from: viewpoint), viewpoint: viewpoint)
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
    let made = MeasureCache(graph: graph.seen(from: viewpoint), viewpoint: viewpoint)
    if keeping {
      kept.withLock { kept in
        if kept.count >= Self.capacity { kept.removeFirst() }
        kept.append(made)
      }
    }
    return made
  }
}
