// The variables of a run: their values, and when each last changed, so that what was found with
// another value is found anew.

/// The values of a program's variables by slot. Shared by the contexts of one run.
final class RunVariables {
  private(set) var values: [Value]
  /// How many changes there have been.
  private(set) var changeCount = 0
  private var changedAt: [Int]
  private let uses: VariableUses

  /// The first slots have values; the rest are missing.
  init(_ plan: ScriptPlan, _ given: [Value]) {
    values = given
    let more = plan.variables.count - given.count
    if more > 0 { values += [Value](repeating: .missing, count: more) }
    changedAt = plan.uses.isEmpty ? [] : [Int](repeating: 0, count: values.count)
    uses = plan.uses
  }

  subscript(_ slot: Int) -> Value {
    values.indices.contains(slot) ? values[slot] : .missing
  }

  func assign(_ slot: Int, _ value: Value) {
    guard values.indices.contains(slot) else { return }
    values[slot] = value
    changeCount += 1
    if changedAt.indices.contains(slot) { changedAt[slot] = changeCount }
  }

  /// Whether an expression may have another value than at an earlier count of changes.
  func haveChanged(_ id: ExpressionID, since count: Int) -> Bool {
    count != changeCount && haveChanged(uses.slots(of: id), since: count)
  }

  /// The same for the rows of a query.
  func haveChanged(_ id: QueryID, since count: Int) -> Bool {
    count != changeCount && haveChanged(uses.slots(of: id), since: count)
  }

  private func haveChanged(_ slots: [Int32]?, since count: Int) -> Bool {
    guard let slots else { return true }
    return slots.contains { changedAt[Int($0)] > count }
  }
}

/// What a run keeps of an expression or query that reads no row.
struct Kept<Thing> {
  let thing: Thing
  /// How many changes of variables there had been.
  let changeCount: Int
  /// The bytes it is charged with.
  let bytes: Int
}

/// A moment of a run's account of bytes.
struct BytesMark {
  let held: Int
  let kept: Int
}

extension RunContext {
  /// The account of bytes as it stands.
  var bytesMark: BytesMark { BytesMark(held: budget.bytes, kept: views.keptBytes) }

  /// Takes what was charged since a moment, and is not kept already, as the bytes of a thing to keep.
  func keep<Thing>(_ thing: Thing, since mark: BytesMark) -> Kept<Thing> {
    let bytes = max(budget.bytes - mark.held - (views.keptBytes - mark.kept), 0)
    views.keptBytes += bytes
    return Kept(thing: thing, changeCount: variables.changeCount, bytes: bytes)
  }

  /// Gives back the bytes of a thing that is kept no longer.
  func forget<Thing>(_ kept: Kept<Thing>) {
    views.keptBytes -= kept.bytes
    budget.release(toBytes: budget.bytes - kept.bytes)
  }

  /// Gives back what was charged since a moment, but for what is kept.
  func releaseUnkept(since mark: BytesMark) {
    budget.release(toBytes: mark.held + views.keptBytes - mark.kept)
  }

  /// The same rows, without what was found of them when variables had other values.
  @inline(__always)
  func upToDate(_ rows: RowSet) -> RowSet {
    if rows.changeCount != variables.changeCount { rows.forgetChanged(variables) }
    return rows
  }
}

extension RowSet {
  /// Forgets what was found with other values of variables.
  func forgetChanged(_ variables: RunVariables) {
    func keep<Thing>(_ found: inout [ExpressionID: Thing]) {
      if found.isEmpty { return }
      found = found.filter { !variables.haveChanged($0.key, since: changeCount) }
    }
    keep(&folded)
    keep(&running)
    keep(&dayByDay)
    keep(&constants)
    keep(&memberships)
    keep(&answerTables)
    keep(&nodeSets)
    changeCount = variables.changeCount
  }
}
