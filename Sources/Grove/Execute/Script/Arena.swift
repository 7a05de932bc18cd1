// Where the texts, lists and records of a running script lie: one run of memory that grows at its
// end, and is freed at once. What is no longer reachable is given back by Arena+Compaction.

/// The first slot of an object: how much of it is written, how many slots follow it, and whether it is
/// a text; then what compaction notes.
struct ArenaHeader {
  /// Bytes of a text, members of a list, slots of a record.
  var count: UInt32
  /// The slots that follow, and in the highest bit whether they hold a text.
  private var shape: UInt32
  /// While compacting: one more than the length that is still reachable; 0 for what is not.
  var mark: UInt32 = 0
  /// While compacting: the next object to look into, then the place to move to.
  var link: UInt32 = 0

  @inline(__always)
  init(_ tag: SlotTag, count: Int, units: Int) {
    self.count = UInt32(truncatingIfNeeded: count)
    shape = UInt32(truncatingIfNeeded: units) & 0x7fff_ffff | (tag == .text ? 0x8000_0000 : 0)
  }

  @inline(__always)
  var units: Int { Int(shape & 0x7fff_ffff) }
  @inline(__always)
  var isText: Bool { shape >> 31 == 1 }
}

/// The objects of one run. Used by one thread.
///
/// The memory is reached through an unsafe pointer: a place in a slot was given out by `allocate` and
/// kept up to date by compaction, and a slot's length is never more than what its object has written.
final class Arena {
  /// Slots; an object's header lies in the first of its own.
  private(set) var base: UnsafeMutablePointer<Slot>
  /// How many slots are taken.
  var top = 0
  private var capacity: Int
  /// The objects before this place are the program's constants, which stay where they are.
  private(set) var firstMovable = 0
  /// Compaction is due when this much is taken.
  var compactionDue: Int
  let leastCompaction: Int
  private let budget: Budget
  /// The most bytes of a text, members of a list, and lists inside each other: what the run allows,
  /// and never more than a slot can say.
  private let textBytes: Int
  private let listLength: Int
  let nesting: UInt8
  private(set) var names: [String] = []
  private var numbersOfNames: [String: UInt32] = [:]

  private static let slotBytes = MemoryLayout<Slot>.stride

  init(_ budget: Budget, compactingAt least: Int) {
    leastCompaction = least
    compactionDue = least
    self.budget = budget
    textBytes = min(budget.limits.textBytes, 1 << 30)
    listLength = min(budget.limits.listLength, 1 << 29)
    nesting = UInt8(clamping: min(budget.limits.valueNesting, 250))
    base = UnsafeMutablePointer<Slot>.allocate(capacity: 0)
    capacity = 0
  }

  deinit {
    base.deallocate()
    budget.release(arenaBytes: capacity * Self.slotBytes)
  }

  /// What is there by now is never moved nor given back.
  func keepAllSoFar() { firstMovable = top }

  var isCompactionDue: Bool {
    @inline(__always) get { top >= compactionDue }
  }

  // MARK: Objects

  @inline(__always)
  func header(_ place: Int) -> UnsafeMutablePointer<ArenaHeader> {
    UnsafeMutableRawPointer(base + place).assumingMemoryBound(to: ArenaHeader.self)
  }

  /// The bytes of a text.
  @inline(__always)
  func bytes(_ place: Int) -> UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(base + (place + 1)).assumingMemoryBound(to: UInt8.self)
  }

  @inline(__always)
  func bytes(of text: Slot) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes(text.place), count: text.length)
  }

  /// The members of a list, or the names and values of a record by turns.
  @inline(__always)
  func members(_ place: Int) -> UnsafeMutablePointer<Slot> { base + (place + 1) }

  /// The slots that so many bytes or members take.
  @inline(__always)
  static func units(_ count: Int, isText: Bool) -> Int { isText ? (count + 15) >> 4 : count }

  /// Makes room for an object, of which nothing is written yet but the header.
  func allocate(_ tag: SlotTag, count: Int, units: Int) throws(RunFailure) -> Int {
    let place = top
    try reserve(units + 1)
    header(place).initialize(to: ArenaHeader(tag, count: count, units: units))
    return place
  }

  /// Takes so many slots more at the end.
  private func reserve(_ count: Int) throws(RunFailure) {
    let needed = top + count
    if needed > capacity { try grow(to: needed) }
    top = needed
  }

  private func grow(to needed: Int) throws(RunFailure) {
    guard needed <= Int(UInt32.max) else { throw .limit(.bytes) }
    var wanted = max(needed, capacity * 2, 256)
    // Near the limit without room to spare, rather than not at all.
    if wanted * Self.slotBytes > budget.bytesLeft { wanted = needed }
    // While it is copied both are there.
    guard budget.charge(arenaBytes: wanted * Self.slotBytes) else { throw .limit(.bytes) }
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: wanted)
    larger.moveInitialize(from: base, count: top)
    base.deallocate()
    budget.release(arenaBytes: capacity * Self.slotBytes)
    base = larger
    capacity = wanted
  }

  // MARK: Growing values

  /// The same text or list with so many bytes or members more, which the caller writes next.
  ///
  /// A value that ends where its object ends grows in place, others are copied; so a value that is
  /// made longer again and again costs the sum of what is added.
  func extended(_ slot: Slot, by more: Int) throws(RunFailure) -> Slot {
    let isText = slot.has(.text)
    let length = slot.length
    let total = length + more
    if isText {
      guard total <= textBytes else { throw .limit(.textBytes) }
    } else {
      guard total <= listLength else { throw .limit(.listLength) }
    }
    let place = slot.place
    let units = Self.units(total, isText: isText)
    let known = header(place).pointee
    var room = units
    if Int(known.count) == length, place >= firstMovable {
      if units <= known.units {
        header(place).pointee.count = UInt32(truncatingIfNeeded: total)
        return Slot(slot.tag, at: place, length: total, nesting: slot.nesting)
      }
      room = units * 2
      if place + 1 + known.units == top {
        try reserve(room - known.units)
        header(place).pointee = ArenaHeader(slot.tag, count: total, units: room)
        return Slot(slot.tag, at: place, length: total, nesting: slot.nesting)
      }
    }
    let copy = try allocate(slot.tag, count: total, units: room)
    (base + (copy + 1)).update(
      from: base + (place + 1), count: Self.units(length, isText: isText))
    return Slot(slot.tag, at: copy, length: total, nesting: slot.nesting)
  }

  /// A text of so many bytes, which the caller writes next.
  func text(count: Int) throws(RunFailure) -> Slot {
    guard count <= textBytes else { throw .limit(.textBytes) }
    let place = try allocate(.text, count: count, units: Self.units(count, isText: true))
    return Slot(.text, at: place, length: count)
  }

  /// A list of so many members, which the caller writes next.
  func list(count: Int, nesting: UInt8 = 1) throws(RunFailure) -> Slot {
    guard count <= listLength else { throw .limit(.listLength) }
    let place = try allocate(.list, count: count, units: count)
    return Slot(.list, at: place, length: count, nesting: nesting)
  }

  /// A record of so many fields, of which the caller writes names and values next.
  func record(count: Int, nesting: UInt8) throws(RunFailure) -> Slot {
    guard count <= listLength / 2 else { throw .limit(.listLength) }
    let place = try allocate(.record, count: count * 2, units: count * 2)
    return Slot(.record, at: place, length: count, nesting: nesting)
  }

  /// A list with one member more.
  @inline(__always)
  func appending(_ member: Slot, to list: Slot) throws(RunFailure) -> Slot {
    let place = list.place
    let length = list.length
    let known = header(place).pointee
    // The common case: room in place, for a member that nests no deeper than others may.
    if member.rawTag < SlotTag.text.rawValue, Int(known.count) == length, length < known.units,
      place >= firstMovable, length < listLength
    {
      (base + (place + 1 + length)).pointee = member
      header(place).pointee.count = known.count &+ 1
      return Slot(head: list.head &+ 1 << 32, bits: list.bits)
    }
    return try appendingSlowly(member, to: list)
  }

  @inline(never)
  private func appendingSlowly(_ member: Slot, to list: Slot) throws(RunFailure) -> Slot {
    let deepest = max(list.nesting, try nesting(around: member))
    let longer = try extended(list, by: 1)
    (base + (longer.place + longer.length)).pointee = member
    return Slot(.list, at: longer.place, length: longer.length, nesting: deepest)
  }

  /// How deeply a list or record nests that has this member.
  @inline(__always)
  func nesting(around member: Slot) throws(RunFailure) -> UInt8 {
    if member.rawTag < SlotTag.list.rawValue { return 1 }
    guard member.nesting < nesting else { throw .limit(.valueNesting) }
    return member.nesting + 1
  }

  // MARK: Names of records' fields

  func number(ofName name: String) throws(RunFailure) -> UInt32 {
    if let known = numbersOfNames[name] { return known }
    guard budget.charge(arenaBytes: name.utf8.count + 64) else { throw .limit(.bytes) }
    let number = UInt32(truncatingIfNeeded: names.count)
    names.append(name)
    numbersOfNames[name] = number
    return number
  }
}
