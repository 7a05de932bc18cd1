// How much a run may use. What counts it stands in Execute/Budget.

/// The most that one run may use; nil means no limit.
///
/// A tick is a row, an edge of the graph or a call: the count does not change when plans do.
public struct Limits: Hashable, Sendable {
  /// Rows, edges and calls.
  public var ticks: Int?
  /// Bytes charged for intermediate values, before they are allocated.
  public var bytes: Int?
  /// Rows of an answer.
  public var rows: Int?

  /// Limits of one's own.
  public init(ticks: Int? = nil, bytes: Int? = 1 << 30, rows: Int? = nil) {
    self.ticks = ticks
    self.bytes = bytes
    self.rows = rows
  }

  /// For people and programs that trust the text: 1 GiB of intermediate values.
  public static let standard = Limits()
  /// For texts of strangers: 10 million ticks, 64 MiB, 100,000 rows.
  public static let untrusted = Limits(ticks: 10_000_000, bytes: 64 << 20, rows: 100_000)
}
