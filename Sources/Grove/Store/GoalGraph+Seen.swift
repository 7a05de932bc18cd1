// The graph as it looks from a viewpoint: stored cells and links as they were on its day.
// Rows keep their numbers, so that a row of one view is the same row in every other.

extension GoalGraph {
  /// The graph from a viewpoint; itself when nothing looks different from there.
  package func seen(from viewpoint: Viewpoint) -> GoalGraph { self }
}
