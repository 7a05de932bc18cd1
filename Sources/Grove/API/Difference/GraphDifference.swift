// What two states of one workspace differ in, goal by goal. How it is found stands in
// GraphDifference+Making; drawing it is GroveRender's work.

/// The differences between two graphs of one workspace, such as two commits of its files.
///
/// Rows are the same when they have the same id and kind of table. Both are looked at from one day,
/// so that nothing differs for the mere passing of time.
public struct GraphDifference: Sendable {
  /// One value before and after. Things are told by their ids, for each graph numbers its own.
  public struct Cell: Hashable, Sendable {
    /// The field's name.
    public let name: String
    /// The value before, missing when there was none.
    public let old: Value
    /// The value after, missing when there is none.
    public let new: Value
  }

  /// A link to a goal that is supported, before and after.
  public struct LinkChange: Hashable, Sendable {
    /// What became of it.
    public let sort: Sort
    /// The id of the goal that is supported.
    public let parent: String
    /// The kind of link.
    public let kind: String
    /// The link's own weight before and after, missing without one.
    public let weight: Cell
  }

  /// What became of a row or link.
  public enum Sort: String, Sendable {
    /// It is new.
    case added
    /// It is gone.
    case removed
    /// It is another than it was.
    case changed
  }

  /// Why progress moved: a field of the goal itself, or a goal it is rolled up from.
  public struct Cause: Hashable, Sendable {
    /// The id of the goal below, nil for a field of the goal's own.
    public let child: String?
    /// The field that moved, or what became of the goal below.
    public let cell: Cell
  }

  /// All that is different about one row.
  public struct Change: Hashable, Sendable {
    /// What became of it.
    public let sort: Sort
    /// The singular name of its kind.
    public let kind: String
    /// Its id.
    public let id: String
    /// Its title or name: the new one, of a row that is gone the old one.
    public let name: String
    /// What the files say otherwise. Of a new row, and one that is gone, the fields that name what
    /// it is of: objective, owner, team, cycle, target.
    public let fields: [Cell]
    /// The links to goals it supports that are new, gone or weighted otherwise.
    public let links: [LinkChange]
    /// The computed numbers that moved: progress, status, attainment, health.
    public let measures: [Cell]
    /// Why the progress moved, the largest move first; empty when it did not.
    public let causes: [Cause]
  }

  /// The graph that is newer.
  public let graph: GoalGraph
  /// The day that both are looked at from.
  public let today: CivilDate
  /// What is different: new rows, then rows that are gone, then those that changed, goals before
  /// people, teams and cycles, each in the order of the files.
  public let changes: [Change]

  /// How many rows there are of a sort.
  public func count(_ sort: Sort) -> Int { changes.count { $0.sort == sort } }
}
