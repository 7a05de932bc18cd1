// Makes broken texts out of good ones, the same ones for the same seed.

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

struct Mutator {
  private var random: SeededGenerator
  /// Bytes that mean something to a reader: more likely to break it than others.
  private static let telling: [UInt8] = Array(
    "\"'{}[]()|,:;-#&*!%@$\\\n\r\t .0123456789eE+<>=?~".utf8)

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(limit, 1), using: &random) }

  /// A text with a few bytes changed, cut out, doubled or brought in from another one.
  mutating func mutate(_ text: [UInt8], with other: [UInt8]) -> [UInt8] {
    var bytes = text
    for _ in 0...below(4) {
      let place = below(bytes.count + 1)
      switch below(8) {
      case 0 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: below(256))
      case 1 where place < bytes.count: bytes[place] = Self.telling[below(Self.telling.count)]
      case 2: bytes.insert(Self.telling[below(Self.telling.count)], at: place)
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(8)))
      case 4: bytes.removeSubrange(place..<bytes.count)
      case 5:
        let end = min(bytes.count, place + 1 + below(40))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 6:
        let start = below(other.count)
        bytes.insert(contentsOf: other[start..<min(other.count, start + below(60))], at: place)
      default:
        bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "("), count: below(300)), at: place)
      }
    }
    return bytes
  }
}
