// Columns that the schema does not know: kept as fields of the workspace's own. Their type is
// decided by all cells of the file, so they wait until it is read.

import Grove

/// A column waiting for its type.
struct CustomColumn {
  let name: String
  /// Its place in the table.
  let column: Int
  private var parts: [(batch: RowBatch, spans: CellSpans)] = []
  private var couldBeNumber = true
  private var couldBeRatio = true
  private var couldBeDate = true
  private var couldBeFlag = true
  private var isList = false
  private var isEmpty = true

  init(name: String, column: Int) {
    self.name = name
    self.column = column
  }

  /// Takes the cells of the next rows. The starts of cells stay, not their bytes: the file's text
  /// is given again at the end.
  mutating func add(_ batch: RowBatch, _ spans: CellSpans, isList: Bool) {
    self.isList = self.isList || isList
    parts.append(
      (
        batch,
        CellSpans(bytes: isList ? spans.bytes : [], starts: spans.starts, lengths: spans.lengths)
      ))
    spans.bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<spans.count where spans.lengths[index] > 0 {
        look(bytes, Int(spans.starts[index]), Int(spans.lengths[index]))
      }
    }
  }

  private mutating func look(_ bytes: FileBytes, _ start: Int, _ length: Int) {
    guard start >= 0, start + length <= bytes.count else { return }
    isEmpty = false
    if couldBeNumber || couldBeRatio {
      let isRatio = bytes[start + length - 1] == 0x25
      let digits = length - (isRatio ? 1 : 0)
      let isPadded =
        digits > 1 && bytes[start] == 0x30 && bytes[start + 1].isDigit
      let isNumber = !isPadded && !plainNumber(bytes, start: start, length: digits).isNaN
      couldBeNumber = couldBeNumber && isNumber && !isRatio
      couldBeRatio = couldBeRatio && isNumber && isRatio
    }
    if couldBeDate { couldBeDate = plainDay(bytes, start: start, length: length) != .min }
    if couldBeFlag {
      couldBeFlag = Self.flag(bytes, start, length) != 2
    }
  }

  /// 1 for yes and true, 0 for no and false, 2 for anything else.
  private static func flag(_ bytes: FileBytes, _ start: Int, _ length: Int) -> UInt8 {
    guard length <= 5 else { return 2 }
    switch bytes.text(ByteRange(start: Int32(start), length: Int32(length))).lowercased() {
    case "yes", "true": return 1
    case "no", "false": return 0
    default: return 2
    }
  }

  private var type: ValueType {
    if isList { return .list(.text) }
    if couldBeNumber { return .number }
    if couldBeRatio { return .ratio }
    if couldBeDate { return .date }
    return couldBeFlag ? .flag : .text
  }

  /// Declares the field and sets its cells. A field that another file gave another type takes the
  /// cells as text, under `NAME_text`; returns that name then.
  func finish(_ builder: inout GraphBuilder, bytes: [UInt8], kind: Kind) -> String? {
    guard !isEmpty else { return nil }
    var type = type
    var field = name
    var other: String?
    builder.schema.addField(FieldDefinition(name: name, type: type, doc: ""), to: kind)
    if let known = builder.schema.definition(kind).field(name), known.type != type {
      if known.type == .text, !isList {
        type = .text
      } else {
        field = "\(name)_text"
        other = field
        type = isList ? .list(.text) : .text
        builder.schema.addField(FieldDefinition(name: field, type: type), to: kind)
      }
    }
    for part in parts {
      let spans =
        isList
        ? part.spans
        : CellSpans(bytes: bytes, starts: part.spans.starts, lengths: part.spans.lengths)
      set(&builder, field, type, part.batch, spans)
    }
    return other
  }

  private func set(
    _ builder: inout GraphBuilder, _ field: String, _ type: ValueType, _ batch: RowBatch,
    _ spans: CellSpans
  ) {
    func cells<Cell>(_ missing: Cell, _ read: (FileBytes, Int, Int) -> Cell) -> [Cell] {
      spans.bytes.withUnsafeBufferPointer { bytes in
        (0..<spans.count).map {
          spans.lengths[$0] > 0
            ? read(bytes, Int(spans.starts[$0]), Int(spans.lengths[$0])) : missing
        }
      }
    }
    switch type {
    case .number:
      builder.setNumbers(field, batch, cells(.nan) { plainNumber($0, start: $1, length: $2) })
    case .ratio:
      builder.setNumbers(
        field, batch, cells(.nan) { plainNumber($0, start: $1, length: $2 - 1) / 100 })
    case .date:
      builder.setDays(field, batch, cells(.min) { plainDay($0, start: $1, length: $2) })
    case .flag:
      builder.setFlags(field, batch, cells(2) { Self.flag($0, $1, $2) })
    case .list:
      builder.setLists(field, batch, spans, separator: CellScratch.separator)
    default:
      builder.setWords(field, batch, spans)
    }
  }
}
