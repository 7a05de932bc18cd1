// Sorting that asks now and then whether to go on, for lists so long that sorting takes seconds.

/// Thrown to leave a sort.
private struct Stopped: Error {}

extension MutableCollection where Self: RandomAccessCollection {
  /// Sorts. A long sort tells how many comparisons it has made and asks whether to go on; false when
  /// it did not, and then the order is any.
  @inline(__always)
  mutating func sort(
    asking goesOn: ((Int) -> Bool)?, by isBefore: (Element, Element) -> Bool
  ) -> Bool {
    // A shorter one is done in a few milliseconds.
    guard let goesOn, count > 65_536 else {
      sort(by: isBefore)
      return true
    }
    var comparisons = 0
    do {
      try sort { left, right in
        comparisons &+= 1
        if comparisons & 0xfff == 0, !goesOn(0x1000) { throw Stopped() }
        return isBefore(left, right)
      }
      return true
    } catch {
      return false
    }
  }
}
