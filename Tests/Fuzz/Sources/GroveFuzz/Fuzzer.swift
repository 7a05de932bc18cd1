// Feeds broken texts to everything that reads texts. A trap ends the process, which is the finding:
// what was being read stands in the temporary folder (`grove-fuzz-SEED`).

import Foundation
import Grove
import GroveRender
import GroveWorkspace

struct Fuzzer {
  let rounds: Int
  let seed: UInt64

  /// Where the text at hand is kept, should it end the process.
  private var folder: URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("grove-fuzz-\(seed)")
  }
  private var lastInput: URL { folder.appendingPathComponent("query.grove") }
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  func lines(of name: String) -> [[UInt8]] {
    let file = root.appendingPathComponent("Tests/Spec/grammar/\(name).txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("# ") }
      .compactMap { $0.components(separatedBy: "  ").first }
      .map { Array($0.replacingOccurrences(of: " ⏎ ", with: "\n").utf8) }
  }

  /// The questions of the manual, most of them asked of the workspace that is fuzzed with.
  func manualQueries() -> [[UInt8]] {
    texts(in: "Sources/Grove/Grove.docc", "md").flatMap { text in
      text.components(separatedBy: "```grove\n").dropFirst()
        .compactMap { $0.components(separatedBy: "\n```").first }.map { Array($0.utf8) }
    }
  }

  /// The questions of the conformance suite, which has every part of the language.
  func conformanceQueries() -> [[UInt8]] {
    texts(in: "grammar/conformance", "txt").flatMap { text in
      text.split(separator: "\n").filter { $0.hasPrefix("query: ") }
        .map { Array($0.dropFirst("query: ".count).utf8) }
    }
  }

  /// The texts of a folder's files with this ending, in order of their paths.
  private func texts(in folder: String, _ ending: String) -> [String] {
    let url = root.appendingPathComponent(folder)
    let found = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String }
    return (found ?? []).sorted().filter { $0.hasSuffix("." + ending) }
      .compactMap { try? String(contentsOf: url.appendingPathComponent($0), encoding: .utf8) }
  }

  /// The example files of one format, the smaller ones: what a reader sees in good times.
  func files(_ format: String) -> [[UInt8]] {
    let examples = root.appendingPathComponent("examples")
    let found = FileManager.default.enumerator(atPath: examples.path)?.compactMap { $0 as? String }
    return (found ?? []).sorted().filter { $0.hasSuffix("." + format) }
      .compactMap { try? Data(contentsOf: examples.appendingPathComponent($0)) }
      .filter { $0.count < 40_000 }.map { Array($0) }
  }

  /// Texts through parser, printer, formatter, completion, and what parses through the engine.
  func fuzzQueries(_ texts: [[UInt8]], _ mutator: inout Mutator) throws {
    let workspace = try Workspace.load(path: root.appendingPathComponent("examples/retail").path)
    guard let today = CivilDate(iso: "2026-05-15"), !texts.isEmpty else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let limits = Limits(ticks: 200_000, bytes: 8 << 20, rows: 10_000)
    let session = Session(graph: workspace.graph, today: today, limits: limits)
    for _ in 0..<rounds {
      let text = mutator.mutate(
        texts[mutator.below(texts.count)], with: texts[mutator.below(texts.count)])
      try Data(text).write(to: lastInput)
      // As text: what is not UTF-8 is refused before anything is read.
      let source = SourceText(String(decoding: text, as: UTF8.self), name: "<fuzz>")
      let parsed = Parser.parseProgram(source)
      _ = Completion.find(in: source, at: mutator.below(text.count + 1))
      var output = ByteOutput()
      DiagnosticRenderer(source: source).write(parsed.diagnostics, to: &output)
      guard parsed.isValid else { continue }
      let printed = Printer.print(parsed.program)
      let again = Parser.parseProgram(SourceText(printed))
      if !again.isValid || Printer.print(again.program) != printed {
        print("\nthe printer's text reads differently:\n\(source.text)\n\(printed)")
        exit(1)
      }
      _ = try? session.run(source)
    }
    print("queries: \(rounds) rounds from seed \(seed)")
  }

  /// Files of one format through the loader.
  func fuzzLoader(_ format: String, _ mutator: inout Mutator) throws {
    let texts = files(format)
    guard !texts.isEmpty else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let names =
      format == "csv" || format == "tsv" ? ["key_results", "check_ins", "people"] : ["goals"]
    for _ in 0..<rounds / 4 {
      let text = mutator.mutate(
        texts[mutator.below(texts.count)], with: texts[mutator.below(texts.count)])
      let file = folder.appendingPathComponent("\(names[mutator.below(names.count)]).\(format)")
      try Data(text).write(to: file)
      _ = try? Workspace.load(path: folder.path)
      try FileManager.default.removeItem(at: file)
    }
    print("\(format): \(rounds / 4) rounds from seed \(seed)")
  }
}
