// Functions of lists. `count`, `first`, `last` and `distinct` of a list are aggregates.

extension FunctionDefinition {
  static let lists: [FunctionDefinition] = [
    FunctionDefinition(
      "sorted", .lists, [Parameter("list", .list)], .sameAs(0),
      "The members from least to greatest, missing ones last; equal ones keep their order.",
      example: "print sorted([3, 1, 2])"
    ) { arguments, context throws(FunctionFailure) in
      guard let members = arguments.list(at: 0) else { return .missing }
      var order = Array(members.indices)
      let isDone = order.sort(asking: context.goesOn) { left, right in
        let order = ValueOrder(members[left], members[right])
        return order == .same ? left < right : order == .orderedAscending
      }
      guard isDone else { throw .stopped }
      return .list(order.map { members[$0] })
    },
    FunctionDefinition(
      "reverse", .lists, [Parameter("list", .list)], .sameAs(0), "The members from last to first.",
      example: "print reverse([1, 2, 3])"
    ) { arguments, _ throws(FunctionFailure) in
      arguments.list(at: 0).map { .list($0.reversed()) } ?? .missing
    },
    FunctionDefinition(
      "slice", .lists,
      [
        Parameter("list", .list), Parameter("from", .value(.number)),
        Parameter("to", .value(.number), optional: true),
      ], .sameAs(0),
      "The members from one place to the one before another (the end when not given), counted from "
        + "0. Places outside the list are moved to its ends.",
      missing: "When an argument is missing or no whole number.",
      example: "print slice([1, 2, 3], 1)"
    ) { arguments, _ throws(FunctionFailure) in
      guard let members = arguments.list(at: 0), let from = arguments.wholeNumber(at: 1),
        let to = arguments.wholeNumber(at: 2, default: members.count)
      else { return .missing }
      let start = min(max(from, 0), members.count)
      let end = min(max(to, start), members.count)
      return .list(Array(members[start..<end]))
    },
    FunctionDefinition(
      "append", .lists, [Parameter("list", .list), Parameter("value", .any)],
      .withMember(list: 0, member: 1), "The list with one member more at its end.",
      missing: "When the list is missing.", example: "print append([1, 2], 3)"
    ) { arguments, context throws(FunctionFailure) in
      guard let members = arguments.list(at: 0), arguments.count == 2 else { return .missing }
      let bytes = (members.count + 1) * MemoryLayout<Value>.stride
      guard bytes <= context.maximumBytes else { throw .needsBytes(bytes) }
      return .list(members + [arguments[1]])
    },
    FunctionDefinition(
      "concat", .lists, [Parameter("lists", .list, repeated: true)], .sameAs(0),
      "The members of all the lists, one list after the other.",
      example: "print concat([1, 2], [3])"
    ) { arguments, context throws(FunctionFailure) in
      var made: [Value] = []
      for place in arguments.indices {
        guard let members = arguments.list(at: place) else { return .missing }
        try context.check(members: made.count + members.count)
        made += members
      }
      return .list(made)
    },
    FunctionDefinition(
      "flatten", .lists, [Parameter("list", .list)], .memberOf(0),
      "The members of a list's lists in one list; a member that is no list stays as it is.",
      example: "print flatten([[1, 2], [3]])"
    ) { arguments, context throws(FunctionFailure) in
      guard let members = arguments.list(at: 0) else { return .missing }
      var made: [Value] = []
      for member in members {
        if case .list(let inner) = member {
          try context.check(members: made.count + inner.count)
          made += inner
        } else {
          made.append(member)
        }
      }
      return .list(made)
    },
    FunctionDefinition(
      "range", .lists,
      [Parameter("from", .value(.number)), Parameter("to", .value(.number), optional: true)],
      .always(.list(.number)),
      "The whole numbers from one up to the one before another; with one argument, from 0 up to the "
        + "one before it.",
      missing: "When an argument is missing or no whole number.", example: "print range(3)"
    ) { arguments, context throws(FunctionFailure) in
      guard let first = arguments.wholeNumber(at: 0),
        let second = arguments.wholeNumber(at: 1, default: first)
      else { return .missing }
      let (from, to) = arguments.count > 1 ? (first, second) : (0, first)
      let (count, overflow) = to.subtractingReportingOverflow(from)
      let (bytes, isTooMuch) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
      guard from < to else { return .list([]) }
      guard !overflow, !isTooMuch, bytes <= context.maximumBytes else {
        throw .needsBytes(isTooMuch || overflow ? .max : bytes)
      }
      return .list((from..<to).map { .number(Double($0)) })
    },
  ]
}

extension FunctionContext {
  /// Asks for the bytes of a list before it is made.
  fileprivate func check(members count: Int) throws(FunctionFailure) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard !overflow, bytes <= maximumBytes else { throw .needsBytes(overflow ? .max : bytes) }
  }
}
