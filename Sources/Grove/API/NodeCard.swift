// Everything known of one node, as a bare `@KR-7` shows it.

/// What is known of a node: its fields, its surroundings and where they stand in the files.
public struct NodeCard: Sendable {
  /// A named value on the card.
  public struct Entry: Hashable, Sendable {
    /// The field's name.
    public let name: String
    /// Its value.
    public let value: Value
    /// Where it comes from when it is not its own, such as `of its objective`.
    public let origin: String?

    package init(name: String, value: Value, origin: String? = nil) {
      self.name = name
      self.value = value
      self.origin = origin
    }
  }

  /// The graph the node is of.
  public let graph: GoalGraph
  /// The node.
  public let node: Node
  /// The day the computed values are about.
  public let today: CivilDate
  /// Its fields that are present, in the schema's order, computed ones among them.
  public let entries: [Entry]
  /// How many goals it contributes to and how many contribute to it: upwards and downwards, with the
  /// number of levels; nil for nodes that are not goals.
  public let alignment: Alignment?
  /// Its check-in values in order of time, for a trend line. Empty without check-ins.
  public let trend: [Double]

  /// The reach of a goal in both directions.
  public struct Alignment: Hashable, Sendable {
    /// The nearest goals above, then those above them, as a chain of ids while there is one parent.
    public let chain: [String]
    /// Goals above, each once, and the number of levels.
    public let above: Int
    /// The number of levels above.
    public let levelsAbove: Int
    /// Goals below, each once, by the plural name of their kind.
    public let below: [Count]

    /// How many goals of a kind.
    public struct Count: Hashable, Sendable {
      /// The plural name of the kind.
      public let kind: String
      /// How many.
      public let count: Int

      package init(kind: String, count: Int) {
        self.kind = kind
        self.count = count
      }
    }

    package init(chain: [String], above: Int, levelsAbove: Int, below: [Count]) {
      self.chain = chain
      self.above = above
      self.levelsAbove = levelsAbove
      self.below = below
    }
  }

  package init(
    graph: GoalGraph, node: Node, today: CivilDate, entries: [Entry], alignment: Alignment?,
    trend: [Double]
  ) {
    self.graph = graph
    self.node = node
    self.today = today
    self.entries = entries
    self.alignment = alignment
    self.trend = trend
  }
}
