// The shapes of answers. The drawing is GroveRender's; formats of columns are words of the language
// (`ColumnFormat` in GroveSyntax).

/// The shape a result asks for with `render SHAPE`.
public enum RenderShape: String, Hashable, Sendable, CaseIterable {
  case table, list, tree, bars, line, heatmap, timeline, matrix, dot, mermaid
  /// The sentences of `say`, which is a stage of its own and no word after `render`.
  case sentences

  /// Those that `render` draws.
  public static var drawn: [RenderShape] { allCases.filter { $0 != .sentences } }
}
