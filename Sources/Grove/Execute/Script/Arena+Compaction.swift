// Gives back what a script can no longer reach: marks what the registers lead to, then moves it
// together at the beginning of the arena, in the order it lies in. No memory but the headers is used,
// and nothing recurses however deeply lists nest.

extension Arena {
  /// Compacts, with all values that are still wanted in the registers, which are brought up to date.
  func compact(_ registers: UnsafeMutableBufferPointer<Slot>) {
    mark(registers)
    let end = assignPlaces()
    for index in registers.indices { redirect(&registers[index]) }
    redirectMembers()
    move()
    top = end
    compactionDue = max(end * 2, leastCompaction)
  }

  /// A place that no object has: objects are looked for from here on.
  private static let none = UInt32.max

  // MARK: Marking

  private func mark(_ registers: UnsafeMutableBufferPointer<Slot>) {
    var pending = Self.none
    for slot in registers { reach(slot, &pending) }
    while pending != Self.none {
      let place = Int(pending)
      let found = header(place)
      pending = found.pointee.link
      // While marking, the count says how many members have been looked at.
      let looked = Int(found.pointee.count)
      found.pointee.count = found.pointee.mark - 1
      let first = members(place)
      for index in looked..<Int(found.pointee.count) { reach(first[index], &pending) }
    }
  }

  /// Notes that an object is reached, up to the length of the slot that leads to it.
  private func reach(_ slot: Slot, _ pending: inout UInt32) {
    guard slot.isObject, slot.place >= firstMovable else { return }
    let found = header(slot.place)
    let length = slot.has(.record) ? slot.length * 2 : slot.length
    let mark = UInt32(truncatingIfNeeded: length) + 1
    guard mark > found.pointee.mark else { return }
    if found.pointee.isText {
      found.pointee.mark = mark
      return
    }
    if found.pointee.mark == 0 { found.pointee.count = 0 }
    // One whose members have not all been looked at is pending already.
    let isPending = found.pointee.mark > 0 && found.pointee.count < found.pointee.mark - 1
    found.pointee.mark = mark
    if !isPending, length > 0 {
      found.pointee.link = pending
      pending = UInt32(truncatingIfNeeded: slot.place)
    }
  }

  // MARK: Moving

  /// Gives each reached object its new place; the new end.
  private func assignPlaces() -> Int {
    var free = firstMovable
    var place = firstMovable
    while place < top {
      let found = header(place)
      if found.pointee.mark > 0 {
        found.pointee.link = UInt32(truncatingIfNeeded: free)
        free += 1 + liveUnits(found.pointee)
      }
      place += 1 + found.pointee.units
    }
    return free
  }

  /// The slots that an object keeps. One that grows keeps its room, or else it would be copied again
  /// at once, and the arena be full again.
  private func liveUnits(_ header: ArenaHeader) -> Int {
    min(header.units, 2 * Self.units(Int(header.mark) - 1, isText: header.isText))
  }

  private func redirect(_ slot: inout Slot) {
    guard slot.isObject, slot.place >= firstMovable else { return }
    slot.bits = UInt64(header(slot.place).pointee.link)
  }

  private func redirectMembers() {
    var place = firstMovable
    while place < top {
      let found = header(place).pointee
      if found.mark > 0, !found.isText {
        let first = members(place)
        for index in 0..<Int(found.mark) - 1 { redirect(&first[index]) }
      }
      place += 1 + found.units
    }
  }

  private func move() {
    var place = firstMovable
    while place < top {
      let found = header(place).pointee
      let next = place + 1 + found.units
      if found.mark > 0 {
        let count = Int(found.mark) - 1
        let units = liveUnits(found)
        let target = Int(found.link)
        // To a lower place or the same, and never over a header that is still to be read.
        (base + (target + 1)).update(
          from: base + (place + 1), count: Self.units(count, isText: found.isText))
        let tag: SlotTag = found.isText ? .text : .list
        header(target).pointee = ArenaHeader(tag, count: count, units: units)
      }
      place = next
    }
  }
}
