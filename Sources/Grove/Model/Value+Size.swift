// How large a value is and how deeply it is nested, found without recursion.

extension Value {
  /// How many members its lists and records have, those of members counted each time they stand
  /// there; nil when they are nested on more than so many levels. O(members); counting ends soon
  /// after `most`.
  package func memberCount(nestedUpTo levels: Int, most: Int) -> Int? {
    var waiting: [(value: Value, level: Int)] = [(self, 1)]
    var count = 0
    while let (value, level) = waiting.popLast(), count <= most {
      let members: [Value]
      switch value {
      case .list(let list): members = list
      case .record(let record): members = record.fields.map(\.value)
      default: continue
      }
      if level > levels { return nil }
      count += members.count
      for member in members where member.isCollection { waiting.append((member, level + 1)) }
    }
    return count
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
