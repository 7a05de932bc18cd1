// "Did you mean": the nearest of a list of names, by edits a typist makes.

/// Finds the name that was probably meant.
public enum NearestName {
  /// The candidate with the fewest edits, if those are at most a third of the word's length, or
  /// one.
  ///
  /// An edit adds, drops or changes a letter or swaps two neighbours. Case does not count, and a
  /// candidate equal to what was typed is never returned. Of several equally near, the earliest in
  /// `candidates` wins. Words over 64 letters have no near name. O(candidates x lengths).
  public static func find(_ typed: String, in candidates: [String]) -> String? {
    let word = Array(typed.lowercased().unicodeScalars)
    guard !word.isEmpty, word.count <= 64 else { return nil }
    var best: (name: String, edits: Int)?
    for candidate in candidates where candidate != typed {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard other.count <= 64 else { continue }
      let edits = distance(word, other)
      if edits <= max(1, word.count / 3), edits < best?.edits ?? .max { best = (candidate, edits) }
    }
    return best?.name
  }

  /// The Damerau-Levenshtein distance in its optimal string alignment form.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          edits = min(edits, beforeLast[j - 1] + 1)
        }
        row.append(edits)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
