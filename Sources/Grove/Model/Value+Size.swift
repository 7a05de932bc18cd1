// How large a value is and how deeply it is nested, found without recursion.

extension Value {
  /// Whether lists and records stand inside each other on more than so many levels.
  /// O(lists and records in it, with their members); stops at the first one that is too deep.
  package func isNested(deeperThan limit: Int) -> Bool {
    var waiting: [(value: Value, level: Int)] = [(self, 1)]
    while let (value, level) = waiting.popLast() {
      let members: [Value]
      switch value {
      case .list(let list): members = list
      case .record(let record): members = record.fields.map(\.value)
      default: continue
      }
      if level > limit { return true }
      for member in members where member.isCollection { waiting.append((member, level + 1)) }
    }
    return false
  }

  /// What it counts as when it is given to the host: 16 bytes a value, and the UTF-8 of texts and
  /// keys. Counting ends soon after `limit`.
  package func outputBytes(atMost limit: Int) -> Int {
    var waiting = [self]
    var total = 0
    while let value = waiting.popLast(), total <= limit {
      total += 16
      switch value {
      case .text(let text): total += text.utf8.count
      case .list(let members): waiting += members
      case .record(let record):
        for field in record.fields {
          total += field.name.utf8.count
          waiting.append(field.value)
        }
      default: break
      }
    }
    return total
  }

  /// Whether it is a list or a record.
  package var isCollection: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }
}
