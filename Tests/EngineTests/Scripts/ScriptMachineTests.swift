// What the machine promises beyond the right values: memory, depth, and an end.

import Grove
import TestKit
import Testing

@Suite("The machine of scripts") struct ScriptMachineTests {
  @Test("a list or text that was made longer leaves what it was made from")
  func noAliases() {
    ScriptExpectations.expect(
      """
      let $a = [1]
      let $b = append($a, 2)
      let $c = append($a, 3)
      let $d = append($b, 4)
      let $s = "x{$a}"
      let $t = "{$s}-t"
      let $u = "{$s}-u"
      print "{$a} / {$b} / {$c} / {$d} / {$s} / {$t} / {$u}"
      """, prints: ["1 / 1, 2 / 1, 3 / 1, 2, 4 / x1 / x1-t / x1-u"])
  }

  @Test("twenty million bytes of garbage do not count against a limit of four million")
  func compaction() {
    let trace = ScriptExpectations.run(
      """
      let $i = 0
      let $kept = []
      let $s = ""
      while $i < 200000 {
        set $s = "the text of pass number {$i}, which nobody keeps but for a few"
        if $i mod 50000 = 7 { set $kept = append($kept, {at: $i, text: [$s]}) }
        set $i = $i + 1
      }
      print "{[$k.at for $k in $kept]} {$kept[3].text[0]}"
      """, Limits(bytes: 4 << 20))
    #expect(trace.failure == nil)
    #expect(
      trace.results == [
        "text 7, 50007, 100007, 150007 the text of pass number 150007, "
          + "which nobody keeps but for a few"
      ])
  }

  @Test("several lists that grow side by side stay linear")
  func growing() {
    let trace = ScriptExpectations.run(
      """
      let $a = []
      let $b = []
      let $s = ""
      let $i = 0
      while $i < 60000 {
        set $a = append($a, $i)
        set $b = append($b, "{$i}")
        set $s = "{$s}x"
        set $i = $i + 1
      }
      print "{length($a)} {$b[59999]} {length($s)} {sum($a)}"
      """, Limits(ticks: 400_000))
    #expect(trace.results == ["text 60000 59999 60000 1799970000"])
  }

  @Test("a text doubled sixty times, and lists nested ten thousand deep, end in their limits")
  func tooLarge() {
    let doubled = ScriptExpectations.run(
      "let $s = \"ab\"\nfor $i in range(60) { set $s = \"{$s}{$s}\" }\nprint \"{length($s)}\"")
    #expect(doubled.failure == "limit: GRV0617")
    let nested = ScriptExpectations.run(
      "let $l = {a: 1}\nfor $i in range(10000) { set $l = {a: $l} }\nprint \"{$l}\"")
    #expect(nested.failure == "limit: GRV0616")
    let shared = ScriptExpectations.run(
      "let $l = {a: 1}\nfor $i in range(60) { set $l = {a: $l, b: $l} }\nprint \"{$l}\"",
      Limits(bytes: 8 << 20))
    #expect(shared.failure == "limit: GRV0611")
    let long = ScriptExpectations.run(
      "let $l = []\nwhile yes { set $l = append($l, 1) }", Limits(listLength: 1000))
    #expect(long.failure == "limit: GRV0618")
  }

  @Test("loops for ever end in their limit, at the same tick each time")
  func forEver() {
    #expect(
      ScriptExpectations.run("while yes { }", Limits(ticks: 5_000)).failure == "limit: GRV0610")
    // A hundred passes fit into a hundred ticks, and not into one less.
    let hundred = "let $i = 0\nwhile $i < 100 { set $i = $i + 1 }\nprint \"{$i}\""
    #expect(ScriptExpectations.run(hundred, Limits(ticks: 100)).failure == nil)
    #expect(ScriptExpectations.run(hundred, Limits(ticks: 99)).failure == "limit: GRV0610")
  }

  @Test("code that has been changed is refused, or runs to an end within its limits")
  func changedCode() throws {
    let check = ScriptCheck(limits: Limits(ticks: 2_000, bytes: 4 << 20))
    var dice = Dice(seed: 7)
    var (refused, ended) = (0, 0)
    for seed in 0..<40 as Range<UInt64> {
      let text = SourceText(RandomScript.make(seed: seed))
      guard let program = try? check.session.prepare(text), let code = program.code else {
        continue
      }
      #expect(ScriptVerifier(code, program.plan).fault == nil)
      for _ in 0..<60 {
        var changed = code
        let place = dice.number(0...changed.code.count - 1)
        switch dice.number(0...4) {
        case 0:
          let all = Operation.allCases
          changed.code[place].operation = dice.pick(all, else: .move)
        case 1: changed.code[place].extra = UInt8(dice.number(0...9))
        case 2: changed.code[place].a = UInt16(dice.number(0...40))
        case 3: changed.code[place].target = UInt32(dice.number(0...changed.code.count + 2))
        default: changed.code[place].wide = UInt64(dice.number(0...40))
        }
        if ScriptVerifier(changed, program.plan).fault != nil {
          refused += 1
          continue
        }
        _ = check.trace(program) { host throws(RunFailure) in
          try ScriptMachine(changed, program.plan, host: host, compactingAt: 64)
        }
        ended += 1
      }
    }
    #expect(refused > 100 && ended > 100, "\(refused) refused, \(ended) ended")
  }

  @Test("a cancelled program ends")
  func cancelled() throws {
    let check = ScriptCheck()
    let program = try check.session.prepare(SourceText("while yes { }"))
    let cancellation = Cancellation()
    cancellation.cancel()
    do throws(QueryFailure) {
      _ = try program.run(cancellation: cancellation)
      Issue.record("it went on")
    } catch {
      #expect(error.kind == .cancelled)
    }
  }

}
