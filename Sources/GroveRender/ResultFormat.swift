// The formats in which an answer can be written. One file a format stands under Formats/.

public import Grove

/// A way to write answers.
public protocol ResultFormat: Sendable {
  /// The name that `--format` takes.
  var name: String { get }
  /// One line on what it is good for.
  var summary: String { get }
  /// Writes one answer. Streams rows to `output`; does not flush it.
  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput)
  /// Writes the card of one node.
  func write(_ card: NodeCard, query: String, options: RenderOptions, to output: inout ByteOutput)
  /// Writes a plain value.
  func write(_ value: PlainAnswer, options: RenderOptions, to output: inout ByteOutput)
  /// Writes how a query is understood.
  func write(_ explanation: Explanation, options: RenderOptions, to output: inout ByteOutput)
  /// Writes why something is so.
  func write(_ answer: WhyAnswer, options: RenderOptions, to output: inout ByteOutput)
}

/// A value that is the whole answer, such as that of `count(key results)`.
public struct PlainAnswer: Sendable {
  /// The value.
  public let value: Value
  /// The canonical text of the query.
  public let query: String
  /// The graph that was asked.
  public let graph: GoalGraph
  /// The day the answer is about.
  public let today: CivilDate

  /// Puts a value together with where it comes from.
  public init(value: Value, query: String, graph: GoalGraph, today: CivilDate) {
    self.value = value
    self.query = query
    self.graph = graph
    self.today = today
  }
}

extension ResultFormat {
  /// By default, a card is an answer of one row with a column for each entry.
  public func write(
    _ card: NodeCard, query: String, options: RenderOptions, to output: inout ByteOutput
  ) {
    write(card.asResult(query: query), options: options, to: &output)
  }

  /// By default, a value is an answer of one row with the column `value`.
  public func write(_ value: PlainAnswer, options: RenderOptions, to output: inout ByteOutput) {
    write(value.asResult, options: options, to: &output)
  }

  /// By default, an explanation is an answer with a row a step.
  public func write(
    _ explanation: Explanation, options: RenderOptions, to output: inout ByteOutput
  ) {
    write(explanation.asResult(), options: options, to: &output)
  }

  /// By default, the reasons are rows, each before its inputs, with how deep it stands.
  public func write(_ answer: WhyAnswer, options: RenderOptions, to output: inout ByteOutput) {
    write(answer.asResult(), options: options, to: &output)
  }

  /// Writes the answer that a statement gave. What else a program may give belongs to documents, see
  /// ``DocumentFormat``.
  package func write(
    _ statement: StatementResult, graph: GoalGraph, today: CivilDate, options: RenderOptions,
    to output: inout ByteOutput
  ) {
    switch statement {
    case .table(let result): write(result, options: options, to: &output)
    case .card(let card, let query): write(card, query: query, options: options, to: &output)
    case .explanation(let explanation): write(explanation, options: options, to: &output)
    case .why(let answer): write(answer, options: options, to: &output)
    case .value(let value, let query):
      let answer = PlainAnswer(value: value, query: query, graph: graph, today: today)
      write(answer, options: options, to: &output)
    case .text, .heading, .report, .promise, .failure, .remark: break
    }
  }
}

/// Every format there is.
public enum ResultFormats {
  /// Text for people.
  public static let table: any ResultFormat = TextFormat()
  /// The JSON object.
  public static let json: any ResultFormat = JSONFormat()
  /// In the order that help lists them.
  public static let all: [any ResultFormat] = [
    table, CSVFormat(), TSVFormat(), json, NDJSONFormat(), MarkdownFormat(),
  ]

  /// The format of that name, or nil; `text` is another name of `table`.
  public static func named(_ name: String) -> (any ResultFormat)? {
    all.first { $0.name == (name == "text" ? "table" : name) }
  }
}

extension PlainAnswer {
  package var asResult: QueryResult {
    QueryResult(
      graph: graph, query: query, expansion: query, today: today, understood: query,
      columns: [QueryResult.Column(name: "value", type: value.type(in: graph))], cells: [[value]])
  }
}

extension NodeCard {
  /// One row: what the node is, then its entries.
  package func asResult(query: String) -> QueryResult {
    let kind = graph.schema.definition(graph.kind(of: node)).singular
    let identity: [Entry] = [
      Entry(name: "id", value: .text(graph.id(of: node))),
      Entry(name: "kind", value: .text(kind)),
    ]
    let known = Set(entries.map(\.name))
    let all = identity.filter { !known.contains($0.name) } + entries
    return QueryResult(
      graph: graph, query: query, expansion: query, today: today, understood: query,
      columns: all.map { QueryResult.Column(name: $0.name, type: $0.value.type(in: graph)) },
      cells: [all.map(\.value)], nodes: [node])
  }
}
