// What JSON and YAML files hold, as one flat tree: nodes in the order of the text, with the place
// of each. The readers build it, RecordOutline walks it. Nothing here is nested in memory, so no
// depth can harm.

/// Lists, mappings and scalars of one file (or of a run of lines of an NDJSON file).
///
/// A node's descendants follow it; `size` counts the node and all of them. In a mapping, keys and
/// values alternate. Scalars are pieces of `text`.
struct SourceTree {
  enum Form: UInt8 {
    case missing, scalar, list, mapping
  }

  struct Node {
    var form: Form
    /// Written in quotes, so never a number of its own accord and never `null`.
    var isQuoted = false
    /// The scalar's bytes in `text`.
    var range = ByteRange.missing
    /// The node and its descendants.
    var size: Int32 = 1
    var line: Int32
    var column: Int32
  }

  /// The deepest nesting read; what is deeper is left out with a problem.
  static let deepest = 64

  private(set) var nodes: [Node] = []
  /// The top nodes: one a document (YAML) or line (NDJSON).
  private(set) var roots: [Int] = []
  /// The bytes that scalars are pieces of. Readers that undo escapes do it in place.
  var text: [UInt8]
  /// Lists and mappings begun and not ended, outermost first.
  private var open: [Int] = []

  init(text: [UInt8] = []) {
    self.text = text
  }

  /// How many lists and mappings are open.
  var depth: Int { open.count }

  /// The node at an index that came from this tree; a missing one for any other.
  func node(_ index: Int) -> Node {
    nodes.indices.contains(index) ? nodes[index] : Node(form: .missing, line: 0, column: 0)
  }

  // MARK: Building

  mutating func add(_ node: Node) {
    if open.isEmpty { roots.append(nodes.count) }
    nodes.append(node)
  }

  mutating func begin(_ form: Form, line: Int32, column: Int32) {
    add(Node(form: form, line: line, column: column))
    open.append(nodes.count - 1)
  }

  mutating func end() {
    guard let index = open.popLast() else { return }
    completeMapping(index)
    nodes[index].size = Int32(truncatingIfNeeded: nodes.count - index)
  }

  /// Adds a copy of a finished node and its descendants, placed where the copy stands.
  mutating func addCopy(of index: Int) {
    guard nodes.indices.contains(index) else { return }
    if open.isEmpty { roots.append(nodes.count) }
    let end = min(nodes.count, index + Int(nodes[index].size))
    nodes.append(contentsOf: Array(nodes[index..<end]))
  }

  /// Whether a list or mapping is still open, so that it cannot be copied yet.
  func isOpen(_ index: Int) -> Bool { open.contains(index) }

  /// Ends everything that is open where a file breaks off. The innermost mapping is half read and
  /// taken out; what stands round it is kept. Returns the place of the part taken out.
  mutating func breakOff() -> (line: Int32, column: Int32)? {
    var removed: (Int32, Int32)?
    if let index = open.last(where: { nodes[$0].form == .mapping }), open.count > 1 {
      removed = (nodes[index].line, nodes[index].column)
      while let last = open.last, last >= index { open.removeLast() }
      nodes.removeSubrange(index...)
    }
    while !open.isEmpty { end() }
    return removed
  }

  /// Takes back a document that could not be read to its end, with what is open in it.
  mutating func removeDocument(from index: Int) {
    removeNodes(from: index)
    roots.removeAll { $0 >= index }
    open.removeAll()
  }

  /// Takes back the nodes added last.
  mutating func removeNodes(from index: Int) {
    guard index < nodes.count else { return }
    nodes.removeSubrange(index...)
  }

  /// Forgets all nodes, for the next run of lines. The text stays.
  mutating func removeNodes() {
    nodes.removeAll(keepingCapacity: true)
    roots.removeAll(keepingCapacity: true)
    open.removeAll()
  }

  /// A key without a value (the file broke off after it) gets a missing one.
  private mutating func completeMapping(_ index: Int) {
    guard nodes[index].form == .mapping else { return }
    var children = 0
    var child = index + 1
    while child < nodes.count {
      children += 1
      child += Int(nodes[child].size)
    }
    if children % 2 == 1 {
      add(Node(form: .missing, line: nodes[index].line, column: nodes[index].column))
    }
  }

  /// Adds a scalar of the loader's own making at the end of the text, outside every document.
  mutating func addText(_ string: String, line: Int32, column: Int32) -> Int {
    let start = text.count
    text.append(contentsOf: string.utf8)
    guard let offset = Int32(exactly: start), text.count <= Int(Int32.max) else { return -1 }
    let range = ByteRange(start: offset, length: Int32(text.count - start))
    nodes.append(Node(form: .scalar, isQuoted: true, range: range, line: line, column: column))
    return nodes.count - 1
  }

  /// How many lists and mappings are inside one another in a finished node, itself included.
  func height(of index: Int) -> Int {
    let end = min(nodes.count, index + Int(node(index).size))
    var ends: [Int] = []
    var highest = 0
    for inner in index..<max(index, end) {
      while let last = ends.last, last <= inner { ends.removeLast() }
      guard nodes[inner].form == .list || nodes[inner].form == .mapping else { continue }
      ends.append(inner + Int(nodes[inner].size))
      highest = max(highest, ends.count)
    }
    return highest
  }

  // MARK: Reading

  /// The items of a list, or the keys and values of a mapping, by index.
  func children(of index: Int) -> [Int] {
    let parent = node(index)
    guard parent.form == .list || parent.form == .mapping else { return [] }
    var result: [Int] = []
    var child = index + 1
    let end = min(nodes.count, index + Int(parent.size))
    while child < end {
      result.append(child)
      child += Int(max(1, nodes[child].size))
    }
    return result
  }

  /// Keys and values of a mapping in the order of the text.
  func entries(of index: Int) -> [(key: Int, value: Int)] {
    guard node(index).form == .mapping else { return [] }
    let all = children(of: index)
    return stride(from: 0, to: all.count - 1, by: 2).map { (all[$0], all[$0 + 1]) }
  }

  /// A scalar's text; empty for anything else.
  func string(_ index: Int) -> String {
    let range = node(index).range
    let start = Int(range.start)
    let end = start + Int(range.length)
    guard start >= 0, start <= end, end <= text.count else { return "" }
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// Whether the node says that there is no value: `null`, `~` or nothing at all, not in quotes.
  func isMissing(_ index: Int) -> Bool {
    let node = node(index)
    switch node.form {
    case .missing: return true
    case .scalar:
      if node.range.length == 0 { return true }
      guard !node.isQuoted, node.range.length <= 4 else { return false }
      let word = string(index)
      return word == "~" || word == "null" || word == "Null" || word == "NULL"
    case .list, .mapping: return false
    }
  }
}
