// What can happen to a graph after it was loaded, as values, and why something cannot.

public import GroveSyntax

/// Something that happened: `GoalGraph.applying(_:)` makes the graph in which it has.
///
/// Goals are named by their ids. Values of references are ids, too (of people, teams and cycles
/// also names), as text or a list of texts.
public enum GraphEvent: Hashable, Sendable {
  /// A check-in: what was said of a goal on a day. Confidence is from 0 to 1; `recorded` is the day
  /// it was entered, when that is another.
  case checkIn(
    goal: String, date: CivilDate, value: Double? = nil, confidence: Double? = nil,
    statedStatus: String? = nil, note: String? = nil, author: String? = nil,
    recorded: CivilDate? = nil)
  /// A field of a goal takes another value on a day, or none (`.missing`). Without a day it is a
  /// correction: it counts as having been so all along, and nothing is recorded of it.
  case set(
    goal: String, field: String, to: Value, date: CivilDate? = nil, author: String? = nil,
    recorded: CivilDate? = nil)
  /// A new goal, of one of the four kinds or a workspace's own. Its fields may hold `created`, the
  /// day before which it was not there.
  case add(kind: Kind, id: String, fields: [String: Value] = [:])
  /// A goal supports (blocks, continues ...) another from a day on; without a day it always did.
  case link(
    child: String, parent: String, kind: String = Schema.defaultLinkKind, weight: Double? = nil,
    date: CivilDate? = nil)
  /// The links from a goal to another, of one kind or (nil) of all, are cut on a day.
  case unlink(child: String, parent: String, kind: String? = nil, date: CivilDate)
}

/// Why an event does not fit a graph.
public struct GraphEventError: Error, Hashable, Sendable {
  /// The event's place in the list, from 0.
  public let event: Int
  /// What sort of mistake it is; the same codes as those of files.
  public let code: DiagnosticCode
  /// The field it lies in, nil when it concerns the event.
  public let field: String?
  /// What is wrong, in a sentence.
  public let message: String
}

extension GraphEventError: CustomStringConvertible {
  /// The message with its code and the number of the event, from 1.
  public var description: String { "\(code.id), event \(event + 1): \(message)" }
}

extension GoalGraph {
  /// The graph in which all these events have happened, in this order. This graph, and all that was
  /// asked of it, stay as they are; what the events do not touch is shared.
  ///
  /// The result is what loading the files would give had they told of the events last: a dated
  /// `set` is a recorded change, a check-in takes its place by date. Only that new rows have no file
  /// and line, and new links stand behind the others.
  ///
  /// - Throws: for the first event that does not fit (an unknown goal, a value of another type, a
  ///   word outside a closed set, a second link of a kind, a loop); then nothing has happened.
  /// - Complexity: O(events + rows of the tables they touch). A check-in copies the table of
  ///   check-ins; links and new goals make the index of links anew.
  public func applying(_ events: [GraphEvent]) throws(GraphEventError) -> GoalGraph {
    guard !events.isEmpty else { return self }
    if let view {
      var application = EventApplication(view.origin)
      let graph = try application.apply(events)
      return graph.seen(from: view.viewpoint.moved(application.remake.places))
    }
    var application = EventApplication(self)
    return try application.apply(events)
  }
}
