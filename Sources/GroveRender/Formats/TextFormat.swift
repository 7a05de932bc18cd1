// Text for people: the shape that the query asked for, between the line that says how the question
// was understood and the remarks below. The shapes stand under Shapes/.

import Grove

/// `table`: text for people, as a table, list, tree or bars.
struct TextFormat: ResultFormat {
  let name = "table"
  let summary = "aligned text for people; draws lists, trees and bars when a query says so"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
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
    case .bars: hidden = BarsShape(result: result, options: options).write(to: &output)
    }
    Footer.write(result, hiddenColumns: hidden, options: options, to: &output)
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
