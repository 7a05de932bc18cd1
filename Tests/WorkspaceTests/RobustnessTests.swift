// Good files, cut and scrambled: every load ends, and ends alike.

import Grove
import GroveWorkspace
import TestKit
import Testing

/// No input traps, hangs or changes with the run. Inputs are good files, cut and scrambled.
@Suite("Any bytes load") struct RobustnessTests {
  static let good: [(name: String, text: String)] = [
    (
      "key_results.csv",
      "id,objective,title,from,to,now,due,tags\nK1,O1,\"a, \"\"b\"\"\",10%,+20%,12%,2026-05-01,x;y\nK2,,é,5,< 3,4,Q2 2026,\n"
    ),
    (
      "goals.yaml",
      """
      objectives:
        - &x {id: O1, title: "a: b", supports: [C1, {to: C2, weight: 0.5}], due: 2026-06-30}
        - id: O2
          <<: *x
          key_results:
            - {title: é, keep: "<= 40%", check_ins: {2026-04-14: 150k}}
            - title: c
              milestones: {design: done, build: 2026-05-20}
      people: [ana, {name: Ben}]
      """
    ),
    (
      "goals.json",
      #"{"objectives": [{"id": "O1", "title": "\u00e9\ud83d\ude00\n", "tags": ["a", 1, null, true], "key_results": [{"title": "b", "to": "20..30", "check_ins": [{"on": "2026-04-14", "value": 1.5e3}]}]}]}"#
    ),
    (
      "check_ins.ndjson",
      "{\"goal\": \"K1\", \"date\": \"2026-04-14\", \"value\": 1}\n{\"goal\": \"K1\", \"date\": \"x\", \"value\": [1]}\n"
    ),
    (
      "workspace.yaml",
      "name: x\nkinds: {risk: {plural: risks, fields: {p: ratio, i: [a, b]}}}\nlinks: {l: {carries: nothing}}\nfiles: [{path: a, kind: kpis}]\ncadence: weekly\n"
    ),
  ]

  @Test("every truncation of a good file loads", arguments: good.indices)
  func truncations(_ index: Int) throws {
    let (name, text) = Self.good[index]
    let bytes = Array(text.utf8)
    let folder = try TemporaryWorkspace(["teams.csv": "id,name\nT1,Growth\n"])
    for length in 0...bytes.count {
      try folder.write(name, Array(bytes[..<length]))
      #expect(try folder.load().ids(.teams) == ["T1"])
    }
  }

  @Test("scrambled files load, twice alike", arguments: good.indices)
  func scrambled(_ index: Int) throws {
    let (name, text) = Self.good[index]
    var generator = SeededGenerator(seed: UInt64(index))
    let folder = try TemporaryWorkspace(["teams.csv": "id,name\nT1,Growth\n"])
    let odd = Array("\"\n\r,;:{}[]&*<%-0\u{0}\u{FF}\t#'\\".utf8) + [0xFF, 0xC3]
    for round in 0..<120 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = odd.randomElement(using: &generator) ?? 0
        case 1: bytes.insert(odd.randomElement(using: &generator) ?? 0, at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 3))
        }
        if bytes.isEmpty { bytes = [0x22] }
      }
      try folder.write(name, bytes)
      let workspace = try folder.load()
      #expect(workspace.graph.count(.teams) >= 1, "round \(round)")
      if round % 10 == 0 { #expect(try folder.load().problems == workspace.problems) }
    }
  }

  @Test(
    "a megabyte of one byte loads",
    arguments: ["[", "{", "\"", ",", "- ", "a: ", "&a ", "\n", "é", ":"])
  func oneByte(_ unit: String) throws {
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    let folder = try TemporaryWorkspace(["teams.csv": "id,name\nT1,Growth\n"])
    for name in ["objectives.csv", "goals.json", "objectives.ndjson"] {
      try folder.write(name, Array(text.utf8))
    }
    // libyaml takes its time over nesting without end; a tenth is as deep as any limit.
    try folder.write("goals.yaml", Array(text.utf8.prefix(100_000)))
    #expect(try folder.load().ids(.teams).contains("T1"))
  }
}
