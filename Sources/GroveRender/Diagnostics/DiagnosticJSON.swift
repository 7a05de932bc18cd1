// Diagnostics as JSON objects, with byte offsets and with lines and columns counted from 1.

import Grove

/// Writes the diagnostics of one text.
struct DiagnosticJSON {
  let source: SourceText

  /// An array of objects.
  func write(_ diagnostics: [Diagnostic], to output: inout ByteOutput) {
    output.write("[")
    for (index, diagnostic) in diagnostics.enumerated() {
      if index > 0 { output.write(", ") }
      write(diagnostic, to: &output)
    }
    output.write("]")
  }

  private func write(_ diagnostic: Diagnostic, to output: inout ByteOutput) {
    output.write("{\"code\": ")
    JSONWriter.write(text: diagnostic.code.id, to: &output)
    output.write(", \"severity\": ")
    JSONWriter.write(text: diagnostic.severity.rawValue, to: &output)
    output.write(", \"message\": ")
    JSONWriter.write(text: diagnostic.message, to: &output)
    let range = diagnostic.range
    output.write(", \"start\": \(range.start), \"end\": \(range.end)")
    output.write(", \"line\": \(source.line(of: range.start))")
    output.write(", \"column\": \(source.column(of: range.start)), \"help\": ")
    if let help = diagnostic.help {
      JSONWriter.write(text: help, to: &output)
    } else {
      output.write("null")
    }
    output.write(", \"notes\": [")
    for (index, note) in diagnostic.notes.enumerated() {
      if index > 0 { output.write(", ") }
      JSONWriter.write(text: note.message, to: &output)
    }
    output.write("]}")
  }
}
