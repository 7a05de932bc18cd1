// Text for people: the shape that the query asked for, between the line that says how the question
// was understood and the remarks below. The shapes stand under Shapes/.

import Grove

/// `table`: text for people, in the shape that the query asks for.
struct TextFormat: ResultFormat {
  let name = "table"
  let summary =
    "aligned text for people; draws lists, trees, charts and graphs when a query says so"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    switch result.shape {
    case .dot: return commented("//", result, options, to: &output) { $0.writeDot(to: &$1) }
    case .mermaid: return commented("%%", result, options, to: &output) { $0.writeMermaid(to: &$1) }
    default: break
    }
    if options.echo { EchoLine.write(result, options: options, to: &output) }
    var hidden: [String] = []
    switch result.shape {
    case .table: hidden = TableShape(result: result, options: options).write(to: &output)
    case .list: ListShape(result: result, options: options).write(to: &output)
    case .tree:
      if let paths = PathTree(result: result, options: options) {
        paths.write(to: &output)
        break
      }
      let branches = TreeShape.branches(of: result, options: options)
      let table = TableShape(result: result, options: options, branches: branches)
      hidden = table.write(to: &output)
    case .sentences:
      if let sentences = SentencesShape(result: result, options: options) {
        sentences.write(to: &output)
      } else {
        hidden = TableShape(result: result, options: options).write(to: &output)
      }
    case .bars: hidden = BarsShape(result: result, options: options).write(to: &output)
    case .line: hidden = LineShape(result: result, options: options).write(to: &output)
    case .heatmap: hidden = HeatmapShape(result: result, options: options).write(to: &output)
    case .timeline: hidden = TimelineShape(result: result, options: options).write(to: &output)
    case .matrix: hidden = MatrixShape(result: result, options: options).write(to: &output)
    case .dot, .mermaid: break
    }
    Footer.write(result, hiddenColumns: hidden, options: options, to: &output)
  }

  /// A graph for another program, with what stands round an answer as its comments.
  private func commented(
    _ sign: String, _ result: QueryResult, _ options: RenderOptions, to output: inout ByteOutput,
    _ draw: (GraphShape, inout ByteOutput) -> Void
  ) {
    var plain = options
    plain.color = false
    plain.width = nil
    func comment(_ write: (inout ByteOutput) -> Void) {
      var lines = ByteOutput()
      write(&lines)
      for line in lines.text.split(separator: "\n") {
        output.write("\(sign) \(line)")
        output.endLine()
      }
    }
    if options.echo { comment { EchoLine.write(result, options: plain, to: &$0) } }
    draw(GraphShape(result: result, options: plain), &output)
    comment { Footer.write(result, hiddenColumns: [], options: plain, to: &$0) }
  }

  func write(
    _ card: NodeCard, query: String, options: RenderOptions, to output: inout ByteOutput
  ) {
    CardRenderer(card: card, options: options).write(to: &output)
  }

  func write(_ answer: PlainAnswer, options: RenderOptions, to output: inout ByteOutput) {
    let column = QueryResult.Column(name: "value", type: .any)
    let cell = CellText(
      column: column, graph: answer.graph, today: answer.today, options: options)
    output.write(cell.text(answer.value))
    output.endLine()
  }

  func write(
    _ explanation: Explanation, options: RenderOptions, to output: inout ByteOutput
  ) {
    ExplanationRenderer(options: options).write([explanation], to: &output)
  }

  func write(_ answer: WhyAnswer, options: RenderOptions, to output: inout ByteOutput) {
    WhyRenderer(answer: answer, options: options).write(to: &output)
  }
}
