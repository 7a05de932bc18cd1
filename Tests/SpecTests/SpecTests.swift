// Runs every block of the manual and of the specification files.
// `GROVE_UPDATE=1 swift test --filter SpecTests` writes what was found into the pages instead; the
// difference is then the review.

import Foundation
import Testing

@Suite("The manual and the specification") struct SpecTests {
  static let pages = SpecPage.all()
  static let updates = ProcessInfo.processInfo.environment["GROVE_UPDATE"] == "1"

  @Test(
    "every query answers as its page says", .disabled(if: updates),
    arguments: pages.flatMap(\.cases))
  func answers(spec: SpecCase) {
    let place = SourceLocation(
      fileID: "Grove/\(spec.page)", filePath: SpecPlace.root.appendingPathComponent(spec.page).path,
      line: spec.line, column: 1)
    do {
      let found = try SpecRunner.run(spec)
      guard spec.expectation != .nothing, found != spec.expected else { return }
      if spec.expected.isEmpty {
        Issue.record("nothing stands there yet; found:\n\(found)", sourceLocation: place)
      } else {
        Issue.record(
          "expected:\n\(spec.expected)\n\nfound:\n\(found)", sourceLocation: place)
      }
    } catch {
      Issue.record("\(spec.query)\n\(error)", sourceLocation: place)
    }
  }

  @Test("the pages are rewritten", .enabled(if: updates))
  func update() throws {
    for page in Self.pages {
      let answered = page.updated { spec in
        do {
          return try SpecRunner.run(spec)
        } catch {
          Issue.record("\(spec): \(error)")
          return nil
        }
      }
      let text = ManualTables.rewritten(answered)
      let url = SpecPlace.root.appendingPathComponent(page.path)
      if text != page.lines.joined(separator: "\n") {
        try text.write(to: url, atomically: true, encoding: .utf8)
      }
    }
  }

  @Test("there are pages, and blocks on them")
  func some() {
    #expect(Self.pages.count > 20)
    #expect(Self.pages.flatMap(\.cases).count > 100)
  }
}
