// Seeded changes of accepted inputs: near-misses that people could type.

/// Makes near-misses of the accepted inputs.
public enum Mutation {
  /// Each accepted input several times, with a word replaced, dropped, doubled or put in.
  public static func mutatedInputs(seed: UInt64, rounds: Int) throws -> [String] {
    let inputs = try GrammarInput.load("accepted.txt").flatMap(\.texts)
    let pieces = inputs.flatMap { $0.split(separator: " ").map(String.init) }
    var random = SeededGenerator(seed: seed)
    var mutated: [String] = []
    for text in inputs {
      for _ in 0..<rounds {
        var words = text.split(separator: " ").map(String.init)
        guard let place = words.indices.randomElement(using: &random),
          let other = pieces.randomElement(using: &random)
        else { continue }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: words[place] = other
        case 1: words.remove(at: place)
        case 2: words.insert(words[place], at: place)
        default: words.insert(other, at: place)
        }
        mutated.append(words.joined(separator: " "))
      }
    }
    return mutated
  }
}
