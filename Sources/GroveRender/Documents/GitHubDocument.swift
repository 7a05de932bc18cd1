// Promises as workflow commands of GitHub Actions, which shows them beside the lines of a change:
// `::error file=goals.yaml,line=12,title=...::...`.

import Grove

/// `github`: one command a row that breaks a promise.
struct GitHubDocument: DocumentFormat {
  let name = "github"
  let summary = "broken promises as annotations of GitHub Actions"

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    CollectingWriter(document: CollectedDocument(frame: frame, options: options)) {
      document, output in
      for result in document.leaves { write(result, document.frame, to: &output) }
      if let failure = document.failure { write(failure, document.frame, to: &output) }
      guard let summary = DocumentCounts(document.results).summary else {
        return document.failure == nil ? .part(CheckFormats.nothingPromised) : .whole
      }
      output.write(summary)
      output.endLine()
      return .whole
    }
  }

  private func write(
    _ result: StatementResult, _ frame: DocumentFrame, to output: inout ByteOutput
  ) {
    switch result {
    case .failure(let failure): write(failure, frame, to: &output)
    case .promise(let outcome) where outcome.state != .kept:
      let words = PromiseWords(outcome: outcome, graph: frame.graph, today: frame.today)
      let level = outcome.isFailure ? "error" : "warning"
      let rows = words.breakingRows
      for row in rows {
        command(
          level, file: frame.filePrefix + row.file, line: row.line, title: words.subject,
          row.words, to: &output)
      }
      if rows.isEmpty || outcome.exceptions.contains(where: \.isExpired) {
        let message = ([words.promise ?? words.subject] + words.remarks).joined(separator: "\n")
        command(
          level, file: frame.source.name, line: frame.source.line(of: outcome.range.start),
          title: words.verdict + ": " + words.subject, message, to: &output)
      }
    default: break
    }
  }

  private func write(
    _ failure: QueryFailure, _ frame: DocumentFrame, to output: inout ByteOutput
  ) {
    for diagnostic in failure.diagnostics {
      let message = [diagnostic.message, diagnostic.help].compactMap { $0 }
      command(
        "error", file: frame.source.name, line: frame.source.line(of: diagnostic.range.start),
        title: diagnostic.code.id, message.joined(separator: "\n"), to: &output)
    }
  }

  private func command(
    _ level: String, file: String, line: Int, title: String, _ message: String,
    to output: inout ByteOutput
  ) {
    output.write("::\(level) file=\(property(file)),line=\(line),title=\(property(title))::")
    output.write(data(message))
    output.endLine()
  }

  /// A message: a command is one line.
  private func data(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped += String(scalar).visibleControls()
      }
    }
    return escaped
  }

  /// A property ends at `:` and `,`, too.
  private func property(_ text: String) -> String {
    var property = ""
    for scalar in data(text).unicodeScalars {
      switch scalar {
      case ":": property += "%3A"
      case ",": property += "%2C"
      default: property.unicodeScalars.append(scalar)
      }
    }
    return property
  }
}

/// What the formats for checks have in common.
enum CheckFormats {
  static let nothingPromised = "this program promises nothing: `expect` and `warn` do"
}

extension PromiseWords {
  /// A row that breaks it: its place, and what it is in words.
  struct BreakingRow {
    let file: String
    let line: Int
    let words: String
  }

  /// The rows that break it and stand in a file.
  var breakingRows: [BreakingRow] {
    guard outcome.state == .broken, let offending = outcome.offending else { return [] }
    return offending.nodes.compactMap { node in
      guard let node, let place = offending.graph.source(of: node) else { return nil }
      let id = offending.graph.id(of: node)
      let name = offending.graph.name(of: node)
      let words = id.isEmpty || name == id ? name : "\(id) \(name)"
      return BreakingRow(file: place.file, line: place.line, words: words)
    }
  }
}
