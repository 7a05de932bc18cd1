// The answer to a query: typed columns and rows, and how the question was understood. Drawing it is
// GroveRender's work; a host reads it by row and column.

/// The answer to one query over one graph on one day.
///
/// Immutable and independent of the session that made it. Rows are in the order of the query;
/// a query without `sort by` keeps workspace order (file, then line).
public struct QueryResult: Sendable {
  /// A column of the answer.
  public struct Column: Hashable, Sendable {
    /// Its name, unique within the answer.
    public let name: String
    /// What its values are when they are not missing.
    public let type: ValueType
    /// The unit of a number where all rows share one, such as `%` or `USD`.
    public let unit: String?
    /// The format the query asked for.
    public let format: ColumnFormat?

    package init(
      name: String, type: ValueType, unit: String? = nil, format: ColumnFormat? = nil
    ) {
      self.name = name
      self.type = type
      self.unit = unit
      self.format = format
    }
  }

  /// A run of rows that share the keys of `group by`.
  public struct Group: Hashable, Sendable {
    /// The keys with their column names, in the order they were written.
    public let keys: [Value]
    /// The rows of the group: indices into the answer's rows.
    public let rows: Range<Int>

    package init(keys: [Value], rows: Range<Int>) {
      self.keys = keys
      self.rows = rows
    }
  }

  /// Why an answer has no rows.
  public struct EmptyAnswer: Hashable, Sendable {
    /// The modifier or stage that removed the last rows, as written; nil when the source was empty.
    public let removedBy: String?
    /// How many rows stood before it.
    public let rowsBefore: Int
    /// What to try: other readings with their counts, the nearest value.
    public let hints: [String]
    /// The text the query itself gives for an empty answer, with `else`; it stands alone.
    public let text: String?
    /// Why the source is empty, where more is known: `nothing leads up from KR-1 to O9`.
    public let reason: String?

    package init(
      removedBy: String?, rowsBefore: Int, hints: [String], text: String? = nil,
      reason: String? = nil
    ) {
      self.removedBy = removedBy
      self.rowsBefore = rowsBefore
      self.hints = hints
      self.text = text
      self.reason = reason
    }
  }

  /// The graph that was asked; it resolves the nodes among the values.
  public let graph: GoalGraph
  /// The canonical text of the query.
  public let query: String
  /// The core form it stands for, `from ... | where ...`.
  public let expansion: String
  /// The day the answer is about.
  public let today: CivilDate
  /// How the question was read, in words, with dates resolved; counts are not in it.
  public let understood: String
  /// The columns, in order.
  public let columns: [Column]
  /// The cells by row, each with one value a column.
  package let cells: [[Value]]
  /// The node each row stands for; nil for rows that stand for none. Empty when no row does.
  public let nodes: [Node?]
  /// The groups after `group by` without `summarize`, else nil.
  public let groups: [Group]?
  /// The names of the group keys.
  public let groupKeys: [String]
  /// The totals row of `total`, one value a column.
  public let totals: [Value]?
  /// How many rows were dropped because a condition was missing for them.
  public let skippedMissing: Int
  /// Remarks for the footer, such as how many more are stated at risk by their owners.
  public let notes: [String]
  /// Why there are no rows, when there are none.
  public let emptyAnswer: EmptyAnswer?
  /// How the query asked to be shown.
  public let shape: RenderShape
  /// For `render tree`: the row that each row stands under, nil for roots. Empty for other shapes.
  public let treeParents: [Int?]

  /// How many rows there are.
  public var rowCount: Int { cells.count }

  /// The value in a row and column, or missing outside the answer.
  public func value(row: Int, column: Int) -> Value {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return .missing }
    return cells[row][column]
  }

  package init(
    graph: GoalGraph, query: String, expansion: String, today: CivilDate, understood: String,
    columns: [Column], cells: [[Value]], nodes: [Node?] = [], groups: [Group]? = nil,
    groupKeys: [String] = [], totals: [Value]? = nil, skippedMissing: Int = 0,
    notes: [String] = [], emptyAnswer: EmptyAnswer? = nil, shape: RenderShape = .table,
    treeParents: [Int?] = []
  ) {
    self.graph = graph
    self.query = query
    self.expansion = expansion
    self.today = today
    self.understood = understood
    self.columns = columns
    self.cells = cells
    self.nodes = nodes
    self.groups = groups
    self.groupKeys = groupKeys
    self.totals = totals
    self.skippedMissing = skippedMissing
    self.notes = notes
    self.emptyAnswer = emptyAnswer
    self.shape = shape
    self.treeParents = treeParents
  }
}
