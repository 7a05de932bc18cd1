// One JSON object an answer, a row a line, so that large answers stream and small ones read well.

import Grove

/// `json`: the query, its day, typed columns, rows and counts.
struct JSONFormat: ResultFormat {
  let name = "json"
  let summary = "one object with the query, typed columns, rows and counts"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let writer = JSONWriter(graph: result.graph)
    let table = MachineColumns(result)
    let names = table.columns.map(\.name)
    output.write("{\"query\": ")
    JSONWriter.write(text: result.query, to: &output)
    output.write(",\n \"today\": \"\(result.today)\",\n \"columns\": [")
    for (index, column) in table.columns.enumerated() {
      if index > 0 { output.write(", ") }
      output.write("{\"name\": ")
      JSONWriter.write(text: column.name, to: &output)
      output.write(", \"type\": ")
      JSONWriter.write(text: MachineText.name(of: column.type, in: result.graph), to: &output)
      output.write("}")
    }
    output.write("],\n \"rows\": [")
    var isFirst = true
    table.forEachRow { values in
      output.write(isFirst ? "" : ",")
      output.endLine()
      output.write("  ")
      writer.write(object: values, names: names, to: &output)
      isFirst = false
    }
    output.write(isFirst ? "]" : "\n ]")
    if let totals = result.totals {
      output.write(",\n \"totals\": ")
      writer.write(object: totals, names: result.columns.map(\.name), to: &output)
    }
    if let text = result.emptyAnswer?.text {
      output.write(",\n \"empty_text\": ")
      JSONWriter.write(text: text, to: &output)
    }
    output.write(",\n \"row_count\": \(result.rowCount)")
    output.write(",\n \"skipped_missing\": \(result.skippedMissing)}")
    output.endLine()
  }
}
