// How much a text and its run may use. What counts it stands in Execute/Budget.

/// The most that one run may use; nil means no limit.
///
/// A tick is a row, an edge of the graph or a call, and of a call that goes through a long list or
/// text 64 members or 1,024 bytes: the count does not change when plans do. The same
/// text over the same graph with the same limits always ends the same way. Time is not among them,
/// as it would not: give the run a ``Cancellation`` that is due.
public struct Limits: Hashable, Sendable {
  /// Rows, edges and calls.
  public var ticks: Int?
  /// Bytes charged for intermediate values, before they are allocated.
  public var bytes: Int?
  /// Rows of an answer.
  public var rows: Int?
  /// Bytes that a run gives to its host: 16 a value, and the UTF-8 of texts.
  public var outputBytes: Int?
  /// Calls of the program's own functions inside each other.
  public var callDepth: Int
  /// Lists and records inside each other.
  public var valueNesting: Int
  /// UTF-8 bytes of one text.
  public var textBytes: Int
  /// Members of one list.
  public var listLength: Int
  /// How large the text may be.
  public var source: ParserLimits

  /// Limits of one's own; what is not given is as in ``standard``.
  public init(
    ticks: Int? = nil, bytes: Int? = 1 << 30, rows: Int? = nil, outputBytes: Int? = nil,
    callDepth: Int = 200, valueNesting: Int = 128, textBytes: Int = 16 << 20,
    listLength: Int = 10_000_000, source: ParserLimits = .standard
  ) {
    self.ticks = ticks
    self.bytes = bytes
    self.rows = rows
    self.outputBytes = outputBytes
    self.callDepth = callDepth
    self.valueNesting = valueNesting
    self.textBytes = textBytes
    self.listLength = listLength
    self.source = source
  }

  /// For people and programs that trust the text: 1 GiB of intermediate values, 200 calls deep,
  /// 128 lists deep, texts of 16 MiB, lists of 10 million, source texts as large as can be.
  public static let standard = Limits()

  /// For texts of strangers: 10 million ticks, 64 MiB of intermediate values, 100,000 rows and 16 MiB
  /// of answers, 64 calls deep, 64 lists deep, texts of 1 MiB, lists of 100,000, source texts of
  /// ``ParserLimits/untrusted``.
  public static let untrusted = Limits(
    ticks: 10_000_000, bytes: 64 << 20, rows: 100_000, outputBytes: 16 << 20, callDepth: 64,
    valueNesting: 64, textBytes: 1 << 20, listLength: 100_000, source: .untrusted)
}

/// What can be limited: which limit ended a run.
public enum LimitKind: String, Hashable, Sendable, CaseIterable {
  /// Rows, edges and calls.
  case ticks
  /// Bytes of intermediate values.
  case bytes
  /// Rows of an answer.
  case rows
  /// Bytes given to the host.
  case outputBytes
  /// Calls of the program's own functions inside each other.
  case callDepth
  /// Queries and expressions inside each other while they run: 256, which hosts cannot change.
  case depth
  /// Lists and records inside each other.
  case valueNesting
  /// Bytes of one text.
  case textBytes
  /// Members of one list.
  case listLength
  /// The time that the ``Cancellation`` of the run gave it.
  case deadline
  /// Bytes of the source text.
  case sourceBytes
  /// Brackets inside each other in the source text.
  case sourceNesting
  /// Parts of the source text.
  case sourceNodes
}
