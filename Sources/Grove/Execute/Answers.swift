// Answers to a condition kept by word or by node, so that each is asked once and then looked up.

/// Answers by index, each asked for at most once.
final class AnswerTable {
  /// The mark of a question not asked yet.
  static let unasked: UInt8 = 255
  /// So many questions are asked at once, which lets the look-up be a plain loop.
  private static let eagerCount = 4096
  /// By index plus one: the first is for missing.
  private var answers: [UInt8]
  private var isComplete = false

  init(count: Int) {
    answers = [UInt8](repeating: Self.unasked, count: count + 1)
  }

  var count: Int { answers.count - 1 }

  /// The answers for indices, -1 being missing. All are below `count`.
  func flags<Failure: Error>(
    _ indices: [Int32], _ ask: (Int) throws(Failure) -> UInt8
  ) throws(Failure) -> [UInt8] {
    if !isComplete, count <= Self.eagerCount, indices.count > count / 8 {
      for place in answers.indices where answers[place] == Self.unasked {
        answers[place] = try ask(place - 1)
      }
      isComplete = true
    }
    if isComplete { return lookUp(indices) }
    return try indices.map { index throws(Failure) in
      let place = Int(index) + 1
      if answers[place] == Self.unasked { answers[place] = try ask(Int(index)) }
      return answers[place]
    }
  }

  private func lookUp(_ indices: [Int32]) -> [UInt8] {
    answers.withUnsafeBufferPointer { answers in
      indices.withUnsafeBufferPointer { indices in
        [UInt8](unsafeUninitializedCapacity: indices.count) { flags, initialized in
          // Indices are rows or codes of a column, from -1 to `count - 1`, and so is the table.
          for place in 0..<indices.count { flags[place] = answers[Int(indices[place]) + 1] }
          initialized = indices.count
        }
      }
    }
  }
}

/// Which rows of a table are in a list of nodes.
struct NodeAnswers {
  private let answers: [UInt8]
  private let missing: UInt8

  /// Members that are no nodes of the table equal none; a missing one makes every other answer than
  /// yes missing.
  init(_ members: [Value], _ table: TableID, count: Int) {
    let other: UInt8 = members.contains(.missing) ? 2 : 0
    var answers = [UInt8](repeating: other, count: count)
    for case .node(let node) in members where node.table == table {
      if answers.indices.contains(Int(node.row)) { answers[Int(node.row)] = 1 }
    }
    self.answers = answers
    missing = members.isEmpty ? 0 : 2
  }

  /// Yes, no or missing for rows, -1 being missing.
  func flags(_ rows: [Int32]) -> [UInt8] {
    rows.map { $0 < 0 ? missing : answers[Int($0)] }
  }
}

extension RowSet {
  /// The answers to a condition, by word or node.
  func answers(_ id: ExpressionID, count: Int) -> AnswerTable {
    if let known = answerTables[id], known.count == count { return known }
    let made = AnswerTable(count: count)
    answerTables[id] = made
    return made
  }
}
