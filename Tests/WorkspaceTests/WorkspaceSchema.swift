// Makes grammar/workspace.schema.json from the names that the loader knows.

import Grove
import GroveWorkspace

enum WorkspaceSchema {
  private static func text(_ value: String) -> JSONValue { .text(value) }
  private static func texts(_ values: [String]) -> JSONValue { .list(values.map { .text($0) }) }
  private static func reference(_ name: String) -> JSONValue { ["$ref": text("#/$defs/\(name)")] }
  private static func any(_ choices: [JSONValue]) -> JSONValue { ["anyOf": .list(choices)] }

  static var schema: JSONValue {
    let kinds = FileVocabulary.kinds
    var top: [(key: String, value: JSONValue)] = []
    for kind in kinds {
      top.append((key: kind.coreName, value: reference("\(kind.coreName)_records")))
    }
    var definitions = basics
    for kind in kinds {
      definitions.append((key: kind.coreName, value: record(of: kind)))
      definitions.append(
        (key: "\(kind.coreName)_records", value: records(reference(kind.coreName))))
    }
    definitions.append((key: "settings", value: settings))
    return [
      "$schema": text("https://json-schema.org/draft/2020-12/schema"),
      "title": text("A file of a Grove workspace"),
      "description": text("Goals in YAML or JSON; `#/$defs/settings` is `workspace.yaml`."),
      "type": texts(["object", "array", "null"]), "items": ["type": text("object")],
      "properties": .object(top), "additionalProperties": ["type": texts(["object", "array"])],
      "$defs": .object(definitions),
    ]
  }

  // MARK: Records

  /// A list of records, records by id, one title, or nothing yet.
  private static func records(_ record: JSONValue) -> JSONValue {
    any([
      ["type": text("array"), "items": any([record, reference("text")])],
      ["type": text("object"), "additionalProperties": any([record, reference("text")])],
      reference("text"),
    ])
  }

  private static func record(of kind: KindDefinition) -> JSONValue {
    var properties: [(key: String, value: JSONValue)] = []
    let fields = FileVocabulary.fields(of: kind)
    let nested = FileVocabulary.nested(in: kind)
    for name in Set(fields.map(\.name) + nested.map(\.name)).sorted() {
      var choices = fields.filter { $0.name == name }.map { schema(of: $0.shape) }
      for inner in nested where inner.name == name {
        choices.append(reference("\(Schema.standard.definition(inner.kind).coreName)_records"))
      }
      properties.append((key: name, value: choices.count == 1 ? choices[0] : any(choices)))
    }
    return ["type": text("object"), "properties": .object(properties)]
  }

  private static func schema(of shape: FileShape) -> JSONValue {
    switch shape {
    case .text: reference("text")
    case .number: reference("number")
    case .date: reference("date")
    case .flag: reference("flag")
    case .duration: reference("duration")
    case .target: reference("target")
    case .startOrBaseline: any([reference("number"), reference("date")])
    case .words(let words): .object(wordFields(words))
    case .reference: reference("text")
    case .references, .texts: reference("texts")
    case .links: reference("linked_goals")
    case .milestones: reference("milestones")
    case .bands, .record: reference("record")
    case .plan: any([reference("number"), reference("record")])
    }
  }

  /// The words in small letters, as they are written most.
  private static func wordFields(_ words: [String]) -> [(key: String, value: JSONValue)] {
    var all: [String] = []
    for word in words where !all.contains(word) { all.append(word) }
    let choices: [JSONValue] = [
      ["enum": texts(all)], ["type": texts(["null", "boolean"])], ["enum": texts(["", "-"])],
    ]
    return [(key: "anyOf", value: .list(choices))]
  }

  // MARK: Cells

  private static let blank = "|–|—|-|n/a|N/A|NA|#N/A|na|null"

  private static var basics: [(key: String, value: JSONValue)] {
    let scalar = texts(["string", "number", "boolean", "null"])
    func pattern(_ pattern: String, _ types: [String]) -> JSONValue {
      ["type": texts(types), "pattern": text("^(?:\(pattern)\(blank))$")]
    }
    let months = "[A-Za-z]{3,9}\\.?"
    let dates = [
      "\\d{4}[-/]\\d{1,2}(?:[-/]\\d{1,2}(?:[T ].*)?)?", "\\d{1,2} \(months),? \\d{4}",
      "\(months) \\d{1,2},? \\d{4}", "\(months) \\d{4}", "\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}",
      "(?:Q[1-4]|H[12])(?:[ -](?:FY)?\\d{2,4})?", "\\d{4}-(?:Q[1-4]|H[12]|W\\d{2})",
      "FY ?\\d{2,4}",
    ].joined(separator: "|")
    let lengths =
      "daily|weekly|fortnightly|biweekly|bi-weekly|monthly|quarterly|yearly|annual|annually|"
      + "\\d+|(?:every )?(?:\\d+ )?(?:day|week|month|quarter|year)s?"
    return [
      (key: "text", value: ["type": scalar]),
      (
        key: "texts",
        value: any([reference("text"), ["type": text("array"), "items": reference("text")]])
      ),
      (
        key: "number",
        value: pattern("[-+−~≈ ]*[$€£¥]?[-+ ]*[0-9.][^\\n]*", ["number", "string", "null"])
      ),
      (
        key: "target",
        value: any([
          ["type": texts(["number", "boolean", "null"])],
          ["type": text("string"), "pattern": text("[0-9]")],
          [
            "enum": texts([
              "done", "yes", "no", "complete", "completed", "launched", "live", "shipped",
              "achieved", "reached", "finished", "open", "not done", "not started", "in progress",
              "wip", "missed", "", "-",
            ])
          ],
        ])
      ),
      (key: "date", value: pattern(dates, ["string", "null"])),
      (
        key: "flag",
        value: any([
          ["type": texts(["boolean", "null"])],
          ["enum": .list([.number(0), .number(1)])],
          ["enum": texts(["yes", "no", "true", "false", "y", "n", "x", "✓", "1", "0", "", "-"])],
        ])
      ),
      (key: "duration", value: pattern(lengths, ["string", "number", "null"])),
      (key: "count", value: pattern("\\d+", ["number", "string"])),
      (key: "record", value: ["type": texts(["object", "array", "null"])]),
      (
        key: "linked_goals",
        value: any([
          reference("text"),
          ["type": text("array"), "items": any([reference("text"), reference("linked_goal")])],
          reference("linked_goal"),
        ])
      ),
      (key: "linked_goal", value: ["type": text("object")]),
      (key: "milestones", value: ["type": texts(["object", "array", "string", "null"])]),
    ]
  }

  // MARK: Settings

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _: Choice.Type
  ) -> JSONValue {
    ["enum": texts(Choice.allCases.map(\.rawValue))]
  }

  /// Every setting with what it may be.
  static let settingRules: [(key: String, value: JSONValue)] = [
    (key: "name", value: reference("text")),
    (
      key: "fiscal_year_start",
      value: any([
        ["type": text("string"), "pattern": text("^(?:[A-Za-z]{3,9}|1[0-2]|[1-9])$")],
        ["enum": .list((1...12).map { .number(Double($0)) })],
      ])
    ),
    (key: "fiscal_year_named_by", value: choice(FiscalCalendar.YearName.self)),
    (key: "week_start", value: ["type": text("string"), "pattern": text("^[A-Za-z]{3,9}$")]),
    (key: "cadence", value: reference("duration")), (key: "grace", value: reference("duration")),
    (key: "status_policy", value: choice(StatusPolicy.self)),
    (key: "status_roll_up", value: choice(StatusRollUp.self)),
    (key: "missing", value: choice(MissingInRollUp.self)),
    (key: "rollup", value: choice(RollUpSource.self)),
    (key: "maintain", value: choice(MaintainPolicy.self)),
    (key: "overload", value: reference("count")),
    (key: "levels", value: ["type": text("array"), "items": reference("text")]),
    (
      key: "kinds",
      value: [
        "type": text("object"),
        "additionalProperties": [
          "type": texts(["object", "null"]),
          "properties": ["plural": reference("text"), "fields": ["type": text("object")]],
          "additionalProperties": .flag(false),
        ],
      ]
    ),
    (
      key: "links",
      value: [
        "type": text("object"),
        "additionalProperties": any([
          choice(LinkKind.Effect.self), reference("record"),
        ]),
      ]
    ),
    (key: "files", value: ["type": texts(["object", "array"])]),
    (key: "snapshots", value: reference("texts")), (key: "ignore", value: reference("texts")),
    (key: "date_order", value: ["enum": texts(["dmy", "mdy"])]),
  ]

  private static var settings: JSONValue {
    [
      "type": texts(["object", "null"]), "properties": .object(settingRules),
      "additionalProperties": .flag(false),
    ]
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { (key: $0.0, value: $0.1) })
  }
}
