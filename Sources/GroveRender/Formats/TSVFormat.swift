// Tab-separated values as `text/tab-separated-values` has them: no quotes, so tabs and line breaks
// inside a cell are written `\t` and `\n`, and a backslash as `\\`.

import Grove

/// `tsv`: a header and a line a row, cells between tabs.
struct TSVFormat: ResultFormat {
  let name = "tsv"
  let summary = "tab-separated values for `cut`, `awk` and the clipboard"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let table = MachineColumns(result)
    writeLine(table.columns.map(\.name), to: &output)
    table.forEachRow { values in
      let cells = values.map { value -> String in
        let text = MachineText.of(value, in: result.graph)
        return options.guardsFormulas && value.canHoldFormula ? text.guardedFormula : text
      }
      writeLine(cells, to: &output)
    }
  }

  private func writeLine(_ cells: [String], to output: inout ByteOutput) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.write(byte: 0x09) }
      for byte in cell.utf8 {
        switch byte {
        case 0x09: output.write("\\t")
        case 0x0A: output.write("\\n")
        case 0x0D: output.write("\\r")
        case 0x5C: output.write("\\\\")
        default: output.write(byte: byte)
        }
      }
    }
    output.endLine()
  }
}
