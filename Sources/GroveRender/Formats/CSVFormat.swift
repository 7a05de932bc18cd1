// CSV by RFC 4180. Cells are exact (see MachineText); the totals row and remarks are left out, for
// a reader could not tell them from data.

import Grove

/// `csv`: a header and a record a row, lines ended by CR LF, quotes where they are needed.
struct CSVFormat: ResultFormat {
  let name = "csv"
  let summary = "comma-separated values (RFC 4180) for spreadsheets and programs"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let table = MachineColumns(result)
    writeRecord(table.columns.map(\.name), guarded: false, to: &output)
    table.forEachRow { values in
      let cells = values.map { MachineText.of($0, in: result.graph) }
      let isText = values.map(\.canHoldFormula)
      writeRecord(cells, guarded: options.guardsFormulas, isText: isText, to: &output)
    }
  }

  private func writeRecord(
    _ cells: [String], guarded: Bool, isText: [Bool] = [], to output: inout ByteOutput
  ) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { output.write(byte: UInt8(ascii: ",")) }
      let guards = guarded && isText.indices.contains(index) && isText[index]
      writeCell(guards ? cell.guardedFormula : cell, alone: cells.count == 1, to: &output)
    }
    output.write(byte: 0x0D)
    output.endLine()
  }

  private func writeCell(_ cell: String, alone: Bool, to output: inout ByteOutput) {
    let needsQuotes =
      cell.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      || cell.utf8.first == 0x20 || cell.utf8.last == 0x20
      || alone && cell.isEmpty  // an empty line would be no record
    guard needsQuotes else { return output.write(cell) }
    output.write(byte: 0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { output.write(byte: 0x22) }
      output.write(byte: byte)
    }
    output.write(byte: 0x22)
  }
}

extension Value {
  /// Numbers may begin with a minus sign; only text can be taken for a formula.
  var canHoldFormula: Bool {
    switch self {
    case .text, .list, .record, .node: true
    default: false
    }
  }
}

extension String {
  /// The text with `'` in front when a spreadsheet would run it.
  var guardedFormula: String {
    guard let first = utf8.first else { return self }
    let starters: [UInt8] = [
      UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D,
    ]
    return starters.contains(first) ? "'" + self : self
  }
}
