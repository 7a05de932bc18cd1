// What an expression means for one row: a plain walk over the parsed tree. Yes/no has three values,
// missing being nil. Names are looked up at every step; nothing is prepared.

import Grove
import GroveSyntax

/// A row at some stage.
struct NaiveRow {
  var node: Node?
  var columns: [(name: String, value: Value)] = []

  func column(_ name: String) -> Value? { columns.first { $0.name == name }?.value }
}

/// A row as an expression sees it.
struct NaiveFrame {
  var row: NaiveRow
  /// Whether the fields of the row's node can be named.
  var hasFields = true
  /// What aggregates run over, and where the row stands in it.
  var table: [NaiveRow] = []
  var place = 0
  /// The keys, when it stands for a group.
  var groupKeys: [(name: String, value: Value)]?
  /// The keys of the group the row is in.
  var keysOfGroup: [(name: String, value: Value)] = []
  /// Names the row in nested queries.
  var binding: String?
}

/// Where an expression stands.
struct NaivePlace {
  /// Rows for `this` and `outer`, innermost last.
  var frames: [NaiveFrame] = []
  /// The row that bare words speak of, where that is not `this`: in the value of a modifier.
  var bare: NaiveFrame?
  /// Rows by the names that `as $o` gives.
  var bindings: [String: NaiveFrame] = [:]

  var row: NaiveFrame? { bare ?? frames.last }

  func entering(_ frame: NaiveFrame) -> NaivePlace {
    var copy = self
    copy.frames.append(frame)
    copy.bare = nil
    if let name = frame.binding { copy.bindings[name] = frame }
    return copy
  }

  /// The place of a modifier's value.
  func valueOfModifier(_ frame: NaiveFrame) -> NaivePlace {
    var copy = self
    copy.bare = frame
    if let name = frame.binding { copy.bindings[name] = frame }
    return copy
  }
}

/// Why the oracle gives no answer.
package enum NaiveTrouble: Error {
  /// It does not know this part of the language.
  case unsupported(String)
}

extension NaiveEngine {
  // MARK: Conditions

  /// Yes, no or (nil) missing.
  func condition(_ expression: Expression, _ place: NaivePlace) throws -> Bool? {
    switch expression.form {
    case .group(let inner): return try condition(inner, place)
    case .field(let name): return try word(name.text, place)
    case .not(let inner): return try condition(inner, place).map { !$0 }
    case .logic(.and, let members): return try all(members.map { try condition($0, place) })
    case .logic(.or, let members): return try any(members.map { try condition($0, place) })
    default: return truth(try value(expression, place))
    }
  }

  func all(_ flags: [Bool?]) -> Bool? {
    flags.contains(false) ? false : flags.contains(nil) ? nil : true
  }

  func any(_ flags: [Bool?]) -> Bool? {
    flags.contains(true) ? true : flags.contains(nil) ? nil : false
  }

  /// A date is yes once it has come.
  private func truth(_ value: Value) -> Bool? {
    switch value {
    case .flag(let flag): flag
    case .date(let day): day <= graph.today
    default: nil
    }
  }

  /// A bare word: a yes/no field, a date that has come, or a word of a closed set.
  func word(_ name: String, _ place: NaivePlace) throws -> Bool? {
    guard let frame = place.row else {
      throw NaiveTrouble.unsupported("the word \(name) without a row")
    }
    if let column = frame.row.column(name) ?? key(name, frame) { return truth(column) }
    guard let node = frame.row.node, frame.hasFields else {
      throw NaiveTrouble.unsupported("the word \(name)")
    }
    let definition = graph.schema.definition(graph.kind(node))
    if let field = definition.field(name) {
      if field.type == .date {
        if case .date(let day) = graph.field(name, node) { return day <= graph.today }
        return false
      }
      return truth(graph.field(name, node))
    }
    let lender = definition.fields.first {
      $0.origin != .computed && $0.closedSet?.contains(name) == true
    }
    guard let lender else {
      // On mixed kinds a word that only others know is missing.
      return nil
    }
    guard case .text(let word) = graph.field(lender.name, node) else { return nil }
    return word == name
  }

  private func key(_ name: String, _ frame: NaiveFrame) -> Value? {
    (frame.groupKeys ?? frame.keysOfGroup).first { $0.name == name }?.value
  }

  // MARK: Values

  func value(_ expression: Expression, _ place: NaivePlace) throws -> Value {
    switch expression.form {
    case .literal(let literal): return try self.literal(literal)
    case .text(let template):
      guard let text = template.plainText else { throw NaiveTrouble.unsupported("interpolation") }
      return .text(text)
    case .node(let reference):
      guard let node = graph.nodesByID[reference.id == "me" ? me ?? "" : reference.id] else {
        throw NaiveTrouble.unsupported("@\(reference.id)")
      }
      return .node(node)
    case .variable(let variable):
      guard let node = place.bindings[variable.name]?.row.node else {
        throw NaiveTrouble.unsupported("$\(variable.name)")
      }
      return .node(node)
    case .this: return .node(try node(place, level: 0))
    case .outer: return .node(try node(place, level: 1))
    case .field(let name): return try field(name.text, place.row)
    case .adjective(let adjective): return try field(adjective.rawValue, place.row)
    case .status(let status):
      let field = try field(status.isStated ? "stated_status" : "status", place.row)
      return flag(compare(.equal, field, .text(status.word.rawValue)))
    case .call(let name, let arguments): return try call(name.text, arguments, place)
    case .query(let query): return try value(of: query, place)
    case .group(let inner): return try value(inner, place)
    case .alternatives(let members), .list(let members):
      return .list(try members.map { try value($0, place) })
    case .path(let base, let suffixes): return try path(base, suffixes, place)
    case .negate(let operand):
      switch try value(operand, place) {
      case .number(let number): return .number(0 - number)
      case .ratio(let number): return .ratio(0 - number)
      case .points(let number): return .points(0 - number)
      case .duration(let length):
        return .duration(CalendarDuration(months: -length.months, days: -length.days))
      default: return .missing
      }
    case .moment(let moment, let operand):
      guard let span = period(try value(operand, place)) else { return .missing }
      return moment == .start ? .date(span.start) : span.lastDay.map { .date($0) } ?? .missing
    case .product(let first, let terms):
      var left = try value(first, place)
      for term in terms {
        left = arithmetic(term.sign.rawValue, left, try value(term.operand, place))
      }
      return left
    case .sum(let first, let terms):
      var left = try value(first, place)
      for term in terms {
        left = arithmetic(term.sign.rawValue, left, try value(term.operand, place))
      }
      return left
    case .range(let start, let end):
      guard let first = firstDay(try value(start, place)) else { return .missing }
      switch end {
      case .date: return Period(first: first, last: graph.today).map { .period($0) } ?? .missing
      case .moment(let moment):
        guard let last = firstDay(try value(moment, place)) else { return .missing }
        return Period(start: first, end: last).map { .period($0) } ?? .missing
      }
    case .coalesce(let members):
      for member in members {
        let value = try value(member, place)
        if !value.isMissing, value != .list([]) { return value }
      }
      return .missing
    case .comparison(let left, let comparator, let isNegated, let right):
      let result = test(comparator, try value(left, place), try value(right, place))
      return flag(isNegated ? result.map { !$0 } : result)
    case .between(let operand, let isNegated, let low, let high):
      let value = try value(operand, place)
      let result = all([
        compare(.since, value, try self.value(low, place)),
        compare(.until, value, try self.value(high, place)),
      ])
      return flag(isNegated ? result.map { !$0 } : result)
    case .presence(let operand, let isPresent):
      let value = try value(operand, place)
      return .flag((value.isMissing || value == .list([])) != isPresent)
    case .not, .logic: return flag(try condition(expression, place))
    case .conditional(let branches, let otherwise):
      for branch in branches {
        switch try condition(branch.condition, place) {
        case true?: return try value(branch.value, place)
        case nil: return .missing
        case false?: continue
        }
      }
      return try value(otherwise, place)
    default: throw NaiveTrouble.unsupported("\(expression.form)")
    }
  }

  func flag(_ flag: Bool?) -> Value { flag.map { .flag($0) } ?? .missing }

  private func node(_ place: NaivePlace, level: Int) throws -> Node {
    guard place.frames.count > level,
      let node = place.frames[place.frames.count - 1 - level].row.node
    else { throw NaiveTrouble.unsupported("a row \(level) out") }
    return node
  }

  // MARK: Names

  func field(_ name: String, _ frame: NaiveFrame?) throws -> Value {
    guard let frame else { throw NaiveTrouble.unsupported("the field \(name) without a row") }
    if let column = frame.row.column(name) ?? key(name, frame) { return column }
    guard let node = frame.row.node, frame.hasFields else {
      throw NaiveTrouble.unsupported("the field \(name)")
    }
    return member(name, .node(node))
  }

  /// A field or relation of a node, or of each in a list.
  func member(_ name: String, _ base: Value) -> Value {
    switch base {
    case .node(let node):
      let definition = graph.schema.definition(graph.kind(node))
      if definition.field(name) != nil { return graph.field(name, node) }
      guard let found = graph.related(name, node), let relation = definition.relation(name) else {
        return .missing
      }
      let nodes = found.map { Value.node($0) }
      return relation.many ? .list(nodes) : nodes.first ?? .missing
    case .list(let members):
      let parts = members.map { member(name, $0) }
      let isRelation = members.contains { value in
        guard case .node(let node) = value else { return false }
        let definition = graph.schema.definition(graph.kind(node))
        return definition.field(name) == nil && definition.relation(name) != nil
      }
      guard isRelation else { return .list(parts) }
      var all: [Value] = []
      for part in parts {
        let more: [Value] = if case .list(let nodes) = part { nodes } else { [part] }
        for value in more where !value.isMissing && !all.contains(value) { all.append(value) }
      }
      return .list(all)
    case .period(let period):
      return name == "start" ? .date(period.start) : period.lastDay.map { .date($0) } ?? .missing
    case .record(let record): return record[name] ?? .missing
    default: return .missing
    }
  }

  private func path(
    _ base: Expression, _ suffixes: [Suffix], _ place: NaivePlace
  ) throws -> Value {
    var rest = suffixes[...]
    var level = base.form == .outer ? 1 : 0
    var current: Value
    if base.form == .this || base.form == .outer {
      while case .name(let name)? = rest.first, base.form == .outer, name.text == "outer" {
        level += 1
        rest = rest.dropFirst()
      }
      guard place.frames.count > level else { throw NaiveTrouble.unsupported("a row \(level) out") }
      let frame = place.frames[place.frames.count - 1 - level]
      if case .name(let name)? = rest.first {
        current = try field(name.text, frame)
        rest = rest.dropFirst()
      } else {
        current = .node(try node(place, level: level))
      }
    } else {
      current = try value(base, place)
    }
    for suffix in rest {
      switch suffix {
      case .name(let name): current = member(name.text, current)
      case .index(let index):
        guard case .list(let members) = current, case .number(let number) = try value(index, place),
          let position = Int(exactly: number), members.indices.contains(position)
        else { return .missing }
        current = members[position]
      }
    }
    return current
  }
}
