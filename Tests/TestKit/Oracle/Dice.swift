// Choices from a seed, in the words that generators need.

/// A seeded source of choices.
package struct Dice {
  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// Yes in so many of a hundred throws.
  package mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

  /// One of the choices; the fallback when there are none.
  package mutating func pick<Choice>(_ choices: [Choice], else fallback: Choice) -> Choice {
    choices.isEmpty ? fallback : choices[number(0...choices.count - 1)]
  }

  package mutating func pick(_ choices: [String]) -> String { pick(choices, else: "") }

  package mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
    items.shuffled(using: &generator)
  }
}
