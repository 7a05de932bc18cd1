// What the prompt offers at a cursor: words of the language, names of the workspace.

import Grove
import GroveCommand
import Testing

@Suite("Completion at the prompt") struct CompletionTests {
  private let folder = Retail.folder()

  /// What the prompt of the workspace offers for lines with the cursor at their end.
  private func complete(_ lines: [String], begun: String? = nil) -> [EditorCompletion] {
    let world = World()
    let editor = CompletingEditor(lines, begun: begun)
    world.environment.makeEditor = { services in
      editor.complete = services.complete
      return editor
    }
    _ = GroveCommand.run(["open", "-w", folder.path], in: world.environment)
    return editor.completions
  }

  private func texts(_ line: String, begun: String? = nil) -> [String] {
    complete([line], begun: begun).flatMap(\.candidates).map(\.text)
  }

  @Test(
    "the language, the fields of the kind, functions and commands",
    arguments: [
      ("key re", "results"), ("key results bel", "below"), ("key results | gr", "group"),
      ("key results where base", "baseline"), ("key results where progress < 5 and st", "status"),
      ("goals at r", "risk"), ("objectives in this qu", "quarter"), (".fo", ".format"),
      (".fields key", "key results"), (".format js", "json"), ("key results | show roun", "round("),
      ("objectives owned ", "by"), ("objectives | render tr", "tree"),
    ])
  func offers(line: String, candidate: String) {
    #expect(texts(line).contains(candidate))
  }

  @Test("a field of another kind is not offered")
  func otherKinds() {
    #expect(!texts("teams where base").contains("baseline"))
  }

  @Test("@ finds things by id and by the words of their titles, and inserts the id")
  func things() {
    #expect(texts("key results under @O") == ["@O1", "@O2"])
    #expect(texts("@chur") == ["@KR-2"])
    #expect(texts("@nothing") == [])
    #expect(complete(["goals owned by @an"]).first?.start == 15)
  }

  @Test("a second line is completed after the first")
  func secondLine() {
    #expect(texts("| so", begun: "(key results").contains("sort"))
  }

  @Test("every beginning of a query has a completion that starts within the line")
  func everyPrefix() {
    let queries = [
      "key results below 50% or missing in this quarter owned by @ana without check-ins",
      "objectives | group by team | summarize n = count(), mean = avg(progress) | render bars",
      "goals (unowned or owned by (people left)) where title contains \"日本 é\" | take 3",
      ".fields key results",
    ]
    for query in queries {
      let prefixes = query.indices.map { String(query[..<$0]) }
      let completions = complete(prefixes)
      #expect(completions.count == prefixes.count)
      for (prefix, completion) in zip(prefixes, completions) {
        #expect((0...prefix.utf8.count).contains(completion.start))
      }
    }
  }
}

/// Asks for completions instead of typing.
private final class CompletingEditor: LineEditor {
  let isInteractive = true
  var complete: (String, Int) -> EditorCompletion = { _, _ in
    EditorCompletion(start: 0, candidates: [])
  }
  private(set) var completions: [EditorCompletion] = []
  private let lines: [String]
  private var begun: String?

  init(_ lines: [String], begun: String?) {
    self.lines = lines
    self.begun = begun
  }

  func read(prompt: String) -> EditedLine {
    if let line = begun {
      begun = nil
      return .text(line)
    }
    completions = lines.map { complete($0, $0.utf8.count) }
    return .end
  }
}
