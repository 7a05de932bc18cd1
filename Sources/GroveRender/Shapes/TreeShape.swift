// `render tree`: the branch signs before each row. The columns beside them are TableShape's.

import Grove

enum TreeShape {
  /// The branches of every row, from `treeParents`: rows stand after their parent, as the engine
  /// orders them. A row whose parent is not above it counts as a root. O(rows x depth).
  static func branches(of result: QueryResult, options: RenderOptions) -> [String] {
    let parents = (0..<result.rowCount).map { row -> Int? in
      guard result.treeParents.indices.contains(row), let parent = result.treeParents[row],
        (0..<row).contains(parent)
      else { return nil }
      return parent
    }
    // The last child of each parent ends its branch.
    var lastChild = [Int: Int]()
    for (row, parent) in parents.enumerated() {
      if let parent { lastChild[parent] = row }
    }
    let (pass, fork, end, gap) =
      options.unicode ? ("│  ", "├─ ", "└─ ", "   ") : ("|  ", "|- ", "`- ", "   ")
    // What the rows below a row write before their own branch.
    var below = [String](repeating: "", count: parents.count)
    var branches: [String] = []
    for (row, parent) in parents.enumerated() {
      guard let parent else {
        branches.append("")
        continue
      }
      let isLast = lastChild[parent] == row
      branches.append(below[parent] + (isLast ? end : fork))
      below[row] = below[parent] + (isLast ? gap : pass)
    }
    return branches
  }
}
