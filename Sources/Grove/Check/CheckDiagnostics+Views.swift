// The messages about views and periods. The codes and all other messages of the checker stand in
// CheckDiagnostics.

extension Diagnostic {
  static func noHistory(_ field: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .noHistory, "no history is kept of `\(field)`: it looks the same on every day", at: range,
      help: "leave `as of` out, or record its changes in the files under `history:`")
  }

  static func assumesNothing(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .assumesNothing, "expected a field of something, found `\(text)`", at: range,
      help: "write `assuming @KR-3.progress = 80%`")
  }

  static func cannotAssume(
    _ name: Name, of definition: KindDefinition, at range: SourceRange
  ) -> Diagnostic {
    let reason =
      switch definition.field(name.text)?.access {
      case .measure: "follows from other things"
      case .column where ["objective", "objectives", "child", "parent", "goal"].contains(name.text):
        "makes a link, and links stay as they are: it"
      default: "says what a row is, not how it stands, and"
      }
    var inputs = Viewpoint.inputs(of: definition.field(name.text))
    if inputs.isEmpty {
      inputs = ["progress", "current", "value", "target", "weight", "owner", "due", "state"]
    }
    let fields = inputs.filter { definition.field($0).map(Viewpoint.canAssume) ?? false }
    let others = definition.fields.filter(Viewpoint.canAssume).prefix(3).map(\.name)
    return Diagnostic(
      .cannotAssume,
      "`\(name.text)` \(reason) \(reason.hasSuffix("things") ? "and " : "")cannot be assumed",
      at: range, help: "assume \(Diagnostic.listed(fields.isEmpty ? others : fields)) instead")
  }

  static func nothingChanges(_ definition: KindDefinition, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nothingChanges, "changes of \(definition.plural) are not recorded", at: range,
      help: "`changed` is asked of goals, key results, KPIs and initiatives")
  }

  static func nothingPairs(
    _ definition: KindDefinition, _ other: KindDefinition?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic.wrongStage(
      "nothing pairs \(definition.plural) with \(other?.plural ?? "the rows of a table")",
      help: "group both by what they share: `| group by team | summarize mean = avg(progress)`",
      at: range)
  }

  static func changesOfComputed(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .nothingChanges, "`\(name)` follows from other things, and its changes are not recorded",
      at: range,
      help: "ask for those of `current`, `target` or `status`, or `ever \(name) below ... during P`"
    )
  }

  static func periodBackwards(_ start: String, _ end: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .periodBackwards, "the period ends before it begins: \(end) lies before \(start)", at: range,
      help: "turn the two round: `\(end) to \(start)`")
  }
}
