// What no file may hold: code that can trap on input, and traces of one person's machine.

import Foundation
import Testing

@Suite("House: what no file holds") struct ForbiddenTextTests {
  @Test("no source can trap: no forced unwrapping, casting or trying, no fatal errors")
  func traps() throws {
    // A piece that every match holds, before the pattern, which is slow.
    let traps: [(String, [String], Regex<Substring>)] = [
      ("a forced unwrapping", ["!"], #/[\w\])?]!(?![=])/#),
      (
        "a fatal error", ["fatalError", "Failure"],
        #/\b(?:fatalError|preconditionFailure|assertionFailure)\b/#
      ),
      ("an unchecked reference", ["unowned"], #/\bunowned\(unsafe/#),
    ]
    var found: [String] = []
    for file in SourceTree.swiftSources {
      for (index, line) in SourceTree.code(of: file).enumerated() {
        for (what, pieces, pattern) in traps
        where pieces.contains(where: line.holds) && line.firstMatch(of: pattern) != nil {
          found.append("\(file.path):\(index + 1) holds \(what)")
        }
      }
    }
    #expect(found == [])
  }

  @Test("nothing is left to do, disabled or excused")
  func leftovers() {
    let markers = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
    let pattern = markers.joined(separator: "|")
    var found: [String] = []
    guard let words = try? Regex("\\b(?:\(pattern))\\b") else { return }
    for file in SourceTree.files where file.isSwift {
      for (index, line) in file.lines.enumerated() where line.firstMatch(of: words) != nil {
        found.append("\(file.path):\(index + 1)")
      }
    }
    #expect(found == [])
  }

  /// First parts of paths that exist on somebody's machine only.
  private static let machineRoots = [
    "home", "Users", "root", "work", "workspace", "workspaces", "mnt", "tmp", "private", "scratch",
  ]

  @Test("no file names a path of somebody's machine")
  func machinePaths() throws {
    let roots = Self.machineRoots.joined(separator: "|")
    let pattern = try Regex("(?:^|[\\s\"'`(=:,])/(?:\(roots))/[\\w.-]")
    var found: [String] = []
    for file in SourceTree.files where !Self.isData(file) {
      for (index, line) in file.lines.enumerated()
      where line.holds("/") && line.firstMatch(of: pattern) != nil {
        found.append("\(file.path):\(index + 1)")
      }
    }
    #expect(found == [])
  }

  @Test("a path that leads upwards in a page or comment stays in the repository")
  func relativePaths() {
    let pattern = #/(?:\.\./)+[\w-]+/#
    var found: [String] = []
    for file in SourceTree.files {
      let isPage = file.path.hasSuffix(".md")
      for (index, line) in file.lines.enumerated() {
        let trimmed = line.drop { $0 == " " }
        guard line.holds("../"), isPage || trimmed.hasPrefix("//") || trimmed.hasPrefix("#")
        else { continue }
        for match in line.matches(of: pattern) {
          let path = SourceTree.root.appendingPathComponent(file.path)
            .deletingLastPathComponent().appendingPathComponent(String(match.output))
          let target = path.standardizedFileURL.path
          if !target.hasPrefix(SourceTree.root.standardizedFileURL.path + "/")
            || !FileManager.default.fileExists(atPath: target)
          {
            found.append("\(file.path):\(index + 1) \(match.output)")
          }
        }
      }
    }
    #expect(found == [])
  }

  /// The hosts that links may lead to: sources of facts, standards, dependencies.
  private static let hosts = [
    "github.com", "raw.githubusercontent.com", "swift.org", "www.swift.org", "docs.swift.org",
    "developer.apple.com", "www.nationalarchives.gov.uk", "sdgdata.gov.uk", "www.ons.gov.uk",
    "unstats.un.org", "json-schema.org", "www.w3.org", "www.rfc-editor.org", "datatracker.ietf.org",
    "unicode.org", "www.unicode.org", "no-color.org", "specifications.freedesktop.org",
    "tiswww.case.edu", "yaml.org", "tools.ietf.org", "example.com", "example.org",
    "schema.management", "opensource.org", "creativecommons.org", "sdgs.un.org",
  ]

  @Test("links lead to hosts that are known to last")
  func hosts() {
    let pattern = #/https?:\/\/([A-Za-z0-9.-]+)/#
    var found: [String] = []
    for file in SourceTree.files where !Self.isData(file) {
      for (index, line) in file.lines.enumerated() where line.holds("://") {
        for match in line.matches(of: pattern)
        where !Self.hosts.contains(String(match.1)) && !match.1.hasSuffix(".gov.uk") {
          found.append("\(file.path):\(index + 1) \(match.1)")
        }
      }
    }
    #expect(found == [])
  }

  /// Data of others keeps what its makers wrote.
  private static func isData(_ file: ProjectFile) -> Bool {
    let isExample = file.path.hasPrefix("examples/") || file.path.contains("/Fixtures/")
    return isExample && !file.path.hasSuffix(".md") && !file.path.hasSuffix(".grove")
  }
}

extension StringProtocol {
  /// Whether it holds a piece, byte for byte.
  fileprivate func holds(_ piece: String) -> Bool {
    String(self).withCString { text in piece.withCString { strstr(text, $0) != nil } }
  }
}
