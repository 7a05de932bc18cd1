// What `workspace.yaml` may set: names, calendar, policies, own kinds and links, and which file
// holds what. The page WorkspaceFiles of the manual lists every key.

import Grove

/// The settings of a workspace.
struct WorkspaceSettings {
  /// What `files` says of the files that a pattern means.
  struct FileRule: Hashable {
    var pattern: String
    /// The kind of the rows; missing to leave it to the name.
    var kind: String?
    /// Fields by header.
    var columns: [String: String] = [:]
  }

  var name: String?
  var schema = Schema.standard
  var policies = Policies.standard
  var dateOrder: DateOrder?
  var files: [FileRule] = []
  var ignored: [String] = []
  /// The sheets of which there are dated exports.
  var snapshots: [SnapshotPattern] = []

  /// All keys, for the nearest name to a misspelt one.
  static let keys = [
    "name", "fiscal_year_start", "fiscal_year_named_by", "week_start", "cadence", "grace",
    "status_policy", "status_roll_up", "missing", "rollup", "maintain", "overload", "levels",
    "kinds", "links",
    "files", "snapshots", "ignore", "date_order",
  ]

  /// The rule for a file: the first whose pattern means it.
  func rule(for path: String) -> FileRule? {
    files.first { FileName.matches(path, pattern: $0.pattern) }
  }
}

/// Reads settings from the tree of a `workspace.yaml`. What cannot be read is left out with a
/// problem.
struct SettingsReader {
  let tree: SourceTree
  let file: String
  let log: ProblemLog
  private var settings = WorkspaceSettings()
  private var fiscalStart = 1
  private var yearNamedBy = FiscalCalendar.YearName.end
  private var weekStart = 1
  private var cadence = Policies.standard.defaultCadenceDays
  private var grace = Policies.standard.graceDays

  init(tree: SourceTree, file: String, log: ProblemLog) {
    self.tree = tree
    self.file = file
    self.log = log
  }

  mutating func read() -> WorkspaceSettings {
    guard let root = tree.roots.first, !tree.isMissing(root) else { return settings }
    guard tree.node(root).form == .mapping else {
      log.add(.wrongShape(place(root), found: "no mapping", expected: "settings, one a line"))
      return settings
    }
    for entry in entries(root) { read(entry.name, entry.key, entry.value) }
    settings.policies = Policies(
      status: settings.policies.status, statusRollUp: settings.policies.statusRollUp,
      missingInRollUp: settings.policies.missingInRollUp,
      rollUp: settings.policies.rollUp, defaultCadenceDays: cadence, graceDays: grace,
      maintain: settings.policies.maintain, overload: settings.policies.overload,
      fiscal: FiscalCalendar(
        startMonth: fiscalStart, yearNamedBy: yearNamedBy, weekStart: weekStart))
    return settings
  }

  private mutating func read(_ name: String, _ key: Int, _ value: Int) {
    let text = tree.string(value)
    switch name {
    case "name": settings.name = text
    case "fiscal_year_start":
      let month =
        Int(text).flatMap { (1...12).contains($0) ? $0 : nil } ?? DateText.month(named: text)
      set(&fiscalStart, month, name, value, "a month, such as `september` or `9`")
    case "fiscal_year_named_by":
      set(&yearNamedBy, choice(value), name, value, choices(FiscalCalendar.YearName.self))
    case "week_start":
      let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      let day = days.firstIndex { $0 == text.lowercased() || $0.prefix(3) == text.lowercased() }
      set(&weekStart, day.map { $0 + 1 }, name, value, "a day, such as `monday`")
    case "cadence":
      set(&cadence, days(text).flatMap { $0 > 0 ? $0 : nil }, name, value, "`weekly` or `2 weeks`")
    case "grace": set(&grace, days(text), name, value, "a length of time, such as `3 days`")
    case "status_policy":
      set(&settings.policies.status, choice(value), name, value, choices(StatusPolicy.self))
    case "status_roll_up":
      set(
        &settings.policies.statusRollUp, choice(value), name, value, choices(StatusRollUp.self))
    case "missing":
      set(
        &settings.policies.missingInRollUp, choice(value), name, value,
        choices(MissingInRollUp.self))
    case "rollup":
      set(&settings.policies.rollUp, choice(value), name, value, choices(RollUpSource.self))
    case "maintain":
      set(&settings.policies.maintain, choice(value), name, value, choices(MaintainPolicy.self))
    case "overload":
      let most = Int(text).flatMap { $0 >= 0 ? $0 : nil }
      set(&settings.policies.overload, most, name, value, "a number of goals, such as `5`")
    case "date_order":
      let order = DateOrder(rawValue: text)
      if order == nil { refuse(name, value, choices(DateOrder.self)) }
      settings.dateOrder = order
    case "levels":
      let levels = texts(value)
      if levels.isEmpty { refuse(name, value, "a list, from the highest level down") }
      if !levels.isEmpty { settings.schema.setLevels(levels) }
    case "ignore": settings.ignored = texts(value)
    case "kinds": readKinds(value)
    case "links": readLinks(value)
    case "files": readFiles(value)
    case "snapshots": readSnapshots(value)
    default:
      log.add(
        .unknownSetting(
          place(key), name: tree.string(key),
          nearest: NearestName.find(name, in: WorkspaceSettings.keys)))
    }
  }

  // MARK: Kinds and links

  private mutating func readKinds(_ index: Int) {
    guard tree.node(index).form == .mapping else {
      refuse("kinds", index, "a mapping of names, such as `risk: {plural: risks}`")
      return
    }
    for entry in entries(index, normalized: false) {
      var plural = "\(entry.name)s"
      var fields: [FieldDefinition] = []
      for inner in entries(entry.value) {
        switch inner.name {
        case "plural": plural = tree.string(inner.value)
        case "fields": fields = readFields(inner.value)
        default: refuseKey(inner.key, ["plural", "fields"])
        }
      }
      if let kind = Vocabulary(schema: settings.schema).kind(named: entry.name) {
        for field in fields where !settings.schema.addField(field, to: kind) {
          refuse(field.name, entry.key, "a name that the kind does not have yet")
        }
      } else if settings.schema.addKind(plural: plural, singular: entry.name, fields: fields) == nil
      {
        refuse(
          entry.name, entry.key, "a name that is not taken; \(Kind.maximumOwnKinds) kinds at most")
      }
    }
  }

  private mutating func readFields(_ index: Int) -> [FieldDefinition] {
    entries(index).compactMap { entry in
      switch tree.node(entry.value).form {
      case .list:
        return FieldDefinition(name: entry.name, type: .text, closedSet: texts(entry.value))
      case .mapping:
        var type: ValueType? = .text
        var doc = ""
        var words: [String]?
        for inner in entries(entry.value) {
          switch inner.name {
          case "type": type = self.type(inner.value)
          case "doc": doc = tree.string(inner.value)
          case "values": words = texts(inner.value)
          default: refuseKey(inner.key, ["type", "doc", "values"])
          }
        }
        return type.map {
          FieldDefinition(name: entry.name, type: $0, doc: doc, closedSet: words)
        }
      case .scalar, .missing:
        return type(entry.value).map { FieldDefinition(name: entry.name, type: $0) }
      }
    }
  }

  private func type(_ index: Int) -> ValueType? {
    switch FieldNames.normalized(tree.string(index)) {
    case "number": return .number
    case "ratio", "percent": return .ratio
    case "date": return .date
    case "text": return .text
    case "yes_no", "flag", "boolean": return .flag
    case "duration": return .duration
    case "list", "texts", "words": return .list(.text)
    default: break
    }
    let text = tree.string(index)
    if let kind = Vocabulary(schema: settings.schema).kind(named: text)
      ?? (text == "goal" ? .goals : nil)
    {
      return .node(kind)
    }
    refuse(
      "type", index, "number, ratio, date, text, flag, duration, list, a list of words, or a kind")
    return nil
  }

  private mutating func readLinks(_ index: Int) {
    for entry in entries(index) {
      var effect = LinkKind.Effect.alignment
      var doc = ""
      if tree.node(entry.value).form == .scalar, !tree.isMissing(entry.value) {
        set(&effect, choice(entry.value), entry.name, entry.value, choices(LinkKind.Effect.self))
      }
      for inner in entries(entry.value) {
        switch inner.name {
        case "carries":
          set(&effect, choice(inner.value), "carries", inner.value, choices(LinkKind.Effect.self))
        case "doc": doc = tree.string(inner.value)
        default: refuseKey(inner.key, ["carries", "doc"])
        }
      }
      settings.schema.addLinkKind(LinkKind(name: entry.name, effect: effect, doc: doc))
    }
  }

  // MARK: Files

  /// `files`: `"sales/*.csv": key_results`, or `"okrs.csv": {kind: ..., columns: {header: field}}`,
  /// or a list of mappings with `path`.
  private mutating func readFiles(_ index: Int) {
    switch tree.node(index).form {
    case .mapping:
      for entry in entries(index, normalized: false) {
        var rule = WorkspaceSettings.FileRule(pattern: entry.name)
        readRule(entry.value, &rule)
        settings.files.append(rule)
      }
    case .list:
      for item in tree.children(of: index) {
        var rule = WorkspaceSettings.FileRule(pattern: "")
        readRule(item, &rule)
        if rule.pattern.isEmpty {
          refuse("files", item, "a mapping with a `path`")
        } else {
          settings.files.append(rule)
        }
      }
    case .scalar, .missing: refuse("files", index, "a mapping of paths")
    }
  }

  private func readRule(_ index: Int, _ rule: inout WorkspaceSettings.FileRule) {
    func setKind(_ index: Int) {
      let text = tree.string(index)
      if text != FileName.plans, Vocabulary(schema: settings.schema).kind(named: text) == nil {
        refuse("kind", index, "a kind of row, such as `key_results`")
      } else {
        rule.kind = text
      }
    }
    if tree.node(index).form == .scalar {
      setKind(index)
      return
    }
    for entry in entries(index) {
      switch entry.name {
      case "path": rule.pattern = tree.string(entry.value)
      case "kind": setKind(entry.value)
      case "columns":
        for column in entries(entry.value, normalized: false) {
          rule.columns[column.name] = tree.string(column.value)
        }
      default: refuseKey(entry.key, ["path", "kind", "columns"])
      }
    }
  }

  /// `snapshots`: a path with `{date}`, or a list of them.
  private mutating func readSnapshots(_ index: Int) {
    let items = tree.node(index).form == .list ? tree.children(of: index) : [index]
    for item in items {
      if let pattern = SnapshotPattern(tree.string(item)) {
        settings.snapshots.append(pattern)
      } else {
        refuse("snapshots", item, "a path of a sheet with one {date}, such as `okrs-{date}.csv`")
      }
    }
  }

  // MARK: Values

  private func entries(
    _ index: Int, normalized: Bool = true
  ) -> [(name: String, key: Int, value: Int)] {
    var seen: Set<String> = []
    return tree.entries(of: index).compactMap { entry in
      let key = tree.string(entry.key)
      guard seen.insert(key).inserted else {
        log.add(.duplicateKey(place(entry.key), key: key))
        return nil
      }
      return (normalized ? FieldNames.normalized(key) : key, entry.key, entry.value)
    }
  }

  private func texts(_ index: Int) -> [String] {
    tree.node(index).form == .list
      ? tree.children(of: index).map { tree.string($0) }.filter { !$0.isEmpty }
      : [tree.string(index)].filter { !$0.isEmpty }
  }

  private func days(_ text: String) -> Int32? {
    DateText.duration(text).flatMap { Int32(exactly: $0.approximateDays.rounded()) }
  }

  private func choice<Choice: RawRepresentable<String>>(_ index: Int) -> Choice? {
    Choice(rawValue: FieldNames.normalized(tree.string(index)))
  }

  private func choices<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> String {
    Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
  }

  private func set<Setting>(
    _ setting: inout Setting, _ value: Setting?, _ name: String, _ index: Int, _ expected: String
  ) {
    if let value { setting = value } else { refuse(name, index, expected) }
  }

  private func refuse(_ name: String, _ index: Int, _ expected: String) {
    log.add(
      .badSetting(place(index), name: name, text: tree.string(index), expected: expected))
  }

  private func refuseKey(_ key: Int, _ known: [String]) {
    let name = tree.string(key)
    log.add(.unknownSetting(place(key), name: name, nearest: NearestName.find(name, in: known)))
  }

  private func place(_ index: Int) -> Place {
    let node = tree.node(index)
    return Place(file: file, line: Int(node.line), column: Int(node.column))
  }
}
