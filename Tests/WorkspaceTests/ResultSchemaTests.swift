// grammar/results.schema.json against what the tests know that Grove writes: the JSON of the examples
// and of the manual's pages.

import Foundation
import Testing

@Suite("The JSON Schema of results") struct ResultSchemaTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let schema: JSONValue? = {
    let path = root.appendingPathComponent("grammar/results.schema.json")
    return (try? String(contentsOf: path, encoding: .utf8)).flatMap { try? JSONValue(yaml: $0) }
  }()

  private static func files(in folder: String, ending: String) -> [(name: String, text: String)] {
    let url = root.appendingPathComponent(folder)
    let walker = FileManager.default.enumerator(atPath: url.path)
    return (walker?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(ending) }.sorted()
      .compactMap { name in
        let text = try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
        return text.map { ("\(folder)/\(name)", $0) }
      }
  }

  /// JSON as it stands in files, and as pages show it in fences of their own.
  private static let written: [(name: String, text: String)] = {
    let documents = files(in: "examples", ending: ".json").filter { $0.name.contains("/expected/") }
    let pages = files(in: "Sources/Grove/Grove.docc", ending: ".md").flatMap { name, page in
      page.components(separatedBy: "```json\n").dropFirst().map { part in
        (name: name, text: part.components(separatedBy: "\n```")[0])
      }
    }
    return documents + pages
  }()

  @Test("it takes every answer and document that the examples and the manual show")
  func answers() throws {
    let schema = try #require(Self.schema)
    #expect(Self.written.count > 4)
    let validator = JSONSchemaValidator(root: schema)
    for (name, text) in Self.written {
      #expect(validator.trouble(try JSONValue(yaml: text), schema) == nil, "\(name)")
    }
  }

  @Test("it refuses what is no result")
  func refusals() throws {
    let schema = try #require(Self.schema)
    let validator = JSONSchemaValidator(root: schema)
    let wrong = [
      "{}", "[]", "{\"query\": \"goals\"}",
      "{\"generator\": \"grove\", \"program\": \"a\", \"title\": null, \"today\": \"2026-05-15\", "
        + "\"status\": \"fine\", \"promises\": {}, \"sections\": []}",
    ]
    for text in wrong { #expect(validator.trouble(try JSONValue(yaml: text), schema) != nil) }
  }
}
