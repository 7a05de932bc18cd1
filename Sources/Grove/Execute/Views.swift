// Looking at the graph from elsewhere: `as of`, `as known on`, `assuming`. A view is a context of its
// own over another graph and other numbers; rows keep their numbers in all of them, so a row is taken
// over as it is.

/// The contexts of one run, one a viewpoint.
final class Views {
  private let cache: ViewCache
  /// The caller's own day.
  private let today: CivilDate
  /// The newest last.
  private var contexts: [RunContext] = []
  /// Missing values that aggregates over the rows of the outermost query left out.
  var skippedInAggregates = 0
  /// What is to be said of the answer.
  var remarks = RunRemarks()
  /// What is to be said of conditions in functions that were missing.
  var scriptRemarks: [Diagnostic] = []
  /// What runs the program's functions.
  var functions: (any FunctionRunner)?
  /// The bytes of what contexts keep, out of those that are held.
  var keptBytes = 0

  init(cache: ViewCache) {
    self.cache = cache
    today = cache.today
  }

  deinit {
    // Rows of one view may stand in another, and the other way round.
    for context in contexts { context.queryRows = [:] }
  }

  /// The context of a viewpoint; `keeping` it for the rest of the run.
  func context(
    _ viewpoint: Viewpoint, keeping: Bool, from here: RunContext
  ) throws(RunFailure) -> RunContext {
    var viewpoint = viewpoint
    viewpoint.isPast = viewpoint.today < today
    if viewpoint == here.viewpoint { return here }
    if let place = contexts.lastIndex(where: { $0.viewpoint == viewpoint }) {
      let found = contexts.remove(at: place)
      contexts.append(found)
      return found
    }
    let measures: MeasureCache
    if let known = cache.known(viewpoint) {
      measures = known
    } else {
      // What is computed of a view is a pass over the goals and their check-ins.
      let goals = cache.graph.count(.goals)
      try here.budget.charge(ticks: goals + cache.graph.count(.checkIns))
      measures = cache.make(viewpoint, keeping: keeping)
    }
    let made = here.context(for: measures)
    if keeping {
      if contexts.count >= ViewCache.capacity { contexts.removeFirst() }
      contexts.append(made)
    }
    return made
  }
}

/// From where rows are seen that are not those of the context at hand.
enum RowViews {
  /// All of them from one view.
  case one(RunContext)
  /// Each from its own: the number of its view, and the views.
  case each([Int32], [RunContext])

  /// The rows at these positions.
  func keeping(_ positions: RowNumbers) -> RowViews {
    switch self {
    case .one: self
    case .each(let numbers, let contexts): .each(numbers.gather(positions), contexts)
    }
  }
}

extension RunContext {
  /// The context of a view; nil when its day is missing.
  func context(for view: ViewPlan, _ here: Frame) throws(RunFailure) -> RunContext? {
    guard let viewpoint = try viewpoint(of: view, here) else { return nil }
    return try views.context(viewpoint, keeping: true, from: self)
  }

  /// The viewpoint of a view; nil when its day is missing.
  func viewpoint(of view: ViewPlan, _ here: Frame) throws(RunFailure) -> Viewpoint? {
    var viewpoint = viewpoint
    if let id = view.asOf {
      guard let day = try day(id, here) else { return nil }
      viewpoint.today = day
      if !isDayBefore(id), remarks.earliest.map({ day < $0.day }) ?? true {
        remarks.earliest = (day, plan[id].range)
      }
    }
    if let id = view.knownOn {
      guard let day = try day(id, here) else { return nil }
      viewpoint.knownOn = min(day, viewpoint.knownOn ?? day)
    }
    if view.dropsAssumptions { viewpoint.assumptions = [] }
    for assumption in view.assumptions {
      let value = try value(assumption.value, here)
      let targets = try self.value(assumption.targets, here)
      let nodes: [Value] = if case .list(let members) = targets { members } else { [targets] }
      try budget.charge(bytes: nodes.count * MemoryLayout<Assumption>.stride)
      for case .node(let node) in nodes {
        viewpoint.assumptions.append(
          Assumption(node: node, field: assumption.field, value: value))
      }
    }
    return viewpoint
  }

  /// Whether it is the day before a period begins, which a change is counted from.
  private func isDayBefore(_ id: ExpressionID) -> Bool {
    guard case .arithmetic(.subtract, let start, _) = plan[id].form,
      case .startOf = plan[start].form
    else { return false }
    return true
  }

  private func day(_ id: ExpressionID, _ here: Frame) throws(RunFailure) -> CivilDate? {
    switch try value(id, here) {
    case .date(let day): return day
    case .missing: return nil
    case let other:
      let found = (try? ValueText.describe(other, functions)) ?? "another value"
      throw .notADay(found, at: plan[id].range)
    }
  }

  /// Runs `body` in another context, with the rows around as they are here; `taken`: the rows around
  /// are seen from there as well.
  func seeing<T>(
    _ other: RunContext, taken: Bool = false, _ body: (RunContext) throws(RunFailure) -> T
  ) throws(RunFailure) -> T {
    if other === self { return try body(self) }
    guard depth < Self.depthLimit else { throw .limit(.depth) }
    let before = (other.outer, other.outerContexts, other.depth)
    other.outer = outer
    other.outerContexts =
      taken ? Array(repeating: other, count: outer.count) : outerContexts
    other.depth = depth + 1
    defer { (other.outer, other.outerContexts, other.depth) = before }
    return try body(other)
  }

  /// Whether an expression folds over the rows at hand, so that it cannot be found row by row.
  func foldsRows(_ id: ExpressionID) -> Bool {
    let place = Int(id.index)
    if rowFolders[place] == 0 {
      let folds: Bool
      switch plan[id].form {
      case .aggregateRows, .cumulative: folds = true
      default:
        // Too deep to look into: taken to fold, as `readsRow` takes it to read.
        if depth >= Self.depthLimit {
          folds = true
        } else {
          depth += 1
          folds = plan[id].form.operands.contains { foldsRows($0) }
          depth -= 1
        }
      }
      rowFolders[place] = folds ? 1 : 2
    }
    return rowFolders[place] == 1
  }

  // MARK: Rows that are seen from elsewhere

  /// The context in which an expression's value is found for one row: that of the row's view, unless
  /// it folds over rows of several views.
  @inline(__always)
  func contextElsewhere(_ id: ExpressionID, _ frame: Frame) -> RunContext? {
    guard let seenFrom = frame.rows.seenFrom else { return nil }
    switch seenFrom {
    case .one(let other): return other
    case .each(let numbers, let contexts):
      guard frame.position < numbers.count, !foldsRows(id) else { return nil }
      return contexts[Int(numbers[frame.position])]
    }
  }

  /// The values of an expression for rows that are seen from elsewhere; nil when it is to be found
  /// here.
  func evaluateElsewhere(_ id: ExpressionID, _ batch: Batch) throws(RunFailure) -> Vector? {
    switch batch.rows.seenFrom {
    case nil: return nil
    case .one(let other):
      return try seeing(other) { other throws(RunFailure) in
        try other.evaluate(id, Batch(batch.rows.seen(by: other), batch.positions))
      }
    case .each(let numbers, let contexts):
      if foldsRows(id) { return nil }
      switch plan[id].form {
      case .constant, .variable, .column(_, frame: 0): return nil
      default: break
      }
      let views = numbers.gather(batch.positions)
      var result = Vector.values([Value](repeating: .missing, count: batch.count))
      for view in Set(views).sorted() {
        let places = views.indices.filter { views[$0] == view }
          .map { Int32(truncatingIfNeeded: $0) }
        let part = try seeing(contexts[Int(view)]) { other throws(RunFailure) in
          try other.evaluate(
            id,
            Batch(
              batch.rows.seen(by: other), batch.positions.gather(.list(places))))
        }
        if places.count == batch.count { return part }
        result = result.replacing(places, with: part, count: batch.count)
      }
      return result
    }
  }

  /// The values of `E as of D` for many rows: one view for all, or one a different day.
  func evaluateSeen(
    _ base: ExpressionID, _ view: ViewPlan, _ batch: Batch
  ) throws(RunFailure) -> Vector {
    if !view.expressions.contains(where: { readsRow($0) }) {
      let here = Frame(rows: batch.rows, position: 0)
      guard let other = try context(for: view, here) else { return .constant(.missing) }
      return try seeing(other, taken: true) { other throws(RunFailure) in
        try other.evaluate(base, Batch(batch.rows.seen(by: other), batch.positions))
      }
    }
    if let known = upToDate(batch.rows).dayByDay[base] { return known.gather(batch.positions) }
    let made = try evaluateSeen(base, view, fromEachOf: batch.rows)
    batch.rows.dayByDay[base] = made
    return made.gather(batch.positions)
  }

  /// The values of all rows from a view that differs from row to row: a view a different day.
  private func evaluateSeen(
    _ base: ExpressionID, _ view: ViewPlan, fromEachOf rows: RowSet
  ) throws(RunFailure) -> Vector {
    var viewpoints: [Viewpoint] = []
    var numbers: [Viewpoint: Int] = [:]
    var places: [[Int32]] = []
    try budget.charge(bytes: rows.count * 8)
    for place in 0..<rows.count {
      guard let viewpoint = try viewpoint(of: view, Frame(rows: rows, position: place)) else {
        continue
      }
      let number = numbers[viewpoint] ?? viewpoints.count
      if number == viewpoints.count {
        numbers[viewpoint] = number
        viewpoints.append(viewpoint)
        places.append([])
      }
      places[number].append(Int32(truncatingIfNeeded: place))
    }
    var result = Vector.values([Value](repeating: .missing, count: rows.count))
    for (viewpoint, places) in zip(viewpoints, places) {
      let other = try views.context(viewpoint, keeping: true, from: self)
      let part = try seeing(other, taken: true) { other throws(RunFailure) in
        try other.evaluateAll(base, rows.keeping(.list(places)).apart)
      }
      result = result.replacing(places, with: part, count: rows.count)
    }
    return result
  }
}
