// Scripts against the same in Lua 5.4, one after the other in the same run: calls, a loop over
// numbers, a list built and sorted, texts put together.

import Foundation
import Grove

/// A task in both languages. Both print the same line at their end.
struct ScriptTask {
  let name: String
  let grove: String
  let lua: String

  static let all = [
    ScriptTask(
      name: "fib(32)",
      grove: """
        define fib($n) { if $n < 2 { return $n }; return fib($n - 1) + fib($n - 2) }
        print "{fib(32)}"
        """,
      lua: """
        local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
        return fib(32)
        """),
    ScriptTask(
      name: "loop of 10 million",
      grove: """
        let $s = 0
        let $i = 0
        while $i < 10000000 {
          set $s = $s + $i * $i mod 7
          set $i = $i + 1
        }
        print "{$s}"
        """,
      lua: """
        local s, i = 0, 0
        while i < 10000000 do s = s + i * i % 7; i = i + 1 end
        return s
        """),
    ScriptTask(
      name: "build and sort 1 million",
      grove: """
        let $list = []
        let $x = 42
        for $i in range(1000000) {
          set $x = $x * 16807 mod 2147483647
          set $list = append($list, $x)
        }
        let $sorted = sorted($list)
        print "{$sorted[0]} {$sorted[999999]}"
        """,
      lua: """
        local list, x = {}, 42
        for i = 1, 1000000 do x = x * 16807 % 2147483647; list[#list + 1] = x end
        table.sort(list)
        return list[1] .. " " .. list[1000000]
        """),
    ScriptTask(
      name: "1 million texts",
      grove: """
        let $s = ""
        let $i = 0
        while $i < 1000000 {
          set $s = "item {$i}"
          set $i = $i + 1
        }
        print $s
        """,
      lua: """
        local s, i = "", 0
        while i < 1000000 do s = "item " .. i; i = i + 1 end
        return s
        """),
  ]
}

/// Times each task, the best of several runs, in milliseconds of processor time.
func measureScripts(lua command: String) throws {
  let session = Session(graph: GraphBuilder(name: "empty").build().graph, today: try today())
  print("script\tgrove ms\tlua ms\tratio")
  var ratios: [Double] = []
  for task in ScriptTask.all {
    do {
      let prepared = try session.prepare(SourceText(task.grove))
      var line = ""
      var best = Double.infinity
      for _ in 0..<7 {
        let start = processorTime()
        for case .text(let text) in try prepared.run() { line = text }
        best = min(best, processorTime() - start)
      }
      let program = """
        local best, result = 1e9, nil
        for run = 1, 7 do
          local start = os.clock()
          result = (function() \(task.lua) end)()
          best = math.min(best, os.clock() - start)
        end
        print(best * 1000, result)
        """
      let parts = (Measuring.output(of: command, ["-e", program]) ?? "")
        .split(whereSeparator: { $0 == "\t" || $0 == "\n" }).map(String.init)
      guard parts.count == 2, let lua = Double(parts[0]) else {
        print("\(task.name)\t\(format(best, 1))\tno \(command)")
        continue
      }
      ratios.append(best / lua)
      print(
        "\(task.name)\t\(format(best, 1))\t\(format(lua, 1))\t\(format(best / lua, 2))"
          + (best / lua > 1.5 ? "\tABOVE 1.5" : "")
          + (parts[1] == line ? "" : "\tANSWERS DIFFER: \(line), lua \(parts[1])"))
    } catch {
      print("\(task.name)\tnot run: \(error.diagnostics.first?.message ?? "")")
    }
  }
  guard !ratios.isEmpty else { return }
  print("mean of ratios\t\t\t\(format(ratios.reduce(0, +) / Double(ratios.count), 2))")
}

/// Milliseconds that this process has had of a processor.
private func processorTime() -> Double { Double(clock()) * 1000 / Double(CLOCKS_PER_SEC) }
