// The names of variables at a place of a program: blocks inside each other, the innermost last.

/// What `$name` means, block by block.
struct VariableScopes: Sendable {
  /// Where a variable came from, which decides what may be done with it.
  enum Role: Sendable {
    /// The host or the prompt gives it.
    case given
    /// `param`, or a parameter of a function.
    case parameter
    /// `let`.
    case bound
    /// `for`.
    case member
  }

  /// What a name stands for.
  enum Meaning: Sendable {
    case slot(Int)
    /// A value that was checked where a call stands.
    case value(ExpressionID)
  }

  /// A name in a block.
  struct Entry: Sendable {
    let meaning: Meaning
    let role: Role
    /// Where it was given.
    let range: SourceRange
    /// How many rows were around the place: a row with this name further in hides it.
    var rowDepth = 0
    /// The function whose own it is.
    var owner: FunctionID?
    /// For an argument that differs from viewpoint to viewpoint: how many views were around it, and
    /// the definition it is given to.
    var viewDepth: Int?
    var definition: String?
  }

  private var blocks: [[String: Entry]] = [[:]]

  /// What a name means, found from the inside out.
  subscript(name: String) -> Entry? {
    for block in blocks.reversed() {
      if let entry = block[name] { return entry }
    }
    return nil
  }

  /// What a name means in the innermost block alone.
  func inInnermost(_ name: String) -> Entry? { blocks.last?[name] }

  mutating func declare(_ name: String, _ entry: Entry) {
    blocks[blocks.count - 1][name] = entry
  }

  /// The outermost block alone.
  var outermost: VariableScopes {
    var copy = self
    copy.blocks.removeSubrange(min(1, blocks.count)...)
    return copy
  }

  /// The same names but for those that are not to be seen.
  func keeping(_ isSeen: (Entry) -> Bool) -> VariableScopes {
    var copy = self
    copy.blocks = blocks.map { $0.filter { isSeen($0.value) } }
    return copy
  }

  mutating func enter() { blocks.append([:]) }

  mutating func leave() {
    if blocks.count > 1 { blocks.removeLast() }
  }

  /// The slots of the outermost block but for those the host gives, in order.
  var slotsOfProgram: [Int] {
    let slots = (blocks.first ?? [:]).values.compactMap { entry -> Int? in
      if case .slot(let slot) = entry.meaning, entry.role != .given { slot } else { nil }
    }
    return slots.sorted()
  }

  /// All names that mean something, in alphabetical order.
  var names: [String] { Set(blocks.flatMap(\.keys)).sorted() }
}
