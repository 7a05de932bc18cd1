// The rows of a query at one stage: which rows of a table they stand for, the columns made so far,
// and the groups they are in. A stage makes a new row set and leaves the old one as it was.

/// Rows at a stage.
///
/// A class, so that an outer row is a reference and a position, and so that what has one value for
/// all rows (totals of an aggregate, a set of nodes to be in) is kept as long as the rows are.
final class RowSet {
  /// The table whose rows they stand for; nil when they stand for none.
  let table: TableID?
  /// The row of the table at each position.
  let rows: RowNumbers
  /// How many rows there are.
  let count: Int
  /// The columns that stages made.
  let columns: [Vector]
  /// The groups after `group by`.
  let grouping: Grouping?
  /// For the rows that stand for groups, with the keys as columns: the rows inside.
  let members: RowSet?
  /// The position of each row of the table, -1 when it has none, where rows do not stand in the
  /// table's order; else nil.
  let positionOfRow: [Int32]?
  /// The columns that a pivot made.
  let across: AcrossColumns?
  /// From where the rows are seen, when not from the context at hand.
  let seenFrom: RowViews?

  /// How many changes of variables there had been when what is kept here was last looked through.
  var changeCount = 0
  /// Aggregates over these rows: a value a group (one in all without groups).
  var folded: [ExpressionID: Vector] = [:]
  /// Running totals by position.
  var running: [ExpressionID: Vector] = [:]
  /// What was found of them day by day, by position.
  var dayByDay: [ExpressionID: Vector] = [:]
  /// Expressions that do not read the row.
  var constants: [ExpressionID: Value] = [:]
  /// Conditions of membership whose targets do not depend on the row.
  var memberships: [ExpressionID: Membership] = [:]
  /// Answers to conditions by word or node.
  var answerTables: [ExpressionID: AnswerTable] = [:]
  /// Lists of nodes as sets, by the condition that asks for them.
  var nodeSets: [ExpressionID: NodeAnswers] = [:]
  /// The same rows for other viewpoints, from which other values are found.
  private var elsewhere: [(viewpoint: Viewpoint, rows: RowSet)] = []

  init(
    table: TableID?, rows: RowNumbers, count: Int, columns: [Vector] = [],
    grouping: Grouping? = nil,
    members: RowSet? = nil, positionOfRow: [Int32]? = nil, across: AcrossColumns? = nil,
    seenFrom: RowViews? = nil
  ) {
    self.table = table
    self.rows = rows
    self.count = count
    self.columns = columns
    self.grouping = grouping
    self.members = members
    self.positionOfRow = positionOfRow
    self.across = across
    self.seenFrom = seenFrom
  }

  /// Rows of a table.
  convenience init(table: TableID, rows: RowNumbers) {
    self.init(table: table, rows: rows, count: rows.count)
  }

  /// Nothing at hand: the place of an expression outside all queries.
  static func none() -> RowSet { RowSet(table: nil, rows: .none, count: 0) }

  /// The node at a position.
  func node(_ position: Int) -> Node? {
    guard let table, position < count else { return nil }
    return Node(table: table, row: Int32(truncatingIfNeeded: rows[position]))
  }

  /// The group a position is in.
  func group(_ position: Int) -> Int {
    if members != nil { return position }
    return grouping.map { Int($0.groupOf[position]) } ?? 0
  }

  /// The rows at these positions, in this order.
  func keeping(_ positions: RowNumbers) -> RowSet {
    if case .range(let range) = positions, range == 0..<count { return self }
    return RowSet(
      table: table, rows: table == nil ? .none : rows.gather(positions), count: positions.count,
      columns: columns.map { $0.gather(positions) },
      grouping: grouping?.keeping(positions), across: across?.gather(positions),
      seenFrom: seenFrom?.keeping(positions))
  }

  /// The same rows with other columns; those of a pivot stay unless they are replaced, too.
  func with(columns: [Vector], replacingAll: Bool = false) -> RowSet {
    RowSet(
      table: table, rows: rows, count: count, columns: columns, grouping: grouping,
      across: replacingAll ? nil : across, seenFrom: seenFrom)
  }

  /// The same rows in other groups.
  func with(grouping: Grouping?) -> RowSet {
    RowSet(
      table: table, rows: rows, count: count, columns: columns, grouping: grouping, across: across,
      seenFrom: seenFrom)
  }

  /// The same cells, standing for nothing.
  func withoutNodes() -> RowSet {
    RowSet(
      table: nil, rows: .none, count: count, columns: columns, grouping: grouping, across: across)
  }

  /// The same rows, with nothing kept that was found of them.
  var apart: RowSet { seen(from: nil) }

  /// The same rows as seen from elsewhere.
  func seen(from views: RowViews?) -> RowSet {
    RowSet(
      table: table, rows: rows, count: count, columns: columns, grouping: grouping,
      members: members, positionOfRow: positionOfRow, across: across, seenFrom: views)
  }

  /// The same rows as another context finds values of them, seen from nowhere else. The newest few
  /// are kept, so that what is found once for all rows is found once.
  func seen(by context: RunContext) -> RowSet {
    let viewpoint = context.viewpoint
    if let known = elsewhere.last(where: { $0.viewpoint == viewpoint }) { return known.rows }
    let made = apart
    if elsewhere.count >= ViewCache.capacity { elsewhere.removeFirst() }
    elsewhere.append((viewpoint, made))
    return made
  }
}

/// Which group each row is in. Groups are numbered in their order; a group may have lost all its rows.
struct Grouping {
  /// The group of each position.
  var groupOf: [Int32]
  /// How many groups there are.
  var count: Int
  /// The keys, a value a group.
  var keys: [Vector]

  func keeping(_ positions: RowNumbers) -> Grouping {
    Grouping(groupOf: groupOf.gather(positions), count: count, keys: keys)
  }
}

/// A row that an expression reads: a place in a row set.
struct Frame {
  let rows: RowSet
  let position: Int
}

/// Some rows of a row set, evaluated together.
struct Batch {
  let rows: RowSet
  let positions: RowNumbers
  /// The rows of the table they stand for.
  let tableRows: RowNumbers

  init(_ rows: RowSet, _ positions: RowNumbers) {
    self.rows = rows
    self.positions = positions
    tableRows = rows.table == nil ? .none : rows.rows.gather(positions)
  }

  var count: Int { positions.count }

  /// How many rows are evaluated at a time: their vectors fit the nearest cache.
  static let size = 2048
}
