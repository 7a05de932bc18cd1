// The kinds of things in a goal graph, the tables their rows live in, and the handle of one row.
// What fields a kind has is told by Schema.

/// A kind of thing: one of the language's own, or one that a workspace declares.
public struct Kind: Hashable, Comparable, Sendable {
  /// Its place in `Schema.kinds`; own kinds start at `Kind.firstOwn`.
  package let index: UInt8

  package init(index: UInt8) {
    self.index = index
  }

  /// Objectives: what is to be reached.
  public static let objectives = Kind(index: 0)
  /// Key results: the numbers by which an objective is judged.
  public static let keyResults = Kind(index: 1)
  /// KPIs: numbers that are watched all the time.
  public static let kpis = Kind(index: 2)
  /// Initiatives: the work that moves key results.
  public static let initiatives = Kind(index: 3)
  /// Check-ins: dated values of a goal.
  public static let checkIns = Kind(index: 4)
  /// Teams.
  public static let teams = Kind(index: 5)
  /// People.
  public static let people = Kind(index: 6)
  /// Cycles: the quarters, years and sprints that goals are filed under.
  public static let cycles = Kind(index: 7)
  /// Links between goals.
  public static let links = Kind(index: 8)
  /// Changes of fields, with the day they took effect.
  public static let changes = Kind(index: 9)
  /// Objectives, key results, KPIs and initiatives together.
  public static let goals = Kind(index: 10)

  /// The first index that a workspace's own kind can have.
  package static let firstOwn: UInt8 = 16
  /// How many kinds of its own a workspace may declare.
  public static let maximumOwnKinds = 64

  /// Whether the workspace declared it.
  public var isOwn: Bool { index >= Self.firstOwn }

  /// Whether it is one of the kinds of goals, or all of them: own kinds are.
  package var isGoal: Bool { index <= Self.initiatives.index || self == .goals || isOwn }

  /// The order of the schema.
  public static func < (left: Kind, right: Kind) -> Bool { left.index < right.index }
}

/// A table of rows. The four goal kinds and a workspace's own kinds share one, each in a range of
/// rows of its own.
public enum TableID: UInt8, CaseIterable, Sendable {
  /// Objectives, key results, KPIs, initiatives, then own kinds in the order of their declaration.
  case goals
  /// Check-ins, by goal, then date, then place in the files.
  case checkIns
  /// Teams.
  case teams
  /// People.
  case people
  /// Cycles.
  case cycles
  /// Links, in the order of the files.
  case links
  /// Recorded changes, in the order of the files.
  case changes
}

/// A row of a graph's table. It means something only together with its graph.
public struct Node: Hashable, Comparable, Sendable {
  /// The table the row is in.
  public let table: TableID
  /// The row's number in its table, from 0.
  public let row: Int32

  package init(table: TableID, row: Int32) {
    self.table = table
    self.row = row
  }

  /// The order of the tables, then of the rows.
  public static func < (left: Node, right: Node) -> Bool {
    (left.table.rawValue, left.row) < (right.table.rawValue, right.row)
  }
}
