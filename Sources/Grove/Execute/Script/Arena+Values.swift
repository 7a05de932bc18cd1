// Between the values of hosts and queries, which are plain enums, and those of scripts, which lie in
// the arena. Both ways cost what the value holds.

extension Arena {
  /// A value as a slot.
  func slot(_ value: Value) throws(RunFailure) -> Slot {
    try slot(value, within: Int(nesting))
  }

  private func slot(_ value: Value, within levels: Int) throws(RunFailure) -> Slot {
    if let plain = Slot(plain: value) { return plain }
    switch value {
    case .text(let text): return try slot(text)
    case .list(let values):
      guard levels > 0 else { throw .limit(.valueNesting) }
      let made = try list(count: values.count)
      // Written before anything else is made, so that all of the object can be looked at.
      members(made.place).initialize(repeating: .missing, count: values.count)
      var deepest: UInt8 = 1
      for (index, value) in values.enumerated() {
        let member = try slot(value, within: levels - 1)
        deepest = max(deepest, try nesting(around: member))
        members(made.place)[index] = member
      }
      return Slot(.list, at: made.place, length: values.count, nesting: deepest)
    case .record(let value):
      guard levels > 0 else { throw .limit(.valueNesting) }
      let count = value.fields.count
      let made = try record(count: count, nesting: 1)
      members(made.place).initialize(repeating: .missing, count: count * 2)
      var deepest: UInt8 = 1
      for (index, field) in value.fields.enumerated() {
        let name = try number(ofName: field.name)
        let member = try slot(field.value, within: levels - 1)
        deepest = max(deepest, try nesting(around: member))
        members(made.place)[index * 2] = Slot(.name, UInt64(name))
        members(made.place)[index * 2 + 1] = member
      }
      return Slot(.record, at: made.place, length: count, nesting: deepest)
    default: return .missing
    }
  }

  func slot(_ text: String) throws(RunFailure) -> Slot {
    let count = text.utf8.count
    let made = try self.text(count: count)
    var text = text
    text.withUTF8 { source in
      if let start = source.baseAddress { bytes(made.place).update(from: start, count: count) }
    }
    return made
  }

  /// The bytes that a slot's value takes outside the arena, at least so many; charged before it is
  /// made. A list that holds others many times over is counted as often as it is written out.
  func bytesOutside(_ slot: Slot, most: Int) -> Int {
    var sum = 0
    addBytesOutside(slot, &sum, most: most)
    return sum
  }

  private func addBytesOutside(_ slot: Slot, _ sum: inout Int, most: Int) {
    guard sum <= most else { return }
    sum += MemoryLayout<Value>.stride
    switch slot.tag {
    case .text: sum += slot.length > 15 ? slot.length + 32 : 0
    case .list:
      sum += 32
      for index in 0..<slot.length {
        addBytesOutside(members(slot.place)[index], &sum, most: most)
        if sum > most { return }
      }
    case .record:
      sum += 32
      for index in 0..<slot.length {
        sum += MemoryLayout<Record.Field>.stride
        addBytesOutside(members(slot.place)[index * 2 + 1], &sum, most: most)
        if sum > most { return }
      }
    default: break
    }
  }

  /// The value of a slot. Lists nest no deeper than the run allows, and so this recurses no
  /// deeper; the caller has charged ``bytesOutside(_:most:)``.
  func value(_ slot: Slot) -> Value {
    switch slot.tag {
    case .text: return .text(string(slot))
    case .list:
      return .list((0..<slot.length).map { value(members(slot.place)[$0]) })
    case .record:
      return .record(
        Record(
          (0..<slot.length).map { index in
            Record.Field(
              name: name(members(slot.place)[index * 2]),
              value: value(members(slot.place)[index * 2 + 1]))
          }))
    default: return slot.plainValue
    }
  }

  func string(_ text: Slot) -> String { String(decoding: bytes(of: text), as: UTF8.self) }

  private func name(_ slot: Slot) -> String {
    let number = Int(slot.bits)
    return names.indices.contains(number) ? names[number] : ""
  }
}
