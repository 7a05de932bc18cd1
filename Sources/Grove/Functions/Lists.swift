// Functions of lists. `count`, `first`, `last` and `distinct` of a list are aggregates.

extension FunctionDefinition {
  static let lists: [FunctionDefinition] = [
    FunctionDefinition(
      "sorted", .lists, [Parameter("list", .list)], .sameAs(0),
      "The members from least to greatest, missing ones last; equal ones keep their order.",
      example: "print sorted([3, 1, 2])"
    ) { arguments, _ throws(FunctionFailure) in
      guard let members = arguments.list(at: 0) else { return .missing }
      let order = members.indices.sorted { left, right in
        let order = ValueOrder(members[left], members[right])
        return order == .same ? left < right : order == .orderedAscending
      }
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
  ]
}
