// A value as scripts hold it: 16 bytes without references, so that copying one is two moves and no
// count of references. Texts, lists and records lie in an Arena, and the slot says where.

/// What a slot holds.
enum SlotTag: UInt8 {
  // The number comes first: two slots hold numbers when their heads, put together, are 0.
  case number
  case missing
  case flag
  case ratio
  case points
  case duration
  case date
  case period
  case node
  case text
  case list
  case record
  /// The name of a record's field, in the arena only.
  case name
  /// Bytes of a text being made, in a register only.
  case scratch
}

/// A value of a script.
///
/// `head` is the tag in its lowest byte, for lists and records how deeply they nest in the next, and
/// in the upper half a length: of a text in bytes, of a list in members, of a record in fields.
/// `bits` is the value, or the place of the object in the arena. Since an object only grows at its
/// end, a slot with a length keeps its value whatever is appended later.
struct Slot {
  var head: UInt64
  var bits: UInt64

  @inline(__always)
  init(head: UInt64, bits: UInt64) {
    self.head = head
    self.bits = bits
  }

  @inline(__always)
  init(_ tag: SlotTag, _ bits: UInt64 = 0) {
    head = UInt64(tag.rawValue)
    self.bits = bits
  }

  /// An object in the arena.
  @inline(__always)
  init(_ tag: SlotTag, at place: Int, length: Int, nesting: UInt8 = 0) {
    head =
      UInt64(tag.rawValue) | UInt64(nesting) << 8
      | UInt64(UInt32(truncatingIfNeeded: length)) << 32
    bits = UInt64(UInt32(truncatingIfNeeded: place))
  }

  @inline(__always)
  init(_ number: Double) {
    head = 0
    bits = number.bitPattern
  }

  @inline(__always)
  init(_ flag: Bool) { self.init(.flag, flag ? 1 : 0) }

  /// Yes (1), no (0) or missing (anything else).
  @inline(__always)
  init(flag: UInt8) { self = flag > 1 ? .missing : Slot(.flag, UInt64(flag)) }

  static var missing: Slot {
    @inline(__always) get { Slot(.missing) }
  }

  @inline(__always)
  var rawTag: UInt8 { UInt8(truncatingIfNeeded: head) }
  @inline(__always)
  var tag: SlotTag { SlotTag(rawValue: rawTag) ?? .missing }
  @inline(__always)
  func has(_ tag: SlotTag) -> Bool { rawTag == tag.rawValue }
  @inline(__always)
  var isNumber: Bool { head == 0 }
  @inline(__always)
  var double: Double { Double(bitPattern: bits) }
  @inline(__always)
  var length: Int { Int(head >> 32) }
  @inline(__always)
  var nesting: UInt8 { UInt8(truncatingIfNeeded: head >> 8) }
  @inline(__always)
  var place: Int { Int(UInt32(truncatingIfNeeded: bits)) }
  /// Whether it names an object in the arena.
  @inline(__always)
  var isObject: Bool { rawTag >= SlotTag.text.rawValue && rawTag <= SlotTag.record.rawValue }

  /// Yes (1), no (0), or missing (2) for anything else.
  @inline(__always)
  var flag: UInt8 { has(.flag) ? UInt8(truncatingIfNeeded: bits) : 2 }

  /// Whether there is nothing: missing, or a list of none.
  @inline(__always)
  var isNothing: Bool { has(.missing) || (has(.list) && length == 0) }

  /// The same, to the bit. Two slots that differ may still hold equal values.
  @inline(__always)
  func isSame(as other: Slot) -> Bool { head == other.head && bits == other.bits }
}

// MARK: - Values that need no arena

extension Slot {
  /// A value that is neither text nor list nor record; nil for these.
  init?(plain value: Value) {
    func pair(_ first: Int32, _ second: Int32) -> UInt64 {
      UInt64(UInt32(bitPattern: first)) | UInt64(UInt32(bitPattern: second)) << 32
    }
    switch value {
    case .missing: self = .missing
    case .flag(let flag): self.init(flag)
    case .number(let number): self.init(number)
    case .ratio(let number): self.init(.ratio, number.bitPattern)
    case .points(let number): self.init(.points, number.bitPattern)
    case .duration(let length): self.init(.duration, pair(length.months, length.days))
    case .date(let day): self.init(.date, pair(day.dayNumber, 0))
    case .period(let period):
      self.init(.period, pair(period.start.dayNumber, period.end.dayNumber))
    case .node(let node): self.init(.node, pair(node.row, Int32(node.table.rawValue)))
    case .text, .list, .record: return nil
    }
  }

  private var first: Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: bits)) }
  private var second: Int32 { Int32(bitPattern: UInt32(truncatingIfNeeded: bits >> 32)) }

  /// The value of a slot that names no object; missing for one that does.
  var plainValue: Value {
    switch tag {
    case .number: .number(double)
    case .flag: .flag(bits == 1)
    case .ratio: .ratio(double)
    case .points: .points(double)
    case .duration: .duration(CalendarDuration(months: first, days: second))
    case .date: .date(CivilDate(dayNumber: first))
    case .period:
      Period(start: CivilDate(dayNumber: first), end: CivilDate(dayNumber: second))
        .map { .period($0) } ?? .missing
    case .node:
      TableID(rawValue: UInt8(truncatingIfNeeded: second))
        .map { .node(Node(table: $0, row: first)) } ?? .missing
    case .missing, .text, .list, .record, .name, .scratch: .missing
    }
  }
}
