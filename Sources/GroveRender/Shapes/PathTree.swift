// `render tree` of paths: what they have in common from their start is drawn once. A line a goal, and
// below it the goals it leads up to.

import Grove

/// The paths of an answer as one tree.
struct PathTree {
  private let result: QueryResult
  private let options: RenderOptions
  private let column: Int

  /// Nil when the answer holds no paths, or stands for nodes, which have a tree of their own.
  init?(result: QueryResult, options: RenderOptions) {
    guard result.treeParents.isEmpty,
      let column = result.columns.firstIndex(where: {
        if case .list(.node) = $0.type { $0.name == "path" } else { false }
      })
    else { return nil }
    self.result = result
    self.options = options
    self.column = column
  }

  private struct Step: Hashable {
    let parent: Int?
    let node: Node
  }

  /// Writes the tree. O(goals on all paths).
  func write(to output: inout ByteOutput) {
    var steps: [Step] = []
    var children: [[Int]] = []
    var roots: [Int] = []
    var known: [Step: Int] = [:]
    for row in options.rows?.clamped(to: 0..<result.rowCount) ?? 0..<result.rowCount {
      guard case .list(let path) = result.value(row: row, column: column) else { continue }
      var parent: Int?
      for case .node(let node) in path {
        let step = Step(parent: parent, node: node)
        if let place = known[step] {
          parent = place
          continue
        }
        known[step] = steps.count
        if let parent { children[parent].append(steps.count) } else { roots.append(steps.count) }
        parent = steps.count
        steps.append(step)
        children.append([])
      }
    }
    let (pass, fork, end, gap) =
      options.unicode ? ("│  ", "├─ ", "└─ ", "   ") : ("|  ", "|- ", "`- ", "   ")
    var waiting = roots.reversed().map { (step: $0, branch: "", below: "") }
    while let (step, branch, below) = waiting.popLast() {
      write(steps[step].node, branch, to: &output)
      for (place, child) in children[step].enumerated().reversed() {
        let isLast = place == children[step].count - 1
        waiting.append((child, below + (isLast ? end : fork), below + (isLast ? gap : pass)))
      }
    }
  }

  private func write(_ node: Node, _ branch: String, to output: inout ByteOutput) {
    let id = result.graph.id(of: node)
    let name = result.graph.name(of: node)
    let text = branch + (name == id ? id : "\(id)  \(name)")
    let shown = options.escapesControls ? text.visibleControls(unicode: options.unicode) : text
    output.write(
      options.width.map { DisplayWidth.cut(shown, to: $0, ellipsis: options.ellipsis) } ?? shown)
    output.endLine()
  }
}
