// usage: GroveFuzz [--rounds N] [--seed N]

var rounds = 400
var seed: UInt64 = 1
var arguments = CommandLine.arguments.dropFirst()
while let word = arguments.popFirst() {
  switch word {
  case "--rounds": rounds = arguments.popFirst().flatMap { Int($0) } ?? rounds
  case "--seed": seed = arguments.popFirst().flatMap { UInt64($0) } ?? seed
  default: print("unknown option \(word)")
  }
}

var mutator = Mutator(seed: seed)
let fuzzer = Fuzzer(rounds: rounds, seed: seed)
let texts =
  fuzzer.lines(of: "accepted") + fuzzer.lines(of: "refused") + fuzzer.conformanceQueries()
  + fuzzer.manualQueries() + fuzzer.files("grove")
try fuzzer.fuzzQueries(texts, &mutator)
for format in ["yaml", "json", "ndjson", "csv", "tsv"] { try fuzzer.fuzzLoader(format, &mutator) }
print("nothing trapped, and what was printed reads the same")
