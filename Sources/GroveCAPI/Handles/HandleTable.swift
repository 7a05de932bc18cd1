// The numbers that callers hold in place of pointers. A number names a place in the table and how
// often that place has been given out, so that one that was given back, made up or mixed up is
// found to name nothing.

import Synchronization

/// What a caller holds by a number.
protocol Handle: AnyObject, Sendable {
  /// The last bits of the numbers of this sort: odd, so that no address of an object is one.
  static var sort: UInt { get }
  /// What is to be said of the last call that failed on it.
  var errors: ErrorKeeper { get }
}

/// All handles of the process: the only state outside them.
final class HandleTable: Sendable {
  static let shared = HandleTable()

  private struct Place {
    /// How often it has been given out.
    var generation: UInt = 0
    var handle: (any Handle)?
  }

  private struct Places {
    var all: [Place] = []
    var free: [Int] = []
  }

  private let places = Mutex(Places())

  // A number from its low end: 4 bits of sort, 24 of index, the rest generation.
  private static let indexBits: UInt = 24
  private static let sortBits: UInt = 4
  private static let mostGenerations: UInt = .max >> (indexBits + sortBits)

  /// Gives a handle a number; nil when 16 million are in use.
  func insert(_ handle: some Handle) -> OpaquePointer? {
    places.withLock { places in
      let index: Int
      if let free = places.free.popLast() {
        index = free
      } else {
        index = places.all.count
        guard index < 1 << Self.indexBits else { return nil }
        places.all.append(Place())
      }
      places.all[index].generation += 1
      places.all[index].handle = handle
      let name = places.all[index].generation << Self.indexBits | UInt(index)
      return OpaquePointer(bitPattern: name << Self.sortBits | type(of: handle).sort)
    }
  }

  /// The handle of a number, when it is one of that sort.
  func find<Sought: Handle>(_ sort: Sought.Type, _ number: OpaquePointer?) -> Sought? {
    find(number) as? Sought
  }

  /// The handle of a number, of whatever sort.
  func find(_ number: OpaquePointer?) -> (any Handle)? {
    let bits = UInt(bitPattern: number)
    return places.withLock { places in
      Self.index(of: bits, in: places).flatMap { places.all[$0].handle }
    }
  }

  /// Takes a number back: it names nothing from now on. Whether it named that handle.
  func remove(_ handle: some Handle, _ number: OpaquePointer?) -> Bool {
    let bits = UInt(bitPattern: number)
    // The object goes when the lock is open again.
    let removed: (any Handle)? = places.withLock { places in
      guard let index = Self.index(of: bits, in: places), places.all[index].handle === handle
      else { return nil }
      let removed = places.all[index].handle
      places.all[index].handle = nil
      // A place that has gone through all its generations stays empty.
      if places.all[index].generation < Self.mostGenerations { places.free.append(index) }
      return removed
    }
    return removed != nil
  }

  /// The place that a number names.
  private static func index(of bits: UInt, in places: Places) -> Int? {
    let index = Int(bits >> sortBits & (1 << indexBits - 1))
    guard places.all.indices.contains(index), let handle = places.all[index].handle,
      places.all[index].generation == bits >> (sortBits + indexBits),
      type(of: handle).sort == bits & (1 << sortBits - 1)
    else { return nil }
    return index
  }
}
