// The files that a program of a workspace may use, on a real disk: never one outside it.

import Foundation
import Grove
import GroveWorkspace
import Testing

@Suite("Files that programs of a workspace use") struct ProgramFileTests {
  /// The first mistake of a program in `reports` that uses a path; nil when it is found.
  private func mistake(_ path: String, in folder: String = "reports") throws -> String? {
    let workspace = try TemporaryWorkspace([
      "goals.yaml": "objectives:\n  - {id: O1, title: T}\n",
      "reports/sub/good.grove": "define f() = 1",
      "outside.grove": "define f() = 1",
    ])
    defer { withExtendedLifetime(workspace) {} }
    let root = workspace.path
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: root + "/reports/link.grove", withDestinationPath: root + "/outside.grove")
    try manager.createSymbolicLink(
      atPath: root + "/reports/folder", withDestinationPath: "/etc")
    try manager.createDirectory(
      atPath: root + "/reports/dir.grove", withIntermediateDirectories: true)
    let large = String(repeating: " ", count: (1 << 20) + 1)
    try large.write(toFile: root + "/reports/large.grove", atomically: true, encoding: .utf8)
    let graph = try Workspace.load(path: root).graph
    var session = Session(graph: graph, today: CivilDate(dayNumber: 20_000))
    session.files = .inWorkspace(root, folder: folder.hasPrefix("/") ? folder : root + "/" + folder)
    return session.diagnose(SourceText("use \"\(path)\"")).first?.message
  }

  @Test("a file below the program's own folder is found")
  func found() throws {
    #expect(try mistake("sub/good.grove") == nil)
    #expect(try mistake("good.grove", in: "reports/sub") == nil)
  }

  @Test(
    "links, other cases, folders, large files and what is not there are refused",
    arguments: [
      "link.grove", "folder/passwd", "sub/GOOD.grove", "Sub/good.grove", "dir.grove",
      "large.grove", "none.grove", "../outside.grove", "sub/../../outside.grove",
    ])
  func refused(path: String) throws {
    #expect(try mistake(path) != nil)
  }

  @Test("a program that lies outside the workspace uses nothing")
  func elsewhere() throws {
    #expect(try mistake("passwd", in: "/etc") != nil)
  }
}
