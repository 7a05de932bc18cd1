// A JSON object a row and line, without the frame: for `jq`, logs and streams.

import Grove

/// `ndjson`: one JSON object a line, one line a row.
struct NDJSONFormat: ResultFormat {
  let name = "ndjson"
  let summary = "one JSON object a row and line"

  func write(_ result: QueryResult, options: RenderOptions, to output: inout ByteOutput) {
    let writer = JSONWriter(graph: result.graph)
    let table = MachineColumns(result)
    let names = table.columns.map(\.name)
    table.forEachRow { values in
      writer.write(object: values, names: names, to: &output)
      output.endLine()
    }
  }
}
