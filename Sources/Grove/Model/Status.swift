// The one status scale, from best to worst, and then what cannot be judged.
// The rules that place a goal on it stand in Numbers/StatusPolicy.

/// How a goal stands.
public enum Status: UInt8, CaseIterable, Sendable {
  /// Reached.
  case done
  /// Moving as expected, or faster.
  case onTrack
  /// Amber.
  case atRisk
  /// Red.
  case offTrack
  /// There is no value yet.
  case notStarted
  /// There is nothing to judge by.
  case unknown

  /// The name in the language: `on track`.
  public var name: String {
    switch self {
    case .done: "done"
    case .onTrack: "on track"
    case .atRisk: "at risk"
    case .offTrack: "off track"
    case .notStarted: "not started"
    case .unknown: "unknown"
    }
  }

  /// The six names in order.
  public static let names = allCases.map(\.name)

  /// The status of that name, nil for any other text.
  public init?(name: String) {
    guard let status = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = status
  }
}
