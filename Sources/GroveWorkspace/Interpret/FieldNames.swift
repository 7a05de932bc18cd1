// The names that files give to fields: spellings of people and of the known tools, and the field of
// the schema each one means for a kind of row.

import Grove

/// What a column (or key) of a file is for.
enum FieldUse: Hashable {
  /// A field of the schema, read by its type.
  case stored(String)
  /// A number that a goal is judged by; read together with the others of the row.
  case measure(MeasureRole)
  /// A number is the baseline, a date the first day.
  case startOrBaseline
  /// The owner's word for the status, or the state.
  case status
  /// The parents that links of this kind lead to; `isReversed` names the children instead.
  case links(String, isReversed: Bool)
  case milestones
  /// `{green: 90, amber: 75}`.
  case bands
  /// A field of the workspace's own, by the header's name.
  case custom(String)
  case ignored
}

extension FieldUse {
  /// The field that the line of a cell is noted under; nil where rows of their own come of it.
  var noted: String? {
    switch self {
    case .stored(let name), .custom(let name): name
    case .measure(.keep): MeasureRole.target.rawValue
    case .measure(let role): role.rawValue
    case .startOrBaseline: "start"
    case .status: "stated_status"
    case .milestones: "milestones"
    case .bands: MeasureRole.greenFrom.rawValue
    case .links, .ignored: nil
    }
  }
}

/// The numbers of a goal that are read together.
enum MeasureRole: String, Hashable, CaseIterable {
  case baseline, target, current, keep, low, high, stretch, plan
  case greenFrom = "green_from"
  case amberFrom = "amber_from"
}

/// Looks up the names of columns and keys.
enum FieldNames {
  /// One spelling for a header: `Start Date`, `startDate` and `start-date` are `start_date`.
  static func normalized(_ header: String) -> String {
    var result = ""
    var previous: Character = " "
    for character in header {
      if character.isLetter || character.isNumber {
        if character.isUppercase, previous.isLowercase || previous.isNumber, !result.isEmpty {
          result += "_"
        }
        result += character.lowercased()
      } else if character == "%" {
        result += result.isEmpty || result.hasSuffix("_") ? "percent" : "_percent"
      } else if !result.isEmpty, !result.hasSuffix("_") {
        result += "_"
      }
      previous = character
    }
    while result.hasSuffix("_") { result.removeLast() }
    return result
  }

  /// What a column of that header is for, with a field of its own when nothing is known of it.
  static func use(of header: String, for definition: KindDefinition, links: [LinkKind]) -> FieldUse
  {
    let name = normalized(header)
    if name.isEmpty { return .ignored }
    if let use = known(name, for: definition, links: links) { return use }
    let own = definition.field(name) == nil && definition.relation(name) == nil
    return .custom(own ? name : "\(name)_in_file")
  }

  /// What a normalised name is for; missing when it is not known.
  static func known(
    _ name: String, for definition: KindDefinition, links: [LinkKind]
  ) -> FieldUse? {
    let family = family(of: definition.kind)
    if let use = family[name] { return use }
    if definition.table == .goals {
      if let use = goal[name] { return checked(use, definition) }
      if definition.kind == .keyResults || definition.kind == .kpis, let use = measured[name] {
        return use
      }
      if definition.field(name) == nil, links.contains(where: { $0.name == name }) {
        return .links(name, isReversed: false)
      }
    }
    if let field = definition.field(name), field.isStored { return .stored(name) }
    return nil
  }

  /// All names that are known for a kind, for the nearest one to a misspelt header.
  static func names(for definition: KindDefinition, links: [LinkKind]) -> [String] {
    var names = definition.fields.filter(\.isStored).map(\.name)
    names += family(of: definition.kind).keys.sorted()
    if definition.table == .goals {
      names += goal.keys.sorted() + links.map(\.name)
      if definition.kind == .keyResults || definition.kind == .kpis {
        names += measured.keys.sorted()
      }
    }
    return names
  }

  /// A name that all goals share, if this kind has its field.
  private static func checked(_ use: FieldUse, _ definition: KindDefinition) -> FieldUse? {
    guard case .stored(let name) = use else { return use }
    return definition.field(name) == nil ? nil : use
  }

  private static func family(of kind: Kind) -> [String: FieldUse] {
    switch kind {
    case .objectives: objective
    case .keyResults: keyResult
    case .kpis: kpi
    case .initiatives: initiative
    case .checkIns: checkIn
    case .teams: team
    case .people: person
    case .cycles: cycle
    case .links: link
    case .changes: change
    default: [:]
    }
  }

  private static func table(_ rows: [(FieldUse, String)]) -> [String: FieldUse] {
    var result: [String: FieldUse] = [:]
    for (use, names) in rows {
      for name in names.split(separator: " ") { result[String(name)] = use }
    }
    return result
  }

  private static let goal = table([
    (.stored("id"), "id key row_id identifier ref gid goal_identifier"),
    (.stored("title"), "title name summary goal goal_title objective_title text"),
    (.stored("description"), "description notes details definition body"),
    (
      .stored("owners"),
      "owner owners owner_email owner_emails owner_email_id assignee responsible dri owned_by"
    ),
    (.stored("teams"), "team teams department departments"),
    (.stored("cycle"), "cycle period quarter time_period goal_cycle"),
    (.stored("start"), "start starts start_date expected_start_date start_on begin begins"),
    (
      .stored("due"),
      "due end ends due_date end_date deadline expected_end_date due_on due_at target_date"
    ),
    (.status, "status progress_status rag"),
    (
      .stored("stated_progress"),
      "stated_progress progress percent_done percent_complete completion percent_completed percent"
    ),
    (.stored("stated_score"), "stated_score score final_score"),
    (.stored("commitment"), "commitment okr_type ambition"),
    (.stored("confidence"), "confidence confidence_level"),
    (.stored("weight"), "weight weightage importance goal_weight"),
    (.stored("level"), "level scope"),
    (.stored("tags"), "tags tag labels categories"),
    (.stored("created"), "created created_at created_on"),
    (.stored("updated"), "updated updated_at last_updated"),
    (.stored("cadence"), "cadence check_in_frequency notification_frequency"),
    (.stored("continues"), "continues carried_from continues_from"),
    (
      .links("supports", isReversed: false),
      "supports parent parents parent_id parent_ids parent_goal_ids parent_row_ids "
        + "parent_objective_id aligned_to contributes_to"
    ),
    (.links("blocks", isReversed: true), "blockers blocked_by"),
  ])

  private static let measured = table([
    (
      .measure(.baseline),
      "baseline from start_value starting_value steps_start metric_start initial_number_value "
        + "initial_value"
    ),
    (
      .measure(.target),
      "target to target_value steps_end metric_target target_number_value goal_value"
    ),
    (
      .measure(.current),
      "current now actual value current_value current_number_value steps_current latest"
    ),
    (.measure(.keep), "keep maintain"),
    (.measure(.low), "low min target_value_min"),
    (.measure(.high), "high max target_value_max"),
    (.measure(.stretch), "stretch stretch_goal"),
    (.stored("unit"), "unit units metric_unit unit_measure"),
    (.startOrBaseline, "start"),
    (.milestones, "milestones"),
  ])

  private static let objective = table([
    (.stored("title"), "objective"),
    (.stored("rollup"), "rollup roll_up"),
  ])

  private static let keyResult = table([
    (.stored("title"), "key_result kr"),
    (
      .stored("objectives"),
      "objective objectives objective_id parent parents parent_id parent_objective_id parent_objective"
    ),
    (.startOrBaseline, "start"),
  ])

  private static let kpi = table([
    (.stored("title"), "kpi metric indicator_name"),
    (.links("covers", isReversed: false), "covers objective objectives objective_id"),
    (.measure(.greenFrom), "green_from green green_above"),
    (.measure(.amberFrom), "amber_from amber red_below red_above"),
    (.measure(.plan), "plan planned"),
    (.bands, "bands"),
    (.stored("aggregate"), "aggregate aggregation"),
    (.stored("indicator"), "indicator lead_lag"),
    (.stored("frequency"), "frequency update_frequency"),
    (.startOrBaseline, "start"),
  ])

  private static let initiative = table([
    (.stored("title"), "initiative project task"),
    (
      .links("supports", isReversed: false),
      "goals objective objectives objective_id key_result key_results key_result_id"
    ),
  ])

  private static let checkIn = table([
    (.stored("goal"), "goal goal_id key_result key_result_id kr kpi kpi_id objective objective_id"),
    (.stored("date"), "date on day checkin_date check_in_date"),
    (.stored("recorded"), "recorded recorded_on recorded_at entered created created_at created_on"),
    (.measure(.current), "value now current actual score current_value"),
    (.stored("confidence"), "confidence confidence_level"),
    (.status, "status stated_status rag"),
    (.stored("note"), "note notes comment comments body text change_info"),
    (.stored("author"), "author by created_by owner who"),
  ])

  private static let team = table([
    (.stored("name"), "name team title"),
    (.stored("parent"), "parent parent_id parent_team part_of"),
    (.stored("lead"), "lead head manager"),
  ])

  private static let person = table([
    (.stored("id"), "id handle username"),
    (.stored("name"), "name full_name person"),
    (.stored("email"), "email mail e_mail email_address"),
    (.stored("team"), "team department"),
    (.stored("manager"), "manager manager_id manager_email reports_to boss"),
    (.stored("left"), "left left_on termination_date"),
  ])

  private static let cycle = table([
    (.stored("name"), "name label title"),
    (.stored("start"), "start starts start_date start_on from begins"),
    (.stored("end"), "end ends end_date end_on to due"),
    (.stored("parent"), "parent parent_id"),
    (.stored("kind"), "kind type"),
  ])

  private static let link = table([
    (.stored("child"), "child source from"),
    (.stored("parent"), "parent target to"),
    (.stored("kind"), "kind type link"),
    (.stored("weight"), "weight contribution_weight"),
    (.stored("strength"), "strength correlation"),
    (.stored("added"), "added since"),
    (.stored("removed"), "removed until"),
  ])

  private static let change = table([
    (.stored("goal"), "goal goal_id key_result key_result_id kr kpi kpi_id objective objective_id"),
    (.stored("date"), "date on day effective effective_date changed_on"),
    (.stored("recorded"), "recorded recorded_on recorded_at entered created created_at created_on"),
    (.stored("field"), "field attribute property what"),
    (.stored("old"), "old from old_value previous before"),
    (.stored("new"), "new to new_value value after"),
    (.stored("author"), "author by created_by changed_by who"),
  ])
}
