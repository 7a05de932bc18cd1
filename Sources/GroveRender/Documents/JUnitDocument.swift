// Promises as test cases in the XML that continuous integration reads as `junit`.

import Grove

/// `junit`: a test case a promise and a failed section.
struct JUnitDocument: DocumentFormat {
  let name = "junit"
  let summary = "promises as test cases, in XML"

  func begin(_ frame: DocumentFrame, options: RenderOptions) -> any DocumentWriter {
    CollectingWriter(document: CollectedDocument(frame: frame, options: options)) {
      document, output in
      write(document, to: &output)
      let isSilent = DocumentCounts(document.results).summary == nil && document.failure == nil
      return isSilent ? .part(CheckFormats.nothingPromised) : .whole
    }
  }

  private func write(_ document: CollectedDocument, to output: inout ByteOutput) {
    let counts = DocumentCounts(document.results)
    let errors = counts.failedSections + (document.failure == nil ? 0 : 1)
    let totals =
      "tests=\"\(counts.promises + errors)\" failures=\"\(counts.broken)\" errors=\"\(errors)\" "
      + "skipped=\"\(counts.vacuous)\""
    let name = quoted(document.frame.source.name)
    output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    output.write("<testsuites name=\"grove\" \(totals)>\n")
    output.write("  <testsuite name=\"\(name)\" \(totals)>\n")
    for result in document.leaves {
      switch result {
      case .promise(let outcome): write(outcome, document.frame, to: &output)
      case .failure(let failure): write(failure, document.frame, to: &output)
      default: break
      }
    }
    if let failure = document.failure { write(failure, document.frame, to: &output) }
    output.write("  </testsuite>\n</testsuites>")
    output.endLine()
  }

  private func write(
    _ outcome: PromiseOutcome, _ frame: DocumentFrame, to output: inout ByteOutput
  ) {
    let words = PromiseWords(outcome: outcome, graph: frame.graph, today: frame.today)
    open(outcome.message ?? outcome.words, at: outcome.range, frame, to: &output)
    var lines = words.breakingRows.map { "\(frame.filePrefix)\($0.file):\($0.line): \($0.words)" }
    lines += words.remarks
    switch outcome.state {
    case .kept:
      output.write("/>")
      return output.endLine()
    case .vacuous:
      output.write(">\n      <skipped message=\"\(quoted(words.remarks.first ?? ""))\"/>")
    case .broken where outcome.isWarning:
      let text = (["warning: " + words.subject] + lines).joined(separator: "\n")
      output.write(">\n      <system-out>\(escaped(text))</system-out>")
    case .broken:
      output.write(">\n      <failure message=\"\(quoted(words.subject))\" type=\"expect\">")
      output.write(escaped(([outcome.words] + lines).joined(separator: "\n")) + "</failure>")
    }
    output.write("\n    </testcase>")
    output.endLine()
  }

  private func write(
    _ failure: QueryFailure, _ frame: DocumentFrame, to output: inout ByteOutput
  ) {
    var text = ByteOutput()
    DiagnosticRenderer(source: frame.source).write(failure.diagnostics, to: &text)
    let first = failure.diagnostics.first
    open("it runs", at: first?.range ?? .none, frame, to: &output)
    output.write(">\n      <error message=\"\(quoted(first?.message ?? ""))\" ")
    output.write("type=\"\(first?.code.id ?? "error")\">")
    output.write(escaped(text.text) + "</error>\n    </testcase>")
    output.endLine()
  }

  private func open(
    _ name: String, at range: SourceRange, _ frame: DocumentFrame, to output: inout ByteOutput
  ) {
    let file = quoted(frame.source.name)
    output.write("    <testcase name=\"\(quoted(name))\" classname=\"\(file)\" file=\"\(file)\" ")
    output.write("line=\"\(frame.source.line(of: range.start))\"")
  }

  // MARK: - XML

  /// The text of an attribute, on one line.
  private func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case "\n": quoted += " "
      case "\"": quoted += "&quot;"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted
  }

  /// Text between tags: no markup, and no scalar that XML 1.0 does not allow.
  private func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\n": escaped += "\n"
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped += String(scalar).visibleControls()
      }
    }
    return escaped
  }
}
