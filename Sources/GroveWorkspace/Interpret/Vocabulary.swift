// What names mean in one workspace: kinds, columns and keys by their spellings, looked up once
// each.

import Grove

/// Looks names up in the schema that a workspace declares, and remembers the answers for one load.
///
/// Fields that files bring along are not in it: a column that nobody declared is judged by its
/// cells in every file anew.
final class Vocabulary {
  let schema: Schema
  private var plurals: [String: Kind] = [:]
  private var words: [String: Kind] = [:]
  private var uses: [Kind: [String: FieldUse]] = [:]
  private var keys: [Kind: [String: KeyUse]] = [:]

  /// What a key means in a record of some kind.
  struct KeyUse {
    /// The kind of the records under it, when it may hold some.
    var nested: Kind?
    /// Whether the key is also a field, so that texts under it are references.
    var isField: Bool
  }

  init(schema: Schema) {
    self.schema = schema
    for definition in schema.kinds where definition.kind != .goals {
      for name in [definition.coreName, definition.plural] {
        plurals[ClosedWords.folded(name)] = definition.kind
        words[ClosedWords.folded(name)] = definition.kind
      }
      words[ClosedWords.folded(definition.singular)] = definition.kind
    }
    for name in ["kr", "krs"] { words[name] = .keyResults }
    plurals["krs"] = .keyResults
  }

  /// The kind whose plural a key or a file's name is. `goals` hold no rows of their own.
  func kind(plural name: String) -> Kind? { plurals[ClosedWords.folded(name)] }

  /// The kind of rows that a word names, singular or plural, in any case.
  func kind(named word: String) -> Kind? { words[ClosedWords.folded(word)] }

  /// The names of all kinds that rows can have, as files are named.
  var kindNames: [String] {
    schema.kinds.filter { $0.kind != .goals }.map(\.coreName)
  }

  /// What a column of that header is for, with a field of its own when nothing is known of it.
  func use(of header: String, for kind: Kind) -> FieldUse {
    if let known = uses[kind]?[header] { return known }
    let use = FieldNames.use(of: header, for: schema.definition(kind), links: schema.linkKinds)
    uses[kind, default: [:]][header] = use
    return use
  }

  /// Whether a column of that header is known for a kind.
  func knows(_ header: String, for kind: Kind) -> Bool {
    switch use(of: header, for: kind) {
    case .custom, .ignored: false
    default: true
    }
  }

  /// The known name nearest to a header, if a single slip of the hand parts them.
  func nearMiss(of name: String, for kind: Kind) -> String? {
    guard name.count > 3 else { return nil }
    let names = FieldNames.names(for: schema.definition(kind), links: schema.linkKinds)
    return names.first { Self.isOneSlip(Array(name), Array($0)) }
  }

  /// Whether one letter added, dropped or changed, or two neighbours swapped, makes one word the
  /// other.
  private static func isOneSlip(_ left: [Character], _ right: [Character]) -> Bool {
    guard left != right, abs(left.count - right.count) <= 1 else { return false }
    let head = zip(left, right).prefix { $0 == $1 }.count
    let tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    let leftMiddle = left.count - head - tail
    let rightMiddle = right.count - head - tail
    if leftMiddle <= 1, rightMiddle <= 1 { return true }
    return leftMiddle == 2 && rightMiddle == 2 && left[head] == right[head + 1]
      && left[head + 1] == right[head]
  }

  /// What a key of a nested record is for.
  func keyUse(of key: String, in kind: Kind) -> KeyUse {
    if let known = keys[kind]?[key] { return known }
    let use = KeyUse(
      nested: nestedKind(FieldNames.normalized(key), in: kind), isField: knows(key, for: kind))
    keys[kind, default: [:]][key] = use
    return use
  }

  /// The kind of the records that may stand under a key of a record.
  private func nestedKind(_ name: String, in outer: Kind) -> Kind? {
    let isGoal = schema.definition(outer).table == .goals
    switch name {
    case "check_ins", "checkins", "updates", "values": return isGoal ? .checkIns : nil
    case "history": return isGoal ? .changes : nil
    case "children", "sub_objectives", "subgoals": return isGoal ? outer : nil
    case "members": return outer == .teams ? .people : nil
    case "reports": return outer == .people ? .people : nil
    case "links": return nil
    default: return kind(plural: name)
    }
  }
}
