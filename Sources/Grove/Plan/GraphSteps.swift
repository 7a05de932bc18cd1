// Steps along the links of the graph, as plans name them: walks from rows to rows, and the paths
// between two places. The walking itself stands in Execute/Walking and Execute/Paths.

/// A walk from the rows at hand to those they are tied to.
package struct WalkPlan: Sendable {
  /// What leads from a row to the next.
  package enum Step: Sendable {
    /// Links of one kind (an index into `Schema.linkKinds`), or of all that show alignment.
    case links(LinkDirection, kind: Int?)
    /// A relation of the rows' kind; `repeats` when it leads to rows it can be followed from.
    case relation(RelationReference, repeats: Bool)
  }

  package var step: Step
  /// How many steps at most; nil for as many as there are.
  package var depth: Int?

  package init(_ step: Step, depth: Int?) {
    self.step = step
    self.depth = depth
  }
}

/// The simple paths upwards from some goals to others, over links that show alignment.
package struct PathPlan: Sendable {
  /// Where they begin and end: a node or a list of nodes, evaluated in the frame outside.
  package var from: ExpressionID
  package var to: ExpressionID
  /// How many links at most; nil for as many as there are.
  package var depth: Int?

  package init(from: ExpressionID, to: ExpressionID, depth: Int?) {
    self.from = from
    self.to = to
    self.depth = depth
  }
}

/// What a goal is to another that it leads up to.
package enum Standing: String, Hashable, Sendable, CaseIterable {
  /// The share of the other's progress that it contributes.
  case contribution
  /// How many simple paths lead from it to the other.
  case routes
}
