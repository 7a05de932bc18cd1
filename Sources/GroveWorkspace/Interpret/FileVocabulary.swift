// What the names of columns and keys may hold, as a table: for the JSON Schema by which editors check
// workspace files. Loading reads the same names, field by field.

package import Grove

/// What stands in the cells of a name.
package enum FileShape: Hashable {
  case text, number, date, flag, duration, record
  /// A number, or a target as people say it: `< 5%`, `done`.
  case target
  /// A baseline or a first day.
  case startOrBaseline
  /// One of these words.
  case words([String])
  /// An id or a name; several of them.
  case reference, references
  /// Several texts.
  case texts
  /// Goals with the weight of the link.
  case links
  case milestones, bands
  /// One number, or numbers by period.
  case plan
}

/// The names that files may use.
package enum FileVocabulary {
  /// The keys of `workspace.yaml`.
  package static let settings = WorkspaceSettings.keys

  /// The kinds that rows of files can have.
  package static let kinds = Schema.standard.kinds.filter { $0.kind != .goals }

  /// Every name of a kind with what it holds, in the order of the alphabet.
  package static func fields(of definition: KindDefinition) -> [(name: String, shape: FileShape)] {
    let links = Schema.standard.linkKinds
    return Set(FieldNames.names(for: definition, links: links)).sorted().compactMap { name in
      FieldNames.known(name, for: definition, links: links)
        .flatMap { shape(of: $0, definition) }.map { (name, $0) }
    }
  }

  /// The keys of a record that hold records of their own, with the kind of these.
  package static func nested(in definition: KindDefinition) -> [(name: String, kind: Kind)] {
    let vocabulary = Vocabulary(schema: .standard)
    let names =
      kinds.flatMap { [$0.coreName, $0.plural] } + [
        "krs", "history", "updates", "values", "children", "sub_objectives", "subgoals", "members",
        "reports",
      ]
    return Set(names.map(FieldNames.normalized)).sorted().compactMap { name in
      vocabulary.keyUse(of: name, in: definition.kind).nested.map { (name, $0) }
    }
  }

  private static func shape(of use: FieldUse, _ definition: KindDefinition) -> FileShape? {
    switch use {
    case .stored(let name): definition.field(name).map(shape)
    case .measure(.target), .measure(.keep), .measure(.current): .target
    case .measure(.plan): .plan
    case .measure: .number
    case .startOrBaseline: .startOrBaseline
    case .status:
      .words(["stated_status", "state"].compactMap(definition.field).flatMap(words))
    case .links: .links
    case .milestones: .milestones
    case .bands: .bands
    case .custom, .ignored: nil
    }
  }

  private static func shape(of field: FieldDefinition) -> FileShape {
    // A workspace names its own levels.
    if field.name == "level" { return .text }
    if field.closedSet != nil { return .words(words(field)) }
    switch field.type {
    case .number, .ratio, .points: return .number
    case .date: return .date
    case .flag: return .flag
    case .duration: return .duration
    case .node: return .reference
    case .list(.node): return .references
    case .list(.text), .any: return .texts
    case .record, .list(.record): return .record
    default: return .text
    }
  }

  /// The words of a closed set and their spellings.
  private static func words(_ field: FieldDefinition) -> [String] {
    (field.closedSet ?? []) + ClosedWords.spellings(field.name)
  }
}
