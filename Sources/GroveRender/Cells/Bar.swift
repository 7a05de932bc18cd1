// Bars inside cells and sparklines: small drawings of numbers on one line.

/// `[####......]`: ten cells that stand for 0 to 100 %.
package enum Bar {
  /// A bar of a share; below 0 it is empty and above 1 full. One that has begun shows a mark, one
  /// that is not complete lacks one.
  package static func text(_ share: Double, cells: Int = 10) -> String {
    let filled = filledCells(share, of: cells)
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: ".", count: cells - filled) + "]"
  }

  private static func filledCells(_ share: Double, of cells: Int) -> Int {
    guard share.isFinite, share > 0 else { return 0 }
    guard share < 1 else { return cells }
    return min(max(Int((share * Double(cells)).rounded()), 1), cells - 1)
  }
}

/// `▁▂▃▅▇`: the course of a series, from its least to its greatest value.
package enum Sparkline {
  /// One sign a value, a space for a missing one; a series that never moves stays at the bottom.
  package static func text(_ values: [Double?], unicode: Bool = true) -> String {
    let signs = Array(unicode ? "▁▂▃▄▅▆▇█" : "_.-~=+*#")
    let known = values.compactMap { $0 }
    guard let least = known.min(), let greatest = known.max() else { return "" }
    var text = ""
    for value in values {
      guard let value else {
        text.append(" ")
        continue
      }
      let share = greatest > least ? (value - least) / (greatest - least) : 0
      guard share.isFinite else { continue }
      text.append(signs[min(max(Int(share * Double(signs.count)), 0), signs.count - 1)])
    }
    return text
  }
}
