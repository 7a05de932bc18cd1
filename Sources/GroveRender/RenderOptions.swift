// What a rendering may depend on besides the result: all of it is given, nothing is looked up.

/// How results are drawn. The defaults suit a file or a pipe.
public struct RenderOptions: Sendable {
  /// The cells a line may take, or nil for as many as it needs.
  public var width: Int?
  /// Whether to colour with ANSI escape codes.
  public var color: Bool
  /// Whether own decoration (bars, ellipses, branches) may use more than ASCII.
  public var unicode: Bool
  /// Whether control characters of data are shown as symbols in text shapes.
  public var escapesControls: Bool
  /// Whether text starts with the line that says how the question was understood.
  public var echo: Bool
  /// Whether that line is cut to the width.
  public var cutsEcho: Bool
  /// Whether text rows carry the numbers that `$1`, `$2` refer to.
  public var numbersRows: Bool
  /// Whether CSV and TSV cells that a spreadsheet would run as a formula get a `'` in front.
  public var guardsFormulas: Bool
  /// The rows that text shows, counted from 0; nil for all. Machine formats write every row.
  public var rows: Range<Int>?

  /// Options of one's own.
  public init(
    width: Int? = nil, color: Bool = false, unicode: Bool = true, escapesControls: Bool = true,
    echo: Bool = true, cutsEcho: Bool = true, numbersRows: Bool = false,
    guardsFormulas: Bool = false,
    rows: Range<Int>? = nil
  ) {
    self.width = width
    self.color = color
    self.unicode = unicode
    self.escapesControls = escapesControls
    self.echo = echo
    self.cutsEcho = cutsEcho
    self.numbersRows = numbersRows
    self.guardsFormulas = guardsFormulas
    self.rows = rows
  }

  package var ellipsis: String { unicode ? "…" : "..." }
  package var missingSign: String { unicode ? "–" : "-" }
  package var separatorDot: String { unicode ? " · " : " | " }
}
